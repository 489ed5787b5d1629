"""What a person leaves out is in no copy, and counts as done."""

from __future__ import annotations

import json
import re
from pathlib import Path

from dragoman.site.from_html import from_html
from dragoman.site.from_text import from_text
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


def test_what_lost_its_title_is_named_by_what_is_left() -> None:
    text = "- One item\n- Two items\n\nThe rain ended there.\n"
    assert from_text("list.txt", text).facts.title == "The rain ended there."
    page = "<title></title><h2>The valley</h2><p>It rained.</p>\n"
    assert from_html("page.html", page).facts.title == "The valley"
    assert from_html("page.html", "<title></title><p>It rained.</p>\n").facts.title == "It rained."


def test_the_shape_of_a_text_is_that_of_what_is_left(newsroom: Path, run: Run) -> None:
    (newsroom / "seeds/list.txt").write_text("It rained\n\n- One.\n- Two.\n", encoding="utf-8")
    run("translate", "list.txt", "--to", "fa")
    file = newsroom / "locales/fa/list.txt.yaml"
    text = file.read_text(encoding="utf-8").replace("status: draft", "status: omit", 1)
    file.write_text(re.sub(r"target: \|-\n    .*", "target: |-", text, count=1), encoding="utf-8")
    run("approve", "list.txt", "--to", "fa", "--force")
    assert run("export", "list.txt", "--to", "fa").exit_code == 0
    manifest = json.loads((newsroom / "output/.dragoman-manifest.json").read_text("utf-8"))
    assert manifest["files"]["fa/list.txt"]["state"]["shape"] == "ii"
