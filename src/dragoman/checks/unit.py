"""What the checks say of one unit."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import islice

from dragoman.checks import other, tongue
from dragoman.checks.pair import NOTHING_KNOWN, Context, Pair
from dragoman.checks.settings import Rules
from dragoman.checks.table import MACHINE, active, known
from dragoman.model import Finding, Segment, Status, Syntax, Unit
from dragoman.typography import bidi

_DEFAULTS = Rules()

PSEUDO = "pseudo"
"""The engine whose text is for trying a layout: letters with accents, and nothing to understand."""

_OF_LANGUAGE = frozenset((tongue.check_wrong_language, other.check_other_text))
"""The checks that ask for the words of a language."""

AT_A_TIME = 32
"""Units of which a check looks at one after the other, so that its code and its data are at hand in
the processor: of one alone, all checks take a fifth longer. Of more, too much is read at once."""


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
    codes = (source.partition("-")[0], target.partition("-")[0])
    pair = _pair(unit, syntax, codes, context, paragraphs=paragraphs, room=room)
    return _found([(unit, pair)], target, rules)[0]


def findings_of_each(
    units: Iterable[tuple[Unit, Segment]],
    source: str,
    target: str,
    rules: Rules = _DEFAULTS,
    context: Context = NOTHING_KNOWN,
) -> Iterator[tuple[Finding, ...]]:
    """Yield what `findings` returns for each of many units, and sooner."""
    codes = (source.partition("-")[0], target.partition("-")[0])
    pairs = (
        (
            unit,
            _pair(
                unit,
                segment.syntax,
                codes,
                context,
                paragraphs=segment.paragraphs,
                room=segment.room,
            ),
        )
        for unit, segment in units
    )
    while some := [*islice(pairs, AT_A_TIME)]:
        yield from _found(some, target, rules)


def _pair(
    unit: Unit,
    syntax: Syntax,
    codes: tuple[str, str],
    context: Context,
    *,
    paragraphs: bool,
    room: int | None,
) -> Pair:
    return Pair(
        unit.source,
        bidi.stripped(unit.target),
        syntax,
        *codes,
        context,
        paragraphs,
        written=unit.target,
        room=room,
    )


def _found(
    pairs: Sequence[tuple[Unit, Pair]], target: str, rules: Rules
) -> list[tuple[Finding, ...]]:
    found = [[*_made(unit, target, rules)] for unit, _ in pairs]
    every = [
        (unit, pair, own)
        for (unit, pair), own in zip(pairs, found, strict=True)
        if unit.target and unit.status not in (Status.STALE, Status.OMIT)
    ]
    looked_at = [(pair, own) for _, pair, own in every]
    in_language = [(pair, own) for unit, pair, own in every if not _is_artificial(unit)]
    for check, severity in active(rules, target):
        run = check.run
        for pair, own in in_language if run in _OF_LANGUAGE else looked_at:
            for message in run(pair):
                own.append(Finding(check.name, message, severity))
    return [
        _undismissed(unit, own) if own else () for (unit, _), own in zip(pairs, found, strict=True)
    ]


def _undismissed(unit: Unit, found: Sequence[Finding]) -> tuple[Finding, ...]:
    """Return the findings without those that a person dismissed, each once."""
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
