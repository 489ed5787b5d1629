"""What the translation memory holds."""

from __future__ import annotations

from typing import Any

from rich.console import Console

from dragoman.report import page
from dragoman.report.page import line
from dragoman.workflow import MemoryReport


def render(console: Console, report: MemoryReport) -> None:
    """Print the report."""
    if report.said:
        console.print(line(report.said))
        return
    rows = [["file", "translations", "trust %"]]
    rows += [[each.name, f"{each.translations:,}", str(each.trust)] for each in report.held]
    if report.held:
        rows.append(["all", f"{sum(each.translations for each in report.held):,}", ""])
        width = page.room(console)
        for text in page.table(rows, left=(0,), width=width, shorten={0: page.Cut.START}):
            console.print(page.verbatim(text))
    elif not report.problems:
        console.print(line("Nothing is approved yet, and no memory was imported."))


def data(report: MemoryReport) -> dict[str, Any]:
    """Return the report for scripts."""
    return {
        "files": [
            {
                "name": each.name,
                "locale": each.locale,
                "translations": each.translations,
                "trust": each.trust,
            }
            for each in report.held
        ]
    }
