"""Write a page for each article and locale, to read the translation beside its source."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Protocol

from dragoman import preview
from dragoman.errors import DragomanError
from dragoman.files import anywhere
from dragoman.publishing.messages import messages
from dragoman.workflow.reading import no_review
from dragoman.workflow.scope import Scope

FOLDER = "preview"
"""Where pages go if nothing else is said: from the project's folder."""


class ToldIn(Protocol):
    """Gives what a check says in a language."""

    def __call__(self, message: str, /, language: str) -> str:
        """Return the message in the language."""


@dataclass(slots=True)
class PreviewReport:
    """The pages that were written."""

    pages: list[Path] = field(default_factory=list)
    problems: list[DragomanError] = field(default_factory=list)

    @property
    def failed(self) -> bool:
        """Whether any page could not be written."""
        return bool(self.problems)


def in_english(message: str, /, language: str) -> str:
    """Say it as checks do, in no other language."""
    del language
    return message


def write_previews(
    scope: Scope,
    folder: Path | None = None,
    language: str | None = None,
    told: ToldIn = in_english,
) -> PreviewReport:
    """Write the pages of the scope into `folder`, the project's `preview/` if there is none.

    They speak the language, or else that of their locale if there are words in it; who reads a
    translation reads that. `told` gives what checks say in a language.

    `folder/fa/flood.md.html` shows `locales/fa/flood.md.yaml`. An article that has no review
    file yet in a locale is a problem.
    """
    report = PreviewReport()
    files = anywhere() if folder else scope.store
    folder = folder or scope.project.root / FOLDER
    for article in scope.articles():
        for locale in scope.locales:
            review = scope.store.review_path(article.path, locale)
            page = folder / locale / f"{article.path}.html"
            try:
                with scope.boundary(review):
                    found = scope.reviewed(article, locale)
                    if found.file is None:
                        raise no_review(scope.store.shown(review), article.path, locale)
                    speaks = messages(language or locale).language
                    text = preview.page(
                        article,
                        found.catalog,
                        scope.store.shown(review),
                        speaks,
                        partial(told, language=speaks),
                    )
                    files.replace(page, text.encode())
            except DragomanError as error:
                scope.note(error)
            else:
                report.pages.append(page)
    report.problems = scope.problems
    return report
