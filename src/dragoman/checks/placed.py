"""A unit and where it stands."""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.model import Syntax, Unit


@dataclass(frozen=True, slots=True)
class Placed:
    """A unit among those of other articles."""

    unit: Unit
    syntax: Syntax
    article: str

    path: str
    """The review file, as messages show it."""

    source: str = "en"
    """The language code of the article."""

    locale: str = ""

    @property
    def where(self) -> str:
        """The place as `file:line`."""
        return f"{self.path}:{self.unit.line}" if self.unit.line else self.path
