"""What a person means by the name of an article: its path, its review file, or nearly either."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path, PurePosixPath

from dragoman import languages
from dragoman.errors import ArticleError, DragomanError
from dragoman.store import LOCALES, SEEDS, Store

_NEAR = 3
"""How many names a message suggests."""


@dataclass(frozen=True, slots=True)
class Meant:
    """What the names of a command mean."""

    articles: tuple[tuple[str, ...], ...]
    """For each name the articles that it means: one, or those in a folder."""

    locales: tuple[str, ...] = ()
    """Those of the review files that were named; none if articles were."""


def meant(store: Store, names: Sequence[str], here: Path) -> Meant:
    """Return what the names mean: articles, folders of them, or their review files.

    A review file means its article in its locale. Raises `ArticleError` where there is nothing of
    a name, and `DragomanError` where names mean different locales.
    """
    found: list[tuple[str, ...]] = []
    locales: list[str | None] = []
    for name in names:
        inside = _reviewed(store, name, here)
        articles = None if inside is None else _articles(store, inside[1])
        if inside is None or articles is None:
            found.append(_named(store, name, here))
            locales.append(None)
        else:
            found.append(articles)
            locales.append(inside[0])
    if len(set(locales)) > 1:
        raise DragomanError(
            "these names do not all mean the same locale",
            advice="Name articles, and the locales by --to; or review files of one locale.",
        )
    named = locales[0] if locales else None
    return Meant(tuple(found), (named,) if named else ())


def _reviewed(store: Store, name: str, here: Path) -> tuple[str, str] | None:
    """Return the locale and the path in it, if the name is a path in `locales/`."""
    for base in (here, store.root):
        inside = store.inside(base / name, store.root / LOCALES)
        if inside is not None and inside.parts:
            return inside.parts[0], PurePosixPath(*inside.parts[1:]).as_posix()
    return None


def _articles(store: Store, path: str) -> tuple[str, ...] | None:
    """Return the articles of a review file, or of a folder of them; `None` if there are none."""
    every = store.articles()
    article = path.removesuffix(".yaml")
    if path.endswith(".yaml") and article in every:
        return (article,)
    return tuple(name for name in every if PurePosixPath(name).is_relative_to(path)) or None


def _named(store: Store, name: str, here: Path) -> tuple[str, ...]:
    try:
        return store.named(name, here)
    except ArticleError as error:
        near = nearest(name, store.articles())
        if near:
            error.advice = f"Did you mean {' or '.join(near)}? {error.advice}"
        raise


def nearest(name: str, articles: Sequence[str]) -> tuple[str, ...]:
    """Return the articles that a person may have meant by a name, the likeliest first."""
    asked = PurePosixPath(name.removesuffix(".yaml")).as_posix()
    asked = asked.removeprefix(f"{SEEDS}/")
    stem = PurePosixPath(asked)
    same = [
        article
        for article in articles
        if (found := PurePosixPath(article)).name.casefold() == stem.name.casefold()
        or found.stem.casefold() == stem.stem.casefold()
        or article.casefold().removesuffix(found.suffix) == asked.casefold()
    ]
    by_path = get_close_matches(asked, articles, n=_NEAR, cutoff=0.7)
    by_name = {PurePosixPath(article).name: article for article in reversed(articles)}
    close = get_close_matches(stem.name, by_name, n=_NEAR, cutoff=0.7)
    return tuple(dict.fromkeys([*same, *by_path, *(by_name[each] for each in close)]))[:_NEAR]


def locale_meant(word: str, targets: Sequence[str]) -> str:
    """Return the locale that a word means. Raises `DragomanError` with the likeliest one."""
    return languages.asked(word, targets)
