"""What `dragoman mv` did."""

from __future__ import annotations

from typing import Any

from rich.console import Console

from dragoman.errors import named
from dragoman.report.page import line
from dragoman.workflow import MoveReport


def render(console: Console, report: MoveReport) -> None:
    """Print the report."""
    for old, new in report.moved:
        console.print(line(f"{named(old)} → {named(new)}"))
    for note in report.notes:
        console.print(line(note))
    if report.moved:
        console.print(line("Next, so that the copies take their new places: dragoman export"))
    elif not report.problems:
        console.print(line("Nothing to move: everything is in its new place."))


def data(report: MoveReport) -> dict[str, Any]:
    """Return the report for scripts."""
    return {"moved": [{"from": old, "to": new} for old, new in report.moved]}
