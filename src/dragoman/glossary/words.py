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


class Word(NamedTuple):
    """A word, or a mark that separates words."""

    start: int
    end: int
    raw: str
    folded: str


_MARK = r"[,;:!?()\[\]{}،؛؟…|]"
"""What no term runs across unless it is written with it."""

_INITIALS = r"(?:[^\W\d_]\.){2,}"
_JOINER = {"en": "['’]", "tr": "['’]", "fr": "['’]", "it": "['’]"}
"""What stands inside a word of the language; in others it parts words."""

_IGNORED = re.compile(
    "[\u0300-\u036f\u064b-\u065f\u0670\u0640\u06d6-\u06ed\u00ad\u200b\u200d-\u200f"
    "\u202a-\u202e\u2060-\u2069\ufeff]"
)
"""Accents that stand alone, vowel signs, stretching, invisible characters."""

ZWNJ = "\u200c"


@cache
def _pattern(language: str) -> re.Pattern[str]:
    letters = r"[^\W_](?:[^\W_]|[\u0300-\u036f\u064b-\u065f\u0670\u0640\u200d-\u200f\u00ad])*"
    joiner = _JOINER.get(language)
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
    if language == "fa":
        found = [each for number, each in enumerate(found) if not _hangs_on(text, found, number)]
    return tuple(each for each in found if each.folded)


_SUFFIX = re.compile(
    r"(?:ها|های|هایی|هایم|هایت|هایش|هایمان|هایتان|هایشان|ی|ای|ام|ات|اش|مان|تان|شان|اند|ایم|اید"
    r"|تر|ترین|تری)"
)
_PLURAL = re.compile(r"(?:ها|های|هایی)(?:م|ت|ش|مان|تان|شان)?")


def _hangs_on(text: str, found: list[Word], number: int) -> bool:
    """Whether a piece of Persian is the ending of the word before it, and no word."""
    word = found[number]
    if not number:
        return False
    gap = text[found[number - 1].end : word.start]
    if gap == ZWNJ:
        return _SUFFIX.fullmatch(word.folded) is not None
    return gap == " " and _PLURAL.fullmatch(word.folded) is not None


@cache
def folding(language: str) -> Callable[[str], str]:
    """Return what folds the words of a language; it remembers them."""
    special = _SPECIAL.get(language, str.lower)

    @lru_cache(maxsize=100_000)
    def fold(raw: str) -> str:
        return special(_IGNORED.sub("", unicodedata.normalize("NFC", raw)).replace(".", ""))

    return fold


def _english(text: str) -> str:
    text = text.lower().replace("’", "'")
    return text.removesuffix("'s").rstrip("'")


_TURKISH = str.maketrans("IİâîûÂÎÛ", "ıiaiuaiu")


def _turkish(text: str) -> str:
    return re.split("['’]", text.translate(_TURKISH).lower(), maxsplit=1)[0]


def _russian(text: str) -> str:
    return text.lower().replace("ё", "е")


_DIGITS = {ord(zero) + value: str(value) for zero in "٠۰" for value in range(10)}
_PERSIAN = _DIGITS | str.maketrans("يىئكةۀأإآٱؤ", "یییکههااااو", "ء")
_ARABIC = _DIGITS | str.maketrans("أإآٱىیئکةؤ", "ااااييي\u0643هو", "ء")


def _persian(text: str) -> str:
    return text.translate(_PERSIAN).lower()


def _arabic(text: str) -> str:
    return text.translate(_ARABIC).lower()


_SPECIAL: dict[str, Callable[[str], str]] = {
    "en": _english,
    "tr": _turkish,
    "ru": _russian,
    "fa": _persian,
    "ar": _arabic,
}
