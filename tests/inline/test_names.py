"""Names that stay as they are: where they stand, and that they come through exactly once."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman import inline
from dragoman.inline import Names, SpanKind
from dragoman.model import Severity, Syntax
from tests.strategies import sentences

NAMES = Names(["Reuters", "Reuters News", "C++", ".NET", "AT&T", "Zoë", "کیهان"])

FOUND = [
    ("Reuters said so.", ["Reuters"]),
    ("Reuters’s report, Reuters' too", ["Reuters", "Reuters"]),
    ("сообщает Reutersу", ["Reuters"]),
    ("وReuters", ["Reuters"]),
    ("Reuters’ın haberi", ["Reuters"]),
    ("*Reuters* and _Reuters_ and [Reuters](x)", ["Reuters"] * 3),
    ("at Reuters News.", ["Reuters News"]),
    ("Reuters Newsroom", ["Reuters"]),
    ("ASP.NET, AT&Ts", []),
    ("C++, .NET and AT&T", ["C++", ".NET", "AT&T"]),
    ("Zoë left.", ["Zoë"]),
    ("Zoe\u0308 left.", ["Zoë"]),
    ("Zoe left, Zoe\u0301 came, Reuters\u0301", []),
    ("روزنامهٔ کیهان نوشت", ["کیهان"]),
    ("Reutersville, reuters, REUTERS, XReuters", []),
    ("`Reuters` and [a](Reuters)", []),
    ("@Reuters, reuters.com, https://Reuters.com/Reuters", []),
]


@pytest.mark.parametrize(("text", "found"), FOUND)
def test_names_are_found_as_words_outside_code_and_addresses(text: str, found: list[str]) -> None:
    spans = inline.inventory(text, Syntax.MARKDOWN, NAMES).elements()
    assert [shown for kind, shown in spans if kind is SpanKind.NAME] == found


def test_names_in_html_are_found_as_they_read() -> None:
    text = '<b>AT&amp;T</b> and <a href="Reuters" title="Reuters">Reuters</a>'
    spans = inline.inventory(text, Syntax.HTML, NAMES)
    assert spans[SpanKind.NAME, "Reuters"] == 1


TEXTS = st.lists(
    st.one_of(sentences, st.sampled_from(["Reuters", "C++", "*Reuters News*", "کیهان"])), max_size=5
).map(" ".join)


@given(TEXTS, TEXTS, st.sampled_from(list(Syntax)))
def test_a_name_comes_through_exactly_once_or_there_is_an_error(
    source: str, target: str, syntax: Syntax
) -> None:
    masked = inline.mask(source, syntax, NAMES)
    projection = inline.project(masked, dict.fromkeys(masked.requests, target))
    if not any(each.severity is Severity.ERROR for each in projection.findings):
        before, after = (
            {
                entry: count
                for entry, count in inline.inventory(text, syntax, NAMES).items()
                if entry[0] is SpanKind.NAME
            }
            for text in (source, projection.text)
        )
        assert before == after


@given(TEXTS)
def test_places_are_in_order_and_hold_names(text: str) -> None:
    reached = 0
    for start, end in NAMES.places(text):
        assert reached <= start < end
        reached = end
