"""Batches hold every text once and keep to their limits."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.engines.batching import (
    LARGEST_BATCH,
    LARGEST_WINDOW,
    SMALLEST_BATCH,
    SMALLEST_SHARE,
    batches,
    decoding_limit,
    windows,
)

LONGEST = 200
lengths = st.lists(st.integers(1, LONGEST), max_size=400)


@given(lengths, st.integers(1, 16))
def test_windows_keep_the_order_and_lose_nothing(row: list[int], workers: int) -> None:
    made = list(windows(row, lambda length: length, workers))
    assert [item for window in made for item in window.items] == row
    for window in made:
        assert window.items
        assert SMALLEST_BATCH <= window.room <= LARGEST_BATCH
        assert sum(window.items[:-1]) <= LARGEST_WINDOW


@given(lengths, st.integers(SMALLEST_BATCH, LARGEST_BATCH), st.integers(1, 16))
def test_batches_hold_every_text_once(row: list[int], room: int, workers: int) -> None:
    made = list(batches(row, room, LONGEST, workers))
    assert sorted(i for batch in made for i in batch) == list(range(len(row)))
    for batch in made:
        padded = max(row[i] for i in batch) * len(batch)
        assert padded <= room or len(batch) == 1


@given(lengths, st.integers(SMALLEST_BATCH, LARGEST_BATCH), st.integers(1, 16))
def test_a_limit_depends_on_the_text_alone(row: list[int], room: int, workers: int) -> None:
    for batch in batches(row, room, LONGEST, workers):
        assert len({decoding_limit(row[i], LONGEST) for i in batch}) == 1


@pytest.mark.parametrize(("length", "limit"), [(1, 250), (96, 250), (97, 510), (200, 510)])
def test_limits(length: int, limit: int) -> None:
    assert decoding_limit(length, LONGEST) == limit


def test_small_jobs_are_shared_out() -> None:
    (window,) = windows([20] * 60, lambda length: length, 4)
    sizes = [len(batch) for batch in batches(window.items, window.room, LONGEST, window.workers)]
    assert sizes == [12] * 5
    (window,) = windows([20] * 20, lambda length: length, 4)
    sizes = [len(batch) for batch in batches(window.items, window.room, LONGEST, window.workers)]
    assert sizes == [5] * 4


def test_batches_shrink_towards_the_end_of_the_work() -> None:
    *_, last = windows([20] * 1000, lambda length: length, 2)
    sizes = [20 * len(batch) for batch in batches(last.items, last.room, LONGEST, last.workers)]
    assert sizes == sorted(sizes, reverse=True)
    assert sizes[0] > LARGEST_BATCH - 20
    assert sizes[-2] <= SMALLEST_SHARE


def test_the_first_window_of_a_long_job_is_small() -> None:
    first, second, *_ = windows([25] * 5000, lambda length: length, 2)
    assert sum(first.items) < 2000 < sum(second.items)
