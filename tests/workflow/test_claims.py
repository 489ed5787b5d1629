"""One of many has a claim, a dead one's is taken over, and no clock is believed."""

from __future__ import annotations

import json
import os
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from dragoman import project
from dragoman.store import Store
from dragoman.workflow import claims
from dragoman.workflow.claims import Claim, Claims

SHORT = 0.2


@pytest.fixture
def store(newsroom: Path) -> Store:
    return Store(project.find(newsroom))


@pytest.fixture
def folder(store: Store) -> Path:
    return store.work_path / "ab" / "abcd"


@pytest.fixture
def elsewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    """No process can be told by its number: only time tells."""
    monkeypatch.setattr(claims, "_machine", lambda: "")


def left_by(store: Store, folder: Path, machine: str, process: int) -> None:
    store.write(folder / "claim-1", json.dumps(["x", machine, process]).encode(), None)


def test_of_many_who_try_at_once_one_has_it(store: Store, folder: Path) -> None:
    ready = threading.Barrier(8)

    def take(number: int) -> Claim | None:
        own = Claims(Store(project.find(store.root)))
        ready.wait()
        return own.take(folder)

    with ThreadPoolExecutor(8) as pool:
        taken = [claim for claim in pool.map(take, range(8)) if claim is not None]
    assert len(taken) == 1


def test_work_that_was_given_back_is_free(store: Store, folder: Path) -> None:
    first = Claims(store).take(folder)
    assert first is not None
    with first:
        assert Claims(store).take(folder) is None
    assert Claims(store).take(folder) is not None


def test_work_is_given_back_by_whoever_fails(store: Store, folder: Path) -> None:
    claim = Claims(store).take(folder)
    assert claim is not None
    with pytest.raises(KeyboardInterrupt), claim:
        raise KeyboardInterrupt
    assert Claims(store).take(folder) is not None


def test_a_process_of_this_machine_that_is_gone_leaves_its_work_at_once(
    store: Store, folder: Path
) -> None:
    gone = os.fork()
    if not gone:
        os._exit(0)
    os.waitpid(gone, 0)
    left_by(store, folder, claims._machine(), gone)
    assert Claims(store).take(folder) is not None


def test_the_number_of_a_process_says_nothing_on_another_machine(
    store: Store, folder: Path
) -> None:
    left_by(store, folder, "another", 2**22 + 1)
    assert Claims(store).take(folder) is None


@pytest.mark.usefixtures("elsewhere")
@pytest.mark.parametrize("hours", [-30, 0, 30])
def test_who_stopped_touching_is_dead_whatever_the_clocks_say(
    store: Store, folder: Path, hours: int
) -> None:
    left_by(store, folder, "another", 1)
    then = time.time() + hours * 3600
    os.utime(folder / "claim-1", (then, then))
    own = Claims(store, SHORT)
    assert own.take(folder) is None
    time.sleep(SHORT * 1.5)
    assert own.take(folder) is not None


@pytest.mark.usefixtures("elsewhere")
def test_who_goes_on_touching_keeps_it(store: Store, folder: Path) -> None:
    claim, other = Claims(store, SHORT).take(folder), Claims(store, 20 * SHORT)
    assert claim is not None
    with claim:
        before = store.stamp(claim.path)
        assert other.take(folder) is None
        time.sleep(SHORT * 3)
        assert store.stamp(claim.path) != before
        assert other.take(folder) is None


@pytest.mark.parametrize("content", [b"", b"[1", b"{}", b'["a"]', b"\xff"])
def test_a_claim_that_cannot_be_read_counts_until_its_lease_ends(
    store: Store, folder: Path, content: bytes
) -> None:
    store.write(folder / "claim-1", content, None)
    own = Claims(store, SHORT)
    assert own.take(folder) is None
    time.sleep(SHORT * 1.5)
    assert own.take(folder) is not None


def test_who_takes_over_reads_what_was_made_before(store: Store, folder: Path) -> None:
    for expected in ([], [b"one\n"], [b"one\n", b"two\n"]):
        claim = Claims(store).take(folder)
        assert claim is not None
        with claim:
            assert list(claim.before()) == expected
            claim.add(b"one\n" if not expected else b"two\n")
