"""Two numbers that belong together in one order: scores, ranges, so many of so many."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from dragoman.facts.amount import Amount
from dragoman.facts.folding import ascii_figures
from dragoman.facts.stored import stored
from dragoman.facts.tokens import Tokens
from dragoman.patterns import lazily

Two = tuple[int, int]

_TWO = lazily(r"(?<![\w.,:/–-])\d{1,2}\s?[-–:]\s?\d{1,2}(?![\w/–-]|[.,:]\d)")
_MARK = lazily(r"\s?[-–:]\s?")


def scores(text: str) -> frozenset[Two]:
    """Return the pairs of small numbers with a mark between: 3–1, 3:1."""
    found = (_MARK.split(shown) for shown in _TWO.findall(ascii_figures(text)))
    return frozenset((int(one), int(other)) for one, other in found)


FAR = 4
"""Tokens between the two numbers, at the most."""


def shares(tokens: Tokens, amounts: Sequence[Amount]) -> Iterator[Two]:
    """Yield the counts of which one is a part of the other, the part first."""
    said: dict[str, str] = stored(tokens.language, "shares") or {}
    joining = said.get("between", "").split()
    endings = tuple(said.get("endings", "").split())
    for one, other in pairwise(amounts):
        between = tokens.texts[one.end : other.start]
        if not 0 < len(between) < FAR or not (_counts(one) and _counts(other)):
            continue
        first, second = int(one.values[0]), int(other.values[0])
        if any(word in between for word in joining):
            yield first, second
        elif endings and any(word.endswith(endings) for word in between):
            yield second, first


def _counts(amount: Amount) -> bool:
    values = amount.values
    whole = len(values) == 1 and values[0] >= 1 and values[0].is_integer()
    return whole and amount.kind in ("figure", "word") and "percent" not in amount.units
