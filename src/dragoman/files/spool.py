"""Values that are kept until the end of a run, without holding them in memory."""

from __future__ import annotations

import pickle
import tempfile
import weakref
from array import array
from collections.abc import Iterator, Sequence
from io import BytesIO
from threading import Lock
from typing import IO, TypeVar, overload

from dragoman.files import failures

IN_MEMORY = 4_000_000
"""Bytes up to which no file is needed."""

T = TypeVar("T")


class Spool(Sequence[T]):
    """A list that grows, kept in a file without a name: nothing of it stays on the disk.

    Nobody but this process can write the file, so what is read from it is what was put there.
    What could not be kept is not counted, and all that was kept before stays.
    """

    def __init__(self) -> None:
        self._file: IO[bytes] = BytesIO()
        self._in_memory = True
        self._ends = array("Q", (0,))
        """Where each value ends; before the first stands where that begins."""

        self._turn = Lock()  # threads share the file's place

    def __len__(self) -> int:
        """Return how many values there are."""
        return len(self._ends) - 1

    def append(self, value: T) -> None:
        """Keep one more. Raises `StoreError` where there is no room."""
        data = pickle.dumps(value, pickle.HIGHEST_PROTOCOL)
        with self._turn:
            start = self._ends[-1]
            try:
                if self._in_memory and start + len(data) > IN_MEMORY:
                    self._leave_memory()
                _write(self._file, data, start)
            except OSError as error:
                raise failures.unkept(error) from None
            self._ends.append(start + len(data))

    def _leave_memory(self) -> None:
        # Without a buffer: a write that fails does so here, and not in the midst of a reading.
        file = tempfile.TemporaryFile(buffering=0)  # noqa: SIM115 (below)
        # With the list, its file goes.
        weakref.finalize(self, file.close)
        self._file.seek(0)
        _write(file, self._file.read(), 0)
        self._file = file
        self._in_memory = False

    @overload
    def __getitem__(self, number: int) -> T: ...

    @overload
    def __getitem__(self, number: slice) -> list[T]: ...

    def __getitem__(self, number: int | slice) -> T | list[T]:
        """Return a value by its number, or some by theirs, as a list does."""
        chosen = range(len(self))[number]
        return self._value(chosen) if isinstance(chosen, int) else [*map(self._value, chosen)]

    def _value(self, number: int) -> T:
        start, end = self._ends[number], self._ends[number + 1]
        with self._turn:
            self._file.seek(start)
            value: T = pickle.loads(self._file.read(end - start))
        return value

    def __iter__(self) -> Iterator[T]:
        """Yield the values in the order in which they came."""
        return map(self._value, range(len(self)))


def _write(file: IO[bytes], data: bytes, start: int) -> None:
    """Write all of the data from a place on. What is left of a write that fails is written over."""
    file.seek(start)
    left = memoryview(data)
    while left:
        left = left[file.write(left) :]
