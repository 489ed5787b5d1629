"""What `dragoman approve` and `dragoman reject` did."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from rich.console import Console

from dragoman.errors import named
from dragoman.model import Status
from dragoman.report.page import LISTED, counted, line, place
from dragoman.workflow import DecideReport


def render(console: Console, report: DecideReport) -> None:
    """Print the report."""
    for each in report.files:
        if each.changed:
            done = f"would be {report.done}" if report.dry else report.done
            console.print(line(f"{named(each.path)}: {counted(each.changed, 'segment')} {done}"))
        for refused in each.refused[:LISTED]:
            at = place(each.path, refused.unit.line)
            console.print(line(f"{at}: not {report.done}: {refused.reason}"))
        if len(each.refused) > LISTED:
            console.print(line(f"  … and {len(each.refused) - LISTED} more in {named(each.path)}"))
    for said in (_sum(report), *_why(report)):
        console.print(line(said))


def _sum(report: DecideReport) -> str:
    refused = sum(len(each.refused) for each in report.files)
    unedited = sum(each.unedited for each in report.files)
    would = "would be " if report.dry else ""
    said = f"{counted(report.changed, 'segment')} {would}{report.done}"
    if unedited and report.done in ("approved", "reviewed"):
        said += f"; {unedited:,} of them as the machine wrote them"
    if refused:
        said += f"; {refused:,} refused"
    if report.dry:
        said += "; nothing was written"
    return said + "."


def _why(report: DecideReport) -> Iterator[str]:
    """What an editor may have expected, and what to do about it."""
    if report.left and not report.named:
        left = ", ".join(f"{count:,} {status.value}" for status, count in report.left.items())
        yield f"Left as they are: {left}."
    refused = any(each.refused for each in report.files)
    if report.left and report.usual and not (report.changed or refused):
        usual = " or ".join(status.value for status in Status if status in report.usual)
        yield (
            f"Without --status or --id, those are {report.done} that are {usual} and pass the "
            "filters."
        )
    if refused and report.done in ("approved", "reviewed"):
        yield (
            "Fix the refused segments, or dismiss a false alarm with `ignore: [NAME]` in its "
            "segment; --force approves in spite of errors."
        )
    if report.missing:
        few = report.missing == 1
        yield (
            f"{counted(report.missing, 'review file')} {'is' if few else 'are'} not there yet. "
            f"To make {'it' if few else 'them'}, run: dragoman translate"
        )


def data(report: DecideReport) -> dict[str, Any]:
    """Return the report for scripts."""
    return {
        "done": report.done,
        "dry_run": report.dry,
        "files": [
            {
                "article": each.article,
                "locale": each.locale,
                "path": each.path,
                "changed": each.changed,
                "unedited": each.unedited,
                "left": {status.value: count for status, count in each.left.items()},
                "refused": [
                    {"id": item.unit.id, "line": item.unit.line, "reason": item.reason}
                    for item in each.refused
                ],
            }
            for each in report.files
        ],
    }
