"""HTML articles: what is translated, what keeps its bytes."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman import formats, inline
from dragoman.model import Article, BlockKind, Syntax
from tests.formats.accents import capitals

PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Roads &amp; bridges</title>
<meta name=description content="The &quot;upper&quot; bridge"><style>p{color:red}</style>
<meta property="og:title" content='It opens'><link rel="icon" href="i.png">
<script type="application/ld+json">{"headline": "The \\"old\\" road", "name": "Desk"}</script>
<script>document.title = "Not this"</script></head>
<body><h1>Water <em>recedes</em></h1><!-- not this -->
<p>The <a href="a.html" title="The map">map &amp; key</a> of 12
   towns. Run <code>x y</code> first.<br>A new line.</p>
<ul><li>One<li>Two <b>bold</b></ul><p translate="no">Keep this</p>
<div class="x notranslate">And <b>this</b></div>
<figure><img src="a.png" alt="Two trucks"><figcaption>At dawn</figcaption></figure>
<pre>code</pre><table title="Levels"><tr><th>Town<td>Lorven</table>
<a href="b.html"><h2>Linked heading</h2></a>tail <kbd>Q</kbd></body></html>
"""


def article(text: str) -> Article:
    return formats.parse("page.html", text.encode(), "en")


def sources(text: str) -> list[str]:
    return [segment.source for segment in article(text).segments]


def test_a_page_gives_what_people_read_and_nothing_else() -> None:
    assert sources(PAGE) == [
        "Roads & bridges",
        'The "upper" bridge',
        "It opens",
        'The "old" road',
        "Water <em>recedes</em>",
        'The <a href="a.html" title="The map">map &amp; key</a> of 12 towns.',
        "Run <code>x y</code> first.<br>",
        "A new line.",
        "One",
        "Two <b>bold</b>",
        '<img src="a.png" alt="Two trucks">',
        "At dawn",
        "Levels",
        "Town",
        "Lorven",
        "Linked heading",
        "tail <kbd>Q</kbd>",
    ]


def test_blocks_have_their_kinds() -> None:
    kinds = {block.text: block.kind for block in article(PAGE).blocks if block.segments}

    assert kinds["Water <em>recedes</em>"] is BlockKind.HEADING
    assert kinds["Linked heading"] is BlockKind.HEADING
    assert kinds["One"] is BlockKind.LIST_ITEM
    assert kinds["Lorven"] is BlockKind.TABLE_CELL
    assert kinds["It opens"] is BlockKind.METADATA


def test_only_the_translated_words_change() -> None:
    before = article(PAGE)
    targets = [None] * len(before.segments)

    def changed(source: str, target: str) -> str:
        own: list[str | None] = list(targets)
        own[sources(PAGE).index(source)] = target
        return formats.serialize(before, own).decode()

    assert formats.serialize(before, targets).decode() == PAGE
    for source, target, old, new in (
        ("Roads & bridges", "A < B & C", "Roads &amp; bridges", "A &lt; B &amp; C"),
        ('The "upper" bridge', 'Мост "В"', "The &quot;upper&quot; bridge", "Мост &quot;В&quot;"),
        ("It opens", "L'eau", "'It opens'", "'L&#39;eau'"),
        ('The "old" road', '"a" </script>', 'The \\"old\\" road', '\\"a\\" <\\/script>'),
        ("Two <b>bold</b>", "<b>İki</b>", "Two <b>bold</b>", "<b>İki</b>"),
    ):
        assert changed(source, target) == PAGE.replace(old, new)


def test_a_value_without_quotes_gets_them() -> None:
    before = article("<p title=Map>x</p>")

    assert formats.serialize(before, ['a "b"', None]) == b'<p title="a &quot;b&quot;">x</p>'


