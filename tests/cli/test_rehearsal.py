"""`translate --dry-run`, and the account of whose work a change touches."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from tests.conftest import Run

Tree = Callable[[Path], dict[str, bytes]]

REVIEW = "locales/fa/flood.md.yaml"


def change(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


def test_a_rehearsal_says_what_is_to_do_and_writes_nothing(
    newsroom: Path, run: Run, tree: Tree
) -> None:
    before = tree(newsroom)
    result = run("translate", "--dry-run")
    assert result.exit_code == 0
    assert "4 review files would be written" in result.stdout
    assert "Nothing was written." in result.stdout
    assert tree(newsroom) == before
    foreseen = json.loads(run("translate", "--dry-run", "--json").stdout)
    done = json.loads(run("translate", "--json").stdout)
    assert foreseen["dry_run"] is True
    assert foreseen["sentences"] >= done["sentences"] > 0
    assert [each["path"] for each in foreseen["files"]] != []
    assert "Nothing to do." in run("translate", "--dry-run").stdout


def test_whose_work_a_change_touches(newsroom: Path, run: Run, tree: Tree) -> None:
    run("translate")
    change(newsroom / REVIEW, "status: draft", "status: approved")
    seed = newsroom / "seeds/flood.md"
    change(seed, "64 trucks", "46 trucks")
    change(seed, "- Send `FLOOD` to 4455.\n", "")
    before = tree(newsroom)
    for words in (("translate", "--dry-run"), ("translate",)):
        assert words == ("translate",) or tree(newsroom) == before
        result = run(*words)
        assert "stale, was approved: The convoy of 64 trucks left" in result.stdout
        assert "(64 → 46)" in result.stdout
        assert "retired, was approved: Send `FLOOD` to 4455." in result.stdout
    result = run("check", "--to", "fa")
    assert "the source changed since this was translated: 64 → 46" in result.stdout
    change(seed, "46 trucks", "64 trucks")
    found = json.loads(run("translate", "--dry-run", "--json").stdout)
    assert all(each["stale"] == 0 for each in found["files"])


def test_a_wrong_status_is_answered_with_the_nearest(newsroom: Path, run: Run) -> None:
    run("translate", "--to", "fa")
    change(newsroom / REVIEW, "status: draft", "status: aproved")
    result = run("status", "--to", "fa")
    assert result.exit_code == 1
    assert "`aproved` is not a status" in result.stderr
    assert "Did you mean approved?" in result.stderr
