"""How a text is written: its characters, words and marks, each read once for all who ask."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, reduce
from itertools import chain
from operator import or_
from unicodedata import category

from dragoman.facts.folding import lower
from dragoman.facts.once import Memo, once
from dragoman.facts.scripts import ARABIC, CYRILLIC, GREEK, LATIN
from dragoman.languages import record
from dragoman.patterns import lazily

FIGURE = 1
"""A figure, or another sign for a number: 7, ۷, ½, ②."""

MARK = 2
"""A vowel sign, a stretching or an invisible character."""

ODD = 4
"""A character that words are cut at in a way of its own."""

DOTTED_CAPITAL = 8
SMALL_LATIN = 16
LATIN_LETTER, CYRILLIC_LETTER, ARABIC_LETTER, GREEK_LETTER, OTHER_LETTER = 32, 64, 128, 256, 512
LATER = 1024
"""A letter of a script that comes after Latin, or a mark that combines with one."""

QUOTING = 2048
"""A quotation mark or an apostrophe that is straight or curly."""

APOSTROPHE = 4096
CAPITAL = 8192
ANGLED = 16384
"""A quotation mark of another shape."""

BRACKET = 32768
LETTER = LATIN_LETTER | CYRILLIC_LETTER | ARABIC_LETTER | GREEK_LETTER | OTHER_LETTER

_CLASSES = (
    (MARK, r"[\u064b-\u0652\u0670\u0640\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]"),
    (ODD, "[_\u00ad]"),
    (DOTTED_CAPITAL, "İ"),
    (SMALL_LATIN, "[a-z]"),
    (LATIN_LETTER, f"[{LATIN}]"),
    (CYRILLIC_LETTER, f"[{CYRILLIC}]"),
    (ARABIC_LETTER, f"[{ARABIC}]"),
    (GREEK_LETTER, f"[{GREEK}]"),
    (OTHER_LETTER, rf"(?![{LATIN}{CYRILLIC}{ARABIC}{GREEK}])[^\W\d_]"),
    (LATER, "[\u0370-\u1cff\u2c00-\ud7ff\uf900-\ufaff]"),
    (QUOTING, "[‘’'\"“”]"),
    (APOSTROPHE, "['’]"),
    (ANGLED, "[„‟«»‹›]"),
    (BRACKET, r"[()\[\]]"),
)
_PATTERNS = tuple((sign, lazily(pattern)) for sign, pattern in _CLASSES)
_MARKS = lazily(f"{_CLASSES[0][1]}+")
_JOINER = "\u200c"


def _signs(char: str) -> int:
    signs = sum(sign for sign, pattern in _PATTERNS if pattern.search(char) is not None)
    return signs | (FIGURE if char.isnumeric() else 0) | (CAPITAL if char.isupper() else 0)


_signs_of = Memo(_signs).__getitem__


@cache
def _usual(language: str) -> tuple[re.Pattern[str], int] | None:
    """Return what finds all but the letters of a language, and what its letters are."""
    alphabet = record(language).alphabet
    return (re.compile(f"[^{alphabet} ]"), _signs(alphabet[0]) & LETTER) if alphabet else None


def telling(text: str, language: str) -> frozenset[str]:
    """Return the different characters of a text, all but the usual letters of its language.

    To look for the few others is several times faster than to look at every letter, each of which
    is an object of its own outside the first 256.
    """
    usual = _usual(language)
    return frozenset(text if usual is None else usual[0].findall(text))


VOWEL_SIGNS = "".join(
    chr(code)
    for code in chain(range(0x0900, 0x10A0), range(0x1780, 0x1800))
    if category(chr(code))[0] == "M"
)
"""The signs in words of Devanagari, Thai and their sisters, which Python counts as no letters."""

_PIECE = lazily(
    rf"[^\W_]+(?:[{VOWEL_SIGNS}]+[^\W_]*)*(?:['’\-][^\W_]+(?:[{VOWEL_SIGNS}]+[^\W_]*)*)*|[^\w\s]|_"
)


def words_of(chunk: str) -> tuple[str, ...]:
    """Return the words between two spaces, numbers among them, marks left out."""
    return tuple(piece for piece in _PIECE.findall(chunk) if piece[0].isalnum())


class Writing:
    """A text without markup, as it is written."""

    def __init__(self, text: str, language: str, characters: frozenset[str] | None = None) -> None:
        self.text = text
        self.language = language
        if characters is not None:
            self.__dict__["characters"] = characters

    @once
    def characters(self) -> frozenset[str]:
        """Its characters that tell something; see `telling`."""
        return telling(self.text, self.language)

    @once
    def signs(self) -> int:
        """What kinds of characters it has, as a sum of those above."""
        usual = _usual(self.language)
        return reduce(or_, map(_signs_of, self.characters), 0 if usual is None else usual[1])

    @once
    def flat(self) -> str:
        """The text in lower case, without vowel signs and invisible characters."""
        flat = lower(self.text, self.language)
        if not self.signs & MARK:
            return flat
        if _JOINER in flat:
            flat = flat.replace(_JOINER, "")
        return _MARKS.sub("", flat) if self._other_marks else flat

    @once
    def _other_marks(self) -> bool:
        """Whether it has marks that are no joiners, as few Persian texts do."""
        return any(_signs_of(char) & MARK for char in self.characters if char != _JOINER)

    @once
    def chunks(self) -> Sequence[str]:
        """What stands between its spaces, in lower case."""
        return self.flat.split()
