"""Scripts can ask any command for JSON, or for nothing but its exit code and what went wrong."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.conftest import Run

COMMANDS = [
    ["translate"],
    ["status"],
    ["check"],
    ["audit", "flood.md"],
    ["approve", "flood.md"],
    ["export"],
    ["site"],
    ["preview", "flood.md"],
    ["reject", "flood.md"],
    ["unapprove"],
    ["diff"],
    ["effort"],
    ["withdraw", "flood.md"],
    ["mv", "flood.md", "water.md"],
]


@pytest.fixture
def room(newsroom: Path, run: Run) -> Path:
    run("translate")
    return newsroom


def test_every_command_is_silent_when_it_is_asked_to_be(room: Path, run: Run) -> None:
    for words in COMMANDS:
        assert run(*words, "--quiet").stdout == "", words


def test_json_of_every_command_names_its_schema(room: Path, run: Run) -> None:
    for words in COMMANDS:
        found = json.loads(run(*words, "--json").stdout)
        assert found["schema"] == 1, words
        assert isinstance(found["problems"], list), words


def test_what_went_wrong_is_told_all_the_same(room: Path, run: Run) -> None:
    (room / "locales/fa/flood.md.yaml").write_text("segments: [", encoding="utf-8")
    result = run("export", "-q")
    assert result.exit_code == 1
    assert result.stdout == ""
    assert "locales/fa/flood.md.yaml:1" in result.stderr
    failed = run("status", "nothing.md", "--json")
    assert failed.exit_code == 1
    assert json.loads(failed.stdout)["schema"] == 1
    assert run("status", "nothing.md", "-q").stdout == ""
