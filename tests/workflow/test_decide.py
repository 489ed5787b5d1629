"""Approving and rejecting, cut off, interfered with and out of room: no word is lost."""

from __future__ import annotations

import errno
import json
import os
import re
import shutil
import subprocess
import textwrap
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from dragoman import review, workflow
from dragoman.model import Article, Status
from dragoman.project import find
from dragoman.store import Store
from dragoman.workflow import Chosen, DecideReport, Scope, reviewer, undo
from tests.conftest import Run
from tests.processes import python

Tree = Callable[[Path], dict[str, bytes]]

FLOOD, COMET = "locales/fa/flood.md.yaml", "locales/fa/sky/comet.txt.yaml"

DRIVER = """
import gc, os, shutil, signal, sys
from datetime import datetime, timezone
from pathlib import Path

from dragoman import engines, workflow  # what a run imports is there before the first fork
from dragoman.cli import approve, cli, reject
from dragoman.report import decided
from dragoman.workflow import reviewer

reviewer.now = lambda: datetime(2026, 11, 29, 12, tzinfo=timezone.utc)
FEED = ("open", "os.chmod", "os.mkdir", "os.remove", "os.rename", "os.rmdir")
WRITTEN = os.O_WRONLY | os.O_RDWR | os.O_CREAT
template, work, words = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3:]

def doomed(count, root):
    left = [count]

    def step():
        left[0] -= 1
        if not left[0]:
            os.kill(os.getpid(), signal.SIGKILL)

    def hook(event, arguments):
        only_read = event == "open" and not arguments[2] & WRITTEN
        if event in FEED and not only_read and str(arguments[0]).startswith(str(root)):
            step()

    fsync = os.fsync
    os.fsync = lambda handle: (step(), fsync(handle), step())
    sys.addaudithook(hook)

sys.stdout = open(os.devnull, "w")
warm = work.with_name(work.name + "-warm")
shutil.copytree(template, warm)
os.chdir(warm)
cli(words, prog_name="dragoman", standalone_mode=False)  # it reads what each child would read
gc.collect()
gc.freeze()

for count in range(1, 1000):
    root = work / f"{count:03}"
    shutil.copytree(template, root)
    child = os.fork()
    if not child:
        os.chdir(root)
        doomed(count, root)
        cli(words, prog_name="dragoman")
    _, state = os.waitpid(child, 0)
    if not os.WIFSIGNALED(state):
        sys.exit(os.waitstatus_to_exitcode(state))
"""
"""Runs a command on copies of a newsroom, and kills it before its first change on the disk, before
its second, and so on, until it comes to its end alive."""


def made(newsroom: Path, run: Run) -> Path:
    """A newsroom in which people worked: comments, keys, notes, styles, and a stale sentence."""
    run("translate")
    for name in (FLOOD, COMET, FLOOD.replace("/fa/", "/ru/")):
        file = newsroom / name
        text = file.read_text(encoding="utf-8")
        text = text.replace("- id:", "# Mira: سلام\n- id:", 2)
        text = text.replace("  status: draft\n", "  own: [a, 'b']\n  status: draft  # later\n", 1)
        text = text.replace(
            "  status: draft\n", '  status: "draft"\n  note: >-\n    one\n    two\n', 1
        )
        file.write_text(text, encoding="utf-8")
    return newsroom


def gone_stale(newsroom: Path, run: Run) -> str:
    """Change an approved sentence of the flood and return its new id."""
    run("approve", "flood.md")
    seed = newsroom / "seeds/flood.md"
    seed.write_text(seed.read_text().replace("The convoy of", "The convoi of"))
    run("translate")
    text = (newsroom / FLOOD).read_text(encoding="utf-8")
    (name,) = re.findall(r"^- id: (\S+)\n(?:  .*\n)*?  status: stale", text, re.MULTILINE)
    return str(name)


@pytest.mark.parametrize("command", ["approve", "reject", "unchanged-meaning"])
def test_killed_before_any_step_it_leaves_each_file_old_or_new(
    newsroom: Path, run: Run, tree: Tree, tmp_path: Path, command: str
) -> None:
    made(newsroom, run)
    words = {
        "approve": ["approve", ".", "--force"],
        "reject": ["reject", ".", "--note", "сверить «это»"],
        "unchanged-meaning": ["approve", "--force", "--unchanged-meaning"],
    }[command]
    if command == "unchanged-meaning":
        words.append(gone_stale(newsroom, run))
    old = tree(newsroom)
    work = tmp_path / "killed"
    work.mkdir()
    driver = [*python(), "-c", textwrap.dedent(DRIVER), str(newsroom), str(work), *words]
    done = subprocess.run(driver, capture_output=True, text=True, encoding="utf-8")
    assert (done.returncode, done.stderr) == (0, "")
    *killed, last = sorted(work.iterdir())
    new = tree(last)
    changed = {name for name in old if old[name] != new[name]}
    assert len(changed) == (2 if command == "unchanged-meaning" else 4)
    states = set()
    begun: list[dict[str, bytes]] = []
    for root in killed:
        found = tree(root)
        unfinished = {name for name in found if name.endswith(".dragoman.tmp")}
        assert found.keys() - unfinished == old.keys()
        for name in old:
            assert found[name] in (old[name], new[name])
        states.add(sum(found[name] == new[name] for name in changed))
        if (left := every_file(root)) not in begun:
            begun.append(left)
            once_more(root, words, run)
            assert tree(root) == new, "the next run goes on, and leaves nothing of the first"
    assert states == set(range(len(changed) + 1)), "it was killed between any two files"


