"""The words and figures of a sentence that stand for numbers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dragoman.facts import figures
from dragoman.facts.composing import NumberPart
from dragoman.facts.tokens import Tokens
from dragoman.languages import record

_HYPHENS = frozenset("-‐‑–+")
"""What may stand within an amount: three-and-a-half, 300+ billion."""

FAR = 6
"""From how many tokens on a number has nothing to do with the one before it."""


def runs(tokens: Tokens) -> Iterator[list[int]]:
    """Yield the places of numbers that stand together.

    There is nothing but hyphens and “and” between them.
    """
    run: list[int] = []
    for place in tokens.numbers:
        if run:
            before = run[-1]
            far = place - before > FAR
            if far or not all(_links(each, tokens) for each in range(before + 1, place)):
                yield run
                run = []
        run.append(place)
    if run:
        yield run


def _links(place: int, tokens: Tokens) -> bool:
    if tokens.texts[place] in _HYPHENS:
        return True
    tags = tokens.tags.get(place)
    return tags is not None and "and" in tags.kinds


def elements_of(run: Sequence[int], tokens: Tokens) -> Iterator[NumberPart]:
    """Yield the numbers of a run."""
    before = run[0]
    for place in run:
        text = tokens.texts[place]
        between = tokens.texts[before + 1 : place]
        after_and = any(each not in _HYPHENS for each in between)
        before = place
        tags = tokens.tags.get(place)
        number = tags.number if tags is not None else None
        if number is None:
            values = figures.values(text, tokens.language)
            yield NumberPart(place, "figure", values, after_and=after_and)
            continue
        joined = record(tokens.language).units_first and text[0] == "و"
        kind, shares = number.kind, number.shares
        yield NumberPart(place, kind, number.values, shares, after_and or joined, half=number.half)
