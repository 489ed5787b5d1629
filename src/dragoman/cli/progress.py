"""Show how far a run has come, on a terminal; elsewhere say nothing, or what a program can read."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from dragoman.workflow import Progress, Silent

if TYPE_CHECKING:
    from rich.progress import Progress as Bars
    from rich.progress import TaskID


INTERRUPTED = 130
"""The exit code of a command that was stopped, as shells have it."""

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


def warn(message: str) -> None:
    """Say on standard error what people should know while a run goes on."""
    if os.environ.get(VARIABLE) == "json":
        _tell(said=message)
    else:
        click.echo(message, err=True)


class Counted:
    """Progress that also counts what is done in all locales, for a run that is stopped."""

    def __init__(self, progress: Progress | None) -> None:
        self.progress = progress or Silent()
        self.sentences = self.files = 0

    def start(self, locale: str, articles: int, sentences: int, words: int) -> None:
        """Pass it on."""
        self.progress.start(locale, articles, sentences, words)

    def translated(self, words: int) -> None:
        """Count a sentence."""
        self.sentences += 1
        self.progress.translated(words)

    def written(self) -> None:
        """Count a review file."""
        self.files += 1
        self.progress.written()

    @property
    def stopped(self) -> str:
        """What to say if the run was stopped here."""
        if self.files:
            files = f"{self.files:,} review file{'' if self.files == 1 else 's'}"
            return f"Stopped. {files} written. Run it again to go on."
        if self.sentences:
            return (
                "Stopped before a review file was finished. Sentences that are translated are "
                "remembered. Run it again to go on."
            )
        return "Stopped. Nothing was written."


@contextmanager
def counting() -> Iterator[Counted]:
    """Yield progress that is shown as `watching` does. If the run is stopped, say how far it came.

    Raises `click.exceptions.Exit` then.
    """
    with watching() as progress:
        counted = Counted(progress)
        try:
            yield counted
        except KeyboardInterrupt:
            click.echo(f"\n{counted.stopped}", err=True)
            raise click.exceptions.Exit(INTERRUPTED) from None


class _ProgressLines:
    """Progress in lines for the program that started this one."""

    def __init__(self) -> None:
        self.articles = self.sentences = 0

    def start(self, locale: str, articles: int, sentences: int, words: int) -> None:
        """Say that a locale begins."""
        self.articles = self.sentences = 0
        del words
        _tell(locale=locale, of_articles=articles, of_sentences=sentences)

    def translated(self, words: int) -> None:
        """Count a sentence."""
        del words
        self.sentences += 1
        _tell(sentences=self.sentences)

    def written(self) -> None:
        """Count an article."""
        self.articles += 1
        _tell(articles=self.articles)


def _tell(**said: str | int) -> None:
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
