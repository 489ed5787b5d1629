"""Put what takes no room among the words of a document back into its translation.

A bookmark, the anchor of a floating picture and the like have no mark in the review file. Each goes
back where it stood: at an end of the text, beside a sign, or in proportion to the words before it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import accumulate

from dragoman.formats.office_beside import before_word, edge
from dragoman.formats.office_items import Dialect, Item, Role, is_visible, room


class Hidden:
    """What is hidden in a text, and where it stands there.

    `ends` are the places of the first and the last of the items that is seen.
    """

    def __init__(self, items: Sequence[Item], ends: tuple[int, int], dialect: Dialect) -> None:
        self._items = items
        self._ends = ends
        self._dialect = dialect
        self._before = [0, *accumulate(map(room, items))]

    def put_back(self, made: list[list[Item]]) -> list[list[Item]]:
        """Return the paragraphs of a translation with all that is hidden in the text."""
        first, last = self._ends
        self._part(made, range(first, last))
        places = self._places(range(first, last), [item for content in made for item in content])
        result: list[list[Item]] = []
        place = 0
        for content in made:
            result.append([])
            for item in content:
                result[-1] += [*places.pop(place, ()), item]
                place += 1
        result[-1] += places.pop(place, ())
        result[0][:0] = self._items[:first]
        result[-1] += self._items[last + 1 :]
        return result

    def _part(self, made: list[list[Item]], between: Iterable[int]) -> None:
        """Part texts between two words, where something stands beside them that has no room."""
        total = sum(room(item) for content in made for item in content)
        for number in between:
            item = self._items[number]
            if item.role is not Role.HIDDEN or _is_edge(item):
                continue
            if any(each.role is Role.SIGN for each in self._beside(number)):
                continue
            self._cut(made, self._before[number] / (self._before[-1] or 1) * total)

    def _cut(self, made: list[list[Item]], share: float) -> None:
        """Make two texts of the one that holds the place with so much of the line before it."""
        for content in made:
            for place, text in enumerate(content):
                if 0 < share < room(text) and text.role is Role.TEXT:
                    cut = before_word(text.text, share)
                    halves = (text.text[:cut], text.text[cut:])
                    content[place : place + 1] = [
                        self._dialect.fresh(half, text, text.boxes, alike=True)
                        for half in halves
                        if half
                    ]
                    return
                share -= room(text)

    def _places(self, between: Iterable[int], made: Sequence[Item]) -> dict[int, list[Item]]:
        """Return before which of the new items each of the hidden ones stands."""
        places: dict[int, list[Item]] = {}
        signs = {id(item): n for n, item in enumerate(made) if item.role is Role.SIGN}
        new = [*accumulate(map(room, made))]
        place = -1
        for number in between:
            item = self._items[number]
            if item.role is not Role.HIDDEN:
                continue
            last = self._items[number - 1]
            if place < 0 or last.role is not Role.HIDDEN or not (_begins(last) and _is_edge(item)):
                place = self._place(number, signs, new)
            # What ends right where it began, such as a bookmark of nothing, does so in the copy.
            places.setdefault(place, []).append(item)
        return places

    def _place(self, number: int, signs: Mapping[int, int], new: Sequence[int]) -> int:
        """Return before which of the new items a hidden one stands.

        `signs` says where the signs stand among these, `new` how much stands up to each.
        """
        before, after = self._beside(number)
        if id(before) in signs:
            return signs[id(before)] + 1
        if id(after) in signs:
            return signs[id(after)]
        share = self._before[number] / (self._before[-1] or 1) * (new[-1] if new else 0)
        return edge(new, share, str(self._items[number].leaves[0].element.tag))

    def _beside(self, number: int) -> tuple[Item, Item]:
        """Return what stands before and after an item between the ends, spaces aside."""
        before, after = number - 1, number + 1
        while before > self._ends[0] and not is_visible(self._items[before]):
            before -= 1
        while after < self._ends[1] and not is_visible(self._items[after]):
            after += 1
        return self._items[before], self._items[after]


def _begins(item: Item) -> bool:
    """Whether it begins a stretch of the text."""
    return str(item.leaves[0].element.tag).endswith(("Start", "-start"))


def _is_edge(item: Item) -> bool:
    """Whether it begins or ends a stretch of the text, as a bookmark does."""
    return str(item.leaves[0].element.tag).endswith(("Start", "End", "-start", "-end"))
