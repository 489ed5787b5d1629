"""Git merges review files by Dragoman: on real branches of a real repository."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from dragoman import review
from dragoman.model import Status
from tests.conftest import Run

pytestmark = pytest.mark.usefixtures("identity")

REVIEW = "locales/ru/news.txt.yaml"
ARTICLE = "The river rose.\n\nNobody was hurt. The bridge is closed.\n\nMore rain is expected.\n"

Git = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def identity(monkeypatch: pytest.MonkeyPatch) -> None:
    for role in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{role}_NAME", "Mira")
        monkeypatch.setenv(f"GIT_{role}_EMAIL", "mira@news.example.org")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", "/dev/null")
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")


@pytest.fixture
def git(tmp_path: Path) -> Git:
    def call(*arguments: str, code: int = 0) -> subprocess.CompletedProcess[str]:
        done = subprocess.run(
            ("git", *arguments), cwd=tmp_path, capture_output=True, text=True, check=False
        )
        assert done.returncode == code, done.stdout + done.stderr
        return done

    return call


@pytest.fixture
def newsroom(tmp_path: Path, git: Git, run: Run, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with a translated article and two branches."""
    monkeypatch.chdir(tmp_path)
    git("init", "-q", "-b", "main")
    result = run("init", "--git")
    assert result.exit_code == 0, result.output
    (tmp_path / "seeds" / "news.txt").write_text(ARTICLE)
    assert run("translate", "--engine", "pseudo", "--to", "ru").exit_code == 0
    git("add", ".")
    git("commit", "-qm", "Begin")
    git("branch", "other")
    return tmp_path


def change(folder: Path, source: str, *pairs: tuple[str, str]) -> None:
    """Edit a sentence as in an editor."""
    path = folder / REVIEW
    text = path.read_text(encoding="utf-8")
    start = text.index(f"    {source}\n")
    start = text.rindex("- id:", 0, start)
    end = re.compile(r"^(?=- id|#|record)", re.MULTILINE).search(text, start + 1)
    assert end is not None
    entry = text[start : end.start()]
    for old, new in pairs:
        assert re.search(old, entry)
        entry = re.sub(old, new, entry)
    path.write_text(text[:start] + entry + text[end.start() :], encoding="utf-8")


APPROVED = (r"status: draft", "status: approved")


def test_two_branches_that_approve_neighbours_merge(newsroom: Path, git: Git, run: Run) -> None:
    change(newsroom, "Nobody was hurt.", APPROVED)
    assert run("approve", "--to", "ru", "--status", "draft", "--dry-run").exit_code == 0
    git("commit", "-qam", "Approve one")
    git("checkout", "-q", "other")
    change(newsroom, "The bridge is closed.", APPROVED, (r"target: \|-\n.*", "target: Мост закрыт"))
    git("commit", "-qam", "Approve its neighbour")
    git("merge", "-q", "main")
    text = (newsroom / REVIEW).read_text(encoding="utf-8")
    units = review.parse(text, REVIEW).units
    assert [unit.status.value for unit in units] == ["draft", "approved", "approved", "draft"]
    assert units[2].target == "Мост закрыт"
    assert "<<<<" not in text
    assert run("translate", "--engine", "pseudo", "--to", "ru").exit_code == 0
    after = review.parse((newsroom / REVIEW).read_text(encoding="utf-8"), REVIEW).units
    assert [unit.status for unit in after] == [unit.status for unit in units]


def test_commands_on_two_branches_merge_with_their_records(
    newsroom: Path, git: Git, run: Run
) -> None:
    ids = [unit.id for unit in review.parse((newsroom / REVIEW).read_text("utf-8"), REVIEW).units]
    for branch, key in (("main", ids[1]), ("other", ids[2])):
        git("checkout", "-q", branch)
        result = run("approve", "--to", "ru", "--id", key, "--force")
        assert result.exit_code == 0, result.output
        git("commit", "-qam", f"Approve {key}")
    git("merge", "-q", "main")
    units = review.parse((newsroom / REVIEW).read_text("utf-8"), REVIEW).units
    accepted = [unit.record.accepted is not None for unit in units if unit.record]
    assert accepted == [False, True, True, False]


def test_a_sentence_that_two_people_changed_differently_is_told(
    newsroom: Path, git: Git, run: Run
) -> None:
    change(newsroom, "Nobody was hurt.", APPROVED, (r"target: \|-\n.*", "target: Никто"))
    git("commit", "-qam", "One")
    git("checkout", "-q", "other")
    change(newsroom, "Nobody was hurt.", APPROVED, (r"target: \|-\n.*", "target: Обошлось"))
    git("commit", "-qam", "Another")
    done = git("merge", "main", code=1)
    assert REVIEW in done.stdout + done.stderr
    units = review.parse((newsroom / REVIEW).read_text("utf-8"), REVIEW).units
    assert [unit.status for unit in units].count(Status.NEEDS_WORK) == 1
    assert "ours (approved): Обошлось" in units[1].note
    assert "theirs (approved): Никто" in units[1].note
    assert "merge_conflict" in run("check", "--to", "ru").output
    assert git("ls-files", "--unmerged").stdout.count(REVIEW) == 3


def test_a_version_that_cannot_be_read_changes_nothing(newsroom: Path, run: Run) -> None:
    path = newsroom / REVIEW
    whole = path.read_bytes()
    broken = newsroom / "broken.yaml"
    broken.write_bytes(whole.replace(b"status: draft", b"status:draft"))
    result = run("merge-file", str(path), str(path), str(broken), "--path", REVIEW)
    assert result.exit_code == 1
    assert result.stderr.count("there is no space after `status:`") == 4
    assert path.read_bytes() == whole
    assert run("merge-file", str(path), str(path), "gone.yaml").exit_code == 1
    assert run("merge-file", str(path), str(path), str(path)).exit_code == 0


def test_git_is_told_once_and_keeps_what_people_wrote(
    tmp_path: Path, git: Git, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".gitignore").write_bytes(b"mine\r\n# \xff")
    result = run("init", "--git")
    assert result.exit_code == 0
    assert "git init" in result.output
    git("init", "-q")
    assert "Everybody else" in run("init", "--git").output
    first = {path: path.read_bytes() for path in tmp_path.glob(".git*") if path.is_file()}
    config = (tmp_path / ".git" / "config").read_text()
    assert run("init", "--git").exit_code == 0
    assert first == {path: path.read_bytes() for path in first}
    assert (tmp_path / ".git" / "config").read_text() == config
    assert first[tmp_path / ".gitignore"] == b"mine\r\n# \xff\r\n.dragoman/\r\n*.dragoman.tmp\r\n"
    git("config", "merge.dragoman.driver", "mine %A")
    assert "mine %A" in run("init", "--git").output
    assert git("config", "merge.dragoman.driver").stdout == "mine %A\n"


def test_without_git_the_files_are_written_all_the_same(
    tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert shutil.which("git")
    monkeypatch.setenv("PATH", "")
    assert run("init", str(tmp_path / "news"), "--git").exit_code == 0
    assert "merge=dragoman" in (tmp_path / "news" / ".gitattributes").read_text()
