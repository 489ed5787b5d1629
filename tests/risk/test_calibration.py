"""What people kept says what a confidence is worth."""

from __future__ import annotations

import math
import random
from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.calibration import FEWEST, Calibration, Tally, calibrated

hundredths = st.integers(0, 100).map(lambda number: number / 100)
cells = st.integers(0, 60).flatmap(lambda n: st.tuples(st.just(n), st.integers(0, n)))
tallies = st.dictionaries(hundredths, cells, max_size=20)


def judged(tally: Tally) -> int:
    return sum(count for count, _ in tally.values())


@given(tallies, st.lists(hundredths, min_size=2))
def test_a_chance_is_none_for_sure_and_never_falls(
    tally: Mapping[float, tuple[int, int]], asked: list[float]
) -> None:
    calibration = calibrated(tally)
    assert (calibration is None) == (judged(tally) < FEWEST)
    if calibration is not None:
        chances = [calibration.chance(each) for each in sorted(asked)]
        assert chances == sorted(chances)
        assert all(0 < each < 1 for each in chances)
        assert calibration.judged == judged(tally)


@given(st.integers(0, 1000), hundredths)
def test_one_confidence_says_how_many_were_kept(kept: int, asked: float) -> None:
    calibration = calibrated({0.9: (1000, kept)})
    assert calibration is not None
    assert calibration.chance(asked) == pytest.approx(kept / 1000, abs=0.001)


@pytest.mark.parametrize("slope", [4.0, 8.0, 16.0])
@pytest.mark.parametrize("middle", [0.5, 0.7, 0.9])
def test_true_chances_are_found_again(slope: float, middle: float) -> None:
    chance = random.Random(1)

    def true(confidence: float) -> float:
        return 1 / (1 + math.exp(-slope * (confidence - middle)))

    found: dict[float, tuple[int, int]] = {}
    for _ in range(20_000):
        confidence = round(chance.random(), 2)
        count, kept = found.get(confidence, (0, 0))
        found[confidence] = count + 1, kept + (chance.random() < true(confidence))
    calibration = calibrated(found)
    assert calibration is not None
    errors = [abs(calibration.chance(each / 100) - true(each / 100)) for each in range(101)]
    assert max(errors) < 0.1
    assert sum(errors) / len(errors) < 0.025


def test_between_two_confidences_lies_a_straight_line() -> None:
    calibration = Calibration(100, ((0.5, 0.2), (0.7, 0.6)))
    assert calibration.chance(0.1) == 0.2
    assert calibration.chance(0.6) == pytest.approx(0.4)
    assert calibration.chance(0.99) == 0.6
