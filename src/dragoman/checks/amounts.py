"""Checks of what amounts are amounts of: currencies and units."""

from __future__ import annotations

from collections.abc import Iterator

from dragoman.checks.pair import Pair
from dragoman.facts import Amount, Sentence, measures
from dragoman.patterns import lazily


def check_currency(pair: Pair) -> Iterator[str]:
    """Find amounts of money whose currency is lost or another one."""
    here, there = pair.given.facts, pair.made.facts
    if not (here.known and there.known):
        return
    told: set[str] = set()
    for amount in here.looked_for:
        name = amount.money[0] if amount.money else ""
        if not name or name in told or not _counts(amount):
            continue
        if ("money", name) not in there.kinds or _bound_to_another(amount, there):
            told.add(name)
            yield f"{amount.shown} {name} is in the source, not in the target"
    yield from _pounds(here, there)


POUNDS = frozenset({"pound", "lira", "other"})
"""Money that may be called a pound: that of Lebanon and Syria is a lira in their own language."""


def _pounds(here: Sentence, there: Sentence) -> Iterator[str]:
    """Find pounds, of money or of weight, that became another currency."""
    for amount in here.looked_for:
        if "lb" not in amount.units or amount.money:
            continue
        for other in there.amounts:
            same = not {*amount.values}.isdisjoint(other.values)
            if same and other.money and POUNDS.isdisjoint(other.money):
                yield f"{amount.shown} pounds became {other.shown} {other.money[0]}"
                return


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
    for amount in here.looked_for:
        if not amount.units or amount.kind == "many":
            continue
        other = _in_another_unit(amount, here, there)
        if other is not None:
            yield f"{amount.shown} {amount.units[0]} became {other.shown} {other.units[0]}"
    yield from _single(here, there)


_ONE = lazily(
    r"\b(?:within|in|for|after|than|nearly|almost|lasted|took|takes)\s(?:more than |less than )?"
    r"(?:an|a|one) (minute|hour|day|week|month|year)(?!['’]?s| and)\b"
)


def _single(here: Sentence, there: Sentence) -> Iterator[str]:
    """Find a unit of time with no number that became another one: within an hour, within a day."""
    said = _ONE.findall(here.text) if here.says("unit") else ()
    if len(said) != 1 or len(_times(here)) != 1:
        return
    times = _times(there)
    counted = any(each.units and {*each.values} != {1.0} for each in there.amounts)
    if len(times) == 1 and said[0] not in times and not counted:
        yield f"one {said[0]} became one {min(times)}"


def _times(sentence: Sentence) -> frozenset[str]:
    units = (str(value) for kind, value in sentence.kinds if kind == "unit")
    return measures.TIME.intersection(units)


def _in_another_unit(amount: Amount, here: Sentence, there: Sentence) -> Amount | None:
    """Return the number of the target that has the same value and another unit."""
    alike = [*_of_value(amount, there)]
    if not alike or any(not {*amount.units}.isdisjoint(other.units) for other in alike):
        return None
    if any(measures.same(amount, other) for other in there.amounts):
        return None
    named = any(("unit", unit) in there.kinds for unit in amount.units)
    for other in alike:
        together = {*amount.units, *other.units}
        if any(together <= same for same in _ALIKE):
            continue
        if (named or _elsewhere(other, here)) and not _of_time(amount, other, here, there):
            continue
        return other
    return None


def _of_value(amount: Amount, sentence: Sentence) -> Iterator[Amount]:
    """Yield the measures of a sentence that have the value of an amount."""
    values = {*amount.values}
    return (each for each in sentence.amounts if each.units and not values.isdisjoint(each.values))


def _of_time(amount: Amount, other: Amount, here: Sentence, there: Sentence) -> bool:
    """Whether two lengths of time differ, though both sides name the unit of either somewhere.

    A four day week and five hours are no four and five days. Where the target has the source's
    unit as well, it stands with other numbers, so that it is not that of this one.
    """
    if not {*amount.units, *other.units} <= measures.TIME:
        return False
    if any(not {*other.units}.isdisjoint(each.units) for each in _of_value(amount, here)):
        return False
    return _counted(amount.units[0], there)


def _counted(unit: str, sentence: Sentence) -> bool:
    """Whether each word for a unit stands with a number."""
    words = sum(
        tag.kind == "unit" and tag.value == unit
        for tags in sentence.tokens.tags.values()
        for tag in tags
    )
    return words <= sum(unit in each.units for each in sentence.amounts)


def _elsewhere(other: Amount, here: Sentence) -> bool:
    """Whether the source has the other unit as well, with whatever number."""
    return any(("unit", unit) in here.kinds for unit in other.units)
