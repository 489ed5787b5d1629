"""What a run keeps for its end is what it put there, in memory or not."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.errors import StoreError
from dragoman.files import Spool, spool


@given(st.lists(st.lists(st.text())), st.integers(1, 200))
def test_values_come_back_in_any_order(values: list[list[str]], most: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(spool, "IN_MEMORY", most)
        kept: Spool[list[str]] = Spool()
        for number, value in enumerate(values):
            kept.append(value)
            assert kept[number // 2] == values[number // 2]
        assert len(kept) == len(values)
        assert list(kept) == values
        assert [kept[number] for number in reversed(range(len(kept)))] == values[::-1]


def test_nothing_stays_on_the_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setattr(spool, "IN_MEMORY", 1)
    kept: Spool[str] = Spool()
    kept.append("x" * 100)
    assert kept[0] == "x" * 100
    del kept
    assert list(tmp_path.iterdir()) == []


def test_no_room_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spool, "IN_MEMORY", 1)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "none"))
    kept: Spool[str] = Spool()
    with pytest.raises(StoreError, match="cannot be written"):
        kept.append("x" * 100)
