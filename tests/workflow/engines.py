"""Engines that tests can watch and steer; text is marked, so that its way can be followed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence, Set
from contextlib import contextmanager

from dragoman.engines import Decoding, Hypothesis
from dragoman.engines.base import USUAL
from dragoman.engines.pseudo import MARKED, PLAIN

ACCENTS = str.maketrans(PLAIN[26:], MARKED[26:])
"""Text in other letters, which no check takes for the source left as it was."""


class Watched:
    """Marks text with ‹ ›, counts how often a model is loaded, and calls `during` at work."""

    name = "watched"
    guarded = False

    def searches(self, source: str, target: str) -> bool:
        return True

    def __init__(
        self,
        during: Callable[[str], None] = lambda text: None,
        makes: Callable[[str], str] = lambda text: text,
    ) -> None:
        self.during = during
        self.makes = makes
        self.loaded: list[str] = []
        self.asked: list[str] = []
        self.together: list[int] = []
        """How many characters each call was asked for."""

    def signature(self, source: str, target: str) -> str:
        return f"watched {source}-{target} 1"

    @contextmanager
    def open(self, source: str, target: str) -> Iterator[_Marker]:
        self.loaded.append(target)
        yield _Marker(self, self.signature(source, target))


class _Marker:
    searches = True

    def __init__(self, engine: Watched, signature: str) -> None:
        self.engine = engine
        self._signature = signature

    @property
    def signature(self) -> str:
        return self._signature

    def translate(
        self,
        texts: Sequence[str],
        decoding: Decoding = USUAL,
        attended: Set[str] = frozenset(),
    ) -> Iterator[tuple[int, Hypothesis]]:
        self.engine.together.append(sum(map(len, texts)))
        for index in reversed(range(len(texts))):
            self.engine.asked.append(texts[index])
            self.engine.during(texts[index])
            yield index, Hypothesis(f"‹{self.engine.makes(texts[index])}›", 0.5)
