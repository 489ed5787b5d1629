"""What a check looks at."""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.model import Syntax


@dataclass(frozen=True, slots=True)
class Pair:
    """A source sentence with its translation."""

    source: str
    target: str
    syntax: Syntax
    source_language: str
    target_language: str
