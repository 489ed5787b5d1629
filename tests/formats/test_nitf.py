"""NITF: headlines, texts and captions are translated, and copies stay XML."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from dragoman import formats
from dragoman.errors import ArticleError
from dragoman.model import Article, BlockKind

TEXT = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE nitf SYSTEM "nitf-3-6.dtd">
<nitf version="-//IPTC//DTD NITF 3.6//EN"><head><title>The bridge</title>
<docdata management-status="usable"><doc-id id-string="bridge-1" regsrc="SP"/></docdata></head>
<body><body.head><hedline><hl1>The bridge is open</hl1><hl2>Trucks &amp; cars cross</hl2></hedline>
<byline>By <person>Mira Castrel</person>, <byttl>reporter</byttl></byline>
<distributor>Sorvale Post</distributor><abstract><p>It is open.</p></abstract></body.head>
<body.content><block><p lede="true">In <location>Lorven</location>, <num>64</num> trucks came.
They <em>waited</em>.<br/>Long.</p><note><body.content><p>Not before noon.</p></body.content></note>
<media media-type="image"><media-reference source="a.jpg" alternate-text="A &quot;truck&quot;"/>
<media-caption>Trucks at noon</media-caption><media-producer>Mira Castrel</media-producer></media>
<table><tr><th>Day</th><td>Cars</td></tr></table><hr/><p><!-- ask her -->The end.</p></block>
</body.content></body></nitf>
"""


def article(text: str) -> Article:
    return formats.parse("a.nitf", text.encode(), "en")


def copy(text: str, words: dict[str, str], locale: str = "fa") -> str:
    known = article(text)
    targets = [words.get(segment.source) for segment in known.segments]
    return formats.serialize(known, targets, locale).decode()


def test_what_readers_read_is_translated() -> None:
    known = article(TEXT)
    assert [segment.source for segment in known.segments] == [
        "The bridge",
        "The bridge is open",
        "Trucks &amp; cars cross",
        "By <person>Mira Castrel</person>, <byttl>reporter</byttl>",
        "It is open.",
        "In <location>Lorven</location>, <num>64</num> trucks came.",
        "They <em>waited</em>.<br/>",
        "Long.",
        'A "truck"',
        "Trucks at noon",
        "Day",
        "Cars",
        "The end.",
    ]
    kinds = {block.text: block.kind for block in known.blocks}
    assert kinds["The bridge is open"] is BlockKind.HEADING
    assert kinds["Day"] is BlockKind.TABLE_CELL
    assert formats.serialize(known, [None] * 13).decode() == TEXT


def test_a_preformatted_text_stays_and_is_told() -> None:
    known = article(TEXT.replace("<hr/>", "\n<pre>Lorven 64 trucks</pre><pre>1 2</pre><hr/>"))
    said = [each.message for each in known.findings if "preformatted" in each.message]
    assert said == ["line 13: a preformatted text stays in the source language"]
    assert not any("Lorven 64" in segment.source for segment in known.segments)


def test_a_copy_is_a_text_of_its_own_in_its_language() -> None:
    written = copy(
        TEXT,
        {
            "The bridge is open": "پل باز است",
            "It is open.": "باز & آزاد < است.\n\nبله.",
            "Long.": "<i>طولانی",
            'A "truck"': 'یک "کامیون" <b>',
            "The end.": "پایان&nbsp;خبر.",
        },
    )
    root: Any = etree.fromstring(written.encode())
    assert root.get("baselang") == "fa"
    assert root.find(".//doc-id").get("id-string") == "bridge-1#fa"
    assert root.findtext(".//hl1") == "پل باز است"
    summary = root.find(".//abstract/p")
    assert ("".join(summary.itertext()), [each.tag for each in summary]) == (
        "باز & آزاد < است.\n\nبله.",
        ["br", "br"],
    )
    assert root.find(".//media-reference").get("alternate-text") == 'یک "کامیون" <b>'
    assert "".join(root.find(".//block/p").itertext()).endswith("<i>طولانی")
    assert root.findall(".//block/p")[-1].text == "پایان\u00a0خبر."
    assert "ask her" not in written
    assert written.count("Not before noon.") == 1


def test_a_text_in_another_encoding_says_the_copys() -> None:
    text = TEXT.replace("UTF-8", "ISO-8859-1").replace("Lorven", "Lorvén")
    known = formats.parse("a.nitf", text.encode("latin-1"), "en")
    nothing = [None] * len(known.segments)
    assert formats.serialize(known, nothing) == text.encode("latin-1")
    assert (
        formats.serialize(known, nothing, "tr")
        .decode()
        .startswith('<?xml version="1.0" encoding="UTF-8"?>')
    )


def test_a_note_stands_in_the_text() -> None:
    known = formats.of("a.nitf")
    assert known.note is not None
    for first, place in ((True, 0), (False, -1)):
        written = known.note(TEXT, "By machine.\nSee <it>.", first=first)
        root: Any = etree.fromstring(written.encode())
        paragraphs = root.findall("body/body.content/p")
        assert [each.text for each in paragraphs] == ["By machine.", "See <it>."]
        assert root.find("body/body.content")[place].text in ("By machine.", "See <it>.")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("<nitf><body>", "the XML cannot be read"),
        ("<html><p>Text</p></html>", "it begins with <html>"),
        ('<!DOCTYPE nitf [<!ENTITY a "b">]><nitf>&a;</nitf>', "declares entities"),
    ],
)
def test_other_files_are_refused(text: str, said: str) -> None:
    with pytest.raises(ArticleError) as caught:
        article(text)
    assert said in caught.value.problem


_PARTS = st.sampled_from(
    ["Text. More.", "<p>One.</p>", "<hl2>Two</hl2>", "<person>Mira</person> ", "<br/>", "&amp; ",
     "<media-reference source='a' alternate-text='A car'/>", "<note><p>No.</p></note>",
     "<!-- a -->", "<![CDATA[b]]>", "<table><tr><td>c</td></tr></table>", "\n"]
)  # fmt: skip


@given(
    st.lists(_PARTS, max_size=8), st.sampled_from(["Bu <b>metin", "a & b", "<i>c</i>", "d ]]> e"])
)
def test_any_text_keeps_its_bytes_and_stays_xml(parts: list[str], target: str) -> None:
    text = f"<nitf><body><body.content>{''.join(parts)}</body.content></body></nitf>"
    known = article(text)
    count = len(known.segments)
    assert formats.serialize(known, [None] * count).decode() == text
    etree.fromstring(formats.serialize(known, [target] * count, "tr"))
