"""Installing a package file: an archive from anywhere, so nothing in it is taken on trust.

Everything is checked before anything is written. The files are unpacked into a temporary folder
on the same file system, forced to disk and read as a package; one rename then puts them in their
place. A crash at any moment leaves either no package or a whole one. Several packages in one file
are a bundle: each of them is treated so.

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
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO

from dragoman.errors import ModelError
from dragoman.models import record
from dragoman.models.folder import METADATA, changing, scratch
from dragoman.models.placing import Installation, accepted, place
from dragoman.models.verify import trial

MOST_ENTRIES = 10_000
LARGEST_PACKAGE = 8 << 30
"""Bytes unpacked. The largest packages of the Argos index are below 0.5 GB; a float32 model of a
billion parameters has 5 GB."""

MOST_EXPANSION = 100
FREE_EXPANSION = 16 << 20
"""A package above 16 MiB may not unpack to more than 100 times its size. Models hardly compress;
vocabularies reach about 5."""

_CLUTTER = re.compile(r"(?:^|/)(?:__MACOSX/|\._|\.DS_Store$|Thumbs\.db$|desktop\.ini$)")
"""What macOS and Windows put into archives beside the files."""

_BLOCK = 1 << 20
_LARGE = (".bin", ".model", ".spm")
"""Endings of files for which a repository may hold a pointer instead."""

_LINE_BREAKING = re.compile(r"[\x00-\x1f\x7f]")


@dataclass(frozen=True, slots=True)
class _Archive:
    """An archive that was checked."""

    opened: zipfile.ZipFile

    folders: Mapping[str, Sequence[zipfile.ZipInfo]]
    """The entries of each package, one or more."""

    origin: record.PackageOrigin


def install_file(path: Path, folder: Path, direction: str | None = None) -> Installation:
    """Install the package file `path` among the packages in `folder`, which is made if need be.

    A folder holds one package of a direction: another version is replaced, once the new one has
    translated a sentence. The same version is left as it is, unless its files differ. Two
    installations at once wait for each other. With `direction`, such as `en-fa`, a package of
    another one is refused. Raises ModelError, and leaves the folder as it was, when the file is
    not a whole and well-formed package that works, or cannot be written.
    """
    with _opened(path) as stream:
        return install_stream(stream, str(path), folder, direction)


def install_stream(
    stream: IO[bytes], name: str, folder: Path, direction: str | None = None
) -> Installation:
    """Install a package from an open file, which messages call `name`; see `install_file`."""
    with _packages(stream, name) as archive:
        if len(archive.folders) > 1:
            problem = f"this is a bundle of {len(archive.folders)} packages"
            advice = "Fetch the file, then run: dragoman models install FILE"
            raise ModelError(problem, path=name, advice=advice)
        (top,) = archive.folders
        return _install(archive, top, name, folder, direction)


def install_bundle(path: Path, folder: Path) -> tuple[Installation | ModelError, ...]:
    """Install every package of the file `path`: a bundle of several, or a package.

    Each is installed whole or not at all, as `install_file` does; the error of one keeps none of
    the others from it. Raises ModelError when the file as a whole is refused.
    """
    outcomes: list[Installation | ModelError] = []
    with _opened(path) as stream, _packages(stream, str(path)) as archive:
        for top in archive.folders:
            name = f"{path}/{top}" if len(archive.folders) > 1 else str(path)
            try:
                outcomes.append(_install(archive, top, name, folder))
            except ModelError as error:
                outcomes.append(error)
    if len(outcomes) == 1 and isinstance(outcomes[0], ModelError):
        raise outcomes[0]
    return tuple(outcomes)


@contextmanager
def _opened(path: Path) -> Iterator[IO[bytes]]:
    try:
        mode = path.stat().st_mode
        if not stat.S_ISREG(mode):
            # A named pipe would be waited for, a device never ends.
            kind = "a folder" if stat.S_ISDIR(mode) else "a pipe, socket or device"
            raise ModelError(f"the package cannot be read: this is {kind}, not a file", path=path)
        with path.open("rb") as stream:
            yield stream
    except FileNotFoundError:
        raise ModelError("there is no such package file", path=path) from None
    except OSError as error:
        raise ModelError(f"the package cannot be read: {error.strerror}", path=path) from error


@contextmanager
def _packages(stream: IO[bytes], name: str) -> Iterator[_Archive]:
    """Check the archive; whatever shows later that it is none becomes a ModelError, too."""
    beginning = stream.read(512)
    refuse_web_page(beginning, name)
    refuse_pointer(beginning, name)
    with _whole(name), zipfile.ZipFile(stream) as opened:
        entries = opened.infolist()
        folders = _folders(entries)
        size = stream.seek(0, os.SEEK_END)
        if problem := _problem(entries, folders) or _overlap(entries, size):
            advice = "Do not install it; ask where it comes from."
            raise ModelError(problem, path=name, advice=advice)
        yield _Archive(opened, folders, record.origin_of(stream, name))


@contextmanager
def _whole(name: str) -> Iterator[None]:
    try:
        yield
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError) as error:
        advice = "It may have been cut off on its way: fetch it again."
        raise ModelError(
            f"this is not a complete zip archive: {error}", path=name, advice=advice
        ) from (error)


def refuse_web_page(beginning: bytes, name: str) -> None:
    """Raise ModelError if a file that begins so is a web page."""
    if re.match(rb"(?:\xef\xbb\xbf)?\s*<(?:!doctype|html|head|\?xml)", beginning, re.IGNORECASE):
        raise ModelError(
            "this is a web page, not a package",
            path=name,
            advice="The network may want a log-in first, or the address may be wrong.",
        )


def refuse_pointer(beginning: bytes, name: str) -> None:
    """Raise ModelError if a file that begins so only points to a file kept by Git LFS."""
    if beginning.startswith(b"version https://git-lfs"):
        raise ModelError(
            "this is a Git LFS pointer of a few lines, not the file itself",
            path=name,
            advice="Fetch the file itself: in its repository, run: git lfs pull",
        )


def problem_of(archive: zipfile.ZipFile) -> str:
    """Say what keeps the archive from being installed; nothing is empty."""
    return _problem(archive.infolist(), _folders(archive.infolist()))


def _folders(entries: Sequence[zipfile.ZipInfo]) -> dict[str, list[zipfile.ZipInfo]]:
    """Return the entries of each folder at the top; of the whole archive if it has none.

    What file managers add is left out.
    """
    entries = [entry for entry in entries if not _CLUTTER.search(entry.filename)]
    if any(entry.filename == METADATA for entry in entries):
        return {"": entries}
    folders: dict[str, list[zipfile.ZipInfo]] = {}
    for entry in entries:
        folders.setdefault(entry.filename.split("/")[0], []).append(entry)
    return folders


def _problem(
    entries: Sequence[zipfile.ZipInfo], folders: Mapping[str, Sequence[zipfile.ZipInfo]]
) -> str:
    if len(entries) > MOST_ENTRIES:
        return f"the package has {len(entries)} entries; {MOST_ENTRIES} are allowed"
    for entry in entries:
        if problem := _entry_problem(entry):
            return problem
    names = [entry.filename.rstrip("/").casefold() for entry in entries]
    if len(set(names)) < len(names):
        return "the package holds one name twice"
    bare = any("/" not in entry.filename for top in folders for entry in folders[top] if top)
    bundle = all(f"{top}/{METADATA}".casefold() in names for top in folders)
    if bare or not folders or (len(folders) > 1 and not bundle):
        return "the package does not hold exactly one folder"
    sizes = [_size_problem(within) for within in folders.values()]
    return next(filter(None, sizes), "")


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


def _size_problem(entries: Sequence[zipfile.ZipInfo]) -> str:
    size = sum(entry.file_size for entry in entries)
    packed = sum(entry.compress_size for entry in entries)
    if size > LARGEST_PACKAGE:
        return f"the package would unpack to {size:,} bytes; {LARGEST_PACKAGE:,} are allowed"
    if size > max(FREE_EXPANSION, packed * MOST_EXPANSION):
        return f"the package would unpack from {packed:,} to {size:,} bytes: no model does"
    return ""


def _overlap(entries: Sequence[zipfile.ZipInfo], size: int) -> str:
    """Say whether entries share bytes of the archive, which only bombs do; nothing is empty."""
    end = 0
    for entry in sorted(entries, key=lambda entry: entry.header_offset):
        if entry.header_offset < end:
            return f"the package holds entries that overlap: {entry.orig_filename!a}"
        end = entry.header_offset + entry.compress_size
    return "the package holds an entry that ends behind its end" if end > size else ""


def _install(
    archive: _Archive, top: str, name: str, folder: Path, direction: str | None = None
) -> Installation:
    entries = archive.folders[top]
    size = sum(entry.file_size for entry in entries)
    with _whole(name), changing(folder):
        free = shutil.disk_usage(folder).free
        if size > free:
            problem = f"the package needs {size:,} bytes and the disk has {free:,} free"
            raise ModelError(problem, path=folder)
        temporary = scratch(folder)
        try:
            unpacked = temporary / (top or "package")
            _unpack(archive.opened, entries, temporary if top else unpacked)
            _refuse_useless(unpacked, name, direction)
            return place(unpacked, name, folder, archive.origin)
        finally:
            shutil.rmtree(temporary, ignore_errors=True)


def _refuse_useless(unpacked: Path, name: str, direction: str | None) -> None:
    """Raise ModelError for a package of another direction than asked for, or that fails."""
    for file in sorted(unpacked.rglob("*")):
        if file.suffix in _LARGE and file.is_file():
            with file.open("rb") as stream:
                refuse_pointer(stream.read(512), f"{name}: {file.name}")
    package = accepted(unpacked, name)
    if direction is not None and package.direction != direction:
        raise ModelError(
            f"the package translates {package.direction}, and {direction} was asked for",
            path=name,
            advice="Nothing was installed. The list that it is from is wrong: tell its publisher.",
        )
    if failure := trial(package):
        advice = "Nothing was replaced. Fetch the file again, or ask where it comes from."
        raise ModelError(failure.problem, path=name, advice=advice)


def _unpack(archive: zipfile.ZipFile, entries: Sequence[zipfile.ZipInfo], into: Path) -> None:
    """Unpack into the folder `into` and force the files to disk."""
    left = LARGEST_PACKAGE
    for entry in entries:
        path = into / entry.filename
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
