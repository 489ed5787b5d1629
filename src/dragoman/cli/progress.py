"""Show how far a run has come, on a terminal; elsewhere say nothing, or what a program can read."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from dragoman.workflow import Progress

if TYPE_CHECKING:
    from rich.progress import Progress as Bars
    from rich.progress import TaskID


VARIABLE = "DRAGOMAN_PROGRESS"
"""With `json`, progress is told on standard error in lines of JSON, each behind U+001E."""


@contextmanager
def watching() -> Iterator[Progress | None]:
    """Yield what shows progress on standard error, `None` if that is no terminal."""
    if os.environ.get(VARIABLE) == "json":
        yield _ProgressLines()
        return
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bars

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.fields[articles]}"),
        TextColumn("{task.fields[sentences]}"),
        TextColumn("{task.fields[speed]}"),
        TimeRemainingColumn(),
    )
    with Bars(*columns, console=Console(stderr=True), transient=True) as bars:
        yield _Shown(bars)


class _ProgressLines:
    """Progress in lines for the program that started this one."""

    def __init__(self) -> None:
        self.articles = self.sentences = 0

    def start(self, locale: str, articles: int, sentences: int, words: int) -> None:
        """Say that a locale begins."""
        self.articles = self.sentences = 0
        del words
        self._tell(locale=locale, of_articles=articles, of_sentences=sentences)

    def translated(self, words: int) -> None:
        """Count a sentence."""
        del words
        self.sentences += 1
        self._tell(sentences=self.sentences)

    def written(self) -> None:
        """Count an article."""
        self.articles += 1
        self._tell(articles=self.articles)

    def _tell(self, **said: str | int) -> None:
        print(f"\x1e{json.dumps(said)}", file=sys.stderr, flush=True)


class _Shown:
    """Progress as one line for each locale: a bar over the source words."""

    def __init__(self, bars: Bars) -> None:
        self.bars = bars
        self.task: TaskID | None = None
        self.articles = self.sentences = 0
        self.of_articles = self.of_sentences = 0

    def start(self, locale: str, articles: int, sentences: int, words: int) -> None:
        """Begin a locale's line."""
        self.articles = self.sentences = 0
        self.of_articles, self.of_sentences = articles, sentences
        self.task = self.bars.add_task(
            f"→ {locale}", total=words, articles="", sentences="", speed=""
        )
        self._show(0)

    def translated(self, words: int) -> None:
        """Count a sentence."""
        self.sentences += 1
        self._show(words)

    def written(self) -> None:
        """Count an article."""
        self.articles += 1
        self._show(0)

    def _show(self, words: int) -> None:
        if self.task is None:
            return
        speed = self.bars.tasks[-1].speed or 0
        self.bars.update(
            self.task,
            advance=words,
            articles=f"{self.articles}/{self.of_articles} articles",
            sentences=f"{self.sentences}/{self.of_sentences} segments",
            speed=f"{speed:,.0f} words/s",
        )
