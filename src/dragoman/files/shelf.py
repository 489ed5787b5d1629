"""A dictionary whose values are kept in a file: of an archive, only the names are in memory."""

from __future__ import annotations

from collections.abc import Iterator, MutableMapping
from typing import TypeVar

from dragoman.errors import StoreError
from dragoman.files.spool import Spool

_UNKEPT = -1
"""The number of a value that is in memory."""

T = TypeVar("T")


class Shelf(MutableMapping[str, T]):
    """Values by their names. Few of them stay in memory, many wait in a file without a name.

    Each value is a copy of what was put there, made anew for each who asks. The names come in the
    order in which they were put there first. Where there is no room for the file, the values stay
    in memory.
    """

    def __init__(self) -> None:
        self._values: Spool[T] = Spool()
        self._numbers: dict[str, int] = {}
        """For each name which value of the file it has."""

        self._unkept: dict[str, T] = {}

    def __len__(self) -> int:
        return len(self._numbers)

    def __iter__(self) -> Iterator[str]:
        return iter(self._numbers)

    def __contains__(self, name: object) -> bool:
        return name in self._numbers

    def __getitem__(self, name: str) -> T:
        number = self._numbers[name]
        return self._unkept[name] if number == _UNKEPT else self._values[number]

    def __setitem__(self, name: str, value: T) -> None:
        self._unkept.pop(name, None)
        try:
            self._values.append(value)
            self._numbers[name] = len(self._values) - 1
        except StoreError:
            self._unkept[name] = value
            self._numbers[name] = _UNKEPT

    def __delitem__(self, name: str) -> None:
        """Take a name out. What its value takes in the file is free when all of it is."""
        del self._numbers[name]
        self._unkept.pop(name, None)
