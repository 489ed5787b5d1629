"""Ruby: what stands above a word is left out, translated, or stays with the word."""

from __future__ import annotations

import pytest

from dragoman import formats
from tests.formats.accents import capitals


def read(name: str, text: str, language: str) -> tuple[list[str], list[str]]:
    article = formats.parse(name, text.encode(), language)
    assert formats.serialize(article, [None] * len(article.segments)) == text.encode()
    return [s.source for s in article.segments], [each.message for each in article.findings]


TOLD = "line 1: how words are read is left out of copies, as “%s”"


@pytest.mark.parametrize("name", ["a.html", "a.md"])
@pytest.mark.parametrize(
    ("text", "language", "source", "reading"),
    [
        ("昨日<ruby>大雨<rt>おおあめ</rt></ruby>が降った。", "ja", "昨日大雨が降った。",
         "おおあめ"),
        ("昨日<ruby>大<rp>(</rp><rt>おお</rt><rp>)</rp>雨<rt>あめ</ruby>が降った。", "ja",
         "昨日大雨が降った。", "おお あめ"),
        ("昨日<ruby class='r'><rb>大雨</rb><rt>おお<b>あめ</b></rt></ruby>が。", "ja",
         "昨日大雨が。", "おおあめ"),
        ("昨天<ruby>下雨<rt>xià yǔ</rt></ruby>了。", "zh", "昨天下雨了。", "xià yǔ"),
    ],
)  # fmt: skip
def test_readings_are_left_out_and_told(
    name: str, text: str, language: str, source: str, reading: str
) -> None:
    assert read(name, text, language) == ([source], [TOLD % reading])


@pytest.mark.parametrize("name", ["a.html", "a.md"])
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("the <ruby>un<rt>nations</rt></ruby> met.",
         "THE <ruby>UN <rp>(</rp><rt>NATIONS</rt><rp>)</rp></ruby> MET."),
        ("the <ruby>un<rp>[</rp><rt>nations</rt><rp>]</rp></ruby> met.",
         "THE <ruby>UN<rp>[</rp><rt>NATIONS</rt><rp>]</rp></ruby> MET."),
    ],
)  # fmt: skip
def test_meanings_are_translated(name: str, text: str, expected: str) -> None:
    assert capitals(name, text) == expected


def test_a_meaning_in_the_same_letters_is_no_reading() -> None:
    sources, told = read("a.html", "<p>我<ruby>友人<rt>知己</rt></ruby>。</p>", "zh")
    assert sources == ["我<ruby>友人 <rp>(</rp><rt>知己</rt><rp>)</rp></ruby>。"]
    assert told == []


def test_a_word_of_another_script_stays_whole() -> None:
    text = "<p>we say <ruby>明日<rt>ashita</rt></ruby> now.</p>"
    assert capitals("a.html", text) == "<p>WE SAY <ruby>明日<rt>ashita</rt></ruby> NOW.</p>"
    assert read("a.html", text, "en")[1] == []


def test_what_lies_in_another_language_keeps_its_readings() -> None:
    text = '<p>he said <i lang="zh"><ruby>明日<rt>míngrì</rt></ruby></i> to us.</p>'
    assert capitals("a.html", text) == text.replace("he said", "HE SAID").replace("to us", "TO US")


def test_only_what_is_translated_loses_its_readings() -> None:
    text = "<p><ruby>明<rt>あ</rt></ruby>。</p><p><ruby>日<rt>ひ</rt></ruby>。</p>"
    article = formats.parse("a.html", text.encode(), "ja")
    copy = formats.serialize(article, ["Light.", None], "tr").decode()
    assert copy == "<p>Light.</p><p><ruby>日<rt>ひ</rt></ruby>。</p>"
