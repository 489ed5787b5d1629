"""What explains a number of one sentence by another sentence, where it is not found there."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache, lru_cache
from itertools import pairwise

from dragoman.facts import Amount, Sentence, clock, measures, persian
from dragoman.facts.roman import roman
from dragoman.languages import record
from dragoman.patterns import lazily

Excuse = Callable[[Amount, Sentence, Sentence], bool]
"""Whether a number of one sentence is explained by another sentence. It is given the number, the
sentence it stands in, and the other one."""


def _same_value(amount: Amount, here: Sentence, there: Sentence) -> bool:
    return not there.values.isdisjoint(amount.values)


def _same_writing(amount: Amount, here: Sentence, there: Sentence) -> bool:
    """Figures that stand there as here, or do without the mark: 1/5, and 0230 for 02:30."""
    if not amount.figures or amount.scale is not None:
        return False
    key = _key(amount)
    return any(
        amount.figures == each.figures
        or (key == _key(each) and not (amount.values and each.values))
        for each in there.amounts
        if each.figures and each.scale is None
    )


def _same_figures(amount: Amount, here: Sentence, there: Sentence) -> bool:
    """Dates, scores and codes, which have no value: the same groups of figures."""
    if amount.values:
        return False
    return all(
        part in there.figures
        or (
            len(part) == 2 and any(len(each) == 4 and each.endswith(part) for each in there.figures)
        )
        or (len(part) == 4 and len(amount.parts) > 1 and part[2:] in there.figures)
        for part in amount.parts
    )


def _within_figures(amount: Amount, here: Sentence, there: Sentence) -> bool:
    """A part of a date, of a score, of a long number such as that of a telephone."""
    key = _key(amount)
    key = key or "0"
    if any(key in each.parts for each in there.amounts if not each.values and each.figures):
        return True
    own = _all_digits(amount)
    if amount.scale is not None or len(own) < 2:
        return False
    if len(own) > LONG and len("".join(_pieces(own, there))) == len(own):
        return True
    longer = (long for long in map(_all_digits, there.looked_for) if len(long) > LONG)
    return any(own in _pieces(long, here) and len(_pieces(long, here)) > 1 for long in longer)


LONG = 6
"""Figures of a number that may be written in pieces, as that of a telephone; all are more."""


def _pieces(long: str, sentence: Sentence) -> list[str]:
    """Return the numbers of a sentence that may be pieces of a long one."""
    pieces = [_all_digits(each) for each in sentence.looked_for if each.figures]
    return [piece for piece in pieces if 1 < len(piece) < len(long) and piece in long]


def _all_digits(amount: Amount) -> str:
    return re.sub(r"\D", "", amount.figures)


def _same_time(amount: Amount, here: Sentence, there: Sentence) -> bool:
    """A clock time, on a clock of 12 or 24 hours, in figures or in words."""
    own = clock.times(here.tokens, (amount,)) or clock.times(here.tokens, _hour_of(amount, here))
    if own:
        minutes = {time.minutes % clock.HALF_DAY for time in there.times}
        if own[0].minutes % clock.HALF_DAY in minutes:
            return True
        return clock.holds(own[0], there.amounts, there.language)
    return any(clock.holds(time, (amount,), here.language) for time in there.times)


def _hour_of(amount: Amount, here: Sentence) -> tuple[Amount, ...]:
    """Return the hour whose minutes an English number is: twenty past nine."""
    texts = here.tokens.texts
    if texts[amount.end : amount.end + 1] not in (("past",), ("to",)):
        return ()
    return tuple(each for each in here.amounts if each.start == amount.end + 1)


def _same_measure(amount: Amount, here: Sentence, there: Sentence) -> bool:
    """The same length of time, or the same measure, in another unit."""
    return any(
        measures.same(amount, other)
        # Else it renders a number of its own.
        and (here.values.isdisjoint(other.values) or _often(other, there) > _often(other, here))
        for other in there.amounts
    )


def _often(amount: Amount, sentence: Sentence) -> int:
    """Count the numbers of a sentence that have a value of an amount."""
    values = {*amount.values}
    return sum(not values.isdisjoint(each.values) for each in sentence.looked_for)


def _converted(amount: Amount, here: Sentence, there: Sentence) -> bool:
    """A measure given in two units, of which the target leaves one out: 40 km (25 miles)."""
    return len(there.amounts) < len(here.amounts) and any(
        measures.same(amount, other)
        for other in here.amounts
        if not there.values.isdisjoint(other.values)
    )


def _in_two_units(amount: Amount, here: Sentence, there: Sentence) -> bool:
    """A measure in two units, which the other side has in one or in other two: 6-foot-6, 1.98 m."""
    theirs = [*measures.in_two_units(there.amounts)]
    for both, whole in measures.in_two_units(here.amounts):
        if amount in both:
            return any(measures.alike(whole, each) for _, each in theirs) or any(
                measures.alike(whole, each)
                for other in there.amounts
                for each in measures.in_one_unit(other)
            )
    return any(
        measures.alike(one, whole) for _, whole in theirs for one in measures.in_one_unit(amount)
    )


def _meant(amount: Amount, here: Sentence, there: Sentence) -> bool:
    """A word that means the number in some way: noon is 12, square kilometres are km2."""
    values = amount.values or tuple(map(float, amount.parts))
    return all(("means", value) in there.kinds for value in values[:2])


def _decade(amount: Amount, here: Sentence, there: Sentence) -> bool:
    """The 1970s, which are the seventies; and a year in two figures."""
    key = re.sub(r"\D", "", amount.figures)
    if amount.scale is not None or amount.values != (float(key or 0),):
        return False
    if len(key) == 4:
        if there.centuries and int(key[:2]) + 1 not in there.centuries:
            return False
        short = float(key[2:]) in there.values or key[2:] in there.figures
        return short and key[:2] in ("17", "18", "19", "20")
    if len(key) == 2:
        return any(len(_key(each)) == 4 and _key(each).endswith(key) for each in there.amounts)
    return False


def _century(amount: Amount, here: Sentence, there: Sentence) -> bool:
    """The 1800s, which are the 19th century, also in Roman figures."""
    values = {value for value in amount.values if value == int(value) and 0 < value < 40}
    if not values:
        value = next(iter(amount.values), 0.0)
        return (
            value >= 100
            and value % 100 == 0
            and (value / 100 + 1) in there.values | roman(there.text)
        )
    if not values.isdisjoint(roman(there.text)):
        return True
    return any((value - 1) * 100 in there.values for value in values)


def _month(amount: Amount, here: Sentence, there: Sentence) -> bool:
    """The number of a month that the other side names."""
    if any(
        str(month) in each.parts and _key(amount) in each.parts
        for month in here.months
        for each in there.amounts
        if len(each.parts) > 1
    ):
        return True
    months = {float(value) for kind, value in there.kinds if kind == "month"}
    months |= {*map(float, there.months)}
    if not months:
        return False
    numbers = set(amount.values) | set(map(float, amount.parts))
    if not months.isdisjoint(numbers) and len(amount.parts) < 2:
        return True
    rest = [float(part) for part in amount.parts if float(part) not in months]
    return len(rest) < len(amount.parts) and all(part in there.values for part in rest)


def _other_calendar(amount: Amount, here: Sentence, there: Sentence) -> bool:
    """The day or the year of a date in the Persian calendar or the Gregorian one."""
    if persian.years(amount, here, there) or persian.years(amount, there, here):
        return True
    return any(
        persian.same(one, other)
        for one, other in ((here, there), (there, here))
        if _key(amount) in {*persian.figures(one), *persian.figures(other)}
    )


NEAR = 0.2
"""How far from a count of dozens a round number of the target may be: two dozen, два десятка."""


def _dozen(amount: Amount, here: Sentence, there: Sentence) -> bool:
    """Dozens, which other languages count in tens."""
    return "dozen" in amount.shown and any(
        abs(one - other) <= NEAR * one for one in amount.values for other in there.values
    )


def _shares(sentence: Sentence) -> Iterator[tuple[Amount, Amount, float]]:
    """Yield the numbers of which one is said to be a part of the other: four in ten."""
    texts = sentence.tokens.texts
    for part, whole in pairwise(sentence.amounts):
        joined = texts[part.end : whole.start] in _OF and part.values and whole.values
        if joined and 0 < part.values[0] < whole.values[0]:
            yield part, whole, part.values[0] / whole.values[0]


_OF = (("in",), ("in", "every"), ("out", "of"), ("of", "every"))


def _share(amount: Amount, here: Sentence, there: Sentence) -> bool:
    """One in five, which is a fifth and 20 per cent."""
    for part, whole, share in _shares(here):
        if amount in (part, whole) and any(_is(share, value) for value in there.values):
            return True
    if amount.figures and any(_part_of(amount, part, there) for part in _FRACTIONS & there.values):
        return True
    return any(_is(share, value) for *_, share in _shares(there) for value in amount.values)


_FRACTIONS = frozenset({0.5, 0.25, 0.333, 0.667, 0.75})


def _part_of(amount: Amount, part: float, there: Sentence) -> bool:
    """Whether a number is a part of another one: half of the 1,200, which are 600."""
    near = max(1.0, amount.values[0] / HUNDRED) if amount.values else 0.0
    wholes = (value for each in there.amounts if each.figures for value in each.values)
    return near > 0 and any(abs(part * whole - amount.values[0]) <= near for whole in wholes)


def _per_cent(amount: Amount, here: Sentence, there: Sentence) -> bool:
    """A fifth, which is 20 per cent."""
    if "percent" in amount.units:
        return any(0 < share < 1 and _is(share, amount.values[0]) for share in there.values)
    parts = [value for value in amount.values if 0 < value < 1]
    percents = [value for each in there.amounts if "percent" in each.units for value in each.values]
    return any(_is(part, value) for part in parts for value in percents)


def _is(share: float, value: float) -> bool:
    return abs(value - share) < 0.006 or abs(value - HUNDRED * share) < 0.6


HUNDRED = 100

_POWER = lazily(r"(?:[kcmd]?m|км|см|мм|м|ft|mi|in|CO|co)[23²³]")


def _power(amount: Amount, here: Sentence, there: Sentence) -> bool:
    """The power of a unit: km2."""
    return amount.figures in ("2", "3") and _POWER.search(here.text) is not None


@cache
def _dual_of(language: str) -> re.Pattern[str] | None:
    endings = record(language).dual
    return re.compile(rf"(?<=[^\W\d_]{{2}})(?:{endings})(?![^\W_])") if endings else None


def _dual(amount: Amount, here: Sentence, there: Sentence) -> bool:
    """A dual, which says two without a word for it; Arabic plurals in -in look the same."""
    dual = _dual_of(there.language)
    if dual is None or 2.0 not in amount.values:
        return False
    return dual.search(there.text) is not None and _counts(amount, here)


def _counts(amount: Amount, here: Sentence) -> bool:
    """Whether a number counts something: it is part neither of a score nor of a code."""
    texts = here.tokens.texts
    return amount.end < len(texts) and texts[amount.end][0].isalpha()


def _words_unknown(amount: Amount, here: Sentence, there: Sentence) -> bool:
    """A language whose words for numbers are not known."""
    if not there.known:
        if amount.scale is not None:
            bare = {value for each in there.amounts for value in (*each.values, *each.bare)}
            return not bare.isdisjoint(amount.bare or amount.values) or not amount.bare
        return any(value <= 20 or (value < 100 and value % 10 == 0) for value in amount.values)
    if not here.known:
        return any(not {*amount.values}.isdisjoint(each.bare) for each in there.amounts)
    return False


EXCUSES: tuple[tuple[str, Excuse], ...] = (
    ("the same value", _same_value),
    ("the same writing", _same_writing),
    ("the same groups of figures", _same_figures),
    ("a part of a longer row of figures", _within_figures),
    ("the same clock time", _same_time),
    ("the same measure in another unit", _same_measure),
    ("a measure in two units", _in_two_units),
    ("a measure that stands in another unit beside it", _converted),
    ("a word that means the number", _meant),
    ("a decade", _decade),
    ("a century", _century),
    ("the number of a month", _month),
    ("a date in another calendar", _other_calendar),
    ("the power of a unit", _power),
    ("dozens", _dozen),
    ("a share of a number", _share),
    ("a part in per cent", _per_cent),
    ("the Arabic dual", _dual),
    ("words that are not known", _words_unknown),
)
"""What explains a number of one side by the other side."""


def _key(amount: Amount) -> str:
    return _digits(amount.figures)


@lru_cache(maxsize=1024)
def _digits(figures: str) -> str:
    return re.sub(r"\D", "", figures).lstrip("0")


def held(amount: Amount, here: Sentence, there: Sentence) -> bool:
    """Whether a number of one sentence is in the other, or explained by it."""
    if not there.values.isdisjoint(amount.values):
        return True
    return any(excuse(amount, here, there) for _, excuse in EXCUSES)
