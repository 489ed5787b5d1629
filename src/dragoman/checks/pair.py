"""What a check looks at."""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.checks.text import Text, read
from dragoman.facts.once import once
from dragoman.glossary import Terms
from dragoman.inline import NO_NAMES, Names
from dragoman.model import Syntax


@dataclass(frozen=True, slots=True)
class Context:
    """What the newsroom knows beside the sentence: a field for each kind of knowledge."""

    terms: Terms | None = None
    """What the glossary asks of translations into the locale."""

    names: Names = NO_NAMES
    """What stays as it is in every language."""


NOTHING_KNOWN = Context()


@dataclass(frozen=True, eq=False)
class Pair:
    """A source sentence with its translation."""

    source: str
    target: str
    syntax: Syntax
    source_language: str
    target_language: str
    """Language codes without a territory."""

    context: Context = NOTHING_KNOWN

    paragraphs: bool = False
    """Whether there is room for a second paragraph where the target goes."""

    written: str = ""
    """The target with its direction marks."""

    room: int | None = None
    """How many characters can be read while the target is shown, in subtitles."""

    @property
    def from_english(self) -> bool:
        """Whether the source is in the language of which most is known: names, places, lengths."""
        return self.source_language == "en"

    @once
    def given(self) -> Text:
        """The source, read once for all locales."""
        return read(self.source, self.syntax, self.source_language, self.context.names)

    @once
    def made(self) -> Text:
        """The target."""
        return Text(self.target, self.syntax, self.target_language, self.context.names)

    @once
    def bare(self) -> bool:
        """Whether both are nothing but words, without markup and anything that is protected."""
        return not self.given.inventory and not self.made.inventory
