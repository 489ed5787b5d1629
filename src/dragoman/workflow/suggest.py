"""Suggest entries for the glossary, from the articles and what was approved of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from dragoman.checks.text import read
from dragoman.errors import DragomanError
from dragoman.glossary import (
    Candidate,
    Rendering,
    Sentence,
    Source,
    Translations,
    candidates,
)
from dragoman.model import Article, Status, Syntax
from dragoman.typography import bidi
from dragoman.workflow.glossary import load
from dragoman.workflow.reading import read_review
from dragoman.workflow.scope import Scope

ACCEPTED = (Status.REVIEWED, Status.APPROVED)
"""Statuses of translations in which people's renderings are looked for."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A name or phrase that has no entry, and what it is called so far."""

    candidate: Candidate
    renderings: dict[str, tuple[Rendering, ...]]
    """By locale, the most frequent first; locales without any are left out."""

    @property
    def mixed(self) -> tuple[str, ...]:
        """The locales in which it is called by several names."""
        return tuple(locale for locale, found in self.renderings.items() if len(found) > 1)


@dataclass(slots=True)
class SuggestReport:
    """What recurs and has no entry."""

    suggestions: list[Suggestion] = field(default_factory=list)
    """The most frequent first."""

    left_out: int = 0
    """How many more there are."""

    problems: list[DragomanError] = field(default_factory=list)


def suggest(scope: Scope, least: int = 2, limit: int = 50) -> SuggestReport:
    """Return what occurs at least `least` times in the articles of the scope and has no entry."""
    entries = Source(load(scope.store), scope.language)
    articles = tuple(scope.articles())
    sentences = [
        Sentence(_prose(segment.source, segment.syntax, scope.language), article.path)
        for article in articles
        for segment in article.segments
    ]
    found = [
        each
        for each in candidates(sentences, scope.language, least)
        if not entries.covers(each.text)
    ]
    report = SuggestReport(left_out=max(0, len(found) - limit))
    found = found[:limit]
    known = {
        locale: Translations(found, _approved(scope, articles, locale), scope.language, locale)
        for locale in scope.locales
    }
    for number, candidate in enumerate(found):
        called = {locale: each.renderings(number) for locale, each in known.items()}
        report.suggestions.append(
            Suggestion(candidate, {locale: each for locale, each in called.items() if each})
        )
    report.problems = scope.problems
    return report


def _approved(
    scope: Scope, articles: tuple[Article, ...], locale: str
) -> Iterator[tuple[str, str]]:
    """Yield the accepted translations of a locale with their sources, both without markup."""
    for article in articles:
        path = scope.store.review_path(article.path, locale)
        shown = scope.store.shown(path)
        syntaxes = {segment.id: segment.syntax for segment in article.segments}
        try:
            data = scope.store.read(path)
            units = read_review(data, shown).units if data is not None else ()
        except DragomanError as error:
            scope.note(error)
            continue
        for unit in units:
            if unit.status in ACCEPTED and unit.target:
                syntax = syntaxes.get(unit.id, Syntax.PLAIN)
                source = _prose(unit.source, syntax, scope.language)
                yield source, _prose(bidi.stripped(unit.target), syntax, locale)


def _prose(text: str, syntax: Syntax, locale: str) -> str:
    return read(text, syntax, locale.partition("-")[0]).prose
