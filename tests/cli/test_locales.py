"""Regional locales have data of their own; languages nobody prepared work by defaults."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from dragoman import languages
from tests.conftest import Run
from tests.packages import package_folder

TARGETS = {
    "ar-EG": ("rtl", "النهر ينخفض.", "٩ مارس ٢٠٢١"),
    "fa-AF": ("rtl", "آب رود پایین می‌رود.", "۹ مارچ ۲۰۲۱"),
    "ru-KZ": ("ltr", "Вода в реке спадает.", "9 марта 2021 г."),
    "de": ("ltr", "Der Fluss fällt wieder.", "9. März 2021"),
    "uk": ("ltr", "Вода в річці спадає.", "9 березня 2021 р."),
    "he": ("rtl", "מפלס הנהר יורד.", "9 במרץ 2021"),
    "ur": ("rtl", "دریا کا پانی اتر رہا ہے۔", "9 مارچ، 2021"),
}
"""The direction of each locale, the sentence in it, and how its readers write the day."""

ARTICLE = "---\ntitle: The river falls.\ndate: 2021-03-09\n---\n\nThe river falls.\n"


@pytest.fixture
def world(newsroom: Path, tmp_path: Path) -> Path:
    """A newsroom with models of five languages and Arabic, Persian, Russian."""
    for target in {tag.partition("-")[0] for tag in TARGETS}:
        package_folder(tmp_path / "packages", target=target)
    settings = f"targets: [{', '.join(TARGETS)}]\nmodels: ../packages\n"
    (newsroom / "dragoman.yaml").write_text(settings, encoding="utf-8")
    return newsroom


def test_the_round_in_any_locale(world: Path, run: Run) -> None:
    (world / "seeds/flood.md").write_text(ARTICLE, encoding="utf-8")
    result = run("translate", "flood.md")
    assert result.exit_code == 0, result.output
    for tag, (_, sentence, _) in TARGETS.items():
        review = world / "locales" / tag / "flood.md.yaml"
        text = review.read_text(encoding="utf-8")
        assert f'engine: "argos en-{tag.partition("-")[0]} 1.5' in text
        assert f"target: {tag}\n" in text
        own = f"  target: |-\n    {sentence}\n"
        text = re.sub(r"(?m)^  target: \|-\n(?:    .*\n)*", own, text)
        review.write_text(text.replace("status: draft", "status: approved"), encoding="utf-8")
    result = run("check", "flood.md")
    assert result.exit_code == 0, result.output
    result = run("export", "flood.md")
    assert result.exit_code == 0, result.output
    assert run("site").exit_code == 0
    for tag, (direction, sentence, day) in TARGETS.items():
        copy = (world / "output" / tag / "flood.md").read_text(encoding="utf-8")
        assert f"title: {sentence}\n" in copy
        assert f"lang: {tag}\ndir: {direction}\n" in copy
        page = (world / "site" / tag / "flood.html").read_text(encoding="utf-8")
        page = page.replace("\u00a0", " ")
        assert f'<html lang="{tag}" dir="{direction}">' in page
        assert f">{day}</time>" in page


@pytest.mark.parametrize(
    ("tag", "territory"),
    [
        ("ar-EG", "ar-EG"),
        ("fa", "fa-IR"),
        ("uk", "uk-UA"),
        ("ur", "ur-PK"),
        ("zh-Hant", "zh-TW"),
        ("eo", "eo-001"),
    ],
)
def test_the_territory_of_most_readers(tag: str, territory: str) -> None:
    assert languages.with_territory(tag) == territory


@pytest.mark.parametrize(
    ("tag", "text", "set_by_the_rules"),
    [
        ("ar-EG", "5 % of 1,234.5", "٥٪ of ١٬٢٣٤٫٥"),
        ("ar", "5 % of 1,234.5", "5٪ of 1,234.5"),
        ("ru-KZ", 'Он сказал: "да" - и ушёл', "Он сказал: «да»\u00a0— и ушёл"),
        ("fa-AF", "كتاب ها", "کتاب‌ها"),
        ("de", "Er sagte &quot;ja&quot;", "Er sagte „ja“"),
        ("uk", "Слово , слово", "Слово, слово"),
        ("he", "מילה , מילה", "מילה, מילה"),
        ("ur", "لفظ ، لفظ", "لفظ، لفظ"),
    ],
)
def test_finish_in_any_locale(
    newsroom: Path, run: Run, tag: str, text: str, set_by_the_rules: str
) -> None:
    file = newsroom / "note.txt"
    file.write_text(text + "\n", encoding="utf-8")
    assert run("finish", "--locale", tag, "note.txt").exit_code == 0
    assert file.read_text(encoding="utf-8") == set_by_the_rules + "\n"


@pytest.mark.parametrize(
    ("word", "tag", "small", "capital"),
    [
        ("ISPARTA", "tr", "ısparta", "Isparta"),
        ("İZMİR", "tr", "izmir", "İzmir"),
        ("izmir", "tr", "izmir", "İzmir"),
        ("TITLE", "en", "title", "Title"),
        ("ИЗЮМ", "ru", "изюм", "Изюм"),
    ],
)
def test_case_is_changed_as_the_language_does(
    word: str, tag: str, small: str, capital: str
) -> None:
    assert languages.lower(word, tag) == small
    assert languages.capitalized(word, tag) == capital


def test_a_locale_that_is_named_twice_is_refused_with_its_line(newsroom: Path, run: Run) -> None:
    (newsroom / "dragoman.yaml").write_text("source: en\ntargets: [ru, fa, RU]\n", encoding="utf-8")
    result = run("status")
    assert result.exit_code == 1
    assert "dragoman.yaml:2" in result.stderr
    assert "ru is named twice" in result.stderr
