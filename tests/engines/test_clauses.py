"""Cutting long sentences loses nothing but the spaces at the cuts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.engines.clauses import cut


@given(st.text(), st.integers(1, 30))
def test_parts_fit_and_give_the_text_back(text: str, size: int) -> None:
    parts = cut(text, lambda part: len(part) <= size)
    assert all(len(part) <= size for part in parts)
    assert "".join("".join(parts).split()) == "".join(text.split())
    if text.strip():
        assert all(part == part.strip() != "" for part in parts)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("one two, three four", ["one two,", "three four"]),
        ("one two three four, five", ["one two three", "four, five"]),
        ("one – two three (four) five", ["one – two three", "(four) five"]),
        ("XQ1, abcdefgh XQ2", ["XQ1,", "abcdefgh XQ2"]),
        ("abcdefghijklmnopqrstuvwxyz", ["abcdefghijklm", "nopqrstuvwxyz"]),
    ],
)
def test_where_it_cuts(text: str, parts: list[str]) -> None:
    assert cut(text, lambda part: len(part) <= 16) == parts