@pytest.mark.parametrize(
    ("tag", "wanted"),
    [
        ("<html>", '<html lang="fa" dir="rtl">'),
        ('<html lang="en" class=x>', '<html lang="fa" class=x dir="rtl">'),
        ("<html dir=ltr LANG='en'>", '<html dir="rtl" LANG="fa">'),
    ],
)
def test_a_page_says_its_language_and_direction(tag: str, wanted: str) -> None:
    before = article(f"{tag}<p>Text</p></html>")

    assert formats.serialize(before, ["متن"], "fa").decode() == f"{wanted}<p>متن</p></html>"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Just words. And more.", ["Just words.", "And more."]),
        ("<p>One<p>Two", ["One", "Two"]),
        ("<p>He said <b>“Go. Now.”</b> and left.</p>", ["He said <b>“Go. Now.”</b> and left."]),
        ("<p>a<b>c<p>d</b>e</p>", ["a<b>c", "d</b>e"]),
        ("<table>loose<tr><td>cell</table>", ["loose", "cell"]),
        ("<div>a<div>b</div>c</div>", ["a", "b", "c"]),
        ("<p><!-- x -->One<!-- y --></p>", ["One"]),
        ("<p>&nbsp;</p><p>—</p><hr>", []),
        ('<p><img src="x.png"></p>', []),
        ("<button>Send</button><select><option>No</select>", ["Send", "No"]),
        ("<p>3 < 4 & 5</p>", ["3 < 4 & 5"]),
        ("<p>a\r\nb</p>\r\n<p>c</p>", ["a b", "c"]),
        ("<noscript><p>No script</p></noscript>", ["No script"]),
        ("<template><p>No</p></template><svg><text>No</text></svg>", []),
        ('<p>Keep <span class="a notranslate">Dragoman</span>.</p>',
         ['Keep <span class="a notranslate">Dragoman</span>.']),
    ],
)  # fmt: skip
def test_hard_cases(text: str, wanted: list[str]) -> None:
    before = article(text)

    assert [segment.source for segment in before.segments] == wanted
    assert formats.serialize(before, [None] * len(wanted)) == text.encode()


def test_inline_markup_and_values_are_projected() -> None:
    source = '<b>All</b> 12 towns &amp; <a href="m.html" title="Map">the map</a> <img alt="A dog">'
    masked = inline.mask(source, Syntax.HTML)
    known = {
        masked.plain: "Все 12 городов & карта",
        "All": "Все",
        "Map": "План",
        "the map": "карта",
        "A dog": 'Пёс "Рекс"',
    }

    assert masked.plain == "All 12 towns & the map"
    assert inline.project(masked, known).text == (
        '<b>Все</b> 12 городов &amp; <a href="m.html" title="План">карта</a> '
        '<img alt="Пёс &quot;Рекс&quot;">'
    )


PIECES = st.sampled_from(
    [
        *"<>&;\"' \n",
        "\r\n",
        "word ",
        "One. Two. ",
        "<p>",
        "</p>",
        "<b>",
        "</b>",
        "<i>",
        "<a href='x' title=\"t\">",
        "</a>",
        "<br>",
        "<li>",
        "<ul>",
        "</ul>",
        "<table>",
        "<tr>",
        "<td>",
        "</table>",
        "<div title=x>",
        "</div>",
        "<title>",
        "</title>",
        "<html>",
        "<head>",
        "<body>",
        "<!doctype html>",
        "<!-- c -->",
        "<!--",
        "<script>",
        "</script>",
        "<img alt='pic' src=a>",
        "<p translate=no>",
        "<span class=notranslate>",
        "</span>",
        "<code>",
        "</code>",
        "<svg>",
        "<template>",
        "</template>",
        "&amp;",
        "&nbsp;",
        "&#65;",
        "https://a.example/b",
    ]
)
SOUP = st.lists(PIECES, min_size=1, max_size=25).map("".join).filter(str.strip)


@given(SOUP)
@settings(deadline=None)
def test_any_soup_keeps_its_bytes(text: str) -> None:
    before = article(text)

    assert "".join(block.raw for block in before.blocks) == text
    assert formats.serialize(before, [None] * len(before.segments)) == text.encode()
    for block in before.blocks:
        assert "".join(segment.text for segment in block.segments) == (
            block.text if block.segments else ""
        )


@given(SOUP)
@settings(deadline=None)
def test_projecting_a_copy_keeps_every_tag(text: str) -> None:
    for segment in article(text).segments:
        masked = inline.mask(segment.source, segment.syntax)
        copy = {request: request for request in masked.requests}

        projection = inline.project(masked, copy)

        if not any(finding.check == "markup" for finding in projection.findings):
            assert inline.inventory(projection.text, segment.syntax) == inline.inventory(
                segment.source, segment.syntax
            )


