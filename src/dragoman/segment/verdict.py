"""What a rule says of a candidate."""

from collections.abc import Callable
from enum import Enum

from dragoman.segment.site import SplitSite


class SplitVerdict(Enum):
    """What a rule says of a candidate."""

    SPLIT = "a sentence ends here"
    JOIN = "the sentence goes on"


Rule = Callable[[SplitSite], SplitVerdict | None]
"""Gives its verdict, or None to leave the candidate to the next rule."""
