"""The checks of repetition find what stands twice, wherever it stands, and nothing else."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from dragoman.checks import CHECKS, Pair
from dragoman.model import Syntax

SOURCE = "Nobody knows why"
WORDS = st.lists(st.sampled_from(("ağaç", "deniz", "kapı", "yol", "taş")), max_size=14)
REPEATING = [check for check in CHECKS if check.name in ("loop", "stutter", "repeat")]


def said(words: list[str]) -> bool:
    pair = Pair(SOURCE, " ".join(words), Syntax.PLAIN, "en", "tr")
    return any(True for check in REPEATING for _ in check.run(pair))


def repeats(words: list[str]) -> bool:
    """Whether, tried one by one, a phrase comes twice in a row or four words come twice."""
    size = len(words)
    for long in range(2, size // 2 + 1):
        for at in range(size - 2 * long + 1):
            phrase = words[at : at + long]
            if phrase == words[at + long : at + 2 * long] and len(set(phrase)) > 1:
                return True
    for at in range(size - 2):
        if words[at] == words[at + 1] == words[at + 2]:
            return True
    grams = [tuple(words[at : at + 4]) for at in range(size - 3)]
    return len(set(grams)) < len(grams)


@given(WORDS)
def test_finds_exactly_what_a_search_of_all_phrases_finds(words: list[str]) -> None:
    assert said(words) == repeats(words)
