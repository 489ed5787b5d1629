"""Checks that look at many units at once: those of an article, or of the whole newsroom.

`MANY` is their table. Each is given the units of one locale, article after article.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache

from dragoman.checks import consistency, review
from dragoman.checks.placed import Placed
from dragoman.checks.settings import Rules
from dragoman.checks.table import MACHINE, checks, known
from dragoman.model import Finding, Severity

WARNING = Severity.WARNING


@dataclass(frozen=True, slots=True)
class Many:
    """A named rule for many units."""

    name: str
    severity: Severity
    run: Callable[[Sequence[Placed]], Iterator[tuple[int, str]]]
    """Yields which of the units it speaks of, counted from 0, and what it says."""


def check_ignore_unknown(units: Sequence[Placed]) -> Iterator[tuple[int, str]]:
    """Find names in `ignore` that no check has, which therefore dismiss nothing."""
    for number, each in enumerate(units):
        for name in each.unit.ignore:
            if known(name) not in names():
                near = get_close_matches(name, sorted(names()), 1)
                meant = f"did you mean `{near[0]}`?" if near else "`--explain all` lists them"
                yield number, f"`{name}` is not a check; {meant}"


MANY: tuple[Many, ...] = (
    Many("merge_conflict", Severity.ERROR, review.check_merge_conflict),
    Many("stale", WARNING, review.check_stale),
    Many("inconsistent", WARNING, consistency.check_inconsistent),
    Many("name_variants", WARNING, consistency.check_name_variants),
    Many("same_target", WARNING, consistency.check_same_target),
    Many("unedited_approved", WARNING, review.check_unedited_approved),
    Many("ignore_unknown", WARNING, check_ignore_unknown),
)


@cache
def names() -> frozenset[str]:
    """Return every name that a finding can have."""
    return (
        frozenset(check.name for check in checks()) | {check.name for check in MANY} | set(MACHINE)
    )


def findings_among(units: Sequence[Placed], locale: str, rules: Rules) -> list[list[Finding]]:
    """Return for each unit what is to be said of it beside the others, dismissed ones left out."""
    found: list[list[Finding]] = [[] for _ in units]
    for check in MANY:
        severity = rules.severity(check.name, check.severity, locale)
        if severity is None:
            continue
        for number, message in check.run(units):
            if check.name not in map(known, units[number].unit.ignore):
                found[number].append(Finding(check.name, message, severity))
    return found
