"""The rows of tables in Markdown, cut into cells."""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.formats.lines import Extent, trimmed
from dragoman.inline.template import hidden, tags
from dragoman.patterns import lazily

_DELIMITERS = lazily(r"[\s>]*[-:|][-:|\s]*\Z")
"""A line that makes a table of the line above it, if that holds as many columns."""


@dataclass(frozen=True, slots=True)
class TablePiece:
    """One cell of a table's row."""

    extent: Extent
    at_start: bool


def cells(source: str, row: Extent) -> list[TablePiece]:
    """Return the cells of a row as markdown-it-py divides it."""
    base, end = trimmed(source, *row)
    content = source[base:end]
    content = hidden(content, list(tags(content)))
    pipes = [i for i, char in enumerate(content) if char == "|" and content[i - 1 : i] != "\\"]
    starts = [0, *(pipe + 1 for pipe in pipes)]
    ends = [*pipes, len(content)]
    pieces = list(zip(starts, ends, strict=True))
    if pieces[0] == (0, 0):
        pieces.pop(0)
    if pieces and pieces[-1] == (len(content), len(content)):
        pieces.pop()
    return [TablePiece((base + start, base + end), at_start=start == 0) for start, end in pieces]


def columns(line: str) -> int | None:
    """Return how many columns a line of dashes has, if it is one."""
    if not _DELIMITERS.match(line):
        return None
    return len([cell for cell in line.split("|") if "-" in cell])
