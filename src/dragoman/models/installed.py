"""The packages in a folder: what is there, and which one translates a direction."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from dragoman.errors import ModelError, typed
from dragoman.models import codes
from dragoman.models.folder import METADATA, TEMPORARY, changing, discard
from dragoman.models.kinds import ARGOS, KINDS, kind_of

_LARGEST = 1 << 20
"""Bytes of `metadata.json`, and characters of the README that are read."""

_LICENCE = re.compile(
    r"^[^\w\n]{0,40}licen[cs]e\b[\s:*#]{0,40}(\S[^\n]{0,400})", re.IGNORECASE | re.MULTILINE
)


@dataclass(frozen=True, slots=True)
class Installed:
    """A complete package in a folder of packages."""

    from_code: str
    to_code: str
    """In their usual writing, whatever the package has: see `codes.usual`."""

    version: str
    path: Path

    size: int
    """Bytes of all its files."""

    licence: str | None = None
    """What the package says of its licence; `None` where it says nothing."""

    compute_type: str | None = None
    """The compute type that the package asks for in `metadata.json`; a key of ours."""

    name: str | None = None
    """What the model is called, if its direction and version do not tell; a key of ours."""

    source_prefix: tuple[str, ...] = ()
    source_suffix: tuple[str, ...] = ()
    """Pieces that the model wants before and after every source sentence; keys of ours."""

    target_prefix: str | None = None
    """The piece that begins every output, such as the token of the target language."""

    engine: str = ARGOS
    """The engine that it is for."""

    habits: tuple[str, ...] | None = None
    """Names of `engines.habits` that the model has, by a key of ours; `None` for those that models
    of its engine have."""

    @property
    def direction(self) -> str:
        """Both codes, such as `en-fa`."""
        return f"{self.from_code}-{self.to_code}"

    @property
    def shown(self) -> str:
        """What people call it: `en → fa 1.5`, `en → fa tiny 2.1 (firefox)`."""
        parts = [self.from_code, "→", self.to_code, *filter(None, [self.name]), self.version]
        if self.engine != ARGOS:
            parts.append(f"({self.engine})")
        return " ".join(parts)


def read(path: Path) -> Installed:
    """Read the package in the folder `path`.

    Raises ModelError, which says what is missing, for anything that is no complete package.
    """
    metadata = _metadata(path / METADATA)
    kind = kind_of(metadata)
    try:
        for file in kind.deciding(path):
            if file.is_file():
                file.open("rb").close()
    except OSError as error:
        problem = f"the package cannot be read: {error.strerror}"
        raise ModelError(problem, path=error.filename or path) from error
    return Installed(
        from_code=codes.usual(str(metadata["from_code"]).strip()),
        to_code=codes.usual(str(metadata["to_code"]).strip()),
        version=str(metadata.get("package_version") or "0"),
        path=path,
        size=sum(file.stat().st_size for file in path.rglob("*") if file.is_file()),
        licence=_licence(path, metadata),
        compute_type=_text(metadata.get("compute_type")),
        name=_text(metadata.get("model_name")),
        source_prefix=_texts(metadata.get("source_prefix")),
        source_suffix=_texts(metadata.get("source_suffix")),
        target_prefix=_text(metadata.get("target_prefix")),
        engine=kind.engine,
        habits=_texts(metadata["habits"]) if "habits" in metadata else None,
    )


def installed(folder: Path) -> tuple[Installed, ...]:
    """Return the complete packages in `folder`, sorted by direction, the newest first.

    A folder that is a package itself holds that one; one that does not exist has none. Anything
    else in it is passed over; `stray` says what and why.
    """
    found = []
    for path in _candidates(folder):
        try:
            found.append(read(path))
        except ModelError:
            continue
    newest_first = sorted(found, key=lambda package: version_key(package.version), reverse=True)
    return tuple(sorted(newest_first, key=lambda package: (package.from_code, package.to_code)))


def stray(folder: Path) -> tuple[ModelError, ...]:
    """Say of each folder among the packages that is no complete package what is wrong."""
    problems = []
    for path in _candidates(folder):
        try:
            read(path)
        except ModelError as error:
            problems.append(error)
    return tuple(problems)


def remove(
    source: str, target: str, folder: Path, engine: str | None = None, name: str | None = None
) -> tuple[Installed, ...]:
    """Delete every version of a model from `folder` and return what was deleted.

    `engine` and `name` choose among the models of a direction; the name `""` is that of a model
    without one. Raises ModelError when there is none, it cannot be deleted, or several models fit.
    """
    wanted = codes.usual(source), codes.usual(target)
    direction = [one for one in installed(folder) if (one.from_code, one.to_code) == wanted]
    packages = [
        one for one in direction if engine in (None, one.engine) and name in (None, one.name or "")
    ]
    if not packages:
        there = ", ".join(one.shown for one in direction)
        raise ModelError(
            f"no package {source} → {target} is installed" + (" of that name" if direction else ""),
            path=folder,
            advice=f"Installed are: {there}" if there else "",
        )
    engines = sorted({one.engine for one in packages})
    if len(engines) > 1:
        problem = f"{source} → {target} is installed for {' and '.join(engines)}"
        raise ModelError(problem, path=folder, advice=f"Name one, such as: --engine {engines[0]}")
    names = sorted({one.name or "" for one in packages})
    if len(names) > 1:
        several = " and ".join(one or "one without a name" for one in names)
        raise ModelError(
            f"several models {source} → {target} are installed: {several}",
            path=folder,
            advice=f"Name one, such as: --name {typed(names[0])}",
        )
    with changing(folder):
        for package in packages:
            discard(package.path)
    return tuple(packages)


def fingerprint(package: Installed) -> str:
    """Return a digest of everything in the package that decides its output, for cache keys.

    Reads the whole model: about 0.1 s for 100 MB.
    """
    digest = hashlib.sha256()
    files = KINDS[package.engine].deciding(package.path)
    try:
        for file in [package.path / METADATA, *files]:
            if file.is_file():
                digest.update(file.name.encode())
                with file.open("rb") as stream:
                    while block := stream.read(1 << 20):
                        digest.update(block)
    except OSError as error:
        problem = f"the package cannot be read: {error.strerror}"
        raise ModelError(problem, path=error.filename or package.path) from error
    return digest.hexdigest()[:16]


def _candidates(folder: Path) -> list[Path]:
    try:
        if not folder.is_dir():
            return []
        if (folder / METADATA).is_file():
            return [folder]
        return sorted(
            path
            for path in folder.iterdir()
            if path.is_dir() and not path.name.startswith(TEMPORARY)
        )
    except OSError as error:
        problem = f"the folder of models cannot be read: {error.strerror}"
        raise ModelError(problem, path=error.filename or folder) from error


def _metadata(file: Path) -> Mapping[str, object]:
    if not file.is_file():
        raise ModelError(f"the folder has no {METADATA}", path=file.parent)
    try:
        if file.stat().st_size > _LARGEST:
            raise ModelError(f"{METADATA} is larger than any is", path=file.parent)
        metadata = json.loads(file.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError, RecursionError) as error:
        said = "a number in it has thousands of digits" if "digits" in str(error) else error
        raise ModelError(f"{METADATA} cannot be read: {said}", path=file.parent) from error
    if not isinstance(metadata, dict):
        raise ModelError(f"{METADATA} holds no table of keys and values", path=file.parent)
    for key in ("from_code", "to_code"):
        if not _text(metadata.get(key)):
            raise ModelError(f"{METADATA} has no {key}", path=file.parent)
    return metadata


def _licence(path: Path, metadata: Mapping[str, object]) -> str | None:
    stated = _text(metadata.get("license")) or _text(metadata.get("licence"))
    if stated:
        return stated
    try:
        with (path / "README.md").open(encoding="utf-8", errors="replace") as stream:
            readme = stream.read(_LARGEST)
    except OSError:
        return None
    match = _LICENCE.search(readme)
    return match[1].strip() if match else None


def version_key(version: str) -> list[tuple[int, str]]:
    """Return a key by which versions sort, `1.10` after `1.9` and words before numbers."""
    parts: list[str] = re.findall(r"\d+|[^\W\d]+", version)
    return [(int(part[:18]), "") if part.isdecimal() else (-1, part) for part in parts]


def _text(value: object) -> str | None:
    return value.strip() or None if isinstance(value, str) else None


def _texts(value: object) -> tuple[str, ...]:
    values = value if isinstance(value, list) else [value]
    return tuple(text for one in values if (text := _text(one)))
