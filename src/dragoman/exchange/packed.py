"""Refuse files that are small and unpack to more than memory holds."""

from __future__ import annotations

import io
import zipfile

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