@pytest.mark.parametrize(
    ("text", "segments"),
    [
        ("<h1>The river<br>Falls <i>again</i></h1>", ["The river<br>Falls <i>again</i>"]),
        ("<h1>It falls.<br>Nobody slept</h1>", ["It falls.<br>", "Nobody slept"]),
        ("<p>The river<br>\nfalls again.</p>", ["The river<br>\nfalls again."]),
        ("<p>Street 12<br>12345 Lorven</p>", ["Street 12<br>", "12345 Lorven"]),
        ("<p>An <svg><path/></svg> icon. Two.", ["An <svg><path/></svg> icon. ", "Two."]),
        ("<div><svg><title>An icon</title></svg></div>One", ["An icon", "One"]),
        ("<a href=x title='The map'><div>One</div></a>", ["The map", "One"]),
        ("<p>One</p></body", ["One"]),
        ("<div>One</div><a href=x", ["One"]),
        ("<p>A <x-term>word</x-term> here.", ["A <x-term>word</x-term> here."]),
        ("<x-card><h2>One</h2><p>Two</p></x-card>", ["One", "Two"]),
        ("<iframe title='A map' src=x></iframe>", ["A map"]),
        ("---\ntitle: One\nlayout: x\n---\n<p>Two", ["One", "Two"]),
    ],
)
def test_real_pages_are_awkward(text: str, segments: list[str]) -> None:
    article = formats.parse("a.html", text.encode(), "en")
    assert [segment.text for segment in article.segments] == segments
    assert formats.serialize(article, [None] * len(segments)) == text.encode()


def test_elements_may_lie_deep() -> None:
    text = "<div>" * 5000 + "<p lang=en>One" + "</div>" * 5000
    article = formats.parse("a.html", text.encode(), "en")
    assert [segment.text for segment in article.segments] == ["One"]
    assert b'lang="fa"' in formats.serialize(article, ["x"], "fa")


@pytest.mark.parametrize(
    "text",
    [
        '<p>See <a " href="b.html">the map</a> of it.</p>',
        "<p>See <a href='b.html'' class=x>the map</a> of it.</p>",
        '<p>See <a href=b.html?q="1">the map</a> of it.</p>',
        "<p>See <a href=b.html onclick=\"say('it');return\">the map</a> of it.</p>",
    ],
)
def test_a_tag_ends_where_browsers_end_it(text: str) -> None:
    start = text.index("<a")
    links = inline.spans(text[3:-4], Syntax.HTML)
    assert [text[3:][span.start : span.inner_start] for span in links] == [
        text[start : text.index(">", start) + 1]
    ]


def test_blank_lines_of_the_page_are_no_paragraphs() -> None:
    text = "<div>One fell.\n\n  Two rose.</div>"
    known = article(text)
    assert formats.serialize(known, ["A.", "B."]) == b"<div>A.\n\n  B.</div>"
    assert formats.serialize(known, ["A.\n\nC.", "B."]) == (b"<div>A.<br>\n<br>\nC.\n\n  B.</div>")


def test_words_of_neighbours_are_parted() -> None:
    for text in (
        "<strong>Listen Live</strong>Weekdays at six",
        "Friday 6 EDT<span class=x>Tags: roads</span>",
        "<span>Photo REUTERS</span><span>A truck</span>",
    ):
        first, _, rest = inline.mask(text, Syntax.HTML).plain.rpartition("  ")
        assert not first
        assert " ".join(rest.split()) == inline.plain(
            text.replace("</strong>", "</strong> ").replace("<span class", " <span class")
            .replace("</span><span>", "</span> <span>"), Syntax.HTML
        )  # fmt: skip
    assert inline.mask("<b>i</b>Phone", Syntax.HTML).plain == "iPhone"
    assert inline.mask("<b>un</b>certain", Syntax.HTML).plain == "uncertain"


def test_words_in_a_drawing_are_told() -> None:
    known = article("<p>One.</p>\n<svg><text>In May</text><text>In June</text></svg>")
    assert [finding.message for finding in known.findings] == [
        "line 2: “In May” in a drawing stays in the source language"
    ]
    assert not article("<svg><text>12</text></svg>One").findings


def test_a_foreign_part_whose_tag_goes_over_lines_keeps_it() -> None:
    text = '<p>They say <i lang="es"\n\t\tclass="word">encendida</i> for it.</p>'
    before = article(text)
    (segment,) = before.segments
    assert segment.source == (
        'They say <i lang="es" class="word" translate="no">encendida</i> for it.'
    )
    copy = formats.serialize(before, [segment.source.replace("They say", "Derler")], "tr")
    assert copy.decode() == '<p>Derler <i lang="es" class="word">encendida</i> for it.</p>'
    assert formats.serialize(before, [None], "tr").decode() == text


