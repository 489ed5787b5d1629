"""How what is wrong in a file is told: where, with its line, and all of it."""

from __future__ import annotations

import tracemalloc
from contextlib import suppress

import pytest

from dragoman.errors import GlossaryError, together
from dragoman.handyaml import FileKind, SlipError, SlipSheet, excerpt, place, read, told
from tests.steps import counted

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


@pytest.mark.parametrize("line", ["\0", "\0" * 40, "\x01x", "a: b\x02"])
def test_a_file_full_of_control_characters_is_said_to_be_binary_at_once(line: str) -> None:
    def read_lines(count: int) -> int:
        with counted() as calls, pytest.raises(GlossaryError) as caught:
            read(f"{line}\n" * count, "f", KIND, lambda sheet, root: None)
        assert [each.problem for each in caught.value.every] == [
            f"this is a binary file, not text: byte {len(line) - len(line.lstrip('a: bx'))} "
            f"holds the control character 0x{ord(line.strip('a: bx')[0]):02x}"
        ]
        return calls()

    few = max(read_lines(200), read_lines(200))
    assert read_lines(4_000) <= few + 5


def test_single_control_characters_are_told_one_by_one() -> None:
    with pytest.raises(GlossaryError) as caught:
        read("a: b\0\nc: d\x01\n", "f", KIND, lambda sheet, root: None)
    assert [each.where for each in caught.value.every] == ["f:1:5", "f:2:5"]


def test_of_many_odd_characters_some_are_noted() -> None:
    with pytest.raises(GlossaryError) as caught:
        read("- a\u2028b\n" * 12_000, "f", KIND, lambda sheet, root: None)
    last = caught.value.every[-1]
    assert len(caught.value.every) == 100
    assert " 9900 more are told when these are gone." in last.advice


def test_indents_are_measured_in_little_memory() -> None:
    tracemalloc.start()
    try:
        for text in (" " * 1_000_000, "- " * 500_000 + "a", " \n" * 500_000):
            with suppress(GlossaryError):
                read(text, "f", KIND, lambda sheet, root: None)
        assert tracemalloc.get_traced_memory()[1] < 20_000_000
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("escape", ["U00110000", "UFFFFFFFF", "x1", "UDEADBEEF"])
def test_an_escape_that_means_no_character_is_told_in_its_line(escape: str) -> None:
    with pytest.raises(GlossaryError) as caught:
        read(f'key: 1\nother: "\\{escape}"\n', "f", KIND, lambda sheet, root: None)
    assert caught.value.line == 2


@pytest.mark.parametrize("deep", ["[" * 3000, "{a:" * 3000, "[" * 3000 + "]" * 3000 + "}"])
def test_what_only_one_of_two_parsers_reads_may_be_deep(deep: str) -> None:
    """The finer one takes `accepted:[`, at which the one that reads files stops."""
    with pytest.raises(GlossaryError) as caught:
        read(f"record:\n  a: {{origin: mt,\n    accepted:{deep}\n", "f", KIND, lambda *_: None)
    assert caught.value.line is not None
