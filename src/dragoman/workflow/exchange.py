"""Send translations to people who do not use Dragoman, and take their work back.

What comes back is merged, never laid over: a sentence whose source changed meanwhile becomes
stale, a person's newer text stays and is told, a line that cannot be taken is told with its place,
and no status is higher than the importer allows.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from dragoman import exchange, languages
from dragoman.catalog import Witness
from dragoman.errors import DragomanError, ExchangeError, StoreError
from dragoman.exchange.sheet import Sheet, SheetLine
from dragoman.files import anywhere
from dragoman.matching import neighbours
from dragoman.model import Catalog, Segment, Status, Unit, one_line
from dragoman.project import Project
from dragoman.workflow import reviewer
from dragoman.workflow.reading import no_review
from dragoman.workflow.returned import LineMerging, LineOutcome, Took
from dragoman.workflow.saving import save
from dragoman.workflow.scope import Reviewed, Scope

FOLDER = "exchange"
"""Where files go if nothing else is said: from the current folder."""

_PATIENCE = 10.0
"""Seconds that another run may take to end."""


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
                raise no_review(found.path, found.article.path, found.locale)
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
    catalog, segments = found.catalog, found.article.segments
    sources = [segment.source for segment in segments]
    counts = Counter(sources)
    lines = tuple(
        replace(
            _line(segment, unit, label, terms.wanted(segment.source) if terms else ()),
            between=neighbours(sources, number) if counts[segment.source] > 1 else None,
        )
        for number, (segment, unit, label) in enumerate(
            zip(segments, catalog.units, catalog.labels, strict=True)
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
        merging = LineMerging(reviewed, highest, witness)
        units = merging.over(returned.lines)
        took[:] = merging.took
        return replace(reviewed.catalog, units=units) if merging.changed else None

    save(scope, article, scope.locales[0], decision, patience=_PATIENCE, dry=dry)
    return Exchanged(
        str(path), returned.article, scope.locales[0], len(returned.lines), tuple(took)
    )
