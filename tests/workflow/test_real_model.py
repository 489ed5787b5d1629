"""News through a real model, from the article to the export: English into Portuguese.

The model is Firefox's; what stands here of quality holds for others of its kind. The references
were written for this test.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from dragoman.engines import pool
from dragoman.engines.firefox import FirefoxEngine
from dragoman.workflow.turn import LocaleTurn
from tests import real
from tests.conftest import Run

DATA = Path(__file__).parent / "data"

SETTINGS = """\
targets: [pt]
engine: firefox
models: {models}
publish: {{accept: draft}}
"""


@pytest.fixture(scope="module")
def models(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return real.install(tmp_path_factory.mktemp("models"))


def make(root: Path, models: Path) -> Path:
    """A newsroom with one article."""
    (root / "seeds").mkdir(parents=True)
    shutil.copy(DATA / "harbour.md", root / "seeds")
    text = SETTINGS.format(models=models)
    (root / "dragoman.yaml").write_text(text, encoding="utf-8")
    return root


@pytest.fixture
def room(tmp_path: Path, models: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A newsroom with the real model; it is the current folder."""
    root = make(tmp_path / "room", models)
    monkeypatch.chdir(root)
    return root


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory, models: Path) -> str:
    """The article in Portuguese."""
    from click.testing import CliRunner

    from dragoman.cli import cli

    root = make(tmp_path_factory.mktemp("exported") / "room", models)
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(root)
        for words in (["translate"], ["export"]):
            result = CliRunner().invoke(cli, words, catch_exceptions=False)
            assert result.exit_code == 0, result.output
    return (root / "output" / "pt" / "harbour.md").read_text(encoding="utf-8")


PROTECTED = (
    *("https://example.org/boats", "<https://ferries.example.org/times>"),
    *("`help@marrowbay.example`", " @marrowbay.", "#MarrowBay", "#ferries"),
)


def test_what_is_protected_is_there_once(exported: str) -> None:
    for item in PROTECTED:
        assert exported.count(item) == 1, item


def test_figures_and_money_are_those_of_the_source(exported: str) -> None:
    for figure in ("2.400", "14 de março", "312", "60%", "3,5 milhões", "120 km/h", "1951"):
        assert figure in exported
    assert "1,2 milhões de libras" in exported
    assert "12,50 euros" in exported
    assert "2,400" not in exported


def test_markup_stands_where_it_belongs(exported: str) -> None:
    assert "**Marrow Bay**" in exported
    assert "[quatro barcos de pesca](https://example.org/boats)" in exported
    assert "*novas*" in exported
    assert "**fechado**" in exported
    assert re.search(r"^## O que sabemos até agora$", exported, re.MULTILINE)
    assert exported.count("\n- ") == 4
    assert re.search(r"^> ", exported, re.MULTILINE)


def test_quotations_and_headlines_come_through(exported: str) -> None:
    source = (DATA / "harbour.md").read_text(encoding="utf-8")
    bodies = [text.split("---\n", 2)[2].split("<span")[0] for text in (source, exported)]
    assert [len(re.findall(r'["“”]', body)) for body in bodies] == [14, 14]
    title = re.search(r"^# (.+)$", exported, re.MULTILINE)
    assert title is not None
    assert title[1].isupper()
    assert "REABRE" in title[1]
    assert "Ninguém se machucou" in exported  # "No one was hurt."


def test_the_quality_is_that_of_the_model(room: Path, run: Run) -> None:
    from sacrebleu import corpus_chrf

    lines = (DATA / "portuguese.tsv").read_text(encoding="utf-8").splitlines()
    pairs = [line.split("\t") for line in lines]
    text = "\n\n".join(source for source, _ in pairs) + "\n"
    (room / "seeds" / "sentences.txt").write_text(text, encoding="utf-8")
    assert run("translate", "sentences.txt").exit_code == 0
    assert run("export", "sentences.txt").exit_code == 0
    output = (room / "output" / "pt" / "sentences.txt").read_text(encoding="utf-8")
    made = [line for line in output.splitlines() if line.strip()][: len(pairs)]
    score = corpus_chrf(made, [[reference for _, reference in pairs]]).score
    assert score > 75, score


