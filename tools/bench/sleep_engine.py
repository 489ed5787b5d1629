"""An engine that waits instead of computing: many workers of it fit on few cores.

What it takes is what dividing the work takes. `sharing.py` installs it for the processes that it
starts, and tells them by the environment what to do.
"""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Iterator, Sequence, Set
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import Any

from dragoman.engines.base import USUAL, Decoding, Hypothesis, Provider
from dragoman.engines.pseudo import mark

PAUSE = "SLEEP_ENGINE_SECONDS"
"""How long a sentence takes."""

WORKERS = "SLEEP_ENGINE_WORKERS"
"""How many processes wait for each other before the first sentence."""

BATCH, CHARACTER, ROOM = 0.08, 0.0006, 4_000
"""Seconds that a batch takes, and each character of it, and the characters of a batch: about what a
model of base size takes on one core."""

BROKEN = 5
"""How many sentences in a hundred come out broken at first, whatever way they are asked for."""

WORDS = ("کاروان", "روز", "دوشنبه", "شهر", "مردم", "آب", "راه", "خانه", "باران", "سیل", "پل")

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

    def open(self, source: str, target: str) -> AbstractContextManager[Any]:
        """Load nothing."""
        return nullcontext(SleepTranslator())


class StumblingTranslator:
    """Takes its time for batches, as a model does, and gives nothing or half for some sentences."""

    searches = True
    signature = "stumble 1"

    def translate(
        self,
        texts: Sequence[str],
        decoding: Decoding = USUAL,
        attended: Set[str] = frozenset(),
    ) -> Iterator[tuple[int, Hypothesis]]:
        """Yield what stands for translations, the longest first, after the pause of each batch."""
        row = sorted(range(len(texts)), key=lambda place: -len(texts[place]))
        while row:
            number = max(1, ROOM // max(1, len(texts[row[0]])))
            batch, row = row[:number], row[number:]
            time.sleep(BATCH + CHARACTER * sum(len(texts[place]) for place in batch))
            for place in batch:
                yield place, Hypothesis(stumbled(texts[place], decoding), 0.8)


class StumblingEngine(SleepEngine):
    """Has every direction, and output that can be broken."""

    name = "stumble"
    guarded = True

    def searches(self, source: str, target: str) -> bool:
        """Say yes."""
        return True

    def signature(self, source: str, target: str) -> str:
        """Name the engine."""
        return StumblingTranslator.signature

    def identity(self, source: str, target: str) -> str:
        """Let what it makes be written down."""
        return f"{StumblingTranslator.signature} {source}-{target}"

    def open(self, source: str, target: str) -> AbstractContextManager[Any]:
        """Load nothing."""
        return nullcontext(StumblingTranslator())


def stumbled(text: str, decoding: Decoding) -> str:
    """Return what stands for a translation, by the text and the way it is asked for alone."""
    asked = text if decoding == USUAL else f"{text}{decoding!r}"
    words = [
        "".join(filter(str.isdigit, word)) or WORDS[_number(word) % len(WORDS)]
        for word in text.split()
    ]
    if _number(asked) % 100 >= BROKEN:
        return " ".join(words) + "."
    kept = len(words) // 5 if len(words) > 12 and _number(text) % 2 else 0
    return " ".join(words[:kept])


def _number(text: str) -> int:
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=4).digest())


def meet(folder: Path, number: int) -> None:
    """Wait until so many processes are here: that some begin later is no matter of the work."""
    (folder / f"{os.getpid()}").touch()
    while len(list(folder.iterdir())) < number:
        time.sleep(0.01)


PROVIDER: Provider[None] = Provider(lambda models, settings: SleepEngine(), None)
STUMBLING: Provider[None] = Provider(lambda models, settings: StumblingEngine(), None)
