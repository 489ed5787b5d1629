"""How HTML writes each kind of block."""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.formats.flow import OneLine
from dragoman.model import Layout


@dataclass(frozen=True, slots=True)
class InlineRun(Layout):
    """Text with inline tags between two boundaries."""

    ending: str
    """The line ending of the page."""

    foreign: tuple[str, ...] = ()
    """The opening tags of what is in another language. In the text they say that it is not to be
    translated, which the file need not say."""

    wrapper: str = ""
    """The opening tag of a span that says how all of it looks, which the text leaves out."""


@dataclass(frozen=True, slots=True)
class AttributeValue(OneLine):
    """The value of an attribute."""

    quote: str
    """The quotation mark round it, empty if there is none."""


@dataclass(frozen=True, slots=True)
class Title(OneLine):
    """Text in which no tag is read."""


@dataclass(frozen=True, slots=True)
class Json(Layout):
    """A string of structured data."""
