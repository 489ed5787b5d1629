"""Checks that one thing is called by one name."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterator, Sequence
from typing import TypeVar

from dragoman.checks.placed import Placed
from dragoman.model import Status
from dragoman.typography import bidi

WORDS = 3
"""Words of a target from which on it is no accident that two sources share it."""

_NOISE = re.compile(r"[\W_]+")


def check_inconsistent(units: Sequence[Placed]) -> Iterator[tuple[int, str]]:
    """Find sentences that are translated in one way here and in another there.

    The translation that most units have counts, of equally many that of an approved unit, then
    the first. Marks and capitals are no difference.
    """
    for group in _groups(units, lambda each: each.unit.source.strip()).values():
        if len(group) < 2:
            continue
        ways = {number: _bare(bidi.stripped(units[number].unit.target)) for number in group}
        counts = Counter(ways.values())
        if len(counts) < 2:
            continue
        leading = min(group, key=lambda n: (-counts[ways[n]], not _approved(units[n]), n))
        for number in group:
            if ways[number] != ways[leading]:
                other = units[leading]
                yield number, f"translated as “{other.unit.target}” in {other.where}"


def check_same_target(units: Sequence[Placed]) -> Iterator[tuple[int, str]]:
    """Find different sentences of one article that have one and the same translation.

    It is what a slip of copy and paste leaves, and what a lost model writes. Targets of fewer
    than three words are not looked at.
    """
    by_target = _groups(units, lambda each: (each.article, _bare(each.unit.target)))
    for (_, target), group in by_target.items():
        if len(target.split()) < WORDS:
            continue
        for number in group[1:]:
            first = units[group[0]]
            if _bare(units[number].unit.source) != _bare(first.unit.source):
                yield number, f"the same translation as for “{first.unit.source}” in {first.where}"


_Key = TypeVar("_Key", bound=Hashable)


def _groups(units: Sequence[Placed], key: Callable[[Placed], _Key]) -> dict[_Key, list[int]]:
    """Gather the numbers of the units with a valid translation by a key."""
    found: dict[_Key, list[int]] = defaultdict(list)
    for number, each in enumerate(units):
        if each.unit.target and each.unit.status is not Status.STALE:
            found[key(each)].append(number)
    return found


def _bare(text: str) -> str:
    return _NOISE.sub(" ", text).strip().casefold()


def _approved(each: Placed) -> bool:
    return each.unit.status is Status.APPROVED
