"""Words that fields and formulas of a document show: they stay, and are told."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dragoman.formats.contract import LEFT
from dragoman.model import Finding

_LONGEST = 80
"""Characters of a field's text that are shown."""


def told(texts: Iterable[str], what: str = "field") -> Iterator[Finding]:
    """Tell which words fields, or `what` else holds them, show, each once."""
    for text in dict.fromkeys(texts):
        shown = text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
        yield Finding(LEFT, f"“{shown}” in a {what} stays in the source language")
