"""Cutting a sentence that is too long for a model, at clauses where it has them."""

from __future__ import annotations

import re
from collections.abc import Callable

_CLAUSE = re.compile(r"(?:[,;:)\]»”،؛]|\s[–—-])\s+")
_WORD = re.compile(r"\s+")


def cut(text: str, fits: Callable[[str], bool]) -> list[str]:
    """Cut `text` into stripped parts that fit, none empty, which joined by spaces give it back.

    Each cut halves: at the clause boundary nearest the middle if one lies in the middle half,
    otherwise between words, or inside a word that alone is too long.
    """
    text = text.strip()
    if len(text) < 2 or fits(text):
        return [text]
    place = _boundary(text)
    return [part for half in (text[:place], text[place:]) for part in cut(half, fits) if part]


def _boundary(text: str) -> int:
    middle, quarter = len(text) / 2, len(text) / 4
    clauses = [match.end() for match in _CLAUSE.finditer(text)]
    places = [place for place in clauses if abs(place - middle) <= quarter]
    places = places or [match.end() for match in _WORD.finditer(text)] or [len(text) // 2]
    return min(places, key=lambda place: abs(place - middle))
