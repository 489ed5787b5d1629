"""Checks of a translation's length."""

from __future__ import annotations

import math
import operator
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from dragoman.checks import dates, numbers, punctuation
from dragoman.checks.pair import Pair

SHORTEST = 40
"""Letters and digits of a source for which the length alone says enough."""

ALONE = 1.1
"""The shortness from which on nothing else need be missing."""

TOGETHER = 0.7
"""The shortness that is too much where something of the source is missing besides."""


@dataclass(frozen=True, slots=True)
class _Usual:
    """How long translations from English are, in letters and digits."""

    weights: tuple[float, ...]
    """Of what `_traits` tells of a source, for the expected ln(length)."""

    spread: float
    by_length: float
    """The variance of ln(length) is `spread` + `by_length` / source."""

    least: float
    """The z-score below which a text is too short."""


_FROM_ENGLISH = {
    "ru": _Usual(
        (0.456, 0.964, -0.397, -0.007, 0.262, -0.418, -0.250, -0.108), 0.0032, 2.17, -2.26
    ),
    "fa": _Usual((0.673, 0.953, -0.822, 0.025, 0.155, -0.509, -0.380, -0.491), 0.0067, 1.26, -2.07),
    "tr": _Usual(
        (0.522, 0.974, -0.663, 0.046, -0.214, -0.494, -0.159, -0.262), 0.0066, 1.38, -2.20
    ),
    "ar": _Usual((0.328, 0.987, -0.583, 0.197, 0.708, -0.503, -0.270, -0.378), 0.0051, 1.83, -2.22),
}
"""Fitted by least squares to human translations of news, about 2,000 sentences a language. Against
the length of the source alone, this leaves a tenth less to chance: articles vanish, and names lose
their vowels in Arabic letters."""

_ARTICLES = frozenset({"the", "a", "an"})
_AUXILIARIES = frozenset(
    {"is", "are", "was", "were", "be", "been", "has", "have", "had", "will", "would"}
    | {"do", "did", "does"}
)
_PREPOSITIONS = frozenset({"of", "to", "in", "for", "on", "at", "by", "with", "from"})
_USUAL_WORD = 6
"""Letters of a word of English news, and the space after it."""


@lru_cache(maxsize=4096)
def _traits(plain: str, words: tuple[str, ...]) -> tuple[float, ...]:
    """Return what the length of a translation depends on, of an English text and its words."""
    size = sum(map(len, words)) or 1
    count = len(words) or 1
    small = Counter(words)
    first, *others = _CAPITALIZED.findall(plain) or [""]
    names = sum(map(len, others)) + (0 if plain.startswith(first) else len(first))
    return (
        1.0,
        math.log(size),
        sum(small[each] for each in _ARTICLES) / count,
        names / size,
        sum(map(str.isdigit, plain)) / size,
        sum(small[each] for each in _AUXILIARIES) / count,
        sum(small[each] for each in _PREPOSITIONS) / count,
        size / count / _USUAL_WORD,
    )


def check_truncated_length(pair: Pair) -> Iterator[str]:
    """Find translations much shorter than translations of such a sentence usually are.

    The length, in letters and digits, is compared with the usual one between the two languages.
    Less is too short already where a number, a quotation or a sentence is missing as well.
    """
    short = shortness(pair)
    if short is None or short <= TOGETHER or pair.given.size < SHORTEST:
        return
    lost = [] if short > ALONE else [name for name, lacks in _LOST if lacks(pair)]
    if short > ALONE or lost:
        said = f"{pair.made.size} letters for {pair.given.size}"
        rest = f", and {lost[0]} is missing" if lost else "; is something missing?"
        yield f"much shorter than usual: {said}{rest}"


_CAPITALIZED = re.compile(r"\b[A-ZÀ-Þ][^\W_]*(?:['’\-][^\W_]+)*")

_SENTENCE_END = re.compile(r"(?<=[^\W_][\w\"”»’)\]])[.!?…؟۔](?=[\"”»’)\]]*(?:\s+(?![a-z\d])|$))")
"""A mark after a word of two letters or more, before no small letter and no figure."""


def _fewer_sentences(pair: Pair) -> bool:
    given, made = (len(_SENTENCE_END.findall(text.plain)) for text in (pair.given, pair.made))
    return given > 1 and made < given


def _finds(*checks: Callable[[Pair], Iterator[str]]) -> Callable[[Pair], bool]:
    return lambda pair: any(True for check in checks for _ in check(pair))


_LOST: tuple[tuple[str, Callable[[Pair], bool]], ...] = (
    ("a number", _finds(numbers.check_missing, numbers.check_spelled)),
    ("a date", _finds(dates.check_date)),
    ("a quotation", _finds(punctuation.check_quotes_lost, punctuation.check_quotes_unbalanced)),
    ("a bracket", _finds(punctuation.check_brackets)),
    ("a sentence", _fewer_sentences),
    ("the end", _finds(punctuation.check_terminal)),
)
"""What may be missing besides."""


def shortness(pair: Pair) -> float | None:
    """Return how short a translation is, 1 being where it begins to be too short.

    `None` where nothing is known of the two languages or the source is empty.
    """
    if pair.source_language.partition("-")[0] != "en":
        return None
    usual = _FROM_ENGLISH.get(pair.target_language.partition("-")[0])
    source, target = pair.given.size, pair.made.size
    if usual is None or not source:
        return None
    deviation = math.sqrt(usual.spread + usual.by_length / source)
    traits = _traits(pair.given.plain, pair.given.words)
    expected: float = sum(map(operator.mul, usual.weights, traits))
    return (math.log(max(target, 0.5)) - expected) / deviation / usual.least
