"""`dragoman glossary`, and what the glossary does to the other commands."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Run

GLOSSARY = """\
- term: convoy
  ru: колонна
  fa: کاروان
  note: On roads.
- {term: Monday, ru: понедельник, fa: دوشنبه, forbidden: {ru: пн}}
- {term: Reuters, do-not-translate: true}
"""

Tree = Callable[[Path], dict[str, bytes]]


@pytest.fixture
def terms(newsroom: Path) -> Path:
    (newsroom / "glossary.yaml").write_text(GLOSSARY, encoding="utf-8")
    return newsroom


def test_check_counts_the_terms_of_each_locale(terms: Path, run: Run) -> None:
    result = run("glossary", "check")
    assert result.exit_code == 0
    assert "glossary.yaml: 3 terms, 1 not to be translated." in result.stdout
    assert "  ru    3 of 3" in result.stdout


def test_check_and_list_give_the_same_to_scripts(terms: Path, run: Run) -> None:
    found = json.loads(run("glossary", "check", "--json").stdout)
    assert found == json.loads(run("glossary", "list", "--json").stdout)
    assert found["translated"] == {"ru": 3, "fa": 3}
    assert [each["line"] for each in found["terms"]] == [1, 5, 6]


def test_check_names_what_has_no_translation(terms: Path, run: Run) -> None:
    (terms / "glossary.yaml").write_text("- term: convoy\n  ru: колонна\n", encoding="utf-8")
    assert "fa    0 of 1; without a translation: convoy" in run("glossary", "check").stdout


def test_list_looks_for_words(terms: Path, run: Run) -> None:
    assert "not: пн" in run("glossary", "list").stdout
    found = json.loads(run("glossary", "list", "КОЛОННА", "--json").stdout)["terms"]
    assert [each["term"] for each in found] == ["convoy"]
    assert found[0]["translations"] == {"ru": ["колонна"], "fa": ["کاروان"]}
    assert "No term of glossary.yaml holds zebra." in run("glossary", "list", "zebra").stdout


def test_without_a_glossary_there_is_a_hint(newsroom: Path, run: Run) -> None:
    assert "glossary suggest" in run("glossary", "check").stdout


def review(root: Path, source: str, target: str) -> None:
    """Give a Russian segment another target."""
    path = root / "locales/ru/flood.md.yaml"
    before, after = path.read_text(encoding="utf-8").split(source, 1)
    old = after.split("target: |-\n    ", 1)[1].split("\n", 1)[0]
    path.write_text(before + source + after.replace(old, target, 1), encoding="utf-8")


CONVOY = "The convoy of 64 trucks left at 6:30 a.m. on Monday."


def test_check_finds_terms_that_are_missing_and_forbidden(terms: Path, run: Run) -> None:
    run("translate")
    review(terms, CONVOY, "Вереница из 64 машин уехала пн утром в 6:30.")
    told = run("check", "flood.md", "--to", "ru").stdout
    assert "warning: term_missing: “convoy” is “колонна” in the glossary" in told
    assert "warning: term_missing: “Monday” is “понедельник”" in told
    assert "warning: term_forbidden: “пн” is forbidden for “Monday”; write “понедельник”" in told
    review(terms, CONVOY, "Колонны из 64 машин уехали утром понедельника в 6:30.")
    assert "term_" not in run("check", "flood.md", "--to", "ru").stdout


def test_names_are_kept_and_a_lost_one_is_an_error(terms: Path, run: Run) -> None:
    seed = terms / "seeds/wire.txt"
    seed.write_text("The agency Reuters’ report says that it rained.\n", encoding="utf-8")
    run("translate", "wire.txt")
    path = terms / "locales/ru/wire.txt.yaml"
    text = path.read_text(encoding="utf-8")
    assert "Reuters" in text.split("target: |-", 1)[1]
    assert "- verbatim" not in text
    before, after = text.split("target: |-", 1)
    path.write_text(f"{before}target: |-{after.replace('Reuters', 'Рейтер', 1)}", "utf-8")
    result = run("check", "wire.txt", "--to", "ru")
    assert result.exit_code == 1
    assert "error: verbatim: Reuters is in the source and not in the target" in result.stdout


def test_an_edit_of_the_glossary_shows_in_the_next_run(newsroom: Path, run: Run) -> None:
    run("translate")
    assert "term_missing" not in run("check").stdout
    (newsroom / "glossary.yaml").write_text(GLOSSARY, encoding="utf-8")
    assert "term_missing" in run("check").stdout
    run("translate")
    text = (newsroom / "locales/ru/flood.md.yaml").read_text(encoding="utf-8")
    assert "- term_missing: “convoy” is “колонна”" in text
    (newsroom / "glossary.yaml").unlink()
    run("translate")
    text = (newsroom / "locales/ru/flood.md.yaml").read_text(encoding="utf-8")
    assert "term_missing" not in text


def test_status_follows_an_edit_of_the_glossary(newsroom: Path, run: Run) -> None:
    def findings() -> int:
        files = json.loads(run("status", "--to", "ru", "--json").stdout)["files"]
        return sum(each["warnings"] for each in files)

    run("translate")
    before = findings()
    assert findings() == before
    (newsroom / "glossary.yaml").write_text(GLOSSARY, encoding="utf-8")
    assert findings() == before + 2
    (newsroom / "glossary.yaml").write_text(GLOSSARY.replace("колонна", "convoi"), "utf-8")
    assert findings() == before + 2
    (newsroom / "glossary.yaml").unlink()
    assert findings() == before


@pytest.mark.parametrize("command", ["translate", "status", "check", "export"])
def test_a_broken_glossary_is_told_once_and_nothing_is_written(
    terms: Path, run: Run, tree: Tree, command: str
) -> None:
    run("translate")
    (terms / "glossary.yaml").write_text("- term: x\n  rü: y\n", encoding="utf-8")
    before = tree(terms)
    result = run(command)
    assert result.exit_code == 1
    assert result.stderr.count("glossary.yaml:2:3: `rü` is neither a key nor a locale") == 1
    assert tree(terms) == before


def test_one_wrong_entry_keeps_no_command_from_the_others(wire: Path, run: Run) -> None:
    glossary = wire / "glossary.yaml"
    terms = glossary.read_text(encoding="utf-8")
    before = run("check", "wire.txt", "--to", "ru").stdout
    glossary.write_text(f"{terms}- term: x\n  r\u00fc: y\n- term: #Lorven\n", encoding="utf-8")
    for command in (
        ["check", "wire.txt"],
        ["approve", "wire.txt", "--force"],
        ["export", "wire.txt"],
    ):
        result = run(*command, "--to", "ru")
        assert result.exit_code == 1
        assert result.stderr.count("`r\u00fc` is neither a key nor a locale") == 1
        assert "YAML takes what follows this `#` for a comment" in result.stderr
        assert "The other terms are used meanwhile." in result.stderr
        if command[0] == "check":
            assert result.stdout == before
    assert (wire / "output/ru/wire.txt").exists()


WIRE = """\
Rain fell in Lorven on Sunday.

