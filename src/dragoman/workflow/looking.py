"""Look at many review files with all cores, in processes of their own."""

from __future__ import annotations

import gc
import multiprocessing
import signal
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from dragoman import project
from dragoman.errors import DragomanError
from dragoman.machine import cores
from dragoman.workflow.index import sha
from dragoman.workflow.scope import Scope
from dragoman.workflow.summary import Summaries, Summary, summed

FEWEST = 400
"""Files for which other processes pay: to start one takes as long as to look at about 100."""

AT_A_TIME = 25
"""Articles that a process is given at once: a second of work, so that an interrupt acts soon."""


@dataclass(frozen=True, slots=True)
class _Wanted:
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

    A file that cannot be read, or is not there, is left to whoever asks for it next; so are all
    where the system grants no processes, or ends one.
    """
    processes = cores()
    if processes == 1 or summaries.lacking() < FEWEST:
        return
    every = [
        _Wanted(name, tuple(each for each in scope.locales if summaries.known(name, each) is None))
        for name in scope.names
    ]
    wanted = [each for each in every if each.locales]
    with suppress(OSError, BrokenProcessPool):
        for found in _looked(scope.project.root, wanted, processes):
            summaries.remember(found.article, found.locale, found.summary, found.digest)


def _looked(root: Path, wanted: Sequence[_Wanted], processes: int) -> Iterator[_Looked]:
    # Not by fork: an engine, or a caller, may have threads.
    context = multiprocessing.get_context("spawn")
    parts = [wanted[at : at + AT_A_TIME] for at in range(0, len(wanted), AT_A_TIME)]
    executor = ProcessPoolExecutor(processes, context, _begin, (root,))
    try:
        for found in executor.map(_look, parts):
            yield from found
    finally:
        executor.shutdown(cancel_futures=True)


_scopes: list[Scope] = []
"""The one scope of a process that looks."""


def _begin(root: Path) -> None:
    """Prepare a process. Interrupts are for the one that started it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # What is there now stays: the collector need not go through it again and again.
    gc.freeze()
    _scopes[:] = [Scope(project.find(root), (), (), root)]


def _look(wanted: Sequence[_Wanted]) -> list[_Looked]:
    (scope,) = _scopes
    found = []
    for each in wanted:
        article = scope.article(each.article)
        if article is None:
            continue
        for locale in each.locales:
            try:
                reviewed = scope.reviewed(article, locale)
            except DragomanError:
                continue
            if reviewed.data is not None:
                digest = sha(reviewed.data)
                found.append(_Looked(each.article, locale, summed(reviewed), digest))
    return found
