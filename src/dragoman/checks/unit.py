"""What the checks say of one unit."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from dragoman.checks import other, tongue
from dragoman.checks.pair import NOTHING_KNOWN, Context, Pair
from dragoman.checks.settings import Rules
from dragoman.checks.table import MACHINE, active, known
from dragoman.model import Finding, Status, Syntax, Unit
from dragoman.typography import bidi

_DEFAULTS = Rules()

PSEUDO = "pseudo"
"""The engine whose text is for trying a layout: letters with accents, and nothing to understand."""

_OF_LANGUAGE = frozenset((tongue.check_wrong_language, other.check_other_text))
"""The checks that ask for the words of a language."""


def findings(
    unit: Unit,
    syntax: Syntax,
    source: str,
    target: str,
    rules: Rules = _DEFAULTS,
    context: Context = NOTHING_KNOWN,
    *,
    paragraphs: bool = False,
    room: int | None = None,
) -> tuple[Finding, ...]:
    """Return what is to be said of the unit now, without what a person dismissed.

    `source` and `target` are locales. The unit's own findings count only as far as they are the
    machine's; all others are made anew. An approved unit keeps none of the machine's.
    `paragraphs` says whether there is room for a second one where the target goes, and `room` how
    many characters can be read while it is shown.
    """
    found = [*_made(unit, target, rules)]
    if unit.target and unit.status not in (Status.STALE, Status.OMIT):
        codes = (source.partition("-")[0], target.partition("-")[0])
        artificial = _is_artificial(unit)
        target_text = bidi.stripped(unit.target)
        pair = Pair(
            unit.source,
            target_text,
            syntax,
            *codes,
            context,
            paragraphs,
            written=unit.target,
            room=room,
        )
        found += [
            Finding(check.name, message, severity)
            for check, severity in active(rules, target)
            if not (artificial and check.run in _OF_LANGUAGE)
            for message in check.run(pair)
        ]
    if not found:
        return ()
    dismissed = {known(name) for name in unit.ignore}
    return _once(tuple(dict.fromkeys(each for each in found if each.check not in dismissed)))


@lru_cache(maxsize=4_096)
def _once(found: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """Return the same tuple for the same findings: many sentences of a long article have them."""
    return found


def _is_artificial(unit: Unit) -> bool:
    """Whether the text is pseudo-localized, and so in no language at all."""
    record = unit.record
    return record is not None and not unit.edited and record.signature.engine == PSEUDO


def _made(unit: Unit, locale: str, rules: Rules) -> Iterator[Finding]:
    """Yield what was doubtful in the making of a text that nobody has taken over yet."""
    if unit.edited or unit.status in (Status.REVIEWED, Status.APPROVED, Status.OMIT):
        return
    for each in unit.findings:
        if each.check in MACHINE:
            severity = rules.severity(each.check, MACHINE[each.check], locale)
            if severity is not None:
                yield replace(each, severity=severity)
