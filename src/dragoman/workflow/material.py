"""What copies are made from: articles, and the units of their reviews, read on all cores."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from dragoman.errors import DragomanError
from dragoman.model import Article, Unit
from dragoman.workflow.scope import Scope
from dragoman.workflow.spread import spread


@dataclass(frozen=True, slots=True)
class ArticleReviews:
    """An article, and the locales of which the review is to be read."""

    article: str
    locales: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Material:
    """An article with its reviews."""

    article: Article | None
    """`None` if it cannot be read."""

    reviews: Mapping[str, tuple[Unit, ...] | DragomanError]
    """For each locale the units as they should be now, or why they cannot be read."""

    def units(self, locale: str) -> tuple[Unit, ...]:
        """Return the units in a locale. Raises `DragomanError` if they cannot be read."""
        found = self.reviews[locale]
        if isinstance(found, DragomanError):
            raise found
        return found


def materials(scope: Scope, asked: Sequence[ArticleReviews]) -> Iterator[Material]:
    """Yield what was asked for, in its order. Articles that cannot be read are noted."""
    files = sum(len(each.locales) for each in asked)
    for some in spread(scope, _read, asked, files):
        yield from some


def _read(scope: Scope, asked: Sequence[ArticleReviews]) -> list[Material]:
    return [_read_one(scope, each) for each in asked]


def _read_one(scope: Scope, asked: ArticleReviews) -> Material:
    article = scope.article(asked.article)
    if article is None:
        return Material(None, {})
    reviews: dict[str, tuple[Unit, ...] | DragomanError] = {}
    for locale in asked.locales:
        try:
            reviews[locale] = scope.looked_through(article, locale).units
        except DragomanError as error:
            reviews[locale] = error
    return Material(article, reviews)
