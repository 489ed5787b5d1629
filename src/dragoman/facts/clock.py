"""Clock times, in figures and in words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from dragoman.facts.amount import Amount
from dragoman.facts.stored import stored
from dragoman.facts.tokens import Tokens
from dragoman.languages import record
from dragoman.patterns import lazily

HALF_DAY = 12 * 60
MORNING, EVENING = "morning", "evening"

SHARES = {30: 0.5, 15: 0.25, 45: 0.75}
"""Minutes that are said as a part of an hour."""


@dataclass(frozen=True, slots=True)
class Time:
    """A clock time."""

    shown: str
    minutes: int
    """Since midnight, or since noon where the half of the day is not known."""

    half: str = ""
    """`morning`, `evening`, or empty where the sentence does not say it beside the time."""


def times(tokens: Tokens, amounts: tuple[Amount, ...]) -> tuple[Time, ...]:
    """Return the clock times of a sentence that are written as such: with a colon or a.m."""
    return tuple(_times(tokens, amounts))


def _times(tokens: Tokens, amounts: tuple[Amount, ...]) -> Iterator[Time]:
    for amount in amounts:
        after = tokens.texts[amount.end] if amount.end < len(tokens.texts) else ""
        said = _HALVES.get(after, "") if record(tokens.language).half_days else ""
        if amount.figures and not said and ":" not in amount.figures:
            continue  # as most numbers
        shown = f"{amount.shown} {after}" if said else amount.shown
        read = _hour_and_minute(amount, marked=bool(said)) or _in_words(amount, tokens)
        if read is None or read[0] > 24:
            continue
        hour, minute = read
        half = said or (EVENING if hour >= 13 else "")
        if half == EVENING and hour < 12:
            hour += 12
        elif half == MORNING and hour == 12:
            hour = 0
        yield Time(shown, hour * 60 + minute, half)


_SHARES_OF_AN_HOUR = {"half": 30, "quarter": 15, "five": 5, "ten": 10, "twenty": 20}


def _in_words(amount: Amount, tokens: Tokens) -> tuple[int, int] | None:
    """Return what a number says as an hour in words: half past four, saat on yedi buçuk."""
    if not amount.values or amount.figures or not 1 <= amount.values[0] <= 24:
        return None
    hour, share = divmod(amount.values[0], 1)
    before = tokens.texts[max(0, amount.start - 2) : amount.start]
    if tokens.language == "en":
        minutes = _SHARES_OF_AN_HOUR.get(before[0]) if len(before) == 2 else None
        if minutes is None or share or before[1] not in ("past", "to"):
            return None
        late = before[1] == "to"
        return (int(hour - 1) % 12, 60 - minutes) if late else (int(hour), minutes)
    minutes = next((minutes for minutes, part in SHARES.items() if part == share), None)
    if minutes is None or "hour" not in _units(amount, tokens):
        return None
    return int(hour), minutes


def _units(amount: Amount, tokens: Tokens) -> set[str]:
    """Return the units that stand right before an amount."""
    return {
        str(tag.value)
        for place in range(amount.start - 2, amount.start)
        for tag in tokens.tags.get(place, ())
        if tag.kind == "unit"
    }


_HALVES = {"am": MORNING, "pm": EVENING}
_WRITTEN = lazily(r"(\d{1,2})([:.])(\d\d)")


def _hour_and_minute(amount: Amount, *, marked: bool) -> tuple[int, int] | None:
    """Return what a number says as a clock time; `marked` that a.m. or p.m. stands after it."""
    match = _WRITTEN.fullmatch(amount.figures)
    if match is not None and (match[2] == ":" or marked):
        return (int(match[1]), int(match[3])) if int(match[3]) < 60 else None
    if marked and len(amount.values) == 1 and amount.values[0].is_integer():
        return int(amount.values[0]), 0
    return None


def _in_ordinals(following: set[float], amounts: tuple[Amount, ...]) -> bool:
    """Whether one of the hours is named by its place: половина шестого is 5:30."""
    return any(
        not following.isdisjoint(amount.values) for amount in amounts if amount.kind == "ordinal"
    )


@cache
def _of_the_next(language: str) -> bool:
    """Whether a language says of minutes that they are of the hour that has begun."""
    said = stored(language, "calendar")
    return said is not None and "next hour" in said


def _by_ordinal(minute: int, amounts: tuple[Amount, ...]) -> set[float] | None:
    """Return the ordinals right after so many minutes: двадцать минут девятого is 8:20."""
    found = {
        value
        for amount, after in pairwise(amounts)
        if "minute" in amount.units and float(minute) in amount.values
        if after.kind == "ordinal" and after.start == amount.end + 1
        for value in after.values
    }
    return found or None


def holds(time: Time, amounts: tuple[Amount, ...], language: str) -> bool:
    """Whether the numbers of a sentence may say a time, on a clock of 12 or 24 hours."""
    hour, minute = divmod(time.minutes % HALF_DAY, 60)
    hours = {float(hour), float(hour + 12)} | ({12.0, 24.0, 0.0} if hour == 0 else set())
    values: set[float] = set()
    for amount in amounts:
        if amount.figures:
            parts = amount.parts
            if len(parts) == 2 and float(parts[0]) in hours and int(parts[1]) == minute:
                return True
        values.update(amount.values)
    if minute == 0:
        return not values.isdisjoint(hours)
    of_the_next = _of_the_next(language)
    said = _by_ordinal(minute, amounts) if of_the_next else None
    if said is not None:
        return not said.isdisjoint({each + 1 for each in hours})
    share = SHARES.get(minute)
    if share is not None:
        if any(each + share in values for each in hours):
            return True
        following = {(each + 1) for each in hours}
        if share in values and of_the_next and _in_ordinals(hours | following, amounts):
            return _in_ordinals(following, amounts)
        if share in values and not values.isdisjoint(hours):
            return True
        if share == 0.75 and 0.25 in values:
            return not values.isdisjoint(following)
    return float(minute) in values and not values.isdisjoint(hours)
