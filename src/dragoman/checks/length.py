"""Checks of a translation's length."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

from dragoman.checks.pair import Pair

SHORTEST = 25
"""Letters and digits of a source for which the length alone says enough."""


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

    Models stop early and leave clauses out: `The convoy of 64 trucks left Kazan on Monday after a
    long delay` → `Колонна ушла`. The length, in letters and digits, is compared with the usual
    one between the two languages (measured for English into Russian, Persian, Turkish, Arabic;
    other pairs are not looked at). Known false alarms: terse translators; about two sentences in
    a hundred.
    """
    found = shortness(pair)
    source, target = _lengths(pair)
    if found is not None and found > 1 and source >= SHORTEST:
        yield f"much shorter than usual: {target} letters for {source}; is something missing?"


def shortness(pair: Pair) -> float | None:
    """Return how short a translation is, 1 being where it begins to be too short.

    `None` where nothing is known of the two languages or the source is empty.
    """
    if pair.source_language.partition("-")[0] != "en":
        return None
    usual = _FROM_ENGLISH.get(pair.target_language.partition("-")[0])
    source, target = _lengths(pair)
    if usual is None or not source:
        return None
    deviation = math.sqrt(usual.spread + usual.by_length / source)
    return (math.log(max(target, 0.5) / source) - usual.mean) / deviation / usual.least


def _lengths(pair: Pair) -> tuple[int, int]:
    return pair.given.size, pair.made.size
