"""What the site takes from an article of each format."""

from __future__ import annotations

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.errors import ArticleError
from dragoman.site import READERS, names, read
from dragoman.site.document import Hints
from dragoman.site.links import relinked


def test_markdown_with_front_matter() -> None:
    text = """\
---
title: "سیل: فروکش کرد"
date: 2027-03-09
description: Kurz
author: [Mira, Jon]
image: {src: images/a b.jpg, caption: A bridge}
---

# First {#one .wide}

Text with *stress*.

| a | b |
| - | - |
| 1 | 2 |
"""
    found = read("flood.md", text.encode())
    assert found.facts.title == "سیل: فروکش کرد"
    assert found.facts.day == date(2027, 3, 9)
    assert found.facts.description == "Kurz"
    assert found.facts.author == "Mira, Jon"
    assert (found.facts.image, found.facts.image_alt) == ("images/a b.jpg", "A bridge")
    assert '<h2 id="one" class="wide">First</h2>' in found.body, "the title is the only h1"
    assert '<div class="wide" tabindex="0" role="group">' in found.body


@pytest.mark.parametrize(
    ("text", "title", "body"),
    [
        ("# The *river* falls\n\nText.\n", "The river falls", "<p>Text.</p>"),
        ("## The river\n\n## Next\n", "The river", '<h2 id="next">Next</h2>'),
        ("Text.\n", "flood", "<p>Text.</p>"),
        ("---\ntitle: One\n---\n# One\n\nText.\n", "One", "<p>Text.</p>"),
        ("---\ndate: never\n---\nText.\n", "flood", "<p>Text.</p>"),
    ],
)
def test_the_title_of_markdown_stands_once(text: str, title: str, body: str) -> None:
    found = read("news/flood.md", text.encode())
    assert (found.facts.title, found.body) == (title, body)
    assert found.facts.day is None


def test_plain_text() -> None:
    text = (
        "River falls\n\nWrite to desk@example.org & see https://example.org/a?b=1.\n\n"
        "- one\n- two\n\nSecond part\n\nThe <end>.\n"
    )
    found = read("flood.txt", text.encode())
    assert found.facts.title == "River falls"
    assert found.facts.description.startswith("Write to desk@example.org")
    assert (
        '<a href="mailto:desk@example.org" dir="ltr">desk@example.org</a> &amp; see' in found.body
    )
    assert '<a href="https://example.org/a?b=1" dir="ltr">' in found.body
    assert "<ul>\n<li>one</li>\n<li>two</li>\n</ul>" in found.body
    assert '<h2 id="second-part">Second part</h2>' in found.body
    assert "&lt;end&gt;" in found.body


LISTS = {
    "- one\n- two\n": "<ul>\n<li>one</li>\n<li>two</li>\n</ul>",
    "1. one\n2. two\n": "<ol>\n<li>one</li>\n<li>two</li>\n</ol>",
    "1) one\n2) two\n": '<ol class="bracket">\n<li>one</li>\n<li>two</li>\n</ol>',
    "7. one\n8. two\n": '<ol start="7">\n<li>one</li>\n<li>two</li>\n</ol>',
    "1. one\n7. two\n8. six\n": ('<ol>\n<li>one</li>\n<li value="7">two</li>\n<li>six</li>\n</ol>'),
    "3. one\n2. two\n2. six\n": (
        '<ol start="3">\n<li>one</li>\n<li value="2">two</li>\n<li value="2">six</li>\n</ol>'
    ),
    "- one\n- two\n3) six\n": (
        "<ul>\n<li>one</li>\n<li>two</li>\n</ul>\n"
        '<ol class="bracket" start="3">\n<li>six</li>\n</ol>'
    ),
    "1. one\n2) two\n- six\n": (
        '<ol>\n<li>one</li>\n</ol>\n<ol class="bracket" start="2">\n<li>two</li>\n</ol>\n'
        "<ul>\n<li>six</li>\n</ul>"
    ),
    "a) one\nb) two\n": '<ul class="lettered">\n<li>a) one</li>\n<li>b) two</li>\n</ul>',
    "(1) one\n(2) two\n": '<ul class="lettered">\n<li>(1) one</li>\n<li>(2) two</li>\n</ul>',
    "۱. یک\n۲. دو\n": "<ol>\n<li>یک</li>\n<li>دو</li>\n</ol>",
}


