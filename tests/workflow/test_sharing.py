"""Several processes make the same bytes as one, whatever becomes of them."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

import pytest
from click.testing import Result

from dragoman import project, workflow
from dragoman.workflow import Scope, Shard, SharedReport, engines_for, lots
from dragoman.workflow.claims import Claims
from tests.processes import python

Tree = Callable[[Path], dict[str, bytes]]
Run = Callable[..., Result]

SENTENCES = (
    "The convoy of {0} trucks left Kazan on Monday.",
    "Nobody was hurt in the *storm*, the ministry said.",
    "Send 4455 to [the school](https://example.org/{0}).",
    "All roads are closed.",
)


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Lots of a few articles; and who waits for others does not wait long."""
    monkeypatch.setattr(lots, "SIZE", 900)


def make(root: Path, number: int = 12, settings: str = "engine: pseudo") -> Path:
    (root / "seeds" / "sub").mkdir(parents=True)
    (root / "dragoman.yaml").write_text(f"targets: [ru, fa]\n{settings}\n", encoding="utf-8")
    for count in range(number):
        name = root / "seeds" / ("sub" if count % 3 else "") / f"{count:03}.md"
        text = "\n\n".join(line.format(count) for line in SENTENCES)
        name.write_text(f"# Trucks {count}\n\n{text}\n", encoding="utf-8")
    return root


def share(root: Path, shard: Shard | None = None, *, renew: bool = False) -> SharedReport:
    scope = Scope(project.find(root), (), (), root)
    return workflow.share(scope, print, shard=shard, renew=renew)


def single(root: Path, models: str | None = None) -> None:
    scope = Scope(project.find(root), (), (), root)
    made = engines_for(scope, print, models=models)
    workflow.translate(scope, made.usual, made.others, made.second)


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """What one run without sharing makes of the articles."""
    root = make(tmp_path_factory.mktemp("alone") / "alone")
    single(root)
    files = (path for path in root.rglob("*") if path.is_file() and ".dragoman" not in path.parts)
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in files}


def test_one_who_claims_makes_the_bytes_of_an_ordinary_run(
    tmp_path: Path, tree: Tree, alone: dict[str, bytes]
) -> None:
    root = make(tmp_path / "shared")
    report = share(root)
    assert report.problems == []
    assert report.complete
    assert report.lots == report.of > 5
    assert report.written == report.articles == 24
    assert tree(root) == alone


@pytest.mark.parametrize("order", [(1, 2, 3), (3, 1, 2)])
def test_shards_in_any_order_make_the_bytes_of_an_ordinary_run(
    tmp_path: Path, tree: Tree, alone: dict[str, bytes], order: tuple[int, ...]
) -> None:
    root = make(tmp_path / "shared")
    done = [share(root, Shard(place, 3)) for place in order]
    assert [report.complete for report in done] == [False, False, True]
    assert sum(report.lots for report in done) == done[0].of
    assert tree(root) == alone


def test_shards_on_copies_of_the_project_need_no_shared_folder(
    tmp_path: Path, tree: Tree, alone: dict[str, bytes]
) -> None:
    found: dict[str, bytes] = {}
    for place in (1, 2):
        root = make(tmp_path / str(place))
        share(root, Shard(place, 2))
        copy = tree(root)
        assert not [
            name for name in copy if name.endswith(".yaml") and name in found and "/" in name
        ]
        found |= copy
    assert found == alone


def test_what_is_done_is_not_done_again(tmp_path: Path, tree: Tree) -> None:
    root = make(tmp_path / "shared")
    share(root)
    before = tree(root)
    report = share(root)
    assert (report.lots, report.complete) == (0, True)
    assert tree(root) == before


def test_after_a_change_only_lots_near_it_are_done(tmp_path: Path, tree: Tree) -> None:
    root = make(tmp_path / "shared", 30)
    share(root)
    with (root / "seeds" / "015.md").open("a", encoding="utf-8") as file:
        file.write("\nThe water rose.\n")
    report = share(root)
    assert report.written == 2
    assert report.lots < report.of / 2
    single(root)
    after = tree(root)
    assert share(root).lots == 0
    assert tree(root) == after


def test_a_review_file_that_was_deleted_is_made_again(
    tmp_path: Path, tree: Tree, alone: dict[str, bytes]
) -> None:
    root = make(tmp_path / "shared")
    share(root)
    (root / "locales/fa/sub/010.md.yaml").unlink()
    assert share(root).written == 1
    assert tree(root) == alone


