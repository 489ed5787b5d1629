"""What a command says at its end: it is true, and what it proposes can be typed as it stands."""

from __future__ import annotations

import json
import os
import re
import shlex
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from dragoman import workflow
from dragoman.errors import typed
from tests.conftest import Run

Tree = Callable[[Path], dict[str, bytes]]

REVIEW = "locales/fa/flood.md.yaml"


@pytest.mark.parametrize("name", ["my file.txt", "it's.md", "новости.txt", "a;b.md", "$(x).txt"])
def test_a_name_in_a_command_can_be_typed(newsroom: Path, run: Run, name: str) -> None:
    (newsroom / "seeds" / name).write_text("Nobody was hurt.\n", encoding="utf-8")
    said = run("audit", f"./seeds/{name}", "--to", "fa").stderr
    command = said.partition("Make it: ")[2].splitlines()[0]
    assert shlex.split(command) == ["dragoman", "translate", name, "--to", "fa"]
    run("translate", "--to", "fa", f"seeds/{name}")
    (newsroom / "seeds" / name).unlink()
    said = run("status").stderr
    command = said.partition("another name now, run: ")[2].partition(". If it was")[0]
    assert shlex.split(command) == ["dragoman", "mv", name, "NEW-NAME"]


def test_a_name_that_looks_like_an_option_is_typed_as_a_path() -> None:
    assert typed("-x.md") == "./-x.md"


def test_what_stands_in_the_way_follows_its_announcement(newsroom: Path, run: Run) -> None:
    run("translate")
    (newsroom / "seeds" / "notes.xyz").write_text("left alone", encoding="utf-8")
    for review in (newsroom / "locales").rglob("*.yaml"):
        review.write_text("segments: [", encoding="utf-8")
    result = run("translate")
    assert result.stdout.endswith("Nothing was written. Problems:\n")
    assert "Not articles, left alone: notes.xyz." in result.stdout
    assert result.stderr.startswith("locales/")


@pytest.mark.parametrize(
    "command",
    [["approve"], ["reject"], ["status"], ["check"], ["export"], ["diff"], ["preview"]],
)
def test_a_locale_that_is_no_target_is_told_with_the_ways_to_have_it(
    newsroom: Path, run: Run, tree: Tree, command: list[str]
) -> None:
    before = tree(newsroom)
    result = run(*command, "--to", "de")
    assert result.exit_code == 1
    assert result.stderr.startswith("de is not among the `targets` in dragoman.yaml (ru, fa)")
    assert "dragoman translate --to de" in result.stderr
    assert tree(newsroom) == before


def test_a_locale_that_has_review_files_need_not_be_a_target(newsroom: Path, run: Run) -> None:
    run("translate", "--to", "de")
    assert run("status", "--to", "de").exit_code == 0
    assert run("approve", "--to", "de").exit_code == 0


def test_translate_asks_nobody_to_edit_what_is_done(newsroom: Path, run: Run) -> None:
    assert f"Next: edit them, such as {REVIEW}" in run("translate", "--to", "fa").stdout
    run("approve", ".")
    text = (newsroom / REVIEW).read_text(encoding="utf-8")
    start = text.index("record:")
    (newsroom / REVIEW).write_text(text[:start], encoding="utf-8")
    said = run("translate", "--to", "fa").stdout
    assert "Wrote 1 review file; 1 other needed no change." in said
    assert "All segments in it are done. Next: dragoman export" in said


