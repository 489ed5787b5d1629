"""Results of commands, as text for people and as JSON for scripts.

A module for each command's report has `render`, which prints it for people, and `data`, which
gives it for scripts. `REPORTS` says which module is whose.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from typing import Any, Protocol

from dragoman.errors import DragomanError
from dragoman.report import (
    audited,
    checked,
    compared,
    decided,
    exchanged,
    exported,
    moved,
    page,
    previewed,
    remembered,
    rivals,
    rows,
    shared,
    site_made,
    standing,
    suggested,
    terminology,
    translated,
    undone,
    withdrawn,
)
from dragoman.workflow import (
    AuditReport,
    CheckReport,
    CompareReport,
    DecideReport,
    DiffReport,
    EffortReport,
    ExchangeReport,
    ExportReport,
    GlossaryReport,
    ImportReport,
    MemoryReport,
    MoveReport,
    PreviewReport,
    SharedReport,
    SiteReport,
    StatusReport,
    SuggestReport,
    TranslateReport,
    UndoReport,
    WithdrawReport,
)

SCHEMA = 1
"""The version of what scripts get. It changes when a name or a meaning in it does; what is only
added does not change it."""


class Report(Protocol):
    """What every command's result has."""

    problems: list[DragomanError]
    """What stood in the way, file by file."""


REPORTS: dict[type[Report], tuple[Callable[..., None], Callable[..., dict[str, Any]]]] = {
    TranslateReport: (translated.render, translated.data),
    StatusReport: (standing.render, standing.data),
    CheckReport: (checked.render, checked.data),
    DecideReport: (decided.render, decided.data),
    UndoReport: (undone.render, undone.data),
    DiffReport: (compared.render_diff, compared.diff_data),
    EffortReport: (compared.render_effort, compared.effort_data),
    ExportReport: (exported.render, exported.data),
    MoveReport: (moved.render, moved.data),
    MemoryReport: (remembered.render, remembered.data),
    ExchangeReport: (exchanged.render, exchanged.data),
    PreviewReport: (previewed.render, previewed.data),
    SiteReport: (site_made.render, site_made.data),
    GlossaryReport: (terminology.render, terminology.data),
    ImportReport: (terminology.render_import, terminology.data_import),
    AuditReport: (audited.render, audited.data),
    WithdrawReport: (withdrawn.render, withdrawn.data),
    SharedReport: (shared.render, shared.data),
    SuggestReport: (suggested.render, suggested.data),
    CompareReport: (rivals.render, rivals.data),
}
"""How each report is printed for people, and what of it scripts get beside the problems."""


def show(report: Report, *, as_json: bool) -> None:
    """Print the report on standard output, and its problems on standard error."""
    render, data = REPORTS[type(report)]
    if as_json:
        found = {**data(report), "notices": [_problem(notice) for notice in _notices(report)]}
        every = (each for problem in report.problems for each in problem.every)
        sys.stdout.writelines(chain(_json(found, every), "\n"))
    else:
        render(page.console(sys.stdout), report)
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
