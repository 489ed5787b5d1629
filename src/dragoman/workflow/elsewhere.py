"""Engines that work elsewhere: they are asked for several windows at once, each in a thread.

Of a window, a few broken sentences are asked for again and again, and nobody there would have
anything else to do meanwhile.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from typing import TypeVar

T = TypeVar("T")
R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """How engines that work elsewhere are asked."""

    most: int
    """How many questions are ever on their way at once."""

    room: Callable[[], int]
    """Says how many are worth it now; at least one is."""

    stop: Callable[[], None]
    """Makes an end to all that is on its way, when nobody waits for it any more."""

    def answered(
        self, questions: Iterator[tuple[T, Callable[[], R]]]
    ) -> Generator[tuple[T, Callable[[], R]]]:
        """Ask in threads; yield each answer as it comes: a function that returns or raises it.

        A question is taken from the iterator when there is room for it, in the thread that asks
        for the answers. Whoever takes no more of them closes the generator.
        """
        asked: dict[Future[R], T] = {}
        with ThreadPoolExecutor(self.most, "dragoman-elsewhere") as threads:
            try:
                while True:
                    room = min(self.most, max(1, self.room()))
                    while len(asked) < room and (question := next(questions, None)) is not None:
                        asked[threads.submit(question[1])] = question[0]
                    if not asked:
                        return
                    ready, _ = wait(asked, return_when=FIRST_COMPLETED)
                    for future in [each for each in asked if each in ready]:
                        yield asked.pop(future), future.result
            finally:
                if asked:
                    threads.shutdown(wait=False, cancel_futures=True)
                    self.stop()
