"""Values that are kept until the end of a run, without holding them in memory."""

from __future__ import annotations

import pickle
import tempfile
import weakref
from array import array
from collections.abc import Iterator
from threading import Lock
from typing import Generic, TypeVar

from dragoman.files import failures

IN_MEMORY = 4_000_000
"""Bytes up to which no file is needed."""

T = TypeVar("T")


class Spool(Generic[T]):
    """A list that grows, kept in a file without a name: nothing of it stays on the disk.

    Nobody but this process can write the file, so what is read from it is what was put there.
    """

    def __init__(self) -> None:
        self._file = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 (below)
        self._starts = array("Q")
        self._turn = Lock()  # threads share the file's place
        # With the list, its file goes.
        weakref.finalize(self, self._file.close)

    def __len__(self) -> int:
        """Return how many values there are."""
        return len(self._starts)

    def append(self, value: T) -> None:
        """Keep one more. Raises `StoreError` where there is no room."""
        try:
            with self._turn:
                start = self._file.seek(0, 2)
                pickle.dump(value, self._file, pickle.HIGHEST_PROTOCOL)
                self._starts.append(start)
        except OSError as error:
            raise failures.unkept(error) from None

    def __getitem__(self, number: int) -> T:
        """Return a value by its number."""
        with self._turn:
            self._file.seek(self._starts[number])
            value: T = pickle.load(self._file)
        return value

    def __iter__(self) -> Iterator[T]:
        """Yield the values in the order in which they came."""
        return map(self.__getitem__, range(len(self)))
