"""A check that a sentence says yes where its source says yes, and no where it says no."""

from __future__ import annotations

from collections.abc import Iterator

from dragoman.checks.pair import Pair
from dragoman.facts import negations


def check_negation(pair: Pair) -> Iterator[str]:
    """Find sentences that lost a negation, or got one that the source has not.

    Each of several counts: a source that says no twice and a target that does so once differ.
    Words that only imply a no, such as without and failed, explain one on the other side.
    """
    here, there = pair.given.facts, pair.made.facts
    if not (here.known and there.known):
        return
    given, made = here.negation, there.negation
    if given.doubtful or not (given.plain or made.strong):
        return
    if given.plain:
        said = made.plain + there.implied_negations
        if not said or (not made.plain and here.implied_negations):
            yield f"“{given.shown[0]}” is in the source, and nothing in the target says no"
        elif said < given.plain:
            yield f"the source says no {given.plain} times, the target fewer"
    elif not (
        made.doubtful or here.implied_negations or negations.perhaps(here.text, here.language)
    ):
        yield "the target says no, the source does not"
