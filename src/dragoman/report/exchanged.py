"""What went out to translators, and what came back from them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from rich.console import Console

from dragoman.errors import named
from dragoman.report.page import put
from dragoman.workflow.exchange import Exchanged, ExchangeReport
from dragoman.workflow.returned import FieldChange, LineOutcome, Took

_LOST = {
    LineOutcome.KEPT: "kept as it is here",
    LineOutcome.REFUSED: "not taken",
    LineOutcome.UNKNOWN: "not taken",
}


def render(console: Console, report: ExchangeReport) -> None:
    """Print the report."""
    for file in report.files:
        for text in _sent(file) if report.sent else _came(file, dry=report.dry):
            put(console, text)


def _sent(file: Exchanged) -> Iterator[str]:
    yield f"{named(file.path)}: {_segments(file.segments)}"


def _came(file: Exchanged, *, dry: bool) -> Iterator[str]:
    counts = [
        f"{file.count(outcome)} {outcome.value}" for outcome in LineOutcome if file.count(outcome)
    ]
    would = "would be " if dry else ""
    colon = "would be: " if dry else ""
    into = f"{file.locale} {named(file.article)}"
    yield f"{named(file.path)} → {into}: {colon}{', '.join(counts) or 'no lines'}"
    for took in file.lines:
        if took.outcome in _LOST:
            yield f"  {took.place} ({took.id}): {_LOST[took.outcome]}: {took.reason}"
            if took.returned:
                yield f"    came back: {took.returned}"
            if took.note:
                yield f"    its note: {took.note}"
        elif took.outcome is LineOutcome.STALE:
            yield f"  {took.place} ({took.id}): {would}taken as stale: {took.reason}"
        elif dry and took.changes:
            yield f"  {took.place} ({took.id}):"
        if dry:
            yield from map(_change, took.changes)


def _change(change: FieldChange) -> str:
    return f"    {change.name}: {change.before or '(nothing)'} → {change.after or '(nothing)'}"


def _segments(number: int) -> str:
    return f"{number:,} segment{'' if number == 1 else 's'}"


def data(report: ExchangeReport) -> dict[str, Any]:
    """Return the report for scripts."""
    return {"dry_run": report.dry, "files": [_file(file) for file in report.files]}


def _file(file: Exchanged) -> dict[str, Any]:
    return {
        "path": file.path,
        "article": file.article,
        "locale": file.locale,
        "segments": file.segments,
        "lines": [_line(took) for took in file.lines],
    }


def _line(took: Took) -> dict[str, Any]:
    return {
        "id": took.id,
        "place": took.place,
        "outcome": took.outcome.value,
        "reason": took.reason,
        "returned": took.returned,
        "note": took.note,
        "changes": [
            {"field": each.name, "before": each.before, "after": each.after}
            for each in took.changes
        ],
    }
