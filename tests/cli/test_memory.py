"""What people approved comes back where the same, or nearly the same, is said."""

from __future__ import annotations

import errno
import json
import os
import re
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
import yaml
from lxml import html
from markdown_it import MarkdownIt

from tests.conftest import Run

Tree = Callable[[Path], dict[str, bytes]]

OLD, NEW = "locales/fa/old.txt.yaml", "locales/fa/new.txt.yaml"
FIRST = "The river is falling in the north.\n\nThe convoy of 64 trucks left Kazan on Monday.\n"


def approve(file: Path, *targets: str) -> None:
    """Write these texts into the first drafts, and approve them."""
    text = file.read_text(encoding="utf-8")
    draft = re.compile(r"status: draft\n((?:  .*\n)*?)  target: \|-\n    .*\n")
    for target in targets:
        match = draft.search(text)
        assert match is not None
        own = f"status: approved\n{match[1]}  target: |-\n    {target}\n"
        text = text[: match.start()] + own + text[match.end() :]
    file.write_text(text, encoding="utf-8")


@pytest.fixture
def old(newsroom: Path, run: Run) -> Path:
    """An article whose translation is approved."""
    (newsroom / "dragoman.yaml").write_text("targets: [fa]\nengine: pseudo\n", encoding="utf-8")
    (newsroom / "seeds/old.txt").write_text(FIRST, encoding="utf-8")
    run("translate", "old.txt")
    approve(newsroom / OLD, "رود در شمال فروکش می‌کند.", "کاروان 64 کامیون دوشنبه رفت.")
    return newsroom


def units(file: Path) -> list[str]:
    return re.split(r"\n(?=- id:)", file.read_text(encoding="utf-8").partition("record:")[0])[1:]


def record(file: Path) -> str:
    return file.read_text(encoding="utf-8").partition("record:")[2]


def test_the_same_sentence_is_filled_from_the_memory(old: Path, run: Run, tree: Tree) -> None:
    (old / "seeds/new.txt").write_text(f"{FIRST}\nNobody was hurt.\n", encoding="utf-8")
    before = tree(old)
    said = run("translate", "new.txt", "--dry-run").stdout
    assert re.search(r"\b1 sentence \(", said)
    assert tree(old) == before
    result = run("translate", "new.txt")
    assert "Memory: 2 sentences from what was approved before." in result.stdout
    first, second, third = units(old / NEW)
    assert "رود در شمال فروکش می‌کند." in first
    assert "status: draft" in first
    assert "کاروان 64 کامیون دوشنبه رفت." in second
    assert "Ñöƀöđý" in third or "[" in third
    assert 'origin: context, engine: "memory old.txt"' in record(old / NEW)
    assert 'origin: memory, engine: "memory old.txt"' in record(old / NEW)
    before = tree(old)
    assert "Nothing to do" in run("translate", "new.txt").stdout
    assert tree(old) == before
    found = run("approve", "new.txt", "--origin", "context", "--origin", "memory", "--json")
    assert json.loads(found.stdout)["files"][0]["changed"] == 2
    assert json.loads(found.stdout)["files"][0]["unedited"] == 0


def test_a_like_sentence_is_suggested_and_never_used_in_silence(
    old: Path, run: Run, tree: Tree
) -> None:
    text = "The convoy of 46 trucks left Kazan on Monday.\n"
    (old / "seeds/new.txt").write_text(text, encoding="utf-8")
    result = run("translate", "new.txt")
    assert "1 suggestion for like ones" in result.stdout
    (unit,) = units(old / NEW)
    assert "  suggestion: |-\n    کاروان 46 کامیون دوشنبه رفت.\n" in unit
    assert "کاروان" not in unit.partition("target:")[2].partition("suggestion:")[0]
    assert re.search(r'suggested: "memory \d\d% old.txt, 64 → 46"', record(old / NEW))
    before = tree(old)
    assert "Nothing to do" in run("translate", "new.txt").stdout
    assert tree(old) == before
    assert run("approve", "new.txt").exit_code == 0
    (unit,) = units(old / NEW)
    assert "suggestion:" not in unit
    assert "Nothing to do" in run("translate", "new.txt").stdout


