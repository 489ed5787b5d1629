"""What `dragoman approve` and `dragoman reject` did."""

from __future__ import annotations

from typing import Any

from rich.console import Console

from dragoman.report.page import LISTED, counted, line
from dragoman.workflow import DecideReport


def render(console: Console, report: DecideReport) -> None:
    """Print the report."""
    for each in report.files:
        if each.changed:
            done = f"would be {report.done}" if report.dry else report.done
            console.print(line(f"{each.path}: {counted(each.changed, 'segment')} {done}"))
        for refused in each.refused[:LISTED]:
            place = f"{each.path}:{refused.unit.line}" if refused.unit.line else each.path
            console.print(line(f"{place}: not {report.done}: {refused.reason}"))
        if len(each.refused) > LISTED:
            console.print(line(f"  … and {len(each.refused) - LISTED} more in {each.path}"))
    console.print(line(_sum(report)))


def _sum(report: DecideReport) -> str:
    refused = sum(len(each.refused) for each in report.files)
    unedited = sum(each.unedited for each in report.files)
    said = f"{counted(report.changed, 'segment')} {report.done}"
    if report.dry:
        said = f"{counted(report.changed, 'segment')} would be {report.done}; nothing was written"
    if unedited and report.done in ("approved", "reviewed"):
        said += f"; {unedited:,} of them as the machine wrote them"
    if refused:
        said += f"; {refused:,} refused"
    return said + "."


def data(report: DecideReport) -> dict[str, Any]:
    """Return the report for scripts."""
    return {
        "done": report.done,
        "dry": report.dry,
        "files": [
            {
                "article": each.article,
                "locale": each.locale,
                "path": each.path,
                "changed": each.changed,
                "unedited": each.unedited,
                "refused": [
                    {"id": item.unit.id, "line": item.unit.line, "reason": item.reason}
                    for item in each.refused
                ],
            }
            for each in report.files
        ],
    }
