"""Write a page for each article and locale, to read the translation beside its source."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from dragoman import preview
from dragoman.errors import DragomanError
from dragoman.files import anywhere
from dragoman.publishing.messages import FALLBACK
from dragoman.workflow.reading import no_review
from dragoman.workflow.scope import Scope

FOLDER = "preview"
"""Where pages go if nothing else is said: from the project's folder."""


@dataclass(slots=True)
class PreviewReport:
    """The pages that were written."""

    pages: list[Path] = field(default_factory=list)
    problems: list[DragomanError] = field(default_factory=list)

    @property
    def failed(self) -> bool:
        """Whether any page could not be written."""
        return bool(self.problems)


def write_previews(
    scope: Scope,
    folder: Path | None = None,
    language: str = FALLBACK,
    told: preview.Told = str,
) -> PreviewReport:
    """Write the pages of the scope into `folder`, the project's `preview/` if there is none.

    They speak the language, in which `told` gives what checks say.

    `folder/fa/flood.md.html` shows `locales/fa/flood.md.yaml`. An article that has no review
    file yet in a locale is a problem.
    """
    report = PreviewReport()
    files = anywhere() if folder else scope.store
    folder = folder or scope.project.root / FOLDER
    for article in scope.articles():
        for locale in scope.locales:
            review = scope.store.review_path(article.path, locale)
            try:
                found = scope.reviewed(article, locale)
                if found.data is None:
                    raise no_review(scope.store.shown(review), article.path, locale)
                page = folder / locale / f"{article.path}.html"
                with scope.boundary(review):
                    text = preview.page(
                        article, found.catalog, scope.store.shown(review), language, told
                    )
                    files.replace(page, text.encode())
            except DragomanError as error:
                scope.note(error)
            else:
                report.pages.append(page)
    report.problems = scope.problems
    return report
