"""Look at many review files with all cores, for what is known of them to be up to date."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass

from dragoman.errors import DragomanError
from dragoman.workflow.scope import Scope
from dragoman.workflow.spread import FEWEST, spread
from dragoman.workflow.summary import Summaries, Summary, summed


@dataclass(frozen=True, slots=True)
class _ToLookAt:
    """An article, and the locales in which it is to be looked at."""

    article: str
    locales: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Looked:
    """What was found in one review file."""

    article: str
    locale: str
    summary: Summary
    digest: str


def look(scope: Scope, summaries: Summaries) -> None:
    """Look at what changed in the scope's files, if there are many, for `summaries` to know.

    A file that cannot be read, or is not there, is left to whoever asks for it next.
    """
    if summaries.lacking() < FEWEST:
        return
    every = [
        _ToLookAt(
            name, tuple(each for each in scope.locales if summaries.known(name, each) is None)
        )
        for name in scope.names
    ]
    wanted = [each for each in every if each.locales]
    files = sum(len(each.locales) for each in wanted)
    for some in spread(scope, _look, wanted, files):
        for found in some:
            summaries.remember(found.article, found.locale, found.summary, found.digest)


def _look(scope: Scope, wanted: Sequence[_ToLookAt]) -> list[_Looked]:
    found = []
    for each in wanted:
        article = scope.article(each.article)
        if article is None:
            continue
        for locale in each.locales:
            with (
                suppress(DragomanError),
                scope.boundary(scope.store.review_path(each.article, locale)),
            ):
                reviewed = scope.reviewed(article, locale)
                if reviewed.file is not None:
                    found.append(_Looked(each.article, locale, summed(reviewed), reviewed.digest))
    return found
