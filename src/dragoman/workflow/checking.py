"""Check the units of a long article, on all cores where there are many of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain

from dragoman.model import Finding, Segment, Unit
from dragoman.workflow.saving import one_by_one
from dragoman.workflow.scope import Scope
from dragoman.workflow.spread import share

FEWEST = 2_000
"""Units for which other processes pay: one is ready when this one has checked some 1,500."""

AT_A_TIME = 250
"""Units that a process is given at once: a tenth of a second of work."""

_Asked = tuple[str, Unit, Segment]
"""A locale, and what is to be checked in it."""


def together(scope: Scope, pairs: Sequence[tuple[Unit, Segment]], locale: str) -> Iterable[Unit]:
    """Give the units with what checks say of them now, as `one_by_one` does, and sooner."""
    return (
        one_by_one(scope, pairs, locale) if len(pairs) < FEWEST else _shared(scope, pairs, locale)
    )


def _shared(scope: Scope, pairs: Sequence[tuple[Unit, Segment]], locale: str) -> Iterator[Unit]:
    asked = [(locale, unit, segment) for unit, segment in pairs]
    made = share(scope, _found, asked, AT_A_TIME)
    for (unit, _), found in zip(pairs, chain.from_iterable(made), strict=True):
        yield unit if found == unit.findings else replace(unit, findings=found)


def _found(scope: Scope, asked: Sequence[_Asked]) -> list[tuple[Finding, ...]]:
    """Return what checks say of some units."""
    locale = asked[0][0]
    pairs = [(unit, segment) for _, unit, segment in asked]
    return [unit.findings for unit in scope.checked_each(pairs, locale)]
