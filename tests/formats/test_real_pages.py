"""What pages and posts of newspapers hold that a sample does not."""

from __future__ import annotations

import pytest

from dragoman import formats, inline
from dragoman.model import Syntax
from dragoman.typography import bidi


def copy(text: str, locale: str = "fa", name: str = "a.html") -> str:
    article = formats.parse(name, text.encode(), "en")
    nothing = [None] * len(article.segments)
    return formats.serialize(article, nothing, locale, comments=True).decode()


@pytest.mark.parametrize(
    "before",
    [
        '<!--[if lt IE 9]><html lang="en" class="old"><![endif]-->\n',
        "<!doctype html><!-- <html> of the year -->",
        '<!--[if IE]>\n<html lang="en"\n><![endif]--><!--[if !IE]><!-->',
    ],
)
def test_the_root_is_no_comment(before: str) -> None:
    page = f'{before}<html lang="en"><body><p>One.</p></body></html>'
    assert copy(page) == page.replace(
        '<html lang="en"><body>', '<html lang="fa" dir="rtl"><body>'
    )  # fmt: skip


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ('See <a href="#">&#x4E2D;&#x6587;</a> here.', "See 中文 here."),
        ("Caf&eacute;s &#38; bars", "Cafés & bars"),
        ("Rain&nbspfell &copy 2026", "Rain\u00a0fell © 2026"),
    ],
)
def test_entities_read_as_what_they_show(text: str, plain: str) -> None:
    assert inline.mask(text, Syntax.HTML).plain == plain


def test_what_is_heard_is_translated() -> None:
    page = (
        '<nav aria-label="Main menu"><input type=submit value="Search now">'
        '<input type=hidden value="Not this"><select><option>Near you</option></select></nav>'
        '<figure><img src="a.png" alt="A mill"><figcaption>At dawn</figcaption></figure>'
        '<script type="application/ld+json">{"articleBody": "It fell."}</script>'
    )
    found = [s.source for s in formats.parse("a.html", page.encode(), "en").segments]
    for words in ("Main menu", "Near you", "At dawn", "It fell."):
        assert words in found
    assert any('value="Search now"' in source for source in found)
    assert not any("Not this" in source and "Search now" not in source for source in found)


def test_an_address_as_the_text_of_a_link_gets_no_marks() -> None:
    text = "[https://a.org/long](https://a.org/b) منبع است."
    marked = bidi.marked(text, Syntax.MARKDOWN, "fa", begins=True)
    assert inline.inventory(marked, Syntax.MARKDOWN) == inline.inventory(text, Syntax.MARKDOWN)
    assert "(https://a.org/b)" in marked
    assert marked.count("](") == 1


def test_a_block_of_html_in_markdown_keeps_a_field_that_only_attributes_explain() -> None:
    text = 'One.\n\n<div>\n<input title="Find" type="text">\n</div>\n'
    article = formats.parse("a.md", text.encode(), "en")
    targets = [segment.source.replace("Find", "Suche") for segment in article.segments]
    assert formats.serialize(article, targets).decode() == text.replace("Find", "Suche")


def test_extensions_of_kramdown_stay_beside_a_block_of_html() -> None:
    text = "<ul>\n<li>One</li>\n</ul>\n{::nomarkdown}\n{% include box.html %}\n{:/}\n"
    article = formats.parse("a.md", text.encode(), "en")
    assert [segment.source for segment in article.segments] == ["One"]


def test_what_another_attribute_says_is_no_attribute() -> None:
    tag = """<a href="x" data-form="<input placeholder='Find' title='It'>">"""
    (link,) = inline.spans(f"See {tag}the map</a>.", Syntax.HTML)
    assert (link.text, link.title, link.others) == ("x", None, ())
    (link,) = inline.spans("See <a title='It' href=y aria-label=\"Map\">it</a>.", Syntax.HTML)
    assert link.text == "y"
    assert link.title is not None
    assert len(link.others) == 1
