"""A translated line on which markup is being placed."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from dragoman.patterns import lazily

# Each mask is one character of a private area while its place in a translation is looked for.
_FIRST, _LAST = 0x100000, 0x10FFFD

_COMBINING = "\u0300-\u036f\u064b-\u065f\u0670"
_WORD = lazily(
    rf"[\w{_COMBINING}{chr(_FIRST)}-{chr(_LAST)}]+(?:[\u200c\u200d'’-][\w{_COMBINING}]+)*"
)
_JOINERS = "\u200c\u200d"

_SPACELESS = ("\u3040", "\u9fff")
"""Kana and Chinese characters: no space parts the words that they write."""

_FINAL = frozenset(".!?…؟۔:;؛")
_COMMA = frozenset(",،—–")
_QUOTES = frozenset("\"'«»„“”‘’‹›()[]{}")


@dataclass(frozen=True, slots=True)
class Line:
    """A plain text in which masks are single characters, counted from `base`."""

    text: str
    base: int
    masks: int
    """How many masks the source has."""

    def words(self, low: int, high: int) -> list[tuple[int, int]]:
        """List where the words between two places begin and end; a mask is a word."""
        every = _words(self.text)
        first = bisect_right(every, low, key=lambda word: word[1])
        last = bisect_left(every, high, key=lambda word: word[0])
        words = list(every[first:last])
        # What cuts a word leaves a shorter one, or none.
        if words and words[0][0] < low:
            words[:1] = _cut(self.text, low, min(words[0][1], high))
        if words and words[-1][1] > high:
            words[-1:] = _cut(self.text, words[-1][0], high)
        return words

    def commas(self, low: int, high: int) -> tuple[int, ...]:
        """List where commas and dashes stand between two places."""
        every = _commas(self.text)
        return every[bisect_left(every, low) : bisect_left(every, high)]

    def held(self, low: int, high: int) -> frozenset[str]:
        """Say which masks stand between two places."""
        if not self.masks:
            return frozenset()
        return frozenset(c for c in self.text[low:high] if self.number(c) is not None)

    def number(self, character: str) -> int | None:
        """Say which mask a character is, counted from 0."""
        index = ord(character) - self.base
        return index if 0 <= index < self.masks else None

    def occurrences(self, part: str, low: int, high: int) -> tuple[tuple[int, int], ...]:
        """List where a part stands as whole words, whatever its case."""
        return _occurrences(self, part, low, high)

    def joined(self, outside: int, inside: int) -> bool:
        """Whether the character `outside` a part belongs to the word `inside`."""
        if not 0 <= outside < len(self.text):
            return False
        character, edge = self.text[outside], self.text[inside]
        if self.number(character) is not None or self.number(edge) is not None:
            return False
        if _SPACELESS[0] <= character <= _SPACELESS[1] or _SPACELESS[0] <= edge <= _SPACELESS[1]:
            return False
        return word_like(character) and word_like(edge)


def _cut(text: str, low: int, high: int) -> list[tuple[int, int]]:
    return [match.span() for match in _WORD.finditer(text, low, high)]


@lru_cache(maxsize=16)
def _words(text: str) -> tuple[tuple[int, int], ...]:
    return tuple(match.span() for match in _WORD.finditer(text))


@lru_cache(maxsize=16)
def _commas(text: str) -> tuple[int, ...]:
    return tuple(place for place, mark in enumerate(text) if mark in _COMMA)


# A paragraph may repeat a word of its spans a thousand times: each is looked for once.
@lru_cache(maxsize=256)
def _occurrences(line: Line, part: str, low: int, high: int) -> tuple[tuple[int, int], ...]:
    where, sought = fold(line.text), fold(part)
    found: list[tuple[int, int]] = []
    start = where.find(sought, low, high)
    while sought and start >= 0:
        end = start + len(sought)
        if not line.joined(start - 1, start) and not line.joined(end, end - 1):
            found.append((start, end))
        start = where.find(sought, start + 1, high)
    return tuple(found)


@lru_cache(maxsize=256)
def fold(text: str) -> str:
    """Fold case and digits without changing the length, Turkish letters included."""
    return text.translate(_FOLDED).lower()


_DIGITS = {zero + value: str(value) for zero in (0x660, 0x6F0) for value in range(10)}
_FOLDED = {0x130: "i", 0x131: "i"} | _DIGITS
"""Turkish letters that do not fold by themselves, and the digits of Arabic and Persian."""


def word_like(character: str) -> bool:
    """Whether a character continues a word."""
    return (
        character.isalnum()
        or character == "_"
        or character in _JOINERS
        or ("\u0300" <= character <= "\u036f" or "\u064b" <= character <= "\u065f")
    )


def free_base(masks: int, texts: Iterable[str]) -> int:
    """Choose where the private characters begin so that none of them is in the texts."""
    used = sorted({ord(c) for text in texts for c in text if ord(c) >= _FIRST})
    base = _FIRST
    for code in used:
        if code - base >= masks:
            break
        base = code + 1
    return min(base, _LAST - masks)


def mark_class(character: str) -> str:
    """Sort a mark: `final`, `comma`, `quote`, `space`, `other`, or `word`."""
    if character in _FINAL:
        return "final"
    if character in _COMMA:
        return "comma"
    if character in _QUOTES:
        return "quote"
    if character.isspace():
        return "space"
    return "word" if character.isalnum() or ord(character) >= _FIRST else "other"


def align_end(text: str, low: int, high: int, suffix: str) -> int:
    """Move `high` back over the marks at the end of `text[low:high]` that `suffix` ends with.

    Marks agree by what they are for: an Arabic question mark with a Latin one, a guillemet with
    any quotation mark, an ellipsis with three dots.
    """
    for kind in _classes(reversed(suffix)):
        place = high
        while place > low and text[place - 1].isspace():
            place -= 1
        if place > low and mark_class(text[place - 1]) == kind:
            while place > low and mark_class(text[place - 1]) == kind:
                place -= 1
                if kind == "quote":
                    break
            high = place
    while high > low and text[high - 1].isspace():
        high -= 1
    return high


def align_start(text: str, low: int, high: int, prefix: str) -> int:
    """Move `low` over the marks at the start of `text[low:high]` that `prefix` begins with."""
    for kind in _classes(prefix):
        place = low
        while place < high and text[place].isspace():
            place += 1
        if place < high and mark_class(text[place]) == kind:
            low = place + 1
    while low < high and text[low].isspace():
        low += 1
    return low


def _classes(marks: Iterable[str]) -> list[str]:
    """List the classes of marks, a run of final marks as one; spaces do not count."""
    kinds: list[str] = []
    for mark in marks:
        kind = mark_class(mark)
        if kind != "space" and not (kind == "final" and kinds[-1:] == ["final"]):
            kinds.append(kind)
    return kinds
