"""Whatever one file does, every other one is served, and nobody sees a traceback."""

from __future__ import annotations

import errno
import io
import os
import pkgutil
import sqlite3
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman import formats
from dragoman.errors import typed
from dragoman.exchange import packed
from dragoman.memory import Memory
from tests.conftest import Run
from tests.processes import python

OTHERS = ("a.txt", "m/b.md", "z.txt")
TEXT = "The convoy left. Nobody slept.\n"


@pytest.fixture
def newsroom(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    root = tmp_path / "newsroom"
    made(root)
    monkeypatch.chdir(root)
    return root


def made(root: Path) -> None:
    for name in OTHERS:
        path = root / "seeds" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(TEXT, "utf-8")
    (root / "dragoman.yaml").write_text("targets: [fa, ru]\nengine: pseudo\n", encoding="utf-8")


def served(root: Path, run: Run, *, told: str | None, code: int = 1) -> None:
    """Run the round of commands; assert that each served the others and told of the one."""
    for words in (
        ["translate"],
        ["status"],
        ["check"],
        ["approve", ".", "--force"],
        ["preview"],
        ["export"],
    ):
        result: Result = run(*words)
        assert isinstance(result.exception, SystemExit | None), words
        assert "Traceback" not in result.output
        assert result.exit_code in ((code, 1) if words[0] == "export" else (code,)), (
            words,
            result.output,
        )
        if told is not None:
            assert told in result.stderr, words
    for name in OTHERS:
        for locale in ("fa", "ru"):
            assert "status: approved" in (root / f"locales/{locale}/{name}.yaml").read_text("utf-8")
            assert (root / f"output/{locale}/{name}").exists()


def pipe(path: Path) -> None:
    os.mkfifo(path)


def loop(path: Path) -> None:
    path.symlink_to(path.name)


def dangling(path: Path) -> None:
    path.symlink_to("nowhere")


def outside(path: Path) -> None:
    secret = path.parent.parent.parent / "secret.txt"
    secret.write_text("Secret.\n", "utf-8")
    path.symlink_to(secret)


def binary(path: Path) -> None:
    path.write_bytes(bytes(range(256)) * 4)


def deep(path: Path) -> None:
    path.with_suffix(".html").write_text("<div>" * 100_000 + "x", "utf-8")


def hollow(path: Path) -> None:
    with zipfile.ZipFile(path.with_suffix(".docx"), "w") as archive:
        archive.writestr("word/document.xml", "<w:document/>")


def no_word(path: Path) -> None:
    path.with_suffix(".docx").write_bytes(b"PK\x03\x04 not a zip")


@pytest.mark.parametrize("make", [pipe, loop, dangling, outside, binary, hollow, no_word])
def test_an_odd_article(newsroom: Path, run: Run, make: Callable[[Path], None]) -> None:
    make(newsroom / "seeds" / "odd.txt")
    served(newsroom, run, told="seeds/odd.")


def test_a_name_that_is_not_utf_8(newsroom: Path, run: Run) -> None:
    name = "новости.txt".encode("cp866")
    (newsroom / "seeds" / os.fsdecode(name)).write_text(TEXT)
    (newsroom / "locales/fa").mkdir(parents=True)
    (newsroom / "locales/fa" / os.fsdecode(name + b".yaml")).write_text("x")
    served(newsroom, run, told=r"a name here is not UTF-8: \xad\xae\xa2\xae\xe1\xe2\xa8.txt")
    result = run("translate", os.fsdecode(b"seeds/" + name))
    assert isinstance(result.exception, SystemExit)
    assert "not UTF-8" in result.stderr


@pytest.mark.parametrize("place", ["seeds/odd.txt", "locales/fa/odd.txt.yaml"])
@pytest.mark.parametrize("number", [errno.EACCES, errno.EIO, errno.ENOENT])
def test_a_file_that_is_refused_or_vanishes(
    newsroom: Path, run: Run, monkeypatch: pytest.MonkeyPatch, place: str, number: int
) -> None:
    (newsroom / "seeds/odd.txt").write_text(TEXT, "utf-8")
    run("translate")
    real = os.open

    def refused(path: Any, *arguments: Any, **keywords: Any) -> int:
        if str(path).endswith(place):
            raise OSError(number, os.strerror(number))
        return real(path, *arguments, **keywords)

    (newsroom / place).touch()
    monkeypatch.setattr(os, "open", refused)
    if number == errno.ENOENT and place.startswith("locales"):
        # As if there were no review file: one is made anew, but never over another.
        for words in (["status"], ["check"]):
            assert isinstance(run(*words).exception, SystemExit | None)
    else:
        served(newsroom, run, told=place)


LEVELS = 1_500
"""More than Python's stack holds."""


def test_markup_that_is_nested_without_end(newsroom: Path, run: Run) -> None:
    deep = {
        "stars.md": "*" * LEVELS + "x" + "*" * LEVELS,
        "links.md": "![" * LEVELS + "x" + "](y)" * LEVELS,
        "bold.html": "<p>" + "<b>" * LEVELS + "x" + "</b>" * LEVELS,
        "spans.html": "<p>" + "<span lang=en>" * LEVELS + "x",
    }
    for name, text in deep.items():
        (newsroom / "seeds" / name).write_text(f"{text}\n\n{TEXT}", "utf-8")
    result = run("translate")
    assert "seeds/stars.md: markup stands more than 100 levels deep" in result.stderr
    for words in (["translate"], ["status"], ["approve", ".", "--force"], ["export"]):
        result = run(*words)
        assert isinstance(result.exception, SystemExit | None)
        assert "dragoman itself" not in result.stderr
    for name in OTHERS:
        assert (newsroom / f"output/fa/{name}").exists()


@pytest.mark.parametrize(("levels", "fits"), [(100, True), (101, False)])
def test_how_deep_markup_may_be_nested(newsroom: Path, run: Run, levels: int, fits: bool) -> None:
    text = "".join(f"<b>a{level} " for level in range(levels)) + "</b>" * levels
    (newsroom / "seeds/odd.html").write_text(f"<p>{text}</p>", "utf-8")
    assert (run("translate").exit_code == 0) is fits
    assert (newsroom / "locales/fa/odd.html.yaml").exists() is fits


@pytest.mark.parametrize(
    "step",
    [
        "dragoman.catalog.merge",
        "dragoman.checks.findings_of_each",
        "dragoman.inline.mask",
        "dragoman.translate._assembled",
        "dragoman.publishing.judge",
        "dragoman.translate._finished",
        "dragoman.workflow.decide.save",
        "dragoman.workflow.kept.Kept.keep_article",
        "dragoman.workflow.passages.Passages.moved_with",
        "dragoman.workflow.recall.Remembered.fills",
        "dragoman.workflow.summary.summed",
        "dragoman.workflow.turn.save",
        "dragoman.workflow.saving.up_to_date",
    ],
)
def test_a_mistake_in_any_step_is_that_of_one_article(
    newsroom: Path, run: Run, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    (newsroom / "seeds/odd.md").write_text("The **zebra** left at 9. It rained.\n", "utf-8")
    place, _, name = step.rpartition(".")
    real = getattr(pkgutil.resolve_name(place), name)
    broken = []

    def wrong(*arguments: Any, **keywords: Any) -> Any:
        if "zebra" in repr(arguments):
            broken.append(step)
            raise KeyError("zebra")
        return real(*arguments, **keywords)

    monkeypatch.setattr(step, wrong)
    for words in (["translate", "--dry-run"], ["translate"], ["status"], ["check"]):
        result = run(*words)
        assert isinstance(result.exception, SystemExit | None), words
        assert ("odd.md" in result.stderr) is (result.exit_code != 0), words
    for words in (["approve", ".", "--force"], ["preview"], ["export"], ["effort"]):
        assert isinstance(run(*words).exception, SystemExit | None), words
    assert broken
    for name in OTHERS:
        for locale in ("fa", "ru"):
            assert (newsroom / f"output/{locale}/{name}").exists()


@pytest.mark.parametrize("error", [KeyError("x"), RecursionError(), ValueError("a\nb")])
def test_a_mistake_of_the_program_is_one_line_with_its_details_kept(
    newsroom: Path, run: Run, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    (newsroom / "seeds/odd.txt").write_text(TEXT, "utf-8")
    real = formats.parse

    def parse(path: str, *arguments: Any, **keywords: Any) -> Any:
        if path == "odd.txt":
            raise error
        return real(path, *arguments, **keywords)

    monkeypatch.setattr(formats, "parse", parse)
    served(
        newsroom, run, told=f"seeds/odd.txt: an error in dragoman itself ({type(error).__name__}"
    )
    assert "report this, with its details in .dragoman/errors.txt" in run("check").stderr
    assert "Traceback" in (newsroom / ".dragoman/errors.txt").read_text("utf-8")


@settings(max_examples=25)
@given(
    st.lists(st.tuples(st.integers(0, 2000), st.binary(min_size=1, max_size=6)), max_size=4),
    st.booleans(),
)
def test_a_review_file_of_any_bytes(
    tmp_path_factory: pytest.TempPathFactory,
    run: Run,
    changes: list[tuple[int, bytes]],
    cut: bool,
) -> None:
    root = tmp_path_factory.mktemp("newsroom")
    made(root)
    (root / "seeds/odd.txt").write_text(TEXT, "utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(root)
        run("translate")
        file = root / "locales/fa/odd.txt.yaml"
        data = bytearray(file.read_bytes())
        for place, new in changes:
            data[place % len(data) : place % len(data) + len(new)] = new
        if cut:
            del data[len(data) // 2 :]
        file.write_bytes(data)
        for words in (["translate"], ["status"], ["approve", ".", "--force"], ["export"]):
            result = run(*words)
            assert isinstance(result.exception, SystemExit | None)
            assert "an error in dragoman itself" not in result.output
        for name in OTHERS:
            assert (root / f"output/fa/{name}").exists()


def test_a_mistake_beyond_all_files_is_one_message_too(newsroom: Path) -> None:
    program = """
import sys
from dragoman import workflow
from dragoman.__main__ import main

def wrong(*_):
    raise KeyError("x")

workflow.status = wrong
sys.argv = ["dragoman", "status"]
main()
"""
    (newsroom / ".dragoman").mkdir()
    done = subprocess.run([*python(), "-c", program], capture_output=True, text=True)
    assert done.returncode == 1
    assert done.stderr.startswith("dragoman: an error in dragoman itself (KeyError: 'x')")
    assert "Traceback" not in done.stderr
    details = newsroom / ".dragoman/errors.txt"
    assert str(details) in done.stderr
    assert "Traceback" in details.read_text("utf-8")


def folder(path: Path) -> None:
    path.mkdir()


@pytest.mark.parametrize("make", [pipe, loop, dangling, folder])
def test_settings_that_are_no_file_are_told_and_nothing_is_taken_for_granted(
    newsroom: Path, run: Run, make: Callable[[Path], None]
) -> None:
    (newsroom / "dragoman.yaml").unlink()
    make(newsroom / "dragoman.yaml")
    for words in (["translate"], ["status"], ["export"]):
        result = run(*words)
        assert result.exit_code == 1
        assert "dragoman.yaml: " in result.stderr
    assert not (newsroom / "locales").exists()


def broken_xml(data: bytes, part: str) -> bytes:
    """Return an Office file with a part that no parser of XML accepts."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            body = old.read(name)
            new.writestr(name, body.replace(b"<", b"<\0", 3) if name == part else body)
    return made.getvalue()


@pytest.mark.parametrize(
    ("form", "part"),
    [
        ("docx", "docProps/core.xml"),
        ("docx", "word/document.xml"),
        ("xlsx", "xl/workbook.xml"),
        ("xlsx", "xl/worksheets/sheet1.xml"),
        ("xlsx", "[Content_Types].xml"),
    ],
)
def test_a_damaged_file_that_came_back_keeps_no_other_from_its_turn(
    newsroom: Path, run: Run, form: str, part: str
) -> None:
    run("translate")
    run("exchange", "export", "--format", form, "--to", "fa")
    damaged = newsroom / f"exchange/a.txt.fa.{form}"
    assert part in zipfile.ZipFile(damaged).namelist()
    damaged.write_bytes(broken_xml(damaged.read_bytes(), part))
    before = (newsroom / "locales/fa/a.txt.yaml").read_bytes()
    result = run("exchange", "import", str(damaged), f"exchange/z.txt.fa.{form}")
    assert result.exit_code == 1
    assert f"a.txt.fa.{form}: " in result.stderr
    assert "an error in dragoman itself" not in result.stderr
    assert f"z.txt.fa.{form}" in result.stdout
    assert (newsroom / "locales/fa/a.txt.yaml").read_bytes() == before


@pytest.mark.parametrize("name", ["e\x1b[31mred.txt", "two\nlines.txt"])
@pytest.mark.parametrize("form", ["xlsx", "xliff", "docx", "po"])
def test_a_name_that_files_for_translators_cannot_hold(
    newsroom: Path, run: Run, name: str, form: str
) -> None:
    (newsroom / "seeds" / name).write_text(TEXT, "utf-8")
    run("translate", "--to", "fa")
    result = run("exchange", "export", "--format", form, "--to", "fa")
    assert result.exit_code == 1
    assert "has control characters" in result.stderr
    assert "an error in dragoman itself" not in result.stderr
    assert "\x1b" not in result.output
    sent = sorted(path.stem for path in (newsroom / "exchange").rglob("*.*"))
    assert sent == ["a.txt.fa", "b.md.fa", "z.txt.fa"]


def test_a_name_too_long_for_its_review_file(newsroom: Path, run: Run) -> None:
    (newsroom / "seeds" / ("n" * 249 + ".txt")).write_text(TEXT, "utf-8")
    served(newsroom, run, told="this name is too long for the disk\n  → Give the article a shorter")


ODD_NAMES = (
    "two\nlines.txt",
    "e\x1b[31mred.txt",
    "tab\there.txt",
    "turn\u202ed.txt",
    "ls\u2028x.txt",
)


def test_no_command_prints_what_steers_a_terminal_or_breaks_a_name(
    newsroom: Path, run: Run
) -> None:
    for name in ODD_NAMES:
        (newsroom / "seeds" / name).write_text(TEXT, "utf-8")
    (newsroom / "seeds/two\nlines.xyz").touch()
    codes = [name.encode("unicode_escape").decode() for name in ODD_NAMES]
    for words in (
        ["translate"],
        ["status", "--units"],
        ["check"],
        ["reject", ".", "--note", "No"],
        ["approve", ".", "--force", "--status", "needs-work"],
        ["export"],
        ["preview"],
        ["site"],
        ["diff"],
        ["audit", "two\nlines.txt"],
        ["withdraw", "two\nlines.txt"],
        ["mv", "two\nlines.txt", "e\x1b[31mred.new\n.txt"],
        ["unapprove"],
        ["unapprove"],
        ["export", "--prune"],
    ):
        result = run(*words)
        assert isinstance(result.exception, SystemExit | None), words
        for sign in "\x1b\u202e\u2028":
            assert sign not in result.output, words
        assert "two\nlines" not in result.output, words
        if words[0] in ("translate", "reject", "approve") or words == ["export"]:
            assert [code for code in codes if code not in result.output] == [], words


def test_a_command_that_is_advised_can_be_pasted() -> None:
    for name in (*ODD_NAMES, "it's\n\\.txt", "plain.txt", "-rf.txt", "a b.txt"):
        told = subprocess.run(
            ["bash", "-c", f"printf %s {typed(name)}"], capture_output=True, check=True
        )
        assert told.stdout.decode().removeprefix("./") == name
        assert typed(name).isprintable()


def test_without_room_for_the_index_of_the_memory_it_serves_a_run_all_the_same(
    newsroom: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    (newsroom / "seeds/a.txt").unlink()
    run("translate")
    run("approve", ".", "--force")
    real = Memory.put

    def put(memory: Memory, *arguments: Any, **keywords: Any) -> None:
        if memory._path is not None:
            raise sqlite3.OperationalError("database or disk is full")
        real(memory, *arguments, **keywords)

    monkeypatch.setattr(Memory, "put", put)
    (newsroom / "seeds/a.txt").write_text(TEXT, "utf-8")
    result = run("translate")
    assert result.exit_code == 0
    assert "an error in dragoman itself" not in result.output
    assert "4 sentences from what was approved before" in result.output


@pytest.mark.parametrize("form", ["docx", "xlsx"])
def test_a_file_from_a_translator_that_unpacks_to_too_much_is_not_unpacked(
    newsroom: Path, run: Run, form: str
) -> None:
    run("translate")
    run("exchange", "export", "--format", form, "--to", "fa")
    bomb = newsroom / f"exchange/a.txt.fa.{form}"
    with zipfile.ZipFile(bomb, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("more", bytes(packed.LARGEST))
    result = run("exchange", "import", str(bomb), f"exchange/z.txt.fa.{form}")
    assert result.exit_code == 1
    assert f"a.txt.fa.{form}: the file unpacks to more than 64 MB" in result.stderr
    assert f"z.txt.fa.{form}" in result.stdout


def published(root: Path, run: Run) -> None:
    """Publish articles with two pictures, copies and site."""
    (root / "seeds/odd.md").write_text("# Odd\n\nText here. ![a](a.png) ![b](b.png)\n", "utf-8")
    for name in ("a", "b"):
        (root / f"seeds/{name}.png").write_bytes(name.encode())
    for words in (["translate"], ["approve", ".", "--force"], ["export"], ["site"]):
        assert run(*words).exit_code == 0


def test_a_picture_that_cannot_be_read_keeps_no_other_back(newsroom: Path, run: Run) -> None:
    published(newsroom, run)
    (newsroom / "output/fa/a.png").unlink()
    (newsroom / "seeds/a.png").unlink()
    pipe(newsroom / "seeds/a.png")
    (newsroom / "seeds/b.png").write_bytes(b"new")
    for words in (["export"], ["site"]):
        result = run(*words)
        assert result.exit_code == 1
        assert result.stderr.count("seeds/a.png: this is a named pipe") == 1
    assert (newsroom / "output/fa/b.png").read_bytes() == b"new"
    assert (newsroom / "site/media/b.png").read_bytes() == b"new"
    assert (newsroom / "site/media/a.png").read_bytes() == b"a"


def test_an_article_that_cannot_be_read_keeps_its_page(newsroom: Path, run: Run) -> None:
    published(newsroom, run)
    (newsroom / "seeds/odd.md").unlink()
    pipe(newsroom / "seeds/odd.md")
    (newsroom / "seeds/new.txt").write_text(TEXT, "utf-8")
    for words in (["translate"], ["approve", "new.txt"], ["export"], ["site"]):
        result = run(*words)
        assert result.exit_code == (words[0] != "approve")
    assert "seeds/odd.md: this is a named pipe" in result.stderr
    for name in ("fa/odd.html", "fa/new.html", "media/a.png"):
        assert (newsroom / "site" / name).exists()
    (newsroom / "withdrawn.yaml").write_text("odd.md: {}\n", "utf-8")
    run("site")
    assert "noindex" in (newsroom / "site/fa/odd.html").read_text("utf-8")


def test_a_file_that_no_memory_holds(newsroom: Path, run: Run) -> None:
    with (newsroom / "seeds/odd.txt").open("wb") as file:
        file.truncate(3_000_000_000)
    served(newsroom, run, told="seeds/odd.txt: the file holds 3,000 MB, which is too much")


def test_no_memory_for_one_file(newsroom: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    (newsroom / "seeds/odd.txt").write_text(TEXT, "utf-8")
    real = formats.parse

    def parse(path: str, *arguments: Any, **keywords: Any) -> Any:
        if path == "odd.txt":
            raise MemoryError
        return real(path, *arguments, **keywords)

    monkeypatch.setattr(formats, "parse", parse)
    served(newsroom, run, told="seeds/odd.txt: there is not enough memory for this file")
