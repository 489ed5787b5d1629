"""Texts that Dask's workers translate: the same bytes as here, whoever dies at work.

Scheduler and workers are real processes, on the loopback interface.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace

import pytest

from dragoman import engines
from dragoman.engines.base import USUAL, Hypothesis
from dragoman.engines.far import Far, _tasks, connected
from dragoman.errors import EngineError
from dragoman.models.places import demo
from tests.conftest import Run

pytestmark = [
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
]

TEXTS = [f"The convoy of {number} trucks left on Monday." for number in range(1000, 1120)]


class Workers:
    """A scheduler, and workers that come and go."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.environment = {
            **os.environ,
            "HOME": str(home),
            "XDG_CACHE_HOME": str(home / "cache"),
            "ARGOS_PACKAGES_DIR": str(home / "packages"),
        }
        self.scheduler = self.start(
            "distributed.cli.dask_scheduler", "--host", "127.0.0.1", "--port", "0"
        )
        self.address = self.said(self.scheduler, r"Scheduler at:\s+(tcp://\S+)")
        self.workers: list[subprocess.Popen[str]] = []

    def start(self, module: str, *words: str) -> subprocess.Popen[str]:
        code = f"from {module} import main; main()"
        return subprocess.Popen(
            [sys.executable, "-c", code, *words, "--no-dashboard"],
            env=self.environment,
            stderr=subprocess.PIPE,
            text=True,
        )

    def said(self, process: subprocess.Popen[str], pattern: str) -> str:
        assert process.stderr is not None
        for line in process.stderr:
            if match := re.search(pattern, line):
                threading.Thread(target=process.stderr.read, daemon=True).start()
                return match.group(match.lastindex or 0)
        raise AssertionError("the process ended")

    def more(self) -> subprocess.Popen[str]:
        words = (self.address, "--nthreads", "1", "--no-nanny", "--host", "127.0.0.1")
        worker = self.start("distributed.cli.dask_worker", *words)
        self.workers.append(worker)
        return worker

    def end(self) -> None:
        for process in (*self.workers, self.scheduler):
            process.kill()
            process.wait()
            assert process.stderr is not None
            process.stderr.close()


@pytest.fixture(scope="module")
def workers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workers]:
    made = Workers(tmp_path_factory.mktemp("workers"))
    made.more()
    yield made
    made.end()


@contextmanager
def far(workers: Workers) -> Iterator[tuple[Far, list[str]]]:
    said: list[str] = []
    with connected(workers.address, said.append) as found:
        yield found, said


def translated(engine: engines.Engine, texts: list[str], during: object = None) -> list[str]:
    found: dict[int, Hypothesis] = {}
    with engine.open("en", "fa") as translator:
        for place, made in translator.translate(texts, USUAL, frozenset(texts[:3])):
            assert place not in found
            found[place] = made
            if callable(during):
                during(len(found))
    return [
        f"{made.text} {made.confidence} {made.findings} {[one.text for one in made.alternatives]}"
        for _, made in sorted(found.items())
    ]


def test_workers_make_of_each_text_what_this_machine_makes(workers: Workers) -> None:
    here = translated(engines.create("argos", "demo"), TEXTS)
    with far(workers) as (found, _):
        engine = found.create("argos", "demo", None)
        assert engine.signature("en", "fa") == engines.create("argos", "demo").signature("en", "fa")
        assert translated(engine, TEXTS) == here


def test_models_that_workers_lack_are_shipped_once(
    workers: Workers, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ARGOS_PACKAGES_DIR", str(demo()))
    here = translated(engines.create("argos"), TEXTS[:40])
    with far(workers) as (found, _):
        for _ in range(2):
            assert translated(found.create("argos", "installed", None), TEXTS[:40]) == here
        ((package, _),) = found.shipped
    with far(workers) as (found, _):
        assert translated(found.create("argos", "installed", None), TEXTS[:40]) == here
        assert not found.shipped
    assert [path.name for path in workers.home.glob("cache/dragoman/shipped/*")] == [package]


def test_a_worker_that_dies_at_work_costs_its_tasks_only(workers: Workers) -> None:
    here = translated(engines.create("argos", "demo"), TEXTS)
    first = workers.workers[-1]

    def kill(number: int) -> None:
        if number == 1:
            workers.more()
            first.kill()

    with far(workers) as (found, _):
        assert translated(found.create("argos", "demo", None), TEXTS, kill) == here


def test_a_person_is_told_when_nobody_is_there(
    workers: Workers, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dragoman.engines.far.PATIENCE", 0.5)
    for worker in workers.workers:
        worker.kill()
        worker.wait()
    with far(workers) as (found, said):
        threading.Timer(2, workers.more).start()
        assert len(translated(found.create("pseudo", "installed", None), TEXTS)) == len(TEXTS)
    assert len(said) == 1


def test_how_texts_are_cut_into_tasks_depends_on_them_alone() -> None:
    texts = [f"{'word ' * (number % 60)}." for number in range(1200)]
    tasks = list(_tasks(texts))
    assert sorted(place for task in tasks for place in task.places) == list(range(len(texts)))
    assert all(
        texts[place] == text
        for task in tasks
        for place, text in zip(task.places, task.texts, strict=True)
    )


def test_without_a_scheduler_the_next_step_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dragoman.engines.far.ANSWER", 0.5)
    with (
        pytest.raises(EngineError, match="no Dask scheduler") as raised,
        connected("tcp://127.0.0.1:9", print),
    ):
        pass
    assert "dask scheduler" in raised.value.advice


def test_the_command_line_with_workers_of_this_machine(newsroom: Path, run: Run) -> None:
    assert run("translate", "--dask", "local", "--claim").exit_code == 2
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "dragoman",
            "translate",
            "--dask",
            "local",
            "--models",
            "demo",
            "--to",
            "fa",
        ],
        cwd=newsroom,
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr
    far_files = {path.name: path.read_bytes() for path in newsroom.glob("locales/fa/**/*.yaml")}
    for path in newsroom.glob("locales/**/*.yaml"):
        path.unlink()
    (newsroom / ".dragoman" / "translations.sqlite").unlink(missing_ok=True)
    assert run("translate", "--models", "demo", "--to", "fa").exit_code == 0
    assert far_files == {
        path.name: path.read_bytes() for path in newsroom.glob("locales/fa/**/*.yaml")
    }


@pytest.mark.parametrize(
    ("threads", "window", "parts"),
    [(0, 32_000, 3), (8, 32_000, 24), (64, 62_500, 64), (200, 125_000, 64)],
)
def test_what_is_on_its_way_grows_with_the_workers_within_bounds(
    threads: int, window: int, parts: int, tmp_path: Path
) -> None:
    client = SimpleNamespace(nthreads=lambda: {"a worker": threads})
    assert (Far(client, tmp_path, print).window, Far(client, tmp_path, print).parts) == (
        window,
        parts,
    )


def test_what_is_given_up_is_waited_for_no_more(workers: Workers) -> None:
    with far(workers) as (found, _):
        engine = found.create("argos", "demo", None)
        with engine.open("en", "fa") as translator:
            answers = translator.translate(TEXTS)
            next(answers)
            found.stop()
            with pytest.raises(EngineError, match="given up"):
                list(answers)
            with pytest.raises(EngineError, match="given up"):
                list(translator.translate(TEXTS[:1]))
        assert translated(engine, TEXTS[:1]) == translated(
            engines.create("argos", "demo"), TEXTS[:1]
        )
