"""What the length of a translation depends on beside the length of its source."""

from __future__ import annotations

import math
from collections.abc import Sequence

from dragoman.facts.once import Memo
from dragoman.patterns import lazily

ARTICLE, AUXILIARY, PREPOSITION, PRONOUN, COMPOUND = range(1, 6)
_ARTICLES = frozenset({"the", "a", "an"})
_AUXILIARIES = frozenset(
    {"is", "are", "was", "were", "be", "been", "has", "have", "had", "will", "would"}
    | {"do", "did", "does"}
)
_PREPOSITIONS = frozenset({"of", "to", "in", "for", "on", "at", "by", "with", "from"})
_PRONOUNS = frozenset(
    {"i", "you", "he", "she", "it", "we", "they", "him", "her", "them", "me", "us"}
)


def _kind_of(word: str) -> int:
    if "-" in word:
        return COMPOUND
    lists = (_ARTICLES, _AUXILIARIES, _PREPOSITIONS, _PRONOUNS)
    return next((kind for kind, words in enumerate(lists, start=1) if word in words), 0)


_kind = Memo(_kind_of).__getitem__
_USUAL_WORD = 6
"""Letters of a word of English news, and the space after it."""

_LETTERS = lazily(r"\b(?:[A-Z]\.?){2,}(?![a-z])")
"""Words made of first letters: EU, U.N."""

_TWO_CAPITALS = lazily(r"[A-Z][A-Z.]")

MANY_LETTERS = 0.25
"""The share of them in a text from which on more of them change nothing."""

_CAPITALIZED = lazily(r"[A-ZÀ-Þ](?<=\b.)[^\W_]*(?:['’\-][^\W_]+)*")


def traits(plain: str, words: Sequence[str], *, figures: bool) -> tuple[float, ...]:
    """Return what the length of a translation depends on, of an English text and its words."""
    size = sum(map(len, words)) or 1
    count = len(words) or 1
    kinds = [*map(_kind, words)].count
    first, *others = _CAPITALIZED.findall(plain) or [""]
    names = sum(map(len, others)) + (0 if plain.startswith(first) else len(first))
    return (
        1.0,
        math.log(size),
        kinds(ARTICLE) / count,
        names / size,
        sum(map(str.isdigit, plain)) / size if figures else 0.0,
        kinds(AUXILIARY) / count,
        kinds(PREPOSITION) / count,
        size / count / _USUAL_WORD,
        0.0
        if _TWO_CAPITALS.search(plain) is None or plain.isupper()
        else min(MANY_LETTERS, sum(map(len, _LETTERS.findall(plain))) / size),
        kinds(PRONOUN) / count,
        kinds(COMPOUND) / count,
    )
