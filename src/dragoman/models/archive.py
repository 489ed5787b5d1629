"""Installing a package file: an archive from anywhere, so nothing in it is taken on trust.

Everything is checked before anything is written. The files are unpacked into a temporary folder
on the same file system, forced to disk and read as a package; one rename then puts them in their
place. A crash at any moment leaves either no package or a whole one.

`argostranslate.package.install_from_path` is not used: it unpacks unchecked into the shared folder
and then imports `argostranslate.translate`, which fails without torch.
"""

from __future__ import annotations

import os
import re
import shutil
import stat
import zipfile
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO

from dragoman.errors import ModelError
from dragoman.models.folder import changing, discard, scratch
from dragoman.models.installed import Installed, installed, read

MOST_ENTRIES = 10_000
LARGEST_PACKAGE = 8 << 30
"""Bytes unpacked. The largest packages of the Argos index are below 0.5 GB; a float32 model of a
billion parameters has 5 GB."""

MOST_EXPANSION = 100
FREE_EXPANSION = 16 << 20
"""A package above 16 MiB may not unpack to more than 100 times its size. Models hardly compress;
vocabularies reach about 5."""

_BLOCK = 1 << 20
_CODE = re.compile(r"[A-Za-z]{2,8}(?:[-_][A-Za-z0-9]{1,8})*")
_VERSION = re.compile(r"[A-Za-z0-9][A-Za-z0-9.+_-]{0,40}")
_LINE_BREAKING = re.compile(r"[\x00-\x1f\x7f]")


@dataclass(frozen=True, slots=True)
class Installation:
    """What installing a package came to."""

    package: Installed

    changed: bool
    """Whether anything was written: the same version may have been there already."""

    replaced: tuple[str, ...] = ()
    """Versions of the same direction that made way."""


def install_file(path: Path, folder: Path) -> Installation:
    """Install the package file `path` among the packages in `folder`, which is made if need be.

    A folder holds one package of a direction: another version is replaced, the same one left as
    it is. Two installations at once wait for each other. Raises ModelError, and leaves the folder
    as it was, when the file is no whole and well-formed package or cannot be written.
    """
    try:
        with path.open("rb") as stream:
            return install_stream(stream, str(path), folder)
    except FileNotFoundError:
        raise ModelError("there is no such package file", path=path) from None
    except OSError as error:
        raise ModelError(f"the package cannot be read: {error.strerror}", path=path) from error


def install_stream(stream: IO[bytes], name: str, folder: Path) -> Installation:
    """Install a package from an open file, which messages call `name`; see `install_file`."""
    refuse_web_page(stream.read(512), name)
    stream.seek(0)
    try:
        with zipfile.ZipFile(stream) as archive:
            entries = _checked(archive, name)
            with changing(folder):
                return _install(archive, entries, name, folder)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError) as error:
        advice = "It may have been cut off on its way: fetch it again."
        raise ModelError(f"this is no whole zip archive: {error}", path=name, advice=advice) from (
            error
        )


def refuse_web_page(beginning: bytes, name: str) -> None:
    """Raise ModelError if a file that begins so is a web page."""
    if re.match(rb"(?:\xef\xbb\xbf)?\s*<(?:!doctype|html|head|\?xml)", beginning, re.IGNORECASE):
        raise ModelError(
            "this is a web page, not a package",
            path=name,
            advice="The network may want a log-in first, or the address may be wrong.",
        )


def _checked(archive: zipfile.ZipFile, name: str) -> list[zipfile.ZipInfo]:
    """Return the entries to unpack, or raise ModelError for an archive that is not a package."""
    entries = archive.infolist()
    problem = _problem(entries)
    if problem:
        raise ModelError(problem, path=name, advice="Do not install it; ask where it comes from.")
    return entries


def _problem(entries: Sequence[zipfile.ZipInfo]) -> str:
    if len(entries) > MOST_ENTRIES:
        return f"the package has {len(entries)} entries; {MOST_ENTRIES} are allowed"
    for entry in entries:
        if problem := _entry_problem(entry):
            return problem
    names = [entry.filename.rstrip("/").casefold() for entry in entries]
    if len(set(names)) < len(names):
        return "the package holds one name twice"
    bare = any("/" not in entry.filename for entry in entries)
    if bare or len({PurePosixPath(name).parts[0] for name in names}) != 1:
        return "the package does not hold exactly one folder"
    return _size_problem(
        sum(entry.file_size for entry in entries), sum(entry.compress_size for entry in entries)
    )


