"""What a person leaves out is in no copy, and counts as done."""

from __future__ import annotations

import json
from pathlib import Path

from tests.conftest import Run

COMET = "locales/fa/sky/comet.txt.yaml"


def test_an_omitted_sentence_is_done_and_goes_out_as_nothing(newsroom: Path, run: Run) -> None:
    run("translate")
    file = newsroom / COMET
    head, mark, rest = file.read_text(encoding="utf-8").rpartition("  status: draft\n")
    start = rest.index("target: |-")
    end = rest.index("\n", rest.index("\n", start) + 1)
    file.write_text(f"{head}  status: omit\n{rest[:start]}target: |-{rest[end:]}", encoding="utf-8")
    assert mark
    run("translate")
    before = file.read_bytes()
    assert b"status: omit" in before
    assert run("approve", "sky", "--to", "fa").exit_code == 0
    run("translate")
    assert b"status: omit" in file.read_bytes(), "an omitted sentence is not filled again"
    assert run("check", "--to", "fa", "sky").exit_code == 0
    assert run("export", "sky", "--to", "fa").exit_code == 0
    copy = (newsroom / "output/fa/sky/comet.txt").read_text(encoding="utf-8")
    assert "slept" not in copy
    (row,) = json.loads(run("status", "sky", "--to", "fa", "--json").stdout)["files"]
    assert row["statuses"]["omit"] == 1
    assert row["approved_words"] == row["words"]


def test_an_approved_sentence_without_a_text_is_told_how_to_leave_it_out(
    newsroom: Path, run: Run
) -> None:
    run("translate")
    file = newsroom / COMET
    text = file.read_text(encoding="utf-8").replace("status: draft", "status: approved", 1)
    start = text.index("target: |-\n") + len("target: |-")
    file.write_text(text[:start] + text[text.index("\n", start + 1) :], encoding="utf-8")
    result = run("translate")
    assert result.exit_code == 1
    assert "status: omit" in result.stderr
