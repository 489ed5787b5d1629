"""Pseudo-localization: marks and lengthens text, for trying a layout without a model.

    The convoy left Kazan. → [Ťĥé čöñṽöý ļéƒť Ķåžåñ. ········]

A page made of it shows at a glance what did not pass through translation (no accents), what is
cut off (no closing bracket), and what has no room for a longer language (the dots). Latin
letters are kept readable in every target: for a right-to-left target the direction comes from
the exported page, and a control character in the text would be one more thing to strip.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from contextlib import AbstractContextManager, nullcontext

from dragoman.engines.base import USUAL, Decoding, Hypothesis, Provider

PLAIN = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
MARKED = "ÅƁČĎÉƑĜĦÎĴĶĻṀÑÖÞǪŘŠŤÛṼŴẊÝŽåƀčďéƒĝĥîĵķļṁñöþǫřšťûṽŵẋýž"

GROWTH = 3
"""One filling character for so many of the source. Translations of English grow by about a
third in the longest of the usual languages."""

_MARKS = str.maketrans(PLAIN, MARKED)
_MASK = re.compile(r"(XQ\d+)")


class PseudoTranslator:
    """Marks text; every source gives one certain output."""

    searches = False

    def __init__(self, signature: str) -> None:
        self._signature = signature

    @property
    def signature(self) -> str:
        """`pseudo` with the direction and the version of the rules above."""
        return self._signature

    def translate(
        self,
        texts: Sequence[str],
        decoding: Decoding = USUAL,
        attended: Set[str] = frozenset(),
    ) -> Iterator[tuple[int, Hypothesis]]:
        """Yield the marked texts in order; there is nothing to look for."""
        for index, text in enumerate(texts):
            yield index, Hypothesis(mark(text))


class PseudoEngine:
    """Has every direction."""

    name = "pseudo"
    guarded = False

    def searches(self, source: str, target: str) -> bool:
        """Say no: there is one way to mark a text."""
        return False

    def signature(self, source: str, target: str) -> str:
        """Name the direction and the version of the rules above: all regions are marked alike."""
        return f"pseudo {source}-{target.partition('-')[0]} 1"

    def open(self, source: str, target: str) -> AbstractContextManager[PseudoTranslator]:
        """Load nothing."""
        return nullcontext(PseudoTranslator(self.signature(source, target)))


def mark(text: str) -> str:
    """Accent the Latin letters of `text`, lengthen it and put brackets round it.

    Mask tokens (`XQ7`), digits and everything that is no basic Latin letter stay.
    """
    if not text.strip():
        return text
    parts = _MASK.split(text)
    parts[::2] = [part.translate(_MARKS) for part in parts[::2]]
    return f"[{''.join(parts)} {'·' * -(-len(text) // GROWTH)}]"


PROVIDER: Provider[None] = Provider(lambda models, settings: PseudoEngine(), None)
