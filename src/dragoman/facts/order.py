"""What numbers and days of a sentence are bound to, so that two that changed places are seen."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from dragoman.facts.amount import Amount
from dragoman.facts.tokens import Tokens
from dragoman.languages import record

COUNTED = ("dead", "injured", "missing", "detained")
"""What became of the people that are counted."""

PAIRS = (
    ("from", "to"),
    ("from day", "to day"),
    ("from month", "to month"),
    *combinations(COUNTED, 2),
)
"""Two ends of a change, and two counts, whose numbers a translation may swap."""

NEAR = 4
"""Tokens between a number and what is counted."""

_FROM = ("den", "dan", "ten", "tan")
_TO = ("e", "a", "ye", "ya", "ne", "na")
"""Endings of Turkish numbers."""


def order(tokens: Tokens, amounts: tuple[Amount, ...]) -> dict[str, tuple[float, ...]]:
    """Return the values that are bound to each thing; only what exactly one number is bound to."""
    by_endings = record(tokens.language).moves_by_endings
    dated = not _DATED.isdisjoint(tokens.kinds)
    if not (amounts or dated) or ("order" not in tokens.kinds and not by_endings):
        return {}
    taken = frozenset(place for each in amounts for place in range(each.start, each.end))
    found: dict[str, list[tuple[float, ...]]] = {}
    for amount in amounts:
        if not amount.values or amount.kind in ("weak", "ordinal"):
            continue
        for name in (_end(tokens, amount), _counted(tokens, amount, taken)):
            if name:
                found.setdefault(name, []).append(amount.values)
    if dated:
        for name, value in _dates(tokens):
            found.setdefault(name, []).append((value,))
    return {name: values[0] for name, values in found.items() if len(values) == 1}


def _end(tokens: Tokens, amount: Amount) -> str:
    """Return `from` or `to` for a number that stands after such a word, or has such an ending."""
    if record(tokens.language).moves_by_endings:
        return _turkish(tokens, amount)
    return _before(tokens, amount.start)


def _before(tokens: Tokens, start: int) -> str:
    """Return which of `from` and `to` stands before a place."""
    for place in range(start - 1, max(-1, start - 3), -1):
        for kind, value in tokens.tags.get(place, ()):
            if kind == "order" and value in ("from", "to"):
                return str(value)
    return ""


_DATED = frozenset({"day", "month"})
_BARE = frozenset({"cuma", "çarşamba", "perşembe"})
"""Days of the week that end as those do that something is moved to: cumaya, pazara."""


def _dates(tokens: Tokens) -> Iterator[tuple[str, float]]:
    """Yield the days of the week and the months that something is moved from or to."""
    for place, tags in tokens.tags.items():
        for kind, value in tags:
            if kind not in _DATED:
                continue
            if not record(tokens.language).moves_by_endings:
                end = _before(tokens, place)
            elif tokens.texts[place].endswith(_FROM):
                end = "from"
            else:
                moved = tokens.texts[place].endswith(_TO) and tokens.texts[place] not in _BARE
                end = "to" if moved else ""
            if end:
                yield f"{end} {kind}", float(value)


def _turkish(tokens: Tokens, amount: Amount) -> str:
    after = tokens.texts[amount.end : amount.end + 2]
    ending = after[1] if len(after) == 2 and after[0] == "'" else ""
    return "from" if ending in _FROM else "to" if ending in _TO else ""


def _counted(tokens: Tokens, amount: Amount, taken: frozenset[int]) -> str:
    """Return what became of the people that a number counts: the nearest word, up to the next."""
    behind = _nearest(tokens, range(amount.end, amount.end + NEAR), taken)
    before = _nearest(tokens, range(amount.start - 1, amount.start - 1 - NEAR, -1), taken)
    return min(behind, before, key=lambda found: found[0])[1]


def _nearest(tokens: Tokens, places: range, taken: frozenset[int]) -> tuple[int, str]:
    """Return how far off the first word of the kind stands, and what it says."""
    for far, place in enumerate(places):
        if place in taken or (0 <= place < len(tokens.texts) and tokens.texts[place] in ";."):
            break
        for kind, value in tokens.tags.get(place, ()):
            if kind == "order" and value in COUNTED:
                return far, str(value)
    return NEAR, ""
