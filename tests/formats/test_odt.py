"""OpenDocument texts: what is read, what stays, and what LibreOffice makes of a copy."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman import formats
from dragoman.errors import ArticleError
from dragoman.model import Article, BlockKind
from tests.conftest import Run, publish_drafts
from tests.formats.word import packed, unpacked
from tests.libreoffice import converted

SPACES = (
    " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{full}:1.0"'
        for name, full in (
            *((name, name) for name in ("office", "text", "table", "style", "meta")),
            *(("draw", "drawing"), ("fo", "xsl-fo-compatible"), ("svg", "svg-compatible")),
        )
    )
    + ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xlink="http://www.w3.org/1999/xlink"'
)
AUTOMATIC = (
    '<style:style style:name="T1" style:family="text">'
    '<style:text-properties fo:font-weight="bold"/></style:style>'
    '<style:style style:name="T2" style:family="text">'
    '<style:text-properties xmlns:o="urn:o" o:rsid="1"/></style:style>'
    '<style:style style:name="P1" style:family="paragraph" style:parent-style-name="Title"/>'
)
NOTE = (
    '<text:note text:note-class="footnote"><text:note-citation>1</text:note-citation>'
    "<text:note-body><text:p>By the mayor.</text:p></text:note-body></text:note>"
)
BOLD = '<text:span text:style-name="T1">{}</text:span>'
LINK = '<text:a xlink:href="https://a.org/">{}</text:a>'
TABLE = (
    "<table:table><table:table-row><table:table-cell><text:p>B.</text:p></table:table-cell>"
    "</table:table-row></table:table>"
)
FRAME = (
    '<draw:frame text:anchor-type="paragraph"><draw:text-box><text:p>Boxed words.</text:p>'
    "</draw:text-box><svg:title>A box</svg:title></draw:frame>"
)


def document(
    body: str,
    *,
    header: str = "Delmira News",
    title: str = "The flood",
    automatic: str = AUTOMATIC,
) -> bytes:
    """A document of its XML."""
    content = (
        f"<office:document-content {SPACES}><office:automatic-styles>{automatic}"
        f"</office:automatic-styles><office:body><office:text>{body}</office:text></office:body>"
        "</office:document-content>"
    )
    styles = (
        f"<office:document-styles {SPACES}><office:styles>"
        '<style:default-style style:family="paragraph"/>'
        "</office:styles>"
        '<office:automatic-styles><style:page-layout style:name="L"><style:page-layout-properties/>'
        "</style:page-layout></office:automatic-styles><office:master-styles>"
        '<style:master-page style:name="Standard" style:page-layout-name="L"><style:header>'
        f"<text:p>{header}</text:p></style:header></style:master-page></office:master-styles>"
        "</office:document-styles>"
    )
    meta = (
        f"<office:document-meta {SPACES}><office:meta><dc:title>{title}</dc:title></office:meta>"
        "</office:document-meta>"
    )
    kind = "application/vnd.oasis.opendocument.text"
    manifest = (
        '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        + "".join(
            f'<manifest:file-entry manifest:full-path="{name}" manifest:media-type="{media}"/>'
            for name, media in (
                ("/", kind),
                *((f"{n}.xml", "text/xml") for n in ("content", "styles", "meta")),
            )
        )
        + "</manifest:manifest>"
    )
    return packed(
        {
            "mimetype": kind.encode(),
            "content.xml": content.encode(),
            "styles.xml": styles.encode(),
            "meta.xml": meta.encode(),
            "META-INF/manifest.xml": manifest.encode(),
        }
    )


def article(data: bytes) -> Article:
    return formats.parse("a.odt", data, "en")


def sources(data: bytes) -> list[str]:
    return [block.text for block in article(data).blocks]


def loud(data: bytes, locale: str = "ru") -> bytes:
    """A copy in which all words are in capitals."""
    signs = re.compile(r"(<[^>]*>|&\w+;)")

    def upper(text: str) -> str:
        return "".join(p if signs.match(p) else p.upper() for p in signs.split(text))

    read = article(data)
    return formats.serialize(read, [upper(each.source) for each in read.segments], locale)


def body(data: bytes) -> str:
    """The XML of the text of a document."""
    content = unpacked(data)["content.xml"].decode()
    return content[content.index("<office:text>") + 13 : content.index("</office:text>")]


def test_all_that_readers_see_is_read_and_written() -> None:
    words = (
        '<text:p text:style-name="P1">The river falls</text:p>'
        f"<text:p>The {BOLD.format('convoy')} left{NOTE}. "
        f"See {LINK.format('the map')} &amp; go.{FRAME}</text:p>"
        "<text:list><text:list-item><text:p>Every family</text:p></text:list-item></text:list>"
        "<table:table><table:table-row><table:table-cell><text:p>Town</text:p></table:table-cell>"
        "</table:table-row></table:table>"
    )
    data = document(words)
    assert [(block.kind, block.text) for block in article(data).blocks] == [
        (BlockKind.METADATA, "The flood"),
        (BlockKind.HEADING, "The river falls"),
        (
            BlockKind.PARAGRAPH,
            'The <span id="1">convoy</span> left<wbr id="3">. '
            'See <a href="#5">the map</a> &amp; go.',
        ),
        (BlockKind.FOOTNOTE, "By the mayor."),
        (BlockKind.PARAGRAPH, "Boxed words."),
        (BlockKind.PARAGRAPH, "A box"),
        (BlockKind.LIST_ITEM, "Every family"),
        (BlockKind.TABLE_CELL, "Town"),
        (BlockKind.PARAGRAPH, "Delmira News"),
    ]
    copy = loud(data)
    letters = re.sub(r"(>[^<]*<)", lambda match: match[1].upper(), f">{words}<")[1:-1]
    assert body(copy) == letters.replace("&AMP;", "&amp;")
    parts = unpacked(copy)
    assert b"DELMIRA NEWS" in parts["styles.xml"]
    assert b"<dc:title>THE FLOOD</dc:title>" in parts["meta.xml"]
    assert b"<dc:language>ru</dc:language>" in parts["meta.xml"]


def test_spaces_tabs_breaks_and_styles_without_looks() -> None:
    plain = '<text:span text:style-name="T2">{}</text:span>'
    data = document(
        f'<text:p><text:tab/>Name:<text:tab/>Ann <text:s text:c="2"/>Lee</text:p>'
        f"<text:p>One<text:line-break/>{plain.format('two')} three</text:p>"
    )
    assert sources(data)[1:4] == ["Name:", "Ann   Lee", "One<br>two three"]
    copy = formats.serialize(
        article(data), [None, "Имя:", "Анна  Ли", "Раз<br>два три", None], "ru"
    )
    assert body(copy) == (
        '<text:p><text:tab/>Имя:<text:tab/>Анна <text:s text:c="1"/>Ли</text:p>'
        "<text:p>Раз<text:line-break/>два три</text:p>"
    )


def test_two_elements_of_one_name_are_no_damage() -> None:
    data = document('<text:list xml:id="l1"/><text:list xml:id="l1"/><text:p>It rained.</text:p>')
    assert "It rained." in sources(data)


def test_changes_are_accepted_and_annotations_left_out() -> None:
    tracked = (
        "<text:tracked-changes><text:changed-region><text:deletion><text:p>Gone</text:p>"
        "</text:deletion></text:changed-region></text:tracked-changes>"
    )
    said = "<dc:creator>Ann</dc:creator><text:p>Is that so?</text:p>"
    note = f"<office:annotation>{said}</office:annotation>"
    marked = '<text:change-start text:change-id="1"/>left.<text:change-end text:change-id="1"/>'
    data = document(f"{tracked}<text:p>He {note}{marked}</text:p>")
    assert sources(data) == ["The flood", "He left.", "Delmira News"]
    assert [finding.message for finding in article(data).findings] == [
        "a tracked change is taken as accepted",
        "a comment is left out of the copies",
    ]
    assert body(loud(data)) == "<text:p>HE LEFT.</text:p>"
    assert formats.serialize(article(data), [None] * 3) == data


def test_blank_lines_and_what_is_left_out() -> None:
    data = document("<text:p>One.</text:p><text:p>Two.</text:p>")
    targets = [None, "Раз.\n\nЕщё.", formats.OMITTED, None]
    copy = formats.serialize(article(data), targets, "ru", notes=["Перевод"])
    assert body(copy) == "<text:p>Раз.</text:p><text:p>Ещё.</text:p><text:p>Перевод</text:p>"


ITEM = "<text:list-item>{}</text:list-item>"
ROW = "<table:table-row><table:table-cell><text:p>{}</text:p></table:table-cell></table:table-row>"
TALL = ROW.format("Gone").replace("cell>", 'cell table:number-rows-spanned="2">', 1)
GONE = '<text:p>A <text:bookmark text:name="b"/>gone.</text:p>'


CELL = "<table:table-cell{}><text:p>{}</text:p></table:table-cell>"


def table(rows: list[list[str]], *, columns: str = "", reach: str = "") -> str:
    """A table of the texts of its cells."""
    cells = ["".join(CELL.format(reach, text) for text in row) for row in rows]
    inner = "".join(f"<table:table-row>{row}</table:table-row>" for row in cells)
    return f"<table:table>{columns}{inner}</table:table>".replace("<text:p></text:p>", "<text:p/>")


def column(times: int | str = 1) -> str:
    return f'<table:table-column table:number-columns-repeated="{times}"/>'


ONE = "<table:table-column/>"
WIDE = ' table:number-columns-spanned="2"'


@pytest.mark.parametrize(
    ("given", "left"),
    [
        (table([["A.", "Gone"], ["B.", "Gone"]], columns=column(2)),
         table([["A."], ["B."]], columns=column(1))),
        (table([["A.", "Gone"], ["B.", "Gone"]], columns=ONE * 2),
         table([["A."], ["B."]], columns=ONE)),
        *((table([["A.", "Gone"], ["B.", "Gone"]], columns=column(odd)),
           table([["A."], ["B."]], columns=column(odd)))
          for odd in (999_999_999, 10**30, "many", "²", -1)),
        (table([["Gone", "Gone"], ["Gone", "B."]]), table([["", "B."]])),
        (table([["Gone", "Gone"], ["Gone", "B."], ["Gone", "C."]]), table([["B."], ["C."]])),
        (table([["A.", "Gone"], ["B.", "C."]]), table([["A.", ""], ["B.", "C."]])),
        (table([["A.", "Gone"], ["B.", "Gone"]], reach=WIDE),
         table([["A.", ""], ["B.", ""]], reach=WIDE)),
        (table([["A.", "Gone"], ["B.", "Gone"], ["C."]]), table([["A.", ""], ["B.", ""], ["C."]])),
        (f"<text:h>Gone</text:h>{TABLE}", TABLE),
        (f"<text:list>{ITEM.format(GONE)}{ITEM.format('<text:p>B.</text:p>')}</text:list>",
         f"<text:list>{ITEM.format('<text:p>B.</text:p>')}</text:list>"),
        (f"<text:p>A.</text:p><text:list>{ITEM.format(GONE)}</text:list>", "<text:p>A.</text:p>"),
        (f"<text:list>{ITEM.format(GONE + '<text:list>' + ITEM.format(GONE) + '</text:list>')}"
         "</text:list><text:p>A.</text:p>", "<text:p>A.</text:p>"),
        (f"<text:p>A{NOTE.replace('By the mayor', 'Gone')}.</text:p>", "<text:p>A.</text:p>"),
        (TABLE.replace("<table:table>", f"<table:table>{ROW.format('Gone')}"), TABLE),
        (TABLE.replace("B.", "Gone"), TABLE.replace("<text:p>B.</text:p>", "<text:p/>")),
        (TABLE.replace("<table:table>", f"<table:table>{TALL}"),
         TABLE.replace("<table:table>", f"<table:table>{TALL.replace('>Gone</text:p>', '/>')}")),
    ],
)  # fmt: skip
def test_what_is_left_out_leaves_no_empty_place(given: str, left: str) -> None:
    read = article(document(given))
    targets = [formats.OMITTED if "one" in segment.source else None for segment in read.segments]
    assert body(formats.serialize(read, targets)) == left


def test_right_to_left_copies_turn_their_styles_and_what_is_kept_does_not() -> None:
    data = document("<text:p>One.</text:p><text:p>Two.</text:p>")
    copy = formats.serialize(article(data), [None, "یک", None, None], "fa", kept=[2])
    parts = {name: part.decode() for name, part in unpacked(copy).items()}
    assert '<style:page-layout-properties style:writing-mode="rl-tb"/>' in parts["styles.xml"]
    assert 'style:language-complex="fa"' in parts["styles.xml"]
    kept = re.search(r'<text:p text:style-name="(\w+)">Two', parts["content.xml"])
    assert kept is not None
    style = parts["content.xml"].partition(f'style:name="{kept[1]}"')[2]
    assert style.index('style:writing-mode="lr-tb"') < style.index("</style:style>")


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "it holds nothing"),
        (document("<text:p>A</text:p>")[:-30], "its end is missing"),
        (packed({"a.txt": b"A"}), "no part of it holds the text"),
        (packed({"content.xml": b"<a/>"}), "another kind of document"),
        (packed({"content.xml": b"<a"}), "of its part content.xml, line 1 is not well-formed XML"),
        (
            packed({"META-INF/manifest.xml": b"<encryption-data/>", "content.xml": b""}),
            "a password",
        ),
    ],
)
def test_what_cannot_be_read_is_told_truly(data: bytes, said: str) -> None:
    with pytest.raises(ArticleError, match=said) as caught:
        article(data)
    assert caught.value.advice


def test_the_round_of_a_document_that_libreoffice_opens(
    newsroom: Path, run: Run, tmp_path: Path
) -> None:
    cell = "<table:table-cell><text:p>Town</text:p></table:table-cell>"
    row = f"<table:table-column/><table:table-row>{cell}</table:table-row>"
    table = f"<table:table>{row}</table:table>"
    (newsroom / "seeds/news.odt").write_bytes(
        document(
            f"<text:h>The river</text:h><text:p>He {BOLD.format('left')} home.</text:p>{table}"
        )
    )
    assert run("translate", "news.odt").exit_code == 0
    assert run("translate", "news.odt").stdout.startswith("Nothing to do")
    publish_drafts(newsroom)
    result = run("export", "news.odt")
    assert result.exit_code == 0, result.output
    copy = newsroom / "output/fa/news.odt"
    plain = converted(copy, "txt:Text (encoded):UTF8", tmp_path)
    lines = plain.read_text(encoding="utf-8-sig").split("\n")
    shown = [
        re.sub(r"<[^>]*>", "", segment.source)
        for segment in formats.parse("a.odt", copy.read_bytes(), "fa").segments
    ]
    assert [line for line in lines if line.strip()][:3] == shown[1:4]


PIECE = st.one_of(
    st.text("ab c", min_size=1, max_size=5),
    st.text("ab c", min_size=1, max_size=5).map(BOLD.format),
    st.sampled_from([NOTE, "<text:tab/>", '<text:s text:c="2"/>', LINK.format("link"),
                     "<text:line-break/>", "<text:page-number>3</text:page-number>",
                     '<text:bookmark text:name="b"/>']),
)  # fmt: skip


@given(st.lists(PIECE, max_size=6))
def test_a_copy_has_all_that_the_document_has_in_its_order(pieces: list[str]) -> None:
    data = document(f"<text:p>{''.join(pieces)}</text:p>")
    read = article(data)
    assert formats.serialize(read, [None] * len(read.segments)) == data

    def shown(text: str) -> list[str]:
        tags = "text:(?:tab|note|line-break|page-number|note-citation)|/text:note"
        found = re.findall(rf"<(?:{tags})\b|[^\s<>](?![^<>]*>)", text)
        return [each if each.startswith("<") else each.upper() for each in found]

    copy = loud(data)
    assert shown(body(copy)) == shown(body(data))
    assert body(copy).count("text:bookmark") == body(data).count("text:bookmark")


PLAIN = '<text:p text:style-name="Preformatted_20_Text">{}</text:p>'
LISTING = '<text:p text:style-name="Source_20_Code">{}</text:p>'
ONE_STAYS = "a paragraph in a style of code stays in the source language"


@pytest.mark.parametrize(
    ("paragraphs", "expected", "told"),
    [
        ((PLAIN, "The rain fell for hours."), ["The rain fell for hours."], []),
        ((LISTING, "The rain fell for hours."), [], [ONE_STAYS]),
        ((PLAIN, "if rain: count += 1"), [], []),
        ((PLAIN, "print('Hello town!')"), [], [ONE_STAYS]),
        ((PLAIN, "Hello town!"), [], [ONE_STAYS]),
        ((PLAIN, "git commit"), [], []),
    ],
)
def test_a_text_that_is_preformatted_as_a_whole_is_no_code(
    paragraphs: tuple[str, str], expected: list[str], told: list[str]
) -> None:
    style, text = paragraphs
    data = document(style.format(text), title="")
    assert sources(data) == [*expected, "Delmira News"]
    assert [finding.message for finding in article(data).findings] == told
    assert (text.upper() in body(loud(data))) == bool(expected)


def test_code_in_a_text_stays_and_its_words_are_told() -> None:
    code = PLAIN.format("count the rain") + PLAIN.format("print()") + PLAIN.format("say it so")
    data = document(f"<text:p>The mayor wrote a small program for her town.</text:p>{code}")
    assert "count the rain" not in sources(data)
    (finding,) = article(data).findings
    assert finding.message == "2 paragraphs in a style of code stay in the source language"


ONE = '<text:a xlink:href="http://a.org">{}</text:a>'
OTHER = '<text:a xlink:href="http://b.org">{}</text:a>'


@pytest.mark.parametrize(
    ("between", "second", "shown"),
    [
        ("", ONE, '<a href="#1">closed <span id="2">roads</span></a>'),
        (", ", ONE, '<a href="#1">closed </a>, <a href="#3">roads</a>'),
        ("", OTHER, '<a href="#1">closed </a><a href="#2">roads</a>'),
    ],
)
def test_links_to_one_address_next_to_each_other_are_one(
    between: str, second: str, shown: str
) -> None:
    bold = '<text:span text:style-name="T1">roads</text:span>'
    links = ONE.format("closed ") + between + second.format(bold)
    data = document(f"<text:p>Many {links}, he said.</text:p>", title="")
    assert sources(data)[0] == f"Many {shown}, he said."
    copy = re.sub(r"<(?!text:a|/text:a)[^>]*>", "", body(loud(data)))
    same = second == ONE and not between
    assert copy.count("<text:a ") == (1 if same else 2)
    words = re.sub("<[^>]*>", "", copy).replace(" , ", " ")
    assert " ".join(words.split()) == "MANY CLOSED ROADS, HE SAID."


LEVELS = (
    '<text:list-style style:name="L1">'
    + "".join(
        f'<text:list-level-style-number text:level="{level}" style:num-{told}'
        ' style:num-format="1"/>'
        for level, told in ((1, 'prefix="Chapter "'), (2, 'suffix=" of all"'), (3, 'suffix="."'))
    )
    + "</text:list-style><text:outline-style>"
    '<text:outline-level-style text:level="1" style:num-prefix="Part " style:num-format="1"/>'
    '<text:outline-level-style text:level="2" style:num-prefix="None " style:num-format=""/>'
    "</text:outline-style>"
    '<style:style style:name="S" style:family="paragraph" style:list-style-name="L1"/>'
)
ITEM = "<text:list-item><text:p>The rain.</text:p>{}</text:list-item>"
LIST = '<text:list text:style-name="L1">' + ITEM + "</text:list>"
BELOW = "<text:list>" + ITEM + "</text:list>"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (LIST.format(""), "“Chapter …” before numbers of paragraphs stays"),
        (
            LIST.format(BELOW.format(BELOW.format(""))),
            "“Chapter …”, “… of all” before numbers of paragraphs stay",
        ),
        (BELOW.format(""), ""),
        (
            '<text:p text:style-name="S">A.</text:p>',
            "“Chapter …” before numbers of paragraphs stays",
        ),
        (
            '<text:h text:outline-level="1">A.</text:h>',
            "“Part …” before numbers of paragraphs stays",
        ),
        ('<text:h text:outline-level="2">A.</text:h>', ""),
        ("<text:p>A.</text:p>", ""),
    ],
)
def test_words_before_numbers_are_told(text: str, said: str) -> None:
    data = document(text, automatic=LEVELS)
    told = [f"{said} in the source language"] if said else []
    assert [finding.message for finding in article(data).findings] == told


@pytest.mark.parametrize(
    "spoken",
    [
        '<text:a xlink:href="https://a.org/" office:title="Read about it">it</text:a>',
        '<text:drop-down><text:label text:value="Read about it"/></text:drop-down>',
        '<form:button form:label="Read about it"/>',
        '<form:text form:title="Read about it"/>',
        '<loext:content-control><loext:list-item loext:display-text="Read about it"/>'
        "it</loext:content-control>",
    ],
)
def test_tips_choices_and_fields_of_forms_are_translated(spoken: str) -> None:
    form = f'xmlns:form="urn:oasis:names:tc:opendocument:xmlns:form:1.0" {CONTROLS}'
    data = document(f"<text:p {form}>See {spoken}.</text:p>")
    assert "Read about it" in sources(data)
    assert '="READ ABOUT IT"' in body(loud(data))


CONTROLS = 'xmlns:loext="urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0"'


def test_words_of_content_controls_are_those_of_their_paragraph() -> None:
    inner = '<loext:content-control loext:alias="Name">{}</loext:content-control>'
    text = f"<text:p {CONTROLS}>Ask {inner.format('the mayor')} of it.</text:p>"
    data = document(text)
    assert "Ask the mayor of it." in [re.sub("<[^>]*>", "", source) for source in sources(data)]
    assert f"ASK {inner.format('THE MAYOR')} OF IT." in body(loud(data))


@pytest.mark.parametrize("name", ["user-defined", "user-field-get", "variable-set", "text-input"])
def test_words_that_fields_keep_are_told_and_stay(name: str) -> None:
    data = document(
        f'<text:p>See <text:{name} text:name="a">Our Guide</text:{name}> of it.</text:p>'
    )
    said = "“Our Guide” in a field stays in the source language"
    assert [finding.message for finding in article(data).findings] == [said]
    assert "Our Guide" in body(loud(data))


@pytest.mark.parametrize(
    "field",
    [
        "<text:title>The flood</text:title>",
        "<text:date>May 3</text:date>",
        '<text:user-defined text:name="a">3.1</text:user-defined>',
    ],
)
def test_what_is_computed_or_a_number_is_not_told(field: str) -> None:
    assert not article(document(f"<text:p>See {field} of it.</text:p>")).findings
