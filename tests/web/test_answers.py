"""What the page may ask for beside single segments: previews, replacements, approvals, runs."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from dragoman import project, workflow
from dragoman.engines import create
from dragoman.errors import DragomanError, StoreError
from dragoman.model import Syntax
from dragoman.web import rows, run_lines
from dragoman.web.answers import ANSWERS, Visit
from dragoman.web.latest import acceptances
from dragoman.web.runs import Runs
from dragoman.workflow.desk import Desk
from dragoman.workflow.localized import HERE
from dragoman.workflow.replace_words import Search, replaced
from tests.formats import word
from tests.formats.test_odt import document as odt
from tests.formats.test_wordpress import export, item
from tests.processes import python

ROOT = Path(__file__).parent.parent.parent


@pytest.fixture
def newsroom(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("DRAGOMAN_REVIEWER", "Mina Sadr")
    for name in ("seeds", "locales"):
        shutil.copytree(ROOT / name, tmp_path / name)
    shutil.copy(ROOT / "glossary.yaml", tmp_path)
    settings = "source: en\ntargets: [ru, fa, tr, ar]\nengine: pseudo\n"
    (tmp_path / "dragoman.yaml").write_text(settings, encoding="utf-8")
    return tmp_path


@pytest.fixture
def visit(newsroom: Path) -> Iterator[Visit]:
    found = Visit(Desk(newsroom, (), (), newsroom), Runs(newsroom))
    yield found
    found.runs.close()
    found.desk.close()


def ask(visit: Visit, name: str, body: dict[str, Any]) -> dict[str, Any]:
    return ANSWERS[name](visit, body)


def sheet(visit: Visit, article: str, locale: str) -> list[dict[str, Any]]:
    sheet = "".join(rows.sheet(visit.desk.sheet(article, locale)))
    found: list[dict[str, Any]] = json.loads(sheet)["rows"]
    return found


def file(newsroom: Path, article: str, locale: str) -> str:
    return (newsroom / "locales" / locale / f"{article}.yaml").read_text(encoding="utf-8")


# ---- The preview --------------------------------------------------------------------------


@pytest.mark.parametrize("article", ["flood.md", "science/comet.txt", "culture/museum.md"])
@pytest.mark.parametrize("locale", ["fa", "ru"])
def test_the_preview_holds_every_text_of_the_page(visit: Visit, article: str, locale: str) -> None:
    body = visit.desk.localized(article, locale, "").body
    words = set(re.findall(r"\w{4,}", re.sub(r"<[^>]*>", " ", body)))
    for row in sheet(visit, article, locale):
        if row["label"].startswith("front matter") or row["label"] == "heading":
            continue
        bare = re.sub(r"[\[(<][^\])>]*[\])>]", " ", row["target"])
        asked = set(re.findall(r"\w{4,}", bare))
        assert len(asked & words) >= len(asked) * 0.6, row["target"]


def test_the_preview_follows_what_is_typed_and_marks_its_place(visit: Visit) -> None:
    row = next(row for row in sheet(visit, "flood.md", "fa") if row["label"] == "paragraph 1")
    place = {"article": "flood.md", "locale": "fa", "id": row["id"]}
    ask(visit, "check", {**place, "target": "این تازه است."})
    body = visit.desk.localized("flood.md", "fa", row["id"]).body
    assert f"{HERE}این تازه است." in body
    assert "این تازه است." not in file(visit.desk.root, "flood.md", "fa")


def test_a_preview_shows_stale_and_rejected_text_and_what_has_errors(visit: Visit) -> None:
    row = next(row for row in sheet(visit, "flood.md", "ru") if row["label"] == "paragraph 1")
    edit = {"id": row["id"], "seen": row["seen"], "target": "Plain English words."}
    place = {"article": "flood.md", "locale": "ru"}
    ask(visit, "save", {**place, "edits": [{**edit, "status": "needs-work"}]})
    assert "Plain English words." in visit.desk.localized("flood.md", "ru", "").body
    seed = visit.desk.root / "seeds" / "flood.md"
    changed = seed.read_text(encoding="utf-8").replace(row["source"][-12:], "so.", 1)
    seed.write_text(changed, encoding="utf-8")
    assert changed.count("so.")
    scope = workflow.Scope(project.find(visit.desk.root), ("flood.md",), ("ru",), visit.desk.root)
    workflow.translate(scope, create("pseudo"))
    assert "Plain English words." in visit.desk.localized("flood.md", "ru", "").body


def test_word_and_html_articles_have_a_preview(newsroom: Path) -> None:
    page = "<!doctype html><html><body><h1>Rain</h1><p>It rained.</p></body></html>"
    (newsroom / "seeds" / "rain.html").write_text(page, encoding="utf-8")
    scope = workflow.Scope(project.find(newsroom), ("rain.html",), ("tr",), newsroom)
    workflow.translate(scope, create("pseudo"))
    desk = Desk(newsroom, (), (), newsroom)
    found = desk.localized("rain.html", "tr", "")
    assert "<p>" in found.body
    assert "It rained" not in found.body


SUBTITLES = "1\n00:00:01,000 --> 00:00:03,000\nThe river fell.\n"
FILES = {
    "rain.docx": word.document("<w:p><w:r><w:t>The river fell.</w:t></w:r></w:p>"),
    "rain.odt": odt("<text:p>The river fell.</text:p>"),
    "rain.srt": SUBTITLES.encode(),
    "rain.xml": export(item("<p>The river fell.</p>")).encode(),
    "rain.vtt": b"WEBVTT\n\n00:01.000 --> 00:03.000\nThe river fell.\n",
}


@pytest.mark.parametrize("name", FILES)
def test_every_format_has_a_preview_that_follows_typing(newsroom: Path, name: str) -> None:
    (newsroom / "seeds" / name).write_bytes(FILES[name])
    scope = workflow.Scope(project.find(newsroom), (name,), ("fa",), newsroom)
    workflow.translate(scope, create("pseudo"))
    desk = Desk(newsroom, (), (), newsroom)
    row = next(each for each in desk.sheet(name, "fa").rows if "river" in each.segment.source)
    desk.type(name, "fa", row.unit.id, "رود & کوه.")
    body = desk.localized(name, "fa", row.unit.id).body
    before, mark, after = body.partition(HERE)
    assert mark
    assert after.startswith("رود &amp; کوه.")
    assert "<p" in before


# ---- Search and replace -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "search", "by", "expected"),
    [
        ("art in party, Art.", Search("art"), "craft", "craft in party, craft."),
        ("art in party, Art.", Search("art", case=True), "craft", "craft in party, Art."),
        ("art in party", Search("art", whole=False), "x", "x in pxy"),
        (
            "see [art](https://art.example/art)",
            Search("art"),
            "x",
            "see [x](https://art.example/art)",
        ),
        ("`art` and art", Search("art"), "x", "`art` and x"),
        ("می‌روم و می روم", Search("می"), "x", "می‌روم و x روم"),
        ("كَتَبَ كتب", Search("كتب"), "x", "كَتَبَ x"),
        ("a.b aXb", Search("a.b"), "c", "c aXb"),
        ("(art)", Search("(art)"), r"\1", r"\1"),
        ("art", Search(""), "x", "art"),
    ],
)
def test_words_are_replaced_and_nothing_else(
    text: str, search: Search, by: str, expected: str
) -> None:
    assert replaced(text, Syntax.MARKDOWN, search, by) == expected


def test_a_replacement_in_many_files_is_listed_made_and_taken_back(visit: Visit) -> None:
    articles = ("flood.md", "culture/museum.md")
    before = {each: file(visit.desk.root, each, "fa") for each in articles}
    found = ask(
        visit, "find", {"text": "دلمیرا", "by": "دلمیرای", "whole": True, "locales": ["fa"]}
    )
    assert found["count"] == len(found["found"]) >= 3
    assert {each["article"] for each in found["found"]} >= set(articles)
    changes = [{**each, "target": each["after"]} for each in found["found"]]
    made = ask(visit, "replace", {"changes": changes})
    assert made["changed"] == found["count"]
    assert made["conflicts"] == 0
    assert all("دلمیرای" in file(visit.desk.root, each, "fa") for each in articles)
    undone = ask(visit, "undo", {})
    assert {each["article"] for each in undone["files"]} >= set(articles)
    assert {each: file(visit.desk.root, each, "fa") for each in articles} == before


def test_a_replacement_leaves_what_was_changed_meanwhile(visit: Visit) -> None:
    found = ask(visit, "find", {"text": "دلمیرا", "by": "x", "whole": True, "locales": ["fa"]})
    first, *others = found["found"]
    edit = {"id": first["id"], "seen": first["seen"], "target": "کار دیگری."}
    ask(visit, "save", {"article": first["article"], "locale": "fa", "edits": [edit]})
    changes = [{**each, "target": each["after"]} for each in (first, *others)]
    made = ask(visit, "replace", {"changes": changes})
    assert made["conflicts"] == 1
    assert made["changed"] == len(others)
    assert "کار دیگری." in file(visit.desk.root, first["article"], "fa")


# ---- Approving what is shown --------------------------------------------------------------


def segments(visit: Visit, article: str, locale: str) -> list[dict[str, str]]:
    return [{"id": row["id"], "seen": row["seen"]} for row in sheet(visit, article, locale)]


def test_approving_together_counts_as_the_command_does(visit: Visit, newsroom: Path) -> None:
    article = "science/comet.txt"
    place = {"article": article, "locale": "tr", "segments": segments(visit, article, "tr")}
    foreseen = ask(visit, "approve", {**place, "dry": True})
    scope = workflow.Scope(project.find(newsroom), (article,), ("tr",), newsroom)
    report = workflow.approve(scope, workflow.Chosen(), force=False, dry=True)
    (told,) = report.files
    assert foreseen["changed"] == told.changed
    assert foreseen["unedited"] == told.unedited
    assert {each["reason"] for each in foreseen["refusals"]} == {
        each.reason for each in told.refused
    }
    assert foreseen["left"] == {status.value: count for status, count in told.left.items()}
    done = ask(visit, "approve", {**place, "dry": False})
    assert done["changed"] == foreseen["changed"] == len(done["rows"])
    again = ask(
        visit, "approve", {**place, "segments": segments(visit, article, "tr"), "dry": True}
    )
    assert again["changed"] == 0


def test_approving_together_is_one_step_back(visit: Visit) -> None:
    article = "science/comet.txt"
    before = file(visit.desk.root, article, "tr")
    place = {"article": article, "locale": "tr", "segments": segments(visit, article, "tr")}
    ask(visit, "approve", place)
    assert file(visit.desk.root, article, "tr") != before
    ask(visit, "undo", {})
    assert file(visit.desk.root, article, "tr") == before


# ---- History ------------------------------------------------------------------------------


def test_the_history_of_a_segment_is_that_of_git(visit: Visit, newsroom: Path) -> None:
    def git(*words: str) -> None:
        identity = ("-c", "user.name=Sara", "-c", "user.email=s@example.org")
        subprocess.run(["git", *identity, *words], cwd=newsroom, check=True, capture_output=True)

    row = sheet(visit, "flood.md", "tr")[2]
    place = {"article": "flood.md", "locale": "tr"}
    assert ask(visit, "history", {**place, "id": row["id"]})["versions"] == []
    git("init", "-q")
    git("add", ".")
    git("commit", "-qm", "One")
    edit = {"id": row["id"], "seen": row["seen"], "target": "Yeni metin.", "status": "approved"}
    ask(visit, "save", {**place, "edits": [{**edit, "force": True}]})
    other = sheet(visit, "flood.md", "tr")[5]
    git("commit", "-qam", "Two")
    edit = {"id": other["id"], "seen": other["seen"], "note": "Another segment."}
    ask(visit, "save", {**place, "edits": [edit]})
    git("commit", "-qam", "Three")
    newest, first = ask(visit, "history", {**place, "id": row["id"]})["versions"]
    assert (newest["target"], newest["status"], newest["who"]) == (
        "Yeni metin.",
        "approved",
        "Sara",
    )
    assert first["target"] == row["target"]


def test_a_repositorys_settings_run_no_program(visit: Visit, newsroom: Path) -> None:
    subprocess.run(["git", "init", "-q"], cwd=newsroom, check=True)
    trap = newsroom / "trap.sh"
    trap.write_text("#!/bin/sh\ntouch trapped\n", encoding="utf-8")
    trap.chmod(0o755)
    for key in ("core.fsmonitor", "core.pager", "diff.external", "gpg.program"):
        subprocess.run(["git", "config", key, str(trap)], cwd=newsroom, check=True)
    row = sheet(visit, "flood.md", "tr")[2]
    ask(visit, "history", {"article": "flood.md", "locale": "tr", "id": row["id"]})
    assert not list(newsroom.rglob("trapped"))


# ---- Translations that the page starts ----------------------------------------------------


def ended(visit: Visit) -> Any:
    end = time.monotonic() + 120
    while visit.runs.state.running:
        assert time.monotonic() < end
        time.sleep(0.05)
    return visit.runs.state


def test_a_translation_says_what_the_command_says(visit: Visit, newsroom: Path) -> None:
    (newsroom / "seeds" / "new.txt").write_text("Rain fell. It is over.\n", encoding="utf-8")
    (newsroom / "seeds" / "bad.txt").write_bytes(b"Rain \xff fell.\n")
    fresh = Visit(Desk(newsroom, (), (), newsroom), Runs(newsroom))
    asked = {"articles": ["new.txt", "bad.txt"], "locales": ["tr"]}
    assert ask(fresh, "translate", asked)["running"]
    with pytest.raises(StoreError, match="at work"):
        ask(fresh, "translate", asked)
    state = ended(fresh)
    assert state.code == 1
    assert (state.locale, state.sentences, state.of_sentences) == ("tr", 2, 2)
    said = "\n".join(line["text"] for line in run_lines.state(state)["lines"])
    assert "seeds/bad.txt" in said
    assert "UTF-8" in said
    assert "locales/tr/new.txt.yaml" in said
    assert (newsroom / "locales" / "tr" / "new.txt.yaml").exists()


def test_a_translation_can_be_stopped(visit: Visit, newsroom: Path) -> None:
    text = "\n\n".join(f"Sentence {number} is here." for number in range(20_000))
    (newsroom / "seeds" / "long.txt").write_text(text, encoding="utf-8")
    fresh = Visit(Desk(newsroom, (), (), newsroom), Runs(newsroom))
    ask(fresh, "translate", {"articles": ["long.txt"], "locales": ["tr"]})
    time.sleep(1)
    ask(fresh, "stop", {})
    assert ended(fresh).code in (130, -2)


def test_nothing_is_translated_that_is_not_of_this_visit(visit: Visit) -> None:
    for asked in ({"articles": ["../x"]}, {"locales": ["de"]}, {"articles": ["--help"]}):
        with pytest.raises(DragomanError):
            ask(visit, "translate", asked)
    assert visit.runs.state.number == 0


# ---- The list of articles -----------------------------------------------------------------


def test_the_list_says_who_accepted_something_last(visit: Visit) -> None:
    row = sheet(visit, "flood.md", "tr")[2]
    edit = {"id": row["id"], "seen": row["seen"], "status": "approved", "force": True}
    edit["target"] = f"{row['target']} Evet."
    ask(visit, "save", {"article": "flood.md", "locale": "tr", "edits": [edit]})
    report = visit.desk.home()
    found = acceptances(visit.desk.scope(), report.rows)
    assert found["flood.md", "tr"][1] == "Mina Sadr"


# ---- Nothing is lost ----------------------------------------------------------------------


def test_random_histories_lose_nothing() -> None:
    command = [*python(), str(ROOT / "tools" / "page_histories.py"), "--count", "12"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "12 histories, 0 in which" in done.stdout
