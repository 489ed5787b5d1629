"""What every report is written with."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import Any

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

LISTED = 10
"""How many things a message names before it says how many more there are."""

WIDE = 160
"""Columns of a table that goes to a file or another program, where nothing needs to fit."""


def console(file: Any) -> Console:
    """Return a console that wraps nothing, on a terminal or a file."""
    width = None if file.isatty() else WIDE
    return Console(file=file, width=width, highlight=False, soft_wrap=True)


def line(text: str) -> Text:
    """Return the text as it is: brackets in it are no markup of Rich's."""
    return Text(text)


def table(rows: Sequence[Sequence[str]], left: Collection[int]) -> Iterator[str]:
    """Yield the lines of a table: columns as wide as they need, those in `left` set to the left.

    Rich's own tables take seconds for thousands of rows; this takes a fraction.
    """
    widths = [max(map(cell_len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = []
        for number, (text, width) in enumerate(zip(row, widths, strict=True)):
            gap = " " * (width - cell_len(text))
            cells.append(text + gap if number in left else gap + text)
        yield "  ".join(cells).rstrip()


def counted(number: int, noun: str) -> str:
    """Return the number with its noun: `1 segment`, `1,200 segments`."""
    return f"{number:,} {noun}" + ("" if number == 1 else "s")
