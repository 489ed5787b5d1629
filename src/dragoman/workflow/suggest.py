"""Suggest entries for the glossary, from the articles and what was approved of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from dragoman.checks.text import read
from dragoman.errors import DragomanError
from dragoman.files import Spool
from dragoman.glossary import (
    Candidate,
    ReadSentence,
    Rendering,
    SourceTerms,
    Translations,
    candidates,
)
from dragoman.model import Status, Syntax
from dragoman.typography import bidi
from dragoman.workflow.glossary import stock
from dragoman.workflow.reading import read_review
from dragoman.workflow.scope import Scope
from dragoman.workflow.spread import spread

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
    entries = SourceTerms(stock(scope.store, scope.language, scope.note), scope.language)
    prose: Spool[tuple[_Prose, ...]] = Spool()
    for some in spread(scope, _prose_of, scope.names, len(scope.names)):
        prose.append(some)
    found = [
        each
        for each in candidates(_ProseSentences(prose), scope.language, least)
        if not entries.covers(each.text)
    ]
    report = SuggestReport(left_out=max(0, len(found) - limit))
    found = found[:limit]
    renderings: list[dict[str, tuple[Rendering, ...]]] = [{} for _ in found]
    for locale in scope.locales:
        # One locale after the other: what was approved in all of them may be too much at once.
        known = Translations(found, _accepted(scope, locale), scope.language, locale)
        for number, called in enumerate(renderings):
            if forms := known.renderings(number):
                called[locale] = forms
    report.suggestions = list(map(Suggestion, found, renderings))
    report.problems = scope.problems
    return report


@dataclass(frozen=True, slots=True)
class _Prose:
    """An article, its sentences without markup."""

    article: str
    sentences: tuple[str, ...]


def _prose_of(scope: Scope, names: Sequence[str]) -> tuple[_Prose, ...]:
    """Read some articles."""
    return tuple(
        _Prose(
            article.path,
            tuple(
                _prose(segment.source, segment.syntax, scope.language)
                for segment in article.segments
            ),
        )
        for article in scope.articles(names)
    )


class _ProseSentences:
    """The sentences of all articles, for whoever goes through them."""

    def __init__(self, prose: Spool[tuple[_Prose, ...]]) -> None:
        self._prose = prose

    def __iter__(self) -> Iterator[ReadSentence]:
        for some in self._prose:
            for each in some:
                for text in each.sentences:
                    yield ReadSentence(text, each.article)


def _accepted(scope: Scope, locale: str) -> Iterator[tuple[str, str]]:
    """Yield the accepted translations of a locale with their sources, both without markup."""
    wanted = [_ReviewFile(name, locale) for name in scope.names]
    for some in spread(scope, _accepted_in, wanted, len(wanted)):
        yield from some


@dataclass(frozen=True, slots=True)
class _ReviewFile:
    """A review file."""

    article: str
    locale: str


def _accepted_in(scope: Scope, wanted: Sequence[_ReviewFile]) -> list[tuple[str, str]]:
    """Read the accepted translations of some review files."""
    found = []
    for each in wanted:
        path = scope.store.review_path(each.article, each.locale)
        try:
            with scope.boundary(path):
                data = scope.store.read(path)
                if data is None or not any(status.value.encode() in data for status in ACCEPTED):
                    continue
                units = read_review(data, scope.store.shown(path)).units
        except DragomanError as error:
            scope.note(error)
            continue
        article = scope.article(each.article)
        if article is None:
            continue
        syntaxes = {segment.id: segment.syntax for segment in article.segments}
        for unit in units:
            if unit.status in ACCEPTED and unit.target:
                syntax = syntaxes.get(unit.id, Syntax.PLAIN)
                source = _prose(unit.source, syntax, scope.language)
                target = _prose(bidi.stripped(unit.target), syntax, each.locale)
                found.append((source, target))
    return found


def _prose(text: str, syntax: Syntax, locale: str) -> str:
    return read(text, syntax, locale.partition("-")[0]).prose
