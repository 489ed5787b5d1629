"""A translator that work goes on without once it fails."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence, Set

from dragoman.engines.around import AroundTranslator
from dragoman.engines.base import USUAL, Decoding, Hypothesis, Translator
from dragoman.errors import EngineError


class Spare(AroundTranslator):
    """Gives nothing more after its first failure, which it tells instead of raising it."""

    def __init__(self, translator: Translator, failed: Callable[[EngineError], None]) -> None:
        """`failed` hears of the failure."""
        super().__init__(translator)
        self._tell = failed
        self._is_gone = False
        self._lock = threading.Lock()

    def translate(
        self,
        texts: Sequence[str],
        decoding: Decoding = USUAL,
        attended: Set[str] = frozenset(),
    ) -> Iterator[tuple[int, Hypothesis]]:
        """Yield what the translator makes, of some texts or none if it fails."""
        if self._is_gone:
            return
        try:
            yield from self._translator.translate(texts, decoding, attended)
        except EngineError as error:
            with self._lock:  # several threads may ask at once
                told, self._is_gone = self._is_gone, True
            if not told:
                self._tell(error)
