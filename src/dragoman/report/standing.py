"""How far the review of every article is, and which segments need a person most."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from typing import Any

from rich.console import Console

from dragoman.model import Status
from dragoman.report import page
from dragoman.report.page import counted, line
from dragoman.workflow import StatusReport
from dragoman.workflow.status import Risky, Standing

SHOWN = 200
"""Characters of a sentence that a list shows."""

LEFT_SHOWN = 20
"""How many texts that stay in the source language are listed."""

_COUNTS: tuple[tuple[str, Callable[[Standing], int]], ...] = (
    *((status.value, lambda row, status=status: row.counts[status]) for status in Status),
    ("edited", lambda row: row.edited),
    ("errors", lambda row: row.errors),
    ("warnings", lambda row: row.warnings),
    ("left", lambda row: len(row.left)),
)
"""The columns that are left out where nothing would stand in them, to fit a narrow terminal."""


def render(console: Console, report: StatusReport) -> None:
    """Print the report."""
    if report.asked:
        _risky(console, report)
        return
    if not report.rows:
        return
    shown = [(name, count) for name, count in _COUNTS if any(map(count, report.rows))]
    head = ["article", "locale", *(name for name, _ in shown), "words", "approved %", "changed", ""]
    rows = [head]
    for row in report.rows:
        counts = [_number(count(row)) for _, count in shown]
        changed = f"{row.changed:%Y-%m-%d}" if row.changed else "never"
        next_step = "run: dragoman translate" if row.outdated else ""
        rows.append([row.article, row.locale, *counts, *_words([row]), changed, next_step])
    totals = _by_locale(report.rows)
    if len(report.rows) > len(totals):
        for locale, own in totals.items():
            counts = [_number(sum(map(count, own))) for _, count in shown]
            rows.append(["all", locale, *counts, *_words(own), "", ""])
    lines = page.table(
        rows,
        left=(0, 1, len(head) - 2, len(head) - 1),
        width=page.room(console),
        shorten={0: page.Cut.START},
        keys=2,
    )
    for text in lines:
        console.print(page.verbatim(text))
    _left(console, report)


def _left(console: Console, report: StatusReport) -> None:
    """Say what stays in the source language, each article once."""
    left = {row.article: row.left for row in report.rows if row.left}
    lines = [f"{article}: {message}" for article, said in left.items() for message in said]
    for text in lines[:LEFT_SHOWN]:
        console.print(line(text))
    if len(lines) > LEFT_SHOWN:
        console.print(line(f"… and {len(lines) - LEFT_SHOWN} more: --json lists them all."))


def _by_locale(rows: Iterable[Standing]) -> dict[str, list[Standing]]:
    found: dict[str, list[Standing]] = {}
    for row in rows:
        found.setdefault(row.locale, []).append(row)
    return found


def _number(number: int) -> str:
    return f"{number:,}" if number else "·"


def _words(rows: Iterable[Standing]) -> tuple[str, str]:
    """The words of the source, and how many percent of them are approved."""
    total = Counter[str]()
    for row in rows:
        total.update(words=row.words, approved=row.approved_words)
    share = 100 * total["approved"] // total["words"] if total["words"] else 100
    return f"{total['words']:,}", str(share)


def _risky(console: Console, report: StatusReport) -> None:
    """Print the list: place and status, why, and the two sentences each on its own line."""
    for each in report.risky:
        place = f"{each.path}:{each.unit.line}" if each.unit.line else each.path
        console.print(line(f"{place}: {each.unit.status.value}"))
        for reason in each.risk.reasons:
            console.print(line(f"  {reason}"))
        for text in (each.unit.source, each.unit.target):
            if text:
                console.print(line(f"    {_short(text)}"))
    if report.risky:
        found = counted(len(report.risky), "segment")
        console.print(line(f"{found}, those that need a person most first."))
    else:
        console.print(line("No segment asks for a look."))


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= SHOWN else f"{flat[: SHOWN - 1]}…"


def data(report: StatusReport) -> dict[str, Any]:
    """Return the report for scripts."""
    found: dict[str, Any] = {"files": [_standing(row) for row in report.rows]}
    if report.asked:
        found["risky"] = [_at_risk(each) for each in report.risky]
    return found


def _at_risk(each: Risky) -> dict[str, Any]:
    return {
        "path": each.path,
        "line": each.unit.line,
        "id": each.unit.id,
        "article": each.article,
        "locale": each.locale,
        "status": each.unit.status.value,
        "score": round(each.risk.score, 1),
        "reasons": list(each.risk.reasons),
        "source": each.unit.source,
        "target": each.unit.target,
    }


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
        "left": list(row.left),
        "edited": row.edited,
        "changed": row.changed.isoformat(timespec="seconds") if row.changed else None,
        "outdated": row.outdated,
    }
