"""Send translations to people who do not use Dragoman, and take their work back.

What comes back is merged, never laid over: a sentence whose source changed meanwhile becomes
stale, a person's newer text stays and is told, a line that cannot be taken is told with its place,
and no status is higher than the importer allows.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import TypeVar

from dragoman import exchange, languages
from dragoman.catalog import Witness
from dragoman.errors import DragomanError, ExchangeError, StoreError
from dragoman.exchange import FORMATS
from dragoman.exchange.sheet import SETTLED, Offered, Returned, Sheet, SheetLine, holdable
from dragoman.files import Contents, Files, anywhere, failures
from dragoman.matching import neighbours
from dragoman.model import Article, Catalog, Segment, Status, Unit, one_line
from dragoman.project import Project
from dragoman.workflow import reviewer
from dragoman.workflow.boundary import Boundary
from dragoman.workflow.checking import together
from dragoman.workflow.open_files import OpenFiles
from dragoman.workflow.reading import no_review
from dragoman.workflow.recall import Remembered
from dragoman.workflow.returned import LineMerging, LineOutcome, Took
from dragoman.workflow.reviewed import Reviewed
from dragoman.workflow.saving import save
from dragoman.workflow.scope import Scope

FOLDER = "exchange"
"""Where files go if nothing else is said: from the current folder."""

_PATIENCE = 10.0
"""Seconds that another run may take to end."""

_Made = TypeVar("_Made")


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

    `only` are the statuses that are sent; none means all. A file that is there already, and that
    is not as it was sent, may hold somebody's work: it is replaced with `force` alone.
    """
    report = ExchangeReport(sent=True)
    with closing(Remembered(scope.store, scope.project.settings.memory)) as memory:
        for found in _every_merged(scope):
            try:
                with scope.boundary(Path(found.article.path)):
                    sheet = _sheet(scope, found, only, memory if FORMATS[name].offers else None)
                    path = _write(sheet, name, folder, force=force)
            except DragomanError as error:
                scope.note(error)
            else:
                sent = Exchanged(str(path), found.article.path, found.locale, len(sheet.lines))
                report.files.append(sent)
    report.problems = scope.problems
    return report


def _every_merged(scope: Scope) -> Iterator[Reviewed]:
    """Read as `Scope.every_merged` does; a long article is cut as it was when it was kept."""
    files = OpenFiles(scope)
    for name in scope.names:
        try:
            with scope.boundary(scope.store.article_path(name)):
                article = files.article(name)
        except DragomanError as error:
            scope.note(error)
            continue
        if article is None:
            continue
        for locale in scope.locales:
            try:
                yield scope.merged(article, locale)
            except DragomanError as error:
                scope.note(error)


def _write(sheet: Sheet, name: str, folder: Path, *, force: bool) -> Path:
    """Write a sheet as a file of the format `name`, and return where it is."""
    path = folder / f"{sheet.article}.{sheet.target}{FORMATS[name].suffix}"
    files = anywhere()
    before = files.read(path)
    data = exchange.write(sheet, name)
    if before == data:
        return path
    if before is not None and not force and not exchange.is_as_sent(before, str(path), sheet, data):
        raise StoreError(
            "there is a file already, which may hold somebody's work",
            path=path,
            advice="Import it first, or replace it with --force.",
        )
    files.write(path, data, before)
    return path


def _sheet(
    scope: Scope, found: Reviewed, only: frozenset[Status], memory: Remembered | None
) -> Sheet:
    if found.file is None:
        raise no_review(found.path, found.article.path, found.locale)
    locale, catalog, segments = found.locale, found.catalog, found.article.segments
    terms = scope.context(locale).terms
    sources = [segment.source for segment in segments]
    counts = Counter(sources)
    lines = tuple(
        replace(
            _line(segment, _checked(scope, unit, segment, locale), label),
            terms=terms.wanted(segment.source) if terms else (),
            matches=_matches(memory, locale, segment, unit) if memory else (),
            between=neighbours(sources, number) if counts[segment.source] > 1 else None,
        )
        for number, (segment, unit, label) in enumerate(
            zip(segments, catalog.units, catalog.labels, strict=True)
        )
        if not only or unit.status in only
    )
    rtl = languages.direction(locale) == "rtl"
    return Sheet(found.article.path, scope.language, locale, rtl, lines)


def _checked(scope: Scope, unit: Unit, segment: Segment, locale: str) -> Unit:
    """Return the unit with what checks say of it: of a machine's text, what the file holds."""
    return scope.checked(unit, segment, locale) if unit.edited else unit


def _line(segment: Segment, unit: Unit, label: str) -> SheetLine:
    return SheetLine(
        id=unit.id,
        source=holdable(segment.source),
        target=holdable(unit.target),
        status=unit.status,
        note=holdable(unit.note),
        syntax=segment.syntax,
        label=label,
        findings=tuple(holdable(f"{each.check}: {each.message}") for each in unit.findings),
        was=holdable(one_line(unit.was)),
        suggestion=holdable(unit.suggestion),
    )


def _matches(memory: Remembered, locale: str, segment: Segment, unit: Unit) -> tuple[Offered, ...]:
    """Return what the memory has for a sentence on which there is something to do."""
    match = None if unit.status in SETTLED else memory.nearest(locale, segment.key)
    if match is None:
        return ()
    source, target = holdable(match.source), holdable(match.target)
    return (Offered(source, target, match.score, match.file),)


