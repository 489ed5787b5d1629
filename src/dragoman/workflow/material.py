"""What copies are made from: articles, and the units of their reviews, read on all cores."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from dragoman.errors import DragomanError
from dragoman.files import Stamp
from dragoman.model import Article, Unit
from dragoman.workflow.scope import Scope
from dragoman.workflow.spread import spread

Stamps = tuple[Stamp | None, Stamp | None]
"""What changes with an article's file, and with that of its review."""


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

    stamps: Mapping[str, Stamps] = field(default_factory=dict)
    """For each locale how the files were just before they were read."""

    def units(self, locale: str) -> tuple[Unit, ...]:
        """Return the units in a locale. Raises `DragomanError` if they cannot be read."""
        found = self.reviews[locale]
        if isinstance(found, DragomanError):
            raise found
        return found


def stamps(scope: Scope, article: str, locale: str) -> Stamps:
    """Return what changes with the files that a copy is made from."""
    store = scope.store
    return store.stamp(store.article_path(article)), store.stamp(store.review_path(article, locale))


def materials(scope: Scope, asked: Sequence[ArticleReviews]) -> Iterator[Material]:
    """Yield what was asked for, in its order. Articles that cannot be read are noted."""
    files = sum(len(each.locales) for each in asked)
    for some in spread(scope, _read, asked, files):
        yield from some


def _read(scope: Scope, asked: Sequence[ArticleReviews]) -> list[Material]:
    return [_read_one(scope, each) for each in asked]


def _read_one(scope: Scope, asked: ArticleReviews) -> Material:
    seen = {locale: stamps(scope, asked.article, locale) for locale in asked.locales}
    article = scope.article(asked.article)
    if article is None:
        return Material(None, {})
    reviews: dict[str, tuple[Unit, ...] | DragomanError] = {}
    for locale in asked.locales:
        try:
            reviews[locale] = scope.looked_through(article, locale).units
        except DragomanError as error:
            reviews[locale] = error
    return Material(article, reviews, seen)
