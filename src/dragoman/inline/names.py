"""Names that stay as they are in every language, found where they stand as words."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator

from dragoman.patterns import lazily

_WORD = lazily(r"[A-Za-z0-9]+|[^\W_A-Za-z0-9]+")
"""A run of letters and digits; what hangs on a name in another script is a run of its own."""


class Names:
    """A set of names. Each is found exactly as it is written, capitals included.

    A letter and its accent may be one character or two, in the name and in the text. An ending
    in another script may hang on a name, and a Turkish one after an apostrophe.
    """

    def __init__(self, names: Iterable[str] = ()) -> None:
        self._by_word: dict[str, list[tuple[str, int]]] = defaultdict(list)
        """By the first word: the names, longest first, and where in each that word begins."""
        composed = {unicodedata.normalize("NFC", name) for name in names}
        for name in sorted(composed, key=lambda each: (-len(each), each)):
            word = _WORD.search(name)
            if word is not None:
                self._by_word[word[0]].append((name, word.start()))

    def __bool__(self) -> bool:
        return bool(self._by_word)

    def places(self, text: str) -> Iterator[tuple[int, int]]:
        """Yield where names begin and end, in order, the longest of each place."""
        if not self._by_word:
            return
        if unicodedata.is_normalized("NFC", text):
            yield from self._places(text)
            return
        composed, offsets = _composed(text)
        for start, end in self._places(composed):
            yield offsets[start], offsets[end]

    def _places(self, text: str) -> Iterator[tuple[int, int]]:
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

_CLUSTER = lazily(r"[\s\S](?:[^\w\s\x00-\x7f\u2000-\u206f])*")
"""A character with what may combine with it; what cannot stays as it is."""


def _composed(text: str) -> tuple[str, list[int]]:
    """Return the text in form C, and for each of its places the place in the text."""
    parts: list[str] = []
    offsets: list[int] = []
    for match in _CLUSTER.finditer(text):
        part = unicodedata.normalize("NFC", match[0])
        parts.append(part)
        offsets += [match.start()] + [match.end()] * (len(part) - 1)
    return "".join(parts), [*offsets, len(text)]


def _joined(text: str, outside: int, inside: int) -> bool:
    """Whether the character next to a name belongs to the same word."""
    if not 0 <= outside < len(text):
        return False
    one, other = text[outside], text[inside]
    if unicodedata.category(one)[0] == "M" and outside > inside:
        return True
    return one.isalnum() and one.isascii() == other.isascii()
