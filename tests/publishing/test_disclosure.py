"""What readers are told, in each format and language, follows from the states alone."""

from __future__ import annotations

from datetime import date

import pytest
from markdown_it import MarkdownIt

from dragoman import formats
from dragoman.formats import FORMATS
from dragoman.model import Article, Block
from dragoman.publishing import Disclosure, Original, Position, Share, disclosure, original

ENGINES = ("argos en-fa 1.5",)
DAY = date(2027, 3, 9)


def said(locale: str, known: Original = Original("en"), /, **share: object) -> str:  # noqa: B008
    note = disclosure.note(Share(**share), known, locale)  # type: ignore[arg-type]
    return disclosure.in_text(note, locale, marks=False)


@pytest.mark.parametrize(
    ("share", "expected"),
    [
        ({"engines": ENGINES, "sentences": 24}, "It has not been reviewed by a person."),
        ({"engines": ENGINES, "sentences": 24, "reviewed": 12}, "reviewed 12 of its 24 sentences."),
        ({"engines": ENGINES, "sentences": 2, "reviewed": 2}, "and reviewed by a person."),
        ({"sentences": 24, "reviewed": 24}, "This text is a translation."),
        ({"sentences": 2, "unknown": 2}, "whether a machine or a person made it."),
        ({"sentences": 2, "unknown": 2}, "It has not been reviewed by a person."),
        ({"sentences": 2, "unknown": 2, "reviewed": 2}, "A person has reviewed it."),
        ({"sentences": 24, "unknown": 2, "reviewed": 12}, "reviewed 12 of its 24 sentences."),
        (
            {"engines": ENGINES, "sentences": 2, "unknown": 1, "reviewed": 2},
            "a machine or a person translated 1 sentence of it.",
        ),
        ({"engines": ENGINES, "kept": 1}, "not translated yet stand in the original language."),
        ({"engines": ENGINES, "stale": 1}, "1 sentence here follows its earlier version."),
    ],
)
def test_the_note_says_what_is_so(share: dict[str, object], expected: str) -> None:
    assert expected in said("en", **share)


@pytest.mark.parametrize(
    ("locale", "expected"),
    [
        ("ru", "Человек проверил 12 из 24 предложений."),
        ("fa", "۱۲ جمله از ۲۴ جملهٔ آن را انسان بازبینی کرده است."),
        ("tr", "24 cümlenin 12 tanesi bir kişi tarafından gözden geçirilmiştir."),
        ("ar", "راجع إنسان 12 من أصل 24 جملة."),
        ("ar-EG", "راجع إنسان ١٢ من أصل ٢٤ جملة."),
        ("en", "A person has reviewed 12 of its 24 sentences."),
        ("de", "A person has reviewed 12 of its 24 sentences."),
    ],
)
def test_the_note_is_in_the_readers_language(locale: str, expected: str) -> None:
    assert expected in said(locale, engines=ENGINES, sentences=24, reviewed=12)


@pytest.mark.parametrize(
    ("locale", "expected"),
    [
        ("ru", "Оригинал (английский): The flood, 9 марта 2027\u00a0г. — https://a.example/b"),
        ("fa", "متن اصلی (انگلیسی): The flood، ۹ مارس ۲۰۲۷ — https://a.example/b"),
        ("tr", "Özgün metin (İngilizce): The flood, 9 Mart 2027 — https://a.example/b"),
        ("ar", "النص الأصلي (الإنجليزية): The flood، 9 مارس 2027 — https://a.example/b"),
        ("en-GB", "Original (English): The flood, 9 March 2027 — https://a.example/b"),
    ],
)
def test_the_original_is_named_with_its_date(locale: str, expected: str) -> None:
    known = Original("en", "The flood", "https://a.example/b", DAY)
    assert said(locale, known, engines=ENGINES).splitlines()[-1] == expected


def test_what_is_not_known_of_the_original_is_not_said() -> None:
    assert said("en").endswith("\nOriginal language: English")
    assert said("en", Original("tr", "Sel")).endswith("\nOriginal (Turkish): Sel")
    only = Original("tr", address="https://a.example/b")
    assert said("en", only).endswith("\nOriginal (Turkish): https://a.example/b")