def every_file(root: Path) -> dict[str, bytes]:
    """All that a killed run left; the names of unfinished files are random."""
    return {
        re.sub(
            r"\.[^./]*(\.dragoman\.tmp)$", r"\1", path.relative_to(root).as_posix()
        ): path.read_bytes()
        for path in root.rglob("*")
        if path.is_file()
    }


def once_more(root: Path, words: list[str], run: Run) -> None:
    """Run the command again, at the same time of day: it does what is left to do."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reviewer, "now", lambda: datetime(2026, 11, 29, 12, tzinfo=UTC))
        patch.chdir(root)
        again = run(*words)
        assert again.stderr == ""
        assert again.exit_code == 0 or "it is not stale" in again.stdout
        assert "Nothing to do" in run("translate").stdout


def approved(newsroom: Path, *names: str) -> DecideReport:
    """Approve in Persian, from within: so that the test can be what happens meanwhile."""
    scope = Scope(find(newsroom), list(names), ["fa"], newsroom)
    return workflow.approve(scope, Chosen(), force=True, dry=False)


def saving(patch: pytest.MonkeyPatch, file: Path, change: Callable[[str], str], times: int) -> None:
    """Let an editor save the file just before the run would replace it, so many times."""
    honest, left = Store.write, [times]

    def write(store: Store, path: Path, data: bytes, expected: bytes | None) -> None:
        if path == file and left[0]:
            left[0] -= 1
            file.write_text(change(file.read_text(encoding="utf-8")), encoding="utf-8")
        honest(store, path, data, expected)

    patch.setattr(Store, "write", write)


def test_what_an_editor_saves_meanwhile_is_read_and_kept(
    newsroom: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    made(newsroom, run)
    file = newsroom / FLOOD

    def change(text: str) -> str:
        return text.replace("- id:", "# Omid was here\n- id:", 1).replace(
            "  status: draft\n", "  status: needs-work\n", 1
        )

    saving(monkeypatch, file, change, 2)
    report = approved(newsroom)
    assert not report.failed
    text = file.read_text(encoding="utf-8")
    assert text.count("# Omid was here\n") == 2
    assert text.count("  status: needs-work\n") == 2, "the editor's word counts"
    assert text.count("# Mira: سلام\n") == 2
    assert report.changed == accepted(file) + accepted(newsroom / COMET)


def accepted(file: Path) -> int:
    """How many segments of a review file are approved."""
    units = review.parse(file.read_text(encoding="utf-8"), file.name).units
    return sum(unit.status is Status.APPROVED for unit in units)


def test_an_editor_that_never_stops_saving_wins(
    newsroom: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    made(newsroom, run)
    file = newsroom / FLOOD
    saving(monkeypatch, file, lambda text: f"{text}# saved\n", -1)
    report = approved(newsroom)
    (problem,) = report.problems
    assert str(problem).startswith(f"{FLOOD}: the file was changed by somebody else")
    assert "run the command again" in problem.advice
    text = file.read_text(encoding="utf-8")
    assert accepted(file) == 0
    assert text.endswith("# saved\n")
    assert [each.path for each in report.files] == [COMET], "the others have their turn"


@pytest.mark.parametrize("mark", ["<<<<<<< HEAD", "segments: [", "\tx: y"])
def test_a_file_that_is_saved_broken_meanwhile_is_left_alone(
    newsroom: Path, run: Run, monkeypatch: pytest.MonkeyPatch, mark: str
) -> None:
    made(newsroom, run)
    file = newsroom / FLOOD
    saving(monkeypatch, file, lambda text: f"{mark}\n{text}", 1)
    report = approved(newsroom)
    (problem,) = report.problems
    assert problem.path == FLOOD
    assert problem.line == 1 or mark == "segments: ["
    assert file.read_text(encoding="utf-8").startswith(f"{mark}\n")
    assert "status: approved" not in file.read_text(encoding="utf-8").split("\n", 2)[2]


def test_a_file_that_is_deleted_meanwhile_stays_so(
    newsroom: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    made(newsroom, run)
    file = newsroom / FLOOD
    honest = Store.write

    def write(store: Store, path: Path, data: bytes, expected: bytes | None) -> None:
        file.unlink(missing_ok=True)
        honest(store, path, data, expected)

    monkeypatch.setattr(Store, "write", write)
    assert [each.path for each in approved(newsroom).files] == [COMET]
    assert not file.exists()


MERGED = """\
<<<<<<< HEAD
  status: approved
=======
  status: needs-work
