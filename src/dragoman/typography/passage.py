"""What a rule gets to see of a text."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from dragoman.patterns import lazily

MARKUP = "\U000f0000-\U000ffffd"
"""One such character stands for a piece of markup, a note or an image: it is no word."""

ATOM = "\U00100000-\U0010fffd"
"""One such character stands for an address or a piece of code: a word that is fixed."""

_ARABIC = lazily(r"[\u0620-\u064a\u066e-\u06d3\u06fa-\u06ff]")
_OTHER = lazily(r"[A-Za-z\u00c0-\u024f\u0400-\u052f]")


@dataclass(frozen=True)
class Passage:
    """A text whose protected parts are hidden, and what is known about it."""

    text: str

    locale: str
    """A BCP 47 tag, such as `ar-EG`."""

    source: str = ""
    """The plain source sentence, empty where it is not known."""

    source_language: str = ""

    @cached_property
    def language(self) -> str:
        """The first part of the locale."""
        return self.locale.partition("-")[0]

    @cached_property
    def arabic(self) -> bool:
        """Whether most letters are of the Arabic script."""
        return len(_ARABIC.findall(self.text)) > len(_OTHER.findall(self.text))
