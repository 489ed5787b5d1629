"""The words and figures of a sentence that stand for numbers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from dragoman.facts import figures
from dragoman.facts.composing import UNITS_FIRST, Element
from dragoman.facts.lexicon import Tags
from dragoman.facts.tokens import Tokens

_NUMERIC = frozenset({"word", "many", "weak", "ordinal", "part", "half"})
_HYPHENS = frozenset("-‐‑–")


def elements_of(tokens: Tokens) -> Iterator[Element]:
    for place in sorted((*tokens.figures, *tokens.tags)):
        text = tokens.texts[place]
        if text[0].isdigit():
            yield Element(place, "figure", figures.values(text, tokens.language))
            continue
        tags = tokens.tags[place]
        element = _word(place, tags)
        if element is not None:
            joined = tokens.language == UNITS_FIRST and text[0] == "و"
            yield replace(element, after_and=True) if joined else element


@cache
def meaning(tags: Tags) -> tuple[str, tuple[float, ...], tuple[float, ...], bool] | None:
    """Return what tags say of a number: its kind, values, shares, and whether it adds a half."""
    numeric = [tag for tag in tags if tag.kind in _NUMERIC]
    if not numeric:
        return None
    shares = tuple(float(tag.value) for tag in numeric if tag.kind == "part")
    half = any(tag.kind == "half" for tag in numeric)
    whole = [tag for tag in numeric if tag.kind not in ("part", "half")]
    if not whole:
        shares = shares or (0.5,)
        return "part", shares, shares, half
    values = tuple(dict.fromkeys(float(tag.value) for tag in whole))
    return whole[0].kind, values, shares, half


def _word(place: int, tags: Tags) -> Element | None:
    said = meaning(tags)
    if said is None:
        return None
    kind, values, shares, half = said
    return Element(place, kind, values, shares, half=half)


def runs(elements: Sequence[Element], tokens: Tokens) -> Iterator[list[Element]]:
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
    return any(tag.kind == "and" for tag in tokens.tags.get(place, ()))
