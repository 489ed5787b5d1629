"""Archives: those that unpack to more than memory holds are refused, ours say no time."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

from dragoman.errors import ExchangeError

LARGEST = 64 << 20
"""Bytes that a file may unpack to: a table of 200,000 sentences has less, a document of 20,000."""


def refuse_bomb(data: bytes, path: str) -> None:
    """Raise `ExchangeError` for a file that unpacks to too much, and `BadZipFile` for no archive.

    No member gives more bytes than the archive says that it has.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        if sum(entry.file_size for entry in archive.infolist()) > LARGEST:
            raise ExchangeError(
                f"the file unpacks to more than {LARGEST >> 20} MB",
                path=path,
                advice="Send it in several parts.",
            )


def members(data: bytes) -> frozenset[str]:
    """Return the names of what is in an archive; of any other file, none."""
    stream = io.BytesIO(data)
    if not zipfile.is_zipfile(stream):
        return frozenset()
    with zipfile.ZipFile(stream) as archive:
        return frozenset(archive.namelist())


def repacked(
    data: bytes, change: Callable[[str, bytes], bytes] = lambda _, content: content
) -> bytes:
    """Return an archive that is the same at any time, its members as `change` makes each of them.

    `change` is given the name of a member and what is in it.
    """
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(stream, "w") as after:
        for name in before.namelist():
            content = change(name, before.read(name))
            after.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return stream.getvalue()
