"""An engine that waits instead of computing: many workers of it fit on few cores.

What it takes is what dividing the work takes. `sharing.py` installs it for the processes that it
starts, and tells them by the environment what to do.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator, Sequence, Set
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path

from dragoman.engines.base import USUAL, Decoding, Hypothesis, Provider
from dragoman.engines.pseudo import mark

PAUSE = "SLEEP_ENGINE_SECONDS"
"""How long a sentence takes."""

WORKERS = "SLEEP_ENGINE_WORKERS"
"""How many processes wait for each other before the first sentence."""

FOLDER = "SLEEP_ENGINE_FOLDER"
"""Where they find each other. A file of it is as old as the first sentence."""


class SleepTranslator:
    """Marks text, and takes its time."""

    searches = False
    signature = "sleep 1"

    def __init__(self) -> None:
        self._pause = float(os.environ[PAUSE])
        self._begun = False

    def translate(
        self,
        texts: Sequence[str],
        decoding: Decoding = USUAL,
        attended: Set[str] = frozenset(),
    ) -> Iterator[tuple[int, Hypothesis]]:
        """Yield the marked texts in order, one after each pause."""
        if not self._begun:
            self._begun = True
            meet(Path(os.environ[FOLDER]), int(os.environ[WORKERS]))
        for index, text in enumerate(texts):
            time.sleep(self._pause)
            yield index, Hypothesis(mark(text))


class SleepEngine:
    """Has every direction."""

    name = "sleep"
    guarded = False

    def searches(self, source: str, target: str) -> bool:
        """Say no."""
        return False

    def signature(self, source: str, target: str) -> str:
        """Name the engine."""
        return SleepTranslator.signature

    def identity(self, source: str, target: str) -> str:
        """Let what it makes be written down, as what models make is."""
        return f"{SleepTranslator.signature} {source}-{target}"

    def open(self, source: str, target: str) -> AbstractContextManager[SleepTranslator]:
        """Load nothing."""
        return nullcontext(SleepTranslator())


def meet(folder: Path, number: int) -> None:
    """Wait until so many processes are here: that some begin later is no matter of the work."""
    (folder / f"{os.getpid()}").touch()
    while len(list(folder.iterdir())) < number:
        time.sleep(0.01)


PROVIDER: Provider[None] = Provider(lambda models, settings: SleepEngine(), None)
