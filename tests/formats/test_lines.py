"""Lines are what an editor and Markdown count."""

from __future__ import annotations

import tracemalloc

from hypothesis import given
from hypothesis import strategies as st

from dragoman.formats import parse
from dragoman.formats.lines import each_extent, extents, gather, line_at


@given(st.text("a\r\n"))
def test_a_place_is_in_the_line_that_its_extent_says(text: str) -> None:
    for number, (start, end) in enumerate(extents(text), start=1):
        assert {line_at(text, place) for place in range(start, end + 1)} == {number}


@given(st.text("a\r\n"))
def test_lines_are_the_same_one_by_one(text: str) -> None:
    assert list(each_extent(text)) == extents(text)


def test_a_plain_text_of_line_ends_takes_the_memory_of_its_size() -> None:
    data = b"a%bb" % (b"\n" * 200_000)
    parse("a.txt", data, "en")
    tracemalloc.start()
    try:
        article = parse("a.txt", data, "en")
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert [segment.source for segment in article.segments] == ["a", "b"]
    assert peak < 8 * len(data)


def test_only_line_ends_end_a_line() -> None:
    assert extents("a\x0cb\u2028c\r\nd\re\n\nf") == [(0, 5), (7, 8), (9, 10), (11, 11), (12, 13)]
    assert extents("a\n") == [(0, 1)]
    assert extents("") == []


def test_gathering_trims_the_whole_and_keeps_what_stands_between() -> None:
    source = "  \u00a0\n> One \n>  two\u00a0 \n>\n"
    rows = [(2, 3), (6, 10), (14, 19), (21, 21)]
    assert gather(source, rows) == ((6, 17), "One \ntwo", ("\n>  ",))
    assert gather(source, rows[:1]) is None
