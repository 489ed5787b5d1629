"""What a file is to hold, told from others by its digest, and of a long one not held in memory."""

from __future__ import annotations

import hashlib
import weakref
from collections.abc import Iterable, Iterator
from tempfile import SpooledTemporaryFile

from dragoman.files import failures
from dragoman.files.digest import digest
from dragoman.files.spool import IN_MEMORY

_BLOCK = 1 << 17
"""Bytes that are read at a time."""


class Contents:
    """What a file is to hold, which can be gone through again and again.

    What is long waits in a file without a name: nothing of it stays on the disk, and nobody but
    this process can change it between the guard that reads it and the writer that takes it over.
    """

    def __init__(self, parts: Iterable[bytes]) -> None:
        """Take the parts, one after the other. Raises `StoreError` where there is no room."""
        self._file = SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 (below)
        # With the contents, their file goes.
        weakref.finalize(self, self._file.close)
        self.size = 0
        made = hashlib.sha256()
        try:
            for part in parts:
                self._file.write(part)
                self.size += len(part)
                made.update(part)
        except OSError as error:
            raise failures.unkept(error) from None
        self._whole: bytes | None = None
        self._digest: str | None = made.hexdigest()

    @classmethod
    def of(cls, data: bytes) -> Contents:
        """Return contents that are at hand."""
        made = cls.__new__(cls)
        made.size, made._whole, made._digest = len(data), data, None
        return made

    @property
    def digest(self) -> str:
        """Their SHA-256 in hexadecimal digits."""
        if self._digest is None:
            self._digest = digest(self.data)
        return self._digest

    @property
    def data(self) -> bytes:
        """All of them as one, made anew for each who asks if they are long."""
        if self._whole is not None:
            return self._whole
        data = b"".join(self)
        if self.size <= IN_MEMORY:
            self._whole = data
        return data

    def __iter__(self) -> Iterator[bytes]:
        """Yield them in blocks."""
        for at in range(0, self.size, _BLOCK):
            if self._whole is not None:
                yield self._whole[at : at + _BLOCK]
            else:
                self._file.seek(at)
                yield self._file.read(_BLOCK)
