"""Which old unit each segment of a changed article continues.

First by the sentence itself, wherever it stands now. What is left is compared: a sentence that was
split in two or joined with the next is recognised by the text of its parts together, one that was
edited by its likeness, among those between the same neighbours more readily.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from rapidfuzz import fuzz

from dragoman.model import Catalog, Segment, Unit, one_line

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


@dataclass(slots=True)
class Matches:
    """What became of the units of an old catalog."""

    matched: dict[int, Unit] = field(default_factory=dict)
    """For the number of each segment the unit that it continues, if there is one."""

    joined: dict[int, tuple[Unit, ...]] = field(default_factory=dict)
    """For the number of a segment that was joined of several: the units after the first."""

    split: frozenset[int] = frozenset()
    """The numbers of segments that continue but the first part of a sentence."""

    revived: tuple[Unit, ...] = ()
    """Retired units whose sentence is back."""

    retired: tuple[Unit, ...] = ()
    """Those whose sentence is not."""

    gone: tuple[Unit, ...] = ()
    """Units that no segment continues."""


def matches(old: Catalog | None, segments: Sequence[Segment]) -> Matches:
    """Match the units of a catalog, live and retired, with the segments of the article."""
    return _Matching(old or Catalog("", "", ""), segments).matches()


class _Matching:
    def __init__(self, old: Catalog, segments: Sequence[Segment]) -> None:
        self.old = old
        self.live = old.units
        self.segments = segments
        self.found = Matches()
        self.place: dict[int, int] = {}
        """For the number of each matched unit that of its segment."""

        self.order: list[int] | None = None
        """The numbers of matched units, sorted; `None` when one came since."""

    def matches(self) -> Matches:
        found = self.found
        taken = self.by_id(self.live)
        kept = self.by_id(self.old.retired, live=False)
        found.revived = tuple(self.old.retired[number] for number in sorted(kept))
        found.retired = tuple(
            unit for number, unit in enumerate(self.old.retired) if number not in kept
        )
        taken |= self.by_parts([n for n in range(len(self.live)) if n not in taken])
        taken |= self.by_likeness([n for n in range(len(self.live)) if n not in taken])
        found.gone = tuple(unit for number, unit in enumerate(self.live) if number not in taken)
        return found

    def by_id(self, units: Sequence[Unit], *, live: bool = True) -> set[int]:
        """Match the units whose sentence is in the article as it was; return their numbers."""
        waiting = {
            segment.id: number
            for number, segment in enumerate(self.segments)
            if number not in self.found.matched
        }
        by_source: dict[str, list[str]] = {}
        for segment in self.segments:
            if segment.id in waiting:
                by_source.setdefault(segment.source, []).append(segment.id)
        taken = set()
        for by_key in (True, False):
            for number, unit in enumerate(units):
                if number in taken:
                    continue
                same = [key for key in by_source.get(one_line(unit.source), ()) if key in waiting]
                key = unit.id if by_key else (same[0] if same else "")
                if key in waiting and (by_key or same):
                    place = waiting.pop(key)
                    self.found.matched[place] = unit
                    if live:
                        self.place[number] = place
                    taken.add(number)
        self.order = None
        return taken

    def by_parts(self, left: Sequence[int]) -> set[int]:
        """Match sentences that were split or joined; return the numbers of their units."""
        taken: set[int] = set()
        split: set[int] = set()
        for number in left:
            for run in _runs(self.about(number, BESIDE)):
                parts = " ".join(self.segments[place].source for place in run)
                if _same_together(self.live[number].source, parts):
                    self.take(number, run[0])
                    taken.add(number)
                    split.add(run[0])
                    # The other parts are new sentences: no other unit may claim them.
                    break
        for run in _runs([number for number in left if number not in taken]):
            if taken.intersection(run):
                continue
            parts = " ".join(one_line(self.live[number].source) for number in run)
            for place in self.about(run[0], BESIDE):
                if _same_together(self.segments[place].source, parts):
                    self.take(run[0], place)
                    self.found.joined[place] = tuple(self.live[number] for number in run[1:])
                    taken.update(run)
                    break
        self.found.split = frozenset(split)
        return taken

    def by_likeness(self, left: Sequence[int]) -> set[int]:
        """Match what is left by how alike the sentences are; return the numbers matched."""
        pairs = []
        for number in left:
            low, high = self.neighbours(number)
            for place in self.about(number, REACH, between=False):
                inside = low < place < high
                least = SIMILAR_IN_PLACE if inside else SIMILAR
                score = fuzz.ratio(
                    one_line(self.live[number].source),
                    self.segments[place].source,
                    score_cutoff=least,
                )
                if score >= least:
                    pairs.append((-score, not inside, abs(place - number), number, place))
        taken: set[int] = set()
        for *_, number, place in sorted(pairs):
            if number not in taken and place not in self.found.matched:
                self.take(number, place)
                taken.add(number)
        return taken

    def take(self, number: int, place: int) -> None:
        self.found.matched[place] = self.live[number]
        self.place[number] = place
        self.order = None

    def about(self, number: int, reach: int, *, between: bool = True) -> list[int]:
        """Segments that continue no unit yet, about where the unit should stand.

        With `between`, only those between its neighbours.
        """
        low, high = self.neighbours(number)
        near = (low + high) // 2 if high - low <= reach else max(low, min(number, high))
        first, last = max(near - reach, 0), min(near + reach + 1, len(self.segments))
        if between:
            first, last = max(first, low + 1), min(last, high)
        return [place for place in range(first, last) if place not in self.found.matched]

    def neighbours(self, number: int) -> tuple[int, int]:
        """Where the nearest matched units before and after this one stand in the article."""
        known = self.order = self.order or sorted(self.place)
        at = bisect_left(known, number)
        before = self.place[known[at - 1]] if at else -1
        after = self.place[known[at]] if at < len(known) else len(self.segments)
        return before, after


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
