"""What every report is written with."""

from __future__ import annotations

from typing import Any

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


def counted(number: int, noun: str) -> str:
    """Return the number with its noun: `1 segment`, `1,200 segments`."""
    return f"{number:,} {noun}" + ("" if number == 1 else "s")