def test_asking_again_says_how_many_texts_changed(
    newsroom: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("translate", "--to", "fa")
    assert "Asked again" not in run("translate", "--to", "fa").stdout
    said = run("translate", "--to", "fa", "--again").stdout
    assert "that nobody had touched: every text is the same as before." in said
    text = (newsroom / REVIEW).read_text(encoding="utf-8")
    count = text.count("status: draft")
    monkeypatch.setattr("dragoman.engines.pseudo.mark", lambda text: f"{text}!")
    found = json.loads(run("translate", "flood.md", "--to", "fa", "--again", "--json").stdout)
    assert (found["renewed"], found["reworded"]) == (count, count)
    run("approve", "flood.md", "--force")
    found = json.loads(run("translate", "flood.md", "--to", "fa", "--again", "--json").stdout)
    assert (found["renewed"], found["reworded"]) == (0, 0)


def stop_after(monkeypatch: pytest.MonkeyPatch, sentences: int | None) -> None:
    """Press Ctrl-C once so many sentences are translated, or one file is written."""
    translated = workflow.translate

    def stopping(*args: Any, progress: workflow.Progress, **kwargs: Any) -> Any:
        seen = 0

        class Impatient:
            def start(self, locale: str, articles: int, sentences: int, words: int) -> None:
                progress.start(locale, articles, sentences, words)

            def translated(self, words: int) -> None:
                nonlocal seen
                if seen == sentences:
                    raise KeyboardInterrupt
                seen += 1
                progress.translated(words)

            def written(self) -> None:
                progress.written()
                raise KeyboardInterrupt

        return translated(*args, progress=Impatient(), **kwargs)

    monkeypatch.setattr(workflow, "translate", stopping)


@pytest.mark.parametrize(
    ("sentences", "said"),
    [
        (0, "Stopped. Nothing was written."),
        (2, "Stopped before a review file was finished. Sentences that are translated are"),
    ],
)
def test_a_run_that_is_stopped_says_what_there_is(
    newsroom: Path, run: Run, monkeypatch: pytest.MonkeyPatch, sentences: int, said: str
) -> None:
    stop_after(monkeypatch, sentences)
    result = run("translate", "flood.md", "--to", "fa")
    assert result.exit_code == 130
    assert said in result.stderr


def test_a_run_that_is_stopped_counts_the_files(
    newsroom: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    stop_after(monkeypatch, None)
    result = run("translate", "--to", "fa")
    assert "Stopped. 1 review file written. Run it again to go on." in result.stderr


def test_the_day_of_an_acceptance_is_told_and_not_that_of_the_file(
    newsroom: Path, run: Run
) -> None:
    run("translate", "--to", "fa")
    head, row, *_ = run("status", "--to", "fa").stdout.splitlines()
    assert head.endswith("accepted")
    assert "20" not in row.partition("flood.md")[2].split()[-1]
    run("approve", "flood.md", "--to", "fa")
    text = (newsroom / REVIEW).read_text(encoding="utf-8")
    day = text.partition('at: "')[2][:10]
    moved = text.replace(f'at: "{day}', 'at: "2024-02-03')
    (newsroom / REVIEW).write_text(moved, encoding="utf-8")
    os.utime(newsroom / REVIEW)
    assert "2024-02-03" in run("status", "--to", "fa").stdout
    found = json.loads(run("status", "--to", "fa", "--json").stdout)["files"]
    assert [(each["accepted"] or "")[:10] for each in found] == ["2024-02-03", ""]


def test_the_day_is_unknown_where_the_record_is_lost(newsroom: Path, run: Run) -> None:
    run("translate", "--to", "fa")
    run("approve", ".", "--to", "fa")
    text = (newsroom / REVIEW).read_text(encoding="utf-8")
    (newsroom / REVIEW).write_text(text[: text.index("record:")], encoding="utf-8")
    run("translate", "--to", "fa")
    (found,) = json.loads(run("status", "flood.md", "--to", "fa", "--json").stdout)["files"]
    assert found["accepted"] is None


def test_export_names_what_checks_warn_of_in_what_goes_out(newsroom: Path, run: Run) -> None:
    (newsroom / "seeds/note.md").write_text("# The dam\n\nIt rained. It fell.\n", encoding="utf-8")
    run("translate", "--to", "fa")
    review = newsroom / "locales/fa/note.md.yaml"
    text = re.sub(
        r"(target: \|-\n +)(.*)", r"\1سد\n\n    باران", review.read_text("utf-8"), count=1
    )
    review.write_text(text.replace("status: draft", "status: approved"), encoding="utf-8")
    said = run("export", "note.md", "--to", "fa").stdout
    assert re.search(r"\d+ warnings? of the checks in what goes out: .*1 paragraph", said)
    assert "To see where: dragoman check --to fa" in said
    again = run("export", "note.md", "--to", "fa").stdout
    assert "1 paragraph" in again, "also where nothing changed"
    (found,) = json.loads(run("export", "note.md", "--to", "fa", "--json").stdout)["files"]
    assert found["warnings"]["paragraph"] == 1
    review.write_text(
        re.sub(r"  status: approved\n(?=  source: \|-\n    The dam)",
               "  status: approved\n  ignore: [paragraph]\n", text.replace("draft", "approved")),
        encoding="utf-8",
    )  # fmt: skip
    assert "paragraph" not in run("export", "note.md", "--to", "fa").stdout


def test_what_checks_said_of_an_earlier_text_is_not_told(newsroom: Path, run: Run) -> None:
    run("translate", "--to", "fa")
    text = (newsroom / REVIEW).read_text(encoding="utf-8")
    start = text.index("The convoy")
    place = text.index("target: |-\n    ", start) + len("target: |-\n    ")
    end = text.index("\n", place)
    said = "  findings:\n  - broken: it repeats itself\n  - terminal: no mark at its end\n"
    stored = re.sub(r"  findings:\n(?:  - .*\n)+", "", text[:place] + "Конвой 64" + text[end:])
    (newsroom / REVIEW).write_text(stored.replace("Конвой 64\n", f"Конвой 64\n{said}"), "utf-8")
    for command in (["status", "--risky", "20"], ["check"], ["export"], ["check", "--json"]):
        told = run(*command, "--to", "fa").stdout
        assert "repeats itself" not in told
        assert "no mark at its end" not in told
