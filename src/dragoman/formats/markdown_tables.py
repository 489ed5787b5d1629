"""The rows of tables in Markdown, cut into cells."""

from __future__ import annotations

from typing import NamedTuple

from markdown_it.common.utils import mdTrim
from markdown_it.rules_block import StateBlock

from dragoman.formats.lines import Extent, trimmed
from dragoman.inline.template import hidden, tags
from dragoman.patterns import lazily

_DELIMITERS = lazily(r"[\s>]*[-:|][-:|\s]*\Z")
"""A line that makes a table of the line above it, if that holds as many columns."""


class TablePiece(NamedTuple):
    """One cell of a table's row."""

    extent: Extent
    at_start: bool


def cells(source: str, row: Extent) -> list[TablePiece]:
    """Return the cells of a row as markdown-it-py divides it."""
    base, end = trimmed(source, *row)
    content = source[base:end]
    if "{" in content or "<%" in content:
        content = hidden(content, list(tags(content)))
    pipes = [pipe.start() for pipe in _UNESCAPED.finditer(content)]
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


_PARTING = lazily(r"(?:[|:][-:| \t]|-[-:|])[-:| \t]*")
_DASHES = lazily(r":?-+:?")
_UNESCAPED = lazily(r"(?<!\\)\|")

_MOST_ADDED = 0x10000
"""Cells that rows lack in all, at which markdown-it-py ends a table."""


def rows_of_table(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Find a table where markdown-it-py does, with one token for each row.

    Nobody asks the library's tokens of cells, which are most of those of a text with tables:
    `cells` divides the rows.
    """
    width = _width(state, start, end)
    if not width or silent:
        return width > 0
    opening = state.push("table_open", "table", 1)
    opening.meta["columns"] = width
    _push_row(state, start)
    kept, state.parentType = state.parentType, "table"
    ending = state.md.block.ruler.getRules("blockquote")
    row, lacking = start + 2, 0
    while row < end and state.sCount[row] >= state.blkIndent:
        if any(rule(state, row, end, True) for rule in ending):
            break
        line = _line(state, row)
        if not line or state.is_code_block(row):
            break
        lacking += width - _count(line)
        if lacking > _MOST_ADDED:
            break
        _push_row(state, row)
        row += 1
    state.parentType = kept
    state.push("table_close", "table", -1)
    opening.map = [start, row]
    state.line = row
    return True


def _push_row(state: StateBlock, row: int) -> None:
    token = state.push("inline", "", 0)
    token.map = [row, row + 1]
    token.children = []


def _width(state: StateBlock, start: int, end: int) -> int:
    """Return how many columns the table has that begins at a row; 0 where none does."""
    below = start + 1
    if below >= end or state.sCount[below] < state.blkIndent or state.is_code_block(below):
        return 0
    first, last = state.bMarks[below] + state.tShift[below], state.eMarks[below]
    if not _PARTING.fullmatch(state.src, first, last):
        return 0
    dashes = [part.strip(" \t") for part in state.src[first:last].split("|")]
    if any(not _DASHES.fullmatch(part) for part in _within(dashes)):
        return 0
    head = _line(state, start)
    if "|" not in head or state.is_code_block(start):
        return 0
    width = _count(head)
    return width if width == len(_within(dashes)) else 0


def _line(state: StateBlock, row: int) -> str:
    return mdTrim(state.src[state.bMarks[row] + state.tShift[row] : state.eMarks[row]])


def _count(line: str) -> int:
    return len(_within(_UNESCAPED.split(line)))


def _within(parts: list[str]) -> list[str]:
    """Leave out what stands before the first bar and after the last one, where that is nothing."""
    first = 0 if parts[0] else 1
    return parts[first : len(parts) - (len(parts) > first and not parts[-1])]
