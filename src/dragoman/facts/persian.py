"""Dates of the Persian calendar beside those of the Gregorian one, without a year."""

from __future__ import annotations

from collections.abc import Iterator

from dragoman.facts.amount import Amount
from dragoman.facts.sentence import Sentence

_FIRST = (80, 111, 142, 173, 204, 235, 266, 296, 326, 356, 386, 416)
"""The day of the Gregorian year, from 1, on which each Persian month begins, in most years; from
Dey on in part in the next year."""

_BEFORE = (0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334)
"""The days of a Gregorian year before each month."""

YEAR, NEAR = 365, 1
"""Days of a year, and by how many a date may be off because of leap years."""


def months(sentence: Sentence) -> frozenset[float]:
    """Return the months of the Persian calendar that a sentence names, by number."""
    return frozenset(
        value for kind, value in sentence.kinds if kind == "other" and isinstance(value, float)
    )


def same(western: Sentence, persian: Sentence) -> bool:
    """Whether a date of the first sentence is one of the second in the Persian calendar."""
    days = {*_western(western)}
    return any(_near(day, other) for other in {*_persian(persian)} for day in days)


def differs(western: Sentence, persian: Sentence) -> bool:
    """Whether both have one whole date, and not the same."""
    return bool([*_western(western)] and [*_persian(persian)]) and not same(western, persian)


_LATER = (621.0, 622.0)
"""Years of the Gregorian calendar at the beginning of the Persian one and at its end."""

_EARLIEST, _LATEST = 1250, 1450


def years(amount: Amount, persian: Sentence, western: Sentence) -> bool:
    """Whether an amount is a year that a Persian sentence has in both calendars: ۱۳۶۶ (۱۹۸۷)."""
    if len(amount.values) != 1 or amount.scale is not None:
        return False
    year = amount.values[0]
    if not _EARLIEST <= year <= _LATEST:
        return False
    same = {year + later for later in _LATER}
    return not same.isdisjoint(western.values) and not same.isdisjoint(persian.values)


def figures(sentence: Sentence) -> frozenset[str]:
    """Return the figures of days that stand beside a month."""
    return frozenset(
        amount.figures.lstrip("0")
        for amount in sentence.amounts
        if amount.figures
        and any(
            tag.kind in ("month", "maybe", "other")
            for place in (amount.start - 1, amount.end, amount.end + 1)
            for tag in sentence.tokens.tags.get(place, ())
        )
    )


def _near(day: float, other: float) -> bool:
    return min((day - other) % YEAR, (other - day) % YEAR) <= NEAR


def _western(sentence: Sentence) -> Iterator[float]:
    for day, month in _dates(sentence, "month", "maybe"):
        yield _BEFORE[month - 1] + day


def _persian(sentence: Sentence) -> Iterator[float]:
    for day, month in _dates(sentence, "other"):
        yield (_FIRST[month - 1] + day - 1) % YEAR


def _dates(sentence: Sentence, *kinds: str) -> Iterator[tuple[float, int]]:
    """Yield days with the number of the month they stand beside."""
    for amount in sentence.amounts:
        if len(amount.values) != 1 or not 1 <= amount.values[0] <= 31:
            continue
        for place in (amount.end, amount.end + 1, amount.start - 1):
            for tag in sentence.tokens.tags.get(place, ()):
                if tag.kind in kinds and isinstance(tag.value, float):
                    yield amount.values[0], int(tag.value)
