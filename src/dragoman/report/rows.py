"""JSON that is written while it is made."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from typing import Any


class Rows(list[Any]):
    """A list whose members are made while it is written: all together may not fit into memory.

    The encoder of the standard library writes subclasses of `list` alone, and asks them for no
    more than whether they are empty, and for their members one by one.
    """

    def __init__(self, size: int, made: Callable[[], Iterable[Any]]) -> None:
        super().__init__()
        self._size = size
        self._made = made

    def __len__(self) -> int:
        """Return how many there are."""
        return self._size

    def __iter__(self) -> Iterator[Any]:
        """Make the members, each when it is asked for."""
        return iter(self._made())


def written(value: Any) -> Iterator[str]:
    """Yield a value as JSON for people, in pieces."""
    return json.JSONEncoder(ensure_ascii=False, indent=2).iterencode(value)
