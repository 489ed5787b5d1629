"""A sentence cut into words, figures and marks, each word with what it stands for."""

from __future__ import annotations

from functools import lru_cache
from itertools import chain, compress
from operator import itemgetter
from typing import NamedTuple

from dragoman.facts.cutting import across, words_and_marks
from dragoman.facts.folding import ascii_figures
from dragoman.facts.lexicon import FIGURE, PHRASE, Piece, Tag, Tags, lexicon
from dragoman.facts.once import remembered
from dragoman.facts.writing import FIGURE as FIGURE_SIGN
from dragoman.facts.writing import Writing
from dragoman.patterns import lazily


class Tokens(NamedTuple):
    """The tokens of a sentence, and the tags of those that have any."""

    language: str
    texts: tuple[str, ...]
    tags: dict[int, Tags]
    """By position; those of a phrase stand at its first word."""

    figures: tuple[int, ...]
    """The positions of numbers in figures."""

    numbers: tuple[int, ...]
    """The positions of all that says something of a number, in order."""

    below_zero: frozenset[str]
    """The figures right after a minus."""

    kinds: frozenset[str]
    """The kinds of all tags."""


def cut(writing: Writing) -> Tokens:
    """Cut a text and look its words up."""
    language = writing.language
    known = lexicon(language)
    figure = writing.signs & FIGURE_SIGN
    if across(writing):
        texts = words_and_marks(writing.text, language)
        said = [*map(known.look, texts)]
    else:
        apart = _pieces(writing)
        texts = [*chain.from_iterable(map(_texts, apart))]
        said = [*chain.from_iterable(map(_said, apart))]
    tags: dict[int, Tags] = {}
    figures: list[int] = []
    numbers: list[int] = []
    for place in compress(range(len(texts)), said):
        own = said[place]
        if own is FIGURE:
            figures.append(place)
            numbers.append(place)
            continue
        if own[-1] is PHRASE:
            phrase = known.phrase(texts, place)
            own = _together((*phrase, *own.alone)) if phrase else own.alone
            if not own:
                continue
        tags[place] = own
        if own.number is not None:
            numbers.append(place)
    below = _below_zero(writing.text) if figure else _NONE
    kinds = _NONE.union(*[own.kinds for own in tags.values()])
    return Tokens(language, tuple(texts), tags, tuple(figures), tuple(numbers), below, kinds)


@remembered
def _pieces(writing: Writing) -> list[Piece]:
    return [*map(lexicon(writing.language).piece, writing.chunks)]


_texts, _said, _words = map(itemgetter, range(3))


def words(writing: Writing) -> tuple[str, ...]:
    """Return the words of a text in lower case, numbers among them, marks left out."""
    return tuple(chain.from_iterable(map(_words, _pieces(writing))))


def _below_zero(text: str) -> frozenset[str]:
    """Return the figures right after a minus."""
    if "-" not in text and "−" not in text and "–" not in text:
        return _NONE
    return frozenset(_MINUS.findall(ascii_figures(text)))


_MINUS = lazily(r"[-−–](?:(?<=^.)|(?<=[\s(«“\"].))(\d+(?:[.,:٫٬،'/]\d+)*)")
"""A pattern that begins with the sign itself is searched for several times as fast."""

_NONE: frozenset[str] = frozenset()


@lru_cache(maxsize=4096)
def _together(tags: tuple[Tag, ...]) -> Tags:
    """Return the tags of a phrase and of its first word; what they say is worked out once."""
    return Tags(tags)
