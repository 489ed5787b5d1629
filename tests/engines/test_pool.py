"""A pool of processes: every text comes back once, whatever dies."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.engines import pool as pool_
from dragoman.engines.pool import DEATHS, IN_FLIGHT, Pool
from dragoman.errors import EngineError, ModelError

ECHO = """
import json, os, sys
print('[-1, ""]', flush=True)
for line in sys.stdin:
    number, text = json.loads(line)
    if text == "die":
        os._exit(9)
    if text == "die once" and not os.path.exists(sys.argv[1]):
        open(sys.argv[1], "w").close()
        os._exit(9)
    if text == "chatter":
        print("this is not an answer", flush=True)
        os._exit(9)
    print(json.dumps([number, text.upper()]), flush=True)
"""
"""Gives texts back in capitals; some words kill it."""


def command(*arguments: str | Path, code: str = ECHO) -> list[str]:
    return [sys.executable, "-c", code, *map(str, arguments)]


@pytest.fixture(scope="module")
def pool() -> Iterator[Pool]:
    with closing(Pool(command("absent"), 2)) as pool:
        yield pool


@given(st.lists(st.text(st.characters(codec="utf-8")), max_size=60))
@settings(max_examples=30)
def test_every_text_comes_back_once(pool: Pool, texts: list[str]) -> None:
    made = dict(pool.translate(texts))
    kept = {index: text.upper() for index, text in enumerate(texts)}
    assert {index: made[index] for index in kept if texts[index][:3] != "die"} == kept


def test_texts_are_taken_as_they_are_needed(pool: Pool) -> None:
    taken: list[int] = []

    def texts() -> Iterator[str]:
        for number in range(500):
            taken.append(number)
            yield str(number)

    iterator = pool.translate(texts())
    next(iterator)
    assert len(taken) <= 2 * IN_FLIGHT + 1
    assert len(list(iterator)) == 499


def test_dropping_the_iterator_leaves_the_pool_usable(pool: Pool) -> None:
    for _ in range(5):
        next(pool.translate(str(number) for number in range(100)))
    assert dict(pool.translate(["a", "b"])) == {0: "A", 1: "B"}


def test_a_text_that_kills_is_given_up_and_the_others_come_through(pool: Pool) -> None:
    texts = [f"text {number}" for number in range(40)]
    texts[7] = "die"
    made = dict(pool.translate(texts))
    assert made.pop(7) is None
    assert made == {i: text.upper() for i, text in enumerate(texts) if i != 7}
    assert dict(pool.translate(["a"])) == {0: "A"}


@pytest.mark.parametrize("text", ["die once", "chatter"])
def test_a_process_that_dies_is_replaced(tmp_path: Path, text: str) -> None:
    with closing(Pool(command(tmp_path / "died"), 2)) as pool:
        made = dict(pool.translate(["one", text, "two"]))
    assert made == {0: "ONE", 1: "DIE ONCE" if text == "die once" else None, 2: "TWO"}


def test_processes_killed_from_outside_are_replaced() -> None:
    with closing(Pool(command("absent"), 2)) as pool:
        iterator = pool.translate(f"text {number}" for number in range(200))
        made = dict([next(iterator)])
        for worker in pool._workers:
            worker.process.send_signal(signal.SIGKILL)
        made |= dict(iterator)
    assert made == {number: f"TEXT {number}" for number in range(200)}


def test_processes_that_die_whatever_they_get_are_an_error() -> None:
    code = "import sys; print('[-1, \"\"]', flush=True); sys.stdin.readline(); sys.exit(3)"
    with (
        closing(Pool(command(code=code), 2)) as pool,
        pytest.raises(EngineError, match="exit status 3") as caught,
    ):
        list(pool.translate(str(number) for number in range(20 * DEATHS)))
    assert "memory" in caught.value.advice


def test_what_does_not_get_ready_is_an_error() -> None:
    with pytest.raises(EngineError, match="exit status 4"):
        Pool(command(code="import sys; sys.exit(4)"), 2)
    with pytest.raises(ModelError, match="it is broken"):
        Pool(command(code="print('[-1, \"it is broken\"]')"), 2)
    with pytest.raises(EngineError, match="cannot be started"):
        Pool([str(Path("absent") / "program")], 1)


DIES_FIRST = """
import os, sys
try:
    open(sys.argv[1], "x").close()
