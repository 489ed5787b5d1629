"""Checks of letters and marks that look right and are those of another language."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache

from dragoman.checks.characters import having
from dragoman.checks.pair import Pair
from dragoman.checks.scripts import CYRILLIC, LATIN
from dragoman.facts.writing import CYRILLIC_LETTER, LATIN_LETTER
from dragoman.languages import name, record
from dragoman.patterns import lazily

_INSTEAD = {
    "\u064a": "Arabic yeh ي instead of Persian ی",
    "\u0649": "Arabic alef maksura ى instead of Persian ی",
    "\u0643": "Arabic kaf ك instead of Persian ک",
    "\u06cc": "Persian yeh ی instead of Arabic ي or ى",
    "\u06a9": "Persian kaf ک instead of Arabic ك",
    "i\u0307": "i with a dot above it instead of i",
    "I\u0307": "I with a dot above it instead of İ",
}


def check_script(pair: Pair) -> Iterator[str]:
    """Find letters of a sister language, and forms that are for display only."""
    yield from _without_marks(pair)
    stray = record(pair.target_language).stray_letters
    if not stray or not _may_be(stray)(pair.made.characters):
        return
    found = re.findall(stray, pair.target)
    for letter in dict.fromkeys(found):
        if letter not in pair.source:
            said = _INSTEAD.get(letter, f"the form {letter} (U+{ord(letter[0]):04X}) for display")
            yield f"{said}, {found.count(letter)} ×"


@cache
def _may_be(stray: str) -> Callable[[frozenset[str]], bool]:
    """Return whether a text has a character that a pattern for one or two of them needs."""
    last = stray.rpartition("]")[2] or stray
    return having(re.compile(last))


SEEN = 2
"""Such words from which on a text lacks them."""

NEAR, LONG = 20, 35
"""Letters of words in small letters, none of them in the source, from which on a text without any
letter that may have marks lacks them: with one such word, and with none. In Turkish every eighth
letter has a mark."""

_SMALL = lazily(r"(?<![\w'’])[a-z]{2,}")


def _without_marks(pair: Pair) -> Iterator[str]:
    """Find text whose letters have lost their marks: `icin` for `için` in Turkish."""
    known = record(pair.target_language)
    if not known.bare_words or not pair.made.characters.isdisjoint(known.marked_letters):
        return
    words = pair.made.vocabulary - pair.given.vocabulary
    bare = sorted(words & known.bare_words)
    if len(bare) < SEEN:
        letters = sum(len(word) for word in _SMALL.findall(pair.made.prose) if word in words)
        if letters < (NEAR if bare else LONG):
            return
    shown = f": “{bare[0]}”" if bare else ""
    yield f"{name(pair.target_language)} letters without their marks{shown}"


_TOUCHING = lazily(rf"[{LATIN}][{CYRILLIC}]|[{CYRILLIC}][{LATIN}]")
_MIXED = lazily(rf"(?<!\w)\w*(?:{_TOUCHING.pattern})\w*")


def check_mixed_script(pair: Pair) -> Iterator[str]:
    """Find words with both Latin and Cyrillic letters."""
    if record(pair.target_language).own_marks:
        return
    signs = pair.made.signs
    if not (signs & CYRILLIC_LETTER and signs & LATIN_LETTER):
        return
    if _TOUCHING.search(pair.target) is None:
        return
    for word in dict.fromkeys(_MIXED.findall(pair.made.prose)):
        if word not in pair.source:
            yield f"“{word}” has Latin and Cyrillic letters"


_ARABIC_LETTER = "\u0620-\u065f\u066e-\u06d3\u06fa-\u06ff\u200c"
_LATIN_MARK = lazily(
    rf"(?<=[{_ARABIC_LETTER}»)\"])\s?([,;?])(?=\s|$|[{_ARABIC_LETTER}«\"»)!?])"
    rf"|([,;?])(?=\s+[{_ARABIC_LETTER}«])"
)
_OWN = {",": "،", ";": "؛", "?": "؟"}


def check_marks(pair: Pair) -> Iterator[str]:
    """Find Latin commas, semicolons and question marks in Arabic script."""
    if not record(pair.target_language).own_marks:
        return
    if _OWN.keys().isdisjoint(pair.made.characters):
        return
    found = (match[1] or match[2] for match in _LATIN_MARK.finditer(pair.made.prose))
    for mark in dict.fromkeys(found):
        yield f"“{mark}” instead of “{_OWN[mark]}”"
