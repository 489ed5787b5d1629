"""`dragoman preview`: a translation beside its source, in one file."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from dragoman.publishing.messages import messages
from tests.conftest import Run

REVIEW = "locales/fa/flood.md.yaml"


def reviewed(newsroom: Path, run: Run) -> str:
    """A review with an approved, a stale and a wrong unit, and the page that shows it."""
    run("translate", "--to", "fa")
    file = newsroom / REVIEW
    text = file.read_text(encoding="utf-8")
    text = text.replace("status: draft", "status: approved", 1)
    start = text.index("The convoy of 64 trucks")
    changed = text[start:].replace("status: draft", "status: draft", 1)
    changed = re.sub(
        r"target: \|-\n    .*", "target: |-\n    کاروان <b>۶۴</b> رفت", changed, count=1
    )
    file.write_text(text[:start] + changed, encoding="utf-8")
    seed = newsroom / "seeds/flood.md"
    article = seed.read_text(encoding="utf-8").replace("64 trucks left", "46 trucks left")
    seed.write_text(article, encoding="utf-8")
    run("translate", "--to", "fa")
    assert run("preview", "flood.md", "--to", "fa", "--language", "en").exit_code == 0
    return (newsroom / "preview/fa/flood.md.html").read_text(encoding="utf-8")


def test_both_languages_stand_in_their_direction(newsroom: Path, run: Run) -> None:
    page = reviewed(newsroom, run)
    assert '<p class="text" lang="en" dir="ltr">The river falls</p>' in page
    assert page.count('lang="fa" dir="rtl"') >= page.count('class="row ')
    assert "Corrections go into <code>locales/fa/flood.md.yaml</code>" in page


def test_a_changed_source_is_shown_word_by_word(newsroom: Path, run: Run) -> None:
    page = reviewed(newsroom, run)
    assert '<div class="row stale"' in page
    assert "The convoy of <del>64</del><ins>46</ins> trucks left" in page
    assert "Suggestion:" in page
    assert "کاروان &lt;b&gt;۶۴&lt;/b&gt; رفت" in page, "HTML in a translation is shown, not obeyed"


def test_the_page_needs_nothing_else(newsroom: Path, run: Run) -> None:
    page = reviewed(newsroom, run)
    assert "<script" not in page
    assert not re.search(r"<(?:link|img|iframe)\b|url\(", page)
    assert "https://example.org/d" in page, "links in the text stay links"


def test_every_segment_and_its_line_is_there(newsroom: Path, run: Run) -> None:
    page = reviewed(newsroom, run)
    text = (newsroom / REVIEW).read_text(encoding="utf-8")
    lines = text.split("\n")
    for name in re.findall(r"^- id: (\S+)$", text, re.MULTILINE):
        row = page[page.index(f'id="s{name}"') :]
        line = int(re.findall(r"· line (\d+)", row)[0])
        assert f"id: {name}" in lines[line - 1]


def test_what_is_not_translated_yet_says_so(newsroom: Path, run: Run) -> None:
    result = run("preview", "--to", "ru")
    assert result.exit_code == 1
    assert "dragoman translate flood.md --to ru" in result.stderr
    assert not (newsroom / "preview").exists()


def test_another_folder_and_json(newsroom: Path, run: Run, tmp_path: Path) -> None:
    run("translate")
    result = run("preview", "flood.md", "--out", str(tmp_path / "mail"), "--json")
    assert len(json.loads(result.stdout)["pages"]) == 2
    assert (tmp_path / "mail/ru/flood.md.html").exists()


def test_emphasis_in_a_page_is_seen_and_nothing_obeyed(newsroom: Path, run: Run) -> None:
    text = (
        '<p>There is <b onclick="x()">no</b> <a href="https://example.org/d">rain</a> '
        "<i>here.</i></p>\n"
    )
    (newsroom / "seeds/page.html").write_text(text, encoding="utf-8")
    run("translate", "--to", "fa")
    run("preview", "page.html", "--to", "fa")
    page = (newsroom / "preview/fa/page.html.html").read_text(encoding="utf-8")
    assert "There is <b>no</b> <u>rain</u> <i>here.</i>" in page
    assert "onclick" not in page


def test_a_confidence_is_not_called_certainty(newsroom: Path, run: Run) -> None:
    run("translate", "--to", "fa")
    run("preview", "flood.md", "--to", "fa")
    page = (newsroom / "preview/fa/flood.md.html").read_text(encoding="utf-8")
    assert "sure" not in page.split("<main>")[1]


@pytest.mark.parametrize(
    ("language", "direction", "words"),
    [
        ("ru", "ltr", ["строка 3", "Как изменился оригинал"]),
        ("fa", "rtl", ["سطر ۳", "متن اصلی چگونه تغییر کرد"]),
        ("tr", "ltr", ["satır 3", "Kaynak nasıl değişti"]),
        ("ar", "rtl", ["كيف تغيّر الأصل"]),
    ],
)
def test_the_page_speaks_the_language_of_who_reads_it(
    newsroom: Path, run: Run, language: str, direction: str, words: list[str]
) -> None:
    english = reviewed(newsroom, run)
    assert run("preview", "flood.md", "--to", "fa", "--language", language).exit_code == 0
    page = (newsroom / "preview/fa/flood.md.html").read_text(encoding="utf-8")
    assert f'<html lang="{language}" dir="{direction}">' in page
    shown = re.sub(r"<[^>]*>", " ", page.split("<body>")[1])
    for word in (
        "Corrections",
        "Hide what",
        "How the source",
        "Suggestion:",
        "· line",
        "paragraph",
    ):
        assert word in english
        assert word not in shown
    rows = re.findall(r'class="row ([a-z-]+)" id="s([^"]+)"', english)
    assert re.findall(r'class="row ([a-z-]+)" id="s([^"]+)"', page) == rows
    assert '<p class="text" lang="en" dir="ltr">The river falls</p>' in page
    said = messages(language).gettext
    for word in (*words, said("paragraph"), said("approved")):
        assert word in shown


def test_a_page_speaks_the_language_of_its_translation_if_nobody_says_otherwise(
    newsroom: Path, run: Run
) -> None:
    run("translate", "--to", "fa", "--to", "de")
    run("preview", "flood.md", "--to", "fa", "--to", "de")
    pages = {locale: newsroom / f"preview/{locale}/flood.md.html" for locale in ("fa", "de")}
    texts = {locale: page.read_text(encoding="utf-8") for locale, page in pages.items()}
    assert '<html lang="fa" dir="rtl">' in texts["fa"]
    assert "سطر ۳" in texts["fa"]
    assert '<html lang="en" dir="ltr">' in texts["de"]
