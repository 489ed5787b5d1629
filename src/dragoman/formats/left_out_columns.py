"""Take the columns of tables out of a copy whose words are left out.

A column goes if the words of two cells or more are left out of it, and nothing stays in any. One
cell alone may be a row's.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from dragoman.formats.flow import OMITTED
from dragoman.formats.lines import Extent
from dragoman.inline.template import hidden, tags
from dragoman.patterns import lazily

Rows = Sequence[Sequence[Extent]]
"""Where the cells of each row stand in a text."""

_BEFORE = lazily(r"[ \t>]*+(?:(?:[-*+]|\d{1,9}[.)])[ \t]++(?=\S))?")
_PIPE = lazily(r"(?<!\\)\|")
_SPAN = lazily(r"\s(?:colspan|rowspan|span)\s*=", re.IGNORECASE)
_COLUMN = lazily(r"<col(?=[\s/>])[^<>]*>(?:\s*</col\s*>)?\s*", re.IGNORECASE)
_GROUPS = lazily(r"<colgroup\b[^<>]*\sspan\s*=", re.IGNORECASE)


def gone(text: str, rows: Rows, says: Callable[[str], bool]) -> list[int]:
    """Return which columns go: never all of them, and none of rows of several lengths."""
    if len(rows) < 2 or len({len(row) for row in rows}) > 1:
        return []
    columns = []
    for number in range(len(rows[0])):
        cells = [text[slice(*row[number])] for row in rows]
        if sum(OMITTED in cell for cell in cells) > 1 and not any(map(says, cells)):
            columns.append(number)
    return columns if len(columns) < len(rows[0]) else []


def of_table(
    text: str, table: Extent, rows: Rows, says: Callable[[str], bool]
) -> Iterator[tuple[int, int, str]]:
    """Yield what is to be taken out of a table of HTML: from, to, and nothing instead.

    `table` is where its rows stand, and what is before them. Tables with cells that reach over
    others keep their columns.
    """
    opening = text[table[0] : rows[0][0][0]] if rows and rows[0] else ""
    if _GROUPS.search(opening) or any(
        _SPAN.search(text, start, text.find(">", start) + 1) for row in rows for start, _ in row
    ):
        return
    columns = gone(text, rows, says)
    said = list(_COLUMN.finditer(text, table[0], table[0] + len(opening)))
    if not columns or (said and len(said) != len(rows[0])) or any(_SPAN.search(c[0]) for c in said):
        return
    for number in columns:
        if said:
            yield *said[number].span(), ""
        for row in rows:
            start, end = row[number]
            yield start, end, ""


def of_lines(lines: Sequence[str], says: Callable[[str], bool]) -> list[str]:
    """Return the lines of a table of Markdown without the columns that go."""
    rows, starts = [], [0]
    for line in lines:
        rows.append([(starts[-1] + start, starts[-1] + end) for start, end in _cells(line)])
        starts.append(starts[-1] + len(line))
    text = "".join(lines)
    columns = gone(text, rows, says)
    if not columns or (len(rows[0]) - len(columns) < 2 and not _closed(lines)):
        return list(lines)
    kept = []
    for row, start, end in zip(rows, starts, starts[1:], strict=False):
        parts = []
        for number in columns:
            parts.append(text[start : row[number][0]])
            start = row[number][1]
        kept.append("".join((*parts, text[start:end])))
    return kept


def _cells(line: str) -> list[Extent]:
    """Return where the cells of a row stand, each with one of the pipes beside it."""
    shown = hidden(line, list(tags(line)))
    end = len(shown.rstrip())
    pipes = [match.start() for match in _PIPE.finditer(shown, 0, end)]
    if not pipes:
        return []
    before = _BEFORE.match(line)
    first = before.end() if before else 0
    last = pipes[-1] + 1 == end
    if pipes[0] == first:
        ends = [*(pipe + 1 for pipe in pipes[1:]), *([] if last else [end])]
        cells = [(pipe + 1, end) for pipe, end in zip(pipes, ends, strict=False)]
        if cells and not last:
            cells[-1] = (pipes[-1], end)
        return cells
    bounds = [*pipes, *([] if last else [end])]
    return [(first, pipes[0] + 1), *pairwise(bounds)]


def _closed(lines: Sequence[str]) -> bool:
    """Whether each row begins with a pipe: one of a single column needs it."""
    return all(_BEFORE.sub("", line, count=1).startswith("|") for line in lines)
