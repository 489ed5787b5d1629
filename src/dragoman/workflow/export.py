"""Write localized copies, of nothing but what may be published."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum

from dragoman import formats
from dragoman.errors import DragomanError
from dragoman.model import BlockKind, Severity, Status, Unit
from dragoman.project import Missing, Publish
from dragoman.typography import bidi
from dragoman.workflow.scope import Reviewed, Scope

_ORDER = (Status.DRAFT, Status.REVIEWED, Status.APPROVED)
"""The statuses that can be published, lowest first. The others never are: `new` has no text,
`needs-work` was rejected, and `stale` speaks of a source that is no more."""


class Result(Enum):
    """What became of a localized copy."""

    WRITTEN = "written"
    UNCHANGED = "unchanged"
    SKIPPED = "skipped"
    WITHHELD = "withheld"


@dataclass(frozen=True, slots=True)
class Lack:
    """A unit that may not be published, and why."""

    unit: Unit
    reason: str


@dataclass(frozen=True, slots=True)
class Exported:
    """What became of one article in one locale."""

    article: str
    locale: str
    path: str
    """The localized copy."""

    review: str
    """The review file."""

    result: Result
    segments: int
    lacks: tuple[Lack, ...]


@dataclass(slots=True)
class ExportReport:
    """What an export did."""

    accept: Status = Status.APPROVED
    files: list[Exported] = field(default_factory=list)
    problems: list[DragomanError] = field(default_factory=list)

    @property
    def failed(self) -> bool:
        """Whether anything asked for was withheld."""
        withheld = any(each.result is Result.WITHHELD for each in self.files)
        return withheld or bool(self.problems)


def export(scope: Scope, publish: Publish) -> ExportReport:
    """Write the localized copies of the scope, each complete or not at all.

    A copy that would not change is not written again.
    """
    report = ExportReport(publish.accept)
    with scope.store.lock():
        for article in scope.articles():
            for locale in scope.locales:
                try:
                    found = scope.reviewed(article, locale)
                    report.files.append(_export(scope, found, publish))
                except DragomanError as error:
                    scope.note(error)
    report.problems = scope.problems
    return report


def _export(scope: Scope, found: Reviewed, publish: Publish) -> Exported:
    store = scope.store
    path = store.export_path(found.article.path, found.locale)
    units = found.catalog.units
    lacks = tuple(Lack(unit, reason) for unit in units if (reason := _reason(unit, publish.accept)))
    if lacks and publish.missing is not Missing.SOURCE:
        skip = publish.missing is Missing.SKIP
        result = Result.SKIPPED if skip else Result.WITHHELD
    else:
        lacking = {lack.unit.id for lack in lacks}
        targets = [None if unit.id in lacking else unit.target for unit in units]
        if publish.direction_marks:
            targets = _with_marks(found, targets)
        data = formats.serialize(found.article, targets, found.locale)
        before = store.read(path)
        result = Result.UNCHANGED if data == before else Result.WRITTEN
        if result is Result.WRITTEN:
            store.write(path, data, before)
    review = store.review_path(found.article.path, found.locale)
    return Exported(
        found.article.path,
        found.locale,
        store.shown(path),
        store.shown(review),
        result,
        len(units),
        lacks,
    )


def _with_marks(found: Reviewed, targets: list[str | None]) -> list[str | None]:
    """Put direction marks into the targets, but for front matter, which programs read."""
    result: list[str | None] = []
    waiting = iter(targets)
    for block in found.article.blocks:
        for number, segment in enumerate(block.segments):
            target = next(waiting)
            if target and block.kind is not BlockKind.METADATA:
                target = bidi.marked(target, segment.syntax, found.locale, begins=not number)
            result.append(target)
    return result


def _reason(unit: Unit, accept: Status) -> str:
    """Why the unit may not be published; empty if it may."""
    if unit.status is Status.NEW or not unit.target:
        return "has no translation"
    if unit.status not in _ORDER or _ORDER.index(unit.status) < _ORDER.index(accept):
        return f"is {unit.status.value}"
    errors = [finding for finding in unit.findings if finding.severity is Severity.ERROR]
    return f"{errors[0].check}: {errors[0].message}" if errors else ""
