"""Which words make a sentence worth a search for what says no."""

from __future__ import annotations

from pathlib import Path

import pytest

from dragoman.facts import Sentence, negations
from dragoman.facts.denials import DENY, IMPLY, NEAR, denials
from dragoman.facts.writing import Writing

PAIRS = Path(__file__).parents[1] / "checks"
"""The folder of translations in all languages with data."""


def texts() -> set[tuple[str, str]]:
    lines = [
        line
        for name in ("right_pairs.tsv", "wrong_pairs.tsv")
        for line in (PAIRS / name).read_text(encoding="utf-8").splitlines()
        if line and not line.startswith("#")
    ]
    found = set()
    for languages, source, target in (line.split("\t") for line in lines):
        given, _, locale = languages.rpartition(">")
        found |= {(given or "en", source), (locale, target)}
    return found


def read(text: str, language: str, kinds: int | None) -> tuple[object, ...]:
    tokens = Sentence(Writing(text, language)).tokens
    kinds = negations.kinds(tokens) if kinds is None else kinds
    return (
        negations.negation(text, tokens, kinds),
        negations.implied(text, tokens, kinds),
        negations.near(text, tokens, kinds),
        negations.kept(text, tokens, kinds),
        negations.excusing(text, tokens, kinds),
    )


def test_a_search_finds_no_more_than_the_words_promise() -> None:
    for language, text in sorted(texts()):
        found = read(text, language, None)
        assert found == read(text, language, DENY | IMPLY | NEAR), (language, text)


@pytest.mark.parametrize(
    ("language", "small", "telling"),
    [
        ("en", "by", "surprise"),
        ("en", "are", "doomed"),
        ("en", "take", "issue"),
        ("ru", "и", "ни"),
        ("ru", "из", "выводят"),
        ("fa", "از", "دست"),
    ],
)
def test_of_several_words_the_one_that_tells_most_is_looked_for(
    language: str, small: str, telling: str
) -> None:
    signs = denials(language)
    assert signs is not None
    assert signs.kinds(telling)
    assert not signs.kinds(small)
