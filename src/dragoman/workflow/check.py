"""Say what the checks find in the review files, unit by unit and among all units."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from dragoman import checks
from dragoman.checks import Placed
from dragoman.errors import DragomanError
from dragoman.model import Finding, Severity, Unit
from dragoman.workflow import moved
from dragoman.workflow.scope import Reviewed, Scope
from dragoman.workflow.strays import strays


@dataclass(frozen=True, slots=True)
class Found:
    """A finding with the unit it speaks of."""

    article: str
    locale: str
    path: str
    """The review file."""

    line: int | None
    """Where the unit begins in it."""

    unit: Unit
    finding: Finding


@dataclass(slots=True)
class CheckReport:
    """What was found."""

    found: list[Found] = field(default_factory=list)
    """File after file, in the order of their units."""

    files: int = 0
    units: int = 0
    """Those that have a translation."""

    problems: list[DragomanError] = field(default_factory=list)
    notices: list[DragomanError] = field(default_factory=list)
    """What people should know although nothing was kept from being done."""

    def count(self, severity: Severity) -> int:
        """Return how many findings are of the severity."""
        return sum(each.finding.severity is severity for each in self.found)

    def failed(self, *, strict: bool) -> bool:
        """Whether there are errors or, if `strict`, any findings; or files that are broken."""
        return bool(self.problems) or bool(self.found if strict else self.count(Severity.ERROR))


def check(scope: Scope) -> CheckReport:
    """Check everything in the scope. Writes nothing."""
    report = CheckReport()
    single: dict[str, list[tuple[Placed, tuple[Finding, ...]]]] = {
        locale: [] for locale in scope.locales
    }
    for found in scope.every_review():
        report.files += found.data is not None
        single[found.locale] += _singly(scope, found)
    rules = scope.project.settings.checks
    for locale, units in single.items():
        placed = [each for each, _ in units]
        among = checks.findings_among(placed, locale, rules)
        report.units += sum(bool(each.unit.target) for each in placed)
        for (each, own), others in zip(units, among, strict=True):
            report.found += _told(each, locale, (*own, *others))
    order = {article: number for number, article in enumerate(scope.names)}
    report.found.sort(key=lambda each: order[each.article])
    report.notices += moved.told(scope)
    for problem in strays(scope):
        scope.note(problem)
    report.problems = scope.problems
    return report


def _singly(scope: Scope, found: Reviewed) -> Iterator[tuple[Placed, tuple[Finding, ...]]]:
    path = scope.store.shown(scope.store.review_path(found.article.path, found.locale))
    for segment, unit in zip(found.article.segments, found.catalog.units, strict=True):
        placed = Placed(
            unit, segment.syntax, found.article.path, path, scope.language, found.locale
        )
        yield placed, unit.findings


def _told(each: Placed, locale: str, findings: Sequence[Finding]) -> Iterator[Found]:
    for finding in findings:
        yield Found(each.article, locale, each.path, each.unit.line, each.unit, finding)
