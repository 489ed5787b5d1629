"""Which sentence of the old article each equal one of the new article is, by its surroundings.

A sentence that stands once in both is paired wherever it moved. It is surely the same one where a
neighbour came along, or where it changed sides with no other sentence; moved alone, or replaced
between its neighbours by a new one, it may as well be another. One that stands several times is
known by its neighbours: first where all of them agree, then where those that are known already
leave one way to pair all copies. Where they leave several, or say nothing, a pair is but a guess.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import accumulate

RADII = (4, 2, 1)
"""How many neighbours on each side must agree, the widest surroundings first: of two passages that
repeat each other, the ones in which more agrees belong together."""

_BEFORE, _BEHIND = "\0before", "\0behind"
"""What stands beside the first and the last sentence."""

_FAR = -9
"""Beside no sentence."""


class Places:
    """Where each sentence of an old article stands in the new one."""

    def __init__(self, old: Sequence[str], new: Sequence[str]) -> None:
        self.old, self.new = tuple(old), tuple(new)
        self.to = {-1: -1, len(old): len(new)}
        """For each old sentence its place; the edges of the article are known from the start."""

        self.vague: set[int] = set()
        self.back = {there: here for here, there in self.to.items()}
        self._left_old, self._left_new = Counter(old), Counter(new)

    def take(self, here: int, there: int, *, vague: bool = False) -> None:
        """Say that the new sentence `there` is the old one `here`, changed or not.

        One that is `vague`, hardly like what it was, tells nothing of its neighbours.
        """
        self.to[here] = there
        self.back[there] = here
        if vague:
            self.vague.add(here)
        self._left_old[self.old[here]] -= 1
        self._left_new[self.new[there]] -= 1

    def waits(self, here: int) -> bool:
        """Whether an old sentence has no place yet, and an equal one of the new article neither."""
        inside = 0 <= here < len(self.old)
        return inside and here not in self.to and self._left_new[self.old[here]] > 0

    def is_wanted(self, there: int) -> bool:
        """The same, seen from a new sentence."""
        inside = 0 <= there < len(self.new)
        return inside and there not in self.back and self._left_old[self.new[there]] > 0

    def is_replaced(self, here: int) -> bool:
        """Whether an old sentence moved away, and a new one stands between its old neighbours.

        It may as well have become that one, and the equal one elsewhere be another.
        """
        before, behind = self.to.get(here - 1), self.to.get(here + 1)
        if before is None or behind is None or behind - before != 2:
            return False
        return self.to.get(here) != before + 1 and before + 1 not in self.back

    def moved_alone(self) -> Iterator[int]:
        """Yield the old sentences that changed sides with others, and left all neighbours behind.

        Whether what was said of one of them holds in its new surroundings, nobody knows.
        """
        places = sorted(self.to.items())
        before = list(accumulate((there for _, there in places), max))
        behind = list(accumulate((there for _, there in reversed(places)), min))[::-1]
        for at, (here, there) in enumerate(places[1:-1], 1):
            in_order = before[at - 1] < there < behind[at + 1]
            if not in_order and not self._has_neighbour(here, there):
                yield here

    def _has_neighbour(self, here: int, there: int) -> bool:
        """Whether a sentence stands beside one that it stood beside, on whichever side."""
        for side in (-1, 1):
            other = here + side
            if other not in self.vague and abs(self.to.get(other, _FAR) - there) == 1:
                return True
            inside = 0 <= other < len(self.old) and 0 <= there + side < len(self.new)
            if inside and self.old[other] == self.new[there + side]:
                return True
        return False

    @property
    def waiting(self) -> list[int]:
        """The old sentences that wait, in their order."""
        return [here for here in range(len(self.old)) if self.waits(here)]

    def settle(self) -> None:
        """Find the place of each equal sentence of which there is no doubt."""
        self._once()
        for radius in RADII:
            self._by_surroundings(radius)
        self.settle_between()

    def settle_between(self) -> None:
        """Find the places that follow from those that are known."""
        while self._by_neighbours(self.waiting) or self._by_neighbours(self.waiting[::-1]):
            continue

    def guesses(self) -> Iterator[tuple[int, int]]:
        """Pair what still waits, neighbours before order, and yield each pair."""
        for here in self.waiting:
            for there in sorted(self._beside(here)):
                self.take(here, there)
                yield here, there
                break
        free = defaultdict(list)
        for there in reversed(range(len(self.new))):
            if self.is_wanted(there):
                free[self.new[there]].append(there)
        for here in self.waiting:
            if free[self.old[here]]:
                there = free[self.old[here]].pop()
                self.take(here, there)
                yield here, there

    def _once(self) -> None:
        """Match the sentences that stand once in both articles."""
        places = {text: there for there, text in enumerate(self.new)}
        once = [
            here
            for here, text in enumerate(self.old)
            if self._left_old[text] == self._left_new[text] == 1
        ]
        for here in once:
            self.take(here, places[self.old[here]])

    def _by_surroundings(self, radius: int) -> None:
        """Match the sentences that stand once among these neighbours."""
        here_by: dict[tuple[str, ...], list[int]] = defaultdict(list)
        there_by: dict[tuple[str, ...], list[int]] = defaultdict(list)
        for here in self.waiting:
            here_by[_window(self.old, here, radius)].append(here)
        for there in range(len(self.new)):
            if self.is_wanted(there):
                there_by[_window(self.new, there, radius)].append(there)
        for window, places in here_by.items():
            if len(places) == len(there_by.get(window, ())) == 1:
                self.take(places[0], there_by[window][0])

    def _by_neighbours(self, waiting: Sequence[int]) -> bool:
        """Match what the places of the neighbours leave one way to pair; say if there was any."""
        found = False
        for here in waiting:
            pairs = self._pairs(here) if self.waits(here) else ()
            for pair in pairs:
                self.take(*pair)
                found = True
        return found

    def _pairs(self, here: int) -> list[tuple[int, int]]:
        """Return how the old sentence and those that want the same places are paired.

        Each sentence has a neighbour before and one behind, which ask for at most two places; so
        sentences and places that ask for each other make a chain, or a ring. A chain of as many
        sentences as places can be paired in one way alone, every other in several: then nothing
        is returned, and nothing while a neighbour that waits for its own place may differ.
        """
        olds, news = {here}, set[int]()
        edges: set[tuple[int, int]] = set()
        fresh = [here]
        while fresh:
            at = fresh.pop()
            for there in self._beside(at):
                edges.add((at, there))
                news.add(there)
                for other in self._asking(there):
                    edges.add((other, there))
                    if other not in olds:
                        olds.add(other)
                        fresh.append(other)
        if len(olds) != len(news) or len(edges) != len(olds) + len(news) - 1:
            return []
        pairs = _peeled(edges)
        settled = all(self._agrees(*pair, side) for pair in pairs for side in (-1, 1))
        return pairs if settled else []

    def _agrees(self, here: int, there: int, side: int) -> bool:
        """Whether what stands on one side speaks against the pair neither now nor later."""
        if not self.waits(here + side) and not self.is_wanted(there + side):
            return True
        inside = 0 <= here + side < len(self.old) and 0 <= there + side < len(self.new)
        return inside and self.old[here + side] == self.new[there + side]

    def _beside(self, here: int) -> set[int]:
        """The equal new sentences that stand beside the neighbours of an old one."""
        text = self.old[here]
        sides = (side for side in (-1, 1) if here + side not in self.vague)
        places = {self.to[here + side] - side for side in sides if here + side in self.to}
        return {at for at in places if self.is_wanted(at) and self.new[at] == text}

    def _asking(self, there: int) -> set[int]:
        """The same, seen from a new sentence."""
        text = self.new[there]
        places = {
            self.back[there + side] - side
            for side in (-1, 1)
            if there + side in self.back and self.back[there + side] not in self.vague
        }
        return {at for at in places if self.waits(at) and self.old[at] == text}


def _peeled(edges: set[tuple[int, int]]) -> list[tuple[int, int]]:
    """Pair the sentences of a chain with its places, from its ends on."""
    left = set(edges)
    pairs = []
    while left:
        olds = Counter(here for here, _ in left)
        news = Counter(there for _, there in left)
        here, there = min(pair for pair in left if olds[pair[0]] == 1 or news[pair[1]] == 1)
        pairs.append((here, there))
        left = {pair for pair in left if pair[0] != here and pair[1] != there}
    return pairs


def _window(texts: Sequence[str], at: int, radius: int) -> tuple[str, ...]:
    """The sentence with its neighbours."""
    first, last = at - radius, at + radius + 1
    before, behind = max(-first, 0), max(last - len(texts), 0)
    return (
        *[_BEFORE] * before,
        *texts[max(first, 0) : last],
        *[_BEHIND] * behind,
    )
