"""Which of two things did what, and who did it to whom."""

from __future__ import annotations

from itertools import chain

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.checks import CHECKS, Pair
from dragoman.checks.roles import crossed
from dragoman.facts.directions import OPPOSITES
from dragoman.model import Syntax

_TWO = st.lists(st.sampled_from(OPPOSITES), min_size=2, max_size=2, unique=True)
_SIDES = st.lists(st.sampled_from([*chain.from_iterable(OPPOSITES)]), max_size=8)


@given(_SIDES)
def test_what_is_said_in_the_same_order_is_not_crossed(sides: list[str]) -> None:
    assert [*crossed(sides, sides)] == []


@given(_TWO)
def test_two_things_may_be_told_in_either_order(two: list[tuple[str, str]]) -> None:
    (one, other), (way, back) = two
    assert [*crossed([one, way, other, back], [other, back, one, way])] == []
    assert [*crossed([one, way, other, back], [way, one, back, other])] == []


@given(_TWO)
def test_two_things_that_exchange_what_they_did_are_told(two: list[tuple[str, str]]) -> None:
    (one, other), (way, back) = two
    assert len([*crossed([one, way, other, back], [one, back, other, way])]) == 1


@given(st.text(), st.text(), st.sampled_from(["ru", "tr", "fa", "ar", "de"]))
def test_any_text_may_stand_beside_such_a_verb(one: str, other: str, language: str) -> None:
    run = next(check.run for check in CHECKS if check.name == "direction")
    pair = Pair(f"France beat Spain {one}", f"{other} Франции", Syntax.PLAIN, "en", language)
    assert all(isinstance(each, str) for each in run(pair))


@pytest.mark.parametrize(
    ("target", "turned"),
    [
        ("Fransa, İspanya'yı yendi.", False),
        ("İspanya'yı Fransa yendi.", False),
        ("İspanya, Fransa'yı yendi.", True),
        ("İspanya, Fransa'ya yenildi.", False),
        ("Fransa, İspanya'ya yenildi.", True),
        ("Galip gelen Fransa oldu.", False),
    ],
)
def test_who_won_is_told_by_the_ending_of_whom_it_was_done_to(target: str, turned: bool) -> None:
    run = next(check.run for check in CHECKS if check.name == "direction")
    assert bool([*run(Pair("France beat Spain.", target, Syntax.PLAIN, "en", "tr"))]) is turned
