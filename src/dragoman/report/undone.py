"""What `dragoman unapprove` took back."""

from __future__ import annotations

from typing import Any

from rich.console import Console

from dragoman.errors import named
from dragoman.report.page import counted, line
from dragoman.workflow import UndoReport


def render(console: Console, report: UndoReport) -> None:
    """Print the report."""
    for path in report.files:
        console.print(line(f"{named(path)}: as it was before the last decision"))
    if report.files or not report.problems:
        console.print(line(f"{counted(len(report.files), 'review file')} restored."))


def data(report: UndoReport) -> dict[str, Any]:
    """Return the report for scripts."""
    return {"files": list(report.files)}
