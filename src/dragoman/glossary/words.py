"""Cut a text into words in which two writings of one word are the same.

Folding takes away what does not tell words apart: capitals, vowel signs, the dots of ё, letters
that only keyboards differ in, what hangs on a word by an apostrophe.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import cache, lru_cache
from typing import NamedTuple

from dragoman.languages import record
from dragoman.patterns import lazily


class Word(NamedTuple):
    """A word, or a mark that separates words."""

    start: int
    end: int
    raw: str
    folded: str


_MARK = r"[,;:!?()\[\]{}،؛؟…|]"
"""What no term runs across unless it is written with it."""

_INITIALS = r"(?:[^\W\d_]\.){2,}"

_IGNORED = lazily(
    "[\u0300-\u036f\u064b-\u065f\u0670\u0640\u06d6-\u06ed\u00ad\u200b\u200d-\u200f"
    "\u202a-\u202e\u2060-\u2069\ufeff]"
)
"""Accents that stand alone, vowel signs, stretching, invisible characters."""

ZWNJ = "\u200c"


@cache
def _pattern(language: str) -> re.Pattern[str]:
    letters = r"[^\W_](?:[^\W_]|[\u0300-\u036f\u064b-\u065f\u0670\u0640\u200d-\u200f\u00ad])*"
    joiner = record(language).joiner
    word = rf"{letters}(?:{joiner}{letters})*" if joiner else letters
    return re.compile(rf"{_INITIALS}(?![^\W\d_]{{2}})|{word}[+#]*|{_MARK}")


@lru_cache(maxsize=4096)
def words(text: str, language: str) -> tuple[Word, ...]:
    """Return the words of a text and the marks between them."""
    fold = folding(language)
    found = [
        Word(match.start(), match.end(), match[0], fold(match[0]))
        for match in _pattern(language).finditer(text)
    ]
    if record(language).suffixes:
        found = [
            word
            for number, word in enumerate(found)
            if not _hangs_on(text, found, number, language)
        ]
    return tuple(each for each in found if each.folded)


def _hangs_on(text: str, found: list[Word], number: int, language: str) -> bool:
    """Whether a piece is the ending of the word before it, and not a word."""
    word = found[number]
    if not number:
        return False
    gap = text[found[number - 1].end : word.start]
    if gap == ZWNJ:
        return re.fullmatch(record(language).suffixes, word.folded) is not None
    return gap == " " and re.fullmatch(record(language).apart, word.folded) is not None


@cache
def folding(language: str) -> Callable[[str], str]:
    """Return what folds the words of a language; it remembers them."""
    known = record(language)
    same = str.maketrans({**_DIGITS, **known.folded})
    tail = re.compile(known.tail) if known.tail else None

    @lru_cache(maxsize=100_000)
    def fold(raw: str) -> str:
        bare = _IGNORED.sub("", unicodedata.normalize("NFC", raw)).replace(".", "")
        folded = bare.translate(same).lower()
        return folded if tail is None else tail.sub("", folded, count=1)

    return fold


_DIGITS = {chr(ord(zero) + value): str(value) for zero in "٠۰" for value in range(10)}
