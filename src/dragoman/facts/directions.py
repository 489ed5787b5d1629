"""Which of two opposites a sentence speaks of: rise or fall, before or after, won or lost."""

from __future__ import annotations

from dragoman.facts.amount import Amount
from dragoman.facts.tokens import Tokens

OPPOSITES = (
    ("rise", "fall"),
    ("more", "fewer"),
    ("before", "after"),
    ("win", "lose"),
    ("north", "south"),
    ("east", "west"),
    ("buy", "sell"),
    ("imports", "exports"),
    ("open", "close"),
    ("above", "below"),
    ("hire", "fire"),
    ("innocent", "guilty"),
    ("allow", "ban"),
    ("support", "oppose"),
    ("older", "younger"),
    ("warm", "cold"),
    ("long", "short"),
    ("high", "low"),
    ("largest", "smallest"),
    ("man", "woman"),
    ("accept", "reject"),
    ("begin", "end"),
    ("left wing", "right wing"),
    ("enter", "leave"),
    ("majority", "minority"),
    ("rich", "poor"),
    ("urban", "rural"),
    ("public", "private"),
    ("for", "against"),
    ("double", "halve"),
    ("profit", "loss"),
    ("cheap", "expensive"),
    ("fast", "slow"),
    ("strong", "weak"),
    ("deep", "shallow"),
    ("once", "twice"),
)
"""Pairs of directions, each with a list of words in `data/LANGUAGE/directions.yaml`."""


def directions(tokens: Tokens, amounts: tuple[Amount, ...]) -> tuple[str, ...]:
    """Return the directions that the words of a sentence name, in order.

    Some words do so beside per cents only: 3 per cent lower.
    """
    if tokens.kinds.isdisjoint(("direction", "beside")):
        return ()
    silent = {
        place + more
        for place, tags in tokens.tags.items()
        for tag in tags
        if tag.kind == "silent"
        for more in range(int(tag.value))
    }
    return tuple(
        _side(str(tag.value), place, tokens)
        for place in sorted(tokens.tags)
        if place not in silent
        for tag in tokens.tags[place]
        if tag.kind == "direction" or (tag.kind == "beside" and _by_per_cents(place, amounts))
    )


def hints(tokens: Tokens) -> frozenset[str]:
    """Return the directions that words of a sentence may stand for, and do not name.

    What was two years ago was two years before in Persian and Turkish: such a word explains one on
    the other side, and nothing is asked of it.
    """
    if "hint" not in tokens.kinds:
        return frozenset()
    said = (tag for tags in tokens.tags.values() for tag in tags if tag.kind == "hint")
    return frozenset(str(tag.value) for tag in said)


NO_NEAR = 2
"""Words from a direction to a no that turns it round: it did not rise, ارتفاعی نداشت."""

NEXT = 1
"""The same for a comparison: no more than, не более."""


def denied(side: str, tokens: Tokens) -> bool:
    """Whether a word that says or implies no stands near one that names a direction."""
    if "denial" not in tokens.kinds:
        return False
    here: list[int] = []
    no: list[int] = []
    for place, tags in tokens.tags.items():
        for tag in tags:
            if tag.value == side and tag.kind in ("direction", "beside"):
                here.append(place)
            elif tag.kind == "denial":
                no.append(place)
    near = NEXT if side in ("more", "fewer") else NO_NEAR
    return any(abs(place - other) <= near for place in here for other in no)


_BEFORE, _AFTER = 3, 2
"""Words between a direction and the per cents behind it, and before it."""


def _by_per_cents(place: int, amounts: tuple[Amount, ...]) -> bool:
    return any(
        "percent" in each.units
        and (each.start - _BEFORE <= place < each.start or each.end <= place < each.end + _AFTER)
        for each in amounts
    )


_BEING = frozenset({"was", "were", "been", "be", "is", "are", "being", "got"})
_BEATEN = frozenset({"defeated", "beaten"})
NEAR = 3
"""Words before one that was done to somebody, among which the verb for it stands."""


def _side(side: str, place: int, tokens: Tokens) -> str:
    """Return what a word says where it stands: who was defeated has lost."""
    if tokens.language != "en":
        return side
    if tokens.texts[place] in _BEATEN and not _BEING.isdisjoint(
        tokens.texts[max(0, place - NEAR) : place]
    ):
        return "lose"
    return side
