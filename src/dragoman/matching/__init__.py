"""Which old unit each segment of a changed article continues.

Equal sentences come first (`equal`): each keeps the text of its own surroundings. What is left is
compared (`changed`): a sentence that was split in two or joined with the next is recognised by the
text of its parts together, one that was edited by its likeness, among those between the same
neighbours more readily. What these tell of the surroundings places further equal sentences.
"""

from dragoman.matching.changed import SIMILAR
from dragoman.matching.match import Continuation, Matches, MatchKind, matches, neighbours

__all__ = ["SIMILAR", "Continuation", "MatchKind", "Matches", "matches", "neighbours"]
