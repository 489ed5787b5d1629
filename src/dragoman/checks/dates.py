"""Checks of dates and clock times, by value."""

from __future__ import annotations

from collections.abc import Iterator

from dragoman.checks.pair import Pair
from dragoman.facts import Sentence, clock, persian
from dragoman.facts.calendar import DAYS, MONTHS, named
from dragoman.facts.clock import EVENING, MORNING, Time


def check_date(pair: Pair) -> Iterator[str]:
    """Find months and days of the week that are other ones in the target, or none."""
    here, there = pair.given.facts, pair.made.facts
    if here.says("unit") and there.says("unit"):
        yield from _centuries(here, there)
    if not (here.known and there.known) or (
        not here.says("day", "month", "other") and not here.months
    ):
        return
    days = named("day", there.tokens)
    for day in sorted(here.days - days):
        name = DAYS[day - 1]
        if name not in there.text:  # The Sunday Times
            yield f"{name} is in the source and not in the target"
    given, made = persian.months(here), persian.months(there)
    if given and made and given.isdisjoint(made):
        yield "the date in the Persian calendar is another day"
    months = here.months - named("month", there.tokens)
    if not months or there.says("other"):
        if there.says("other") and there.language == "fa" and persian.differs(here, there):
            yield "the date in the Persian calendar is another day"
        return
    for month in sorted(months):
        if MONTHS[month - 1] not in there.text and not _numeric(month, there):
            yield f"{MONTHS[month - 1]} is in the source and not in the target"


def _centuries(here: Sentence, there: Sentence) -> Iterator[str]:
    """Find a century that has become another one, in Roman figures or words too."""
    if not here.centuries or not there.centuries or not there.values.isdisjoint(here.centuries):
        return  # of several only the first is said to be one: القرن الحادي عشر والثاني عشر
    if here.centuries.isdisjoint(there.centuries):
        given, made = (", ".join(map(str, sorted(each.centuries))) for each in (here, there))
        yield f"the century is {given} in the source, {made} in the target"


def _numeric(month: int, there: Sentence) -> bool:
    """Whether a month stands in the target as a number: 09.03.2027."""
    return any(len(each.parts) > 1 and str(month) in each.parts for each in there.amounts)


_LATE = (EVENING, "daytime", "night", "noon", "midnight")
_EARLY = (MORNING, "night", "midnight", "noon")
_DAY = {True: range(13, 17), False: range(17, 24)}
"""Hours of the afternoon and of the morning, twelve added, that are no part of a night."""


def check_clock(pair: Pair) -> Iterator[str]:
    """Find clock times that moved to the other half of the day, or lost what says which it is.

    `7:40 p.m.` → `в 7:40` has lost it: readers take it for the morning.
    """
    here, there = pair.given.facts, pair.made.facts
    if not (here.known and there.known):
        return
    yield from _noon(here, there)
    if here.times:
        yield from _in_words(here, there)
    if not here.times and not here.says(MORNING, EVENING):
        return
    times = [time for time in here.times if time.half]
    halves = {time.half for time in times}
    if len(halves) == 1:
        for time in times:
            if time.minutes // 60 % 12 and clock.holds(time, there.amounts, there.language):
                yield from _moved(time, there)
    elif not times:
        yield from _other_part(here, there)


def _noon(here: Sentence, there: Sentence) -> Iterator[str]:
    """Find a noon that became midnight, or the reverse."""
    for part, other in (("noon", "midnight"), ("midnight", "noon")):
        if here.says(part) and not here.says(other) and there.says(other) and not there.says(part):
            yield f"{part} in the source, {other} in the target"


def _in_words(here: Sentence, there: Sentence) -> Iterator[str]:
    """Find half past five that has become half past six, quarter to six that is quarter past."""
    said = {time.minutes % clock.HALF_DAY for time in here.times}
    if there.spoken and said.isdisjoint(there.spoken) and all(each % 60 for each in said):
        hour, minute = divmod(min(said), 60)
        yield f"{hour or 12}:{minute:02} is in the source, another time in the target"
        return
    for time in here.times:
        hour, minute = divmod(time.minutes, 60)
        spoken = minute in clock.SHARES and ":" not in time.shown and "." not in time.shown
        if not spoken or clock.holds(time, there.amounts, there.language):
            continue
        if any(value % 1 in clock.SHARES.values() for value in there.values):
            yield f"{hour}:{minute:02} is in the source, another time in the target"


def _moved(time: Time, there: Sentence) -> Iterator[str]:
    if _by_24_hours(time, there):
        return
    late = time.half == EVENING
    hour = time.minutes // 60
    if not late and _shows(hour + 12, there) and not _shows(hour, there):
        yield f"{time.shown} is in the source, another half of the day in the target"
        return
    usual, other = (_LATE, MORNING) if late else (_EARLY, EVENING)
    if there.says("night") and (hour if late else hour + 12) in _DAY[late]:
        # 9:30 شب is the evening's, two at night the morning's.
        if not there.says(*(set(usual) - {"night"})):
            yield f"{time.shown} is in the source, another half of the day in the target"
        return
    if there.says(*usual):
        return
    if there.says(other) or (not late and there.says("daytime")):
        yield f"{time.shown} is in the source, another half of the day in the target"
    elif late:
        yield f"{time.shown} is in the source, and nothing in the target says that it is not a.m."


def _shows(hour: int, there: Sentence) -> bool:
    """Whether a clock time of 24 hours with such an hour stands in figures: 15:00."""
    return any(len(each.parts) == 2 and each.parts[0] == str(hour) for each in there.amounts)


def _by_24_hours(time: Time, there: Sentence) -> bool:
    hour = time.minutes // 60
    if hour <= 12:
        return False
    for amount in there.amounts:
        if float(hour) in amount.values or (amount.figures and amount.parts[:1] == (str(hour),)):
            return True
    return False


def _other_part(here: Sentence, there: Sentence) -> Iterator[str]:
    """Find a morning that became an evening, or the reverse."""
    for part, other in ((MORNING, EVENING), (EVENING, MORNING)):
        if not here.says(part) or here.says(other, "night", "noon", "midnight"):
            continue
        if there.says(other) and not there.says(part, "night", "daytime", "noon", "midnight"):
            yield f"{part} in the source, {other} in the target"