def test_people_may_approve_and_translate_while_others_share_the_work(
    tmp_path: Path, tree: Tree, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = make(tmp_path / "shared")
    monkeypatch.chdir(root)
    share(root, Shard(1, 2))
    held = Claims(Scope(project.find(root), (), (), root).store).take(root / ".dragoman/work/x")
    assert held is not None
    with held:
        assert run("translate", "--to", "fa").exit_code == 0
        assert run("approve", "--to", "fa", "000.md", "--force").exit_code == 0
        approved = (root / "locales/fa/000.md.yaml").read_bytes()
    assert share(root).complete
    assert (root / "locales/fa/000.md.yaml").read_bytes() == approved
    assert b"approved" in approved


def test_what_is_approved_meanwhile_changes_nothing_before_the_next_run(
    tmp_path: Path, tree: Tree, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = make(tmp_path / "shared")
    monkeypatch.chdir(root)
    share(root, Shard(1, 2))
    path = next(root.glob("locales/ru/**/*.yaml"))
    text = path.read_text(encoding="utf-8").replace("[Åļļ ŕöåđš", "Все дороги", 1)
    path.write_text(text.replace("status: draft", "status: approved"), encoding="utf-8")
    share(root, Shard(2, 2))
    others = [other for other in root.glob("locales/ru/**/*.yaml") if other != path]
    assert not [other for other in others if b"memory" in other.read_bytes()]


def test_a_broken_file_keeps_no_other_from_its_turn_and_is_told_once_more(
    tmp_path: Path,
) -> None:
    root = make(tmp_path / "shared")
    (root / "locales/fa").mkdir(parents=True)
    (root / "locales/fa/000.md.yaml").write_text("segments: [", encoding="utf-8")
    for _ in range(2):
        report = share(root)
        assert len(report.problems) == 1
        assert "000.md" in str(report.problems[0])
        assert report.complete
    assert len(list(root.glob("locales/*/**/*.yaml"))) == 24


def test_without_a_model_the_other_locales_have_their_turn(tmp_path: Path) -> None:
    root = make(tmp_path / "shared", 8, "engine: {ru: argos, fa: pseudo}")
    report = share(root)
    assert len(report.problems) == 1
    assert not report.complete
    assert len(list(root.glob("locales/fa/**/*.yaml"))) == 8
    assert not list(root.glob("locales/ru/**/*.yaml"))


def test_again_makes_anew_what_another_run_made(tmp_path: Path, tree: Tree) -> None:
    root = make(tmp_path / "shared")
    share(root)
    before = tree(root)
    report = share(root, renew=True)
    assert report.lots == report.of
    assert tree(root) == before
    assert share(root, renew=True).lots == 0


def test_what_the_engine_made_goes_to_its_memory(tmp_path: Path, tree: Tree) -> None:
    root = make(tmp_path / "shared", 6, "engine: argos\nmodels: demo\nsecond-opinion: off")
    report = share(root)
    assert report.sentences
    made = tree(root)
    for path in root.glob("locales/**/*.yaml"):
        path.unlink()
    with watching_loads() as loads:
        single(root)
    assert loads == []
    assert tree(root) == made


@contextmanager
def watching_loads() -> Iterator[list[str]]:
    argos = import_module("dragoman.engines.argos")
    loads: list[str] = []
    real = argos.load

    def load(*arguments: object, **keywords: object) -> object:
        loads.append("load")
        return real(*arguments, **keywords)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(argos, "load", load)
        yield loads


DYING = """
import os, sys
from dragoman.workflow import lots
lots.SIZE = 900
left, name = int(sys.argv[1]), sys.argv[2]
module, _, attribute = name.rpartition(".")
owner = sys.modules[module] if module in sys.modules else __import__(module)
real = getattr(owner, attribute)

def dying(*arguments, **keywords):
    global left
    left -= 1
    if left == 0:
        os.kill(os.getpid(), 9)
    return real(*arguments, **keywords)

setattr(owner, attribute, dying)
sys.argv[1:] = sys.argv[3:]
from dragoman.__main__ import main
main()
"""
"""Kills itself at the Nth call of a function of the system: before what it would have done."""


@dataclass(frozen=True)
class Death:
    """Where a process dies."""

    call: str
    count: int


@pytest.mark.parametrize(
    "deaths",
    [
        (Death("os.fsync", 1), Death("os.fsync", 8)),
        (Death("os.replace", 3), Death("os.unlink", 9), Death("os.fsync", 14)),
    ],
)
def test_killed_anywhere_their_work_is_taken_over(
    tmp_path: Path, tree: Tree, deaths: tuple[Death, ...]
) -> None:
    settings = "engine: argos\nmodels: demo\nsecond-opinion: off"
    alone = make(tmp_path / "alone", 6, settings)
    single(alone)
    root = make(tmp_path / "shared", 6, settings)
    workers = [dying(root, death) for death in deaths]
    codes = [worker.wait(timeout=120) for worker in workers]
    assert -9 in codes
    assert share(root).complete
    assert tree(root) == tree(alone)
    left = [path.name for path in root.rglob("*.dragoman.tmp")]
    assert left == []


def dying(root: Path, death: Death) -> subprocess.Popen[bytes]:
    words = ["-c", DYING, str(death.count), death.call, "translate", "--claim"]
    return subprocess.Popen(
        [*python(), *words],
        cwd=root,
        env=os.environ,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def test_the_command_line(newsroom: Path, run: Run) -> None:
    done = run("translate", "--shard", "1/1")
    assert done.exit_code == 0
    assert "All lots are done" in done.output
    assert (newsroom / "locales/fa/flood.md.yaml").exists()
    for wrong in ("0/3", "4/3", "x", "1/0", "1"):
        assert run("translate", "--shard", wrong).exit_code == 2
