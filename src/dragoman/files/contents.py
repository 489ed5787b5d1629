"""What a file is to hold, told from others by its digest, and of a long one not held in memory."""

from __future__ import annotations

import hashlib
import os
import weakref
from collections.abc import Iterable, Iterator
from contextlib import suppress
from tempfile import SpooledTemporaryFile
from threading import Lock
from typing import IO

from dragoman.errors import StoreError
from dragoman.files import failures
from dragoman.files.digest import digest
from dragoman.files.spool import IN_MEMORY

BLOCK = 1 << 17
"""Bytes that are read at a time. More would each take fresh memory of the system, which costs more
than to compare them."""


LONG = 16_000_000
"""Bytes from which on what was read need not be held in memory."""


class Contents:
    """What a file holds or is to hold, which can be gone through again and again.

    What is long waits in a file without a name: nothing of it stays on the disk, and nobody but
    this process can change it between the guard that reads it and the writer that takes it over.
    """

    def __init__(self, parts: Iterable[bytes]) -> None:
        """Take the parts, one after the other. Raises `StoreError` where there is no room."""
        self._file = SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 (below)
        # With the contents, their file goes.
        weakref.finalize(self, self._file.close)
        self._turn = Lock()
        self._whole: bytes | None
        self.size = 0
        made = hashlib.sha256()
        try:
            for part in parts:
                self._file.write(part)
                self.size += len(part)
                made.update(part)
            self._file.flush()
            self._file.seek(0)
            self._whole = self._file.read() if self.size <= IN_MEMORY else None
        except OSError as error:
            raise failures.unkept(error) from None
        self._digest: str | None = made.hexdigest()

    @classmethod
    def of(cls, data: bytes) -> Contents:
        """Return contents that are at hand."""
        made = cls.__new__(cls)
        made.size, made._whole, made._digest = len(data), data, None
        return made

    @classmethod
    def read(cls, data: bytes) -> Contents:
        """Return what was read from a file; what is long leaves memory, if there is room."""
        if len(data) > LONG:
            with suppress(StoreError):
                return cls(cls.of(data))
        return cls.of(data)

    @property
    def digest(self) -> str:
        """Their SHA-256 in hexadecimal digits."""
        if self._digest is None:
            self._digest = digest(self.data)
        return self._digest

    @property
    def on_disk(self) -> bool:
        """Whether they are too long to be held in memory."""
        return self._whole is None

    @property
    def data(self) -> bytes:
        """All of them as one, made anew for each who asks if they are long."""
        return b"".join(self) if self._whole is None else self._whole

    def __iter__(self) -> Iterator[bytes]:
        """Yield them in blocks."""
        return self.blocks(0, self.size)

    def part(self, start: int, end: int) -> bytes:
        """Return what stands between two places."""
        if self._whole is not None:
            return self._whole[start:end]
        if hasattr(os, "pread"):  # Threads, and processes that are forked, share the file's place.
            return os.pread(self._file.fileno(), end - start, start)
        with self._turn:
            self._file.seek(start)
            return self._file.read(end - start)

    def blocks(self, start: int, end: int) -> Iterator[bytes]:
        """Yield what stands between two places, in blocks."""
        for at in range(start, end, BLOCK):
            yield self.part(at, min(at + BLOCK, end))

    def lines(self) -> Iterator[bytes]:
        """Yield them line by line, each with its line feed."""
        held: list[bytes] = []
        for block in self:
            first, *others = block.split(b"\n")
            held.append(first)
            for each in others:
                yield b"".join((*held, b"\n"))
                held = [each]
        if last := b"".join(held):
            yield last

    def are_in(self, file: IO[bytes]) -> bool:
        """Whether what is left to read of a file is just this."""
        at = 0
        while piece := file.read(BLOCK):
            if piece != self.part(at, at + len(piece)):
                return False
            at += len(piece)
        return at == self.size
