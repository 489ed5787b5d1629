"""Amounts that are the same in other units, and amounts of another size."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from itertools import pairwise

from dragoman.facts.amount import Amount
from dragoman.facts.sentence import Sentence

_SECONDS = {
    "second": 1.0,
    "minute": 60.0,
    "hour": 3600.0,
    "day": 86_400.0,
    "week": 604_800.0,
    "month": 2_629_800.0,
    "year": 31_557_600.0,
    "decade": 315_576_000.0,
    "century": 3_155_760_000.0,
}
_METRES = {
    "mm": 0.001,
    "cm": 0.01,
    "m": 1.0,
    "km": 1000.0,
    "inch": 0.0254,
    "foot": 0.3048,
    "yard": 0.9144,
    "mile": 1609.3,
}
_GRAMS = {
    "mg": 0.001,
    "g": 1.0,
    "kg": 1000.0,
    "tonne": 1e6,
    "ounce": 28.35,
    "lb": 453.6,
}
_LITRES = {"ml": 0.001, "litre": 1.0, "gallon": 3.785, "barrel": 159.0}
_AREA = {"hectare": 10_000.0, "acre": 4047.0}
_SPEED = {"kmh": 1.0, "mph": 1.609, "km": 1.0, "mile": 1.609}
_WATTS = {"watt": 1.0, "kw": 1e3, "mw": 1e6, "gw": 1e9}

TIME = frozenset(_SECONDS)

DIMENSIONS = (_SECONDS, _METRES, _GRAMS, _LITRES, _AREA, _SPEED, _WATTS)
"""Units of one kind, each in one unit of that kind."""

NEAR = 0.12
"""How far a measure may be off that a translator converted, being rounded."""

EXACT = 0.04
"""The same for lengths of time: months are taken for four weeks."""

_OLD = frozenset({"inch", "foot", "yard", "mile", "ounce", "lb", "gallon", "barrel", "acre", "mph"})


def same(one: Amount, other: Amount) -> bool:
    """Whether two amounts are the same in different units."""
    for unit in one.units:
        for own in other.units:
            if unit == own:
                continue
            for dimension in DIMENSIONS:
                if unit in dimension and own in dimension:
                    near = EXACT if dimension is _SECONDS else NEAR
                    if _near(one, dimension[unit], other, dimension[own], near):
                        return True
    if "degree" in one.units and "degree" in other.units:
        return _fahrenheit(one, other) or _fahrenheit(other, one)
    if not _OLD.isdisjoint(one.units) or not _OLD.isdisjoint(other.units):
        return _converted(one, other) or _converted(other, one)
    return False


def _fahrenheit(one: Amount, other: Amount) -> bool:
    """Whether the other is a temperature in Celsius, rounded, of the first in Fahrenheit."""
    return any(
        abs((value - 32) * 5 / 9 - each * (-1 if other.negative else 1)) <= 2
        for value in one.values
        for each in other.values
    )


def _near(one: Amount, times: float, other: Amount, by: float, near: float) -> bool:
    return any(
        abs(value * times - each * by) <= near * each * by
        for value in one.values
        for each in other.values
    )


_FACTORS = {
    "mile": (1.609,),
    "mph": (1.609,),
    "foot": (0.3048, 30.48),
    "inch": (2.54, 25.4),
    "lb": (0.4536,),
    "yard": (0.9144,),
    "gallon": (3.785,),
    "acre": (0.4047,),
    "ounce": (28.35,),
}


def _converted(one: Amount, other: Amount) -> bool:
    """Whether the other is the first in metric measures, its unit being one that is not known.

    Where it has one of the old units, it was not converted: 10 miles are not 16 miles.
    """
    return _OLD.isdisjoint(other.units) and any(
        abs(value * factor - each) <= NEAR * each
        for unit in one.units
        for factor in _FACTORS.get(unit, ())
        for value in one.values
        for each in other.values
    )


Measure = tuple[str, float]
"""The kind of a unit and how many of that kind's own units: metres, grams."""

_KINDS = (("metre", _METRES), ("gram", _GRAMS))
_IN_TWO = (
    ("metre", "foot", 0.3048, "inch", 0.0254),
    ("metre", "m", 1.0, "cm", 0.01),
    ("gram", "lb", 453.6, "ounce", 28.35),
    ("gram", "kg", 1000.0, "g", 1.0),
)
"""Units that stand together, the larger one first: 6 feet 6 inches, 1 м 98 см."""

_BESIDE = 3
"""Tokens between the two numbers: a unit, a mark and an “and”."""

_INCHES = 12
_ALIKE = 0.03


def in_two_units(amounts: Sequence[Amount]) -> Iterator[tuple[tuple[Amount, Amount], Measure]]:
    """Yield each two numbers that are one measure in two units, with that measure.

    Inches may go without their unit: 6-foot-6.
    """
    for one, other in pairwise(amounts):
        if not one.values or not other.values or other.start - one.end > _BESIDE:
            continue
        for kind, large, much, small, little in _IN_TWO:
            bare = not other.units and small == "inch" and other.values[0] < _INCHES
            if large in one.units and (small in other.units or bare):
                yield (one, other), (kind, one.values[0] * much + other.values[0] * little)


def in_one_unit(amount: Amount) -> Iterator[Measure]:
    """Yield the measures that an amount may be."""
    for kind, units in _KINDS:
        for unit in amount.units:
            if unit in units:
                yield from ((kind, value * units[unit]) for value in amount.values)


def alike(one: Measure, other: Measure) -> bool:
    """Whether two measures are the same but for rounding."""
    return one[0] == other[0] and abs(one[1] - other[1]) <= _ALIKE * other[1]


def scaled(amount: Amount, there: Sentence) -> Amount | None:
    """Return the amount of another sentence that is this one in thousands, millions or so."""
    if amount.scale is None and not any(each.scale for each in there.amounts):
        return None
    for other in there.amounts:
        if (amount.scale is None and other.scale is None) or other.kind in ("weak", "ordinal"):
            continue
        if any(_power(value, each) for value in amount.values for each in other.values):
            return other
    return None


def _power(one: float, other: float) -> bool:
    """Whether two values differ by thousands, and in nothing else."""
    if one <= 0 or other <= 0 or one == other:
        return False
    power = math.log10(one / other) / 3
    return round(power) != 0 and abs(power - round(power)) < 1e-6
