"""An article is read and written without a collection of cycles in between."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from dragoman import formats
from dragoman.errors import ArticleError

ARTICLE = ("A river rose in *May*. It fell in June.\n\n" * 2000).encode()


@contextmanager
def collections() -> Iterator[list[str]]:
    """Collect often, and note each collection."""
    seen: list[str] = []

    def note(phase: str, _: dict[str, int]) -> None:
        seen.append(phase)

    before = gc.get_threshold()
    gc.set_threshold(100)
    gc.callbacks.append(note)
    try:
        yield seen
    finally:
        gc.callbacks.remove(note)
        gc.set_threshold(*before)


def test_none_happens_while_an_article_is_read_and_written() -> None:
    with collections() as seen:
        article = formats.parse("a.md", ARTICLE, "en")
        read = seen.count("stop")
        formats.serialize(article, ["Nehir."] * len(article.segments), "tr")
        written = seen.count("stop") - read
    # One may stand before the pause begins, and one follows when it ends.
    assert len(article.segments) == 4000
    assert read <= 2
    assert written <= 2


def test_they_go_on_afterwards_also_where_it_fails() -> None:
    assert gc.isenabled()
    formats.parse("a.md", ARTICLE, "en")
    assert gc.isenabled()
    with pytest.raises(ArticleError):
        formats.parse("a.md", b"", "en")
    assert gc.isenabled()


def test_a_program_that_collects_none_is_left_at_it() -> None:
    gc.disable()
    try:
        formats.parse("a.md", ARTICLE[:400], "en")
        assert not gc.isenabled()
    finally:
        gc.enable()
