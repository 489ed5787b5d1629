"""Checks of a translation's length."""

from __future__ import annotations

import math
import operator
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache

from dragoman.checks import dates, names, numbers, places, punctuation
from dragoman.checks.pair import Pair
from dragoman.checks.stored import stored
from dragoman.checks.text import Text
from dragoman.facts.once import remembered
from dragoman.patterns import lazily
from dragoman.segment import split

SHORTEST = 28
"""Letters and digits of a source for which the length alone says enough."""

FEWEST = 16
"""Letters and digits of a source of which the length of a translation can be expected at all."""


@dataclass(frozen=True, slots=True)
class _Usual:
    """How long translations from English are, in letters and digits."""

    weights: tuple[float, ...]
    """Of what `traits` tells of a source, for the expected ln(length)."""

    spread: float
    by_length: float
    """The variance of ln(length) is `spread` + `by_length` / source."""

    least: float
    """The z-score below which a text begins to be short; it makes the unit of shortness."""

    alone: float
    """The shortness from which on nothing else need be missing."""

    together: float
    """The shortness that is too much where something of the source is missing besides."""


@cache
def _from_english(language: str) -> _Usual | None:
    """Return how long translations into a language are; `None` where nobody measured it."""
    said = stored("lengths.yaml").get(language)
    return None if said is None else _Usual(**{**said, "weights": tuple(said["weights"])})


def check_truncated_length(pair: Pair) -> Iterator[str]:
    """Find translations much shorter than translations of such a sentence usually are.

    The length, in letters and digits, is compared with the usual one between the two languages.
    Less is too short already where a number, a quotation or a sentence is missing as well.
    """
    usual = _usual(pair)
    short = shortness(pair)
    if usual is None or short is None or short <= usual.together or pair.given.size < SHORTEST:
        return
    alone = short > usual.alone
    lost = "" if alone else next((name for name, lacks in _LOST if lacks(pair)), "")
    if alone or lost:
        said = f"{pair.made.size} letters for {pair.given.size}"
        rest = f", and {lost} is missing" if lost else "; is something missing?"
        yield f"much shorter than usual: {said}{rest}"


LONG_ALONE, LONG_TOGETHER = -1.5, -0.95
"""The shortness below which a text is too long, and where it has more sentences than its source."""


def check_too_fast(pair: Pair) -> Iterator[str]:
    """Find a target of subtitles that nobody can read in its time.

    One that is no longer than its source is not the translation's fault.
    """
    if pair.room is None:
        return
    count = len(pair.made.plain)
    if count > max(pair.room, len(pair.given.plain)):
        yield f"{count} characters, of which {pair.room} can be read in their time; shorten it"


def check_added_text(pair: Pair) -> Iterator[str]:
    """Find translations much longer than usual, above all such with a sentence more.

    A sentence of another place was appended, or the model went on without its source.
    """
    short = shortness(pair)
    if short is None or short >= LONG_TOGETHER:
        return
    alone = short < LONG_ALONE and pair.given.size >= SHORTEST
    if alone or _sentences(pair.made) > _sentences(pair.given):
        yield f"much longer than usual: {pair.made.size} letters for {pair.given.size}"


def _fewer_sentences(pair: Pair) -> bool:
    given = _sentences(pair.given)
    return given > 1 and _sentences(pair.made) < given


_NO_SPACE = lazily(r"[a-z)\]][.!?](?=[A-Z][a-z]+\s)")
"""Where a sentence begins without a space before it, as in text that lost its line ends."""


def _sentences(text: Text) -> int:
    together = len(_NO_SPACE.findall(text.plain))
    return together + sum(1 for _ in split(text.plain, text.language))


def _finds(*checks: Callable[[Pair], Iterator[str]]) -> Callable[[Pair], bool]:
    return lambda pair: any(True for check in checks for _ in check(pair))


def _spelled_out(pair: Pair) -> int:
    """Return by how many letters the words for numbers of the source are longer than figures."""
    if all(each.figures for each in pair.given.facts.amounts):
        return 0
    figures = {value for each in pair.made.facts.amounts if each.figures for value in each.values}
    return sum(
        len(each.shown) - len(f"{each.values[0]:.0f}")
        for each in pair.given.facts.amounts
        if not each.figures and not figures.isdisjoint(each.values)
    )


_LOST: tuple[tuple[str, Callable[[Pair], bool]], ...] = (
    ("a number", _finds(numbers.check_missing, numbers.check_spelled)),
    ("a date", _finds(dates.check_date)),
    ("a quotation", _finds(punctuation.check_quotes_lost, punctuation.check_quotes_unbalanced)),
    ("a bracket", _finds(punctuation.check_brackets)),
    ("a name", _finds(names.check_name_missing, places.check_country, places.check_acronym)),
    ("a sentence", _fewer_sentences),
    ("the end", _finds(punctuation.check_terminal)),
)
"""What may be missing besides."""


def _usual(pair: Pair) -> _Usual | None:
    if not pair.from_english:
        return None
    return _from_english(pair.target_language.partition("-")[0])


@remembered
def shortness(pair: Pair) -> float | None:
    """Return how short a translation is, 1 being where it begins to be too short.

    `None` where nothing is known of the two languages, or the source is a word or two.
    """
    usual = _usual(pair)
    source, target = pair.given.size, pair.made.size + _spelled_out(pair)
    if usual is None or source < FEWEST:
        return None
    deviation = math.sqrt(usual.spread + usual.by_length / source)
    expected: float = sum(map(operator.mul, usual.weights, pair.given.traits))
    return (math.log(max(target, 0.5)) - expected) / deviation / usual.least
