"""A decision by command is taken back, byte for byte, and stale segments are decided on."""

from __future__ import annotations

import base64
import itertools
import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from dragoman import project
from dragoman.files import contents
from dragoman.store import Store
from tests.conftest import Run

Tree = Callable[[Path], dict[str, bytes]]

FLOOD = "locales/fa/flood.md.yaml"


@pytest.mark.parametrize("words", [["approve", "."], ["reject", ".", "--note", "no"]])
def test_the_last_decision_is_taken_back_exactly(
    newsroom: Path, run: Run, tree: Tree, words: list[str]
) -> None:
    run("translate")
    file = newsroom / FLOOD
    text = file.read_text(encoding="utf-8").replace("- id:", "# mine\n- id:", 1)
    file.write_bytes(text.replace("\n", "\r\n").encode())
    before = tree(newsroom)
    assert run(*words).exit_code == 0
    assert tree(newsroom) != before
    result = run("unapprove")
    assert result.exit_code == 0
    assert "4 review files restored." in result.stdout
    assert tree(newsroom) == before
    again = run("unapprove")
    assert again.exit_code == 1
    assert "no decision is left to take back" in again.stderr


def test_a_file_is_packed_piece_by_piece(
    newsroom: Path, run: Run, tree: Tree, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(contents, "BLOCK", 100)
    run("translate")
    before = tree(newsroom)
    run("approve", ".")
    assert run("unapprove").exit_code == 0
    assert tree(newsroom) == before


def test_a_journal_of_an_early_version_is_read(newsroom: Path, run: Run, tree: Tree) -> None:
    run("translate")
    before = tree(newsroom)
    run("approve", ".")
    (journal,) = Store(project.find(newsroom)).decisions()
    lines = []
    for line in journal.read_text("ascii").splitlines():
        path, packed, after, _ = json.loads(line)
        early = base64.b85encode(base64.b64decode(packed)).decode()
        lines.append(json.dumps([path, early, after]) + "\n")
    journal.write_text("".join(lines), "ascii")
    assert run("unapprove").exit_code == 0
    assert tree(newsroom) == before


def test_what_was_changed_since_is_left_and_told(newsroom: Path, run: Run) -> None:
    run("translate")
    run("approve", ".", "--to", "fa")
    file = newsroom / FLOOD
    file.write_text(file.read_text(encoding="utf-8") + "# later\n", encoding="utf-8")
    mine = file.read_bytes()
    result = run("unapprove", "--json")
    assert result.exit_code == 1
    assert json.loads(result.stdout)["files"] == ["locales/fa/sky/comet.txt.yaml"]
    assert f"{FLOOD}: the file was changed since that decision" in result.stderr
    assert file.read_bytes() == mine


def test_a_rehearsal_and_a_decision_without_effect_leave_the_last_one(
    newsroom: Path, run: Run, tree: Tree
) -> None:
    run("translate")
    before = tree(newsroom)
    run("approve", ".")
    run("reject", ".", "--dry-run")
    run("approve", ".")
    run("unapprove")
    assert tree(newsroom) == before


@pytest.mark.parametrize(
    "journal",
    [
        "no json",
        "[1]",
        '{"a": 1}',
        '["dragoman.yaml", "", ""]',
        '["dragoman.yaml", "c%00000001", ""]',
        '["../x.yaml", "c%00000001", ""]',
        '["locales/fa/flood.md.yaml", "c%00000001", ""]',
        "[[[[",
        "\0",
    ],
)
def test_a_journal_of_anything_else_changes_nothing(
    newsroom: Path, run: Run, tree: Tree, journal: str
) -> None:
    run("translate")
    before = tree(newsroom)
    (newsroom / ".dragoman/decisions").mkdir()
    (newsroom / ".dragoman/decisions/000001.jsonl").write_text(f"{journal}\n")
    assert run("unapprove").exit_code == 1
    assert tree(newsroom) == before


def test_decisions_are_taken_back_one_by_one(newsroom: Path, run: Run, tree: Tree) -> None:
    run("translate")
    states = [tree(newsroom)]
    for words in (["approve", "flood.md"], ["approve", "sky"], ["reject", "flood.md"]):
        run(*words)
        states.append(tree(newsroom))
    for state in reversed(states[:-1]):
        assert run("unapprove").exit_code == 0
        assert tree(newsroom) == state
    assert run("unapprove").exit_code == 1


def test_only_the_last_decisions_are_kept(newsroom: Path, run: Run) -> None:
    run("translate")
    for number in range(13):
        words = ["approve", "--status", "needs-work", "--force"] if number % 2 else ["reject"]
        assert run(*words, "flood.md", "--to", "fa").exit_code == 0
    done = [run("unapprove").exit_code for _ in range(11)]
    assert done == [0] * 10 + [1]


@pytest.mark.parametrize("written", [0, 1, 3])
def test_what_a_killed_decision_did_is_taken_back(
    newsroom: Path, run: Run, tree: Tree, monkeypatch: pytest.MonkeyPatch, written: int
) -> None:
    run("translate")
    before = tree(newsroom)
    honest, count = Store.write, itertools.count()

    def write(store: Store, path: Path, data: bytes, expected: bytes | None) -> None:
        if next(count) == written:
            raise KeyboardInterrupt
        honest(store, path, data, expected)

    with monkeypatch.context() as patch:
        patch.setattr(Store, "write", write)
        run("approve", ".")
    assert (tree(newsroom) != before) == bool(written)
    result = run("unapprove")
    assert result.exit_code == 0
    assert f"{written} review file" in result.stdout
    assert tree(newsroom) == before


def test_taking_back_goes_on_where_it_was_cut_off(
    newsroom: Path, run: Run, tree: Tree, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("translate")
    run("approve", "flood.md", "--to", "fa")
    before = tree(newsroom)
    run("approve", ".")
    honest, count = Store.write, itertools.count()

    def write(store: Store, path: Path, data: bytes, expected: bytes | None) -> None:
        if next(count) == 2:
            raise KeyboardInterrupt
        honest(store, path, data, expected)

    with monkeypatch.context() as patch:
        patch.setattr(Store, "write", write)
        run("unapprove")
    assert tree(newsroom) != before
    assert run("unapprove").exit_code == 0
    assert tree(newsroom) == before


def test_a_stale_segment_is_listed_until_its_target_is_corrected(newsroom: Path, run: Run) -> None:
    run("translate")
    run("approve", "flood.md")
    seed = newsroom / "seeds/flood.md"
    seed.write_text(seed.read_text().replace("64 trucks", "46 trucks"))
    run("translate", "--to", "fa")
    file = newsroom / FLOOD
    text = file.read_text(encoding="utf-8")
    (name,) = re.findall(r"^- id: (\S+)\n(?:  .*\n)*?  status: stale", text, re.MULTILINE)
    refused = run("approve", "flood.md", "--to", "fa")
    assert refused.exit_code == 1
    assert f"--unchanged-meaning {name}" in refused.stdout
    start = text.index("target: |-", text.index(f"- id: {name}"))
    file.write_text(
        text[:start] + text[start:].replace("|-\n    ", "|-\n    46 ", 1), encoding="utf-8"
    )
    assert run("approve", "flood.md", "--to", "fa", "--force").exit_code == 0
    entry = file.read_text(encoding="utf-8").partition(f"- id: {name}\n")[2].partition("- id:")[0]
    assert "status: approved" in entry
    assert "was:" not in entry
    assert "suggestion:" not in entry
    assert "Nothing to do" in run("translate", "--to", "fa").stdout
