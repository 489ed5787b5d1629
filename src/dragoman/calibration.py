"""What a model's confidence is worth: how often people kept text of that confidence.

A confidence is a mean token probability. How high good text comes differs from model to model, so
as it is, it can order the sentences of one model and no more. What reviewers did with the text
tells the rest: by isotonic regression (pool adjacent violators), confidences become the chance that
a person keeps the text, which can be compared over models and locales.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass

FEWEST = 100
"""Judged segments of an engine in a locale, below which nothing is said: with these, a share is
known to about 10 percent points."""

Tally = Mapping[float, tuple[int, int]]
"""For each confidence, how many segments people judged, and how many of them they kept."""


@dataclass(frozen=True, slots=True)
class Calibration:
    """The chances for each confidence. It never falls where the confidence rises."""

    judged: int
    knots: tuple[tuple[float, float], ...]
    """Confidences in rising order, with their chances. Between two lies a straight line."""

    def chance(self, confidence: float) -> float:
        """Return the chance, from 0 to 1, that a person keeps text of this confidence."""
        place = bisect_right(self.knots, (confidence, 2.0))
        if place == 0:
            return self.knots[0][1]
        if place == len(self.knots):
            return self.knots[-1][1]
        (left, low), (right, high) = self.knots[place - 1 : place + 1]
        return low + (high - low) * (confidence - left) / (right - left)


def calibrated(tally: Tally) -> Calibration | None:
    """Fit chances to what was judged; `None` if that is fewer than `FEWEST`."""
    judged = sum(count for count, _ in tally.values())
    if judged < FEWEST:
        return None
    pools: list[_Neighbours] = []
    for confidence, (count, kept) in sorted(tally.items()):
        if not count:
            continue
        pool = _Neighbours(confidence * count, count, kept)
        while pools and pools[-1].share >= pool.share:
            pool = pools.pop() + pool
        pools.append(pool)
    knots, most = [], 0.0
    for pool in pools:
        # A few more of one that is all kept, or of none, must not make it certain.
        most = max(most, (pool.kept + 1) / (pool.count + 2))
        knots.append((pool.total / pool.count, most))
    return Calibration(judged, tuple(knots))


@dataclass(frozen=True, slots=True)
class _Neighbours:
    """Neighbouring confidences that have one chance."""

    total: float
    """The sum of the confidences."""

    count: int
    kept: int

    @property
    def share(self) -> float:
        return self.kept / self.count

    def __add__(self, other: _Neighbours) -> _Neighbours:
        return _Neighbours(
            self.total + other.total, self.count + other.count, self.kept + other.kept
        )
