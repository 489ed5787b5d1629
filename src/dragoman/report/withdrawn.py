"""What `dragoman withdraw` took back."""

from __future__ import annotations

from typing import Any

from rich.console import Console

from dragoman.errors import named
from dragoman.report.page import line
from dragoman.workflow import WithdrawReport


def render(console: Console, report: WithdrawReport) -> None:
    """Print the report."""
    done = "Restored" if report.restored else "Withdrawn"
    for name in report.articles:
        console.print(line(f"{done}: {named(name)}"))
    if not report.articles and not report.problems:
        console.print(line("Nothing to do: withdrawn already."))
    for each in report.files:
        reason = f": {each.reason}" if each.reason else ""
        console.print(line(f"  {named(each.path)}: {each.result.value}{reason}"))
    if report.articles or report.files:
        console.print(line("Bring your site up to date: dragoman site"))


def data(report: WithdrawReport) -> dict[str, Any]:
    """Return the report for scripts."""
    return {
        "restored": report.restored,
        "articles": report.articles,
        "files": [
            {
                "article": each.article,
                "locale": each.locale,
                "path": each.path,
                "result": each.result.value,
                "reason": each.reason,
            }
            for each in report.files
        ],
    }
