"""Approve or reject many units at once, by article, locale, id and what is known of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from difflib import get_close_matches

from dragoman.catalog import accept
from dragoman.difference import difference
from dragoman.errors import DragomanError
from dragoman.model import (
    GIVEN,
    Article,
    Catalog,
    Grounds,
    Origin,
    Segment,
    Severity,
    Status,
    Unit,
    digest,
    unknown,
)
from dragoman.workflow import reviewer, undo
from dragoman.workflow.reviewed import Reviewed
from dragoman.workflow.saving import by_unit, save
from dragoman.workflow.scope import Scope

OPEN = frozenset((Status.DRAFT, Status.REVIEWED, Status.STALE))
"""What is approved if no status is asked for. A rejected unit must be named by its id."""

SETTLED = frozenset((Status.DRAFT, Status.REVIEWED, Status.APPROVED))
"""What is rejected if no status is asked for."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """Which units of the scope are meant: those that pass every condition."""

    ids: tuple[str, ...] = ()
    """Ids, or their first characters; none for all."""

    statuses: frozenset[Status] = frozenset()
    origins: frozenset[Origin] = frozenset()
    no_findings: bool = False
    above: float | None = None
    """The confidence that the machine must have had at least. Text without one does not pass."""

    @property
    def grounds(self) -> Grounds:
        """What an acceptance of the chosen rests on."""
        if self.above is not None:
            return Grounds.BY_CONFIDENCE
        return Grounds.NAMED if self.ids else Grounds.BULK

    def holds(self, unit: Unit, usual: frozenset[Status]) -> bool:
        """Whether the unit is meant; `usual` are the statuses where none and no id is named."""
        if self.ids and not unit.id.startswith(self.ids):
            return False
        statuses = self.statuses or (frozenset(Status) if self.ids else usual)
        if unit.status not in statuses or (self.origins and unit.origin not in self.origins):
            return False
        if self.no_findings and unit.findings:
            return False
        if self.above is None:
            return True
        sure = unit.record.confidence if unit.record is not None and not unit.edited else None
        return sure is not None and sure >= self.above


@dataclass(frozen=True, slots=True)
class Refused:
    """A unit that was meant and stays as it was."""

    unit: Unit
    reason: str


_EMPTY = "there is no translation yet. Write it below `target: |-`, or run: dragoman translate"

Decision = Callable[[Unit], Unit | str]
"""What becomes of a unit that is meant: the changed unit, or the reason why it stays."""


@dataclass(frozen=True, slots=True)
class Decided:
    """What became of one review file."""

    article: str
    locale: str
    path: str
    changed: int
    unedited: int
    """Those of them whose text stands as the machine wrote it."""

    refused: tuple[Refused, ...]
    left: Mapping[Status, int] = field(default_factory=dict)
    """How many other units there are, by their status: they were not meant."""


@dataclass(slots=True)
class DecideReport:
    """What was approved or rejected, or with `dry` would be."""

    done: str
    """What became of the units, as a word for people: `approved`."""

    dry: bool = False
    files: list[Decided] = field(default_factory=list)
    problems: list[DragomanError] = field(default_factory=list)
    usual: frozenset[Status] = frozenset()
    """The statuses that were looked for because none was asked for, and no unit by its id."""

    named: bool = False
    """Whether single units were asked for, by their ids."""

    missing: int = 0
    """Review files that are not there yet."""

    @property
    def left(self) -> Mapping[Status, int]:
        """How many units were not meant, by their status, in the order of the statuses."""
        counts = [each.left for each in self.files]
        found = {status: sum(each.get(status, 0) for each in counts) for status in Status}
        return {status: count for status, count in found.items() if count}

    @property
    def changed(self) -> int:
        """How many units were changed."""
        return sum(each.changed for each in self.files)

    @property
    def failed(self) -> bool:
        """Whether anything asked for was not done."""
        return bool(self.problems) or any(each.refused for each in self.files)


def approve(
    scope: Scope,
    chosen: Chosen,
    status: Status = Status.APPROVED,
    *,
    force: bool,
    dry: bool,
    by: str | None = None,
) -> DecideReport:
    """Give the chosen units a status that says they are accepted, by the reviewer `by`.

    Refused are units without text, stale ones whose text is still the old one, and, unless
    `force`, those in which a check finds an error.
    """
    witness = reviewer.witness(scope.project, by)
    grounds = chosen.grounds

    def decide(unit: Unit) -> Unit | str:
        made = approval(unit, status, force=force)
        return made if isinstance(made, str) or made is unit else accept(made, witness, grounds)

    report = DecideReport(status.value, dry)
    return _decide(scope, chosen, OPEN - {status}, decide, report)


def approval(unit: Unit, status: Status, *, force: bool) -> Unit | str:
    """Return the unit with the status, itself if it has it already, or why it cannot have it."""
    if not unit.target:
        return _EMPTY
    if unit.status is Status.STALE and not is_corrected(unit):
        why = "the source changed" if unit.was else _EQUALS
        return (
            f"{why}. Correct the translation, or if it still holds, run: "
            f"dragoman approve --unchanged-meaning {unit.id}"
        )
    errors = [each for each in unit.findings if each.severity is Severity.ERROR]
    if errors and not force:
        more = f" (and {len(errors) - 1} more)" if len(errors) > 1 else ""
        return f"{errors[0].check}: {errors[0].message}{more}"
    if unit.status is status:
        return unit
    record = unit.record and replace(unit.record, held=None, suggested="")
    return replace(unit, status=status, was="", suggestion="", record=record)


_EQUALS = "other sentences stand around it now"


def is_corrected(unit: Unit) -> bool:
    """Whether a person changed the text of a stale unit since its source changed."""
    held = unit.record.held if unit.record is not None else None
    return held is not None and held.digest != digest(unit.was or unit.source, unit.target)


def reject(
    scope: Scope, chosen: Chosen, note: str = "", *, dry: bool, by: str | None = None
) -> DecideReport:
    """Mark the chosen units as not acceptable; `note` is added to what a note says already."""
    witness = reviewer.witness(scope.project, by)

    def decide(unit: Unit) -> Unit | str:
        if not unit.target:
            return _EMPTY
        notes = unit.note.split("\n") if unit.note else []
        said = "\n".join(notes if not note or note in notes else [*notes, note])
        if unit.status is Status.NEEDS_WORK and said == unit.note:
            return unit
        rejected = replace(unit, status=Status.NEEDS_WORK, note=said)
        return accept(rejected, witness, chosen.grounds)

    report = DecideReport("rejected", dry)
    return _decide(scope, chosen, SETTLED, decide, report)


def confirm(
    scope: Scope, chosen: Chosen, *, force: bool, dry: bool, by: str | None = None
) -> DecideReport:
    """Say of stale units that the change of their source changes nothing in the translation.

    They get back the status that they had. Refused are those where more changed than provably
    the spelling, unless `force`; the record then says that a person insisted.
    """
    witness = reviewer.witness(scope.project, by)

    def decide(unit: Unit) -> Unit | str:
        if unit.status is not Status.STALE:
            return "it is not stale"
        change = difference(unit.was or unit.source, unit.source)
        if unit.was and not change.harmless and not force:
            touched = ", ".join(touch.value for touch in change.touches)
            return (
                f"the change touches {touched}: {change.told}. See whether the translation still "
                "holds; if it does, add --force"
            )
        record = unit.record or unknown(unit)
        status = record.held.status if record.held is not None else Status.REVIEWED
        record = replace(record, held=None, suggested="")
        confirmed = replace(unit, status=status, was="", suggestion="", record=record)
        if status not in GIVEN:
            return confirmed
        same = change.harmless or not unit.was
        return accept(confirmed, witness, Grounds.SAME_MEANING if same else Grounds.INSISTED)

    report = DecideReport("confirmed", dry, named=True)
    return _decide(scope, chosen, frozenset((Status.STALE,)), decide, report)


def _decide(
    scope: Scope,
    chosen: Chosen,
    usual: frozenset[Status],
    decision: Decision,
    report: DecideReport,
) -> DecideReport:
    with scope.store.lock(), undo.journal(scope.store, dry=report.dry) as journal:
        report.named |= bool(chosen.ids)
        shown = usual - {Status.STALE}
        report.usual = frozenset() if chosen.ids or chosen.statuses else shown
        chosen = replace(chosen, ids=_whole(scope, chosen.ids))
        # One by one: all articles of a large newsroom do not fit into memory.
        pairs = ((article, locale) for article in scope.to_review() for locale in scope.locales)
        for article, locale in pairs:
            try:
                with scope.boundary(scope.store.review_path(article.path, locale)):
                    checked = _checked(scope, article, locale)
                    verdict = _UnitDecision(chosen, usual, decision, checked)
                    saved = save(
                        scope, article, locale, verdict.catalog, dry=report.dry, ahead=journal.ahead
                    )
                    if saved.reviewed.file is None:
                        report.missing += 1
                    else:
                        report.files.append(verdict.told(saved.reviewed))
            except DragomanError as error:
                scope.note(error)
    report.problems = scope.problems
    return report


def _checked(scope: Scope, article: Article, locale: str) -> Callable[[Unit], Unit]:
    """Return what checks a stale unit as it is decided on: with its text beside the new source."""
    segments: dict[str, Segment] = {}

    def checked(unit: Unit) -> Unit:
        if unit.status is not Status.STALE:
            return unit
        if not segments:
            segments.update((segment.id, segment) for segment in article.segments)
        if unit.id not in segments:
            return unit
        open_again = replace(unit, status=Status.DRAFT)
        found = scope.checked(open_again, segments[unit.id], locale).findings
        return replace(unit, findings=found)

    return checked


@dataclass(frozen=True, slots=True)
class _UnitDecision:
    """What is decided on the units of a review file."""

    chosen: Chosen
    usual: frozenset[Status]
    decision: Decision
    checked: Callable[[Unit], Unit]
    """Gives a stale unit the findings that it would have if it were not."""

    def catalog(self, reviewed: Reviewed) -> Catalog | None:
        """Return what the file should hold."""
        if not any(map(self.means, reviewed.catalog.units)):
            return None
        return by_unit(self.unit)(reviewed)

    def means(self, unit: Unit) -> bool:
        return self.chosen.holds(unit, self.usual)

    def unit(self, unit: Unit) -> Unit:
        decided = self.decision(self.checked(unit)) if self.means(unit) else unit
        return unit if isinstance(decided, str) else decided

    def told(self, reviewed: Reviewed) -> Decided:
        """Say what became of the file."""
        left: Counter[Status] = Counter()
        refused: list[Refused] = []
        changed = unedited = 0
        for unit in reviewed.catalog.units:
            if not self.means(unit):
                left[unit.status] += 1
                continue
            decided = self.decision(self.checked(unit))
            if isinstance(decided, str):
                refused.append(Refused(unit, decided))
            elif decided != unit:
                changed += 1
                unedited += decided.origin is Origin.MT
        article, locale, path = reviewed.article.path, reviewed.locale, reviewed.path
        return Decided(article, locale, path, changed, unedited, tuple(refused), left)


def _whole(scope: Scope, ids: tuple[str, ...]) -> tuple[str, ...]:
    """Return the whole ids that are meant by their first characters.

    Raises `DragomanError` for one that no unit has, or that several begin with.
    """
    if not ids:
        return ()
    known: dict[str, str] = {}
    for article in scope.articles():
        for segment in article.segments:
            known.setdefault(segment.id, segment.source)
    found = []
    for each in ids:
        matches = [each] if each in known else [key for key in known if key.startswith(each)]
        if not matches:
            near = get_close_matches(each, known, n=3)
            raise DragomanError(
                f"no segment here has the id `{each}`",
                advice=f"Near it are: {', '.join(near)}."
                if near
                else "Copy it from the line `- id:` of the segment in its review file.",
            )
        if len(matches) > 1:
            lines = "\n    ".join(f"{key}  {known[key][:60]}" for key in matches[:5])
            raise DragomanError(
                f"several segments have an id that begins with `{each}`",
                advice=f"Write more of it:\n    {lines}",
            )
        found += matches
    return tuple(found)
