"""Pages that Google Docs exports, publishes, or leaves on the clipboard."""

from __future__ import annotations

import pytest

from dragoman import formats
from dragoman.model import Article

HEAD = (
    '<html><head><style type="text/css">@import url(https://themes.googleusercontent.com/fonts/css'
    "?kit=x);.c0{color:#000;font-weight:400;font-style:normal;text-decoration:none}"
    ".c3{font-weight:700}.c4{text-decoration:underline;color:#15c}.c8{vertical-align:super}"
    ".c1{direction:ltr;text-align:left}</style></head>"
    '<body class="c9 doc-content">'
)


def article(body: str, head: str = HEAD) -> Article:
    text = f"{head}{body}</body></html>"
    known = formats.parse("a.html", text.encode(), "en")
    assert formats.serialize(known, [None] * len(known.segments)) == text.encode()
    return known


def sources(body: str, head: str = HEAD) -> list[str]:
    return [segment.source for segment in article(body, head).segments]


def copy(body: str, *targets: str | None, locale: str = "ru") -> str:
    text = formats.serialize(article(body), targets, locale).decode()
    return text.partition("doc-content")[2].partition(">")[2].removesuffix("</body></html>")


@pytest.mark.parametrize(
    ("body", "wanted"),
    [
        # Spans that only say how all text looks do not hold sentences together.
        ('<p><span class="c0">One fell. Two rose.</span></p>', ["One fell.", "Two rose."]),
        ('<p><span class="c0">One fell. </span><span>Two rose.</span></p>',
         ["One fell.", "Two rose."]),
        ('<p><span class="c0">A </span><span class="c3">bold</span><span class="c0"> word.</span>',
         ['A <span class="c3">bold</span> word.']),
        ('<p><span class="c0">See</span><span class="c8">2</span></p>',
         ['See<span class="c8">2</span>']),
        ('<p><span class="c0 c3">All bold. So.</span></p>',
         ['<span class="c0 c3">All bold. So.</span>']),
        ('<p><span style="font-size:11pt;font-weight:400">One. </span>'
         '<span style="font-weight:700">Two.</span></p>',
         ["One.", '<span style="font-weight:700">Two.</span>']),
        ('<p>So <span class="c0" lang="ru">Да.</span></p>',
         ['So <span class="c0" lang="ru" translate="no">Да.</span>']),
        ('<p class="c1"><span class="c0"></span></p>', []),
        # Links lead where they lead.
        ('<p>See <a href="https://www.google.com/url?q=https://a.org/x?y%3D1%26z%3D2&amp;sa=D'
         '&amp;ust=17">it</a> now.</p>',
         ['See <a href="https://a.org/x?y=1&amp;z=2">it</a> now.']),
        ('<p>A<sup><a href="#cmnt1" id="cmnt_ref1">[a]</a></sup> word.</p>', ["A word."]),
        ('<p>A word<sup><a href="#ftnt1" id="ftnt_ref1">[1]</a></sup>. So.</p>',
         ['A word<sup><a href="#ftnt1" id="ftnt_ref1">[1]</a></sup>.', "So."]),
    ],
)  # fmt: skip
def test_sentences_are_read_without_what_is_googles_own(body: str, wanted: list[str]) -> None:
    assert sources(body) == wanted


def test_a_copy_looks_like_the_document() -> None:
    body = '<p class="c1"><span class="c0">One fell. </span><span class="c0">Two rose.</span></p>'
    assert copy(body, "Одна.", "Две.") == '<p class="c1"><span class="c0">Одна. Две.</span></p>'
    half = '<p class="c1"><span class="c0">Одна. Two rose.</span></p>'
    assert copy(body, "Одна.", None) == half


def test_links_of_untranslated_parts_are_direct_in_copies_too() -> None:
    body = '<p><a href="https://www.google.com/url?q=https://a.org/&amp;sa=D">it</a></p>'
    assert copy(body, None) == '<p><a href="https://a.org/">it</a></p>'


def test_comments_of_editors_stay_at_home_and_are_told() -> None:
    body = (
        '<p>A<sup><a href="#cmnt1" id="cmnt_ref1">[a]</a></sup> word.</p><div class="c7"><p>'
        '<a href="#cmnt_ref1" id="cmnt1">[a]</a><span class="c0">Check this.</span></p></div>'
    )
    assert [each.message for each in article(body).findings] == [
        "left out of copies: a comment of editors"
    ]
    assert copy(body, "Слово.") == "<p>Слово.</p>"
    assert copy(body, None) == "<p>A word.</p>"


def test_styles_turn_with_the_direction() -> None:
    known = article('<p class="c1">One.</p>')
    assert b".c1{direction:rtl;text-align:right}" in formats.serialize(known, ["یک."], "fa")
    assert b".c1{direction:ltr;text-align:left}" in formats.serialize(known, ["Один."], "ru")


def test_other_pages_keep_their_spans() -> None:
    body = '<p><span class="c0">One fell. Two rose.</span></p>'
    assert sources(body, "<html><body>") == ['<span class="c0">One fell. Two rose.</span>']
