"""Where in a translated text something stands that takes no room among its words."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import accumulate

from dragoman.patterns import lazily

_WORD = lazily(r"\S+")


def before_words(text: str, wanted: Sequence[float]) -> list[int]:
    """Return where a text is parted, in order.

    `wanted` says, in order, how many letters stand before each of what parts it, spaces aside;
    all are fewer than the text has. Each place is the nearest edge of a word in the piece that
    the places before have left there, and none where that is the piece's own edge.
    """
    words = [match.span() for match in _WORD.finditer(text)]
    starts = [start for start, _ in words]
    before = [0, *accumulate(end - start for start, end in words)]
    ends = [len(text)]
    """Of the pieces that are not passed, the nearest last."""

    begun = 0
    places: list[int] = []
    for letters in wanted:
        while letters >= before[bisect_left(starts, ends[-1])]:
            begun = ends.pop()
        first, after = (bisect_left(starts, place) for place in (begun, ends[-1]))
        near = bisect_right(before, letters, first, after)
        edges = [(begun, first)] + [(starts[n], n) for n in (near - 1, near) if first <= n < after]
        if first < after:
            edges.append((words[after - 1][1], after))
        _, place = min((abs(letters - before[n]), place) for place, n in edges)
        if begun < place < ends[-1]:
            ends.append(place)
            places.append(place)
    return sorted(places)


def edge(ends: Sequence[int], share: float, tag: str) -> int:
    """Return before which of the items that end at `ends` something that takes no room stands.

    What begins or ends a stretch goes where the stretch holds all of the item; the rest to the
    nearer edge.
    """
    place = bisect_right(ends, share)
    if place == len(ends) or tag.endswith("Start"):
        return place
    begins = ends[place - 1] if place else 0
    closes = tag.endswith("End") or share - begins >= ends[place] - share
    return place + closes
