"""An engine that accents letters and adds nothing, so that its work can be undone."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from contextlib import AbstractContextManager, nullcontext

from dragoman.engines import Decoding, Hypothesis
from dragoman.engines.base import USUAL
from dragoman.engines.pseudo import MARKED, PLAIN

_CYRILLIC = "абвгдежзийклмнопрстуфхцчшщъыьэюяёіїєґ"
_EASTERN = "ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىيپچژکگی"
_HEBREW = "אבגדהוזחטיךכלםמןנסעףפץצקרשת"


def _others() -> dict[str, str]:
    """Return a letter for each one of other scripts that runs the same way and hardly occurs."""
    signs = map(chr, range(0x048A, 0x0530))
    small = [sign for sign in signs if sign.islower() and len(sign.upper()) == 1]
    pairs = dict(zip(_CYRILLIC, small, strict=False))
    pairs |= {letter.upper(): other.upper() for letter, other in pairs.items()}
    pairs |= dict(zip(_EASTERN, map(chr, range(0x0750, 0x0780)), strict=False))
    return pairs | dict(zip(_HEBREW, map(chr, range(0x0712, 0x0730)), strict=False))


_PAIRS = _others()
LETTERS = "A-Za-z" + "".join(_PAIRS)
"""The letters that get accents, as a class of a pattern has them."""

_THERE = str.maketrans(PLAIN, MARKED) | str.maketrans(_PAIRS)
_BACK = str.maketrans(MARKED, PLAIN) | str.maketrans({b: a for a, b in _PAIRS.items()})
_MASK = re.compile(r"((?:XQZ*|XZ|QX(?:Z+J)?|ZQ|QZ|XJ)\d+)")


def accented(text: str) -> str:
    """Return the text with other letters; masks of protected items stay."""
    parts = _MASK.split(text)
    parts[::2] = [part.translate(_THERE) for part in parts[::2]]
    return "".join(parts)


def bare(text: str) -> str:
    """Take the accents off."""
    return text.translate(_BACK)


class Accents:
    """The translator, and the engine that opens it."""

    name = "accents"
    guarded = False

    def searches(self, source: str, target: str) -> bool:
        """Say that there is nothing to look for."""
        return False

    def signature(self, source: str = "en", target: str = "tr") -> str:
        """Name the direction."""
        return f"accents {source}-{target} 1"

    def open(self, source: str, target: str) -> AbstractContextManager[AccentsTranslator]:
        """Load nothing."""
        return nullcontext(AccentsTranslator(self.signature(source, target)))


class AccentsTranslator:
    """Accents every text."""

    searches = False

    def __init__(self, signature: str) -> None:
        self.signature = signature

    def translate(
        self,
        texts: Sequence[str],
        decoding: Decoding = USUAL,
        attended: Set[str] = frozenset(),
    ) -> Iterator[tuple[int, Hypothesis]]:
        """Yield the accented texts in order."""
        del decoding, attended
        for index, text in enumerate(texts):
            yield index, Hypothesis(accented(text))
