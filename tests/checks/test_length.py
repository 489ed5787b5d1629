"""How short a translation may be."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.checks import CHECKS, Pair
from dragoman.checks.length import shortness
from dragoman.model import Syntax

BITEXT = Path(__file__).parents[2] / "tools" / "demo" / "bitext"
ARTICLES = ("comet", "final", "flood", "museum", "variations")
(CHECK,) = (each for each in CHECKS if each.name == "truncated_length")

words = st.sampled_from(["the", "of", "a", "was", "Arvelin", "1,800", "river", "repairs", "ago"])


def lines(language: str) -> list[str]:
    files = (BITEXT / language / f"{name}.txt" for name in ARTICLES)
    return [line for file in files for line in file.read_text(encoding="utf-8").splitlines()]


def pairs(language: str) -> list[tuple[str, str]]:
    return list(zip(lines("en"), lines(language), strict=True))


def pair(source: str, target: str, language: str) -> Pair:
    return Pair(source, target, Syntax.PLAIN, "en", language)


@pytest.mark.parametrize("language", ["ru", "fa", "tr", "ar"])
def test_halves_are_found_and_whole_translations_are_not(language: str) -> None:
    every = pairs(language)
    whole = [pair(source, target, language) for source, target in every]
    alarms = sum(any(True for _ in CHECK.run(each)) for each in whole)
    assert alarms <= len(every) / 100
    long = [each for each in every if len(each[1].split()) > 5]
    halves = [
        pair(source, " ".join(target.split()[: len(target.split()) // 2]) + ".", language)
        for source, target in long
    ]
    found = sum(any(True for _ in CHECK.run(each)) for each in halves)
    assert found > 0.75 * len(halves)


@given(
    st.lists(words, max_size=40).map(lambda each: " ".join(["The river rose in the north", *each])),
    st.lists(st.text("абвг", min_size=1, max_size=9), min_size=2, max_size=40),
    st.data(),
)
def test_what_is_cut_is_shorter(source: str, target: list[str], data: st.DataObject) -> None:
    kept = data.draw(st.integers(1, len(target) - 1))
    cut, whole = (shortness(pair(source, " ".join(each), "ru")) for each in (target[:kept], target))
    assert cut is not None
    assert whole is not None
    assert cut > whole


MUCH = [
    ("Flights to the island resume on Monday.", "Рейсы.", "ru"),
    ("The minister resigned after the floods.", "وزیر رفت.", "fa"),
    ("The minister resigned after the floods.", "Bakan gitti.", "tr"),
    ("The minister resigned after the floods.", "رحل الوزير.", "ar"),
]


@pytest.mark.parametrize(("source", "target", "language"), MUCH)
def test_short_sentences_are_looked_at(source: str, target: str, language: str) -> None:
    assert list(CHECK.run(pair(source, target, language)))


@pytest.mark.parametrize(
    ("source", "target", "language"),
    [
        ("FLIGHTS TO THE ISLAND RESUME ON MONDAY", "استئناف الرحلات إلى الجزيرة الإثنين", "ar"),
        ("Flights to the Island Resume on Monday", "استئناف الرحلات إلى الجزيرة الإثنين", "ar"),
        (
            "Flights to the island resume on Monday.",
            "Рейсы на остров возобновят в понедельник.",
            "ru",
        ),
        ("The minister resigned after the floods.", "وزیر پس از سیل استعفا داد.", "fa"),
        ("The minister resigned after the floods.", "Bakan selden sonra istifa etti.", "tr"),
        ("The minister resigned after the floods.", "استقال الوزير بعد الفيضانات.", "ar"),
        ("Rain ahead", "یاغیش", "fa"),
    ],
)
def test_terse_translations_are_left_in_peace(source: str, target: str, language: str) -> None:
    assert list(CHECK.run(pair(source, target, language))) == []


def test_letters_that_stand_for_words_are_expected_to_grow() -> None:
    """What English abbreviates, Arabic spells out."""
    spelled, short = (
        shortness(pair(source, "أرسلت الوكالة المساعدات إلى المخيمات القريبة أمس", "ar"))
        for source in (
            "The Agency sent its aid to the nearby camps on Friday",
            "The UNRWA sent its aid to the nearby camps on Friday",
        )
    )
    assert spelled is not None
    assert short is not None
    assert short > spelled


def test_a_title_ends_no_sentence() -> None:
    source = (
        "The town hall said that Mr. Arvelin, Mrs. Dahl and Dr. Otte had left the meeting early."
    )
    target = "В ратуше сообщили, что Арвелин, Даль и Отте рано ушли со встречи."
    short = shortness(pair(source, target, "ru"))
    assert short is not None
    assert 0.7 < short < 1.1
    assert list(CHECK.run(pair(source, target, "ru"))) == []


def test_of_a_word_or_two_nothing_is_expected() -> None:
    assert shortness(pair("It is over now.", "Всё.", "ru")) is None