except FileExistsError:
    exec(sys.argv[2])
else:
    os._exit(9)
"""


def test_a_process_that_dies_before_it_is_ready_is_replaced(tmp_path: Path) -> None:
    with closing(Pool(command(tmp_path / "died", ECHO, code=DIES_FIRST), 1)) as pool:
        assert dict(pool.translate(["a", "b"])) == {0: "A", 1: "B"}


@pytest.mark.parametrize("stage", range(4))
def test_processes_may_be_killed_at_every_stage(stage: int) -> None:
    """Before they are ready, while they hold nothing, at work, and when all is over."""
    with closing(Pool(command("absent", code=f"import time; time.sleep(0.2)\n{ECHO}"), 3)) as pool:

        def kill(number: int) -> None:
            for worker in pool._workers[:number]:
                worker.process.kill()

        if stage == 0:
            kill(2)  # one of them was ready, or the pool would still wait
        if stage == 1:
            assert dict(pool.translate(["first"])) == {0: "FIRST"}
            kill(3)
        made = {}
        for number, (index, text) in enumerate(pool.translate(map(str, range(60)))):
            made[index] = text
            if stage == 2 and number == 5:
                kill(2)
        if stage == 3:
            kill(3)
        assert made == {number: str(number) for number in range(60)}
        assert dict(pool.translate(["last"])) == {0: "LAST"}


SILENT = """
import json, sys, time
print('[-1, ""]', flush=True)
for line in sys.stdin:
    number, text = json.loads(line)
    if text == "think for ever":
        time.sleep(600)
    print(json.dumps([number, text.upper()]), flush=True)
"""


def test_a_text_over_which_processes_say_nothing_is_given_up(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with closing(Pool(command(code=SILENT), 2)) as pool:
        monkeypatch.setattr(pool_, "PATIENCE", 1.0)
        texts = [*map(str, range(20)), "think for ever", "a", "b"]
        made = dict(pool.translate(texts))
        assert made.pop(20) is None
        assert made == {i: text.upper() for i, text in enumerate(texts) if i != 20}
        assert dict(pool.translate(["again"])) == {0: "AGAIN"}


def test_processes_that_never_get_ready_are_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool_, "PATIENCE", 0.2)
    with pytest.raises(EngineError, match="do not get ready"):
        Pool(command(code="import time; time.sleep(600)"), 2)


@pytest.mark.parametrize("line", ["5", "[]", "null", "[1, 2, 3]", "{", ""])
def test_what_is_no_answer_is_that_of_a_process_that_died(line: str, tmp_path: Path) -> None:
    code = f"import os, sys\nprint({line!r}, flush=True)\nos._exit(0)"
    with pytest.raises(EngineError, match="end by themselves"):
        Pool(command(code=code), 1)


def alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    # What has ended but was not asked for its exit status is there, too.
    stat = Path(f"/proc/{process}/stat")
    return not stat.exists() or stat.read_text().rsplit(")", 1)[1].split()[0] != "Z"


OWNER = """
import sys, time
from dragoman.engines.pool import Pool
pool = Pool([sys.executable, "-c", sys.argv[1], "absent"], 2)
print(*(worker.process.pid for worker in pool._workers), flush=True)
if sys.argv[2] == "interrupt":
    from _thread import interrupt_main
    for index, text in pool.translate(map(str, range(10**6))):
        if index == 20:
            interrupt_main()
time.sleep(600)
"""


@pytest.mark.parametrize("way", ["kill", "interrupt"])
def test_no_process_outlives_the_one_that_started_it(way: str) -> None:
    owner = subprocess.Popen(
        [sys.executable, "-c", OWNER, ECHO, way],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert owner.stdout is not None
    workers = [int(word) for word in owner.stdout.readline().split()]
    assert len(workers) == 2
    if way == "kill":
        assert all(map(alive, workers))
        owner.kill()
    owner.wait()
    owner.stdout.close()
    for _ in range(1000):
        if not any(map(alive, workers)):
            return
        time.sleep(0.05)
    pytest.fail("they are still there")