def test_an_edited_draft_loses_its_suggestion(old: Path, run: Run) -> None:
    text = "The convoy of 46 trucks left Kazan on Monday.\n"
    (old / "seeds/new.txt").write_text(text, encoding="utf-8")
    run("translate", "new.txt")
    approve(old / NEW, "کاروان من")
    run("translate", "new.txt")
    (unit,) = units(old / NEW)
    assert "کاروان من" in unit
    assert "suggestion:" not in unit


def test_deleting_the_index_changes_nothing(old: Path, run: Run) -> None:
    (old / "seeds/new.txt").write_text(FIRST, encoding="utf-8")
    run("translate", "new.txt")
    first = (old / NEW).read_bytes()
    (old / NEW).unlink()
    (old / ".dragoman/memory.sqlite").write_bytes(b"damaged")
    run("translate", "new.txt")
    assert (old / NEW).read_bytes() == first


def test_damage_within_the_index_is_no_loss(old: Path, run: Run) -> None:
    (old / "seeds/new.txt").write_text(FIRST, encoding="utf-8")
    run("translate", "new.txt")
    first = (old / NEW).read_bytes()
    index = old / ".dragoman/memory.sqlite"
    whole = index.read_bytes()
    for start in range(4096, len(whole), 4096):
        (old / NEW).unlink()
        index.write_bytes(whole[:start] + b"\xff" * 4096 + whole[start + 4096 :])
        assert run("translate", "new.txt").exit_code == 0
        assert (old / NEW).read_bytes() == first
        index.write_bytes(whole[:start] + b"\xff" * 4096 + whole[start + 4096 :])
        assert "locales/fa/old.txt.yaml" in run("memory", "list").stdout
    (old / NEW).unlink()
    index.unlink()
    index.mkdir()
    assert run("translate", "new.txt").exit_code == 0
    assert (old / NEW).read_bytes() == first
    assert "locales/fa/old.txt.yaml" in run("memory", "list").stdout


def test_what_is_no_longer_approved_is_forgotten(old: Path, run: Run) -> None:
    (old / "seeds/new.txt").write_text(FIRST, encoding="utf-8")
    run("translate", "new.txt")
    (old / NEW).unlink()
    text = (old / OLD).read_text(encoding="utf-8")
    (old / OLD).write_text(text.replace("status: approved", "status: needs-work"), encoding="utf-8")
    assert "Memory" not in run("translate", "new.txt").stdout


def test_the_memory_can_be_switched_off(old: Path, run: Run) -> None:
    settings = "targets: [fa]\nengine: pseudo\nmemory: {reuse: false}\n"
    (old / "dragoman.yaml").write_text(settings, encoding="utf-8")
    (old / "seeds/new.txt").write_text(FIRST, encoding="utf-8")
    assert "Memory" not in run("translate", "new.txt").stdout
    (old / "dragoman.yaml").write_text("memory: {fuzzy: 20}\n", encoding="utf-8")
    assert "Write a number from 50 to 100" in run("translate").stderr


def test_memory_of_people_is_no_machine_text_for_readers(old: Path, run: Run) -> None:
    (old / "seeds/new.txt").write_text(FIRST, encoding="utf-8")
    run("translate", "new.txt")
    run("approve", "new.txt")
    run("export", "new.txt")
    copy = (old / "output/fa/new.txt").read_text(encoding="utf-8")
    assert "ماشین" not in copy


def test_what_differs_and_cannot_be_adapted_is_said(old: Path, run: Run) -> None:
    text = "The convoy of 64 trucks left Kazan on Friday.\n"
    (old / "seeds/new.txt").write_text(text, encoding="utf-8")
    run("translate", "new.txt")
    assert re.search(
        r'suggested: "memory \d\d% old.txt, differs: Monday → Friday"', record(old / NEW)
    )
    said = "suggestion_differs: the suggestion is of a sentence that differs (Monday → Friday)"
    assert said in units(old / NEW)[0]
    assert said in " ".join(run("check", "new.txt").stdout.split())
    before = (old / NEW).read_bytes()
    assert "Nothing to do" in run("translate", "new.txt").stdout
    assert (old / NEW).read_bytes() == before
    approve(old / NEW, "کاروان 64 کامیون جمعه رفت.")
    assert "suggestion_differs" not in run("check", "new.txt").stdout


