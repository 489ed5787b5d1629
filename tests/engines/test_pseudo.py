"""Pseudo-localization marks everything that passed through translation, and only marks it."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.engines import create
from dragoman.engines.pseudo import GROWTH, MARKED, PLAIN, mark


@given(st.text())
def test_masks_and_digits_stay(text: str) -> None:
    masked = f"{text} XQ12 64"
    marked = mark(masked)
    assert re.findall(r"XQ\d+", marked) == re.findall(r"XQ\d+", masked)
    assert re.findall(r"\d", marked) == re.findall(r"\d", masked)


@given(st.text(min_size=1).filter(str.strip))
def test_it_is_bracketed_longer_and_reversible(text: str) -> None:
    marked = mark(text)
    assert marked[0] == "["
    assert marked[-1] == "]"
    assert len(marked) >= len(text) * (1 + 1 / GROWTH)
    inner = marked[1 : 1 + len(text)]
    back = str.maketrans(MARKED, PLAIN)
    assert inner.translate(back) == text.translate(back)


def test_every_letter_has_a_marked_form_of_its_own() -> None:
    assert len(PLAIN) == len(MARKED) == len(set(MARKED)) == 52
    assert not set(PLAIN) & set(MARKED)
    for plain, marked in zip(PLAIN, MARKED, strict=True):
        assert unicodedata.normalize("NFC", marked) == marked
        assert plain.isupper() == marked.isupper()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The convoy left Kazan.", "[Ťĥé čöñṽöý ļéƒť Ķåžåñ. ········]"),
        ("64 XQ3 % قازان", "[64 XQ3 % قازان ·····]"),
        ("", ""),
        (" ", " "),
    ],
)
def test_examples(text: str, expected: str) -> None:
    assert mark(text) == expected


def test_the_engine_has_every_direction() -> None:
    engine = create("pseudo", "nowhere")
    with engine.open("en", "fa") as translator:
        assert translator.signature == engine.signature("en", "fa") == "pseudo en-fa 1"
        pairs = list(translator.translate(["Kazan", "", "Kazan"]))
    assert [(index, made.text) for index, made in pairs] == [
        (0, "[Ķåžåñ ··]"),
        (1, ""),
        (2, "[Ķåžåñ ··]"),
    ]
    assert all(made.confidence is None and not made.findings for _, made in pairs)
