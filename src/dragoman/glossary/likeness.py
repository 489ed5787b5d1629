"""How much two words sound alike, whatever letters they are written in."""

from __future__ import annotations

from functools import lru_cache

from rapidfuzz.distance import Levenshtein

from dragoman.patterns import lazily

_CLASSES = {
    "b": "bpбпبپ",
    "d": "dдدضظذ",
    "f": "fvwфвفﭬ",
    "g": "gğгغگ",
    "h": "hхحخه",
    "j": "jжجژ",
    "k": "kqcкكکق",
    "l": "lлل",
    "m": "mмم",
    "n": "nнن",
    "r": "rрر",
    "s": "szşсзшщسزصشثц",
    "t": "tçтчتطچ",
}
_CLASS = {letter: name for name, letters in _CLASSES.items() for letter in letters}
"""Consonants that one language hears where another has a neighbour."""

_TOGETHER = (
    ("sch", "s"), ("tch", "t"), ("sh", "s"), ("ch", "t"), ("kh", "h"), ("gh", "g"), ("ph", "f"),
    ("th", "t"), ("ck", "k"), ("dzh", "j"), ("дж", "j"), ("кс", "ks"), ("كس", "ks"), ("x", "ks"),
)  # fmt: skip
_SOFT_C = lazily(r"c(?=[eiy])")
_TWICE = lazily(r"(.)\1+")


@lru_cache(maxsize=100_000)
def skeleton(word: str) -> str:
    """Return the consonants of a folded word by class: `lrfn` for Lorven, Лорвен and لورفن."""
    word = _SOFT_C.sub("s", word)
    for letters, sound in _TOGETHER:
        word = word.replace(letters, sound)
    return _TWICE.sub(r"\1", "".join(_CLASS.get(letter, "") for letter in word))


@lru_cache(maxsize=100_000)
def likeness(one: str, other: str) -> float:
    """Return how alike two folded words sound, from 0 to 1.

    Words of fewer than two consonants are never alike: they would be to too many.
    """
    first, second = skeleton(one), skeleton(other)
    if min(len(first), len(second)) < 2:
        return float(bool(first or second) and one == other)
    return Levenshtein.normalized_similarity(first, second)