def test_a_suggestion_that_differs_in_nothing_grave_is_no_finding(old: Path, run: Run) -> None:
    text = "The convoy of 64 big trucks left Kazan on Monday.\n\nThe river falls in the north.\n"
    (old / "seeds/new.txt").write_text(text, encoding="utf-8")
    run("translate", "new.txt")
    assert all("suggestion: " in unit for unit in units(old / NEW))
    assert "suggestion_differs" not in (old / NEW).read_text(encoding="utf-8")


REGIONAL = "locales/fa-AF/new.txt.yaml"


def test_a_regional_locale_is_suggested_what_its_language_has(
    old: Path, run: Run, tree: Tree
) -> None:
    (old / "dragoman.yaml").write_text("targets: [fa-AF]\nengine: pseudo\n", encoding="utf-8")
    near = FIRST.replace("river", "rivers").replace("64", "46")
    (old / "seeds/new.txt").write_text(FIRST + "\n" + near, encoding="utf-8")
    result = run("translate", "new.txt")
    assert "0 sentences from what was approved before, 4 suggestions" in result.stdout
    same, other, _, adapted = units(old / REGIONAL)
    assert "suggestion: |-\n    رود در شمال فروکش می‌کند.\n" in same
    assert "suggestion: |-\n    کاروان 64 کامیون دوشنبه رفت.\n" in other
    assert "suggestion: |-\n    کاروان 46 کامیون دوشنبه رفت.\n" in adapted
    assert 'suggested: "memory 100% old.txt in fa"' in record(old / REGIONAL)
    before = tree(old)
    assert "Nothing to do" in run("translate", "new.txt").stdout
    assert tree(old) == before


def test_what_a_regional_locale_has_itself_comes_first(old: Path, run: Run) -> None:
    (old / "dragoman.yaml").write_text("targets: [fa-AF]\nengine: pseudo\n", encoding="utf-8")
    run("translate", "old.txt")
    approve(old / "locales/fa-AF/old.txt.yaml", "دریا در شمال پایین می‌رود.")
    near = "The rivers are falling in the north.\n"
    (old / "seeds/new.txt").write_text(f"{FIRST}\n{near}", encoding="utf-8")
    run("translate", "new.txt")
    same, other, like = units(old / REGIONAL)
    assert "target: |-\n    دریا" in same
    assert "suggestion: |-\n    کاروان" in other
    assert "suggestion: |-\n    دریا" in like
    assert "in fa" not in record(old / REGIONAL).splitlines()[3]


def test_a_language_is_not_suggested_what_a_region_has(old: Path, run: Run) -> None:
    (old / "locales/fa").rename(old / "locales/fa-AF")
    (old / "dragoman.yaml").write_text("targets: [fa]\nengine: pseudo\n", encoding="utf-8")
    (old / "seeds/new.txt").write_text(FIRST, encoding="utf-8")
    assert "Memory" not in run("translate", "new.txt").stdout
    assert "suggestion" not in (old / NEW).read_text(encoding="utf-8").partition("segments:")[2]


def test_a_damaged_imported_memory_is_told_by_translate(old: Path, run: Run) -> None:
    (old / "memories/fa").mkdir(parents=True)
    (old / "memories/fa/agency.tmx").write_text("<tmx>\n<body>", encoding="utf-8")
    (old / "seeds/new.txt").write_text(FIRST, encoding="utf-8")
    result = run("translate", "new.txt")
    assert result.exit_code == 1
    assert "memories/fa/agency.tmx:2" in result.stderr
    assert "2 sentences from what was approved before" in result.stdout


def test_machine_text_from_the_memory_stays_machine_text_for_readers(
    newsroom: Path, run: Run
) -> None:
    """Approved as the machine wrote it, and brought to a third article by way of a second."""
    (newsroom / "dragoman.yaml").write_text("targets: [fa]\nengine: pseudo\n", encoding="utf-8")
    for name in ("first.txt", "second.txt", "third.txt"):
        (newsroom / "seeds" / name).write_text(FIRST, encoding="utf-8")
        run("translate", name)
        run("approve", name, "--force")
    written = record(newsroom / "locales/fa/third.txt.yaml")
    assert re.search(r'engine: "memory \w+.txt ← pseudo en-fa 1"', written)
    (newsroom / "dragoman.yaml").write_text("targets: [fa]\nchecks: {}\n", encoding="utf-8")
    run("export", "third.txt")
    exported = (newsroom / "output/fa/third.txt").read_text(encoding="utf-8")
    assert "ماشین" in exported


