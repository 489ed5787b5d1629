"""The pages that `dragoman preview` wrote."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from rich.console import Console

from dragoman.errors import named
from dragoman.report.page import LISTED, counted, line
from dragoman.workflow import PreviewReport


def render(console: Console, report: PreviewReport) -> None:
    """Print the report."""
    for page in report.pages[:LISTED]:
        console.print(line(named(_shown(page))))
    if len(report.pages) > LISTED:
        console.print(line(f"… and {len(report.pages) - LISTED} more"))
    if report.pages:
        them = "it" if len(report.pages) == 1 else "them"
        wrote = f"Wrote {counted(len(report.pages), 'page')}. Open {them} in a browser."
        console.print(line(wrote))


def data(report: PreviewReport) -> dict[str, Any]:
    """Return the report for scripts."""
    return {"pages": [_shown(page) for page in report.pages]}


def _shown(page: Path) -> str:
    here = Path.cwd()
    return (page.relative_to(here) if page.is_relative_to(here) else page).as_posix()