def test_translating_twice_starts_nothing_and_changes_nothing(
    room: Path,
    run: Run,
    tree: Callable[[Path], dict[str, bytes]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert run("translate").exit_code == 0
    before = tree(room)

    def started(*arguments: object) -> None:
        raise AssertionError("a process was started")

    monkeypatch.setattr(pool.Pool, "__init__", started)
    assert run("translate").exit_code == 0
    assert tree(room) == before
    # Nor does it when the review is lost: everything is remembered.
    shutil.rmtree(room / "locales")
    assert run("translate").exit_code == 0
    assert tree(room) == before


def test_one_model_for_a_run(room: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    usual = FirefoxEngine._opened

    def counted(self: FirefoxEngine, package: object) -> object:
        opened.append("once")
        return usual(self, package)  # type: ignore[arg-type]

    monkeypatch.setattr(FirefoxEngine, "_opened", counted)
    for number in range(3):
        shutil.copy(DATA / "harbour.md", room / "seeds" / f"{number}.md")
    assert run("translate").exit_code == 0
    assert opened == ["once"]


SENTENCES = [
    f"On day {number} the ferry carried {10 * number} passengers across the bay."
    for number in range(1, 200)
]


def kept(root: Path) -> int:
    """How many translations are remembered."""
    file = root / ".dragoman" / "translations.sqlite"
    if not file.exists():
        return 0
    connection = sqlite3.connect(file, timeout=10)
    try:
        row = connection.execute("select count(*) from translations").fetchone()
        return int(row[0])
    except sqlite3.OperationalError:
        return 0
    finally:
        connection.close()


@pytest.mark.parametrize("way", [signal.SIGKILL, signal.SIGINT])
def test_a_run_that_is_stopped_goes_on_where_it_stood(
    room: Path, run: Run, way: signal.Signals
) -> None:
    (room / "seeds" / "harbour.md").unlink()
    text = "\n\n".join(SENTENCES) + "\n"
    (room / "seeds" / "ferry.txt").write_text(text, encoding="utf-8")
    stopped = subprocess.Popen(
        [sys.executable, "-m", "dragoman", "translate"],
        env=dict(os.environ),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    while stopped.poll() is None and kept(room) < 20:
        time.sleep(0.01)
    if way is signal.SIGINT:  # as in a terminal, where it reaches all processes
        os.killpg(stopped.pid, way)
    else:
        stopped.kill()
    assert stopped.wait() != 0
    before = kept(room)
    assert 20 <= before < len(SENTENCES)
    assert run("translate").exit_code == 0
    assert kept(room) == len(SENTENCES)
    review = (room / "locales" / "pt" / "ferry.txt.yaml").read_text(encoding="utf-8")
    assert review.count("status: draft") == len(SENTENCES)
    assert "passageiros" in review


def test_the_processes_start_while_articles_are_planned(
    room: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(3):
        text = "\n\n".join(SENTENCES[number::3]) + "\n"
        (room / "seeds" / f"{number}.txt").write_text(text, encoding="utf-8")
    began = threading.Event()
    usual_start, usual_plan = pool.Pool.__init__, LocaleTurn.planned

    def started(self: pool.Pool, *arguments: Any) -> None:
        began.set()
        usual_start(self, *arguments)

    def planned(self: LocaleTurn, name: str) -> object:
        if name == "2.txt":
            assert began.wait(20)
        return usual_plan(self, name)

    monkeypatch.setattr(pool.Pool, "__init__", started)
    monkeypatch.setattr(LocaleTurn, "planned", planned)
    result = run("translate")
    assert result.exit_code == 0, result.output
    assert not list((room / ".dragoman").glob("errors*"))


@pytest.mark.parametrize("words", ["translate --dry-run", "status", "check"])
def test_commands_that_translate_nothing_start_nothing(
    room: Path, run: Run, monkeypatch: pytest.MonkeyPatch, words: str
) -> None:
    def started(*arguments: object) -> None:
        raise AssertionError("a process was started")

    monkeypatch.setattr(pool.Pool, "__init__", started)
    before = threading.active_count()
    run(*words.split())
    assert not list((room / ".dragoman").glob("errors*"))
    assert threading.active_count() == before


def test_an_interrupt_while_articles_are_planned_ends_the_processes(
    room: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copy(DATA / "harbour.md", room / "seeds" / "again.md")
    started: list[subprocess.Popen[bytes]] = []
    usual = pool.Pool._started

    def noted(self: pool.Pool) -> Any:
        worker = usual(self)
        started.append(worker.process)
        return worker

    def planned(self: LocaleTurn, name: str) -> object:
        if name == "harbour.md":
            raise KeyboardInterrupt
        return usual_plan(self, name)

    usual_plan = LocaleTurn.planned
    monkeypatch.setattr(pool.Pool, "_started", noted)
    monkeypatch.setattr(LocaleTurn, "planned", planned)
    result = run("translate")
    assert result.exit_code == 130
    assert started
    assert all(process.poll() is not None for process in started)
    assert not list((room / "locales").rglob("*.yaml"))
