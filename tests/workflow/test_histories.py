"""Random histories of real commands, some of them killed; and that the tool sees what it is for."""

from __future__ import annotations

import io
import os
import re
import subprocess
from collections.abc import Iterator
from contextlib import chdir, redirect_stderr, redirect_stdout
from pathlib import Path

import pytest
from tools.histories import BrokenLawError, Newsroom, drawn, shortest

from dragoman.cli import cli
from tests.processes import python

ROOT = Path(__file__).parents[2]


class Still(Newsroom):
    """A newsroom whose commands run in this process."""

    def command(self, *words: str, after: float | None = None) -> int | None:
        del after
        with chdir(self.root), redirect_stdout(io.StringIO()), redirect_stderr(io.StringIO()):
            cli(list(words), prog_name="dragoman", standalone_mode=False)
        return 0

    def change(self, pattern: str, new: str) -> None:
        file = self.file("a.txt")
        text = file.read_text(encoding="utf-8")
        changed = re.sub(pattern, new, text, count=1, flags=re.MULTILINE)
        assert changed != text
        file.write_text(changed, encoding="utf-8")


@pytest.fixture
def room() -> Iterator[Still]:
    """A newsroom in which a person approved a sentence that stands twice, at its first place."""
    found = Still()
    word = found.word()
    found.change(r"  status: draft\n(  source: \|-\n    .*\n)  target: .*\n    .*\n",
                 rf"  status: approved\n\1  target: |-\n    {word}\n")  # fmt: skip
    found.look(by_people=True)
    yield found
    found.close()


def test_no_history_breaks_a_law() -> None:
    command = [*python(), "tools/histories.py", "--count", "4", "--seed", "7"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "4 histories of 16 steps, none broke a law" in done.stdout


def test_a_run_that_does_what_it_should_breaks_none(room: Still) -> None:
    room.command("translate")
    room.look(by_people=False)


def test_a_lost_word_is_seen(room: Still) -> None:
    room.change(r"    w\d+w\n", "    gone\n")
    with pytest.raises(BrokenLawError, match="is lost"):
        room.look(by_people=False)


def test_a_word_in_another_place_is_seen(room: Still) -> None:
    room.articles["a.txt"].insert(0, room.sentence("More follows."))
    room.articles["a.txt"].insert(1, room.sentence("She left."))
    room.articles["a.txt"].insert(2, room.sentence("Yes."))
    room.save("a.txt")
    room.command("translate")
    room.look(by_people=False)
    text = room.file("a.txt").read_text(encoding="utf-8")
    (word,) = set(re.findall(r"^    (w\d+w)$", text, re.MULTILINE))
    room.file("a.txt").write_text(text.replace(word, "other"), encoding="utf-8")
    room.change(r"(She left\.\n  target: \|-\n)    \[.*\n", rf"\1    {word}\n")
    room.change(r"draft(\n  source: \|-\n    She left\.\n  target: \|-\n    w)", r"approved\1")
    with pytest.raises(BrokenLawError, match="and was approved for"):
        room.look(by_people=False)


def test_a_word_that_nobody_approved_is_seen_in_a_copy(room: Still) -> None:
    (room.root / "output/fa").mkdir(parents=True)
    (room.root / "output/fa/a.txt").write_text("w99w\n", encoding="utf-8")
    with pytest.raises(BrokenLawError, match="nobody approved it"):
        room.look(by_people=False)


def test_a_history_is_the_same_for_a_seed() -> None:
    assert drawn(3, 16) == drawn(3, 16) != drawn(4, 16)


def test_a_history_is_made_as_short_as_it_can_be(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tools.histories.lived", lambda history: "x" if ("b", 1) in history else "")
    assert shortest([("a", 0), ("b", 1), ("c", 2)]) == [("b", 1)]
