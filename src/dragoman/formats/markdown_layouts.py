"""How Markdown writes each kind of block."""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.formats.flow import Flow, OneLine
from dragoman.model import Block, BlockKind


@dataclass(frozen=True, slots=True)
class Running(Flow):
    """A paragraph, wherever it stands, or a heading that is underlined.

    Two things say what the lines around it would make of it if it were written carelessly.
    """

    columns: int | None = None
    """How many columns the line of dashes below has, which makes a table's head of any line with
    pipes; `None` where there is none."""

    after_definition: bool = False
    """Whether a link definition above would take a quoted line for its title."""

    shortcuts: tuple[str, ...] = ()
    """The labels of references that the file writes without a second bracket, `[Ann Lee]`. In
    the text they have one, `[Ann Lee][]`: what it leads to must be told from what it says."""

    def holds_paragraphs(self, block: Block) -> bool:
        return block.kind is not BlockKind.HEADING


@dataclass(frozen=True, slots=True)
class Heading(OneLine):
    """A heading that begins with `#`."""

    columns: int | None
    shortcuts: tuple[str, ...] = ()
    """Both as for running text."""


@dataclass(frozen=True, slots=True)
class Titling(OneLine):
    """The title of an admonition, a tab or a directive."""

    shortcuts: tuple[str, ...] = ()
    """As for running text."""


@dataclass(frozen=True, slots=True)
class Cell(OneLine):
    """A cell of a table."""

    at_start: bool
    """Whether it begins its line, for want of a pipe before it."""

    shortcuts: tuple[str, ...] = ()
    """As for running text."""


@dataclass(frozen=True, slots=True)
class Html(Flow):
    """A stretch of a block of HTML."""

    foreign: tuple[str, ...] = ()
    """The opening tags of what is in another language, as in HTML."""


@dataclass(frozen=True, slots=True)
class LinkTitle(OneLine):
    """The title of a link definition."""

    quote: str
    """The mark before it."""
