"""Checks of a translation's length."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

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

    mean: float
    """Of ln(target / source)."""

    spread: float
    by_length: float
    """Its variance is `spread` + `by_length` / source."""

    least: float
    """The z-score below which a text is too short."""


_FROM_ENGLISH = {
    "ru": _Usual(0.114, 0.010, 2.80, -1.8),
    "fa": _Usual(-0.077, 0.010, 1.55, -2.25),
    "tr": _Usual(0.087, 0.010, 2.46, -1.8),
    "ar": _Usual(-0.117, 0.0147, 1.31, -2.2),
}
"""Fitted to human translations of news."""


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
    return (math.log(max(target, 0.5) / source) - usual.mean) / deviation / usual.least
