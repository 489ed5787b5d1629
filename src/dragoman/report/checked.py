"""What `dragoman check` found."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from typing import Any

from rich.console import Console

from dragoman.model import Severity, Status
from dragoman.report import github, sarif
from dragoman.report.page import counted, place, put
from dragoman.report.rows import Rows, written
from dragoman.workflow.check import CheckReport, Found

SHOWN = 100
"""Characters of a sentence that a message shows."""


def render(console: Console, report: CheckReport) -> None:
    """Print the report for people: file and line, what is wrong, and the two sentences."""
    last = None
    for each in report.found:
        unit = (each.path, each.unit.id)
        if unit != last:
            put(console, place(each.path, each.line))
            for text in _sentences(each):
                put(console, f"    {text}")
            last = unit
        finding = each.finding
        put(console, f"  {finding.severity.value}: {finding.check}: {finding.message}")
    counts = [counted(report.count(severity), severity.value) for severity in Severity]
    read = f"{counted(report.units, 'segment')} in {counted(report.files, 'review file')}"
    put(console, f"Checked {read}: {', '.join(counts)}.")
    if report.found:
        name = report.found[0].finding.check
        put(
            console,
            f"To see what a check means: dragoman check --explain {name}. "
            f"A false alarm is dismissed by `ignore: [{name}]` in the segment.",
        )


def _sentences(each: Found) -> Iterable[str]:
    if each.unit.status is Status.STALE and each.unit.was:
        yield f"was: {_short(each.unit.was)}"
    yield _short(each.unit.source)
    if each.unit.target:
        yield _short(each.unit.target)


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= SHOWN else f"{flat[: SHOWN - 1]}…"


def data(report: CheckReport) -> dict[str, Any]:
    """Return the report for scripts."""
    return {
        "checked_files": report.files,
        "segments": report.units,
        "errors": report.count(Severity.ERROR),
        "warnings": report.count(Severity.WARNING),
        "findings": Rows(len(report.found), lambda: map(_finding, report.found)),
    }


def _finding(each: Found) -> dict[str, Any]:
    return {
        "article": each.article,
        "locale": each.locale,
        "path": each.path,
        "line": each.line,
        "id": each.unit.id,
        "status": each.unit.status.value,
        "check": each.finding.check,
        "severity": each.finding.severity.value,
        "message": each.finding.message,
        "source": each.unit.source,
        "target": each.unit.target,
    }


def _sarif(report: CheckReport) -> Iterable[str]:
    yield from written(sarif.log(report))
    yield "\n"


FORMATS: dict[str, Callable[[CheckReport], Iterable[str]]] = {
    "github": github.lines,
    "sarif": _sarif,
}
"""The formats for programs, beside JSON."""


def write(report: CheckReport, form: str) -> None:
    """Print the report in one of `FORMATS` on standard output, its problems on standard error."""
    sys.stdout.writelines(FORMATS[form](report))
    for problem in report.problems:
        print(problem, file=sys.stderr)
