"""A text as the checks see it, each view of it made once and only if a check asks."""

from __future__ import annotations

from collections import Counter
from functools import lru_cache

from dragoman import facts, inline
from dragoman.checks.repeated import repeats
from dragoman.checks.traits import traits
from dragoman.facts import acronyms, persons, places, tokens
from dragoman.facts.once import once
from dragoman.facts.writing import FIGURE, Writing, telling
from dragoman.inline import NO_NAMES, Names, SpanKind
from dragoman.inline.reading import Reading, is_bare
from dragoman.inline.reading import read as parse
from dragoman.model import Syntax

_NOTHING: Counter[tuple[SpanKind, str]] = Counter()


class Text:
    """A source or a target."""

    def __init__(self, text: str, syntax: Syntax, language: str, names: Names = NO_NAMES) -> None:
        self.text = text
        self.syntax = syntax
        self.language = language
        self.names = names

    @once
    def _surely_bare(self) -> bool:
        plain = self.syntax is Syntax.PLAIN and not self.names
        return plain and is_bare(self.text, self.characters)

    @once
    def bare(self) -> bool:
        """Whether it reads as it stands and holds nothing but words."""
        return self._surely_bare or self.reading.bare

    @once
    def reading(self) -> Reading:
        """Its markup and protected items."""
        if self._surely_bare:
            return Reading(self.text, ())
        return parse(self.text, self.syntax, self.names)

    @once
    def inventory(self) -> Counter[tuple[SpanKind, str]]:
        """What a translation must keep; see `inline.inventory`."""
        spans = () if self.bare else self.reading.spans
        return Counter((span.kind, span.text) for span in spans) if spans else _NOTHING

    @once
    def plain(self) -> str:
        """What a reader reads."""
        return self.text if self.bare else inline.plain(self.text, self.syntax)

    @once
    def prose(self) -> str:
        """The same with a space for each address, code and handle."""
        if self.bare:
            return self.text
        reading = self.reading
        return "".join(
            " " if chunk.span is not None and chunk.span.kind.protected else chunk.shown
            for chunk in reading.chunks(0, len(self.text))
        )

    @once
    def characters(self) -> frozenset[str]:
        """Its characters that tell something, markup and all; see `facts.writing`."""
        return telling(self.text, self.language)

    @once
    def signs(self) -> int:
        """What kinds of characters it has, markup and all; see `facts.writing`."""
        return self.writing.signs if self.bare else Writing(self.text, self.language).signs

    @once
    def plain_signs(self) -> int:
        """What kinds of characters a reader sees."""
        return self.signs if self.bare else Writing(self.plain, self.language).signs

    @once
    def writing(self) -> Writing:
        """How its prose is written."""
        return Writing(self.prose, self.language, self.characters if self.bare else None)

    @once
    def words(self) -> tuple[str, ...]:
        """Its words in lower case, numbers among them, marks left out."""
        return tokens.words(self.writing)

    @once
    def vocabulary(self) -> frozenset[str]:
        """Its different words."""
        return frozenset(self.words)

    @once
    def acronyms(self) -> tuple[str, ...]:
        """Its acronyms."""
        return acronyms.acronyms(self.prose)

    @once
    def countries(self) -> tuple[str, ...]:
        """The codes of the countries that it names, if it is English."""
        return places.countries(self.prose) if self.language == "en" else ()

    @once
    def facts(self) -> facts.Sentence:
        """What it asserts."""
        if self.bare:
            return facts.Sentence(self.writing)
        return facts.read(self.plain, self.language)

    @once
    def persons(self) -> tuple[persons.Person, ...]:
        """The persons that it names, if it is English."""
        return persons.persons(self.prose, self.vocabulary) if self.language == "en" else ()

    @once
    def traits(self) -> tuple[float, ...]:
        """What the length of its translation depends on, if it is English."""
        return traits(self.plain, self.words, figures=bool(self.signs & FIGURE))

    @once
    def repeats(self) -> bool:
        """Whether a word stands twice in a row or two words come twice: no phrase does else.

        Most sentences say “the” more than once, and still need no closer look.
        """
        return len(self.vocabulary) < len(self.words) and repeats(self.words)

    @once
    def size(self) -> int:
        """How many letters and digits its words have, and marks within words."""
        return sum(map(len, self.words))


_LONG = 2_000
"""Characters of a text that is read anew each time: many of them do not fit into memory."""

known = lru_cache(maxsize=1024)(Text)
"""The views of other texts, made once."""


def read(text: str, syntax: Syntax, language: str, names: Names = NO_NAMES) -> Text:
    """Return the text's views; the same source is read once for all locales of an article."""
    return (Text if len(text) > _LONG else known)(text, syntax, language, names)


def forget() -> None:
    """Let go of the texts that were read: some thousand take 15 MB."""
    known.cache_clear()
    facts.forget()
