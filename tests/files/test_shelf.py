"""A shelf is a dictionary, wherever its values are."""

from __future__ import annotations

import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.files import Shelf, spool

_NAMES = st.sampled_from("abc")
_CHANGES = st.lists(
    st.tuples(st.just("put"), _NAMES, st.binary())
    | st.tuples(st.sampled_from(["take", "take in vain"]), _NAMES, st.just(b""))
)


@given(_CHANGES, st.integers(1, 50), st.booleans())
def test_a_shelf_is_a_dictionary(
    changes: list[tuple[str, str, bytes]], most: int, room: bool
) -> None:
    with pytest.MonkeyPatch.context() as patch, tempfile.TemporaryDirectory() as folder:
        patch.setattr(spool, "IN_MEMORY", most)
        patch.setattr(tempfile, "tempdir", folder if room else f"{folder}/none")
        shelf: Shelf[bytes] = Shelf()
        plain: dict[str, bytes] = {}
        for what, name, value in changes:
            if what == "put":
                shelf[name] = plain[name] = value
            else:
                assert shelf.pop(name, None) == plain.pop(name, None)
            assert list(shelf.items()) == list(plain.items())
            assert (len(shelf), bool(shelf)) == (len(plain), bool(plain))
        assert shelf == plain
        assert all((name in shelf) == (name in plain) for name in "abc")


def test_threads_may_share_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spool, "IN_MEMORY", 1)
    shelf: Shelf[str] = Shelf()

    def work(name: str) -> None:
        for each in range(300):
            shelf[name] = f"{name}{each}" * 50
            assert shelf[name] == f"{name}{each}" * 50

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(work, "abcdefgh"))


def test_nothing_stays_on_the_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setattr(spool, "IN_MEMORY", 1)
    shelf: Shelf[str] = Shelf()
    shelf["a"] = "x" * 100
    assert shelf["a"] == "x" * 100
    del shelf
    assert list(tmp_path.iterdir()) == []
