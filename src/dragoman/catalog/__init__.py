"""Bring a catalog up to date with its article, and lose nothing that a person wrote.

same sentence            keeps everything where it was, and beside a neighbour wherever they moved
moved alone              keeps its text; a person's becomes stale
one of several equal     keeps everything in its own surroundings; where they do not tell which
                         one it is, a person's text becomes stale
changed, a person's      keeps its text, becomes stale, shows the old source
split, a person's        the first part keeps the text and becomes stale, the others are new
joined, a person's       the texts are joined and become stale
changed, a machine's     is translated again
gone, a person's         moves to `retired`, and comes back if the sentence does; stale if elsewhere
gone, a machine's        is dropped

`merging` goes over the whole article, `units` makes the unit of one segment, and `acceptance`
says who gave a status.
"""

from dragoman.catalog.acceptance import Witness, accept, status_before
from dragoman.catalog.merging import Affected, Merge, labels, merge
from dragoman.catalog.units import Outcome, doubt

__all__ = [
    "Affected",
    "Merge",
    "Outcome",
    "Witness",
    "accept",
    "doubt",
    "labels",
    "merge",
    "status_before",
]
