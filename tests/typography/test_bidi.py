"""Right-to-left exports, seen as the Unicode bidirectional algorithm lays them out."""

from __future__ import annotations

import pytest
from bidi import get_display
from hypothesis import given

from dragoman import inline
from dragoman.model import Syntax
from dragoman.typography import bidi
from tests.typography.test_laws import SYNTAXES, TEXTS

LRI, PDI, RLM = "\u2066", "\u2069", "\u200f"


def shown(text: str) -> str:
    """What a reader sees from left to right, in a paragraph whose direction is guessed."""
    return bidi.stripped(get_display(text))


@pytest.mark.parametrize(
    "part",
    [
        "https://a.example/b/",
        "user@example.org",
        "@user_",
        "+98 21 1234-5678",
        "C++",
        "C#",
        "Apple Inc.",
        "Yahoo!",
    ],
)
def test_what_is_written_from_left_to_right_is_seen_so(part: str) -> None:
    text = f"نشانی {part} (تازه) است"

    assert part in shown(bidi.marked(text, Syntax.PLAIN, "fa", begins=True))


@pytest.mark.parametrize("part", ["https://a.example/b/", "+98 21 1234-5678", "C++", "Apple Inc."])
def test_without_marks_these_are_torn_apart(part: str) -> None:
    assert part not in shown(f"نشانی {part} (تازه) است")


def test_a_paragraph_that_begins_in_latin_still_runs_from_right_to_left() -> None:
    text = "CNN گزارش داد."

    assert shown(text).startswith("CNN")
    assert shown(bidi.marked(text, Syntax.PLAIN, "fa", begins=True)).endswith("CNN")
    assert bidi.marked(text, Syntax.PLAIN, "fa", begins=False) == text


def test_an_address_in_markdown_keeps_its_end() -> None:
    text = "ببینید: https://a.example/b است و [این](https://a.example/c)."

    marked = bidi.marked(text, Syntax.MARKDOWN, "ar", begins=True)

    assert f"{LRI}<https://a.example/b>{PDI}" in marked
    assert "[این](https://a.example/c)" in marked


def test_html_gets_elements_and_no_marks() -> None:
    text = 'CNN: <a href="https://a.example/">https://a.example/b</a> و C++'

    assert bidi.marked(text, Syntax.HTML, "fa", begins=True) == (
        'CNN: <a href="https://a.example/"><bdi dir="ltr">https://a.example/b</bdi></a> و '
        '<bdi dir="ltr">C++</bdi>'
    )


@pytest.mark.parametrize("locale", ["ru", "tr", "en"])
def test_left_to_right_locales_need_nothing(locale: str) -> None:
    text = "CNN https://a.example/ C++"

    assert bidi.marked(text, Syntax.PLAIN, locale, begins=True) == text


@given(TEXTS, SYNTAXES)
def test_marks_are_added_once_and_taken_away_whole(text: str, syntax: Syntax) -> None:
    text = bidi.stripped(text)

    marked = bidi.marked(text, syntax, "fa", begins=True)

    assert bidi.marked(marked, syntax, "fa", begins=True) == marked
    if syntax is not Syntax.HTML:
        assert inline.inventory(marked, syntax) == inline.inventory(text, syntax)
    if syntax is Syntax.PLAIN:
        assert bidi.stripped(marked) == text