def test_latin_titles_are_isolated_in_right_to_left_text() -> None:
    note = disclosure.note(Share(), Original("en", "Flood!", "https://a.example/b"), "fa")
    assert "\u2066Flood!\u2069" in disclosure.in_text(note, "fa", marks=True)
    assert "\u2066" not in disclosure.in_text(note, "fa", marks=False)
    assert "\u2066Flood" in disclosure.in_markdown(note, "fa", marks=True)
    html = disclosure.in_html(note, "fa", marks=True)
    assert "\u2066" not in html
    assert '<cite lang="en" dir="ltr">Flood!</cite>' in html


TITLES = ["*Flood* [x](y) <b>", "a_b_c `d` \\", "![Flood]", "A & B &amp; C", "1. ]( x", "%s %(x)s"]


@pytest.mark.parametrize("title", TITLES)
def test_a_title_is_text_and_no_markup(title: str) -> None:
    note = disclosure.note(Share(), Original("en", title, "https://a.example/(b) c"), "ru")
    text = disclosure.in_markdown(note, "ru", marks=True)
    tokens = MarkdownIt("commonmark").parseInline(text)[0].children or []
    assert [token.type for token in tokens] == ["text", "link_open", "text", "link_close"]
    assert tokens[2].content == title
    assert tokens[1].attrs["href"] == "https://a.example/(b)%20c"
    html = disclosure.in_html(note, "ru", marks=True)
    escaped = title.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    assert f">{escaped}</cite></a>" in html


def test_a_note_in_another_language_says_so() -> None:
    note = disclosure.note(Share(), Original("en", "x"), "he")
    assert note.language == "en"
    assert disclosure.in_markdown(note, "he", marks=True).startswith('<span lang="en" dir="ltr">')
    assert 'lang="en" dir="ltr"><p>' in disclosure.in_html(note, "he", marks=True)
    assert 'lang="ar-EG" dir="rtl"' in disclosure.in_html(
        disclosure.note(Share(), Original("en", "x"), "ar-EG"), "ar-EG", marks=True
    )


def article(*blocks: Block, path: str = "news/flood.md") -> Article:
    return Article(path, "en", blocks)


@pytest.mark.parametrize(
    ("pattern", "address"),
    [
        ("", ""),
        ("https://a.example/{path}.html", "https://a.example/news/flood.html"),
        ("https://a.example/", "https://a.example/news/flood"),
    ],
)
def test_the_address_of_the_original(pattern: str, address: str) -> None:
    assert original(article(), None, pattern).address == address


@pytest.mark.parametrize(
    ("path", "text", "title"),
    [
        ("a.md", "# *One* & two\n", "One & two"),
        ("a.md", "---\ntitle: Three\n---\n\n# One\n", "Three"),
        ("a.md", "Only a paragraph.\n", ""),
        ("a.txt", "One\n\nIt fell.\n", "One"),
        ("a.txt", "Is it open?\n\nNobody knows.\n", "Is it open?"),
        ("a.txt", "It is open.\n\nNobody knows.\n", ""),
        ("a.html", "<h3>Teaser</h3><h1>One <i>two</i></h1>", "One two"),
        ("a.html", "<title>One | News</title><h2>Two</h2>", "One | News"),
        ("a.html", "---\ntitle: Three\n---\n<h2>Two</h2>", "Three"),
        ("a.html", "<h2>Two</h2><p>x", "Two"),
    ],
)
def test_the_title_of_the_original(path: str, text: str, title: str) -> None:
    assert original(formats.parse(path, text.encode(), "en"), None, "").title == title


@pytest.mark.parametrize(
    "text",
    [
        '<meta property="article:published_time" content="2027-03-09T10:00Z"><p>x',
        '<script type="application/ld+json">{"datePublished": "2027-03-09"}</script><p>x',
    ],
)
def test_the_day_of_a_page(text: str) -> None:
    assert original(formats.parse("a.html", text.encode(), "en"), None, "").day == DAY


def test_each_format_has_a_place_of_its_own_for_the_note() -> None:
    chosen = Disclosure(text=Position.OFF, word=Position.START)
    assert chosen.of("word") is Position.START
    assert chosen.of("text") is chosen.of("a format of another package") is Position.OFF
    off = Disclosure.everywhere(Position.OFF)
    assert {off.of(known.disclosure) for known in FORMATS} == {Position.OFF}
