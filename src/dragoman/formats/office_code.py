"""Paragraphs of documents in a style of code: whether they are code, and what is told of them.

Text files that LibreOffice opened, and pages that were pasted, have the style of preformatted
text. A document that consists of it for the most part is no code.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dragoman.formats.contract import LEFT
from dragoman.model import Finding
from dragoman.patterns import lazily

PREFORMATTED = ("preformatted", "html preformatted")
"""How the names of styles begin that pasted text has, too."""

_PASSAGE = lazily(r"(?<![^\W_])[^\W\d_]{2,}+,?+ [^\W\d_]{2,}+,?+ [^\W\d_]{2,}+")


def is_pasted(paragraphs: Iterable[tuple[str, bool]]) -> bool:
    """Whether most words of a document stand in sentences in a style of preformatted text.

    For each paragraph it takes its text, and whether that is in such a style.
    """
    known = [*paragraphs]
    if not any(preformatted for _, preformatted in known):
        return False
    inside = outside = 0
    for text, preformatted in known:
        words = len(text.split())
        if not preformatted:
            outside += words
        elif _PASSAGE.search(text):
            inside += words
    return inside > outside


def told(codes: Iterable[str]) -> Iterator[Finding]:
    """Tell how many of the paragraphs that stay hold words in a row, as comments in code do."""
    count = sum(_PASSAGE.search(text) is not None for text in codes)
    if count:
        said = f"{count} paragraphs in a style of code stay" if count > 1 else _ONE
        yield Finding(LEFT, f"{said} in the source language")


_ONE = "a paragraph in a style of code stays"
