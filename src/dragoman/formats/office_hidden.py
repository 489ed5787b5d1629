"""Put what takes no room among the words of a document back into its translation.

A bookmark, the anchor of a floating picture and the like have no mark in the review file. Each goes
back where it stood: at an end of the text, beside a sign, or in proportion to the words before it.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate, pairwise

from dragoman.formats.office_beside import before_words, edge
from dragoman.formats.office_items import Box, Dialect, Item, Leaf, Role, is_visible, room, shared


class Hidden:
    """What is hidden in a text, and where it stands there.

    `ends` are the places of the first and the last of the items that is seen.
    """

    def __init__(self, items: Sequence[Item], ends: tuple[int, int], dialect: Dialect) -> None:
        self._items = items
        self._ends = ends
        self._dialect = dialect
        self._between = [n for n in range(*ends) if items[n].role is Role.HIDDEN]
        if not self._between:
            return
        self._before = [0, *accumulate(map(room, items))]
        first, last = ends
        seen = [*map(is_visible, items)]
        before = [n if seen[n] else first for n in range(len(items))]
        after = [n if seen[n] else last for n in range(len(items))]
        self._seen_before = [*accumulate(before, max)]
        self._seen_after = [*accumulate(reversed(after), min)][::-1]

    def put_back(self, made: list[list[Item]]) -> list[list[Item]]:
        """Return the paragraphs of a translation with all that is hidden in the text."""
        first, last = self._ends
        result = self._among(made) if self._between else [[*content] for content in made]
        result[0][:0] = self._items[:first]
        result[-1] += self._items[last + 1 :]
        return [list(_in_no_second_box(content)) for content in result]

    def _among(self, made: Sequence[Sequence[Item]]) -> list[list[Item]]:
        """Return the paragraphs with what is hidden between the ends."""
        made = self._parted(made)
        places = self._places([item for content in made for item in content])
        result: list[list[Item]] = []
        place = 0
        for content in made:
            result.append([])
            for item in content:
                result[-1] += [*places.pop(place, ()), item]
                place += 1
        result[-1] += places.pop(place, ())
        return result

    def _parted(self, made: Sequence[Sequence[Item]]) -> list[list[Item]]:
        """Part texts between two words, where something stands beside them that has no room."""
        total = sum(room(item) for content in made for item in content)
        shares = deque(
            self._before[number] / (self._before[-1] or 1) * total
            for number in self._between
            if self._parts_words(number)
        )
        passed = 0
        parted: list[list[Item]] = []
        for content in made:
            parted.append([])
            for item in content:
                size = room(item)
                wanted = []
                while shares and shares[0] < passed + size:
                    wanted.append(shares.popleft() - passed)
                parted[-1] += self._pieces(item, [share for share in wanted if share > 0])
                passed += size
        return parted

    def _parts_words(self, number: int) -> bool:
        """Whether an item stands between two words, and neither at a sign nor round a stretch."""
        if _is_edge(self._items[number]):
            return False
        return all(each.role is not Role.SIGN for each in self._beside(number))

    def _pieces(self, item: Item, wanted: Sequence[float]) -> list[Item]:
        """Return the texts that one becomes if it is parted after so many letters each."""
        if not wanted or item.role is not Role.TEXT:
            return [item]
        places = before_words(item.text, wanted)
        return [
            self._dialect.fresh(item.text[start:end], item, item.boxes, alike=True)
            for start, end in pairwise([0, *places, len(item.text)])
        ]

    def _places(self, made: Sequence[Item]) -> dict[int, list[Item]]:
        """Return before which of the new items each of the hidden ones stands."""
        places: dict[int, list[Item]] = {}
        signs = {id(item): n for n, item in enumerate(made) if item.role is Role.SIGN}
        new = [*accumulate(map(room, made))]
        place = -1
        for number in self._between:
            item = self._items[number]
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
        return self._items[self._seen_before[number]], self._items[self._seen_after[number]]


def _in_no_second_box(content: Sequence[Item]) -> Iterator[Item]:
    """Take what is hidden out of a box whose words stand elsewhere: it would be there twice.

    A content control, say, has a name that no other one may have.
    """
    filled = {id(box) for item in content if item.role is not Role.HIDDEN for box in item.boxes}
    before: tuple[Box, ...] = ()
    for item, following in pairwise((*content, None)):
        if item is None:
            break
        after = following.boxes if following is not None else ()
        kept = max(shared(item.boxes, before), shared(item.boxes, after), key=len)
        outer = item.boxes[len(kept) :]
        if item.role is Role.HIDDEN and outer and id(outer[0]) in filled:
            left = {id(box) for box in outer}
            leaves = [
                Leaf(leaf.element, tuple(box for box in leaf.boxes if id(box) not in left))
                for leaf in item.leaves
            ]
            item = Item(item.role, leaves, kept, item.run, item.text, item.number)
        before = item.boxes
        yield item


def _begins(item: Item) -> bool:
    """Whether it begins a stretch of the text."""
    return str(item.leaves[0].element.tag).endswith(("Start", "-start"))


def _is_edge(item: Item) -> bool:
    """Whether it begins or ends a stretch of the text, as a bookmark does."""
    return str(item.leaves[0].element.tag).endswith(("Start", "End", "-start", "-end"))
