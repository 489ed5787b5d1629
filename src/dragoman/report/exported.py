"""What `dragoman export` wrote, and what it withheld."""

from __future__ import annotations

from collections import Counter
from typing import Any

from rich.console import Console

from dragoman.report.page import LISTED, counted, line
from dragoman.workflow import ExportReport
from dragoman.workflow.export import Exported, Result


def render(console: Console, report: ExportReport) -> None:
    """Print the report."""
    for each in report.files:
        if each.result in (Result.WITHHELD, Result.SKIPPED):
            _lacking(console, each)
        elif each.result is Result.WRITTEN:
            rest = f" ({len(each.lacks)} segments in the source language)" if each.lacks else ""
            console.print(line(f"{each.path}: written{rest}"))
    counts = Counter(each.result for each in report.files)
    parts = [f"{counts[result]} {result.value}" for result in Result if counts[result]]
    if parts:
        console.print(line(f"Localized copies: {', '.join(parts)}."))
    if counts[Result.WITHHELD]:
        console.print(
            line(
                f"A segment that is not yet {report.accept.value}, or that has an error, withholds "
                "its article. Edit the review files above, or choose: "
                "--accept draft|reviewed, --missing source|skip. "
                "A false alarm is dismissed by `ignore: [its name]` in the segment."
            )
        )


def _lacking(console: Console, each: Exported) -> None:
    console.print(
        line(
            f"{each.path}: {each.result.value}: {len(each.lacks)} of "
            f"{counted(each.segments, 'segment')} may not be published"
        )
    )
    for lack in each.lacks[:LISTED]:
        place = f":{lack.unit.line}" if lack.unit.line else ""
        text = lack.unit.source if len(lack.unit.source) <= 60 else f"{lack.unit.source[:59]}…"
        console.print(line(f"  {each.review}{place}: {lack.reason}: {text}"))
    if len(each.lacks) > LISTED:
        console.print(line(f"  … and {len(each.lacks) - LISTED} more in {each.review}"))


def data(report: ExportReport) -> dict[str, Any]:
    """Return the report for scripts."""
    return {
        "accept": report.accept.value,
        "files": [
            {
                "article": each.article,
                "locale": each.locale,
                "path": each.path,
                "review": each.review,
                "result": each.result.value,
                "segments": each.segments,
                "missing": [
                    {"id": lack.unit.id, "line": lack.unit.line, "reason": lack.reason}
                    for lack in each.lacks
                ],
            }
            for each in report.files
        ],
    }
