"""Take the rows of tables out of a copy of which every cell is left out.

A text is given with `OMITTED` in the place of each block that is left out; where a row, a part of
a table or a whole table goes, one stands in its place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from dragoman.formats import left_out_columns
from dragoman.formats.flow import OMITTED
from dragoman.patterns import lazily

_ATTRIBUTES = r"""(?:[^<>"']|"[^"]*"|'[^']*')*"""
_TAG = lazily(
    rf"<!--.*?(?:-->|\Z)|<(?P<end>/?)(?P<name>table|thead|tbody|tfoot|tr|t[dh])\b{_ATTRIBUTES}>",
    re.IGNORECASE | re.DOTALL,
)
_SECTIONS = frozenset(("thead", "tbody", "tfoot"))
_UNSEEN = lazily(
    rf"</?(?:div|p|span|br|td|th)\b{_ATTRIBUTES}>|&(?:nbsp|\#160|ensp|emsp|mdash|ndash);"
    r"|<!--.*?(?:-->|\Z)",
    re.IGNORECASE | re.DOTALL,
)
"""What says nothing in a row: tags that show nothing of themselves, spaces, dashes."""

_UNSAID = lazily(rf"[\s{OMITTED}|·•*_.,:;…—–-]*+")
_ROWS_HIGH = lazily(r"""\srowspan\s*=\s*["']?(\d{1,5})["']?""", re.IGNORECASE)
_ROW_END = lazily(r"</tr\b", re.IGNORECASE)
_COLUMNS = lazily(rf"</?col(?:group)?\b{_ATTRIBUTES}>", re.IGNORECASE)

_DELIMITERS = lazily(
    r"(?=[^\n|]*\|)[ \t>]*+\|?[ \t]*+:?-++:?[ \t]*+(?:\|[ \t]*+:?-++:?[ \t]*+)*+\|?\s*+"
)
"""The line that makes a table of Markdown of the line above it."""

_LINE = lazily(r"[^\n]*\n|[^\n]+")
_BEFORE = lazily(r"[ \t>]*+(?:(?:[-*+]|\d{1,9}[.)])[ \t]++(?=\S))?")
"""What stands before a row: marks of quotations, and the bullet of an item that begins with it."""

_LISTED = lazily(r"[ \t>]*+\{:?[^{}\n]*+\}\s*+")
"""Attributes of a table, in a line of their own below it."""


@dataclass(slots=True)
class _TableRow:
    """A row of a table of HTML."""

    start: int
    section: int
    """Which part of the table it belongs to, by where that begins."""

    end: int = 0
    cells: list[re.Match[str]] = field(default_factory=list)


@dataclass(slots=True)
class _OpenTable:
    start: int
    section: int = 0
    ends: dict[int, int] = field(default_factory=dict)
    """Where its parts end, by where they begin."""

    rows: list[_TableRow] = field(default_factory=list)
    end: int = 0
    open: bool = False
    """Whether its last row goes on."""

    def close_row(self, at: int) -> None:
        if self.open:
            self.rows[-1].end = at
            self.open = False

    def close_section(self, at: int) -> None:
        self.close_row(at)
        if self.section:
            self.ends[self.section] = at
        self.section = 0


def of_page(text: str) -> str:
    """Leave out the rows, the parts and the tables of HTML of which nothing stays."""
    if OMITTED not in text or "<t" not in text.lower():
        return text
    cuts: list[tuple[int, int, str]] = []
    for table in _tables(text):
        if OMITTED in text[table.start : table.end]:
            cuts += _cuts(text, table)
    # Of a table within a cell the outer one takes care.
    done: list[str] = []
    place = 0
    for start, end, instead in sorted(cuts, key=lambda cut: (cut[0], -cut[1])):
        if start >= place:
            done += (text[place:start], instead)
            place = end
    return "".join((*done, text[place:]))


def _tables(text: str) -> Iterator[_OpenTable]:
    """Yield the tables that end, with their own rows."""
    opened: list[_OpenTable] = []
    for tag in _TAG.finditer(text):
        if not tag["name"]:
            continue
        name, ends = tag["name"].lower(), bool(tag["end"])
        if name == "table":
            if not ends:
                opened.append(_OpenTable(tag.start()))
            elif opened:
                table = opened.pop()
                table.close_section(tag.start())
                table.end = tag.end()
                yield table
        elif opened:
            _see(opened[-1], tag, name, ends=ends)


def _see(table: _OpenTable, tag: re.Match[str], name: str, *, ends: bool) -> None:
    if name in _SECTIONS:
        table.close_section(tag.end() if ends else tag.start())
        table.section = 0 if ends else tag.start()
    elif name == "tr":
        table.close_row(tag.end() if ends else tag.start())
        if not ends:
            table.rows.append(_TableRow(tag.start(), table.section))
            table.open = True
    elif table.open and not ends:
        table.rows[-1].cells.append(tag)


def _cuts(text: str, table: _OpenTable) -> Iterator[tuple[int, int, str]]:
    """Yield what is to be replaced: from, to, by what."""
    gone, lower = _gone(text, table.rows)
    if not gone:
        rows = [list(_cells(text, row)) for row in table.rows]
        yield from left_out_columns.of_table(text, (table.start, table.end), rows, _says)
        return
    yield from lower
    starts = {row.start for row in gone}
    for row in gone:
        yield row.start, row.end, OMITTED
    for section, end in table.ends.items():
        inner = [row.start for row in table.rows if row.section == section]
        if inner and starts.issuperset(inner):
            yield section, end, OMITTED
    if len(gone) == len(table.rows):
        inside = _TAG.sub("", text[table.start : table.rows[0].start])
        last = _TAG.sub("", text[max(row.end for row in gone) : table.end])
        if not _COLUMNS.sub("", inside + last).replace(OMITTED, "").strip():
            yield table.start, table.end, OMITTED


def _cells(text: str, row: _TableRow) -> Iterator[tuple[int, int]]:
    """Yield where each cell of a row stands, up to the next one or the end of the row."""
    starts = [cell.start() for cell in row.cells]
    last = text.rfind("<", row.start, row.end)
    end = last if _ROW_END.match(text, last, row.end) else row.end
    yield from pairwise((*starts, end))


def _gone(
    text: str, rows: Sequence[_TableRow]
) -> tuple[list[_TableRow], list[tuple[int, int, str]]]:
    """Return the rows that go, and the cells above them that get lower, as they are to be written.

    A row stays in which a cell begins that reaches into one that stays.
    """
    high = {cell.start(): _height(cell) for row in rows for cell in row.cells}
    covering = _covering(rows)
    gone: list[_TableRow] = []
    changed: dict[int, re.Match[str]] = {}
    for number in reversed(range(len(rows))):
        row = rows[number]
        if not _is_empty(text[row.start : row.end]) or any(
            high[cell.start()] > 1 for cell in row.cells
        ):
            continue
        gone.append(row)
        for cell in covering.get(number, ()):
            high[cell.start()] -= 1
            changed[cell.start()] = cell
    lower = [(start, cell.end(), _lower(cell[0], high[start])) for start, cell in changed.items()]
    return gone, lower


def _covering(rows: Sequence[_TableRow]) -> dict[int, list[re.Match[str]]]:
    """Return the cells of rows above that reach into a row, by its number."""
    found: dict[int, list[re.Match[str]]] = {}
    for number, row in enumerate(rows):
        for cell in row.cells:
            for below in range(number + 1, min(number + _height(cell), len(rows))):
                if rows[below].section != row.section:
                    break
                found.setdefault(below, []).append(cell)
    return found


def _height(cell: re.Match[str]) -> int:
    said = _ROWS_HIGH.search(cell[0])
    return int(said[1]) if said else 1


def _lower(tag: str, height: int) -> str:
    instead = f' rowspan="{height}"' if height > 1 else ""
    return _ROWS_HIGH.sub(instead, tag, count=1)


def _is_empty(row: str) -> bool:
    """Whether something is left out of a row, and nothing said or shown is left in it."""
    inside = re.sub(r"</?tr\b[^<>]*>", "", row, flags=re.IGNORECASE)
    return OMITTED in row and not _says(inside)


def _says(held: str) -> bool:
    """Whether something is said or shown in a row or a cell."""
    return _UNSAID.fullmatch(_UNSEEN.sub("", held)) is None


def of_markdown(text: str) -> str:
    """Leave out the rows of tables of Markdown, and the tables, of which nothing stays.

    The head of a table stays while a row does: without one it would be none.
    """
    if OMITTED not in text or "|" not in text:
        return text
    lines = _LINE.findall(text)
    done: list[str] = []
    place = 0
    while place < len(lines):
        below = lines[place + 1] if place + 1 < len(lines) else ""
        if "|" not in lines[place] or not _DELIMITERS.fullmatch(below):
            done.append(lines[place])
            place += 1
            continue
        end = _end(lines, place)
        rows = [line for line in lines[place + 2 : end] if not _is_empty_line(line)]
        if _is_empty_line(lines[place]) and all(map(_LISTED.fullmatch, rows)):
            before = _BEFORE.match(lines[place])
            done.append(f"{before[0] if before else ''}{OMITTED}\n")
        else:
            listed = [row for row in rows if _LISTED.fullmatch(row)]
            kept = [*lines[place : place + 2], *(row for row in rows if row not in listed)]
            done += (*left_out_columns.of_lines(kept, _says), *listed)
        place = end
    return "".join(done)


def _end(lines: Sequence[str], place: int) -> int:
    """Return the line after a table: a blank one, or one that is in none of its item."""
    before = _BEFORE.match(lines[place])
    depth = before.end() if before and before[0].strip(" \t>") else 0
    for number in range(place + 2, len(lines)):
        margin = len(lines[number]) - len(lines[number].lstrip(" \t>"))
        if not lines[number].strip(" \t>\r\n") or margin < depth:
            return number
    return len(lines)


def _is_empty_line(line: str) -> bool:
    return OMITTED in line and not _says(_BEFORE.sub("", line, count=1))
