"""Spread work on many articles over all cores, in processes of their own.

The results come in the order of the articles, and are those that one process would give.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Generic, TypeVar

from dragoman.errors import DragomanError
from dragoman.machine import cores
from dragoman.project import Project
from dragoman.workflow.scope import Scope

FEWEST = 400
"""Review files for which other processes pay: to start one takes as long as to read about 100."""

AT_A_TIME = 25
"""Articles that a process is given at once: a second of work, so that an interrupt acts soon."""

AHEAD = 2
"""Parts for each process that are begun before the one that is waited for: memory is bounded."""

Part = TypeVar("Part")
Made = TypeVar("Made")

Work = Callable[[Scope, Sequence[Part]], Made]
"""What is done with some parts in a process. It is a function of a module, and both the parts and
what it returns can be sent to another process."""


def spread(
    scope: Scope, work: Work[Part, Made], parts: Sequence[Part], files: int
) -> Iterator[Made]:
    """Yield what `work` makes of the parts, some at a time, in their order.

    `files` is about how many review files there are to read: for few, or where the system grants
    no processes, the work is done in this one. Problems with single files are those of the scope.
    """
    bundles = [parts[at : at + AT_A_TIME] for at in range(0, len(parts), AT_A_TIME)]
    done = 0
    processes = min(cores(), len(bundles))
    if processes > 1 and files >= FEWEST:
        try:
            for result in _elsewhere(scope, work, bundles, processes):
                done += 1
                for problem in result.problems:
                    scope.note(problem)
                yield result.made
        except (OSError, BrokenProcessPool):
            pass  # no processes are granted, or one was ended: the rest is done here
    for bundle in bundles[done:]:
        yield work(scope, bundle)


def share(
    scope: Scope, work: Work[Part, Made], parts: Sequence[Part], at_a_time: int
) -> list[Made]:
    """Return what `work` makes of the parts, some at a time, in their order.

    This process does its share while others begin, so that they pay sooner than with `spread`;
    but all that is made is kept. Whoever calls says with the parts whether they are many enough.
    """
    bundles = [parts[at : at + at_a_time] for at in range(0, len(parts), at_a_time)]
    made: dict[int, Made] = {}
    processes = min(cores(), len(bundles)) - 1
    if processes > 0:
        with suppress(OSError, BrokenProcessPool):  # as in `spread`
            _beside(scope, work, bundles, processes, made)
    return [
        made[number] if number in made else work(scope, bundle)
        for number, bundle in enumerate(bundles)
    ]


@dataclass(frozen=True, slots=True)
class _Answer(Generic[Made]):
    """What was made in another process, and the problems that it met."""

    made: Made
    problems: tuple[DragomanError, ...]


def _elsewhere(
    scope: Scope, work: Work[Part, Made], bundles: Sequence[Sequence[Part]], processes: int
) -> Iterator[_Answer[Made]]:
    begun: deque[Future[_Answer[Made]]] = deque()
    with _processes(scope, processes) as executor:
        for bundle in bundles:
            begun.append(executor.submit(_do, work, bundle))
            if len(begun) > processes * AHEAD:
                yield begun.popleft().result()
        while begun:
            yield begun.popleft().result()


def _beside(
    scope: Scope,
    work: Work[Part, Made],
    bundles: Sequence[Sequence[Part]],
    processes: int,
    made: dict[int, Made],
) -> None:
    """Put into `made` what other processes make of the first bundles, and this one of the last."""
    begun: dict[int, Future[_Answer[Made]]] = {}
    with _processes(scope, processes) as executor:
        first, end = 0, len(bundles)
        while first < end:
            waiting = sum(not each.done() for each in begun.values())
            if waiting < processes * AHEAD:
                begun[first] = executor.submit(_do, work, bundles[first])
                first += 1
            else:
                end -= 1
                made[end] = work(scope, bundles[end])
        for number, each in begun.items():
            answer = each.result()
            for problem in answer.problems:
                scope.note(problem)
            made[number] = answer.made


@contextmanager
def _processes(scope: Scope, number: int) -> Iterator[ProcessPoolExecutor]:
    """Begin so many processes that know what the scope is; they end with the block."""
    scope.prepare()
    # Not by fork: an engine, or a caller, may have threads.
    context = multiprocessing.get_context("spawn")
    executor = ProcessPoolExecutor(number, context, _begin, (scope.project, scope.locales))
    try:
        yield executor
    finally:
        executor.shutdown(cancel_futures=True)


_scopes: list[Scope] = []
"""The one scope of a process that works for another."""


def _begin(project: Project, locales: tuple[str, ...]) -> None:
    """Prepare a process. Interrupts are for the one that started it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    # What is there now stays: the collector need not go through it again and again.
    gc.freeze()
    _scopes[:] = [Scope.over(project, (), locales)]


def _end_with_parent() -> None:
    """End this process when the one that started it is gone, however that was ended."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _do(work: Work[Part, Made], bundle: Sequence[Part]) -> _Answer[Made]:
    (scope,) = _scopes
    scope.store.forget_problems()
    made = work(scope, bundle)
    return _Answer(made, tuple(scope.problems))
