"""What a run keeps for its end is what it put there, in memory or not."""

from __future__ import annotations

import errno
import re
import tempfile
from pathlib import Path
from typing import IO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.errors import StoreError
from dragoman.files import Shelf, Spool, spool


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
        assert list(reversed(kept)) == values[::-1]
        for some in (slice(1, None), slice(-2, None, -1), slice(5, 2)):
            assert kept[some] == values[some]
        for beyond in (len(values), -len(values) - 1):
            with pytest.raises(IndexError):
                kept[beyond]


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


@given(st.lists(st.tuples(st.binary(max_size=40), st.booleans())), st.integers(1, 60))
def test_without_room_nothing_is_lost_that_was_kept(
    values: list[tuple[bytes, bool]], most: int
) -> None:
    honest, room = spool._write, True

    def write(file: IO[bytes], data: bytes, start: int) -> None:
        if not room:
            honest(file, data[: len(data) // 2], start)
            raise OSError(errno.ENOSPC, "No space left on device")
        honest(file, data, start)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(spool, "IN_MEMORY", most)
        patch.setattr(spool, "_write", write)
        listed: Spool[bytes] = Spool()
        named: Shelf[bytes] = Shelf()
        kept: list[bytes] = []
        for number, (value, there_is) in enumerate(values):
            room = there_is
            named[str(number % 5)] = value
            try:
                listed.append(value)
                kept.append(value)
            except StoreError:
                assert not room
        assert list(listed) == kept
        assert dict(named) == {str(n % 5): value for n, (value, _) in enumerate(values)}


def test_a_folder_that_is_none_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    none = str(tmp_path / "none")
    monkeypatch.setattr(tempfile, "tempdir", None)
    monkeypatch.setattr(tempfile, "_candidate_tempdir_list", lambda: [none])
    monkeypatch.setenv("TMPDIR", none)
    monkeypatch.setattr(spool, "IN_MEMORY", 1)
    with pytest.raises(StoreError, match=re.escape(none)):
        Spool[str]().append("x" * 100)
