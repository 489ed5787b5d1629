"""A check that a sentence says yes where its source says yes, and no where it says no."""

from __future__ import annotations

from collections.abc import Iterator

from dragoman.checks.pair import Pair


def check_negation(pair: Pair) -> Iterator[str]:
    """Find sentences that lost a negation, or got one that the source has not.

    Each of several counts: a source that says no twice and a target that does so once differ.
    Words that only imply a no, such as without and failed, explain one on the other side.
    """
    here, there = pair.given.facts, pair.made.facts
    if not (here.known and there.known):
        return
    given, made = here.negation, there.negation
    if given.doubtful:
        return
    if given.plain:
        said = made.plain + made.implied
        if not said or (not made.plain and given.implied):
            yield f"“{given.shown[0]}” is in the source, and nothing in the target says no"
        elif said < given.plain:
            yield f"the source says no {given.plain} times, the target fewer"
    elif made.strong and not (given.implied or given.perhaps or made.doubtful):
        yield "the target says no, the source does not"