The road to Lorven is open and that to Kestrin is not.

People in Lorven are dry.

Reuters was there with Reuters.
"""
RENDERED = ("В Лорвене шёл дождь.", "Дорога в Лорвен открыта.", "Люди в Лорвине высохли.")


@pytest.fixture
def wire(terms: Path, run: Run) -> Path:
    """A newsroom with an article whose translation is approved."""
    (terms / "seeds/wire.txt").write_text(WIRE, encoding="utf-8")
    run("translate", "wire.txt", "--to", "ru")
    path = terms / "locales/ru/wire.txt.yaml"
    head, *entries = path.read_text(encoding="utf-8").split("target: |-\n    ")
    for number, target in enumerate(RENDERED):
        entries[number] = target + entries[number][entries[number].index("\n") :]
    text = "target: |-\n    ".join([head, *entries]).replace("status: draft", "status: approved")
    path.write_text(text, encoding="utf-8")
    return terms


def test_suggestions_can_be_pasted_and_tell_several_renderings(wire: Path, run: Run) -> None:
    result = run("glossary", "suggest", "wire.txt", "--to", "ru")
    assert result.exit_code == 0
    assert "# 3 times in wire.txt\n# rendered in several ways in ru: choose one\n" in result.stdout
    assert "- term: Lorven\n  part-of-speech: proper-noun\n" in result.stdout
    assert "  ru: Лорвен  # 2×; also Лорвине 1×\n" in result.stdout
    assert "Reuters" not in result.stdout
    with (wire / "glossary.yaml").open("a", encoding="utf-8") as file:
        file.write(result.stdout)
    assert "4 terms" in run("glossary", "check").stdout
    assert "# Nothing recurs" in run("glossary", "suggest", "wire.txt").stdout
    assert "term_missing: “Lorven” is “Лорвен”" in run("check", "wire.txt", "--to", "ru").stdout


def test_suggestions_as_json_and_the_limit(wire: Path, run: Run) -> None:
    found = json.loads(run("glossary", "suggest", "--to", "ru", "--json").stdout)
    (lorven,) = found["suggestions"]
    assert lorven["mixed"] == ["ru"]
    assert lorven["renderings"]["ru"][0] == {"text": "Лорвен", "count": 2}
    found = json.loads(run("glossary", "suggest", "--least", "1", "--limit", "1", "--json").stdout)
    assert len(found["suggestions"]) == 1
    assert found["left_out"] > 0


@pytest.mark.parametrize("name", ["out/terms.csv", "terms.tbx"])
def test_export_and_import_change_no_byte(terms: Path, run: Run, tree: Tree, name: str) -> None:
    result = run("glossary", "export", name)
    assert f"{name}: 3 terms." in result.stdout
    before = tree(terms)
    run("glossary", "export", name)
    assert "3 terms; 0 new, 0 completed in glossary.yaml." in run("glossary", "import", name).stdout
    assert tree(terms) == before
    (terms / "glossary.yaml").unlink()
    assert "3 terms; 3 new, 0 completed" in run("glossary", "import", name).stdout
    assert "forbidden: {ru: пн}" in (terms / "glossary.yaml").read_text(encoding="utf-8")


def test_import_adds_and_tells_what_contradicts(terms: Path, run: Run) -> None:
    text = "term;ru;tr\nconvoy;караван;konvoy\nReuters;Рейтер;\nMonday;пн;\nflood;потоп;\n"
    (terms / "more.csv").write_text(text, encoding="utf-8-sig")
    result = run("glossary", "import", "more.csv")
    assert result.exit_code == 0
    assert "more.csv: 4 terms; 1 new, 1 completed in glossary.yaml." in result.stdout
    assert "left out: “Reuters” is not to be translated" in result.stdout
    assert "left out: “пн” is forbidden for “Monday” in ru" in result.stdout
    written = (terms / "glossary.yaml").read_text(encoding="utf-8")
    assert "  ru: [колонна, караван]\n  fa: کاروان\n  note: On roads.\n  tr: konvoy\n" in written
    found = json.loads(run("glossary", "import", "more.csv", "--json").stdout)
    assert (found["added"], found["completed"], len(found["left_out"])) == (0, 0, 2)


@pytest.mark.parametrize(
    ("name", "told"),
    [("x.csv", "there is no such file"), ("x.xlsx", "neither a CSV nor a TBX file")],
)
def test_import_says_what_it_cannot_read(terms: Path, run: Run, name: str, told: str) -> None:
    result = run("glossary", "import", name)
    assert result.exit_code == 1
    assert told in result.stderr


def test_a_glossary_that_is_no_text_is_told(terms: Path, run: Run) -> None:
    (terms / "glossary.yaml").write_bytes(b"- term: x\n  ru: \xff\n")
    result = run("glossary", "check")
    assert result.exit_code == 1
    assert "glossary.yaml:2: the file is not UTF-8 text" in result.stderr