def take(
    project: Project,
    paths: Sequence[Path],
    *,
    highest: Status = Status.DRAFT,
    by: str | None = None,
    dry: bool = False,
) -> ExchangeReport:
    """Merge files that came back into the review files.

    `highest` is the highest status that they may give, `by` who translated. A folder stands for the
    files in it that are of a kind to be exchanged. A file that cannot be read is a problem in the
    report, and keeps no other from its turn.
    """
    report = ExchangeReport(sent=False, dry=dry)
    taking = _Taking(project, highest, reviewer.witness(project, by), {} if dry else None)
    for named in paths:
        for path in _told(project, report, named, _files) or ():
            for returned in _told(project, report, path, _came_back) or ():
                took = _told(project, report, path, partial(taking.take, returned))
                if took is not None:
                    report.files.append(took)
    return report


def _told(
    project: Project, report: ExchangeReport, path: Path, make: Callable[[Path], _Made]
) -> _Made | None:
    """Return what is made of a path; `None` with what was wrong in the report."""
    try:
        with Boundary(Files(project.root), str(path)):
            return make(path)
    except DragomanError as error:
        report.problems.append(error)
    return None


def _read(scope: Scope, article: Article, locale: str, file: Contents | None) -> Reviewed:
    """Read a review file, with checks of those units alone that it does not hold as they are."""
    found = scope.merged(article, locale, file)
    same = set(map(id, found.old.units)) if found.old is not None else frozenset[int]()
    pairs = zip(article.segments, found.catalog.units, strict=True)
    return found.holding(
        tuple(
            unit if id(unit) in same else scope.checked(unit, segment, locale)
            for segment, unit in pairs
        )
    )


def _files(path: Path) -> Sequence[Path]:
    """Return the files that a path names: itself, or those of a folder.

    Raises ExchangeError for a folder without any, StoreError for one that cannot be read.
    """
    if not path.is_dir():
        return [path]
    try:
        found = sorted(each for each in path.iterdir() if exchange.is_exchanged(each.name))
    except OSError as error:
        raise failures.unread(str(path), error) from None
    if not found:
        raise ExchangeError(
            "no file in this folder can be imported",
            path=path,
            advice=f"Name the folder in which they are, or the files: {exchange.endings()}.",
        )
    return found


def _came_back(path: Path) -> tuple[Returned, ...]:
    """Return what stands in a file, for each article of it."""
    data = anywhere().read(path)
    if data is None:
        raise ExchangeError("there is no such file", path=path)
    return exchange.read(data, str(path))


@dataclass(frozen=True, slots=True)
class _Taking:
    """Merges what came back, article by article."""

    project: Project
    highest: Status
    witness: Witness
    pretended: dict[str, Contents] | None
    """What review files would hold by now if nothing is written."""

    known: dict[tuple[str, ...], Scope] = field(default_factory=dict)
    """For the locales of a scope the first one: what checks need is read once for all articles."""

    def take(self, returned: Returned, path: Path) -> Exchanged:
        """Merge what came back for one article."""
        if not returned.article or not returned.target:
            raise ExchangeError(
                "the file does not say which article and language it is for",
                path=path,
                advice="Send back the file that `dragoman exchange export` made, not a copy of its "
                "text in a new one.",
            )
        scope = self._scope(returned)
        if len(scope.names) != 1:
            raise ExchangeError(
                f"“{returned.article}”, which the file says it is for, is no article but a folder",
                path=path,
                advice="Send back the file that `dragoman exchange export` made.",
            )
        (name,) = scope.names
        article = OpenFiles(scope).article(name)
        if article is None:
            raise scope.problems[0]
        took: list[Took] = []

        def decision(reviewed: Reviewed) -> Catalog | None:
            merging = LineMerging(reviewed, self.highest, self.witness)
            units = merging.over(returned.lines)
            took[:] = merging.took
            return replace(reviewed.catalog, units=units) if merging.changed else None

        (locale,) = scope.locales
        place = f"{locale}/{article.path}"
        before = self.pretended or {}
        saved = save(
            scope,
            article,
            locale,
            decision,
            patience=_PATIENCE,
            dry=self.pretended is not None,
            read=lambda: _read(scope, article, locale, before.get(place)),
            checking=together,
        )
        if self.pretended is not None and saved.file is not None:
            self.pretended[place] = saved.file
        return Exchanged(str(path), article.path, locale, len(returned.lines), tuple(took))

    def _scope(self, returned: Returned) -> Scope:
        """Return the article and the locale of what came back."""
        scope = _meant(self.project, returned)
        first = self.known.setdefault(scope.locales, scope)
        if first is not scope:
            scope.know_as(first)
        return scope


def _meant(project: Project, returned: Returned) -> Scope:
    """Return the scope that a file says it is for.

    Translation tools that know no language without a region write `fa-IR` for `fa`: what is for a
    locale without a review file is for the only one of its language and script that has one.
    """
    scope = Scope(project, [returned.article], [returned.target], project.root)
    if not scope.locales:
        raise scope.problems[0]
    (locale,) = scope.locales
    article = next(iter(scope.names), returned.article)
    if scope.store.is_file(scope.store.review_path(article, locale)):
        return scope
    alike = [
        target
        for target in project.settings.targets
        if _writing(target) == _writing(locale)
        and scope.store.is_file(scope.store.review_path(article, target))
    ]
    return Scope(project, [returned.article], alike, project.root) if len(alike) == 1 else scope


def _writing(locale: str) -> tuple[str, str]:
    """Return the language and the script of a locale."""
    return languages.language(locale), languages.script(locale)
