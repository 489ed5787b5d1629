"""What differs between two versions of a sentence, and what that touches."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.difference import Change, Touch, difference

NUMBERS, NEGATION, NAMES, WORDS, TYPO = (
    Touch.NUMBERS,
    Touch.NEGATION,
    Touch.NAMES,
    Touch.WORDS,
    Touch.TYPO,
)


@given(st.text(max_size=80), st.text(max_size=80))
def test_the_runs_hold_both_versions(old: str, new: str) -> None:
    found = difference(old, new)
    assert "".join(run.text for run in found.runs if run.change is not Change.ADDED) == old
    assert "".join(run.text for run in found.runs if run.change is not Change.GONE) == new
    assert bool(found.touches) == (old != new)


@given(st.text(max_size=80))
def test_the_same_text_does_not_differ(text: str) -> None:
    found = difference(text, text)
    assert (found.touches, found.told, found.grave) == ((), "", False)


@pytest.mark.parametrize(
    ("old", "new", "touches", "told"),
    [
        ("It left at 6.", "It left at 7.", (NUMBERS, WORDS), "6 → 7"),
        ("About 12,400 left.", "About 12,500 left.", (NUMBERS, TYPO), "12,400 → 12,500"),
        ("The road is open.", "The road is not open.", (NEGATION, WORDS), "“not” added"),
        ("He can't go.", "He can go.", (NEGATION, TYPO), "can't → can"),
        ("Gen. Relin spoke.", "Gen. Marden spoke.", (NAMES, WORDS), "Relin → Marden"),
        ("The convoi left.", "The convoy left.", (TYPO,), "convoi → convoy"),
        ("The convoy left .", "The convoy left.", (TYPO,), "spaces changed"),
        ("the convoy left.", "The convoy left.", (TYPO,), "the → The"),
        ("It rained.", "It rained heavily.", (WORDS,), "“heavily” added"),
        ("Колонна ушла.", "Колонна не ушла.", (NEGATION, WORDS), "“не” added"),
    ],
)
def test_what_is_touched(old: str, new: str, touches: tuple[Touch, ...], told: str) -> None:
    found = difference(old, new)
    assert found.touches == touches
    assert found.told == told
    assert found.grave == bool({NUMBERS, NEGATION, NAMES} & {*touches})
