"""How what is wrong in a file is told: where, with its line, and all of it."""

from __future__ import annotations

import pytest

from dragoman.errors import GlossaryError, together
from dragoman.handyaml import FileKind, SlipError, SlipSheet, excerpt, place, told

KIND = FileKind("the file", GlossaryError, ("key",), "Quote it.")


def test_slips_are_told_in_the_order_of_the_file_and_each_place_once() -> None:
    text = "one\ntwo\nthree\n"
    slips = [SlipError(9, "c", "C."), SlipError(4, "a", "A."), SlipError(4, "b", "B.")]
    error = told(text, "f", KIND, slips, above=10)
    assert [(each.where, each.problem, each.excerpt) for each in error.every] == [
        ("f:12:1", "a", "two"),
        ("f:13:2", "c", "three"),
    ]
    assert error.advice == "A."
    assert error.every[1].advice == f"C. {KIND.left}"
    assert str(error).split("\n") == [
        "f:12:1: a", "    two", "  → A.",
        "f:13:2: c", "    three", f"  → C. {KIND.left}",
    ]  # fmt: skip
    assert error.alone == "f:12:1: a\n    two\n  → A."


def test_errors_of_several_parts_are_one() -> None:
    first, second, third = (GlossaryError(name) for name in "abc")
    both = together([together([first, second]), third])
    assert both is first
    assert [each.problem for each in both.every] == ["a", "b", "c"]


@pytest.mark.parametrize(("index", "found"), [(0, (0, 0)), (3, (0, 3)), (4, (1, 0)), (7, (1, 3))])
def test_a_place_is_a_line_and_a_column(index: int, found: tuple[int, int]) -> None:
    text = "one\ntwo\n"
    assert place(text, index) == found
    assert SlipSheet(text).at(found[0] + 1, found[1] + 1) == index


@pytest.mark.parametrize("column", [0, 50, 109, 110, 150, 199])
def test_a_long_line_is_cut_about_its_column(column: int) -> None:
    line = "".join(f"{number % 10}" for number in range(200))
    marked = f"{line[:column]}X{line[column + 1 :]}"
    shown = excerpt(marked, column)
    assert len(shown) <= 120
    assert "X" in shown
    assert shown.strip("…") in marked
    assert shown.startswith("…") == (column >= 110)
    assert excerpt(line[:120]) == line[:120]