def test_what_a_foreign_picture_says_stays() -> None:
    text = '<p>Read <img src="a.png" alt="Click here" lang="de" /> or <img alt="It rained">.</p>'
    before = article(text)
    (segment,) = before.segments
    assert segment.source == (
        'Read <img src="a.png" alt="Click here" lang="de" translate="no" /> or '
        '<img alt="It rained">.'
    )
    assert "Click here" not in inline.mask(segment.source, Syntax.HTML).requests
    assert formats.serialize(before, [None], "tr").decode() == text
    copy = formats.serialize(before, [segment.source.replace("Read", "Oku")], "tr")
    assert copy.decode() == text.replace("Read", "Oku")


@pytest.mark.parametrize(
    ("text", "heard"),
    [
        ('<p>Find it: <input type="image" src="a.png" alt="Search now"></p>', "Search now"),
        ('<div aria-description="Opens a map"><p>One</p></div>', "Opens a map"),
        ('<p>Set <input type="range" aria-valuetext="Half full"> it</p>', "Half full"),
        ("<p>Set <button aria-label=volume=half>it</button> up</p>", "volume=half"),
        ("<button aria-label=volume=half><p>It</p></button>", "volume=half"),
        ('<div role="slider" aria-roledescription="Loud or low">1</div>', "Loud or low"),
    ],
)
def test_what_is_heard_is_translated(text: str, heard: str) -> None:
    requests = [
        request
        for segment in article(text).segments
        for request in inline.mask(segment.source, segment.syntax).requests
    ]
    assert heard in requests


@pytest.mark.parametrize(
    ("text", "copy"),
    [
        ('<meta name="description" content="{% t "a" %}So & on{{ b && c }}">',
         '<meta name="description" content="{% t "a" %}SO &amp; ON{{ b && c }}">'),
        ('<title>{% if a > "b" %}So &amp; on{% endif %}</title>',
         '<title>{% if a > "b" %}SO &amp; ON{% endif %}</title>'),
        ('<p>He <img alt="{{ t("a") }} so far"> left</p>',
         '<p>HE <img alt="{{ t("a") }} SO FAR"> LEFT</p>'),
    ],
)  # fmt: skip
def test_tags_of_templates_in_values_stay(text: str, copy: str) -> None:
    assert capitals("a.html", text) == copy


def test_what_stands_in_a_field_is_told() -> None:
    text = '<p>Find it:\n<input value="Type a name"> <input type="hidden" value="not this"></p>'
    (finding,) = article(text).findings
    assert finding.message == "line 2: “Type a name” in a field stays in the source language"


@pytest.mark.parametrize(
    ("source", "copy"),
    [
        ("<i>It fell.&nbsp;</i>It rose.", "<i>IT FELL.</i>&nbsp;IT ROSE."),
        ("It fell.&nbsp;It rose.", "IT FELL.&nbsp;IT ROSE."),
        ("It fell.&nbsp; It rose.", "IT FELL.&nbsp; IT ROSE."),
        ("It fell. &#160;<b>It rose.</b>", "IT FELL. &#160;<b>IT ROSE.</b>"),
    ],
)
def test_a_space_that_is_an_entity_stays_between_sentences(source: str, copy: str) -> None:
    article = formats.parse("a.html", f"<p>{source}</p>".encode(), "en")
    said = {"fell": "IT FELL.", "rose": "IT ROSE."}
    targets = [
        segment.source.replace(plain, said[word]).replace("&nbsp;", "").replace(" &#160;", "")
        for segment in article.segments
        for word, plain in (("fell", "It fell."), ("rose", "It rose."))
        if plain in segment.source
    ]
    assert formats.serialize(article, targets).decode() == f"<p>{copy}</p>"


@pytest.mark.parametrize(
    ("text", "heard"),
    [
        ('<table><tr><th abbr="Fee">What it costs</th></tr></table>', "Fee"),
        ('<table summary="Who pays"><tr><td>All</td></tr></table>', "Who pays"),
        ('<table><tr aria-rowindextext="First day"><td>One</td></tr></table>', "First day"),
        ('<video src="a.mp4"><track label="For the deaf"></video>', "For the deaf"),
        ('<video src="a.mp4">Nothing to see.</video>', "Nothing to see."),
        ('<p>See <object data="a.pdf">the file</object></p>', "the file"),
        ("<canvas><p>Rain by month</p></canvas>", "Rain by month"),
        ('<svg aria-label="Rain by month"></svg>', "Rain by month"),
        ('<menu><menuitem label="Print it"></menuitem></menu>', "Print it"),
        ("<p>The dog: <img src=a.png alt=Rex> runs.</p>", "Rex"),
        ("<p>Go: <input type=submit value=Send> now.</p>", "Send"),
    ],
)
def test_neighbours_of_what_is_heard_are_translated(text: str, heard: str) -> None:
    requests = [
        request
        for segment in article(text).segments
        for request in inline.mask(segment.source, segment.syntax).requests
    ]
    assert heard in requests
    assert not article(text).findings


