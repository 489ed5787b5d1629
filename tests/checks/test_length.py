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
    st.lists(words, min_size=1, max_size=40).map(" ".join),
    st.lists(st.text("абвг", min_size=1, max_size=9), min_size=2, max_size=40),
    st.data(),
)
def test_what_is_cut_is_shorter(source: str, target: list[str], data: st.DataObject) -> None:
    kept = data.draw(st.integers(1, len(target) - 1))
    cut, whole = (shortness(pair(source, " ".join(each), "ru")) for each in (target[:kept], target))
    assert cut is not None
    assert whole is not None
    assert cut > whole
