"""Which units a person should see first, and why.

The score is a sum of points. What would mislead readers weighs most: an error of a check, a
translation whose source has another number, name or negation by now, a text that is missing.
Then come other stale units and those that a person rejected, then warnings, then the machine's own
doubt, measured by what people kept of such text where that is known. What such findings are worth
was measured on stored translations (`tools/measure_risk.py`). How long a text is, and whether its
words are those that were approved elsewhere, was measured too, and foretells too little.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dragoman.calibration import Calibration
from dragoman.checks import explained
from dragoman.checks.review import ELSEWHERE
from dragoman.difference import difference
from dragoman.model import Finding, Origin, Severity, Status, Unit

_ERROR = 100.0
_ERROR_MORE, _MOST_ERRORS = 5.0, 4
"""For each further error, and how many further ones count."""

_GRAVELY_STALE = 90.0
_MISSING = 70.0
_STALE = 60.0
_REJECTED = 50.0
_WARNING, _MOST_WARNINGS = 15.0, 3
_LOOKS = 3.0
"""For a warning that speaks of marks and looks: the sentence is no worse than others. Of 212 such
findings 14 were of a sentence of the worst tenth, of 581 other ones 253."""

_OF_LOOKS = frozenset({"typographical", "style", "locale-violation", "characters"})
"""The types of ITS 2.0 of such warnings."""

_DOUBT = 40.0
"""For text that people never keep, or a confidence of 0; for the opposite, none."""

_UNEDITED = 5.0
"""Approved as the machine wrote it, with something else to be said of it."""


@dataclass(frozen=True, slots=True)
class Risk:
    """How much a unit needs a person."""

    score: float
    """From 0, which means that nothing speaks for a look."""

    reasons: tuple[str, ...]
    """The weightiest first."""


def risk(unit: Unit, calibration: Calibration | None = None) -> Risk:
    """Return how much the unit needs a person, and why.

    `calibration` is that of the unit's engine in its locale.
    """
    found = sorted(_points(unit, calibration), key=lambda each: -each[0])
    return Risk(sum(points for points, _ in found), tuple(reason for _, reason in found))


def _points(unit: Unit, calibration: Calibration | None) -> Iterator[tuple[float, str]]:
    if unit.status is Status.OMIT:
        return
    errors = [each for each in unit.findings if each.severity is Severity.ERROR]
    if errors:
        more = _ERROR_MORE * min(len(errors) - 1, _MOST_ERRORS)
        yield _ERROR + more, "; ".join(f"{each.check}: {each.message}" for each in errors)
    if unit.status is Status.NEW or not unit.target:
        yield _MISSING, "there is no translation"
    elif unit.status is Status.STALE:
        change = difference(unit.was, unit.source)
        what = f"the source changed ({change.told})" if unit.was else ELSEWHERE
        yield (_GRAVELY_STALE if change.grave else _STALE), what
    elif unit.status is Status.NEEDS_WORK:
        yield _REJECTED, f"needs work: {unit.note}" if unit.note else "needs work"
    warnings = [each for each in unit.findings if each.severity is Severity.WARNING]
    if warnings:
        points = sorted(map(_worth, warnings), reverse=True)[:_MOST_WARNINGS]
        yield sum(points), "; ".join(f"{each.check}: {each.message}" for each in warnings)
    yield from _doubt(unit, calibration, plain=not unit.findings)


def _worth(warning: Finding) -> float:
    about = explained().get(warning.check)
    return _LOOKS if about is not None and about.issue_type in _OF_LOOKS else _WARNING


def _doubt(
    unit: Unit, calibration: Calibration | None, *, plain: bool
) -> Iterator[tuple[float, str]]:
    """Yield points for machine text that nobody changed; an approved one was looked at."""
    sure = unit.record.confidence if unit.record is not None else None
    agreed = unit.record.agreement if unit.record is not None else None
    if unit.edited or not unit.target or unit.status is Status.STALE:
        return
    if unit.status is Status.APPROVED:
        if not plain and unit.origin is Origin.MT:
            yield _UNEDITED, "approved as the machine wrote it"
    elif unit.status is not Status.REVIEWED and agreed is not None:
        # Measured, it tells bad text better than any model's confidence of itself.
        yield _DOUBT * (1 - agreed), f"two engines agree to {agreed:.0%}"
    elif unit.status is not Status.REVIEWED and sure is not None and sure < 1:
        said = f"the model's confidence is {sure:.2f}"
        if calibration is None:
            yield _DOUBT * (1 - sure), said
        else:
            chance = calibration.chance(sure)
            yield _DOUBT * (1 - chance), f"{said}; people kept {chance:.0%} of such text"
