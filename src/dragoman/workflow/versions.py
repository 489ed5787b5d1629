"""Work with git: merge two versions of a review file, and tell git that Dragoman can."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from dragoman import review
from dragoman.errors import ReviewError
from dragoman.files import Files
from dragoman.model import Catalog, Unit
from dragoman.workflow.reading import decoded, read_review

ATTRIBUTES = ("locales/**/*.yaml merge=dragoman",)
IGNORED = (".dragoman/", "*.dragoman.tmp")

NAME = "Dragoman, sentence by sentence"
ARGUMENTS = "merge-file %O %A %B --path %P"
"""What git puts in: the common beginning, ours, theirs, and the file's own name."""


@dataclass(frozen=True, slots=True)
class MergeReport:
    """What became of two versions of a review file."""

    path: str
    conflicts: tuple[Unit, ...]
    """The sentences that people changed differently, as they stand in the result."""


@dataclass(frozen=True, slots=True)
class GitReport:
    """What was told git."""

    written: tuple[str, ...]
    """The files that were made or grew."""

    driver: str
    """The command that merges."""

    known: bool
    """Whether this clone's configuration names it now; `False` outside a repository."""

    kept: str = ""
    """Another command that the configuration names, and that stays."""


def merge_file(base: Path, ours: Path, theirs: Path, shown: str) -> MergeReport:
    """Merge two versions that began as `base`, and write the result to `ours`.

    Raises `ReviewError` where one of them is not a review file, is cut off, or belongs to another
    article or locale than the other, and `StoreError` where one cannot be read or written; then
    nothing is changed.
    """
    old, mine, yours = (_read(path) for path in (base, ours, theirs))
    try:
        beginning = None if old is None else decoded(old, shown)
    except ReviewError:
        beginning = None
    if mine is None or yours is None:
        missing = ours if mine is None else theirs
        raise ReviewError("there is no such file", path=missing, advice="Nothing was changed.")
    merged = review.merge(beginning, decoded(mine, shown), decoded(yours, shown), shown)
    _refuse_others(old, mine, yours, shown)
    data = merged.text.encode()
    if data != mine:
        _files(ours).write(ours, data, mine)
    return MergeReport(shown, merged.conflicts)


def _refuse_others(base: bytes | None, ours: bytes, theirs: bytes, shown: str) -> None:
    """Raise `ReviewError` for versions that would be taken for what they are not.

    What a version that is cut off lacks would count as taken out.
    """
    beginning = _catalog(base, shown)
    mine, yours = (
        read_review(data, f"{shown} ({name})", _last(beginning) or _last(_catalog(other, shown)))
        for name, data, other in (("ours", ours, theirs), ("theirs", theirs, ours))
    )
    if mine.target and yours.target and mine.target != yours.target:
        raise _of_others(f"the locales {mine.target} and {yours.target}", shown)
    # Of one that was renamed, one version may have the old name.
    known = "" if beginning is None else beginning.article
    others = {mine.article, yours.article} - {known, ""}
    if len(others) > 1 or (others and not known and mine.article and yours.article != mine.article):
        raise _of_others(f"the articles {mine.article} and {yours.article}", shown)


def _catalog(data: bytes | None, shown: str) -> Catalog | None:
    """Return what a version holds; `None` for one that cannot be read."""
    with suppress(ReviewError):
        return None if data is None else read_review(data, shown)
    return None


def _last(catalog: Catalog | None) -> str | None:
    """Return the last sentence of the article that a version knows."""
    return catalog.units[-1].source if catalog is not None and catalog.units else None


def _of_others(what: str, shown: str) -> ReviewError:
    return ReviewError(
        f"the two versions belong to {what}",
        path=shown,
        advice="Nothing was changed. Give versions of one file, in the order: the common "
        "beginning, yours, the other one.",
    )


def _files(path: Path) -> Files:
    return Files(path.absolute().parent, follow=True)


def _read(path: Path) -> bytes | None:
    return _files(path).read(path)


def prepare_git(folder: Path) -> GitReport:
    """Tell git how review files are merged and what it need not keep; change no other line.

    Raises `StoreError` where a file cannot be written.
    """
    files = Files(folder)
    written = [
        name
        for name, lines in ((".gitattributes", ATTRIBUTES), (".gitignore", IGNORED))
        if _extend(files, folder / name, lines)
    ]
    program = "dragoman" if shutil.which("dragoman") else f'"{sys.executable}" -m dragoman'
    driver = f"{program} {ARGUMENTS}"
    if _git(folder, "rev-parse", "--is-inside-work-tree") != "true":
        return GitReport(tuple(written), driver, known=False)
    present = _git(folder, "config", "--get", "merge.dragoman.driver") or ""
    if present and ARGUMENTS not in present:
        return GitReport(tuple(written), driver, known=True, kept=present)
    if present != driver:
        _git(folder, "config", "merge.dragoman.name", NAME)
        _git(folder, "config", "merge.dragoman.driver", driver)
    known = _git(folder, "config", "--get", "merge.dragoman.driver") == driver
    return GitReport(tuple(written), driver, known)


def _extend(files: Files, path: Path, lines: Sequence[str]) -> bool:
    """Add the lines that are missing at the end of a file; say whether any was."""
    data = files.read(path)
    # What is written in another encoding is kept, byte by byte.
    text = (data or b"").decode("utf-8", "surrogateescape")
    present = {line.strip() for line in text.splitlines()}
    missing = [line for line in lines if line not in present]
    if not missing:
        return False
    end = "\r\n" if "\r\n" in text else "\n"
    gap = end if text and not text.endswith(("\n", "\r")) else ""
    added = gap + "".join(f"{line}{end}" for line in missing)
    files.write(path, (text + added).encode("utf-8", "surrogateescape"), data)
    return True


def _git(folder: Path, *arguments: str) -> str | None:
    """Return what git answers, `None` where there is no git or it refuses."""
    try:
        done = subprocess.run(
            ("git", *arguments), cwd=folder, capture_output=True, text=True, check=True
        )
    except (OSError, subprocess.CalledProcessError):
        return None
    return done.stdout.strip()
