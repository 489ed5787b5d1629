"""How far the review of every article is."""

from __future__ import annotations

from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from dragoman.model import Status
from dragoman.report.page import counted
from dragoman.workflow import StatusReport
from dragoman.workflow.status import Standing


def render(console: Console, report: StatusReport) -> None:
    """Print the report."""
    if not report.rows:
        return
    table = Table(box=None, pad_edge=False)
    table.add_column("article", overflow="fold")
    table.add_column("locale")
    for status in Status:
        table.add_column(status.value, justify="right")
    for name in ("words", "approved %", "edited", "findings"):
        table.add_column(name, justify="right")
    table.add_column("")
    for row in report.rows:
        counts = [str(row.counts[status] or "·") for status in Status]
        share = 100 * row.approved_words // row.words if row.words else 100
        table.add_row(
            Text(row.article),
            row.locale,
            *counts,
            f"{row.words:,}",
            str(share),
            str(row.edited or "·"),
            _findings(row),
            "run: dragoman translate" if row.outdated else "",
        )
    console.print(table)


def _findings(row: Standing) -> str:
    parts = []
    if row.errors:
        parts.append(counted(row.errors, "error"))
    if row.warnings:
        parts.append(counted(row.warnings, "warning"))
    return ", ".join(parts) or "·"


def data(report: StatusReport) -> dict[str, Any]:
    """Return the report for scripts."""
    return {"files": [_standing(row) for row in report.rows]}


def _standing(row: Standing) -> dict[str, Any]:
    return {
        "article": row.article,
        "locale": row.locale,
        "path": row.path,
        "segments": sum(row.counts.values()),
        "statuses": {status.value: row.counts[status] for status in Status},
        "words": row.words,
        "approved_words": row.approved_words,
        "errors": row.errors,
        "warnings": row.warnings,
        "edited": row.edited,
        "outdated": row.outdated,
    }
