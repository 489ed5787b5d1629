"""Send translations to people who do not use Dragoman, and take their work back.

What comes back is merged, never laid over: a sentence whose source changed meanwhile becomes
stale, a person's newer text stays and is told, a line that cannot be taken is told with its place,
and no status is higher than the importer allows.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from enum import Enum
from pathlib import Path

from rapidfuzz import fuzz, process

from dragoman import exchange, languages
from dragoman.catalog import Witness, accept
from dragoman.errors import DragomanError, ExchangeError, StoreError
from dragoman.exchange.sheet import ReturnedLine, Sheet, SheetLine, seen
from dragoman.files import anywhere
from dragoman.matching import SIMILAR
from dragoman.model import GIVEN, Catalog, Grounds, Segment, Status, Unit, one_line, unknown
from dragoman.project import Project
from dragoman.workflow import reviewer
from dragoman.workflow.saving import save
from dragoman.workflow.scope import Reviewed, Scope

FOLDER = "exchange"
"""Where files go if nothing else is said: from the current folder."""

_PATIENCE = 10.0
"""Seconds that another run may take to end."""

LEVELS = {
    Status.NEW: 0,
    Status.DRAFT: 0,
    Status.STALE: 0,
    Status.NEEDS_WORK: 0,
    Status.REVIEWED: 1,
    Status.APPROVED: 2,
    Status.OMIT: 2,
}
"""How much a status lets out: the importer says how much a file may."""


class LineOutcome(Enum):
    """What became of a line that came back."""

    TAKEN = "taken"
    SAME = "unchanged"
    STALE = "stale"
    """Taken, but its source changed meanwhile."""

    KEPT = "kept"
    """Not taken: the segment was changed here since the file went out."""

    REFUSED = "refused"
    UNKNOWN = "unknown"
    """The article has no such segment, and had none when its review was last brought up to date."""


@dataclass(frozen=True, slots=True)
class Took:
    """One line with what became of it."""

    id: str
    place: str
    outcome: LineOutcome
    reason: str = ""
    returned: str = ""
    """The target that came back, where it was not taken."""


@dataclass(frozen=True, slots=True)
class Exchanged:
    """A file that went out or came in."""

    path: str
    article: str
    locale: str
    segments: int
    lines: tuple[Took, ...] = ()
    """Of a file that came in."""

    def count(self, outcome: LineOutcome) -> int:
        """Return to how many lines that happened."""
        return Counter(line.outcome for line in self.lines)[outcome]


@dataclass(slots=True)
class ExchangeReport:
    """What went out, or came in."""

    sent: bool
    dry: bool = False
    files: list[Exchanged] = field(default_factory=list)
    problems: list[DragomanError] = field(default_factory=list)

    @property
    def failed(self) -> bool:
        """Whether anything was not done, or not taken."""
        lost = (LineOutcome.KEPT, LineOutcome.REFUSED, LineOutcome.UNKNOWN)
        return bool(self.problems) or any(file.count(each) for file in self.files for each in lost)


def send(
    scope: Scope,
    name: str,
    folder: Path,
    *,
    only: frozenset[Status] = frozenset(),
    force: bool = False,
) -> ExchangeReport:
    """Write a file of the format `name` for each article and locale of the scope.

    `only` are the statuses that are sent; none means all. A file that is there already, with
    something else in it, may be somebody's work: it is replaced with `force` alone.
    """
    report = ExchangeReport(sent=True)
    form = exchange.FORMATS[name]
    files = anywhere()
    for found in scope.every_review():
        path = folder / f"{found.article.path}.{found.locale}{form.suffix}"
        try:
            if found.data is None:
                raise StoreError(
                    "there is no such review file yet",
                    path=found.path,
                    advice=f"Make it: dragoman translate {found.article.path} --to {found.locale}",
                )
            sheet = _sheet(scope, found, only)
            before = files.read(path)
            if before is not None and not force:
                raise StoreError(
                    "there is a file already, which may hold somebody's work",
                    path=path,
                    advice="Import it first, or replace it with --force.",
                )
            files.write(path, exchange.write(sheet, name), before)
        except DragomanError as error:
            scope.note(error)
        else:
            sent = Exchanged(str(path), found.article.path, found.locale, len(sheet.lines))
            report.files.append(sent)
    report.problems = scope.problems
    return report


def _sheet(scope: Scope, found: Reviewed, only: frozenset[Status]) -> Sheet:
    terms = scope.context(found.locale).terms
    catalog = found.catalog
    lines = tuple(
        _line(segment, unit, label, terms.wanted(segment.source) if terms else ())
        for segment, unit, label in zip(
            found.article.segments, catalog.units, catalog.labels, strict=True
        )
        if not only or unit.status in only
    )
    return Sheet(
        found.article.path,
        scope.language,
        found.locale,
        languages.direction(found.locale) == "rtl",
        lines,
    )


def _line(
    segment: Segment, unit: Unit, label: str, terms: tuple[tuple[str, tuple[str, ...]], ...]
) -> SheetLine:
    return SheetLine(
        id=unit.id,
        source=segment.source,
        target=unit.target,
        status=unit.status,
        note=unit.note,
        syntax=segment.syntax,
        label=label,
        findings=tuple(f"{each.check}: {each.message}" for each in unit.findings),
        was=one_line(unit.was),
        suggestion=unit.suggestion,
        terms=terms,
    )


def take(
    project: Project,
    paths: Sequence[Path],
    *,
    highest: Status = Status.DRAFT,
    by: str | None = None,
    dry: bool = False,
) -> ExchangeReport:
    """Merge files that came back into the review files.

    `highest` is the highest status that they may give, `by` who translated. A file that cannot be
    read is a problem in the report, and keeps no other from its turn.
    """
    report = ExchangeReport(sent=False, dry=dry)
    witness = reviewer.witness(project, by)
    for path in paths:
        try:
            report.files.append(_take(project, path, highest, witness, dry=dry))
        except DragomanError as error:
            report.problems.append(error)
    return report


def _take(
    project: Project, path: Path, highest: Status, witness: Witness, *, dry: bool
) -> Exchanged:
    data = anywhere().read(path)
    if data is None:
        raise ExchangeError("there is no such file", path=path)
    returned = exchange.read(data, str(path))
    if not returned.article or not returned.target:
        raise ExchangeError(
            "the file does not say which article and language it is for",
            path=path,
            advice="Send back the file that `dragoman exchange export` made, not a copy of its "
            "text in a new one.",
        )
    scope = Scope(project, [returned.article], [returned.target], project.root)
    article = scope.article(returned.article)
    if article is None:
        raise scope.problems[0]
    took: list[Took] = []

    def decision(reviewed: Reviewed) -> Catalog | None:
        merging = _LineMerging(reviewed, highest, witness)
        units = merging.over(returned.lines)
        took[:] = merging.took
        return replace(reviewed.catalog, units=units) if merging.changed else None

    save(scope, article, scope.locales[0], decision, patience=_PATIENCE, dry=dry)
    return Exchanged(
        str(path), returned.article, scope.locales[0], len(returned.lines), tuple(took)
    )


class _LineMerging:
    """Merges the lines of one file into the units of one catalog."""

    def __init__(self, reviewed: Reviewed, highest: Status, witness: Witness) -> None:
        old = reviewed.old.units if reviewed.old is not None else ()
        self._before = {unit.id: unit for unit in old}
        self._units = list(reviewed.catalog.units)
        self._now = {unit.id: number for number, unit in enumerate(self._units)}
        self._by_entry = {unit.entry: number for number, unit in enumerate(self._units)}
        self._highest = highest
        self._witness = witness
        self.took: list[Took] = []
        self.changed = False

    def over(self, lines: Sequence[ReturnedLine]) -> tuple[Unit, ...]:
        """Return the units with what the lines bring; a line that comes twice counts once."""
        met: set[str] = set()
        for line in lines:
            if line.id in met:
                self._say(line, LineOutcome.REFUSED, "the segment is in the file twice")
                continue
            met.add(line.id)
            self._line(line)
        return tuple(self._units)

    def _line(self, line: ReturnedLine) -> None:
        before = self._before.get(line.id)
        number = self._by_entry.get(before.entry) if before is not None else None
        if before is None or number is None:
            number = self._now.get(line.id)
        if number is None:
            number = self._changed_into(line)
        if number is None:
            self._say(line, LineOutcome.UNKNOWN, "the article no longer holds this sentence")
            return
        unit = self._units[number]
        if line.problem:
            self._say(line, LineOutcome.REFUSED, line.problem)
        elif _is_unchanged(line) or _says(unit, line):
            self._say(line, LineOutcome.SAME)
        elif before is not None and not _untouched(before, line):
            self._say(line, LineOutcome.KEPT, "it was changed here since the file went out")
        else:
            self._merge(number, unit, line)

    def _changed_into(self, line: ReturnedLine) -> int | None:
        """Return the unit of the sentence that the line's became, by its old source or likeness.

        A run may have brought the review file up to date since the file went out.
        """
        sources = {
            number: one_line(unit.was or unit.source) for number, unit in enumerate(self._units)
        }
        best = process.extractOne(
            one_line(line.source), sources, scorer=fuzz.ratio, score_cutoff=SIMILAR
        )
        return best[2] if best is not None and not self._units[best[2]].touched else None

    def _merge(self, number: int, unit: Unit, line: ReturnedLine) -> None:
        changed = one_line(unit.source) != one_line(line.source)
        made = _merged(unit, line, self._highest, self._witness, stale=changed)
        if isinstance(made, str):
            self._say(line, LineOutcome.REFUSED, made)
            return
        self._units[number] = made
        self.changed = True
        stale = "its source changed meanwhile" if changed else ""
        self.took.append(
            Took(line.id, line.place, LineOutcome.STALE if changed else LineOutcome.TAKEN, stale)
        )

    def _say(self, line: ReturnedLine, outcome: LineOutcome, reason: str = "") -> None:
        returned = "" if outcome is LineOutcome.SAME else line.target
        self.took.append(Took(line.id, line.place, outcome, reason, returned))


def _is_unchanged(line: ReturnedLine) -> bool:
    """Whether the line came back as it went out."""
    return line.seen == seen(line.source, line.target, line.status, line.note)


def _says(unit: Unit, line: ReturnedLine) -> bool:
    """Whether the unit already is as the line would have it."""
    same = unit.target == line.target and (line.note is None or unit.note == line.note)
    return same and line.status in (None, unit.status)


def _untouched(unit: Unit, line: ReturnedLine) -> bool:
    """Whether the unit is as it went out; where that is lost, whether nobody worked on it."""
    if line.seen:
        return line.seen == seen(one_line(unit.source), unit.target, unit.status, unit.note)
    return not unit.touched


def _merged(
    unit: Unit, line: ReturnedLine, highest: Status, witness: Witness, *, stale: bool
) -> Unit | str:
    """Return the unit with what the line brings, or why it cannot be taken."""
    status = line.status
    if status is Status.OMIT and LEVELS[status] > LEVELS[highest]:
        return "leaving a sentence out needs --accept approved"
    note = unit.note if line.note is None else line.note
    made = replace(unit, target=line.target, note=note)
    if stale and line.target:
        record = replace(unit.record or unknown(made), held=None)
        return replace(made, status=Status.STALE, was=line.source, record=record)
    if status is None or status in (Status.NEW, Status.STALE):
        status = Status.DRAFT if line.target != unit.target else unit.status
    if LEVELS[status] > LEVELS[highest]:
        status = highest
    if not line.target and status is not Status.OMIT:
        status = Status.NEW
    made = replace(made, status=status)
    if status in (Status.REVIEWED, Status.APPROVED, Status.OMIT):
        made = replace(made, was="", suggestion="")
    return accept(made, witness, Grounds.BULK) if status in GIVEN else made