>>>>>>> mira
"""


def test_marks_of_a_merge_are_told_with_their_line(newsroom: Path, run: Run, tree: Tree) -> None:
    made(newsroom, run)
    file = newsroom / FLOOD
    text = file.read_text(encoding="utf-8").replace("  status: draft\n", MERGED, 1)
    file.write_text(text, encoding="utf-8")
    before = tree(newsroom)
    line = text[: text.index("<<<<<<<")].count("\n") + 1
    for words in (["approve"], ["reject"], ["approve", "--unchanged-meaning", "1"]):
        result = run(*words, "flood.md", "--to", "fa")
        if "--unchanged-meaning" not in words:
            assert f"{FLOOD}:{line}:1: two versions of this file were merged" in result.stderr
            assert "    <<<<<<< HEAD\n" in result.stderr
        assert result.exit_code == 1
    assert tree(newsroom) == before


def test_one_at_a_time(newsroom: Path, run: Run, tree: Tree) -> None:
    made(newsroom, run)
    before = tree(newsroom)
    with Store(find(newsroom)).lock():
        for words in (["approve", "."], ["reject", "."]):
            result = run(*words)
            assert result.exit_code == 1
            assert "another dragoman run is at work" in result.stderr
            assert "run the command again" in result.stderr
    assert tree(newsroom) == before
    assert run("approve", ".").exit_code == 0


def test_two_processes_at_once_do_it_once(newsroom: Path, run: Run) -> None:
    made(newsroom, run)
    command = [*python(), "-m", "dragoman", "approve", ".", "--to", "fa", "--json"]
    pair = [
        subprocess.Popen(command, cwd=newsroom, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        for _ in range(2)
    ]
    changed = 0
    for process in pair:
        said, wrong = process.communicate()
        if process.returncode:
            assert "another dragoman run is at work" in wrong.decode()
        else:
            changed += sum(each["changed"] for each in json.loads(said)["files"])
    assert changed == accepted(newsroom / FLOOD) + accepted(newsroom / COMET)


def full(*_: object, **__: object) -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


@pytest.mark.parametrize("call", ["fsync", "replace"])
def test_a_full_disk_changes_no_file(
    newsroom: Path, run: Run, tree: Tree, monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    made(newsroom, run)
    before = tree(newsroom)
    monkeypatch.setattr(*((os, "fsync", full) if call == "fsync" else (Path, "replace", full)))
    result = run("approve", ".", "--to", "fa")
    assert result.exit_code == 1
    for name in (FLOOD, COMET):
        assert f"{name}: the file cannot be written: No space left on device" in result.stderr
    assert "0 segments approved" in result.stdout
    assert tree(newsroom) == before


def test_a_full_disk_lets_no_run_begin(
    newsroom: Path, run: Run, tree: Tree, monkeypatch: pytest.MonkeyPatch
) -> None:
    made(newsroom, run)
    before = tree(newsroom)
    monkeypatch.setattr("filelock.FileLock.acquire", full)
    result = run("approve", ".")
    assert result.exit_code == 1
    assert "cannot be written: No space left on device" in result.stderr
    assert "run the command again" in result.stderr
    assert tree(newsroom) == before


def test_the_folder_of_the_tool_may_be_deleted_at_any_time(
    newsroom: Path, run: Run, tree: Tree
) -> None:
    made(newsroom, run)
    for words in (["approve", "flood.md"], ["reject", "sky"], ["translate"], ["status"]):
        shutil.rmtree(newsroom / ".dragoman", ignore_errors=True)
        assert run(*words).exit_code == 0
    before = tree(newsroom)
    shutil.rmtree(newsroom / ".dragoman")
    assert "Nothing to do" in run("translate").stdout
    assert tree(newsroom) == before


@pytest.fixture
def steps(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What a command reads and writes of articles and review files, in order."""
    seen: list[str] = []
    usual_article, usual_write = Scope.article, Store.write

    def article(scope: Scope, name: str) -> Article | None:
        seen.append(f"read {name}")
        return usual_article(scope, name)

    def write(store: Store, path: Path, data: bytes, expected: bytes | None) -> None:
        seen.append(f"write {path.stem}")
        usual_write(store, path, data, expected)

    monkeypatch.setattr(Scope, "article", article)
    monkeypatch.setattr(Store, "write", write)
    return seen


def test_an_article_is_read_when_it_is_its_turn(newsroom: Path, run: Run, steps: list[str]) -> None:
    run("translate", "--to", "fa")
    steps.clear()
    approved(newsroom)
    assert [step for step in steps if step.endswith("comet.txt")][-1] == "write comet.txt"
    assert steps.index("write flood.md") < steps.index("read sky/comet.txt")


def test_a_file_is_given_back_before_the_next_one_is_looked_up(
    newsroom: Path, run: Run, steps: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    run("translate", "--to", "fa")
    approved(newsroom)
    steps.clear()
    usual = undo._change

    def change(line: bytes) -> object:
        steps.append("look")
        return usual(line)

    monkeypatch.setattr(undo, "_change", change)
    assert run("unapprove").exit_code == 0
    assert steps[-4:] == ["look", "write flood.md", "look", "write comet.txt"]
