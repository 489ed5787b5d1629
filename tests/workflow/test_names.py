"""What people call an article or a locale is understood, or answered by what they may mean."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from dragoman import languages
from tests.conftest import Run


@pytest.mark.parametrize(
    "name",
    ["locales/fa/flood.md.yaml", "./locales/fa/../fa/flood.md.yaml", "locales/fa"],
)
def test_a_review_file_means_its_article_in_its_locale(newsroom: Path, run: Run, name: str) -> None:
    run("translate")
    shown = json.loads(run("status", name, "--json").stdout)
    rows = {(row["article"], row["locale"]) for row in shown["files"]}
    every = {("flood.md", "fa"), ("sky/comet.txt", "fa")}
    assert rows == (every if name == "locales/fa" else {("flood.md", "fa")})
    assert run("approve", name, "--force").exit_code == 0
    assert "\n  status: approved" not in (newsroom / "locales/ru/flood.md.yaml").read_text("utf-8")


def test_it_is_understood_from_any_folder(
    newsroom: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("translate")
    monkeypatch.chdir(newsroom / "locales/fa/sky")
    assert run("approve", "comet.txt.yaml", "--force").exit_code == 0
    assert "\n  status: approved" in (newsroom / "locales/fa/sky/comet.txt.yaml").read_text("utf-8")
    assert "\n  status: approved" not in (newsroom / "locales/fa/flood.md.yaml").read_text("utf-8")


def test_names_that_mean_different_locales_are_refused(newsroom: Path, run: Run) -> None:
    run("translate")
    result = run("status", "locales/fa/flood.md.yaml", "locales/ru/flood.md.yaml")
    assert result.exit_code == 1
    assert "do not all mean the same locale" in result.stderr
    result = run("status", "locales/fa/flood.md.yaml", "--to", "ru")
    assert result.exit_code == 1
    assert "the review file is for fa, and --to asks for ru" in result.stderr
    assert run("status", "locales/fa/flood.md.yaml", "--to", "fa").exit_code == 0


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("flod.md", "flood.md"),
        ("flood", "flood.md"),
        ("Flood.MD", "flood.md"),
        ("seeds/flood.txt", "flood.md"),
        ("comet.txt", "sky/comet.txt"),
        ("ski/comet.txt", "sky/comet.txt"),
        ("locales/fa/comet.txt.yaml", "sky/comet.txt"),
    ],
)
def test_a_misspelt_article_is_answered_by_the_likeliest(
    newsroom: Path, run: Run, name: str, meant: str
) -> None:
    result = run("status", name)
    assert result.exit_code == 1
    assert f"Did you mean {meant}?" in result.stderr


def test_a_name_like_no_other_is_answered_by_none(newsroom: Path, run: Run) -> None:
    assert "Did you mean" not in run("status", "budget.html").stderr


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("persian", "fa"),
        ("Persain", "fa"),
        ("farsi", "fa"),
        ("فارسی", "fa"),
        ("русский", "ru"),
        ("Turkish", "tr"),
        ("german", "de"),
    ],
)
def test_a_language_by_its_name_is_answered_by_its_code(
    newsroom: Path, run: Run, word: str, meant: str
) -> None:
    result = run("status", "--to", word)
    assert result.exit_code == 1
    assert f"Did you mean {meant} ({languages.name(meant)})?" in result.stderr


def test_a_word_like_no_language_is_answered_by_none() -> None:
    assert languages.meant("qqqqqq", ("ru", "fa")) is None


@pytest.mark.parametrize(
    ("settings", "line"),
    [("targets: [ru, en]\n", 1), ("source: fa\ntargets: [fa]\n", 2), ("source: tr\n", 1)],
)
def test_articles_are_not_translated_into_their_own_language(
    newsroom: Path, run: Run, settings: str, line: int
) -> None:
    assert "are in en already" in run("status", "--to", "en").stderr
    (newsroom / "dragoman.yaml").write_text(settings, encoding="utf-8")
    result = run("translate")
    assert result.exit_code == 1
    assert f"dragoman.yaml:{line}:" in result.stderr
    assert "and `targets` asks for" in result.stderr
