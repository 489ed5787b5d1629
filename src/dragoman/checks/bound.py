"""Two numbers of a sentence that a translation gave to each other's name or place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

from dragoman.checks.pair import Pair
from dragoman.checks.roles import name_places
from dragoman.checks.text import Text
from dragoman.facts.folding import ascii_figures
from dragoman.patterns import lazily

Values = tuple[float, ...]
Spans = Mapping[Values, int]
"""Where numbers stand, by their values."""

NEAR = 40
"""Letters between where a number begins and where that does which it is said of."""

_NAME = lazily(r"(?<![\w'’-])[A-Z][\w’'-]*[a-z]{2}(?![\w’-])")
_WORD = lazily(r"[^\W_]+(?:['’\u200c-][^\W_]+)*")
_SIDES = frozenset({"north", "south", "east", "west", "man", "woman", "urban", "rural"})


def exchanged(pair: Pair) -> Iterator[str]:
    """Find two numbers that changed places: 61 per cent in Ankara and 47 per cent in Izmir.

    Only where each stands beside one of two names or points of the compass, in turn, in both
    texts: number, name, number, name, or name, number, name, number.
    """
    given, made = _numbers(pair.given), _numbers(pair.made)
    if len(given) != 2 or given.keys() != made.keys():
        return
    for one, other in combinations(_things(pair), 2):
        own = _bound(given, (one[0], other[0]))
        theirs = _bound(made, (one[1], other[1]))
        if own and theirs and own != theirs:
            yield f"{own[0][0]:g} and {own[1][0]:g} changed places"
            return


def _numbers(text: Text) -> Spans:
    """Return where the per cents of a sentence stand, or its counts where it has none, no years."""
    found = [each for each in text.facts.looked_for if each.figures and len(each.values) == 1]
    shares = [each for each in found if "percent" in each.units]
    counts = [each for each in found if not each.units and not each.money]
    prose = ascii_figures(text.prose)
    chosen = shares or [each for each in counts if not 1000 <= each.values[0] < 2100]
    if any(prose.count(each.figures) != 1 for each in chosen):
        return {}
    return {each.values: prose.index(each.figures) for each in chosen}


def _things(pair: Pair) -> list[tuple[int, int]]:
    """Return where names and points of the compass stand, each of which is once in both texts."""
    prose = pair.given.prose
    words = [*_WORD.finditer(pair.made.prose)]
    texts = [word[0] for word in words]
    found = []
    for name in _NAME.finditer(prose):
        places = name_places(name[0], texts, pair.target_language)
        if len(places) == 1 and prose.count(name[0]) == 1:
            found.append((name.start(), words[places[0]].start()))
    here, there = _sides(pair.given), _sides(pair.made)
    return found + [(here[side], there[side]) for side in sorted(here.keys() & there.keys())]


def _sides(text: Text) -> dict[str, int]:
    """Return where the points of the compass stand that a sentence names once."""
    tokens, prose = text.facts.tokens, text.prose.lower()
    found: dict[str, list[int]] = {}
    for place, tags in tokens.tags.items():
        for tag in tags:
            if tag.kind == "direction" and tag.value in _SIDES:
                found.setdefault(str(tag.value), []).append(prose.find(tokens.texts[place]))
    return {side: each[0] for side, each in found.items() if len(each) == 1 and each[0] >= 0}


def _bound(numbers: Spans, places: tuple[int, int]) -> Sequence[Values] | None:
    """Return which number stands beside the first of two places, and which beside the second."""
    marks = sorted(
        [(start, values, -1) for values, start in numbers.items()]
        + [(start, (), which) for which, start in enumerate(places)]
    )
    if [mark[2] < 0 for mark in marks] not in ([True, False] * 2, [False, True] * 2):
        return None
    found: dict[int, Values] = {}
    for one, other in (marks[:2], marks[2:]):
        if other[0] - one[0] > NEAR:
            return None
        found[max(one[2], other[2])] = one[1] or other[1]
    return found[0], found[1]
