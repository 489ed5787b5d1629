"""Roman figures."""

from __future__ import annotations

from functools import lru_cache

from dragoman.patterns import lazily

_ROMAN = lazily(r"(?<![^\W_])[IVXLCХІ]{1,7}(?![^\W_])")
_FIGURES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "Х": 10, "І": 1}


@lru_cache(maxsize=2048)
def roman(text: str) -> frozenset[float]:
    """Return the values of the Roman numbers of a text."""
    found: set[float] = set()
    for shown in _ROMAN.findall(text):
        values = [_FIGURES[each] for each in shown]
        pairs = zip(values, [*values[1:], 0], strict=True)
        found.add(float(sum(-one if one < following else one for one, following in pairs)))
    return frozenset(found)
