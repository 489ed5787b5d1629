"""Results of commands, as text for people and as JSON for scripts.

A module for each command's report has `render`, which prints it for people, and `data`, which
gives it for scripts. `REPORTS` says which module is whose.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from importlib import import_module
from itertools import chain
from typing import Any, Protocol

from dragoman.errors import DragomanError
from dragoman.report import rows

SCHEMA = 1
"""The version of what scripts get. It changes when a name or a meaning in it does; what is only
added does not change it."""


class Report(Protocol):
    """What every command's result has."""

    problems: list[DragomanError]
    """What stood in the way, file by file."""


@dataclass(frozen=True, slots=True)
class _ReportModule:
    """Where the functions stand that show a report. They are loaded when it is shown."""

    module: str
    render: str = "render"
    """What prints it for people."""

    data: str = "data"
    """What gives scripts all of it but the problems."""

    def find(self, name: str) -> Callable[..., Any]:
        """Return one of the two."""
        found: Callable[..., Any] = getattr(import_module(f"{__name__}.{self.module}"), name)
        return found


REPORTS = {
    "TranslateReport": _ReportModule("translated"),
    "StatusReport": _ReportModule("standing"),
    "CheckReport": _ReportModule("checked"),
    "DecideReport": _ReportModule("decided"),
    "UndoReport": _ReportModule("undone"),
    "DiffReport": _ReportModule("compared", "render_diff", "diff_data"),
    "EffortReport": _ReportModule("compared", "render_effort", "effort_data"),
    "ExportReport": _ReportModule("exported"),
    "MoveReport": _ReportModule("moved"),
    "MemoryReport": _ReportModule("remembered"),
    "ExchangeReport": _ReportModule("exchanged"),
    "PreviewReport": _ReportModule("previewed"),
    "SiteReport": _ReportModule("site_made"),
    "GlossaryReport": _ReportModule("terminology"),
    "ImportReport": _ReportModule("terminology", "render_import", "data_import"),
    "AuditReport": _ReportModule("audited"),
    "WithdrawReport": _ReportModule("withdrawn"),
    "SharedReport": _ReportModule("shared"),
    "SuggestReport": _ReportModule("suggested"),
    "CompareReport": _ReportModule("rivals"),
}
"""How each report is shown, by the name of its class."""


def show(report: Report, *, as_json: bool) -> None:
    """Print the report on standard output, and its problems on standard error."""
    home = REPORTS[type(report).__name__]
    if as_json:
        data = home.find(home.data)(report)
        found = {**data, "notices": [_problem(notice) for notice in _notices(report)]}
        every = (each for problem in report.problems for each in problem.every)
        sys.stdout.writelines(chain(_json(found, every), "\n"))
    else:
        from dragoman.report import page

        home.find(home.render)(page.console(sys.stdout), report)
    # What was printed may announce the problems: in one terminal or log they come right behind it.
    sys.stdout.flush()
    _say([*report.problems, *_notices(report)])


def _notices(report: Report) -> list[DragomanError]:
    """What people should know although nothing was kept from being done."""
    found: list[DragomanError] = getattr(report, "notices", [])
    return found


def failure(error: DragomanError) -> str:
    """Return for scripts that a command could not begin, and why."""
    return "".join(_json({}, [error]))


def _json(found: dict[str, Any], problems: Iterable[DragomanError]) -> Iterator[str]:
    return rows.written(
        {"schema": SCHEMA, **found, "problems": [_problem(each) for each in problems]}
    )


def _say(problems: Iterable[DragomanError]) -> None:
    for problem in problems:
        print(problem, file=sys.stderr)


def _problem(problem: DragomanError) -> dict[str, Any]:
    return {
        "file": str(problem.path) if problem.path is not None else None,
        "line": problem.line,
        "column": problem.column,
        "problem": problem.problem,
        "advice": problem.advice,
    }
