"""What a file is to hold can be gone through again and again, be it in memory or not."""

from __future__ import annotations

import hashlib
import io
import os
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.errors import StoreError
from dragoman.files import Contents, Files, contents


@given(st.lists(st.binary(max_size=20)), st.integers(1, 60), st.integers(1, 30))
def test_contents_are_their_parts(parts: list[bytes], most: int, block: int) -> None:
    whole = b"".join(parts)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(contents, "IN_MEMORY", most)
        patch.setattr(contents, "BLOCK", block)
        for made in (Contents(iter(parts)), Contents.of(whole)):
            assert (made.size, made.digest) == (len(whole), hashlib.sha256(whole).hexdigest())
            first = iter(made)
            begun = [next(first, b"")]
            assert b"".join(made) == made.data == whole
            assert b"".join((*begun, *first)) == whole
            assert all(len(each) <= block for each in made)


@given(st.lists(st.sampled_from([b"a", b"\n", b"\r", b"\x85"])).map(b"".join), st.integers(1, 9))
def test_lines_end_with_a_line_feed(whole: bytes, block: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(contents, "BLOCK", block)
        lines = list(Contents.of(whole).lines())
    assert lines == list(io.BytesIO(whole))


@pytest.mark.parametrize("has_pread", [True, False])
def test_threads_read_them_at_once(monkeypatch: pytest.MonkeyPatch, has_pread: bool) -> None:
    if not has_pread:
        monkeypatch.delattr(os, "pread")  # As on Windows.
    monkeypatch.setattr(contents, "IN_MEMORY", 1)
    monkeypatch.setattr(contents, "BLOCK", 7)
    whole = bytes(range(256)) * 40
    made = Contents([whole])
    with ThreadPoolExecutor(4) as pool:
        assert set(pool.map(lambda _: made.data, range(40))) == {whole}


def test_nothing_stays_on_the_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setattr(contents, "IN_MEMORY", 1)
    made = Contents([b"x" * 100])
    (tmp_path / "root").mkdir()
    files = Files(tmp_path / "root")
    files.write(files.root / "f", made, None)
    del made
    assert (files.root / "f").read_bytes() == b"x" * 100
    (files.root / "f").unlink()
    assert [path.name for path in tmp_path.rglob("*")] == ["root"]


def test_no_room_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(contents, "IN_MEMORY", 1)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "none"))
    with pytest.raises(StoreError, match="cannot be written"):
        Contents([b"x" * 100])
