"""The record of responsibility: who and what made each sentence, and who answers for it."""

from __future__ import annotations

from dataclasses import dataclass, field

from dragoman import publishing
from dragoman.errors import DragomanError
from dragoman.publishing import Making, Responsibility, making, responsibility
from dragoman.workflow.policies import policy_of
from dragoman.workflow.reading import no_review
from dragoman.workflow.scope import Scope


@dataclass(frozen=True, slots=True)
class Audited:
    """An article in one locale."""

    article: str
    locale: str
    path: str
    """The review file."""

    record: Responsibility
    making: Making | None
    """How its text was made, whatever of it may go out; `None` where nothing is translated."""

    answers: str
    """Who answers for the whole; empty where nobody is named."""


@dataclass(slots=True)
class AuditReport:
    """The records that were asked for."""

    files: list[Audited] = field(default_factory=list)
    problems: list[DragomanError] = field(default_factory=list)

    @property
    def failed(self) -> bool:
        """Whether any record could not be read."""
        return bool(self.problems)


def audit(scope: Scope) -> AuditReport:
    """Return the records of the scope. An article without a review file is a problem."""
    report = AuditReport()
    settings = scope.project.settings
    for article in scope.articles():
        shown = scope.store.shown(scope.store.article_path(article.path))
        for locale in scope.locales:
            review = scope.store.shown(scope.store.review_path(article.path, locale))
            try:
                found = scope.reviewed(article, locale)
                if found.file is None:
                    raise no_review(review, article.path, locale)
                front = publishing.front_matter(article)
                publish = policy_of(article, front, settings.publish, settings.articles, shown)
            except DragomanError as error:
                scope.note(error)
                continue
            record = responsibility.of_units(found.catalog.units, found.catalog.labels)
            units = found.catalog.units
            share = publishing.share_of(units, [unit for unit in units if unit.target])
            how = making(share) if share.sentences else None
            report.files.append(
                Audited(article.path, locale, review, record, how, publish.responsible)
            )
    report.problems = scope.problems
    return report
