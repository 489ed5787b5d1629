"""Each result of a command is shown by functions that take it."""

from __future__ import annotations

import inspect

import pytest

from dragoman import report, workflow


@pytest.mark.parametrize("name", report.REPORTS)
def test_the_functions_that_show_a_report_take_it(name: str) -> None:
    assert name in workflow.__all__
    home = report.REPORTS[name]
    for function in (home.render, home.data):
        *_, last = inspect.signature(home.find(function)).parameters.values()
        assert last.annotation == name
