"""A few of the rounds of `tools/faults.py` and `tools/mutated.py`, which run thousands."""

from __future__ import annotations

import subprocess
from pathlib import Path

from tests.processes import python

ROOT = Path(__file__).parent.parent.parent

LOSING = """
import random, sys
from pathlib import Path
from tools import faults

history = faults.History(Path(sys.argv[1]) / "newsroom", random.Random(1))
history.root.mkdir()
faults.run(history, 0)
file = history.root / "locales/fa/a.txt.yaml"
history.words.append("word0w")
for damage in (lambda: None, lambda: file.write_text("segments: [", "utf-8")):
    damage()
    try:
        faults.settled(history)
    except faults.LostError as error:
        print(str(error).splitlines()[0])
"""


def ran(*words: str) -> subprocess.CompletedProcess[str]:
    # In a process of its own: it forks, and there are threads in this one.
    return subprocess.run(
        [*python(), *words], cwd=ROOT, capture_output=True, text=True, check=False
    )


def test_nothing_is_lost_when_commands_fail_or_are_ended() -> None:
    done = ran("tools/faults.py", "--count", "4", "--steps", "6")
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout == "4 histories, 0 with something wrong\n"


def test_a_lost_word_and_a_damaged_file_are_seen(tmp_path: Path) -> None:
    done = ran("-c", LOSING, str(tmp_path))
    assert done.returncode == 0, done.stderr
    lost, damaged = done.stdout.splitlines()
    assert lost == "lost: word0w"
    assert "a.txt.yaml" in damaged


def test_damaged_files_are_told_and_all_others_are_served() -> None:
    done = ran("-m", "tools.mutated", "--count", "3")
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout == "3 rounds, 0 with something wrong\n"
