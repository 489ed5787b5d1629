"""What one of several processes did that share the work of `dragoman translate`."""

from __future__ import annotations

from typing import Any

from rich.console import Console

from dragoman.errors import named
from dragoman.report.page import counted, line
from dragoman.report.translated import moved_data, render_moved
from dragoman.workflow import SharedReport


def render(console: Console, report: SharedReport) -> None:
    """Print the report."""
    render_moved(console, report.moved)
    for path in report.files:
        console.print(line(named(path)))
    if report.written > len(report.files):
        console.print(line(f"… and {report.written - len(report.files):,} more"))
    if report.sentences:
        sentences = counted(report.sentences, "sentence")
        by = ", ".join(report.engines)
        console.print(line(f"Translated {sentences} ({report.words:,} words) by {by}."))
    if report.rescued or report.broken:
        rescued = counted(report.rescued, "broken sentence")
        console.print(line(f"Rescued {rescued}; {report.broken:,} stayed broken."))
    files = counted(report.written, "review file")
    console.print(line(f"Wrote {files} in {report.lots:,} of {counted(report.of, 'lot')}."))
    if report.complete:
        console.print(line("All lots are done. Next: dragoman status"))
    else:
        console.print(line("Other lots are not done yet: see that the other shards run, too."))


def data(report: SharedReport) -> dict[str, Any]:
    """Return the report for scripts."""
    return {
        "lots": {"done_here": report.lots, "of": report.of},
        "complete": report.complete,
        "files": report.files,
        "written": report.written,
        "looked_at": report.articles,
        "moved": moved_data(report.moved),
        "sentences": report.sentences,
        "words": report.words,
        "remembered": report.remembered,
        "suggested": report.suggested,
        "rescued": report.rescued,
        "broken": report.broken,
        "engines": report.engines,
    }
