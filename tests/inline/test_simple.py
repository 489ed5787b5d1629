"""Markdown that is read without a parser reads as the parser has it."""

from __future__ import annotations

from importlib import import_module
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.inline import SpanKind, spans
from dragoman.inline.markdown import parse, shortcuts
from dragoman.inline.markdown_simple import simple
from dragoman.model import Syntax

_PIECES = st.sampled_from(
    ["**the mayor**", "*now*", "`a b`", "[a road](b.md)", "[See a@b.org](#x)", "http://a.org/b",
     "**Slide 6:**", "_now_", "![a road](b_c.png)", "![", "[^1]", "&", "_", "[c](d*e_f)", "a.pdf",
     "word", " ", "\n", "(", ")", "**", "*", "`", "[", "](", "!", "@mira", "#tag", "a_b", "1.", "{",
     "[a Road][The  map]", "[`a b`](c.md)", "[`x`][]", "[_x.py](y?a=1&b=2)", "[a_b](it's)", "[e]",
     "[^e]", "][", "&amp;", "\\", "[", "]", "[a `b` c](d.md)", "[**a**](b)", "[*a* `b`][c]",
     "**`a`**", "[![a](b.png)](c)", "[a\nb](c)", "**a\nb**", "[two words]", "~", ":", "\n ",
     "[a `b](c) d`", "[*a](b)", "*c*", "_", "](", "**", "a", ".", "*[a](b)*", "[a!](b)",
     "[_a_b](c)"]
)  # fmt: skip


@given(st.lists(_PIECES, max_size=12))
def test_what_is_simple_reads_as_the_parser_has_it(pieces: list[str]) -> None:
    text = "".join(pieces)
    read = parse(text)
    with patch.object(import_module("dragoman.inline.markdown"), "simple", lambda *_, **__: None):
        parsed = parse(text)
    assert read == parsed


@given(st.lists(_PIECES, max_size=12))
def test_references_are_found_where_the_parser_has_them(pieces: list[str]) -> None:
    text = "".join(pieces)
    labels = {"E": {"href": "a", "title": ""}, "TWO WORDS": {"href": "b", "title": ""}}
    found = shortcuts(text, labels)
    with patch.object(import_module("dragoman.inline.markdown"), "simple", lambda *_, **__: None):
        assert found == shortcuts(text, labels)


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("See **the mayor** and [a road](b.md).", [SpanKind.STRONG, SpanKind.LINK]),
        ("Run `make a`\nor *wait*: it’s done!", [SpanKind.CODE, SpanKind.EMPHASIS]),
        ("Ask a@b.org (or **him**).", [SpanKind.ADDRESS, SpanKind.STRONG]),
        (
            "**Slide 6:** rain & _wind_.[^2]",
            [SpanKind.STRONG, SpanKind.EMPHASIS, SpanKind.FOOTNOTE],
        ),
        ("See ![a road](b_c.png)!", [SpanKind.IMAGE]),
        ("See [a road][map] and [`b c`](d.md).", [SpanKind.LINK, SpanKind.LINK, SpanKind.CODE]),
        ("See [_roads](b?c=1&d=2).", [SpanKind.LINK]),
        ("See [a@b.org](mailto:a@b.org) now.", [SpanKind.LINK, SpanKind.ADDRESS]),
        ("The [`road` map](a.md): 5 ~ 6 [roads].", [SpanKind.LINK, SpanKind.CODE]),
        (
            "**`a`** and [the\n*road*][b]",
            [SpanKind.STRONG, SpanKind.CODE, SpanKind.LINK, SpanKind.EMPHASIS],
        ),
        ("[![a road](b.png)](c.md)", [SpanKind.LINK, SpanKind.IMAGE]),
    ],
)
def test_usual_sentences_are_simple(text: str, kinds: list[SpanKind]) -> None:
    assert simple(text, ()) is not None
    assert [span.kind for span in spans(text, Syntax.MARKDOWN)] == kinds


@pytest.mark.parametrize(
    "text",
    [
        "a_b_",
        "**a *b* c**",
        "[*a][b]",
        "[a `b](c) d`",
        "<b>a</b>",
        "a &amp; b",
        "`` a` ``",
        "a  \nb",
        "![*a*](b)",
    ],
)
def test_what_takes_a_parser_gets_one(text: str) -> None:
    assert simple(text, ()) is None
