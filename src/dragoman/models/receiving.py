"""Receiving the files of a published model.

Files come as they are published, packed or not; what is in them is found by their first bytes, not
by their names, because a server may unpack on the way.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import shutil
import tempfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from dragoman.errors import ModelError
from dragoman.models.archive import refuse_pointer, refuse_web_page
from dragoman.models.download import Patience, Progress, fetch, unkept
from dragoman.models.folder import sync
from dragoman.models.shipment import Shipment, ShippedFile, digest

LARGEST_LIST = 64 << 20
"""Bytes of a list of models; the largest has a few million."""

_BLOCK = 1 << 20
_GZIP, _ZSTANDARD = b"\x1f\x8b", b"\x28\xb5\x2f\xfd"

LARGEST_PACKED = 1 << 30
"""Bytes of a file packed by Zstandard: it is unpacked in memory. Firefox's have 50 million."""


def listed(url: str, patience: Patience | None = None) -> Any:
    """Download a list in JSON. Raises ModelError for anything else."""
    with tempfile.TemporaryDirectory() as place:
        file = Path(place) / "list.json"
        fetch(url, file, largest=LARGEST_LIST, patience=patience)
        data = file.read_bytes()
    try:
        return json.loads(data)
    except (ValueError, RecursionError) as error:
        advice = "The network may want a log-in first, or the address may be out of date."
        raise ModelError(f"{url} gave no list of models", advice=advice) from error


@contextmanager
def received(
    shipment: Shipment,
    downloads: Path,
    progress: Callable[[str], Progress] | None = None,
    patience: Patience | None = None,
) -> Iterator[tuple[Path, tuple[ShippedFile, ...]]]:
    """Download all parts into a folder that exists as long as the context lasts.

    Gives the folder and the parts with the checksums of what came. A download that is interrupted
    goes on the next time; what came whole is kept until the context ends well. Raises ModelError
    where a part is not what its publisher names.
    """
    from filelock import FileLock

    key = hashlib.sha256("\n".join(part.url for part in shipment.parts).encode()).hexdigest()[:16]
    place = downloads / key
    try:
        place.mkdir(parents=True, exist_ok=True)
        with FileLock(downloads / f"{key}.lock"):
            packed, folder = place / "packed", place / "files"
            packed.mkdir(exist_ok=True)
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir()
            parts = tuple(
                _received(part, packed, folder, progress, patience) for part in shipment.parts
            )
            yield folder, parts
            shutil.rmtree(place)
    except OSError as error:
        raise unkept(error, place) from error


def _received(
    part: ShippedFile,
    packed: Path,
    folder: Path,
    progress: Callable[[str], Progress] | None,
    patience: Patience | None,
) -> ShippedFile:
    """Download a part and unpack it into `folder`."""
    file = packed / part.name
    show = progress(part.name) if progress else None
    for attempt in (1, 2):
        if not file.exists():
            fetch(part.url, file, progress=show, patience=patience)
        problem = _mismatch(part, file)
        if problem is None:
            break
        _explain(file, part.url)
        file.unlink()
        # What came may be the end of another version than what was begun with: once more, whole.
        if attempt == 2:
            advice = "It was not installed. Try again later; if it stays so, tell the publisher."
            raise ModelError(
                f"{part.url} is not what its publisher names: {problem}", advice=advice
            )
    _explain(file, part.url)
    _unpack(part, file, folder / part.name)
    return ShippedFile(part.name, part.url, file.stat().st_size, digest(file), None, part.unpacked)


def _mismatch(part: ShippedFile, file: Path) -> str | None:
    """Say in what a file differs from what is published of it."""
    size = file.stat().st_size
    if part.sha256 is not None and digest(file) != part.sha256.lower():
        return f"its SHA-256 is {digest(file)}, not {part.sha256.lower()}"
    if part.sha256 is None and part.blob is not None and git_blob(file) != part.blob.lower():
        return f"its git digest is {git_blob(file)}, not {part.blob.lower()}"
    # A server that unpacks on the way sends another size; then what is unpacked tells.
    if part.size is not None and size != part.size and part.unpacked is None:
        return f"it has {size:,} bytes, not {part.size:,}"
    return None


def _explain(file: Path, url: str) -> None:
    """Raise ModelError for what is no file of a model, but the word of somebody on the way."""
    with file.open("rb") as stream:
        beginning = stream.read(512)
    if file.suffix.lower() in (".md", ".txt"):
        return
    try:
        refuse_web_page(beginning, url)
        refuse_pointer(beginning, url)
    except ModelError:
        file.unlink()
        raise


def _unpack(part: ShippedFile, file: Path, into: Path) -> None:
    with file.open("rb") as stream:
        magic = stream.read(4)
    try:
        if magic.startswith(_GZIP) and not part.url.endswith((".argosmodel", ".zip")):
            with gzip.open(file, "rb") as source, into.open("xb") as target:
                shutil.copyfileobj(source, target, _BLOCK)
        elif magic == _ZSTANDARD:
            into.write_bytes(_zstandard(file))
        else:
            shutil.copyfile(file, into)
    except (gzip.BadGzipFile, EOFError, zlib.error, ValueError) as error:
        file.unlink()
        raise ModelError(f"{part.url} cannot be unpacked: {error}") from error
    if part.unpacked is not None and digest(into) != part.unpacked.lower():
        file.unlink()
        problem = f"unpacked, its SHA-256 is {digest(into)}, not {part.unpacked.lower()}"
        raise ModelError(f"{part.url} is not what its publisher names: {problem}")
    sync(into.parent)


def _zstandard(file: Path) -> bytes:
    """Unpack in memory. Raises ValueError."""
    from fxtranslate import discovery

    if file.stat().st_size > LARGEST_PACKED:
        raise ValueError("it is too large")
    return discovery.verify_and_decompress(file.read_bytes())


def git_blob(file: Path) -> str:
    """Return the digest by which git names a file."""
    found = hashlib.sha1(b"blob %d\0" % file.stat().st_size, usedforsecurity=False)
    with file.open("rb") as stream:
        while block := stream.read(_BLOCK):
            found.update(block)
    return found.hexdigest()


def base(url: str, *ends: str) -> str:
    """Return the address before the first of `ends` in it."""
    for end in ends:
        head, found, _ = url.partition(end)
        if found:
            return head
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"
