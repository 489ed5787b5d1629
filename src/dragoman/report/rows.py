"""JSON that is written while it is made."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from dragoman.patterns import lazily


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
    """Yield a value as JSON for people, in pieces.

    Characters that steer a terminal, or turn round what is read there, are escaped.
    """
    for piece in json.JSONEncoder(ensure_ascii=False, indent=2).iterencode(value):
        yield _STEERING.sub(_escaped, piece)


_STEERING = lazily(r"[\x7f-\x9f\u2028\u2029\u202d\u202e\ud800-\udfff]")
"""They stand in texts alone, where JSON may have them escaped. It escapes all below itself."""


def _escaped(match: re.Match[str]) -> str:
    return f"\\u{ord(match[0]):04x}"
