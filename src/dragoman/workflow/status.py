"""Say how far the review of every article has come."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from dragoman.errors import DragomanError
from dragoman.model import Catalog, Severity, Status
from dragoman.workflow.scope import Reviewed, Scope


@dataclass(frozen=True, slots=True)
class Standing:
    """How far one article is in one locale."""

    article: str
    locale: str
    path: str
    counts: Mapping[Status, int]
    words: int
    """Words of the source."""

    approved_words: int
    errors: int
    """Units that a finding keeps out of the export."""

    warnings: int
    """Findings that do not."""

    edited: int
    """Units with a person's text that is not approved yet."""

    outdated: bool
    """The article changed since the last `dragoman translate`, or it never ran."""


@dataclass(slots=True)
class StatusReport:
    """How far everything is."""

    rows: list[Standing] = field(default_factory=list)
    problems: list[DragomanError] = field(default_factory=list)

    @property
    def failed(self) -> bool:
        """Whether any file could not be read."""
        return bool(self.problems)


def status(scope: Scope) -> StatusReport:
    """Read everything in the scope and count. Writes nothing."""
    report = StatusReport()
    for article in scope.articles():
        for locale in scope.locales:
            try:
                found = scope.reviewed(article, locale)
            except DragomanError as error:
                scope.note(error)
                continue
            path = scope.store.shown(scope.store.review_path(article.path, locale))
            report.rows.append(_standing(found, path))
    report.problems = scope.problems
    return report


def _standing(found: Reviewed, path: str) -> Standing:
    units = found.catalog.units
    counts = Counter(unit.status for unit in units)
    findings = [finding for unit in units for finding in unit.findings]
    errors = sum(finding.severity is Severity.ERROR for finding in findings)
    return Standing(
        article=found.article.path,
        locale=found.locale,
        path=path,
        counts={status: counts[status] for status in Status},
        words=sum(len(unit.source.split()) for unit in units),
        approved_words=sum(
            len(unit.source.split()) for unit in units if unit.status is Status.APPROVED
        ),
        errors=errors,
        warnings=len(findings) - errors,
        edited=sum(unit.edited and unit.status is not Status.APPROVED for unit in units),
        outdated=_shape(found.old) != _shape(found.catalog),
    )


def _shape(catalog: Catalog | None) -> object:
    """What of a catalog only a change of the article can change."""
    return None if catalog is None else [(unit.id, unit.source) for unit in catalog.units]
