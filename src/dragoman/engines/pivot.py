"""Translating through a third language, where no model is direct."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from dataclasses import replace

from dragoman.engines.base import USUAL, Decoding, Hypothesis, Translator

TEXTS_AT_A_TIME = 256
"""Texts that pass both models together: enough for full batches, few enough that what is finished
is handed on, and saved, now and then."""


class PivotTranslator:
    """Two translators, one after the other."""

    def __init__(self, first: Translator, second: Translator) -> None:
        self._first = first
        self._second = second

    @property
    def signature(self) -> str:
        """Both signatures, such as `argos tr-en 1.5 + en-fa 1.5`."""
        return joined(self._first.signature, self._second.signature)

    @property
    def searches(self) -> bool:
        """Whether the second does, whose alternatives these are."""
        return self._second.searches

    def translate(
        self,
        texts: Sequence[str],
        decoding: Decoding = USUAL,
        attended: Set[str] = frozenset(),
    ) -> Iterator[tuple[int, Hypothesis]]:
        """Yield the translations as they complete.

        Their confidence is the product of both, as if the models erred independently, and their
        findings are those of both. Text that the first model lost is not given to the second.
        Nothing is known of the attention from end to end.
        """
        for begin in range(0, len(texts), TEXTS_AT_A_TIME):
            window = texts[begin : begin + TEXTS_AT_A_TIME]
            between = dict(self._first.translate(window, decoding))
            order = sorted(between)
            given = [between[at].text for at in order]
            for place, made in self._second.translate(given, decoding):
                at = order[place]
                yield begin + at, _combined(between[at], made)


def joined(first: str, second: str) -> str:
    """Join two signatures, naming their engine once, if it is one."""
    engine, _, rest = second.partition(" ")
    return f"{first} + {rest if engine == first.partition(' ')[0] else second}"


def _combined(first: Hypothesis, second: Hypothesis) -> Hypothesis:
    """What the second made of the first's best text; its alternatives compare with it."""
    findings = tuple(dict.fromkeys((*first.findings, *second.findings)))
    confidence = None
    if first.confidence is not None and second.confidence is not None:
        confidence = round(first.confidence * second.confidence, 2)
    others = tuple(_combined(first, other) for other in second.alternatives)
    return replace(second, confidence=confidence, findings=findings, alternatives=others)
