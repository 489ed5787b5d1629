"""Clock times that are said in words: quarter to six, السادسة والربع, без четверти шесть."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from dragoman.facts.amount import Amount
from dragoman.facts.stored import stored
from dragoman.facts.tokens import Tokens

HALF_DAY = 12 * 60
NEAR = 2
"""Words between the hour and the minutes."""

_PARTS = {0.25: 15, 0.5: 30, 0.75: 45}
_BARE = frozenset({5, 10, 20, 25})
"""Minutes that need no word for them: ten to six."""


def spoken(tokens: Tokens, amounts: Sequence[Amount]) -> Iterator[int]:
    """Yield the times that words surely say, in minutes since noon or midnight."""
    said = stored(tokens.language, "calendar")
    less, more = frozenset(said["to"].split()), frozenset(said["past"].split())
    for first, second in pairwise(amounts):
        if second.start - first.end > NEAR or first.figures or second.figures:
            continue
        between = tokens.texts[first.end : second.start]
        around = {*tokens.texts[max(0, first.start - 1) : first.start], *between}
        around.update(tokens.texts[second.end : second.end + 1])
        for hour, part in ((first, second), (second, first)):
            minutes = _minutes(part, bare=not less.isdisjoint(around))
            if minutes is None or not _is_hour(hour):
                continue
            hours = int(hour.values[0])
            if not less.isdisjoint(around):
                yield (60 * hours - minutes) % HALF_DAY
            elif hour is second and hour.kind == "ordinal" and said.get("next hour"):
                if len(between) == int("minute" in part.units):
                    yield (60 * (hours - 1) + minutes) % HALF_DAY
            elif hour is first and _added(part, between, around, more):
                yield (60 * hours + minutes) % HALF_DAY


def _minutes(part: Amount, *, bare: bool) -> int | None:
    if not part.values:
        return None
    value = part.values[0]
    if part.kind == "part":
        return _PARTS.get(value)
    counted = "minute" in part.units or (bare and not part.units and value in _BARE)
    return int(value) if counted and value == int(value) and 0 < value < 60 else None


def _is_hour(amount: Amount) -> bool:
    return (
        amount.kind in ("word", "ordinal")
        and len(amount.values) > 0
        and amount.values[0] in range(1, 13)
        and not {*amount.units} - {"hour"}
    )


def _added(part: Amount, between: Sequence[str], around: set[str], more: frozenset[str]) -> bool:
    """Whether minutes are added to the hour before them: شش و ربع, السادسة والربع."""
    if part.shown.startswith("و") and not between:
        return True
    return not more.isdisjoint(around) and len(between) < NEAR
