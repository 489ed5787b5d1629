"""The localized page of an article as it would be exported now, drafts and all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import PurePosixPath

from dragoman import formats, languages, publishing
from dragoman.formats import of
from dragoman.model import Article, BlockKind, Status, Syntax, Unit
from dragoman.publishing import Missing
from dragoman.publishing.copy import shape
from dragoman.site.document import Document, Hints
from dragoman.site.from_blocks import from_blocks
from dragoman.site.reading import READERS, read
from dragoman.workflow.policies import policy_of
from dragoman.workflow.scope import Scope

HERE = "\ue0f1"
"""Stands in the page before the segment that is asked for; no keyboard types it."""


def localized(
    scope: Scope, article: Article, units: Sequence[Unit], locale: str, at: str
) -> Document:
    """Return the page with the texts of the units, whatever their status.

    Segments without text stand in the source language, as far as the policy's paragraphs go; what
    readers are told of the translation is what is true of it now. `HERE` stands before the segment
    `at`. Raises `DragomanError` where the article's metadata are wrong.
    """
    settings = scope.project.settings
    shown = scope.store.shown(scope.store.article_path(article.path))
    front = publishing.front_matter(article)
    policy = policy_of(article, front, settings.publish, settings.articles, shown)
    policy = replace(policy, accept=Status.DRAFT, missing=Missing.SOURCE)
    shown_units = [_let_out(unit) for unit in _marked(article, units, at)]
    verdict = publishing.judge(article, shown_units, policy, lambda unit, syntax: ())
    original = publishing.original(article, front, policy.original)
    data = publishing.written(article, locale, verdict, policy, original, front)
    path = PurePosixPath(article.path)
    if path.suffix.lower() not in READERS:
        copy = formats.parse(article.path, data, languages.language(locale))
        return from_blocks(copy.blocks, path.name)
    plain = of(article.path).name == "plain text"
    return read(article.path, data, Hints(locale, shape=shape(article.blocks) if plain else ""))


def _let_out(unit: Unit) -> Unit:
    """Return the unit as one that the policy lets out, if it has a text."""
    if unit.status is Status.OMIT or not unit.target:
        return unit
    held = unit.status in (Status.STALE, Status.NEEDS_WORK, Status.NEW)
    return replace(unit, status=Status.DRAFT if held else unit.status, findings=())


def _marked(article: Article, units: Sequence[Unit], at: str) -> Sequence[Unit]:
    """Put the mark where a page can hold it: not in front matter, nor in an attribute."""
    html = of(article.path).name == "HTML"
    places = [
        block.kind is not BlockKind.METADATA and not (html and block.syntax is Syntax.PLAIN)
        for block in article.blocks
        for _ in block.segments
    ]
    return [
        replace(unit, target=f"{HERE}{unit.target}")
        if unit.id == at and fits and unit.target
        else unit
        for unit, fits in zip(units, places, strict=True)
    ]
