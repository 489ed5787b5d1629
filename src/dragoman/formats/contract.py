"""What a format is: one row of the table of formats.

A format of another package is found by its entry point in the group `dragoman.formats`, which
names a `Format`.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from dragoman.model import Article, Block, Finding

DEFAULT_KEYS = (
    "title", "subtitle", "description", "summary", "caption",
    "excerpt", "teaser", "tagline", "linkTitle", "sidebar_label",
)  # fmt: skip
"""The front matter that readers see."""

DEFAULT_PARAMETERS = ("alt", "caption", "title", "subtitle", "label", "summary", "heading",
                      "description")  # fmt: skip
"""The parameters of shortcodes and template tags that readers see."""

READING_SPEED = 17
"""Characters of subtitles that a reader can read in a second, where nobody says otherwise."""

LEFT = "left_in_source"
"""The name of findings on an article."""


def left_in_source(line: int, what: str) -> Finding:
    """Say what stays in the source language in every copy."""
    return Finding(LEFT, f"line {line}: {what} stays in the source language")


@dataclass(frozen=True, slots=True)
class Options:
    """How an article is to be read."""

    language: str
    """The article's language code, such as `en`."""

    keys: Collection[str] = DEFAULT_KEYS
    """The front matter to translate."""

    parameters: Collection[str] = DEFAULT_PARAMETERS
    """The parameters of template tags to translate: `caption`, or `figure.caption`, or
    `details.1` for the first string without a name."""

    reading_speed: int = READING_SPEED
    """How many characters of subtitles a reader can read in a second."""


@dataclass(frozen=True, slots=True)
class Parsed:
    """An article as a format reads it."""

    blocks: tuple[Block, ...]
    """Their `raw` joins to the text of the file, or to what a reader sees of one that is not a
    text. They have no segments yet."""

    findings: tuple[Finding, ...] = ()
    """What a reader sees of the article and no block holds."""


@dataclass(frozen=True, slots=True)
class Subtitling:
    """How subtitles are laid out."""

    reading_speed: int = READING_SPEED
    """Characters that a reader can read in a second."""

    line_length: int = 42
    """Characters of the longest line."""


@dataclass(frozen=True, slots=True)
class Copy:
    """What is wanted of a copy of an article."""

    article: Article
    targets: Sequence[str | None]
    """One for each segment, in reading order. Where it is `None`, blank, or the source itself,
    the source stays; a block of which all stays keeps its bytes. `OMITTED` leaves it out."""

    locale: str | None = None
    """What the copy says it is in; `None` where it says nothing of it."""

    kept: Collection[int] = ()
    """The numbers of blocks that stay in the source language between others and say so."""

    notes: Sequence[str] = ()
    """Paragraphs for the readers, plain text. Formats with a `note` need not look at them."""

    note_first: bool = False
    """Whether these stand before the article."""

    pace: Subtitling = Subtitling()

    comments: bool = False
    """Whether what editors say to each other stays in a copy that has a locale."""


class Note(Protocol):
    """Puts a paragraph of its own into a copy."""

    def __call__(self, text: str, note: str, *, first: bool) -> str:
        """Return the copy with the note before the article or after it."""


class Tell(Protocol):
    """Writes values for programs into a copy that has no front matter."""

    def __call__(self, data: bytes, values: Mapping[str, str]) -> bytes:
        """Return the copy with the values. The same input gives the same bytes."""


HEAD = 16384
"""Bytes at the beginning of a file that are looked at for a sign."""


@dataclass(frozen=True, slots=True)
class Format:
    """One kind of file that holds articles."""

    name: str

    suffixes: tuple[str, ...]
    """In lower case, with the dot."""

    parse: Callable[[str, bytes, Options], Parsed]
    """Read an article from its path and its bytes. Raises ArticleError."""

    serialize: Callable[[Copy], bytes]
    """Write a copy. One without any target of its own and without a locale has the very bytes
    of the article."""

    note: Note | None = None
    """How a note is put into a copy that is a text; `None` where `serialize` does it."""

    has_front_matter: bool = False
    """Whether programs read a front matter in such files."""

    has_metadata: bool = False
    """Whether they say in another way when they may go out, which `publishing` reads."""

    disclosure: str = "text"
    """Under which name the settings say where copies tell how they were translated."""

    told: Tell | None = None
    """How programs are told of a copy what its front matter would say; `None` where they are
    not."""

    sign: bytes = b""
    """What the first `HEAD` bytes of its files hold, where other programs' files have the same
    ending: those are left alone. Empty where the ending tells."""
