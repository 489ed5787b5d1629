"""Putting a package's folder among the others: checked, recorded, and by one rename."""

from __future__ import annotations

import filecmp
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from dragoman.errors import ModelError
from dragoman.models import record
from dragoman.models.folder import discard, sync
from dragoman.models.installed import Installed, installed, read
from dragoman.models.kinds import KINDS
from dragoman.models.shipment import ShippedFile

_CODE = re.compile(r"[A-Za-z]{2,8}(?:[-_][A-Za-z0-9]{1,8})*")
_VERSION = re.compile(r"[A-Za-z0-9][A-Za-z0-9.+_-]{0,40}")

_NAME = re.compile(r"[^\W_][\w.+-]{0,60}")
"""Without spaces, because it stands in the signature of every text."""


@dataclass(frozen=True, slots=True)
class Installation:
    """What installing a package came to."""

    package: Installed

    changed: bool
    """Whether anything was written: the same version may have been there already."""

    replaced: tuple[str, ...] = ()
    """Versions of the same engine, direction and name that made way; the same one if its files
    were damaged."""

    came: ShippedFile | None = None
    """The package file, with its address and checksum, if it was downloaded alone."""


def place(unpacked: Path, name: str, folder: Path, origin: record.PackageOrigin) -> Installation:
    """Move the package in `unpacked`, on the same file system, into `folder`.

    To be called in `changing(folder)`. Messages call the package `name`. Raises ModelError for a
    folder that is no package.
    """
    package = accepted(unpacked, name)
    same = [
        other
        for other in installed(folder)
        if (other.engine, other.direction, other.name)
        == (package.engine, package.direction, package.name)
    ]
    for other in same:
        if other.version == package.version and _is_whole(other.path, unpacked):
            return Installation(other, changed=False)
    record.write(unpacked, origin)
    for path in (unpacked, *unpacked.rglob("*")):
        if path.is_dir():
            sync(path)
    destination = folder / folder_name(package)
    _move(unpacked, destination, same)
    return Installation(read(destination), True, tuple(other.version for other in same))


def accepted(unpacked: Path, name: str) -> Installed:
    """Read what was unpacked, or raise ModelError in the name of the package file."""
    try:
        package = read(unpacked)
    except ModelError as error:
        raise ModelError(error.problem, path=name) from error
    for code in (package.from_code, package.to_code):
        if not _CODE.fullmatch(code):
            raise ModelError(f"{code!a} in metadata.json is not a language code", path=name)
    if not _VERSION.fullmatch(package.version):
        problem = f"{package.version!a} in metadata.json is not a version"
        raise ModelError(problem, path=name)
    if package.name and not _NAME.fullmatch(package.name):
        problem = f"{package.name!a} in metadata.json is not a name: write one word"
        raise ModelError(problem, path=name)
    return package


def folder_name(package: Installed) -> str:
    """Name the folder after its metadata, as the packages of the Argos index are named.

    The archive's own name for it could be that of another package.
    """
    version = re.sub(r"[^A-Za-z0-9-]", "_", package.version)
    name = "" if package.name is None else re.sub(r"[^A-Za-z0-9]", "_", package.name) + "-"
    kind = KINDS[package.engine].folder
    return f"{kind}-{package.from_code}_{package.to_code}-{name}{version}"


def _is_whole(package: Path, unpacked: Path) -> bool:
    """Whether every file of `unpacked` is in `package` as it should be."""
    names = record.files(unpacked)
    return all(
        (package / name).is_file() and filecmp.cmp(package / name, unpacked / name, shallow=False)
        for name in names
    )


def _move(unpacked: Path, destination: Path, replaced: Sequence[Installed]) -> None:
    """Put the folder in its place, and what it replaces out of the way.

    The old versions go last: a crash leaves both, of which the newer is used.
    """
    if destination.exists():
        _make_way(destination, replaced)
    unpacked.rename(destination)
    sync(destination.parent)
    for other in replaced:
        if other.path != destination:
            discard(other.path)


def _make_way(destination: Path, replaced: Sequence[Installed]) -> None:
    """Discard what has the package's place: something incomplete, or what it replaces."""
    if destination not in [other.path for other in replaced]:
        try:
            other = read(destination)
        except ModelError:
            pass
        else:
            problem = f"the place of the package is taken by {other.direction} {other.version}"
            raise ModelError(problem, path=destination, advice="Rename or remove that folder.")
    discard(destination)
