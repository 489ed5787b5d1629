"""How far the review of every article is, and which segments need a person most."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from textwrap import wrap
from typing import Any

from rich.cells import cell_len
from rich.console import Console

from dragoman.model import DONE, Status
from dragoman.report import page
from dragoman.report.page import counted, line, place
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

_DAY = len("2026-11-29")

_NAMES = 20
"""Columns of an article's name that stay in a narrow terminal."""

_LEAST = 12
"""Columns for what there is to do: no word in it is longer."""
"""The columns that are left out where nothing would stand in them, to fit a narrow terminal."""


def render(console: Console, report: StatusReport) -> None:
    """Print the report."""
    if report.asked:
        _risky(console, report)
        return
    if not report.rows:
        return
    width = page.room(console)
    lines = list(_table(report, width))
    if width is not None and any(cell_len(text) > width for text in lines):
        lines = list(_summary(report, width))
    for text in lines:
        console.print(page.verbatim(text))
    _left(console, report)


def _table(report: StatusReport, width: int | None) -> Iterator[str]:
    """Yield a row for each review file, and a column for each thing that is counted.

    The names of articles give way where they must; more does not fit narrow terminals.
    """
    shown = [(name, count) for name, count in _COUNTS if any(map(count, report.rows))]
    names = [name for name, _ in shown]
    head = ["article", "locale", *names, "words", "approved %", "accepted", ""]
    rows = [head]
    for row in report.rows:
        counts = [_number(count(row)) for _, count in shown]
        next_step = "run: dragoman translate" if row.outdated else ""
        accepted = (row.accepted or "")[:_DAY]
        rows.append([row.article, row.locale, *counts, *_words([row]), accepted, next_step])
    totals = _by_locale(report.rows)
    if len(report.rows) > len(totals):
        for locale, own in totals.items():
            counts = [_number(sum(map(count, own))) for _, count in shown]
            rows.append(["all", locale, *counts, *_words(own), "", ""])
    left = (0, 1, len(head) - 2, len(head) - 1)
    yield from page.table(rows, left, width, shorten={0: page.Cut.START}, keys=len(head))


def _summary(report: StatusReport, width: int) -> Iterator[str]:
    """Yield a row for each review file that says in words what there is to do."""
    rows = [(row.article, row.locale, _words([row])[1], _open([row])) for row in report.rows]
    totals = _by_locale(report.rows)
    if len(report.rows) > len(totals):
        rows += [("all", each, _words(own)[1], _open(own)) for each, own in totals.items()]
    head = ("article", "locale", "approved %", "open")
    used = sum(max(map(cell_len, column)) + 2 for column in zip(head, *rows, strict=True))
    used -= max(cell_len(row[-1]) for row in (head, *rows)) + 2
    names = max(cell_len(row[0]) for row in rows)
    room = max(width - used + max(0, names - _NAMES), _LEAST)
    cells = [head]
    for article, locale, share, said in rows:
        first, *more = wrap(said, room) or [""]
        cells += [(article, locale, share, first), *(("", "", "", each) for each in more)]
    yield from page.table(cells, (0, 1, 3), width, shorten={0: page.Cut.START}, keys=4)


def _open(rows: Sequence[Standing]) -> str:
    """Say what there is to do in review files, the most urgent first."""
    outdated = sum(row.outdated for row in rows)
    if outdated == len(rows):
        return "run: dragoman translate"
    counts = {status: sum(row.counts[status] for row in rows) for status in Status}
    parts = [counted(sum(row.errors for row in rows), "error")]
    parts += [f"{counts[each]:,} {each.value}" for each in Status if each not in DONE]
    parts += [counted(sum(row.warnings for row in rows), "warning"), f"{outdated:,} to translate"]
    return ", ".join(part for part in parts if not part.startswith("0 ")) or "nothing"


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
        at = place(each.path, each.unit.line)
        console.print(line(f"{at}: {each.unit.status.value}"))
        for reason in each.risk.reasons:
            console.print(line(f"  {reason}"))
        for text in (each.unit.source, each.unit.target):
            if text:
                console.print(line(f"    {_short(text)}"))
    if report.risky:
        found = counted(len(report.risky), "segment")
        console.print(line(f"{found}, those that need a person most first."))
    else:
        console.print(line("No segment needs attention."))


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
        "accepted": row.accepted,
        "changed": row.changed.isoformat(timespec="seconds") if row.changed else None,
        "outdated": row.outdated,
    }
