"""A translator whose time is taken: what a second opinion costs is to be said."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence, Set

from dragoman.engines.around import AroundTranslator
from dragoman.engines.base import USUAL, Decoding, Hypothesis, Translator


class Clocked(AroundTranslator):
    """Tells how long its results were waited for."""

    def __init__(self, translator: Translator, waited: Callable[[float], None]) -> None:
        """`waited` hears of seconds, result by result."""
        super().__init__(translator)
        self._waited = waited

    def translate(
        self,
        texts: Sequence[str],
        decoding: Decoding = USUAL,
        attended: Set[str] = frozenset(),
    ) -> Iterator[tuple[int, Hypothesis]]:
        """Yield what the translator makes."""
        made = iter(self._translator.translate(texts, decoding, attended))
        while True:
            begun = time.perf_counter()
            result = next(made, None)
            self._waited(time.perf_counter() - begun)
            if result is None:
                return
            yield result
