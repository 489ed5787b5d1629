"""What people changed in the machine's text, and how much work that was.

The machine's text is in the record of each unit. The figures are those that the field uses: chrF
(higher is closer, 100 is the same) and TER (edits for each 100 words of the human version, 0 is
none), both by sacrebleu, and the share of segments that stayed as the machine wrote them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from dragoman.difference import Difference, difference
from dragoman.errors import DragomanError
from dragoman.files import Spool
from dragoman.model import Origin, Status, Unit
from dragoman.workflow.judged import Counts, counted, tallies
from dragoman.workflow.reviewed import Reviewed
from dragoman.workflow.scope import Scope
from dragoman.workflow.spread import spread
from dragoman.workflow.work import Tally

BANDS = (0.95, 0.9, 0.8, 0.7, 0.5, 0.0)
"""The lowest confidences of the bands in which it is said what a confidence is worth."""


@dataclass(frozen=True, slots=True)
class Edited:
    """A unit in which a person changed the machine's text."""

    article: str
    locale: str
    path: str
    unit: Unit
    change: Difference
    """From the machine's version to the person's."""


@dataclass(slots=True)
class DiffReport:
    """What people changed."""

    edited: Spool[Edited] = field(default_factory=Spool)
    untouched: int = 0
    """Units that stand as the machine wrote them."""

    problems: list[DragomanError] = field(default_factory=list)

    @property
    def failed(self) -> bool:
        """Whether any file could not be read."""
        return bool(self.problems)


@dataclass(frozen=True, slots=True)
class Effort:
    """The work that one engine left to people in one locale and month."""

    locale: str
    engine: str
    """The signature without what was done to rescue single sentences."""

    month: str
    """Of the approval, such as `2026-11`."""

    segments: int
    words: int
    """Words of the source."""

    untouched: int
    chrf: float
    ter: float


@dataclass(frozen=True, slots=True)
class Worth:
    """What the confidence of one engine is worth in one locale, within a band."""

    locale: str
    engine: str
    least: float
    """The lowest confidence of the band; the next band's is the first above it."""

    judged: int
    kept: int
    """Of these, accepted as the machine wrote them."""


@dataclass(slots=True)
class EffortReport:
    """The work that engines left, by locale, engine and month."""

    rows: list[Effort] = field(default_factory=list)
    worth: list[Worth] = field(default_factory=list)
    """What a confidence was worth, the highest band of each engine first."""

    problems: list[DragomanError] = field(default_factory=list)

    @property
    def failed(self) -> bool:
        """Whether any file could not be read."""
        return bool(self.problems)


def diff(scope: Scope) -> DiffReport:
    """Compare the machine's version with the person's, unit by unit. Writes nothing."""
    report = DiffReport()
    for found, units in _machine_made(scope):
        for unit in units:
            if not unit.edited or unit.record is None:
                report.untouched += 1
                continue
            change = difference(unit.record.machine, unit.target)
            article = found.article.path
            report.edited.append(Edited(article, found.locale, found.path, unit, change))
    report.problems = scope.problems
    return report


def effort(scope: Scope) -> EffortReport:
    """Measure the work in what was accepted, reviewed or approved. Writes nothing.

    The month is that of the acceptance; empty where nothing tells.
    """
    report = EffortReport()
    rows: dict[tuple[str, str, str], Tally] = {}
    judged: dict[str, list[Counts]] = defaultdict(list)
    files = len(scope.names) * len(scope.locales)
    for made, counts in spread(scope, _tallied, scope.names, files):
        for key, tally in made.items():
            rows[key] = rows[key] + tally if key in rows else tally
        for locale, some in counts.items():
            judged[locale] += some
    for (locale, engine, month), tally in sorted(rows.items()):
        report.rows.append(Effort(locale, engine, month, **tally.figures))
    for locale, some in sorted(judged.items()):
        report.worth += _worth(locale, some)
    report.problems = scope.problems
    return report


_Tallies = tuple[dict[tuple[str, str, str], Tally], dict[str, list[Counts]]]
"""What was accepted, by locale, engine and month; what was judged, by locale."""


def _tallied(scope: Scope, names: Sequence[str]) -> _Tallies:
    """Count the work in some articles."""
    groups: dict[tuple[str, str, str], list[Unit]] = defaultdict(list)
    judged: dict[str, list[Counts]] = defaultdict(list)
    for found, units in _machine_made(scope, names):
        judged[found.locale].append(counted(units))
        for unit in units:
            if unit.status in (Status.REVIEWED, Status.APPROVED) and unit.record is not None:
                month = unit.record.accepted.month if unit.record.accepted else ""
                groups[found.locale, unit.credit, month].append(unit)
    return {key: Tally.of(units) for key, units in groups.items()}, dict(judged)


def _worth(locale: str, judged: Iterable[Counts]) -> Iterator[Worth]:
    for engine, tally in sorted(tallies(judged).items()):
        above = 2.0
        for least in BANDS:
            cells = [cell for confidence, cell in tally.items() if least <= confidence < above]
            above = least
            if cells:
                every, kept = (sum(column) for column in zip(*cells, strict=True))
                yield Worth(locale, engine, least, every, kept)


def _machine_made(
    scope: Scope, names: Sequence[str] | None = None
) -> Iterator[tuple[Reviewed, list[Unit]]]:
    """Yield of each review file what a machine translated."""
    for found in scope.every_merged(names):
        units = [
            unit
            for unit in found.catalog.units
            if unit.record is not None
            and unit.record.origin is Origin.MT
            and unit.credit
            and unit.record.machine
            and unit.target
            and unit.status is not Status.STALE
        ]
        yield found, units
