"""A sentence and its facts, each kind read once and only if somebody asks."""

from __future__ import annotations

from functools import lru_cache
from itertools import chain

from dragoman.facts import (
    amounts,
    calendar,
    clock,
    directions,
    lexicon,
    negations,
    order,
    spoken,
    tokens,
    turned,
)
from dragoman.facts.amount import Amount
from dragoman.facts.once import once
from dragoman.facts.writing import Writing

MOST = 60
"""Numbers of a sentence that are looked for. News has no sentence with half as many."""


class Sentence:
    """What one sentence asserts."""

    def __init__(self, writing: Writing) -> None:
        self.text = writing.text
        self.language = writing.language
        self.writing = writing

    @once
    def known(self) -> bool:
        """Whether there is full data for its language."""
        return lexicon.known(self.language)

    @once
    def tokens(self) -> tokens.Tokens:
        """Its words, figures and marks."""
        return tokens.cut(self.writing)

    @once
    def amounts(self) -> tuple[Amount, ...]:
        """Its numbers."""
        return amounts.amounts(self.tokens)

    @once
    def looked_for(self) -> tuple[Amount, ...]:
        """Those of its numbers that are looked for in its translation, among all that this has.

        A row of thousands of figures is no sentence, and each number may be in any place.
        """
        return self.amounts[:MOST]

    @once
    def times(self) -> tuple[clock.Time, ...]:
        """Its clock times, as many of them as are looked for."""
        return clock.times(self.tokens, self.amounts)[:MOST]

    @once
    def spoken(self) -> frozenset[int]:
        """The clock times that it says in words, in minutes since noon or midnight."""
        if not self.known or len(self.looked_for) < 2:
            return frozenset()
        return frozenset(spoken.spoken(self.tokens, self.looked_for))

    @once
    def months(self) -> frozenset[int]:
        """The months that it names for sure, from 1 on."""
        return calendar.months(self.tokens, self.text)

    @once
    def days(self) -> frozenset[int]:
        """The days of the week that it names, Monday being 1."""
        return calendar.days(self.tokens, self.text) if self.known else frozenset()

    def says(self, *kinds: str) -> bool:
        """Whether one of its words is of one of the kinds."""
        return not self.tokens.kinds.isdisjoint(kinds)

    @once
    def _denials(self) -> int:
        return negations.kinds(self.tokens)

    @once
    def negation(self) -> negations.Negation:
        """What it denies."""
        return negations.negation(self.text, self.tokens, self._denials)

    @once
    def implied_negations(self) -> int:
        """How many of its words may say no too: without, unable, failed."""
        return negations.implied(self.text, self.tokens, self._denials)

    @once
    def near_negations(self) -> tuple[str, ...]:
        """The words that say of a noun that there is none: without."""
        return negations.near(self.text, self.tokens, self._denials)

    @once
    def kept_negations(self) -> tuple[str, ...]:
        """The words that imply a no which no translation leaves out: without, failed to."""
        return negations.kept(self.text, self.tokens, self._denials)

    @once
    def explains_negation(self) -> bool:
        """Whether its words explain that its translation says no."""
        return negations.explains(self.text, self.tokens, self._denials)

    @once
    def excuses_negation(self) -> int:
        """How many of its words may stand for a plain no of its source."""
        return negations.excusing(self.text, self.tokens, self._denials)

    @once
    def opposites(self) -> int:
        """How many of its words are made opposites by what they begin or end with: unclear."""
        return negations.opposites(self.text, self.tokens, self._denials)

    @once
    def directions(self) -> tuple[str, ...]:
        """Which of two opposites its words name, in order."""
        return directions.directions(self.tokens, self.amounts)

    @once
    def hints(self) -> frozenset[str]:
        """The directions that its words may stand for, and do not name."""
        return directions.hints(self.tokens)

    @once
    def order(self) -> dict[str, tuple[float, ...]]:
        """Which numbers are bound to what: from, to, dead, injured."""
        return order.order(self.tokens, self.amounts)

    @once
    def scores(self) -> frozenset[turned.Two]:
        """Its pairs of small numbers with a mark between."""
        return turned.scores(self.text) if self.tokens.figures else frozenset()

    @once
    def shares(self) -> frozenset[turned.Two]:
        """Its counts of which one is a part of the other, the part first."""
        return frozenset(turned.shares(self.tokens, self.looked_for))

    @once
    def bounds(self) -> frozenset[str]:
        """Whether its words call a number the least or the most."""
        if not self.says("bound"):
            return frozenset()
        return frozenset(str(value) for kind, value in self.kinds if kind == "bound")

    @once
    def centuries(self) -> frozenset[int]:
        """The centuries that it names by their numbers, in figures, words or Roman figures."""
        return calendar.centuries(self.tokens, self.amounts, self.text)

    @once
    def kinds(self) -> frozenset[tuple[str, float | str]]:
        """What its words stand for."""
        return frozenset(chain.from_iterable(self.tokens.tags.values()))

    @once
    def ranks(self) -> frozenset[int]:
        """The places in an order that it names: first, second."""
        return calendar.named("rank", self.tokens)

    @once
    def figures(self) -> frozenset[str]:
        """The groups of figures of its numbers."""
        return frozenset(part for each in self.amounts if each.figures for part in each.parts)

    @once
    def says_minus(self) -> bool:
        """Whether anything in it may say that a number is less than zero."""
        if any(each.negative for each in self.amounts):
            return True
        below = lexicon.below(self.language)
        return below.search(self.text) is not None

    @once
    def values(self) -> frozenset[float]:
        """What its numbers may mean."""
        return frozenset(value for each in self.amounts for value in each.values)


_LONG = 2_000
"""Characters of a text that is read anew each time: many of them do not fit into memory."""


def _made(text: str, language: str) -> Sentence:
    return Sentence(Writing(text, language))


_known = lru_cache(maxsize=1024)(_made)


def read(text: str, language: str) -> Sentence:
    """Return the facts of a text; the same source is read once for all locales of an article."""
    return (_made if len(text) > _LONG else _known)(text, language)


def forget() -> None:
    """Let go of the texts that were read."""
    _known.cache_clear()
