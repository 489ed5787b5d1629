"""What is changed in a text is changed there, and every other byte stays."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.handyaml.patch import Edit, comments, patched, unsheathed

LINES = st.lists(st.sampled_from(["a: b", "", "  c", "# d", "é"]), max_size=6)


@given(LINES, st.sampled_from(["", "\ufeff"]), st.sampled_from(["\n", "\r\n"]), st.booleans())
def test_what_is_opened_closes_as_it_was(lines: list[str], mark: str, end: str, last: bool) -> None:
    text = mark + end.join(lines) + (end if last else "")
    inner, sheath = unsheathed(text)
    assert sheath.close(inner) == text
    assert "\r" not in inner
    assert not inner or inner.endswith("\n")


def test_a_last_line_without_an_end_gets_one_if_something_follows() -> None:
    inner, sheath = unsheathed("\ufeffa\r\nb")
    assert sheath.close(f"{inner}c\n") == "\ufeffa\r\nb\r\nc\r\n"
    assert sheath.close("x\nb\n") == "\ufeffx\r\nb"


def test_line_ends_of_two_kinds_stay() -> None:
    inner, sheath = unsheathed("a\r\nb\nc")
    assert inner == "a\r\nb\nc\n"
    assert sheath.close(inner) == "a\r\nb\nc"


def test_edits_are_made_in_their_order_and_must_not_overlap() -> None:
    edits = [Edit(4, 5, "E"), Edit(1, 1, "second", 2), Edit(1, 1, "first", 1), Edit(1, 3, "", 3)]
    assert patched("abcdef", edits) == "afirstseconddEf"
    assert patched("abc", []) == "abc"
    assert patched("abc", [Edit(0, 1, "x"), Edit(1, 3, "y")]) == "xy"
    with pytest.raises(ValueError, match="overlap"):
        patched("abcdef", [Edit(0, 3, "x"), Edit(2, 4, "y")])
    assert Edit(3, 4, "x", 1).moved(-2) == Edit(1, 2, "x", 1)


def test_comments_are_what_stands_between_the_words_of_yaml() -> None:
    text = "# one  \na: 'x # no' # two\nb: |-  # three\n  # text\nc: [d,\t# four\n  e]\n# five"
    assert list(comments(text)) == ["# one", "# two", "# three", "# four", "# five"]
