"""One number that a sentence names."""

from __future__ import annotations

from typing import NamedTuple

from dragoman.facts import figures


class Amount(NamedTuple):
    """A number that a sentence names."""

    shown: str
    values: tuple[float, ...]
    """What it may mean, the scale taken in."""

    kind: str
    """`figure`, `word`, `many` (hundreds of), `weak` (a pair), `ordinal` or `part` (a half)."""

    start: int
    end: int
    """Its tokens."""

    figures: str = ""
    """Its figures and their marks; empty for words."""

    scale: float | None = None
    """The largest thousand or more among its words."""

    bare: tuple[float, ...] = ()
    """What its figures mean without their scale."""

    units: tuple[str, ...] = ()
    money: tuple[str, ...] = ()
    negative: bool = False
    half_day: str = ""

    @property
    def parts(self) -> tuple[str, ...]:
        """The groups of its figures, between their marks."""
        return figures.parts(self.figures)
