"""What people changed in the machine's text, and how much work that was.

The machine's text is in the record of each unit. The figures are those that the field uses: chrF
(higher is closer, 100 is the same) and TER (edits for each 100 words of the human version, 0 is
none), both by sacrebleu, and the share of segments that stayed as the machine wrote them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from dragoman.difference import Difference, difference
from dragoman.errors import DragomanError
from dragoman.model import Origin, Status, Unit
from dragoman.workflow.judged import counted, tallies
from dragoman.workflow.scope import Scope

if TYPE_CHECKING:
    from collections.abc import Sequence

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

    edited: list[Edited] = field(default_factory=list)
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
    for article, locale, unit, _ in _machine_made(scope):
        if not unit.edited or unit.record is None:
            report.untouched += 1
            continue
        path = scope.store.shown(scope.store.review_path(article, locale))
        change = difference(unit.record.machine, unit.target)
        report.edited.append(Edited(article, locale, path, unit, change))
    report.problems = scope.problems
    return report


def effort(scope: Scope) -> EffortReport:
    """Measure the work in what was accepted, reviewed or approved. Writes nothing.

    The month is that of the approval by `dragoman approve`. Where a person typed the status into
    the file, nothing says when; then it is the month in which the file was last saved.
    """
    report = EffortReport()
    groups: dict[tuple[str, str, str], list[Unit]] = defaultdict(list)
    judged: dict[str, list[Unit]] = defaultdict(list)
    for _, locale, unit, saved in _machine_made(scope):
        judged[locale].append(unit)
        if unit.status in (Status.REVIEWED, Status.APPROVED) and unit.record is not None:
            month = unit.record.accepted.month if unit.record.accepted else saved
            groups[locale, unit.credit, month].append(unit)
    for (locale, engine, month), units in sorted(groups.items()):
        report.rows.append(_measured(locale, engine, month, units))
    for locale, units in sorted(judged.items()):
        report.worth += _worth(locale, units)
    report.problems = scope.problems
    return report


def _worth(locale: str, units: Sequence[Unit]) -> Iterator[Worth]:
    for engine, tally in sorted(tallies([counted(units)]).items()):
        above = 2.0
        for least in BANDS:
            cells = [cell for confidence, cell in tally.items() if least <= confidence < above]
            above = least
            if cells:
                judged, kept = (sum(column) for column in zip(*cells, strict=True))
                yield Worth(locale, engine, least, judged, kept)


def _machine_made(scope: Scope) -> Iterator[tuple[str, str, Unit, str]]:
    """Yield article, locale and unit of what a machine translated, and the file's last month."""
    for found in scope.every_review():
        article, locale = found.article.path, found.locale
        changed = scope.store.changed(scope.store.review_path(article, locale))
        month = f"{changed:%Y-%m}" if changed else ""
        for unit in found.catalog.units:
            record = unit.record
            if record is None or record.origin is not Origin.MT or not unit.credit:
                continue
            if record.machine and unit.target and unit.status is not Status.STALE:
                yield article, locale, unit, month


def _measured(locale: str, engine: str, month: str, units: Sequence[Unit]) -> Effort:
    from sacrebleu.metrics.chrf import CHRF
    from sacrebleu.metrics.ter import TER

    machine = [unit.record.machine for unit in units if unit.record is not None]
    human = [unit.target for unit in units]
    return Effort(
        locale=locale,
        engine=engine,
        month=month,
        segments=len(units),
        words=sum(len(unit.source.split()) for unit in units),
        untouched=sum(not unit.edited for unit in units),
        chrf=round(CHRF().corpus_score(machine, [human]).score, 1),
        ter=round(TER().corpus_score(machine, [human]).score, 1),
    )
