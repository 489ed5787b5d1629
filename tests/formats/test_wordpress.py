"""WordPress exports: what is translated, what blocks say twice, and what plug-ins are told."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import wpparser
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from dragoman import formats
from dragoman.errors import ArticleError
from dragoman.model import Article

WP = "{http://wordpress.org/export/1.2/}"
CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"

HEAD = """<?xml version="1.0" encoding="UTF-8" ?>
<rss version="2.0" xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/"
 xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:wp="http://wordpress.org/export/1.2/"><channel><title>Sorvale Post</title>
<language>en-US</language><wp:wxr_version>1.2</wp:wxr_version>
"""


def export(*items: str, before: str = "") -> str:
    return f"{HEAD}{before}{''.join(items)}</channel></rss>\n"


def item(text: str, *, number: int = 12, title: str = "The bridge", more: str = "") -> str:
    return (
        f"<item><title><![CDATA[{title}]]></title>"
        f"<content:encoded><![CDATA[{text}]]></content:encoded>"
        f"<wp:post_id>{number}</wp:post_id><wp:post_type><![CDATA[post]]></wp:post_type>"
        f"{more}</item>\n"
    )


def article(text: str) -> Article:
    return formats.parse("post.xml", text.encode(), "en")


def sources(text: str) -> list[str]:
    return [segment.source for segment in article(text).segments]


def copy(text: str, words: dict[str, str], locale: str | None = "fa") -> str:
    known = article(text)
    targets = [words.get(segment.source) for segment in known.segments]
    return formats.serialize(known, targets, locale).decode()


@pytest.mark.parametrize(
    ("content", "wanted"),
    [
        ("<!-- wp:paragraph -->\n<p>One. Two.</p>\n<!-- /wp:paragraph -->", ["One.", "Two."]),
        # The classic editor parts paragraphs by blank lines.
        ("One fell.\n\nTwo <b>rose</b>.", ["One fell.", "Two <b>rose</b>."]),
        ("<!-- wp:separator -->\n<hr/>\n<!-- /wp:separator -->", []),
        # What the HTML of a block does not say, its comment does.
        ('<!-- wp:search {"label":"Find \\u0026 read","buttonText":"Go"} /-->',
         ["Find & read", "Go"]),
        ('<!-- wp:image {"id":5,"sizeSlug":"large"} -->\n<figure><img src="a.png" alt="A mill"/>'
         "<figcaption>At dawn</figcaption></figure>\n<!-- /wp:image -->",
         ['<img src="a.png" alt="A mill"/>', "At dawn"]),
        ('<!-- wp:button {"url":"https://a.org","text":"https://a.org"} /-->', []),
        ('[gallery ids="1,2"]', []),
        ('[caption id="a" width="3"]<img src="a.png"/> A mill[/caption]',
         ['[caption id="a" width="3"]<img src="a.png"/> A mill[/caption]']),
        ('<!-- wp:code -->\n<pre class="wp-block-code"><code>x = 1</code></pre>'
         "\n<!-- /wp:code -->", []),
    ],
)  # fmt: skip
def test_of_a_post_what_readers_read_is_translated(content: str, wanted: list[str]) -> None:
    text = export(item(content))
    assert sources(text) == ["The bridge", *wanted]
    assert copy(text, {}, None) == text


@pytest.mark.parametrize(
    ("content", "wanted"),
    [
        ('<!-- wp:paragraph -->\n<p>One road.</p>\n<!-- /wp:paragraph - ><!-- wp:image {"alt":"A"} '
         '--><img src="a.jpg" alt="A"/><!-- /wp:image -->',
         ["One road.", '<img src="a.jpg" alt="A"/>']),
        ('<!-- wp:acf {"text":"A \\ud83d truck left."} /-->', ["A \ufffd truck left."]),
    ],
)  # fmt: skip
def test_a_post_that_is_broken_is_translated_all_the_same(content: str, wanted: list[str]) -> None:
    text = export(item(content))
    assert sources(text) == ["The bridge", *wanted]
    assert copy(text, {}, None) == text
    assert "Yol." in copy(text, {wanted[0]: "Yol."})


def test_excerpts_and_fields_for_readers_are_translated_and_others_not() -> None:
    def meta(key: str, value: str) -> str:
        return (
            f"<wp:postmeta><wp:meta_key>{key}</wp:meta_key>"
            f"<wp:meta_value><![CDATA[{value}]]></wp:meta_value></wp:postmeta>"
        )

    more = "<excerpt:encoded><![CDATA[In short.]]></excerpt:encoded>"
    more += meta("_wp_attachment_image_alt", "A & B") + meta("_edit_last", "One word")
    text = export(item("<p>Text.</p>", more=more))
    assert sources(text) == ["The bridge", "Text.", "In short.", "A & B"]
    assert "<![CDATA[C & D]]>" in copy(text, {"A & B": "C & D"})


def test_titles_keep_their_escapes() -> None:
    old = export("<item><title>Ann &amp; Bo</title><wp:post_type>post</wp:post_type></item>")
    assert sources(old) == ["Ann & Bo"]
    assert "<title>C &amp; D &lt;E</title>" in copy(old, {"Ann & Bo": "C & D <E"})
    assert "<![CDATA[C &amp; D]]>" in copy(export(item("", title="A &amp; B")), {"A & B": "C & D"})


def test_what_a_block_says_twice_is_written_alike() -> None:
    text = export(
        item(
            '<!-- wp:more {"customText":"Read on"} -->\n<!--more Read on-->\n<!-- /wp:more -->\n'
            '<!-- wp:cover {"url":"a.png","alt":"Two trucks"} -->\n<div><img alt="Two trucks" '
            'src="a.png"/></div>\n<!-- /wp:cover -->'
        )
    )
    assert sources(text)[1:] == ["Read on", '<img alt="Two trucks" src="a.png"/>']
    written = copy(
        text,
        {
            "Read on": "Ещё -- «тут»",
            '<img alt="Two trucks" src="a.png"/>': '<img alt="Два &quot;грузовика&quot;" '
            'src="a.png"/>',
        },
    )
    assert '"alt":"Два \\u0022грузовика\\u0022"' in written
    assert '{"customText":"Ещё \\u002d\\u002d «тут»"}' in written
    assert "<!--more Ещё -- «тут»-->" in written


def test_nothing_ends_a_section_early() -> None:
    written = copy(export(item("<p>Text.</p>")), {"Text.": "a ]]> b", "The bridge": "c ]]> d"})
    root = etree.fromstring(written.encode())
    assert root.findtext(f".//{CONTENT}") == "<p>a ]]&gt; b</p>"
    assert root.findtext(".//item/title") == "c ]]&gt; d"


def test_wpml_is_told_language_and_original() -> None:
    root = etree.fromstring(copy(export(item("<p>Text.</p>")), {"Text.": "متن."}).encode())
    fields = {
        meta.findtext(f"{WP}meta_key"): meta.findtext(f"{WP}meta_value")
        for meta in root.iter(f"{WP}postmeta")
    }
    assert fields == {
        "_wpml_import_language_code": "fa",
        "_wpml_import_source_language_code": "en",
        "_wpml_import_translation_group": "post_12",
    }
    assert root.findtext("channel/language") == "fa-IR"
    assert len(list(root.iter("item"))) == 1


LANGUAGE = '<category domain="language" nicename="en"><![CDATA[English]]></category>'
GROUP = '<category domain="post_translations" nicename="pll_x"><![CDATA[pll_x]]></category>'
TERM = (
    "<wp:term><wp:term_id>7</wp:term_id><wp:term_taxonomy>post_translations</wp:term_taxonomy>"
    "<wp:term_slug>pll_x</wp:term_slug><wp:term_description>"
    '<![CDATA[a:1:{s:2:"en";i:12;}]]></wp:term_description></wp:term>'
)


@pytest.mark.parametrize("grouped", [True, False])
def test_polylang_gets_each_post_and_its_translation_in_one_group(grouped: bool) -> None:
    more = LANGUAGE + (GROUP if grouped else "")
    child = item("<p>Text.</p>", number=13, more=f"{more}<wp:post_parent>12</wp:post_parent>")
    text = export(item("<p>Text.</p>", more=more), child, before=TERM if grouped else "")
    root = etree.fromstring(copy(text, {"Text.": "متن."}).encode())
    items = list(root.iter("item"))
    assert [each.findtext(CONTENT) for each in items] == ["<p>Text.</p>", "<p>متن.</p>"] * 2
    numbers = [str(each.findtext(f"{WP}post_id")) for each in items]
    assert numbers[::2] == ["12", "13"]
    assert len(set(numbers)) == 4
    assert items[3].findtext(f"{WP}post_parent") == numbers[1]
    terms = [
        {each.get("domain"): each.get("nicename") for each in one.iter("category")} for one in items
    ]
    assert [each["language"] for each in terms] == ["en", "fa"] * 2
    assert terms[0]["post_translations"] == terms[1]["post_translations"]
    groups = {
        term.findtext(f"{WP}term_slug"): term.findtext(f"{WP}term_description")
        for term in root.iter(f"{WP}term")
    }
    for one, other in zip(terms[::2], terms[1::2], strict=True):
        described = groups[one["post_translations"]]
        assert one["post_translations"] == other["post_translations"]
        assert re.findall(r's:2:"(\w+)";i:(\d+);', str(described))[0][0] == "en"
        assert str(described).startswith("a:2:{")
    assert f"i:{numbers[1]};" in str(groups[terms[0]["post_translations"]])


DATED = (
    "<wp:post_date>2027-03-09 23:59:58</wp:post_date>"
    "<wp:post_date_gmt>0000-00-00 00:00:00</wp:post_date_gmt><wp:post_type>post</wp:post_type>"
)


def imported(site: dict[tuple[str, ...], dict[str, str]], text: str) -> None:
    """Take posts into a site as WordPress does: title, time and kind say which it has already.

    The terms of a post go to the one that it has, too.
    """
    for post in etree.fromstring(text.encode()).iter("item"):
        names = ("title", f"{WP}post_date", f"{WP}post_type")
        key = tuple(str(post.findtext(name)) for name in names)
        terms = {
            str(each.get("domain")): str(each.get("nicename")) for each in post.iter("category")
        }
        site.setdefault(key, {"text": str(post.findtext(CONTENT))}).update(terms)


@pytest.mark.parametrize("title", ["The bridge", "پل"])
def test_a_site_takes_a_translation_for_another_post(title: str) -> None:
    original = export(item("<p>Text.</p>", more=LANGUAGE + DATED))
    site: dict[tuple[str, ...], dict[str, str]] = {}
    imported(site, original)
    for locale, words in (("fa", "متن."), ("ar", "نص."), ("fa", "متن.")):
        imported(site, copy(original, {"Text.": words, "The bridge": title}, locale))
    assert [(each["text"], each["language"]) for each in site.values()] == [
        ("<p>Text.</p>", "en"),
        ("<p>متن.</p>", "fa"),
        ("<p>نص.</p>", "ar"),
    ]


def test_posts_in_other_languages_stay() -> None:
    text = export(item("<p>Text.</p>", more=LANGUAGE.replace('"en"', '"ru"')))
    assert sources(text) == []


def test_revisions_and_styles_are_no_texts() -> None:
    for kind in ("revision", "custom_css", "wp_global_styles"):
        assert sources(export(item("a { b: c }").replace("[post]", f"[{kind}]"))) == []


def test_names_of_categories_are_told() -> None:
    news = '<category domain="category" nicename="news"><![CDATA[News]]></category>'
    assert [each.message for each in article(export(item("One.", more=news))).findings] == [
        "line 6: what categories and tags are called stays in the source language"
    ]


def test_a_note_stands_in_each_translation_alone() -> None:
    post = item("<!-- wp:paragraph -->\n<p>Text.</p>\n<!-- /wp:paragraph -->", more=LANGUAGE)
    written = copy(export(post), {"Text.": "متن."})
    note = formats.of("a.xml").note
    assert note is not None
    for first in (True, False):
        root = etree.fromstring(note(written, "<aside>N</aside>", first=first).encode())
        original, made = (str(each.findtext(CONTENT)) for each in root.iter("item"))
        assert "<aside>" not in original
        html = "<!-- wp:html -->\n<aside>N</aside>\n<!-- /wp:html -->"
        assert made.startswith(html) if first else made.endswith(html)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("<rss><channel></channel></rss>", "not an export of WordPress"),
        ("<urlset></urlset>", "not an export of WordPress"),
        (export(item("One"))[:-20], "cannot be read"),
        (f"<!DOCTYPE rss>{export()[39:]}", "document type"),
    ],
)
def test_other_files_are_refused(text: str, said: str) -> None:
    with pytest.raises(ArticleError, match=said):
        article(text)


@settings(max_examples=100, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            ["<p>", "</p>", "One two. ", "<!-- wp:x -->", '<!-- wp:y {"label":"A b"} /-->', "]]",
             "<!--more-->", "\n\n", "<b>", "</b>", "&amp;", "<img alt='c d'>", "[x y=1]", "{{", "<"]
        ),
        max_size=12,
    ).map("".join)
)  # fmt: skip
def test_any_content_keeps_its_bytes_and_stays_xml(content: str) -> None:
    text = export(item(content))
    assert copy(text, {}, None) == text
    known = article(text)
    written = formats.serialize(known, ["Ж & <i>Ж"] * len(known.segments), "ru")
    etree.fromstring(written)


WHOLE = """<?xml version="1.0" encoding="UTF-8" ?>
<rss version="2.0" xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/"
 xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:wp="http://wordpress.org/export/1.2/"><channel>
