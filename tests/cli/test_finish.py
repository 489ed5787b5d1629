"""`dragoman finish`, as a typesetter uses it on any file."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from dragoman.cli import cli
from tests.conftest import Run

NB = "\u00a0"


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_text_is_set_line_by_line_and_once(here: Path, run: Run) -> None:
    file = here / "news.txt"
    file.write_bytes('  Он сказал: "Да"\r\n\r\nМосква - столица\n'.encode())

    result = run("finish", "--locale", "ru", "news.txt")

    assert result.exit_code == 0
    assert file.read_bytes().decode() == f"  Он сказал: «Да»\r\n\r\nМосква{NB}— столица\n"
    assert "news.txt: changed: quotes 1×, dashes 1×" in result.stdout
    assert "news.txt: nothing to change" in run("finish", "--locale", "ru", "news.txt").stdout


def test_in_markdown_only_sentences_are_touched(here: Path, run: Run) -> None:
    file = here / "news.md"
    text = '# "Да"\n\n```\n"нет" - x\n```\n\nСлово\n"да" - `"x"`\nи [a](b "c").\n'
    file.write_text(text, encoding="utf-8")

    run("finish", "--locale", "ru", "news.md")

    assert file.read_text(encoding="utf-8") == (
        f'# «Да»\n\n```\n"нет" - x\n```\n\nСлово\n«да»{NB}— `"x"`\nи [a](b "c").\n'
    )


def test_check_and_diff_write_nothing(here: Path, run: Run) -> None:
    file = here / "news.txt"
    file.write_text('"да" сказал\n', encoding="utf-8")

    checked = run("finish", "--locale", "ru", "--check", "news.txt")
    compared = run("finish", "--locale", "ru", "--diff", "news.txt")

    assert checked.exit_code == 1
    assert "would change: quotes 1×" in checked.stdout
    assert compared.exit_code == 0
    assert '-"да" сказал\n+«да» сказал' in compared.stdout
    assert file.read_text(encoding="utf-8") == '"да" сказал\n'


def test_the_settings_of_the_project_hold(here: Path, run: Run) -> None:
    (here / "dragoman.yaml").write_text("typography: {fa: {digits: true}}\n", encoding="utf-8")
    (here / "a.txt").write_text("24 نفر\n", encoding="utf-8")

    run("finish", "--locale", "fa", "a.txt")

    assert (here / "a.txt").read_text(encoding="utf-8") == "۲۴ نفر\n"
    assert "fa on" in run("finish", "--list").stdout.split("digits")[1].split("\n")[1]


KEPT = ("A - B", 'Die "Neue"', "Rock'n'Roll", "1,250.5 FM", "Wait...", "100% Pure", "No. 5")
"""Names of which some rule of each language would change a part."""

GLOSSARY = "".join(f"- term: {json.dumps(name)}\n  do-not-translate: true\n" for name in KEPT)


def named(locale: str) -> str:
    """A line with every name, and with marks that are set in each language."""
    names = ", ".join(KEPT)
    return {
        "ru": f'Слово "да": {names} - всё...\n',
        "fa": f'كلمه "بله": {names}, تمام\n',
        "tr": f'"Evet" dedi: {names}...\n',
        "ar": f'قال "نعم": {names}, انتهى\n',
    }[locale]


@pytest.mark.parametrize("locale", ["ru", "fa", "tr", "ar"])
@pytest.mark.parametrize("name", ["a.txt", "a.md"])
def test_names_that_are_not_to_be_translated_stay(
    here: Path, run: Run, locale: str, name: str
) -> None:
    settings = "typography: {digits: true, quotes: true, apostrophe: true}\n"
    (here / "dragoman.yaml").write_text(settings, encoding="utf-8")
    (here / name).write_text(named(locale), encoding="utf-8")
    run("finish", "--locale", locale, name)
    without = (here / name).read_text(encoding="utf-8")
    assert any(each not in without for each in KEPT), "nothing is at stake"
    (here / "glossary.yaml").write_text(GLOSSARY, encoding="utf-8")
    (here / name).write_text(named(locale), encoding="utf-8")

    run("finish", "--locale", locale, name)

    text = (here / name).read_text(encoding="utf-8")
    assert [each for each in KEPT if each not in text] == []
    assert text != named(locale), "what is no name is set all the same"


def test_names_stay_on_standard_input_too(here: Path) -> None:
    (here / "dragoman.yaml").write_text("source: en\n", encoding="utf-8")
    (here / "glossary.yaml").write_text(GLOSSARY, encoding="utf-8")
    text = 'А "A - B" - тут\n'
    result = CliRunner().invoke(cli, ["finish", "--locale", "ru", "-"], input=text)
    assert result.stdout == f"А «A - B»{NB}— тут\n"


def test_a_glossary_that_cannot_be_read_stops_it_before_a_name_is_changed(
    here: Path, run: Run
) -> None:
    (here / "dragoman.yaml").write_text("source: en\n", encoding="utf-8")
    (here / "glossary.yaml").write_text("- term: [\n", encoding="utf-8")
    (here / "a.txt").write_text('"да"\n', encoding="utf-8")

    result = run("finish", "--locale", "ru", "a.txt")

    assert result.exit_code == 1
    assert "glossary.yaml:" in result.stderr
    assert (here / "a.txt").read_text(encoding="utf-8") == '"да"\n'


def test_standard_input_comes_out_finished(here: Path) -> None:
    result = CliRunner().invoke(cli, ["finish", "--locale", "fa", "-"], input="سلام, دنیا\n")

    assert result.stdout == "سلام، دنیا\n"


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("news.txt",), 2, "Say what to finish"),
        (("--locale", "fa"), 2, "Say what to finish"),
        (("--locale", "fa", "-", "a.txt"), 2, "the only file"),
        (("--locale", "xx", "a.txt"), 1, "`xx` is not a known locale"),
        (("--locale", "fa", "none.txt"), 1, "there is no such file"),
    ],
)
def test_what_is_wrong_is_said(
    here: Path, run: Run, arguments: tuple[str, ...], code: int, said: str
) -> None:
    result = run("finish", *arguments)

    assert result.exit_code == code
    assert said in result.stderr


def test_a_file_that_is_no_text_stays_and_the_others_go_on(here: Path, run: Run) -> None:
    (here / "a.txt").write_bytes(b"\xff\xfe\x00")
    (here / "b.txt").write_text('"да"\n', encoding="utf-8")

    result = run("finish", "--locale", "ru", "a.txt", "b.txt")

    assert result.exit_code == 1
    assert "UTF-8" in result.stderr or "binary" in result.stderr
    assert (here / "a.txt").read_bytes() == b"\xff\xfe\x00"
    assert (here / "b.txt").read_text(encoding="utf-8") == "«да»\n"


def test_a_page_is_read_by_its_parser(here: Path, run: Run) -> None:
    page = (
        '<!doctype html>\n<html><head><script>var n = a - b; var s = "x";</script>\n'
        '<style>a::before { content: "-" }</style></head>\n'
        '<body><p class="a - b">Москва - столица, "да".</p><pre>a - b</pre></body></html>\n'
    )
    (here / "a.html").write_text(page, encoding="utf-8")

    assert run("finish", "--locale", "ru", "a.html").exit_code == 0

    text = (here / "a.html").read_text(encoding="utf-8")
    assert text == page.replace('Москва - столица, "да"', f"Москва{NB}— столица, «да»")


@pytest.mark.parametrize("name", ["a.js", "a.css", "a", "a.py", "flood.md.yaml", "a.json", "a.po"])
def test_what_no_format_reads_is_refused(here: Path, run: Run, name: str) -> None:
    (here / name).write_text('"да" - да\n', encoding="utf-8")

    result = run("finish", "--locale", "ru", name)

    assert result.exit_code == 1
    assert name in result.stderr
    assert "Nothing was changed in it." in result.stderr
    assert (here / name).read_text(encoding="utf-8") == '"да" - да\n'
