"""A pool of processes that each translate one text at a time, one a core."""

from __future__ import annotations

import json
import subprocess
import threading
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from queue import Empty, SimpleQueue

from dragoman.errors import EngineError, ModelError

IN_FLIGHT = 8
"""Texts that a process holds: enough to keep it busy while articles are written here, and few
enough that no process is left with much to do when the others are done."""

ATTEMPTS = 2
"""Processes that may die over a text before it is given up."""

DEATHS = 5
"""Processes that may die without any text coming back in between."""

READY = -1
"""The number of a process's first answer."""

PATIENCE = 600.0
"""Seconds without a word from any process, after which they are ended. A text takes hundredths of
one; on a machine that is busy or short of memory, some."""


@dataclass(slots=True)
class _Worker:
    """A process, and what it holds."""

    process: subprocess.Popen[bytes]
    held: deque[int] = field(default_factory=deque)
    """Numbers of texts, the one at work first."""

    listener: threading.Thread | None = None

    silent: bool = False
    """Whether it was ended because it said nothing: what it was at work on is to blame."""


_Answer = tuple[_Worker, int, str | None]
"""From whom, to which number, and what; `None` when the process has died."""


class Pool:
    """Processes of one command; see `firefox_worker` for what passes between.

    A process that dies is replaced, and its texts are given to another one.
    """

    def __init__(self, command: Sequence[str], size: int) -> None:
        """Start the processes. They get ready at the same time."""
        self._command = tuple(command)
        self._answers: SimpleQueue[_Answer] = SimpleQueue()
        self._number = 0
        self._deaths = 0
        self._workers: list[_Worker] = []
        try:
            for _ in range(size):
                self._workers.append(self._started())
            self._await_first()
        except BaseException:
            self.close()
            raise

    def translate(self, texts: Iterable[str]) -> Iterator[tuple[int, str | None]]:
        """Yield an index and what was made of the text, as it is ready.

        `None` is a text over which processes died. Dropping the iterator leaves the pool usable.
        Raises EngineError when processes die, whatever they are given.
        """
        waiting = iter(enumerate(texts))
        begun: dict[int, tuple[int, str]] = {}
        tries: dict[int, int] = {}
        self._feed(waiting, begun)
        while begun:
            try:
                worker, number, answer = self._answers.get(timeout=PATIENCE)
            except Empty:
                self._end_silent()
                continue
            if answer is None:
                for lost in self._bury(worker, begun, tries):
                    yield begun.pop(lost)[0], None
            elif number in worker.held:
                worker.held.remove(number)
                self._deaths = 0
                # Else it is of an iterator that was dropped.
                if number in begun:
                    yield begun.pop(number)[0], answer
            self._feed(waiting, begun)

    def _end_silent(self) -> None:
        """End the processes that hold texts and say nothing; they are replaced like dead ones."""
        for worker in self._workers:
            if worker.held:
                worker.silent = True
                worker.process.kill()

    def close(self) -> None:
        """End all processes at once: they hold nothing that must be kept."""
        workers, self._workers = self._workers, []
        for worker in workers:
            worker.process.kill()
        for worker in workers:
            _end(worker)

    def _started(self) -> _Worker:
        try:
            process = subprocess.Popen(
                self._command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
            )
        except OSError as error:
            raise EngineError(f"a process to translate cannot be started: {error}") from error
        worker = _Worker(process)
        worker.listener = threading.Thread(target=self._listen, args=(worker,), daemon=True)
        worker.listener.start()
        return worker

    def _listen(self, worker: _Worker) -> None:
        """Hand on what a process says, until it ends."""
        stream = worker.process.stdout
        with suppress(ValueError, TypeError):  # It died within a line, or `close` was faster.
            for line in stream or ():
                number, text = json.loads(line)
                self._answers.put((worker, number, text))
        self._answers.put((worker, READY, None))

    def _await_first(self) -> None:
        """Wait until one process is ready. Raises ModelError if it says why it cannot be.

        One that dies before is replaced, as when the system was short of memory for a moment.
        """
        try:
            worker, _, answer = self._answers.get(timeout=PATIENCE)
            while answer is None:
                self._bury(worker, {}, {})
                worker, _, answer = self._answers.get(timeout=PATIENCE)
        except Empty:
            raise EngineError("the processes that translate do not get ready") from None
        if answer:
            raise ModelError(answer)

    def _feed(self, waiting: Iterator[tuple[int, str]], begun: dict[int, tuple[int, str]]) -> None:
        """Give texts to the processes that hold the fewest."""
        while True:
            worker = min(self._workers, key=lambda worker: len(worker.held))
            if len(worker.held) >= IN_FLIGHT:
                return
            pair = next(waiting, None)
            if pair is None:
                return
            self._number += 1
            begun[self._number] = pair
            self._give(worker, self._number, pair[1])

    def _give(self, worker: _Worker, number: int, text: str) -> None:
        worker.held.append(number)
        stream = worker.process.stdin
        with suppress(OSError):  # It has died; `_listen` says so.
            if stream is not None:
                stream.write(json.dumps([number, text]).encode() + b"\n")
                stream.flush()

    def _bury(
        self, worker: _Worker, begun: dict[int, tuple[int, str]], tries: dict[int, int]
    ) -> list[int]:
        """Replace a process that died; return the numbers of texts to be given up."""
        if worker not in self._workers:
            return []
        self._deaths += not worker.silent
        if self._deaths >= DEATHS:
            raise self._dead(worker)
        _end(worker)
        successor = self._started()
        self._workers[self._workers.index(worker)] = successor
        held = [number for number in worker.held if number in begun]
        if held:
            tries[held[0]] = tries.get(held[0], 0) + 1
        lost = [number for number in held[:1] if tries[number] >= ATTEMPTS]
        for number in held[len(lost) :]:
            self._give(successor, number, begun[number][1])
        return lost

    def _dead(self, worker: _Worker) -> EngineError:
        code = worker.process.wait()
        return EngineError(
            f"the processes that translate end by themselves (exit status {code})",
            advice="The machine may be short of memory: close other programs, or use fewer "
            "processes.",
        )


def _end(worker: _Worker) -> None:
    """Make sure that a process is gone, and nothing of it is left."""
    worker.process.kill()
    worker.process.wait()
    if worker.listener is not None:
        worker.listener.join()
    for stream in (worker.process.stdin, worker.process.stdout):
        with suppress(OSError):  # What was still to be written went to a process that is gone.
            if stream is not None:
                stream.close()
