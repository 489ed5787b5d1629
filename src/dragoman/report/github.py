"""Findings as annotations of a GitHub workflow: `::error file=…,line=…::message`."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from dragoman.workflow.check import CheckReport


def lines(report: CheckReport) -> Iterator[str]:
    """Yield a workflow command for each finding and each file that cannot be read."""
    for each in report.found:
        finding = each.finding
        place = f"file={_property(each.path)},line={each.line or 1}"
        title = _property(f"{finding.check} ({each.locale})")
        yield f"::{finding.severity.value} {place},title={title}::{_data(finding.message)}\n"
    for problem in chain.from_iterable(told.every for told in report.problems):
        place = f" file={_property(str(problem.path))},line={problem.line or 1}"
        yield f"::error{place if problem.path else ''}::{_data(problem.problem)}\n"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
