"""The words of a text, for the checks that look at words."""

from __future__ import annotations

import re
from functools import lru_cache

from dragoman.inline.reading import read
from dragoman.model import Syntax

_MARKS = re.compile(r"[\u064b-\u0652\u0670\u0640\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
"""Vowel signs, stretching and invisible characters, which two writings of a word differ in."""

_WORD = re.compile(r"[^\W_]+(?:['’\-][^\W_]+)*")


@lru_cache(maxsize=256)
def prose(text: str, syntax: Syntax) -> str:
    """Return what a reader reads: no markup, and a space for each address, code and handle."""
    reading = read(text, syntax)
    if reading.bare:
        return text
    chunks = reading.chunks(0, len(text))
    return "".join(
        " " if chunk.span is not None and chunk.span.kind.protected else chunk.shown
        for chunk in chunks
    )


@lru_cache(maxsize=256)
def words(text: str, syntax: Syntax) -> tuple[str, ...]:
    """Return the words of a text in lower case, numbers among them, marks left out."""
    return tuple(_WORD.findall(_MARKS.sub("", prose(text, syntax)).lower()))
