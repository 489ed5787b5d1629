"""Figures by value."""

from __future__ import annotations

import pytest

from dragoman.facts.figures import values


@pytest.mark.parametrize("shown", ["①", "5²", "²", "①②"])
def test_a_digit_in_a_circle_or_raised_is_not_a_figure(shown: str) -> None:
    assert values(shown, "ru") == ()


def test_digits_of_any_script_are() -> None:
    assert values("64", "ru") == values("٦٤", "ar") == values("۶۴", "fa") == (64.0,)