<title>Sorvale Post</title><link>https://sorvale.example</link><description>News</description>
<language>en-US</language><wp:wxr_version>1.2</wp:wxr_version>
<wp:base_site_url>https://sorvale.example</wp:base_site_url>
<wp:base_blog_url>https://sorvale.example</wp:base_blog_url>
<wp:author><wp:author_id>1</wp:author_id><wp:author_login><![CDATA[mira]]></wp:author_login>
<wp:author_email>m@sorvale.example</wp:author_email>
<wp:author_display_name><![CDATA[Mira Castrel]]></wp:author_display_name>
<wp:author_first_name>Mira</wp:author_first_name><wp:author_last_name>Castrel</wp:author_last_name>
</wp:author><wp:category><wp:term_id>3</wp:term_id>
<wp:category_nicename>roads</wp:category_nicename><wp:category_parent></wp:category_parent>
<wp:cat_name><![CDATA[Roads]]></wp:cat_name></wp:category>
<item><title><![CDATA[The bridge]]></title><link>https://sorvale.example/?p=12</link>
<pubDate>Mon, 02 Nov 2026 10:00:00 +0000</pubDate><dc:creator><![CDATA[mira]]></dc:creator>
<guid isPermaLink="false">https://sorvale.example/?p=12</guid><description></description>
<content:encoded><![CDATA[<!-- wp:paragraph -->
<p>It is <b>open</b>.</p>
<!-- /wp:paragraph -->]]></content:encoded>
<excerpt:encoded><![CDATA[Trucks cross.]]></excerpt:encoded><wp:post_id>12</wp:post_id>
<wp:post_date>2026-11-02 10:00:00</wp:post_date>
<wp:post_date_gmt>2026-11-02 10:00:00</wp:post_date_gmt>
<wp:ping_status>open</wp:ping_status><wp:post_name>bridge</wp:post_name>
<wp:status>publish</wp:status><wp:post_parent>0</wp:post_parent><wp:menu_order>0</wp:menu_order>
<wp:post_type>post</wp:post_type><wp:post_password></wp:post_password><wp:is_sticky>0</wp:is_sticky>
<category domain="category" nicename="roads"><![CDATA[Roads]]></category>
<wp:postmeta><wp:meta_key>_wp_attachment_metadata</wp:meta_key>
<wp:meta_value><![CDATA[a:1:{s:4:"size";i:7;}]]></wp:meta_value></wp:postmeta>
<wp:postmeta><wp:meta_key>_yoast_wpseo_title</wp:meta_key>
<wp:meta_value><![CDATA[Open again]]></wp:meta_value></wp:postmeta></item></channel></rss>
"""


def test_another_reader_finds_the_same_site_in_another_language(tmp_path: Path) -> None:
    words = {
        "The bridge": "پل",
        "It is <b>open</b>.": "<b>باز</b> است.",
        "Trucks cross.": "کامیون‌ها می‌گذرند.",
        "Open again": "باز شد",
    }
    read = []
    for name, text in (("source", WHOLE), ("copy", copy(WHOLE, words))):
        (tmp_path / name).write_text(text, encoding="utf-8")
        read.append(wpparser.parse(tmp_path / name))
    expected, made = read
    expected["blog"]["language"] = "fa-IR"
    (post,) = expected["posts"]
    post["title"] = "پل"
    post["content"] = post["content"].replace("It is <b>open</b>.", "<b>باز</b> است.")
    post["excerpt"] = "کامیون‌ها می‌گذرند."
    assert post["postmeta"]["attachment_metadata"] == {b"size": 7}
    assert made == expected


def test_what_a_group_of_polylang_says_beside_its_members_stays() -> None:
    shared = 's:4:"sync";a:1:{s:2:"fr";s:2:"en";}'
    known = 's:2:"en";i:12;s:2:"fr";i:40;'
    before = TERM.replace('a:1:{s:2:"en";i:12;}', f"a:3:{{{known}{shared}}}")
    text = export(item("<p>Text.</p>", more=LANGUAGE + GROUP), before=before)
    root = etree.fromstring(copy(text, {"Text.": "متن."}).encode())
    (group,) = (term.findtext(f"{WP}term_description") for term in root.iter(f"{WP}term"))
    number = [*root.iter(f"{WP}post_id")][-1].text
    assert group == f'a:4:{{{known}s:2:"fa";i:{number};{shared}}}'