def _entry_problem(entry: zipfile.ZipInfo) -> str:
    # `orig_filename` is what the archive says; `filename` is what zipfile made of it.
    name = entry.orig_filename
    path = PurePosixPath(name)
    shown = ascii(name)
    if "\\" in name or ":" in name or _LINE_BREAKING.search(name):
        return f"the package holds an entry with a forbidden name: {shown}"
    if path.is_absolute() or ".." in path.parts or not path.parts:
        return f"the package holds an entry that leads out of it: {shown}"
    mode = entry.external_attr >> 16
    if stat.S_IFMT(mode) not in (0, stat.S_IFREG, stat.S_IFDIR):
        return f"the package holds a link or another special file: {shown}"
    if entry.flag_bits & 1 or entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        return f"the package holds an encrypted or unusually compressed entry: {shown}"
    return ""


def _size_problem(size: int, packed: int) -> str:
    if size > LARGEST_PACKAGE:
        return f"the package would unpack to {size:,} bytes; {LARGEST_PACKAGE:,} are allowed"
    if size > max(FREE_EXPANSION, packed * MOST_EXPANSION):
        return f"the package would unpack from {packed:,} to {size:,} bytes: no model does"
    return ""


def _install(
    archive: zipfile.ZipFile, entries: Sequence[zipfile.ZipInfo], name: str, folder: Path
) -> Installation:
    size = sum(entry.file_size for entry in entries)
    free = shutil.disk_usage(folder).free
    if size > free:
        problem = f"the package needs {size:,} bytes and the disk has {free:,} free"
        raise ModelError(problem, path=folder)
    place = scratch(folder)
    try:
        unpacked = _unpack(archive, entries, place)
        package = _accepted(unpacked, name)
        same = [other for other in installed(folder) if other.direction == package.direction]
        for other in same:
            if other.version == package.version:
                return Installation(other, changed=False)
        destination = folder / _folder_name(package)
        _move(unpacked, destination, same)
    finally:
        shutil.rmtree(place, ignore_errors=True)
    return Installation(read(destination), True, tuple(other.version for other in same))


def _unpack(archive: zipfile.ZipFile, entries: Sequence[zipfile.ZipInfo], place: Path) -> Path:
    """Unpack into `place`, force it to disk and return the folder that the archive holds."""
    left = LARGEST_PACKAGE
    for entry in entries:
        path = place / entry.filename
        if entry.is_dir():
            path.mkdir(parents=True, exist_ok=True)
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        with archive.open(entry) as source, path.open("xb") as target:
            while block := source.read(_BLOCK):
                left -= len(block)
                if left < 0:
                    raise ModelError("the package unpacks to more than it says", path=path.name)
                target.write(block)
            target.flush()
            os.fsync(target.fileno())
    (top,) = place.iterdir()
    for folder in [top, *(path for path in top.rglob("*") if path.is_dir())]:
        _sync(folder)
    return top


def _accepted(unpacked: Path, name: str) -> Installed:
    """Read what was unpacked, or raise ModelError in the name of the package file."""
    try:
        package = read(unpacked)
    except ModelError as error:
        raise ModelError(error.problem, path=name) from error
    for code in (package.from_code, package.to_code):
        if not _CODE.fullmatch(code):
            raise ModelError(f"{code!a} in metadata.json is no language code", path=name)
    if not _VERSION.fullmatch(package.version):
        problem = f"{package.version!a} in metadata.json is no version"
        raise ModelError(problem, path=name)
    return package


def _folder_name(package: Installed) -> str:
    """Name the folder after its metadata, as the packages of the Argos index are named.

    The archive's own name for it could be that of another package.
    """
    version = re.sub(r"[^A-Za-z0-9-]", "_", package.version)
    return f"translate-{package.from_code}_{package.to_code}-{version}"


def _move(unpacked: Path, destination: Path, replaced: Sequence[Installed]) -> None:
    """Put the folder in its place, and what it replaces out of the way.

    The old versions go last: a crash leaves both, of which the newer is used.
    """
    if destination.exists():
        _make_way(destination, replaced)
    unpacked.rename(destination)
    _sync(destination.parent)
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


def _sync(folder: Path) -> None:
    if os.name == "posix":
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
