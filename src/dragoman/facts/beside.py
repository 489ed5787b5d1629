"""What stands beside an amount: its sign, its unit, its currency, half of a unit, a scale."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dragoman.facts.amount import Amount
from dragoman.facts.tokens import Tokens
from dragoman.languages import record

_BACK, _AHEAD = 2, 3
"""Tokens beside an amount among which its unit or its currency is looked for."""


_MONTHS = frozenset({"month", "maybe", "other"})
"""The kinds of words that make a date of two numbers: 19 марта 2027 года."""

_NEAR_SCALE, _NEAR_UNIT = 4, 2
"""Tokens from a number to the one whose scale or unit it may share: 340 to 500 million."""


def with_scales(made: Sequence[Amount], tokens: Tokens) -> Iterator[Amount]:
    """Let a number without a scale mean what it does with the scale of the next one as well."""
    for number, amount in enumerate(made):
        after = made[number + 1] if number + 1 < len(made) else None
        if after is None or after.start - amount.end > _NEAR_SCALE:
            yield amount
        elif _of_hundreds(amount, after):
            values = (amount.values[0], amount.values[0] * 100)
            yield amount._replace(values=values, units=amount.units or after.units)
        elif after.scale is None or amount.scale is not None:
            between = range(amount.end, after.start)
            near = len(between) < _NEAR_UNIT and not amount.units and amount.figures
            dated = any(
                not _MONTHS.isdisjoint(tokens.tags[each].kinds)
                for each in between
                if each in tokens.tags
            )
            yield amount._replace(units=after.units) if near and not dated else amount
        elif len(amount.values) != 1:
            yield amount
        else:
            units, money = amount.units or after.units, amount.money or after.money
            values = (amount.values[0], amount.values[0] * after.scale)
            yield amount._replace(values=values, units=units, money=money)


def _of_hundreds(amount: Amount, after: Amount) -> bool:
    """Whether a number goes with the hundreds of the next one: three to four hundred."""
    if amount.kind != "word" or after.kind != "word" or after.end - after.start < 2:
        return False
    one, other = amount.values[:1], after.values[:1]
    return bool(one and other and 1 <= one[0] < other[0] / 100 < 10 and not other[0] % 100)


def with_halves(made: Sequence[Amount], tokens: Tokens) -> Iterator[Amount]:
    """Join a half that stands after the unit: `یک سال و نیم`, `عاما ونصف`, `год с половиной`."""
    waiting: Amount | None = None
    for amount in made:
        unit = _unit_before(amount, tokens)
        if unit is None:
            if waiting is not None:
                yield waiting
            waiting = amount
            continue
        whole, own = 1.0, amount.start
        if waiting is not None and waiting.end in (unit, unit + 1) and len(waiting.values) == 1:
            whole, own, waiting = waiting.values[0], waiting.start, None
        elif waiting is not None:
            yield waiting
        value = whole + amount.values[0]
        tags = tokens.tags[unit]
        units = tuple(str(tag.value) for tag in tags if tag.kind == "unit")
        money = tuple(str(tag.value) for tag in tags if tag.kind == "money")
        shown = " ".join(tokens.texts[own : amount.end])
        waiting = amount._replace(
            values=(value,),
            start=min(own, unit),
            units=units,
            money=money,
            kind="part",
            shown=shown,
        )
    if waiting is not None:
        yield waiting


_MEASURES = frozenset({"unit", "money"})


def _unit_before(amount: Amount, tokens: Tokens) -> int | None:
    """Return where the unit stands to which a part is added; `None` for any other amount."""
    if amount.kind != "part" or amount.values[0] not in (0.5, 0.25, 0.75):
        return None
    place = amount.start - 1
    joined = record(tokens.language).units_first and tokens.texts[amount.start][0] == "و"
    joined = joined or _half_of_a_unit(place, tokens)
    if place >= 0 and not joined:
        if tokens.language == "en" and tokens.texts[place] in ("a", "an"):
            place -= 1  # an hour and a half
        if not any(tag.kind == "and" for tag in tokens.tags.get(place, ())):
            return None
        place -= 1
    if place < 0 or _MEASURES.isdisjoint(tag.kind for tag in tokens.tags.get(place, ())):
        return None
    return place


def _half_of_a_unit(place: int, tokens: Tokens) -> bool:
    """Whether a half behind a place goes with a number and its unit there: `bir saat buçuk`."""
    half = any(tag.kind == "half" for tag in tokens.tags.get(place + 1, ()))
    return half and place - 1 in tokens.numbers


def measured(amount: Amount, tokens: Tokens) -> Amount:
    """Add what stands beside an amount: its sign, its unit, its currency."""
    texts, tags = tokens.texts, tokens.tags
    start, end = amount.start, amount.end
    if amount.figures and amount.scale is None and end < len(texts):
        times = record(tokens.language).scale_letters.get(texts[end])
        if times is not None:
            scaled = tuple(each * times for each in amount.values)
            amount = amount._replace(values=(*amount.values, *scaled), scale=times)
    # Most amounts are bare numbers of things.
    behind = not tags.keys().isdisjoint(range(end, end + _AHEAD))
    before = not tags.keys().isdisjoint(range(start - _BACK - 1, end))
    if not (behind or before or tokens.below_zero):
        return amount
    units = amount.units or _own_units(tokens, amount)
    units = units or _beside(tokens, end, "unit") or _before(tokens, start, "unit")
    money = amount.money or _beside(tokens, end, "money") or _before(tokens, start, "money")
    if money and "m" in units:  # £5m
        place = units.index("m")
        units = [*units[:place], *units[place + 1 :]]
    negative = _negative(tokens, start)
    if not (units or money or negative):
        return amount
    return amount._replace(units=tuple(units), money=tuple(money), negative=negative)


def _own_units(tokens: Tokens, amount: Amount) -> Sequence[str]:
    """Return the units that its own words name: полчаса, عامين."""
    if tokens.language == "en" or "unit" not in tokens.kinds:
        return ()  # “second” is an ordinal number
    own = (tokens.tags.get(place) for place in range(amount.start, amount.end))
    return [
        str(tag.value)
        for tags in own
        if tags is not None and tags.number is not None
        for tag in tags
        if tag.kind == "unit"
    ]


def _beside(tokens: Tokens, end: int, kind: str) -> Sequence[str]:
    """Return the units right after an amount; an adjective may stand between."""
    if kind not in tokens.kinds:
        return ()
    texts, tags = tokens.texts, tokens.tags
    for place in range(end, min(end + _AHEAD, len(texts))):
        text, said = texts[place], tags.get(place)
        if said is not None:
            if kind in said.kinds:
                return [str(tag.value) for tag in said if tag.kind == kind]
            if said.number is not None:
                break
        if text[0].isdigit() or text in ",;:.!?()،؛؟—":
            break
    return ()


_BETWEEN = ("-", ".", "ال")
"""What stands between a unit and its number: الساعات ال48."""


def _before(tokens: Tokens, start: int, kind: str) -> Sequence[str]:
    """Return the units right before an amount: `$5`, `yüzde 5`, `السنوات الثلاث`."""
    if kind not in tokens.kinds:
        return ()
    place = start - 1
    while place >= 0 and tokens.texts[place] in _BETWEEN:
        place -= 1
    if place < 0 or start - place > _BACK:
        return ()
    any_unit = kind == "money" or record(tokens.language).units_first
    return [
        str(tag.value)
        for tag in tokens.tags.get(place, ())
        if tag.kind == kind and (any_unit or tag.value == "percent")
    ]


def _negative(tokens: Tokens, start: int) -> bool:
    """Whether a minus stands right before an amount."""
    if start == 0:
        return False
    before = tokens.tags.get(start - 1)
    if before is not None and "minus" in before.kinds:
        return True
    return tokens.texts[start] in tokens.below_zero