@pytest.mark.parametrize("text", LISTS)
def test_lists_of_plain_text_keep_their_marks_and_numbers(text: str) -> None:
    found = read("flood.txt", f"River falls\n\nWater.\n\n{text}\nThe end of it.\n".encode())
    assert f"<p>Water.</p>\n{LISTS[text]}\n<p>The end" in found.body


def test_plain_text_without_a_heading_is_named_by_its_first_words() -> None:
    found = read("note.txt", ("The river fell. " * 20).encode())
    assert found.facts.title.endswith("…")
    assert len(found.facts.title) <= 80
    assert found.body.startswith("<p>The river fell.")


def test_a_whole_page_gives_its_article() -> None:
    page = """\
<!DOCTYPE html><html lang="fa"><head><title>Site – River</title>
<meta name="description" content="What &amp; why">
<meta property="article:published_time" content="2027-03-09T08:00:00Z"></head>
<body><nav>Menu</nav><article><h1>The <b>river</b> falls</h1><p>Text.</p></article></body></html>
"""
    found = read("flood.html", page.encode())
    assert found.facts.title == "The river falls"
    assert found.facts.description == "What & why"
    assert found.facts.day == date(2027, 3, 9)
    assert found.body == "<p>Text.</p>"


def test_a_fragment_is_taken_whole() -> None:
    found = read("flood.html", b"<h1>River</h1>\n<p>One.</p>\n<p>Two.</p>\n")
    assert found.facts.title == "River"
    assert found.body == "<p>One.</p>\n<p>Two.</p>"


NEWS = """<?xml version="1.0" encoding="ISO-8859-1"?><nitf baselang="tr"><head><title>Köprü</title>
<docdata><date.release norm="2027-03-09T08:00:00Z"/><doc-id id-string="b#tr"/></docdata></head>
<body><body.head><hedline><hl1>Köprü <em>açık</em></hl1></hedline>
<byline>By <person>Mira Castrel</person></byline>
<abstract><p>Kamyonlar &amp; arabalar.</p></abstract></body.head>
<body.content><block><p><location>Lorven</location>: <a href="javascript:x()">64</a>
<a href="b.html">kamyon</a>.<br/>Uzun.</p><hl2>Sonra</hl2>
<note><body.content><p>Not before noon.</p></body.content></note>
<media media-type="image"><media-reference mime-type="image/png" source="a.png"
alternate-text="Bir &quot;yol&quot;"/><media-caption>Yolda</media-caption>
<media-producer>Ann</media-producer></media></block><p>Makine çevirdi.</p></body.content>
<body.end><tagline>Son.</tagline></body.end></body></nitf>"""


def test_a_text_of_an_agency_in_xml_is_a_page() -> None:
    data = NEWS.encode("latin-1", "xmlcharrefreplace")
    found = read("a.nitf", data, Hints(notes=("Makine çevirdi.",)))
    assert (found.facts.title, found.facts.author) == ("Köprü açık", "Mira Castrel")
    assert found.facts.published == "2027-03-09T08:00:00+00:00"
    assert found.facts.description == "Kamyonlar & arabalar."
    assert found.body == (
        "<p>Kamyonlar &amp; arabalar.</p>\n<p>Lorven: <a>64</a>\n"
        '<a href="b.html">kamyon</a>.<br>Uzun.</p><h2 id="sonra">Sonra</h2>\n\n'
        '<figure><img src="a.png" alt="Bir &quot;yol&quot;"><figcaption>Yolda</figcaption>\n'
        "</figure><p>Son.</p>"
    )


