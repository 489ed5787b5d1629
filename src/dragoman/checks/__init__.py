"""What can be said of a translation without knowing the language.

`CHECKS` is the table of all checks, run from top to bottom over units that have a target. A
check takes a `Pair` and yields a message for each thing it finds.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from dragoman.checks import digits, language, length, numbers, repetition, structure
from dragoman.checks.pair import Pair
from dragoman.model import Finding, Severity, Status, Syntax, Unit
from dragoman.typography import bidi

__all__ = ["CHECKS", "Check", "Pair", "findings"]


@dataclass(frozen=True, slots=True)
class Check:
    """A named rule."""

    name: str
    severity: Severity
    run: Callable[[Pair], Iterator[str]]


CHECKS: tuple[Check, ...] = (
    Check("verbatim", Severity.ERROR, structure.check_verbatim),
    Check("markup", Severity.ERROR, structure.check_markup),
    Check("emphasis", Severity.WARNING, structure.check_emphasis),
    Check("untranslated", Severity.ERROR, language.check_untranslated),
    Check("junk", Severity.ERROR, language.check_junk),
    Check("loop", Severity.ERROR, repetition.check_loop),
    Check("stutter", Severity.WARNING, repetition.check_stutter),
    Check("truncated_length", Severity.WARNING, length.check_truncated_length),
    Check("digits_reversed", Severity.ERROR, digits.check_digits_reversed),
    Check("number_missing", Severity.WARNING, numbers.check_missing),
)

MACHINE: dict[str, Severity] = {
    "empty": Severity.ERROR,
    "truncated": Severity.ERROR,
    "broken": Severity.ERROR,
    "unknown": Severity.WARNING,
    "split": Severity.WARNING,
    "markup_position": Severity.WARNING,
}
"""Findings that only the making of a text can bring about. They stay with the unit until a
person edits or accepts it."""


def findings(unit: Unit, syntax: Syntax, source: str, target: str) -> tuple[Finding, ...]:
    """Return what is to be said of the unit now, without what a person dismissed.

    `source` and `target` are language codes. The unit's own findings count only as far as they
    are the machine's; all others are made anew.
    """
    found: list[Finding] = []
    accepted = unit.status in (Status.REVIEWED, Status.APPROVED)
    if not unit.edited and not accepted:
        found += [
            replace(each, severity=MACHINE[each.check])
            for each in unit.findings
            if each.check in MACHINE
        ]
    if unit.target and unit.status is not Status.STALE:
        pair = Pair(unit.source, bidi.stripped(unit.target), syntax, source, target)
        found += [
            Finding(check.name, message, check.severity)
            for check in CHECKS
            for message in check.run(pair)
        ]
    return tuple(dict.fromkeys(each for each in found if each.check not in unit.ignore))
