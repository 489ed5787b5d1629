"""Words and phrases that come more than once among others."""

from __future__ import annotations

import operator
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

LONGEST = 12
"""Words of the longest phrase that is looked for twice in a row."""


def repeats(words: Sequence[str]) -> bool:
    """Whether a word stands twice in a row or two words come twice: no phrase does else."""
    pairs = [*pairwise(words)]
    return len(set(pairs)) < len(pairs) or any(map(operator.eq, words, words[1:]))


def _comes_again(words: Sequence[str], size: int) -> bool:
    """Whether any `size` words in a row come twice."""
    grams = [*zip(*(words[start:] for start in range(size)), strict=False)]
    return len(set(grams)) < len(grams)


@lru_cache(maxsize=256)
def in_a_row(words: Sequence[str]) -> tuple[Sequence[str], int]:
    """Return the phrase that stands most often in a row, and how often; phrases before words."""
    if not repeats(words):
        return (), 0
    best: tuple[Sequence[str], int] = ((), 0)
    for size in _distances(words):
        same = reached = 0
        for place in range(size, len(words)):
            same = same + 1 if words[place] == words[place - size] else 0
            if same > reached:
                reached, end = same, place + 1
        times = reached // size + 1
        needed = best[1] + (len(best[0]) == 1 and times > 1) * -1
        if reached >= size and times > max(needed, 1):
            phrase = words[end - size : end]
            if size == 1 or len(set(phrase)) > 1:
                best = phrase, times
    return best


def _distances(words: Sequence[str]) -> Sequence[int]:
    """Return how far apart the words of a phrase in a row may stand from those that repeat them.

    One word stands beside itself, and two words of a longer phrase stand together twice.
    """
    found = {1} if any(map(operator.eq, words, words[1:])) else set()
    longest = min(LONGEST, len(words) // 2)
    places: dict[tuple[str, str], list[int]] = {}
    for place, pair in enumerate(pairwise(words)):
        before = places.setdefault(pair, [])
        if before:
            found.update(place - each for each in before[-LONGEST:] if place - each <= longest)
        before.append(place)
    return sorted(found)


@lru_cache(maxsize=256)
def scattered(words: Sequence[str], size: int) -> tuple[Sequence[str], int]:
    """Return the `size` words in a row that come most often anywhere, and how often."""
    if not repeats(words) or not _comes_again(words, size):
        return (), 0
    grams = Counter(zip(*(words[start:] for start in range(size)), strict=False))
    grams = Counter({gram: n for gram, n in grams.items() if not all(w.isdigit() for w in gram)})
    return max(grams.items(), key=lambda each: each[1], default=((), 0))