def test_a_value_without_quotes_within_a_sentence_gets_them() -> None:
    source = "Go: <input type=submit value=Send> now."
    masked = inline.mask(source, Syntax.HTML)
    known = {masked.plain: "Git: şimdi.", "Send": 'Yolla "onu"'}

    assert inline.project(masked, known).text == (
        'Git: <input type=submit value="Yolla &quot;onu&quot;"> şimdi.'
    )


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("One\n<textarea>Write what you saw.</textarea>", "“Write what you saw.” in a field"),
        ('<datalist>\n<option value="Blue river"></datalist>', "“Blue river” in a field"),
        ("One\n<template><p>Not yet</p></template>", "“Not yet” in a template"),
        ('One\n<style>p::before {content: "Note"}</style>', "“Note” in a style"),
        ('One\n<iframe srcdoc="&lt;p>All of it&lt;/p>"></iframe>', "a page within this one"),
        ('One\n<b data-tooltip="What we know">x</b>', "“What we know” in data-tooltip"),
        ('One\n<my-map caption="The old town"></my-map>', "“The old town” in caption"),
        ('One\n<Card label="The old town" text="ok"/>', "“The old town” in label"),
        ('<p>Press\n<kbd title="The big one">Enter</kbd>', "“The big one” in title"),
        ('<p>See\n<svg aria-label="A map"></svg> it', "“A map” in aria-label"),
        ("<p>See\n<svg><title>A map</title></svg> it", "“A map” in a drawing"),
    ],
)  # fmt: skip
def test_what_no_sentence_holds_is_told(text: str, told: str) -> None:
    (finding,) = article(text).findings
    assert finding.message == f"line 2: {told} stays in the source language"


@pytest.mark.parametrize(
    "text",
    [
        "<textarea>&lt;iframe src=a></textarea>",
        "<style>p::before {content: '\\201C'; font: a}</style>",
        '<textarea translate="no">Not this one</textarea>',
        "<template><img></template>",
        "<svg><text><tspan>12</tspan></text></svg>",
        '<i data-content="#a">One</i>',
    ],
)
def test_what_is_no_text_is_not_told(text: str) -> None:
    assert not article(text).findings


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('See\n<kbd title="The big one">Enter</kbd> it.\n', "“The big one” in title"),
        ('See\n![it](a.png){: title="The dog"} run.\n', "“The dog” in title"),
    ],
)
def test_what_a_sentence_of_markdown_keeps_whole_is_told(text: str, told: str) -> None:
    (finding,) = formats.parse("a.md", text.encode(), "en").findings
    assert finding.message == f"line 2: {told} stays in the source language"


@pytest.mark.parametrize(
    ("tag", "said"),
    [
        ("{{ field(a, hint='<b>a hill of it</b>' + say(\"The names of it\")) }}",
         ["“a hill of it” in an expression", "“The names of it” in an expression"]),
        ('{% include "a.html" note="so it is" %}', ["“so it is” in a template tag"]),
        ('{{/* "So it is" is a note */}}', []),
        ('{# "So it is" is a note #}', []),
        ("{{ a | b('btn btn-wide') }}", []),
        ('{{ $q := (querify "a" "Signed-off-by: <NAME>\\n\\n> _By signing it_") }}',
         ["“Signed-off-by: <NAME> > _By signing it_” in an expression"]),
        ("{{ _('so it is') }} {{ T \"so he said\" }} {{ a.t('and she') }}",
         ["“so it is” in an expression", "“so he said” in an expression",
          "“and she” in an expression"]),
        ("{{ button({ text: 'so it is', classes: 'one and two' }) }}",
         ["“so it is” in an expression"]),
        ('{{ .Date.Format "Monday, Jan 2 2006" }}', []),
    ],
)  # fmt: skip
def test_words_in_tags_of_templates_are_told(tag: str, said: list[str]) -> None:
    known = article(f"<p>So far.</p>\n{tag}")
    expected = [f"line 2: {each} stays in the source language" for each in said]
    assert [finding.message for finding in known.findings] == expected
