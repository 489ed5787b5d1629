"""Packing installed packages into one file, for a machine without network.

A bundle is a zip with the folder of each package: what `install_bundle` reads. The same packages
give the same bytes on every machine.
"""

from __future__ import annotations

import os
import stat
import tempfile
import zipfile
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from dragoman.errors import ModelError
from dragoman.models import record
from dragoman.models.archive import problem_of
from dragoman.models.codes import usual
from dragoman.models.installed import Installed, installed
from dragoman.models.loading import broken
from dragoman.models.placing import accepted, folder_name

_BLOCK = 1 << 20
_BEGINNING = (1980, 1, 1, 0, 0, 0)
"""The earliest time that a zip can state: the real one would make every bundle differ."""


@dataclass(frozen=True, slots=True)
class Bundle:
    """A file that holds packages."""

    packages: tuple[Installed, ...]

    size: int
    """Bytes."""

    sha256: str


def bundle(file: Path, folder: Path, codes: Collection[str] = ()) -> Bundle:
    """Pack the packages of `folder`, the newest of each engine and direction, into `file`.

    With `codes`, only those: `fa` stands for every package into Persian, `tr-en` for one
    direction. `file` appears whole or not at all; one that is there is replaced. Raises
    ModelError for a code without a package, a package that changed since it was installed, and
    whatever the system refuses.
    """
    packages = _chosen(folder, codes)
    for package in packages:
        accepted(package.path, str(package.path))
        if found := record.changes(package.path):
            raise broken(package, ", ".join(found))
    try:
        with _appearing(file) as stream:
            _write(stream, packages, file)
            digest = record.origin_of(stream, file.name).sha256
            size = stream.seek(0, os.SEEK_END)
    except OSError as error:
        raise ModelError(f"the bundle cannot be written: {error.strerror}", path=file) from error
    return Bundle(packages, size, digest)


def _chosen(folder: Path, codes: Collection[str]) -> tuple[Installed, ...]:
    codes = [usual(code) for code in codes]
    newest: dict[tuple[str, str], Installed] = {}
    for package in installed(folder):
        newest.setdefault((package.direction, package.engine), package)
    known = {code for one in newest.values() for code in (one.to_code, one.direction)}
    for code in codes:
        if code not in known:
            there = ", ".join(dict.fromkeys(direction for direction, _ in newest))
            advice = f"There are: {there}." if newest else ""
            raise ModelError(f"no package for {code} is installed", path=folder, advice=advice)
    if not newest:
        advice = "Install one, for example: dragoman models install fa"
        raise ModelError("no package is installed", path=folder, advice=advice)
    return tuple(
        one for one in newest.values() if not codes or {one.to_code, one.direction} & {*codes}
    )


@contextmanager
def _appearing(file: Path) -> Iterator[IO[bytes]]:
    """Open a temporary file beside `file`, which takes its place at the end."""
    descriptor, name = tempfile.mkstemp(prefix=f".{file.name}.", dir=file.parent)
    temporary = Path(name)
    try:
        with os.fdopen(descriptor, "w+b") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        temporary.chmod(0o644)
        temporary.replace(file)
    finally:
        temporary.unlink(missing_ok=True)


def _write(stream: IO[bytes], packages: Sequence[Installed], file: Path) -> None:
    # Stored: models hardly compress, and what deflate writes depends on its version.
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as archive:
        for package in packages:
            for name in record.files(package.path):
                _add(archive, package.path / name, f"{folder_name(package)}/{name}")
        if problem := problem_of(archive):
            raise ModelError(f"no machine would install this bundle: {problem}", path=file)


def _add(archive: zipfile.ZipFile, file: Path, name: str) -> None:
    entry = zipfile.ZipInfo(name, _BEGINNING)
    entry.create_system = 3
    entry.external_attr = (stat.S_IFREG | 0o644) << 16
    entry.file_size = file.stat().st_size
    with file.open("rb") as source, archive.open(entry, "w") as target:
        while block := source.read(_BLOCK):
            target.write(block)
