"""Checks of what amounts are amounts of: currencies and units."""

from __future__ import annotations

from collections.abc import Iterator

from dragoman.checks.pair import Pair
from dragoman.facts import Amount, Sentence, measures


def check_currency(pair: Pair) -> Iterator[str]:
    """Find amounts of money whose currency is lost or another one."""
    here, there = pair.given.facts, pair.made.facts
    if not (here.known and there.known):
        return
    told: set[str] = set()
    for amount in here.amounts:
        name = amount.money[0] if amount.money else ""
        if not name or name in told or not _counts(amount):
            continue
        if ("money", name) not in there.kinds or _bound_to_another(amount, there):
            told.add(name)
            yield f"{amount.shown} {name} is in the source, not in the target"


def _counts(amount: Amount) -> bool:
    return bool(amount.scale) or amount.kind in ("figure", "word", "many")


def _bound_to_another(amount: Amount, there: Sentence) -> bool:
    """Whether the same value has another currency in the target, and none has this one."""
    values = {*amount.values}
    money = [
        each.money for each in there.amounts if each.money and not values.isdisjoint(each.values)
    ]
    return bool(money) and not any(amount.money[0] in each for each in money)


_ALIKE = (
    frozenset({"km", "kmh", "hour"}),
    frozenset({"mile", "mph", "hour"}),
    frozenset({"year", "century", "decade"}),
    frozenset({"lb", "pound"}),
    frozenset({"watt", "kw", "mw", "gw", "hour"}),
)
"""Units of which one may stand for another: kilometres an hour."""


def check_unit(pair: Pair) -> Iterator[str]:
    """Find measures whose unit became another one: 10 kilometres that are 10 miles."""
    here, there = pair.given.facts, pair.made.facts
    if not (here.known and there.known):
        return
    for amount in here.amounts:
        if not amount.units or amount.kind == "many":
            continue
        other = _in_another_unit(amount, there)
        if other is not None and not _elsewhere(other, here):
            yield f"{amount.shown} {amount.units[0]} became {other.shown} {other.units[0]}"


def _in_another_unit(amount: Amount, there: Sentence) -> Amount | None:
    if any(("unit", unit) in there.kinds for unit in amount.units):
        return None
    values = {*amount.values}
    if any(measures.same(amount, other) for other in there.amounts):
        return None
    for other in there.amounts:
        if other.units and not values.isdisjoint(other.values):
            together = {*amount.units, *other.units}
            if not any(together <= alike for alike in _ALIKE):
                return other
    return None


def _elsewhere(other: Amount, here: Sentence) -> bool:
    """Whether the source has the other unit as well, with whatever number."""
    return any(("unit", unit) in here.kinds for unit in other.units)
