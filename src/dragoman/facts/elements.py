"""The words and figures of a sentence that stand for numbers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from dragoman.facts import figures
from dragoman.facts.composing import UNITS_FIRST, NumberPart
from dragoman.facts.tokens import Tokens

_HYPHENS = frozenset("-‐‑–")


def elements_of(tokens: Tokens) -> Iterator[NumberPart]:
    for place in tokens.numbers:
        text = tokens.texts[place]
        tags = tokens.tags.get(place)
        if tags is None:
            yield NumberPart(place, "figure", figures.values(text, tokens.language))
            continue
        number = tags.number
        if number is not None:
            joined = tokens.language == UNITS_FIRST and text[0] == "و"
            yield NumberPart(
                place, number.kind, number.values, number.shares, joined, half=number.half
            )


def runs(elements: Sequence[NumberPart], tokens: Tokens) -> Iterator[list[NumberPart]]:
    """Yield elements that stand together, with nothing but hyphens and “and” between them."""
    run = [elements[0]]
    for element in elements[1:]:
        between = range(run[-1].place + 1, element.place)
        if len(between) > 2 or not all(_links(place, tokens) for place in between):
            yield run
            run = []
        elif any(tokens.texts[place] not in _HYPHENS for place in between):
            element = replace(element, after_and=True)
        run.append(element)
    yield run


def _links(place: int, tokens: Tokens) -> bool:
    text = tokens.texts[place]
    if text in _HYPHENS:
        return True
    tags = tokens.tags.get(place)
    return tags is not None and "and" in tags.kinds
