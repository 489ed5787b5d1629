"""Work that is spread over processes gives what one process gives, and leaves none behind."""

from __future__ import annotations

import multiprocessing
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path

import pytest

from dragoman import engines, project, workflow
from dragoman.errors import StoreError
from dragoman.store import Store
from dragoman.workflow import spread
from dragoman.workflow.scope import Scope
from tests.conftest import Run
from tests.workflow.conftest import ManyFiles

NAMES = tuple(f"{number}.txt" for number in range(7))


@pytest.fixture
def newsroom(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "seeds").mkdir()
    for name in NAMES:
        text = f"The convoy left with {name[0]} trucks. Nobody slept.\n"
        (tmp_path / "seeds" / name).write_text(text, "utf-8")
    (tmp_path / "dragoman.yaml").write_text("targets: [fa, ru]\nengine: pseudo\n", "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def scope(root: Path) -> Scope:
    return Scope(project.find(root), [], [], root)


def numbered(scope: Scope, names: Sequence[str]) -> tuple[list[str], int]:
    """Read the articles; say where that was done, and tell of one of them."""
    if NAMES[3] in names:
        scope.note(StoreError("it is odd", path=NAMES[3]))
    return [article.path for article in scope.articles(names)], os.getpid()


def ending(scope: Scope, names: Sequence[str]) -> list[str]:
    if multiprocessing.parent_process() is not None and NAMES[4] in names:
        os._exit(9)
    return list(names)


def sleeping(scope: Scope, names: Sequence[str]) -> None:
    print(os.getpid(), flush=True)
    time.sleep(60)


def test_the_order_and_the_problems_are_those_of_one_process(
    newsroom: Path, many: ManyFiles
) -> None:
    many(2)
    here = scope(newsroom)
    made = list(spread.spread(here, numbered, NAMES, len(NAMES)))
    assert [name for names, _ in made for name in names] == list(NAMES)
    assert os.getpid() not in {process for _, process in made}
    assert [problem.path for problem in here.problems] == [NAMES[3]]


def test_few_files_need_no_processes(newsroom: Path) -> None:
    made = list(spread.spread(scope(newsroom), numbered, NAMES, len(NAMES)))
    assert {process for _, process in made} == {os.getpid()}


def test_what_a_process_that_was_ended_left_is_done_here(newsroom: Path, many: ManyFiles) -> None:
    many(2)
    made = list(spread.spread(scope(newsroom), ending, NAMES, len(NAMES)))
    assert [name for names in made for name in names] == list(NAMES)


def test_the_figures_of_the_work_are_those_of_one_process(
    newsroom: Path, run: Run, many: ManyFiles
) -> None:
    run("translate")
    file = newsroom / "locales/fa" / f"{NAMES[1]}.yaml"
    text = file.read_text("utf-8")
    file.write_text(text.replace("target: |-\n    ", "target: |-\n    yes, ", 1), "utf-8")
    run("approve", ".", "--force")
    (newsroom / "locales/ru" / f"{NAMES[2]}.yaml").write_text("segments: [", "utf-8")
    alone = workflow.effort(scope(newsroom))
    assert [(row.locale, row.segments, row.untouched) for row in alone.rows] == [
        ("fa", 14, 13),
        ("ru", 12, 12),
    ]
    assert 0 < alone.rows[0].ter < 10
    assert 90 < alone.rows[0].chrf < 100
    many(2)
    spread_out = workflow.effort(scope(newsroom))
    assert (spread_out.rows, spread_out.worth) == (alone.rows, alone.worth)
    assert list(map(str, spread_out.problems)) == list(map(str, alone.problems))
    assert len(alone.problems) == 1


def test_no_process_is_left_when_the_first_one_is_killed(newsroom: Path) -> None:
    program = """
from pathlib import Path
from tests.workflow import test_spread
from dragoman.workflow import spread
if __name__ == "__main__":
    spread.FEWEST = 1
    spread.AT_A_TIME = 4
    spread.cores = lambda: 2
    list(spread.spread(test_spread.scope(Path()), test_spread.sleeping, test_spread.NAMES, 7))
"""
    file = newsroom / "program.py"
    file.write_text(program, "utf-8")
    paths = os.pathsep.join(path for path in sys.path if path)
    process = subprocess.Popen(
        [sys.executable, str(file)],
        stdout=subprocess.PIPE,
        text=True,
        cwd=newsroom,
        env={**os.environ, "PYTHONPATH": paths},
    )
    assert process.stdout is not None
    with process.stdout:
        children = [int(process.stdout.readline()) for _ in range(2)]
        process.send_signal(signal.SIGKILL)
        process.wait()
        # The pipe ends when the last process that holds it has ended.
        assert process.stdout.read() == ""
    assert len(set(children)) == 2


def told(root: Path) -> list[object]:
    """Everything that the commands that use all cores say, and the copies that they write."""
    found: list[object] = []
    checked = workflow.check(scope(root))
    found += [checked.files, checked.units, checked.severities, list(checked.found)]
    suggested = workflow.suggest(scope(root))
    found += [suggested.suggestions, suggested.left_out]
    exported = workflow.export(scope(root), project.find(root).settings.publish)
    found += [[(file.path, file.result, file.reason) for file in exported.files]]
    for report in (checked, suggested, exported):
        found.append(list(map(str, report.problems)))
    output = root / "output"
    files = sorted(path for path in output.rglob("*") if path.is_file())
    found.append([(path.relative_to(output), path.read_bytes()) for path in files])
    shutil.rmtree(output)
    return found


def test_what_is_told_and_written_is_that_of_one_process(
    newsroom: Path, run: Run, many: ManyFiles, monkeypatch: pytest.MonkeyPatch
) -> None:
    (newsroom / "seeds/x.txt").write_text(
        "In Port Sudan nobody slept. Aid for Port Sudan came, said Anna Berg.\n"
        "We saw Anna Berg in Port Sudan. The relief convoy left 3 relief convoys.\n"
        "A relief convoy came.\n",
        "utf-8",
    )
    run("translate")
    run("approve", ".", "--force")
    (newsroom / "locales/ru" / f"{NAMES[2]}.yaml").write_text("segments: [", "utf-8")
    (newsroom / "seeds" / NAMES[5]).write_bytes(b"\xff\xfe\xff")
    file = newsroom / "locales/fa" / f"{NAMES[1]}.yaml"
    file.write_text(file.read_text("utf-8").replace("status: approved", "status: draft"), "utf-8")
    monkeypatch.setattr(spread, "AT_A_TIME", 2)
    alone = told(newsroom)
    (newsroom / ".dragoman/exported.json").unlink()
    many(2)
    assert told(newsroom) == alone
    assert "Port Sudan" in str(alone)
    assert "Result.WITHHELD" in str(alone)


def test_no_article_waits_for_a_very_long_one(
    newsroom: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    (newsroom / "seeds" / NAMES[0]).write_text("One more sentence is here.\n" * 10, "utf-8")
    monkeypatch.setattr(import_module("dragoman.workflow.translate"), "LONG", 100)
    written: list[str] = []
    honest = Store.write

    def spied(self: Store, path: Path, data: bytes, expected: bytes | None) -> None:
        written.append(self.shown(path))
        honest(self, path, data, expected)

    monkeypatch.setattr(Store, "write", spied)
    run("translate")
    assert len(written) == 2 * len(NAMES)
    assert set(written[-2:]) == {f"locales/{locale}/{NAMES[0]}.yaml" for locale in ("fa", "ru")}


def test_a_long_file_is_checked_in_parts_and_told_as_a_whole(
    newsroom: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = " ".join(f"The {number} trucks left. Nobody slept." for number in range(8))
    (newsroom / "seeds" / NAMES[0]).write_text(text, "utf-8")
    workflow.translate(scope(newsroom), engines.create("pseudo"))
    whole = workflow.check(scope(newsroom))
    module = import_module("dragoman.workflow.check")
    monkeypatch.setattr(module, "AT_A_TIME", 3)
    monkeypatch.setattr(module, "REMEMBERED", 1)
    parts = workflow.check(scope(newsroom))
    assert list(parts.found) == list(whole.found) != []
    assert parts.severities == whole.severities
    assert parts.found[-1] == whole.found[-1]