def test_a_news_item_in_json_is_a_page() -> None:
    item = {
        "uri": "x#tr",
        "language": "tr",
        "versioncreated": "2027-03-09T08:00:00Z",
        "byline": "Mira Castrel",
        "edNote": "Not before noon.",
        "headlines": [{"value": "Köprü <b>açık</b>", "contentType": "text/html"}],
        "bodies": [
            {"value": "Kamyonlar.", "contentType": "text/plain"},
            {"value": "<p>Kamyonlar.</p><p>Makine &amp; biz.</p>", "contentType": "text/html"},
        ],
        "associations": [
            {"uri": "p", "type": "picture", "renditions": [{"href": "a.jpg"}],
             "descriptions": [{"value": "Yol <1>"}]},
            {"uri": "q", "type": "picture", "renditions": [{"href": "javascript:x()"}]},
        ],
    }  # fmt: skip
    other = {"uri": "y", "headline": "Yağmur", "body_text": "Bir.\n\nİki < üç.\nMakine & biz."}
    found = read("a.json", json.dumps([item, other]).encode(), Hints(notes=("Makine & biz.",)))
    assert (found.facts.title, found.facts.author) == ("Köprü açık", "Mira Castrel")
    assert found.facts.day == date(2027, 3, 9)
    assert found.body == (
        '<figure><img src="a.jpg" alt=""><figcaption>Yol &lt;1&gt;</figcaption></figure>\n'
        '<p>Kamyonlar.</p>\n<h2 id="yağmur">Yağmur</h2>\n<p>Bir.</p>\n<p>İki &lt; üç.</p>'
    )


@given(st.sampled_from(sorted(READERS)), st.text(max_size=300))
def test_any_text_is_read_and_has_a_title(suffix: str, text: str) -> None:
    try:
        found = read(f"x/article{suffix}", text.encode("utf-8", "surrogatepass"))
    except ArticleError:
        return
    assert found.facts.title
    assert "\n" not in found.facts.title


@given(
    st.lists(st.from_regex(r"(?:[a-c]/)?(?:index|page-1|[a-c])\.(?:md|txt|html)", fullmatch=True))
)
def test_no_two_articles_have_the_same_page(articles: list[str]) -> None:
    every = dict.fromkeys(articles)
    found = names(every)
    assert list(found) == list(every)
    assert len({*found.values()}) == len(every)
    assert not {"index.html", "page-1.html"} & {*found.values()}


@pytest.mark.parametrize(
    ("body", "made"),
    [
        ('<a href="final.txt">x</a>', '<a href="final.html">x</a>'),
        ('<a href="../flood.md#two">x</a>', '<a href="../flood.html#two">x</a>'),
        (
            "<img alt='a>b' src='img/a%20b.jpg'>",
            "<img alt='a>b' src=\"../../media/sport/img/a%20b.jpg\">",
        ),
        ('<img srcset="img/x.jpg 2x">', '<img srcset="../../media/sport/img/x.jpg 2x">'),
        ('<a href="https://example.org/final.txt">', '<a href="https://example.org/final.txt">'),
        ('<a href="#fn1">', '<a href="#fn1">'),
        ('<a href="/final.txt">', '<a href="/final.txt">'),
        ('<a href="nowhere.pdf">', '<a href="nowhere.pdf">'),
        ("href=final.txt stays text", "href=final.txt stays text"),
    ],
)
def test_addresses_fit_the_place_of_the_page(body: str, made: str) -> None:
    places = {
        "sport/final.txt": "fa/sport/final.html",
        "flood.md": "fa/flood.html",
        "sport/img/a b.jpg": "media/sport/img/a b.jpg",
        "sport/img/x.jpg": "media/sport/img/x.jpg",
    }
    assert relinked(body, "sport/cup.md", "fa/sport/cup.html", places.get) == made


def test_no_page_says_what_editors_say_to_each_other() -> None:
    for path in ("a.html", "a.md"):
        body = read(path, b"<p>One.</p>\n\n<!-- Ask her. -->\n\n<p>Two.</p>\n").body
        assert "Ask" not in body
        assert "<p>Two.</p>" in body
