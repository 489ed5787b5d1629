"""Which changed sentence of the new article each old one is: split, joined or edited."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Collection, Iterable, Iterator

from rapidfuzz import fuzz

from dragoman.matching.equal import Places
from dragoman.model import one_line

SIMILAR = 60.0
"""How alike two source sentences must be, in rapidfuzz's ratio from 0 to 100, for one to count
as the other one changed. Below it, sentences of the same length share little but common words."""

SIMILAR_IN_PLACE = 40.0
"""The same, for sentences that stand between the same neighbours."""

SAME_TOGETHER = 90.0
"""How alike a sentence and its parts together must be for it to count as split or joined: marks,
case and an “and” may differ."""

MOST_PARTS = 3
"""Into how many parts a sentence is split, or of how many it is joined, at the most."""

REACH = 60
"""How far from its place, in segments, a changed sentence is looked for. It bounds the cost for an
article of thousands of sentences that all changed."""

BESIDE = 20
"""The same for the parts of a sentence that was split or joined."""


class Changes:
    """Places old sentences that the new article does not hold as they were."""

    def __init__(self, places: Places, reserved: Collection[str]) -> None:
        """`reserved` are sentences that no other one changed into: they were there before."""
        self.places = places
        self.reserved = reserved
        self.joined: dict[int, tuple[int, ...]] = {}
        """For each new sentence that was joined of several, the old ones after the first."""

        self.split: set[int] = set()
        """The new sentences that are but the first part of an old one."""

        self._known = sorted(places.to)

    def find(self) -> None:
        """Find them, those that were split or joined first."""
        left = [
            here
            for here in range(len(self.places.old))
            if here not in self.places.to and not self.places.waits(here)
        ]
        taken = self._split(left)
        taken |= self._joined([here for here in left if here not in taken])
        self._edited([here for here in left if here not in taken])

    def _split(self, left: Iterable[int]) -> set[int]:
        taken = set()
        for here in left:
            for run in _runs(self._about(here, BESIDE)):
                parts = " ".join(self.places.new[there] for there in run)
                if _same_together(self.places.old[here], parts):
                    self._take(here, run[0])
                    taken.add(here)
                    self.split.add(run[0])
                    # The other parts are new sentences: no other unit may claim them.
                    break
        return taken

    def _joined(self, left: Iterable[int]) -> set[int]:
        taken: set[int] = set()
        for run in _runs(left):
            if taken.intersection(run):
                continue
            parts = " ".join(self.places.old[here] for here in run)
            for there in self._about(run[0], BESIDE):
                if _same_together(self.places.new[there], parts):
                    self._take(run[0], there)
                    self.joined[there] = run[1:]
                    taken.update(run)
                    break
        return taken

    def _edited(self, left: Iterable[int]) -> None:
        pairs = []
        for here in left:
            low, high = self._neighbours(here)
            for there in self._about(here, REACH, between=False):
                inside = low < there < high
                least = SIMILAR_IN_PLACE if inside else SIMILAR
                score = fuzz.ratio(
                    self.places.old[here], self.places.new[there], score_cutoff=least
                )
                if score >= least:
                    pairs.append((-score, not inside, abs(there - here), here, there))
        for less, _, _, here, there in sorted(pairs):
            if here not in self.places.to and there not in self.places.back:
                self._take(here, there, vague=-less < SIMILAR)

    def _take(self, here: int, there: int, *, vague: bool = False) -> None:
        self.places.take(here, there, vague=vague)
        insort(self._known, here)

    def _about(self, here: int, reach: int, *, between: bool = True) -> list[int]:
        """New sentences without a place, about where the old one should stand.

        With `between`, only those between its neighbours.
        """
        low, high = self._neighbours(here)
        near = (low + high) // 2 if high - low <= reach else max(low, min(here, high))
        first, last = max(near - reach, 0), min(near + reach + 1, len(self.places.new))
        if between:
            first, last = max(first, low + 1), min(last, high)
        return [there for there in range(first, last) if self._free(there)]

    def _free(self, there: int) -> bool:
        """Whether a new sentence is new indeed."""
        places = self.places
        return (
            there not in places.back
            and not places.is_wanted(there)
            and places.new[there] not in self.reserved
        )

    def _neighbours(self, here: int) -> tuple[int, int]:
        """Where the nearest known sentences before and after this one stand."""
        at = bisect_left(self._known, here)
        return self.places.to[self._known[at - 1]], self.places.to[self._known[at]]


def _runs(numbers: Iterable[int]) -> Iterator[tuple[int, ...]]:
    """Yield two and more numbers in a row, the longer runs first."""
    every = list(numbers)
    known = set(every)
    for size in range(MOST_PARTS, 1, -1):
        for first in every:
            run = tuple(range(first, first + size))
            if known.issuperset(run):
                yield run


def _same_together(whole: str, parts: str) -> bool:
    """Whether a sentence says what the parts say together, but for marks and case."""
    if abs(len(whole) - len(parts)) > max(len(whole), len(parts)) // 5 + 5:
        return False
    left, right = (_letters(one_line(text)) for text in (whole, parts))
    return bool(left) and fuzz.ratio(left, right, score_cutoff=SAME_TOGETHER) > 0


def _letters(text: str) -> str:
    return " ".join("".join(c if c.isalnum() else " " for c in text.casefold()).split())
