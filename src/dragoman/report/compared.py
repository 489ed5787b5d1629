"""What people changed in the machine's text, and how much work it left them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from rich.console import Console
from rich.text import Text

from dragoman.difference import Change, Run
from dragoman.errors import visible
from dragoman.report import page
from dragoman.report.page import counted, line, place
from dragoman.report.rows import Rows
from dragoman.workflow import DiffReport, EffortReport
from dragoman.workflow.effort import Edited

_STYLES = {Change.SAME: "", Change.GONE: "red strike", Change.ADDED: "green"}
_BRACKETS = {Change.GONE: ("[-", "-]"), Change.ADDED: ("{+", "+}")}
"""What shows a change where there are no colours; `git diff --word-diff` uses the same."""


def render_diff(console: Console, report: DiffReport) -> None:
    """Print each edited segment: its source, and the two versions in one line."""
    for each in report.edited:
        at = place(each.path, each.unit.line)
        console.print(line(f"{at}: {each.unit.status.value}"))
        console.print(line(f"    {each.unit.source}"))
        console.print(line(_marked(each.change.runs, colours=console.is_terminal)))
    total = len(report.edited) + report.untouched
    if not total:
        console.print(line("Nothing here was translated by a machine."))
        return
    console.print(
        line(
            f"{counted(len(report.edited), 'segment')} of {total:,} edited; "
            f"{report.untouched:,} as the machine wrote them."
        )
    )


def _marked(runs: tuple[Run, ...], *, colours: bool) -> Text:
    text = Text("    ")
    for run in runs:
        opening, closing = ("", "") if colours else _BRACKETS.get(run.change, ("", ""))
        text.append(
            f"{opening}{visible(run.text)}{closing}", style=_STYLES[run.change] if colours else ""
        )
    return text


def render_effort(console: Console, report: EffortReport) -> None:
    """Print a row for each locale, engine and month."""
    if not report.rows:
        console.print(line("No machine text is reviewed or approved yet: nothing to measure."))
        return
    head = ("locale", "engine", "month", "segments", "words", "untouched %", "chrF", "TER")
    rows = [
        (
            row.locale,
            row.engine,
            row.month or "unknown",
            f"{row.segments:,}",
            f"{row.words:,}",
            str(round(100 * row.untouched / row.segments)),
            f"{row.chrf:.1f}",
            f"{row.ter:.1f}",
        )
        for row in report.rows
    ]
    _table(console, [head, *rows])
    console.print(line("chrF: 100 is unchanged. TER: edits for each 100 words, 0 is unchanged."))
    if report.worth:
        _worth(console, report)


def _worth(console: Console, report: EffortReport) -> None:
    """Print how often people kept text that the model was so sure of."""
    rows = [("locale", "engine", "confidence", "judged", "kept %")]
    for each in report.worth:
        kept = round(100 * each.kept / each.judged)
        band = f"{each.least:.2f} and more" if each.least else "less"
        rows.append((each.locale, each.engine, band, f"{each.judged:,}", str(kept)))
    console.print()
    _table(console, rows)
    console.print(line("kept: accepted as the machine wrote it."))


def _table(console: Console, rows: Sequence[Sequence[str]]) -> None:
    """Print a table of which locale, engine and a third column say what each row is about."""
    width = page.room(console)
    for text in page.table(rows, (0, 1, 2), width, shorten={1: page.Cut.END}, keys=3):
        console.print(page.verbatim(text))


def diff_data(report: DiffReport) -> dict[str, Any]:
    """Return the report for scripts."""
    return {
        "untouched": report.untouched,
        "edited": Rows(len(report.edited), lambda: map(_edited, report.edited)),
    }


def _edited(each: Edited) -> dict[str, Any]:
    return {
        "path": each.path,
        "line": each.unit.line,
        "id": each.unit.id,
        "article": each.article,
        "locale": each.locale,
        "status": each.unit.status.value,
        "engine": str(each.unit.record.signature) if each.unit.record else None,
        "source": each.unit.source,
        "machine": each.unit.record.machine if each.unit.record else None,
        "target": each.unit.target,
    }


def effort_data(report: EffortReport) -> dict[str, Any]:
    """Return the report for scripts."""
    return {
        "rows": [
            {
                "locale": row.locale,
                "engine": row.engine,
                "month": row.month or None,
                "segments": row.segments,
                "words": row.words,
                "untouched": row.untouched,
                "chrf": row.chrf,
                "ter": row.ter,
            }
            for row in report.rows
        ],
        "confidence": [
            {
                "locale": each.locale,
                "engine": each.engine,
                "least": each.least,
                "judged": each.judged,
                "kept": each.kept,
            }
            for each in report.worth
        ],
    }
