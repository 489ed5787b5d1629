"""Work with git: merge two versions of a review file, and tell git that Dragoman can."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from dragoman import review
from dragoman.errors import ReviewError
from dragoman.files import Files
from dragoman.model import Unit
from dragoman.workflow.reading import decoded

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

    Raises `ReviewError` where one of them is not a review file, and `StoreError` where one cannot
    be read or written; then nothing is changed.
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
    data = merged.text.encode()
    if data != mine:
        _files(ours).write(ours, data, mine)
    return MergeReport(shown, merged.conflicts)


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
