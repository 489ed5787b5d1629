"""Variants of examples, so that a model learns more than the examples themselves.

All chance comes from the generator that is passed in. SentencePiece could sample segmentations
too, but its generator cannot be seeded so that two runs agree.
"""

import random
import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence

from babel import Locale
from bitext import MASKS, SOURCE, Example

_NUMBER = re.compile(
    r"""(?<![\w:.,]) \d+ (?: [.,\u066b\u066c\u00a0\u202f] \d+ | [ ] \d{3} (?!\d) )* (?! :?\w )""",
    re.VERBOSE,
)
"""A number with its separators; neither a time of day nor part of a word."""

TRIES = 20


def vary_numbers(example: Example, language: str, chance: random.Random) -> tuple[str, str]:
    """Return source and target with other digits in the numbers that both sides share.

    A number changes when its digits stand once on each side. The new one has as many digits and
    asks for the same plural forms in both languages, so that the words round it stay right.
    """
    ours, theirs = _once(example.source), _once(example.target)
    renewed = {digits: _renew(digits, language, chance) for digits in ours if digits in theirs}
    return _replace(example.source, renewed), _replace(example.target, renewed)


def _once(text: str) -> list[str]:
    """Return the digits of each number that stands once in the text."""
    counted = Counter(_digits(match[0]) for match in _NUMBER.finditer(text))
    return [digits for digits, count in counted.items() if count == 1]


def _digits(number: str) -> str:
    return "".join(str(int(sign)) for sign in number if sign.isdecimal())


def _renew(digits: str, language: str, chance: random.Random) -> str:
    wanted = _plurals(digits, language)
    for _ in range(TRIES):
        first = "0" if digits[0] == "0" else chance.choice("123456789")
        candidate = first + "".join(chance.choices("0123456789", k=len(digits) - 1))
        if _plurals(candidate, language) == wanted:
            return candidate
    return digits


def _plurals(digits: str, language: str) -> tuple[str, str]:
    number = int(digits)
    return Locale(SOURCE).plural_form(number), Locale(language).plural_form(number)


def _replace(text: str, renewed: dict[str, str]) -> str:
    def new(match: re.Match[str]) -> str:
        digits = iter(renewed.get(_digits(match[0]), _digits(match[0])))
        return "".join(
            chr(ord(sign) - int(sign) + int(next(digits))) if sign.isdecimal() else sign
            for sign in match[0]
        )

    return _NUMBER.sub(new, text)


def split_pieces(
    pieces: Sequence[str], known: Collection[str], share: float, chance: random.Random
) -> Iterator[str]:
    """Cut about a share of the pieces in two known ones, and so on with each half."""
    for piece in pieces:
        halves: list[str] = []
        if len(piece) > 1 and piece not in MASKS and chance.random() < share:
            place = chance.randrange(1, len(piece))
            halves = [piece[:place], piece[place:]]
        if halves and all(half in known for half in halves):
            yield from split_pieces(halves, known, share, chance)
        else:
            yield piece