def test_an_index_that_cannot_be_brought_up_to_date_is_made_anew(newsroom: Path, run: Run) -> None:
    run("translate")
    run("approve", "flood.md")
    assert run("memory", "list").exit_code == 0
    index = newsroom / ".dragoman" / "memory.sqlite"
    with closing(sqlite3.connect(index)) as database:
        database.executescript("drop table files; create table files (strange integer);")
    assert run("memory", "list").exit_code == 0
    with closing(sqlite3.connect(index)) as database:
        assert database.execute("select count(name) from files").fetchone()[0] > 0


@pytest.mark.parametrize(
    "words",
    [("memory", "export", "all.tmx", "--to", "fa"), ("preview", "old.txt"), ("export", "old.txt")],
)
def test_a_full_disk_leaves_what_stood_there(
    old: Path, run: Run, tree: Tree, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]
) -> None:
    run("approve", "old.txt", "--force")
    assert run(*words).exit_code == 0
    file = old / OLD
    file.write_text(file.read_text("utf-8").replace("رود در", "رودخانه در"), encoding="utf-8")
    before = tree(old)

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    honest = Path.open

    def opened(path: Path, mode: str = "r", *more: Any, **named: Any) -> Any:
        return honest(path, mode, *more, **named) if mode[0] == "r" else full()

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        patch.setattr(Path, "open", opened)
        result = run(*words)
    assert result.exit_code == 1
    assert "No space left on device" in result.stderr
    assert tree(old) == before
    assert run(*words).exit_code == 0
    assert tree(old) != before


ODD = "پ <b>خ</b> & *ب* _پ_ [x](y) <script>x</script> &amp; `c`"


def test_what_was_approved_as_text_is_text_in_every_kind_of_article(
    newsroom: Path, run: Run
) -> None:
    (newsroom / "dragoman.yaml").write_text("targets: [fa]\nengine: pseudo\n", encoding="utf-8")
    (newsroom / "seeds/old.txt").write_text("Profits rose again.\n", encoding="utf-8")
    run("translate", "old.txt")
    approve(newsroom / OLD, ODD)
    (newsroom / "seeds/new.md").write_text(
        "---\ntitle: Profits rose again.\n---\n\nProfits rose again.\n", encoding="utf-8"
    )
    (newsroom / "seeds/new.html").write_text(
        "<html><head><title>Profits rose again.</title></head>"
        "<body><p>Profits rose again.</p></body></html>",
        encoding="utf-8",
    )
    run("translate", "new.md", "new.html")
    run("approve", "new.md", "new.html", "--force")
    folder = newsroom / "drafts"
    result = run("export", "new.md", "new.html", "--accept", "draft", "--to-folder", "drafts")
    assert "2 written" in result.stdout, result.output
    page = html.document_fromstring((folder / "fa/new.html").read_text(encoding="utf-8"))
    assert page.xpath("string(//p)") == page.xpath("string(//title)") == ODD
    assert not page.xpath("//b | //script")
    _, front, body = (folder / "fa/new.md").read_text(encoding="utf-8").split("---\n", 2)
    assert yaml.safe_load(front)["title"] == ODD
    shown = html.document_fromstring(MarkdownIt("commonmark").render(body))
    assert ODD in str(shown.xpath("string()"))


def test_direction_marks_of_an_imported_memory_are_left_out(newsroom: Path, run: Run) -> None:
    (newsroom / "dragoman.yaml").write_text("targets: [fa]\nengine: pseudo\n", encoding="utf-8")
    (newsroom / "old.tmx").write_text(
        '<tmx version="1.4"><header srclang="en"/><body><tu><tuv xml:lang="en"><seg>It rose.</seg>'
        '</tuv><tuv xml:lang="fa"><seg>\u202eبالا\u200c رفت\u202d.</seg></tuv></tu></body></tmx>',
        encoding="utf-8",
    )
    run("memory", "import", "old.tmx")
    (newsroom / "seeds/new.txt").write_text("It rose.\n", encoding="utf-8")
    run("translate", "new.txt")
    assert "    بالا\u200c رفت.\n" in (newsroom / NEW).read_text(encoding="utf-8")
