"""Which of two opposites a sentence speaks of: rise or fall, before or after, won or lost."""

from __future__ import annotations

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
)
"""Pairs of directions, each with a list of words in `data/LANGUAGE/directions.yaml`."""


def directions(tokens: Tokens) -> tuple[str, ...]:
    """Return the directions that the words of a sentence name, in order."""
    return tuple(
        str(tag.value)
        for place in sorted(tokens.tags)
        for tag in tokens.tags[place]
        if tag.kind == "direction"
    )
