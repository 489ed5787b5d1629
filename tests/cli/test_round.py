"""The round of a newsroom: translate, edit, status, export."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Run, publish_drafts

Tree = Callable[[Path], dict[str, bytes]]

REVIEW = "locales/fa/sky/comet.txt.yaml"


def settle(newsroom: Path, path: str, status: str = "approved") -> None:
    file = newsroom / path
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("status: draft", f"status: {status}"), encoding="utf-8")


def test_translate_writes_a_review_file_for_every_article_and_locale(
    newsroom: Path, run: Run, tree: Tree
) -> None:
    result = run("translate")
    assert result.exit_code == 0
    made = [path for path in tree(newsroom) if path.startswith("locales/")]
    assert made == [
        "locales/fa/flood.md.yaml",
        "locales/fa/sky/comet.txt.yaml",
        "locales/ru/flood.md.yaml",
        "locales/ru/sky/comet.txt.yaml",
    ]
    assert "Wrote 4 review files" in result.stdout
    assert result.stderr == ""


def test_translating_twice_changes_nothing(newsroom: Path, run: Run, tree: Tree) -> None:
    run("translate")
    before = tree(newsroom)
    result = run("translate")
    assert result.exit_code == 0
    assert "Nothing to do" in result.stdout
    assert tree(newsroom) == before


def test_only_what_was_named_is_translated(newsroom: Path, run: Run, tree: Tree) -> None:
    assert run("translate", "seeds/flood.md", "--to", "fa").exit_code == 0
    assert [path for path in tree(newsroom) if "locales" in path] == ["locales/fa/flood.md.yaml"]
    assert run("translate", "sky/comet.txt", "--to", "fa,ru").exit_code == 0
    assert len([path for path in tree(newsroom) if "locales" in path]) == 3


def test_every_machine_text_is_signed(newsroom: Path, run: Run) -> None:
    run("translate")
    text = (newsroom / REVIEW).read_text(encoding="utf-8")
    assert text.count("- id: ") == 3
    assert text.count('engine: "pseudo en-fa 1"') == 3


def test_a_changed_sentence_is_translated_and_a_persons_work_is_kept(
    newsroom: Path, run: Run
) -> None:
    run("translate", "--to", "fa")
    review = newsroom / REVIEW
    text = review.read_text(encoding="utf-8")
    start = text.index("    It was bright.")
    head, tail = text[:start], text[start:]
    tail = tail.replace("target: |-\n    ", "target: |-\n    روشن بود. ", 1)
    review.write_text(head + tail, encoding="utf-8")
    seed = newsroom / "seeds/sky/comet.txt"
    seed.write_text(seed.read_text().replace("It was", "It was very"), encoding="utf-8")
    result = run("translate", "--to", "fa")
    assert "1 stale" in result.stdout
    text = review.read_text(encoding="utf-8")
    assert "  status: stale\n" in text
    assert "  was: |-\n    It was bright.\n" in text
    assert "روشن بود. " in text
    assert "suggestion: |-" in text


def test_status_counts(newsroom: Path, run: Run) -> None:
    run("translate")
    settle(newsroom, REVIEW)
    result = run("status", "--json")
    assert result.exit_code == 0
    rows = {(row["article"], row["locale"]): row for row in json.loads(result.stdout)["files"]}
    done = rows["sky/comet.txt", "fa"]
    assert done["statuses"]["approved"] == 3
    assert done["words"] == done["approved_words"] == 10
    assert rows["sky/comet.txt", "ru"]["statuses"]["draft"] == 3
    assert not done["outdated"]
    table = run("status").stdout
    assert "sky/comet.txt" in table
    assert "100" in table


def test_status_tells_that_an_article_was_not_translated_yet(newsroom: Path, run: Run) -> None:
    result = run("status")
    assert result.exit_code == 0
    assert result.stdout.count("run: dragoman translate") == 4


def test_export_withholds_what_nobody_approved(newsroom: Path, run: Run, tree: Tree) -> None:
    run("translate")
    settle(newsroom, REVIEW)
    result = run("export")
    assert result.exit_code == 1
    assert [path for path in tree(newsroom) if path.startswith("output/")] == [
        "output/.dragoman-manifest.json",
        "output/fa/sky/comet.txt",
    ]
    assert "locales/fa/flood.md.yaml:8: is draft: The river falls" in result.stdout
    assert "Localized copies: 1 written, 3 withheld." in result.stdout


def test_export_of_drafts_keeps_the_structure(newsroom: Path, run: Run) -> None:
    run("translate")
    publish_drafts(newsroom)
    result = run("export")
    assert result.exit_code == 0, result.stdout
    copy = (newsroom / "output/fa/flood.md").read_text(encoding="utf-8")
    lines = copy.splitlines()
    assert lines[0] == lines[9] == "---"
    assert lines[2] == "date: 2021-03-09"
    assert lines[3:6] == ["lang: fa", "dir: rtl", "translationKey: flood"]
    assert lines[11].startswith("# ")
    assert copy.count("](https://example.org/d)") == 1
    assert copy.count("`FLOOD`") == 1
    assert lines[-3].startswith("- ")
    assert "ترجمهٔ ماشینی" in lines[-1]
    again = run("export")
    assert "4 unchanged" in again.stdout


def test_export_can_put_the_source_in_place(newsroom: Path, run: Run) -> None:
    run("translate")
    file = newsroom / REVIEW
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("status: draft", "status: approved", 1), encoding="utf-8")
    result = run("export", "sky/comet.txt", "--to", "fa", "--missing", "source")
    assert result.exit_code == 0, result.stdout
    copy = (newsroom / "output/fa/sky/comet.txt").read_text(encoding="utf-8")
    assert "It was bright. Nobody slept.\n" in copy
    assert "Comet seen in the north\n\nIt" not in copy


def test_a_copy_of_which_nothing_is_translated_is_none(newsroom: Path, run: Run) -> None:
    run("translate")
    result = run("export", "--missing", "source")
    assert result.exit_code == 1
    assert "no paragraph may be published" in result.stdout
    assert not (newsroom / "output/fa").exists()


def test_export_can_skip_articles(newsroom: Path, run: Run, tree: Tree) -> None:
    run("translate")
    result = run("export", "--missing", "skip")
    assert result.exit_code == 0
    assert "4 skipped" in result.stdout
    assert not [path for path in tree(newsroom) if path.startswith("output/")]


@pytest.mark.parametrize("status", ["stale", "needs-work"])
def test_rejected_and_stale_text_is_never_exported(newsroom: Path, run: Run, status: str) -> None:
    run("translate")
    file = newsroom / REVIEW
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("status: draft", f"status: {status}", 1), encoding="utf-8")
    publish_drafts(newsroom)
    result = run("export", "sky/comet.txt", "--to", "fa")
    assert result.exit_code == 1
    assert f"is {status}" in result.stdout


def test_a_lost_link_is_an_error_that_withholds_the_copy(newsroom: Path, run: Run) -> None:
    run("translate", "--to", "fa")
    file = newsroom / "locales/fa/flood.md.yaml"
    text = file.read_text(encoding="utf-8")
    settled = text.replace("status: draft", "status: approved")
    link = settled.rindex("](https://example.org/d)", 0, settled.index("record:"))
    start = settled.rindex("[", 0, link)
    label = settled[start + 1 : link]
    lost = settled[:start] + label + settled[link + len("](https://example.org/d)") :]
    file.write_text(lost, encoding="utf-8")
    result = run("export", "flood.md", "--to", "fa")
    assert result.exit_code == 1
    assert "https://example.org/d" in result.stdout
    run("translate", "--to", "fa")
    assert "- markup: " in file.read_text(encoding="utf-8")


def test_a_broken_review_file_stops_no_other(newsroom: Path, run: Run, tree: Tree) -> None:
    run("translate")
    broken = newsroom / "locales/fa/flood.md.yaml"
    text = broken.read_text(encoding="utf-8").replace("target: |-\n    ", "target: ازاین: ", 1)
    broken.write_text(text, encoding="utf-8")
    seed = newsroom / "seeds/sky/comet.txt"
    seed.write_text("One new line\n\n" + seed.read_text(), encoding="utf-8")
    result = run("translate")
    assert result.exit_code == 1
    assert "locales/fa/flood.md.yaml:" in result.stderr
    assert "a colon stands in text" in result.stderr
    assert broken.read_text(encoding="utf-8") == text
    assert b"One new line" in tree(newsroom)["locales/ru/sky/comet.txt.yaml"]
    assert run("status").exit_code == 1
    publish_drafts(newsroom)
    assert run("export").exit_code == 1


def test_a_broken_article_stops_no_other(newsroom: Path, run: Run, tree: Tree) -> None:
    (newsroom / "seeds" / "old.txt").write_bytes("Привет".encode("cp1251"))
    (newsroom / "seeds" / "empty.md").write_bytes(b"")
    result = run("translate", "--to", "fa")
    assert result.exit_code == 1
    assert "seeds/old.txt" in result.stderr
    assert "seeds/empty.md" in result.stderr
    made = [path for path in tree(newsroom) if path.startswith("locales/")]
    assert made == ["locales/fa/flood.md.yaml", "locales/fa/sky/comet.txt.yaml"]


def test_a_missing_model_is_named_with_the_command_that_installs_it(
    newsroom: Path, run: Run, tree: Tree, tmp_path: Path
) -> None:
    (tmp_path / "none").mkdir()
    result = run("translate", "--engine", "argos", "--models", str(tmp_path / "none"))
    assert result.exit_code == 1
    assert "dragoman models install fa" in result.stderr
    assert "dragoman models install ru" in result.stderr
    assert not [path for path in tree(newsroom) if path.startswith("locales/")]


def test_other_files_in_seeds_are_named_and_left_alone(newsroom: Path, run: Run) -> None:
    (newsroom / "seeds" / "map.png").write_bytes(b"\x89PNG\r\n\x1a\n\0")
    result = run("translate", "--to", "fa")
    assert result.exit_code == 0
    assert "map.png" in result.stdout


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("translate", "nothing.md"), "there is no such article"),
        (("translate", "--to", "xx"), "`xx` is not a known locale"),
        (("translate", "--engine", "magic"), "there is no engine"),
        (("translate", "../dragoman.yaml"), "there is no such article"),
    ],
)
def test_wrong_words_get_an_answer(
    newsroom: Path, run: Run, words: tuple[str, ...], said: str
) -> None:
    result = run(*words)
    assert result.exit_code == 1
    assert said in result.stderr


def test_json_is_all_that_scripts_get(newsroom: Path, run: Run) -> None:
    data = json.loads(run("translate", "--json").stdout)
    assert data["sentences"] == 16
    assert {each["new"] for each in data["files"]} == {5, 3}
    exported = json.loads(run("export", "--json").stdout)
    assert {each["result"] for each in exported["files"]} == {"withheld"}
    assert exported["files"][0]["missing"][0]["reason"] == "is draft"


def test_outside_a_project_the_next_step_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Run
) -> None:
    monkeypatch.chdir(tmp_path)
    result = run("translate")
    assert result.exit_code == 1
    assert "dragoman init" in result.stderr


def test_init_makes_a_project_that_works(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Run
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run("init", "news").exit_code == 0
    monkeypatch.chdir(tmp_path / "news")
    assert sorted(path.name for path in Path().iterdir()) == [
        "dragoman.yaml",
        "glossary.yaml",
        "locales",
        "output",
        "seeds",
    ]
    assert "no articles" in run("translate").stdout
    Path("seeds/a.txt").write_text("Hello there.\n", encoding="utf-8")
    assert run("translate", "--engine", "pseudo").exit_code == 0
    assert run("init").exit_code == 1


def test_source_edits_taken_back_leave_no_trace(newsroom: Path, run: Run, tree: Tree) -> None:
    run("translate")
    settle(newsroom, REVIEW)
    run("translate")
    before = tree(newsroom)
    seed = newsroom / "seeds/sky/comet.txt"
    text = seed.read_text(encoding="utf-8")
    seed.write_text(text.replace("It was", "It was not").replace(" Nobody slept.", ""), "utf-8")
    assert "1 stale" in run("translate", "--to", "fa").stdout
    assert "\nretired:" in (newsroom / REVIEW).read_text(encoding="utf-8")
    seed.write_text(text, encoding="utf-8")
    assert run("translate", "--to", "fa").exit_code == 0
    assert tree(newsroom) == before


def test_a_folder_of_articles_may_be_named(newsroom: Path, run: Run, tree: Tree) -> None:
    (newsroom / "seeds" / "sky" / "map.png").write_bytes(b"\x89PNG")
    result = run("translate", "sky", "--to", "fa")
    assert result.exit_code == 0
    assert "left alone: sky/map.png" in result.stdout
    made = [path for path in tree(newsroom) if path.startswith("locales/")]
    assert made == ["locales/fa/sky/comet.txt.yaml"]
    assert run("translate", "seeds/sky/map.png").exit_code == 1


def test_a_language_that_only_general_rules_divide_is_told(newsroom: Path, run: Run) -> None:
    settings = newsroom / "dragoman.yaml"
    settings.write_text(f"source: it\n{settings.read_text(encoding='utf-8')}", encoding="utf-8")
    first = run("translate", "--to", "fa")
    assert first.exit_code == 0
    assert first.stderr.count("general rules") == 1
    assert run("translate", "--to", "fa").stderr == ""
