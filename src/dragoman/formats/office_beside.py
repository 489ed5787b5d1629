"""Where in a translated text something stands that takes no room among its words."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

_WORD = re.compile(r"\S+")


def before_word(text: str, wanted: float) -> int:
    """Return the place before a word that has about so many letters before it, spaces aside."""
    place, before, best = 0, 0, (wanted, 0)
    for match in _WORD.finditer(text):
        best = min(best, (abs(wanted - before), match.start()))
        before += match.end() - match.start()
        place = match.end()
    return min(best, (abs(wanted - before), place))[1]


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
