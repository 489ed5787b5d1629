"""What every report is written with.

A person at a terminal gets lines that fit it, broken between words, with what goes on indented. A
file or another program gets every line whole, however long.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any

from rich.cells import cell_len
from rich.console import Console, ConsoleOptions
from rich.text import Text

from dragoman.errors import named, visible

LISTED = 10
"""How many things a message names before it says how many more there are."""

_WIDE = 100_000
"""Columns of a file or another program, where nothing needs to fit."""

_HANGING = 2
"""Columns by which the rest of a broken line is indented deeper than its start."""

_NARROW = 20
"""Columns below which a line is not broken, and a cell not shortened."""

_GAP = 2
"""Columns between two of a table."""

_RIGHT_TO_LEFT = re.compile(r"[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")


class Cut(Enum):
    """Which part of a cell may give way in a narrow terminal."""

    START = "start"
    """Of a path: its end says which file it is."""

    END = "end"


@dataclass(frozen=True, slots=True)
class TerminalLine:
    """A text that is broken to fit a terminal, and nowhere else."""

    text: Text

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> Iterator[Text]:
        """Yield the lines."""
        width = room(console)
        for text in self.text.split("\n", allow_blank=True):
            indent = len(text.plain) - len(text.plain.lstrip(" "))
            least = indent + _HANGING + _NARROW
            if width is None or cell_len(text.plain) <= width or width < least:
                yield text
                continue
            parts = text[indent:].wrap(console, width - indent - _HANGING)
            for number, part in enumerate(parts):
                part.rstrip()
                blank = len(part.plain) - len(part.plain.lstrip(" "))
                hang = indent + (_HANGING if number else 0)
                yield Text(" " * hang).append_text(part[blank:])


def console(file: Any) -> Console:
    """Return a console for a terminal or a file."""
    width = None if file.isatty() else _WIDE
    return Console(file=file, width=width, highlight=False, soft_wrap=True)


def room(console: Console) -> int | None:
    """Return the columns that a person sees, `None` where it is no terminal."""
    return console.width if console.file.isatty() else None


def line(text: str | Text) -> TerminalLine:
    """Return the text as it is, for a person to read: brackets in it are no markup of Rich's."""
    return TerminalLine(Text(visible(text)) if isinstance(text, str) else text)


def place(path: object, line: int | None) -> str:
    """Return a file and the line in it as messages name them, on one line."""
    return f"{named(path)}:{line}" if line else named(path)


def put(console: Console, text: str) -> None:
    """Print a line as `line` has it. A file gets it at once: Rich takes ten times as long."""
    if room(console) is None:
        console.file.write(f"{visible(text)}\n")
    else:
        console.print(line(text))


def verbatim(text: str) -> Text:
    """Return the text as it is, for a person to copy: never broken."""
    return Text(visible(text))


def table(
    rows: Iterable[Sequence[str]],
    left: Collection[int],
    width: int | None = None,
    *,
    shorten: Mapping[int, Cut] | None = None,
    keys: int = 1,
) -> Iterator[str]:
    """Yield the lines of a table: columns as wide as they need, those in `left` set to the left.

    In a terminal, of so many columns, the cells of `shorten` give way first. What still does not
    fit comes in a second table below, and so on, each with the first columns, which are `keys`.
    Rich's own tables take seconds for thousands of rows; this takes a fraction. The rows, all of
    one length, are gone through several times, and may be made anew each time.
    """
    widths: list[int] = []
    for row in rows:
        own = [cell_len(_shown(cell)) for cell in row]
        widths = [max(pair) for pair in zip(widths, own, strict=True)] if widths else own
    over = 0 if width is None else sum(widths) + _GAP * (len(widths) - 1) - width
    cuts = shorten or {}
    for column in cuts if over > 0 else ():
        less = min(over, max(0, widths[column] - _NARROW))
        widths[column] -= less
        over -= less
    whole = tuple(range(len(widths)))
    blocks = [whole] if width is None or over <= 0 else _blocks(widths, width, keys)
    for number, block in enumerate(blocks):
        if number:
            yield ""
        for row in rows:
            cells = []
            for column in block:
                text = _fitting(_shown(row[column]), widths[column], cuts.get(column))
                gap = " " * (widths[column] - cell_len(text))
                text = text if width is None else isolated(text)
                cells.append(text + gap if column in left else gap + text)
            yield (" " * _GAP).join(cells).rstrip()


def _shown(cell: str) -> str:
    """Return a cell as it stands on one line."""
    return visible(cell).replace("\n", "\\n")


def _blocks(widths: Sequence[int], width: int, keys: int) -> list[tuple[int, ...]]:
    """Cut the columns into tables that fit, each with the key columns."""
    first = tuple(range(keys))
    start = sum(widths[column] + _GAP for column in first)
    blocks: list[tuple[int, ...]] = []
    block, used = first, start
    for column in range(keys, len(widths)):
        if used + widths[column] > width and block != first:
            blocks.append(block)
            block, used = first, start
        block += (column,)
        used += widths[column] + _GAP
    return [*blocks, block]


def _fitting(text: str, width: int, cut: Cut | None) -> str:
    """The text, or so much of it as fits, with an ellipsis for the rest."""
    if cut is None or cell_len(text) <= width:
        return text
    signs = text if cut is Cut.END else text[::-1]
    end = next(end for end in range(len(signs), -1, -1) if cell_len(signs[:end]) < width)
    kept = signs[:end] if cut is Cut.END else signs[:end][::-1]
    if cut is Cut.END:
        return f"{kept}…"
    while kept and not cell_len(kept[0]):  # an accent whose letter is gone
        kept = kept[1:]
    return f"…{kept}"


def isolated(text: str) -> str:
    """Return the text so that a terminal that sets it from right to left keeps it in its column."""
    return f"\u2068{text}\u2069" if _RIGHT_TO_LEFT.search(text) else text


def counted(number: int, noun: str) -> str:
    """Return the number with its noun: `1 segment`, `1,200 segments`."""
    return f"{number:,} {noun}" + ("" if number == 1 else "s")
