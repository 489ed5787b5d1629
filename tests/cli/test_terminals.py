"""Terminals that know few letters, and users without a home."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from tests.processes import python


def run(arguments: list[str], folder: Path, **variables: str) -> subprocess.CompletedProcess[bytes]:
    kept = {name: os.environ[name] for name in ("PATH", "PYTHONPATH") if name in os.environ}
    return subprocess.run(
        [*python(), "-m", "dragoman", *arguments],
        cwd=folder,
        env={**kept, **variables},
        capture_output=True,
    )


@pytest.fixture
def newsroom(tmp_path: Path) -> Path:
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds" / "новости.txt").write_text("It rained in Орёл.\n", encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("encoding", ["cp1252", "ascii", "utf-8"])
@pytest.mark.parametrize(
    "arguments",
    [
        ["translate", "--engine", "pseudo", "--to", "fa"],
        ["status"],
        ["check"],
        ["export", "--missing", "skip"],
        ["models", "list"],
        ["translate", "нет.txt"],
    ],
)
def test_no_letter_ends_a_command(encoding: str, arguments: list[str], newsroom: Path) -> None:
    home = newsroom / "home"
    done = run(arguments, newsroom, PYTHONIOENCODING=encoding, HOME=str(home))
    assert b"Traceback" not in done.stderr
    assert done.returncode in (0, 1)


@pytest.mark.parametrize("home", ["/proc/nowhere", "/dev/null"])
def test_a_home_that_cannot_be_written_ends_none(home: str, newsroom: Path) -> None:
    done = run(["translate", "--models", "demo", "--to", "fa"], newsroom, HOME=home)
    assert b"Traceback" not in done.stderr
    done = run(["models", "list"], newsroom, HOME=home)
    assert done.returncode == 0, done.stderr
    done = run(["translate", "--to", "fa"], newsroom, HOME=home)
    assert done.returncode == 1
    assert b"dragoman models install fa" in done.stderr
