"""A text of one syntax, written in another, reads the same."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.inline import plain, rewritten
from dragoman.model import Syntax

ODD = "Он <b>не</b> & *да* _так_ [x](y) <script>alert(1)</script> `c` ~~d~~ &amp; ![i](j)"


def test_plain_text_stays_text() -> None:
    assert rewritten(ODD, "He.", Syntax.PLAIN, Syntax.PLAIN) == ODD
    html = rewritten(ODD, "He.", Syntax.PLAIN, Syntax.HTML)
    assert html == ODD.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    markdown = rewritten(ODD, "He.", Syntax.PLAIN, Syntax.MARKDOWN)
    assert markdown is not None
    assert plain(markdown, Syntax.MARKDOWN) == ODD


@pytest.mark.parametrize("text", ["- x", "# x", "1. x", "> x", "+ x", "x_y_z", "5 * 3 * 2"])
def test_what_begins_a_block_does_not(text: str) -> None:
    markdown = rewritten(text, "He.", Syntax.PLAIN, Syntax.MARKDOWN)
    assert markdown is not None
    assert plain(markdown, Syntax.MARKDOWN) == text


def test_markup_is_not_turned_into_words() -> None:
    assert rewritten("Он *да*.", "He.", Syntax.MARKDOWN, Syntax.HTML) is None
    assert rewritten("Он <b>да</b>.", "He.", Syntax.HTML, Syntax.PLAIN) is None
    assert rewritten("Он.", "He *is*.", Syntax.PLAIN, Syntax.MARKDOWN) is None


def test_escapes_become_what_they_stand_for() -> None:
    assert rewritten(r"A \*b", "A b", Syntax.MARKDOWN, Syntax.PLAIN) == "A *b"
    assert rewritten("A &amp; b", "A b", Syntax.HTML, Syntax.PLAIN) == "A & b"
    assert rewritten("A &lt; b", "A b", Syntax.HTML, Syntax.MARKDOWN) == "A < b"


SIGNS = st.text(st.sampled_from(" ab<>&*_[]()`~!#|\\/$:;{}1.-"), min_size=1, max_size=12)


@given(SIGNS.map(str.strip).filter(bool), st.sampled_from(Syntax), st.sampled_from(Syntax))
def test_it_reads_the_same_or_is_not_offered(text: str, one: Syntax, other: Syntax) -> None:
    result = rewritten(text, "He.", one, other)
    assert result is None or plain(result, other) == plain(text, one)
