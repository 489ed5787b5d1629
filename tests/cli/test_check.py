"""`dragoman check`: what it prints, for people and for programs, and its exit code."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from dragoman.checks import names
from tests.conftest import Run

FLOOD = "locales/fa/flood.md.yaml"
COMET = "locales/ru/sky/comet.txt.yaml"

Tree = Callable[[Path], dict[str, bytes]]


def edit(path: str, source: str, target: str, status: str = "approved", more: str = "") -> int:
    """Give the segment with this source another target, and return its line."""
    file = Path(path)
    text = file.read_text(encoding="utf-8")
    entries = re.split(r"(?=^- id: )", text, flags=re.MULTILINE)
    number = next(n for n, each in enumerate(entries) if source in each)
    entry = re.sub(r"status: \S+\n", f"status: {status}\n{more}", entries[number], count=1)
    entry = re.sub(r"(  target: \|-\n)(?:    .*\n)+", rf"\1    {target}\n", entry, count=1)
    entries[number] = entry
    file.write_text("".join(entries), encoding="utf-8")
    return "".join(entries[:number]).count("\n") + 1


@pytest.fixture
def checked(newsroom: Path, run: Run) -> Path:
    """A newsroom without findings."""
    run("translate")
    assert run("check").exit_code == 0
    return newsroom


CONVOY = "The convoy of 64 trucks"
LOST = "کاروان کامیون‌ها ساعت ۶:۳۰ روز دوشنبه راه افتاد."


def test_a_warning_names_file_and_line_and_is_no_failure(checked: Path, run: Run) -> None:
    line = edit(FLOOD, CONVOY, LOST)
    result = run("check")
    assert result.exit_code == 0
    assert f"{FLOOD}:{line}\n" in result.stdout
    assert "  warning: number_missing: 64 is in the source" in result.stdout
    assert LOST in result.stdout
    assert re.search(
        r"Checked 16 segments in 4 review files: 0 errors, \d+ warnings?\.", result.stdout
    )


def test_strict_fails_on_warnings(checked: Path, run: Run) -> None:
    edit(FLOOD, CONVOY, LOST)
    assert run("check", "--strict").exit_code == 1


def test_errors_fail_and_checking_writes_nothing(checked: Path, run: Run, tree: Tree) -> None:
    edit(FLOOD, "Send `FLOOD`", "بفرستید به 4455.")
    before = tree(checked)
    result = run("check")
    assert result.exit_code == 1
    assert "error: verbatim: FLOOD" in result.stdout
    assert tree(checked) == before


def test_a_blank_line_is_named_where_there_is_no_room_for_it(checked: Path, run: Run) -> None:
    line = edit(COMET, "Comet seen", "Комета видна\n\n    На севере")
    edit(COMET, "It was bright.", "Она была яркой.\n\n    Очень яркой.")
    result = run("check", "sky/comet.txt")
    assert f"{COMET}:{line}\n" in result.stdout
    assert result.stdout.count("paragraph: the blank line becomes a space") == 1
    run("export", "sky/comet.txt", "--to", "ru", "--accept", "draft", "--to-folder", "copies")
    (copy,) = (checked / "copies").rglob("comet*.txt")
    text = copy.read_text(encoding="utf-8")
    assert "Комета видна На севере\n" in text
    assert "Она была яркой.\n\nОчень яркой." in text


def test_only_what_is_named_is_checked(checked: Path, run: Run) -> None:
    edit(FLOOD, "Send `FLOOD`", "بفرستید به 4455.")
    assert run("check", "sky/comet.txt").exit_code == 0
    assert run("check", "flood.md").exit_code == 1


def test_a_dismissed_finding_does_not_come_back(checked: Path, run: Run) -> None:
    edit(FLOOD, "Send `FLOOD`", "بفرستید به 4455.", more="  ignore: [verbatim]\n")
    assert run("check").exit_code == 0


def test_a_misspelt_dismissal_is_told(checked: Path, run: Run) -> None:
    edit(COMET, "Nobody slept.", "Никто не спал.", more="  ignore: [verbatm]\n")
    result = run("check")
    assert "ignore_unknown: `verbatm` is not a check; did you mean `verbatim`?" in result.stdout


def test_settings_switch_checks_and_severities(checked: Path, run: Run) -> None:
    edit(FLOOD, CONVOY, LOST)
    settings = checked / "dragoman.yaml"
    usual = settings.read_text(encoding="utf-8")
    settings.write_text(usual + "checks: {number_missing: error}\n", encoding="utf-8")
    assert run("check").exit_code == 1
    settings.write_text(
        usual + "checks: {number_missing: error, fa: {number_missing: off}}\n", encoding="utf-8"
    )
    result = run("check")
    assert result.exit_code == 0
    assert "number_missing" not in result.stdout


def test_the_review_files_follow_the_settings(checked: Path, run: Run) -> None:
    edit(FLOOD, CONVOY, LOST)
    run("translate")
    assert "number_missing" in (checked / FLOOD).read_text(encoding="utf-8")
    settings = checked / "dragoman.yaml"
    text = settings.read_text(encoding="utf-8") + "checks: {number_missing: off}\n"
    settings.write_text(text, encoding="utf-8")
    run("translate")
    assert "number_missing" not in (checked / FLOOD).read_text(encoding="utf-8")


def test_one_sentence_translated_in_two_ways_is_told(checked: Path, run: Run) -> None:
    (checked / "seeds" / "second.txt").write_text("Nobody slept.\n", encoding="utf-8")
    run("translate")
    line = edit(COMET, "Nobody slept.", "Никто не спал.")
    edit("locales/ru/second.txt.yaml", "Nobody slept.", "Ни один не уснул.", status="reviewed")
    result = run("check")
    assert f"inconsistent: translated as “Никто не спал.” in {COMET}:{line}" in result.stdout


def test_a_stale_segment_shows_the_old_source(checked: Path, run: Run) -> None:
    edit(COMET, "Nobody slept.", "Никто не спал.")
    file = checked / "seeds" / "sky" / "comet.txt"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("Nobody slept.", "Everybody slept."), encoding="utf-8")
    run("translate")
    result = run("check", "--to", "ru")
    assert "warning: stale:" in result.stdout
    assert "was: Nobody slept." in result.stdout


def test_json_holds_what_people_see(checked: Path, run: Run) -> None:
    line = edit(FLOOD, CONVOY, LOST)
    for words in (["--json"], ["--format", "json"]):
        found = json.loads(run("check", *words).stdout)
        assert found["errors"] == 0
        told = next(each for each in found["findings"] if each["check"] == "number_missing")
        assert (told["path"], told["line"], told["severity"]) == (FLOOD, line, "warning")
        assert told["target"] == LOST


def test_github_annotations_are_one_line_each(checked: Path, run: Run) -> None:
    line = edit(FLOOD, "Send `FLOOD`", "بفرستید به 4455.")
    result = run("check", "--format", "github")
    assert result.exit_code == 1
    told = f"::error file={FLOOD},line={line},title=verbatim (fa)::"
    assert told in result.stdout
    assert all(each.startswith("::") for each in result.stdout.splitlines())


def test_sarif_is_as_the_standard_asks(checked: Path, run: Run) -> None:
    line = edit(FLOOD, "Send `FLOOD`", "بفرستید به 4455.")
    log: dict[str, Any] = json.loads(run("check", "--format", "sarif").stdout)
    assert set(log) == {"$schema", "version", "runs"}
    assert log["version"] == "2.1.0"
    (only,) = log["runs"]
    driver = only["tool"]["driver"]
    assert driver["name"] == "Dragoman"
    ids = [rule["id"] for rule in driver["rules"]]
    assert len(set(ids)) == len(ids)
    assert set(ids) == names()
    for rule in driver["rules"]:
        assert rule["defaultConfiguration"]["level"] in ("error", "warning")
        assert rule["shortDescription"]["text"]
    assert only["invocations"][0]["executionSuccessful"] is True
    assert only["columnKind"] in ("utf16CodeUnits", "unicodeCodePoints")
    for result in only["results"]:
        assert ids[result["ruleIndex"]] == result["ruleId"]
        assert result["level"] in ("none", "note", "warning", "error")
        assert result["message"]["text"]
        place = result["locations"][0]["physicalLocation"]
        assert place["artifactLocation"]["uriBaseId"] in only["originalUriBaseIds"]
        assert re.fullmatch(r"[\w./%-]+", place["artifactLocation"]["uri"])
        assert place["region"]["startLine"] >= 1
    told = next(each for each in only["results"] if each["ruleId"] == "verbatim")
    assert told["locations"][0]["physicalLocation"]["region"]["startLine"] == line


def test_a_broken_review_file_fails_in_every_format(checked: Path, run: Run) -> None:
    (checked / FLOOD).write_text("segments: [", encoding="utf-8")
    for form in ("text", "json", "github", "sarif"):
        result = run("check", "--format", form)
        assert result.exit_code == 1
        assert FLOOD in result.stdout + result.stderr


def test_a_check_is_explained(newsroom: Path, run: Run) -> None:
    result = run("check", "--explain", "number_reversed")
    assert result.exit_code == 0
    assert result.stdout.startswith("digits_reversed (error)")
    listed = run("check", "--explain", "all").stdout
    assert [line.split()[0] for line in listed.splitlines()][:1] == ["verbatim"]
    assert {line.split()[0] for line in listed.splitlines()} == names()
    wrong = run("check", "--explain", "stuter")
    assert wrong.exit_code == 1
    assert "Did you mean `stutter`?" in wrong.stderr


@pytest.mark.parametrize(
    ("folder", "said"),
    [
        ("farsi", "`farsi` is not a known locale, so no command reads"),
        ("FA", "Did you mean fa?"),
        ("fa_IR", "Did you mean fa-IR?"),
        ("fa-x", "`fa-x` is not a known locale"),
    ],
)
@pytest.mark.parametrize("command", ["check", "status"])
def test_a_folder_that_is_no_locale_is_told(
    newsroom: Path, run: Run, folder: str, said: str, command: str
) -> None:
    run("translate")
    place = newsroom / "locales" / folder / "sky"
    place.mkdir(parents=True)
    assert folder not in run(command).stderr, "an empty folder holds no work"
    (place / "comet.txt.yaml").write_text("segments:\n", encoding="utf-8")
    result = run(command)
    assert result.exit_code == 1
    assert f"locales/{folder}: " in result.stderr
    assert said in result.stderr
    (newsroom / "locales/de/a.txt.yaml").parent.mkdir()
    (newsroom / "locales/de/a.txt.yaml").write_text("segments:\n", encoding="utf-8")
    assert "locales/de" not in run(command).stderr
