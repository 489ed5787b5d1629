"""Sentence boundaries beside markup."""

from __future__ import annotations

from importlib import import_module
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.inline import split
from dragoman.model import Syntax


@pytest.mark.parametrize(
    ("language", "segments"),
    [
        ("en", ["**Stop.** ", "He ran."]),
        ("en", ["He said **stop.** ", "*He* ran."]),
        ("en", ["<b>Stop. </b>", "He ran."]),
        ("en", ["They have returned.[^1] ", "Water fell."]),
        ("en", ["They have returned. [^1][^2] ", "Water fell."]),
        ("en", ["They have returned. [^1]", "Water fell."]),
        ("en", ["They have *returned.*[^1] ", "Water fell."]),
        ("en", ["They are back.<sup>1</sup> ", "Water fell."]),
        ("en", ["They are back.<sup>1</sup><sup>2</sup> ", "Water fell."]),
        ("en", ["They are back.<sup>[a]</sup> ", "<em>Water</em> fell."]),
        ("en", ['They are back.<sup><a href="#n1">1</a></sup> ', "Water fell."]),
        ("en", ["They are back <sup>2</sup>. ", "Water fell."]),
        ("en", ["It holds 5 m<sup>3</sup> of water. ", "It fell."]),
        ("en", ["They are back.[1] ", "Water fell."]),
        ("en", ["They are back.\u200b ", "Water **fell**."]),
        ("en", ["They are back.{% note 3 %} ", "Water **fell**."]),
        ("en", ["They are back. ", "{% note 3 %} Water **fell**."]),
        ("ar", ["عاد الناس.<sup>١</sup> ", "انحسرت المياه."]),
        ("en", ["**One sentence. And another.** ", "A third."]),
        ("en", ["See [One. Two. Three.](u) today. ", "Then go."]),
        ("en", ["First line  \n", "second line\\\n", "third<br>\n", "fourth. ", "Fifth."]),
        ("en", ["**First line  \nsecond line** ", ], ),
        ("en", ["One<br><br>", "Two"]),
        ("en", ['**New roads**\n<a href="x"></a>\n', "A [map](b.md) of\nthe town"]),
        ("en", ["![Trucks. On a road.](a.jpg)"]),
        ("en", ["It fell. ![Trucks](a.jpg) ", "It rose."]),
        ("en", ["Run `a. B` now. ", "Then rest."]),
        ("en", ["See https://a.org/x. ", "Then **go**."]),
        ("en", ["Gen. *Relin* came. ", "He ran."]),
        ("en", ["The U.S. *team* won."]),
        ("ru", ["**Вода уходит.** ", "Жители *возвращаются*.[^1] ", "Мост открыт."]),
        ("ru", ["«**Стой!**» — крикнул он. ", "[Мост](u) открыт."]),
        ("fa", ["**آب فروکش کرد.** ", "آیا [پل](u) باز است؟ ", "بله."]),
        ("tr", ["**Su çekildi.** ", "125. *Cadde* açıldı. ", "[Köprü](u) açık."]),
        ("ar", ["انحسرت **المياه.** ", "هل فُتح [الجسر](u)؟[^1] ", "نعم."]),
    ],
)  # fmt: skip
def test_markdown(language: str, segments: list[str]) -> None:
    text = "".join(segments)
    pairs = split(text, Syntax.MARKDOWN, language)
    assert [text[start:end] for start, end in pairs] == segments


def test_plain_text_knows_no_markup() -> None:
    text = "**One.  \nTwo** `a. B`"
    pairs = split(text, Syntax.PLAIN, "en")
    assert [text[start:end] for start, end in pairs] == ["**One.  \n", "Two** `a. ", "B`"]


def test_nothing_has_no_sentence() -> None:
    assert list(split("", Syntax.MARKDOWN, "en")) == []
    assert list(split("[^1]", Syntax.MARKDOWN, "en")) == [(0, 4)]


_TEXTS = st.text("aB1 .!?…。\n\\*_[]()`<>&;~\"'”)br/{%}$", max_size=30)


@given(
    st.lists(
        st.sampled_from(
            ["<br>", "&hellip;", "**", "a. ", "[a](b)", ". ", "  \n", "\n", "<i></i>", "{% a %}",
             "![a](b)", "www.a.org", "1.5", "a.B"]
        )
        | _TEXTS
    )
)  # fmt: skip
def test_what_is_surely_one_sentence_is_one(parts: list[str]) -> None:
    text = "".join(parts)
    with patch.object(import_module("dragoman.inline.split"), "is_one", lambda text: False):
        read = {syntax: [*split(text, syntax, "en")] for syntax in Syntax}
    assert {syntax: [*split(text, syntax, "en")] for syntax in Syntax} == read
