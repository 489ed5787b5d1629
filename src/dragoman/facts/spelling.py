"""Whether a word that became another one was merely misspelled.

A changed word counts as a change of meaning unless it is proved that it is none: it differs in
marks, spaces or capitals; both are right spellings of one word; or one of the two is not a word of
the language, and the other, a letter or two away, is.
"""

from __future__ import annotations

import re
import unicodedata

from rapidfuzz.distance import OSA

from dragoman.facts import vocabulary
from dragoman.facts.folding import folded
from dragoman.facts.stored import stored
from dragoman.patterns import lazily

_WORD = lazily(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_QUESTION = lazily("[?؟]")
_ALIKE_ISE = lazily(r"(?<=\w{4})is(?=(?:e[drs]?|ing|ation|ations|able)$)|(?<=\w{4})ys(?=e[drs]?$)")
_CHANGES = (
    "s",
    "es",
    "ed",
    "d",
    "ing",
    "er",
    "ers",
    "ly",
    "un",
    "in",
    "im",
    "dis",
    "non",
    "re",
    "mis",
)
"""Beginnings and endings that make another word of a word."""

LONG = 8
"""Letters from which on a word may have two letters wrong."""

SHORTEST = 3
_MIXED_UP = (frozenset({"a", "an"}), frozenset({"its", "it's"}))
"""Words of which one is written for the other, and the sentence says which is meant."""

_APART = frozenset({"re", "un"})
"""Beginnings whose hyphen makes another word: re-sign, un-ionized."""

_HYPHENED = lazily(r"\s*[^\W\d_]+(?:[-\u2010\u2011][^\W\d_]+)+\s*")


def harmless(gone: str, added: str, language: str, *, first: bool = False) -> bool:
    """Whether a stretch of text that was replaced by another means provably the same.

    `first` says that it begins the sentence, where a capital makes no name.
    """
    if _symbols(gone) != _symbols(added):
        return False
    old, new = _WORD.findall(gone), _WORD.findall(added)
    if re.findall(r"\d+", gone) != re.findall(r"\d+", added):
        return False
    if len(old) == len(new):
        return all(
            _same(one, other, language, first=first and number == 0)
            for number, (one, other) in enumerate(zip(old, new, strict=True))
        )
    known = stored(language, "spelling")
    if known and any(_HYPHENED.fullmatch(text) for text in (gone, added)):
        return _joined(min(old, new, key=len), max(old, new, key=len), language)
    return _respaced(old, new, language)


def _joined(whole: list[str], parts: list[str], language: str) -> bool:
    """Whether a hyphen came or went within a word: e-mail, email."""
    one, other = ("".join(_flat(word, language) for word in words) for words in (whole, parts))
    if one != other or _flat(parts[0], language) in _APART:
        return False
    return vocabulary.has(one, language)


def _symbols(text: str) -> list[str]:
    """Return the marks that mean something: a sign of money, per cent, a question."""
    return [
        char
        for char in text
        if _QUESTION.match(char) or unicodedata.category(char)[0] == "S" or char in "%‰٪&@#"
    ]


def _same(old: str, new: str, language: str, *, first: bool) -> bool:
    if old == new:
        return True
    one, other = _flat(old, language), _flat(new, language)
    if one == other:
        return not _another_by_case(old, new, language)
    if not stored(language, "spelling"):
        return False
    if {one, other} in _MIXED_UP or _variant(one, language) == _variant(other, language):
        return True
    if old[0].isupper() and not (first and _common(one, other, language)):
        return False  # it may be a name
    return not old[1:].isupper() and _misspelled(one, other, language)


def _common(one: str, other: str, language: str) -> bool:
    return any(vocabulary.common(word, language) for word in (one, other))


def _flat(word: str, language: str) -> str:
    flat = folded(word, language)
    return flat if language == "en" else flat.replace("'", "")


def _another_by_case(old: str, new: str, language: str) -> bool:
    """Whether capitals make another word of it: us and US, march and March."""
    if old.isupper() != new.isupper() and len(old) > 1:
        return True
    told = stored(language, "spelling") or {}
    return (
        old[0].isupper() != new[0].isupper()
        and folded(old, language) in str(told.get("by case", "")).split()
    )


def _variant(word: str, language: str) -> str:
    """Return one spelling for all right spellings of a word."""
    known = vocabulary.spellings(language)
    if word in known:
        return known[word]
    for ending in str((stored(language, "spelling") or {}).get("endings", "")).split():
        stem = word.removesuffix(ending)
        if stem != word and stem in known:
            return known[stem] + ending
    return _ALIKE_ISE.sub(lambda match: match[0].replace("s", "z"), word)


def _misspelled(one: str, other: str, language: str) -> bool:
    if not vocabulary.complete(language) or len(one) < SHORTEST:
        return False
    if any(
        one in (other + part, part + other) or other in (one + part, part + one)
        for part in _CHANGES
    ):
        return False
    most = 2 if min(len(one), len(other)) >= LONG else 1
    if OSA.distance(one, other, score_cutoff=most) > most:
        return False
    return vocabulary.has(other, language) != vocabulary.has(one, language)


def _respaced(old: list[str], new: list[str], language: str) -> bool:
    """Whether nothing but a space changed, in what was not words: `the re` → `there`."""
    one, other = ("".join(_flat(word, language) for word in words) for words in (old, new))
    if one == other and vocabulary.complete(language):
        right = [all(vocabulary.has(_flat(w, language), language) for w in ws) for ws in (old, new)]
        return not all(right)
    return one == other and language != "en"
