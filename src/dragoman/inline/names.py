"""Names that stay as they are in every language, found where they stand as words."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

_WORD = re.compile(r"[A-Za-z0-9]+|[^\W_A-Za-z0-9]+")
"""A run of letters and digits; what hangs on a name in another script is a run of its own."""


class Names:
    """A set of names. Each is found exactly as it is written, capitals included.

    An ending in another script may hang on a name, and a Turkish one after an apostrophe.
    """

    def __init__(self, names: Iterable[str] = ()) -> None:
        self._by_word: dict[str, list[tuple[str, int]]] = defaultdict(list)
        """By the first word: the names, longest first, and where in each that word begins."""
        for name in sorted(set(names), key=lambda each: (-len(each), each)):
            word = _WORD.search(name)
            if word is not None:
                self._by_word[word[0]].append((name, word.start()))

    def __bool__(self) -> bool:
        return bool(self._by_word)

    def places(self, text: str) -> Iterator[tuple[int, int]]:
        """Yield where names begin and end, in order, the longest of each place."""
        if not self._by_word:
            return
        reached = 0
        for word in _WORD.finditer(text):
            place = self._at(text, word.start(), word[0], reached)
            if place is not None:
                reached = place[1]
                yield place

    def _at(self, text: str, at: int, word: str, reached: int) -> tuple[int, int] | None:
        for name, offset in self._by_word.get(word, ()):
            start = at - offset
            end = start + len(name)
            if start < reached or not text.startswith(name, start):
                continue
            if not _joined(text, start - 1, start) and not _joined(text, end, end - 1):
                return start, end
        return None


NO_NAMES = Names()


def _joined(text: str, outside: int, inside: int) -> bool:
    """Whether the character next to a name belongs to the same word."""
    if not 0 <= outside < len(text):
        return False
    one, other = text[outside], text[inside]
    return one.isalnum() and one.isascii() == other.isascii()
