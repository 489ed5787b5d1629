"""What newsrooms' Word documents hold beside paragraphs: nothing is lost, left or let out."""

from __future__ import annotations

import io
import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from xml.etree.ElementTree import Element

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman import formats, inline
from dragoman.errors import ArticleError
from dragoman.formats import OMITTED
from dragoman.model import Article, BlockKind, Syntax
from tests.conftest import Run
from tests.formats.word import (
    W,
    document,
    field,
    packed,
    paragraph,
    run,
    story,
    texts,
    unpacked,
    xml,
)

BOX = (
    '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:anchor>'
    '<wp:docPr id="1" name="Box" descr="A box with a word"/><a:graphic><wps:txbx><w:txbxContent>'
    "{0}</w:txbxContent></wps:txbx></a:graphic></wp:anchor></w:drawing></mc:Choice><mc:Fallback>"
    '<w:pict><v:shape alt="A box with a word"><v:textbox><w:txbxContent>{0}</w:txbxContent>'
    "</v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
)
NOTE = '<w:r><w:footnoteReference w:id="2"/></w:r>'


def article(data: bytes) -> Article:
    return formats.parse("a.docx", data, "en")


def sources(data: bytes) -> list[str]:
    return [block.text for block in article(data).blocks]


def loud(data: bytes, locale: str = "ru") -> bytes:
    """A copy in which all words are in capitals."""
    read = article(data)
    signs = re.compile(r"(<[^>]*>|&\w+;)")

    def upper(text: str) -> str:
        return "".join(p if signs.match(p) else p.upper() for p in signs.split(text))

    return formats.serialize(read, [upper(each.source) for each in read.segments], locale)


def test_a_text_box_is_read_once_and_written_for_both_kinds_of_program() -> None:
    data = document(
        paragraph(BOX.format(paragraph("We lost everything.")) + run("The mayor spoke."))
    )
    assert sources(data) == ["The mayor spoke.", "A box with a word", "We lost everything."]
    copy = loud(data)
    assert texts(copy) == ["THE MAYOR SPOKE.", "WE LOST EVERYTHING.", "WE LOST EVERYTHING."]
    assert b'alt="A BOX WITH A WORD"' in unpacked(copy)["word/document.xml"]
    assert b'descr="A BOX WITH A WORD"' in unpacked(copy)["word/document.xml"]


def test_headers_footers_and_notes_of_all_kinds_are_read() -> None:
    kinds = ("default", "first", "even")
    references = "".join(
        f'<w:headerReference w:type="{kind}" r:id="rId{n}"/>' for n, kind in enumerate(kinds, 1)
    )
    parts = {
        f"header{n}.xml": ("header", story("hdr", paragraph(f"Header {kind}")))
        for n, kind in enumerate(kinds)
    }
    parts["footer1.xml"] = ("footer", story("ftr", paragraph("Footer")))
    note = '<w:footnote w:id="2">{}</w:footnote>'.format(
        paragraph("<w:r><w:footnoteRef/></w:r>" + run(" By the mayor."))
    )
    ruled = f'<w:footnote w:type="separator" w:id="0">{paragraph("Rule")}</w:footnote>'
    parts["footnotes.xml"] = ("footnotes", story("footnotes", ruled + note))
    parts["endnotes.xml"] = (
        "endnotes",
        story("endnotes", f'<w:endnote w:id="2">{paragraph("End")}</w:endnote>'),
    )
    body = paragraph(run("He left.") + NOTE + run(" They stay."))
    data = document(f"{body}<w:p><w:pPr><w:sectPr>{references}</w:sectPr></w:pPr></w:p>", parts)
    assert sources(data) == [
        'He left.<wbr id="1"> They stay.',
        "Header default",
        "Header first",
        "Header even",
        "Footer",
        "By the mayor.",
        "End",
    ]
    assert article(data).blocks[5].kind is BlockKind.FOOTNOTE
    copy = loud(data)
    assert texts(copy, "word/header2.xml") == ["HEADER EVEN"]
    assert texts(copy, "word/footnotes.xml") == ["Rule", " BY THE MAYOR."]
    footnote = xml(copy, "word/footnotes.xml")[1][0]
    runs = [child for child in footnote if child.tag == f"{{{W}}}r"]
    assert runs[0].find(f"{{{W}}}footnoteRef") is not None
    read = article(data)
    gone = [formats.OMITTED if "mayor" in each.source else None for each in read.segments]
    copy = formats.serialize(read, gone, "ru")
    assert texts(copy, "word/footnotes.xml") == ["Rule"]
    assert b"footnoteReference" not in unpacked(copy)["word/document.xml"]


def test_content_controls_of_words_and_of_paragraphs_are_kept() -> None:
    control = '<w:sdt><w:sdtPr><w:id w:val="7"/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>'
    data = document(
        paragraph(run("Rain fell on ") + control.format(run("the northern town")) + run(" again."))
        + control.format(paragraph("A whole paragraph."))
    )
    assert sources(data) == [
        'Rain fell on <span id="1">the northern town</span> again.',
        "A whole paragraph.",
    ]
    copy = loud(data)
    assert texts(copy) == ["RAIN FELL ON THE NORTHERN TOWN AGAIN.", "A WHOLE PARAGRAPH."]
    (content, other) = xml(copy).iter(f"{{{W}}}sdtContent")
    assert "".join(content.itertext()) == "THE NORTHERN TOWN"
    assert "".join(other.itertext()) == "A WHOLE PARAGRAPH."


@pytest.mark.parametrize(
    ("content", "source", "written"),
    [
        (
            run("Page ") + field(" PAGE ", "3") + run(" of it"),
            'Page <wbr id="1"> of it',
            "PAGE 3 OF IT",
        ),
        (
            run("See ") + field(' HYPERLINK "https://a.org" ', "the map") + run("."),
            'See <a href="#4">the map</a>.',
            "SEE THE MAP.",
        ),
        (
            run("As said in ") + field(" REF part ", "the first part") + run("."),
            'As said in <span id="4">the first part</span>.',
            "AS SAID IN THE FIRST PART.",
        ),
        (
            run("On ")
            + '<w:fldSimple w:instr=" DATE ">'
            + run("May 3")
            + "</w:fldSimple>"
            + run(" it fell."),
            'On <wbr id="1"> it fell.',
            "ON May 3 IT FELL.",
        ),
        (
            run("Of ") + '<w:fldSimple w:instr=" TITLE "/>' + run(" it fell."),
            'Of <wbr id="1"> it fell.',
            "OF  IT FELL.",
        ),
    ],
)
def test_fields_keep_their_marks(content: str, source: str, written: str) -> None:
    data = document(paragraph(content))
    assert sources(data) == [source]
    copy = loud(data)
    assert texts(copy) == [written]
    for name in ("fldChar", "instrText", "fldSimple"):
        old, new = ([*xml(each).iter(f"{{{W}}}{name}")] for each in (data, copy))
        assert [(each.attrib, each.text) for each in old] == [
            (each.attrib, each.text) for each in new
        ]


def test_tabs_and_page_breaks_part_texts_and_stay() -> None:
    tab = "<w:r><w:tab/></w:r>"
    data = document(
        paragraph(tab + run("Name:") + tab + run("Ann Lee") + '<w:r><w:br w:type="page"/></w:r>')
        + paragraph("<w:r><w:t>Delmira</w:t><w:tab/><w:t>News</w:t></w:r>")
    )
    assert sources(data) == ["Name:", "Ann Lee", "Delmira", "News"]
    copy = loud(data)
    assert texts(copy) == ["\tNAME:\tANN LEE", "DELMIRA\tNEWS"]
    assert len([*xml(copy).iter(f"{{{W}}}br")]) == 1


def test_tabs_among_letters_are_tabs() -> None:
    data = document(paragraph(run("Rain\there")) + paragraph(run("\tIn the middle")))
    assert sources(data) == ["Rain", "here", "In the middle"]
    assert texts(loud(data)) == ["RAIN\tHERE", "\tIN THE MIDDLE"]


def test_comments_go_and_are_told() -> None:
    comments = story("comments", f'<w:comment w:id="1">{paragraph("Is that so?")}</w:comment>')
    marked = (
        '<w:commentRangeStart w:id="1"/>' + run("He left.") + '<w:commentRangeEnd w:id="1"/>'
        '<w:r><w:commentReference w:id="1"/></w:r>'
    )
    data = document(paragraph(marked), {"comments.xml": ("comments", comments)})
    assert sources(data) == ["He left."]
    assert [finding.message for finding in article(data).findings] == [
        "a comment is left out of the copies"
    ]
    for copy in (loud(data), formats.serialize(article(data), [None], "fa")):
        assert all(b"Is that so" not in part for part in unpacked(copy).values())
        assert b"comment" not in unpacked(copy)["word/document.xml"]


def test_tracked_changes_are_read_as_accepted_and_told() -> None:
    who = 'w:id="1" w:author="Ann"'
    body = (
        paragraph(
            run("The ")
            + f"<w:del {who}><w:r><w:delText>old </w:delText></w:r></w:del>"
            + f"<w:ins {who}>{run('new ')}</w:ins>"
            + run("bridge.", f"<w:b/><w:rPrChange {who}><w:rPr/></w:rPrChange>")
        )
        + paragraph("It stands ", f"<w:rPr><w:del {who}/></w:rPr>")
        + paragraph("still.")
        + f"<w:tbl><w:tblPr/><w:tr><w:tc>{paragraph('Stays')}</w:tc></w:tr>"
        f"<w:tr><w:trPr><w:del {who}/></w:trPr><w:tc>{paragraph('Goes')}</w:tc></w:tr></w:tbl>"
    )
    data = document(body)
    assert sources(data) == ['The new <span id="2">bridge.</span>', "It stands still.", "Stays"]
    assert article(data).findings[0].message == "5 tracked changes are taken as accepted"
    copy = unpacked(loud(data))["word/document.xml"]
    assert texts(loud(data)) == ["THE NEW BRIDGE.", "IT STANDS STILL.", "STAYS"]
    assert b"Ann" not in copy
    assert b"old" not in copy


def test_bookmarks_stay_round_what_they_mark() -> None:
    def mark(kind: str, number: int) -> str:
        return f'<w:bookmark{kind} w:id="{number}" w:name="b{number}"/>'

    body = paragraph(
        mark("Start", 1) + run("Figure ") + field(" SEQ Figure ", "1") + mark("End", 1)
        + run(" The river in May") + mark("Start", 2) + run(" and June.") + mark("End", 2)
    )  # fmt: skip
    copy = loud(document(body))
    order = [
        child.tag.rpartition("}")[2] + child.get(f"{{{W}}}id", "") if "bookmark" in child.tag
        else "".join(child.itertext())
        for child in xml(copy)[0][0]
    ]  # fmt: skip
    shown = [each for each in order if each]
    assert shown[0] == "bookmarkStart1"
    assert shown.index("bookmarkEnd1") == shown.index("1") + 1
    assert shown[-1] == "bookmarkEnd2"
    assert shown.index("bookmarkStart2") > shown.index("bookmarkEnd1")


def test_properties_and_descriptions_are_read() -> None:
    core = "<dc:title>The flood</dc:title><dc:description>generated by a tool</dc:description>"
    drawing = (
        '<w:r><w:drawing><wp:inline><wp:docPr id="1" descr="{}"/></wp:inline></w:drawing></w:r>'
    )
    body = paragraph(drawing.format("A bridge under water") + drawing.format("photo12.jpg"))
    row = f"<w:tr><w:tc>{paragraph('A')}</w:tc></w:tr>"
    table = f'<w:tbl><w:tblPr><w:tblCaption w:val="Towns"/></w:tblPr>{row}</w:tbl>'
    data = document(body + table, core=core)
    assert sources(data) == ["The flood", "A bridge under water", "Towns", "A"]
    assert article(data).blocks[0].kind is BlockKind.METADATA
    copy = unpacked(loud(data))
    assert b"<dc:title>THE FLOOD</dc:title>" in copy["docProps/core.xml"]
    assert b"<dc:language>ru</dc:language>" in copy["docProps/core.xml"]
    assert b"photo12.jpg" in copy["word/document.xml"]


def test_signs_of_markup_in_descriptions_and_properties_are_text() -> None:
    drawing = (
        '<w:r><w:drawing><wp:inline><wp:docPr id="1" descr="{}"/></wp:inline></w:drawing></w:r>'
    )
    body = paragraph(drawing.format("Ann &amp; Lee &lt;b&gt; there"))
    copy = unpacked(loud(document(body, core="<dc:title>Rain &amp; wind &lt;a&gt;</dc:title>")))
    assert b'descr="ANN &amp; LEE &lt;b&gt; THERE"' in copy["word/document.xml"]
    assert b"<dc:title>RAIN &amp; WIND &lt;a&gt;</dc:title>" in copy["docProps/core.xml"]


def test_any_main_part_and_the_strict_form_are_read() -> None:
    data = document(paragraph("He left."), main="document22.xml")
    assert texts(loud(data), "word/document22.xml") == ["HE LEFT."]
    parts = unpacked(document(paragraph("He left.")))
    strict = packed(
        {
            name: part.replace(
                b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
                b"http://purl.oclc.org/ooxml/wordprocessingml/main",
            ).replace(
                b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
                b"http://purl.oclc.org/ooxml/officeDocument/relationships",
            )
            for name, part in parts.items()
        }
    )
    assert sources(strict) == ["He left."]
    copy = unpacked(loud(strict, "fa"))["word/document.xml"]
    assert b"HE LEFT." in copy
    assert b"schemas.openxmlformats.org/wordprocessingml" not in copy


def test_odd_documents_are_read() -> None:
    styles = story(
        "styles",
        '<w:style w:styleId="Odd"><w:name w:val="heading 3"/></w:style><w:style/>'
        '<w:style w:styleId="Loop"><w:basedOn w:val="Loop"/></w:style>',
    )
    body = paragraph("Head", '<w:pStyle w:val="Odd"/>') + paragraph(
        "Text", '<w:pStyle w:val="Loop"/>'
    )
    parts = unpacked(document(body, {"styles.xml": ("styles", styles)}))
    relations = parts["_rels/.rels"].replace(
        b"</Relationships>",
        b'<Relationship Id="a" Type="x/core-properties" Target="docProps/core.xml"/>'
        b'<Relationship Id="b" Type="x/core-properties" Target="docProps/core2.xml"/>'
        b'<Relationship Id="c" Type="x/header" Target="nowhere.xml"/></Relationships>',
    )
    data = packed({**parts, "_rels/.rels": relations})
    assert [block.kind for block in article(data).blocks] == [
        BlockKind.HEADING,
        BlockKind.PARAGRAPH,
    ]
    assert texts(loud(data)) == ["HEAD", "TEXT"]


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 500
SHEET = {
    **unpacked(document(paragraph("A"))),
    "[Content_Types].xml": b'<Types><Override PartName="/word/document.xml" '
    b'ContentType="application/spreadsheetml.sheet"/></Types>',
}


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (OLE + "EncryptedPackage".encode("utf-16-le"), "a password protects this document"),
        (OLE + "WordDocument".encode("utf-16-le"), "it is an old one"),
        (b"{\\rtf1 He left.}", "it is an RTF document"),
        (b"", "it holds nothing"),
        (document(paragraph("A"))[:-30], "its end is missing"),
        (packed(SHEET), "it is a spreadsheet"),
        (packed({**SHEET, "[Content_Types].xml": b"<Types/>", "word/document.xml": b"<w:document"}),
         "of its part word/document.xml"),
        (packed({**unpacked(document("")), "word/document.xml":
                 b'<!DOCTYPE d [<!ENTITY e "x">]><w:document xmlns:w="w">&e;</w:document>'}),
         "texts stand in entities"),
        (packed({"mimetype": b"application/vnd.oasis.opendocument.text"}), "OpenDocument"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_told_truly(data: bytes, said: str) -> None:
    with pytest.raises(ArticleError, match=said) as caught:
        article(data)
    assert caught.value.advice


def test_a_damaged_document_and_a_lock_file_stop_no_other(newsroom: Path, run: Run) -> None:
    seeds = newsroom / "seeds"
    (seeds / "good.docx").write_bytes(document(paragraph("He left.")))
    (seeds / "bad.docx").write_bytes(document(paragraph("He left."))[:-40])
    (seeds / "~$good.docx").write_bytes(b"\x05Ann Lee")
    result = run("translate", "--to", "fa")
    assert (newsroom / "locales/fa/good.docx.yaml").exists()
    assert "seeds/bad.docx: this is not a Word document: its end is missing" in result.stderr
    assert "~$" not in result.output


def test_right_to_left_copies_say_so_of_all_they_hold() -> None:
    table = f"<w:tbl><w:tblPr/><w:tr><w:tc>{paragraph('Town')}</w:tc></w:tr></w:tbl>"
    code = story("styles", '<w:style w:styleId="C"><w:name w:val="Code"/></w:style>')
    body = (
        paragraph(BOX.format(paragraph("Boxed")) + run("Text"))
        + table
        + paragraph("x = 1", '<w:pStyle w:val="C"/>')
    )
    root = xml(loud(document(body, {"styles.xml": ("styles", code)}), "fa"))
    turned = {
        "".join(each.itertext()): each.find(f"{{{W}}}pPr/{{{W}}}bidi") is not None
        for each in root.iter(f"{{{W}}}p")
    }
    assert turned == {"BOXEDBOXEDTEXT": True, "BOXED": True, "TOWN": True, "x = 1": False}
    assert root.find(f".//{{{W}}}tblPr/{{{W}}}bidiVisual") is not None
    assert root.find(f".//{{{W}}}sectPr/{{{W}}}bidi") is not None


def test_what_is_left_out_leaves_no_empty_paragraph() -> None:
    data = document(
        paragraph("One.")
        + paragraph("Two.")
        + f"<w:tbl><w:tblPr/><w:tr><w:tc>{paragraph('Cell')}</w:tc></w:tr></w:tbl>"
    )
    copy = formats.serialize(article(data), ["Один.", formats.OMITTED, formats.OMITTED], "ru")
    assert texts(copy) == ["Один.", ""]


def test_a_blank_line_begins_a_paragraph() -> None:
    data = document(paragraph(run("One ") + run("two.", "<w:b/>"), '<w:jc w:val="both"/>'))
    text = 'Раз.\n\nДва <span id="1">три</span>.'
    copy = formats.serialize(article(data), [text], "ru")
    assert texts(copy) == ["Раз.", "Два три."]
    assert len([*xml(copy).iter(f"{{{W}}}jc")]) == 2


def test_controls_that_only_commas_part_keep_their_words() -> None:
    control = "<w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt>"
    words = (control.format(run("Old town")), run(", "), control.format(run("North")), run("."))
    data = document(paragraph("".join(words)))
    copy = loud(data)
    assert texts(copy) == ["OLD TOWN, NORTH."]
    held = ["".join(each.itertext()) for each in xml(copy).iter(f"{{{W}}}sdtContent")]
    assert held == ["OLD TOWN", "NORTH"]


@pytest.mark.parametrize(
    ("words", "held"),
    [
        # A space between two looks, one of them in a control within another.
        (("one ", "[two]{} four", "three", "five"), ["TWO THREE FOUR", "THREE"]),
        # A mark that ends in the control, whose words are far from it in proportion.
        (("", "two{}", "<end/>", " and so on, and on"), ["TWO"]),
        (("", "two{}", "<start/>", " and so on, and on"), ["TWO"]),
    ],
)
def test_no_control_stands_twice(words: tuple[str, ...], held: list[str]) -> None:
    control = '<w:sdt><w:sdtPr><w:id w:val="{}"/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>'
    before, outer, inner, after = words
    first, rest = outer.split("{}")
    if inner.startswith("<"):
        start = '<w:bookmarkStart w:id="1" w:name="a"/>'
        ends = inner == "<end/>"
        marks = (start, '<w:bookmarkEnd w:id="1"/>')
        content = control.format(7, run(first) + marks[ends])
        text = f"{marks[0] * ends}{content}{run(after)}{marks[1] * (not ends)}"
    else:
        nested = control.format(8, run(inner, "<w:b/>"))
        content = run(first.strip("[]") + " ", "<w:i/>") + nested + run(rest, "<w:i/>")
        text = run(before) + control.format(7, content) + run(f" {after}")
    data = document(paragraph(text))
    # As markup is put onto a translation, no space stands at its edge.
    targets = [re.sub(r'(<span id="\d+">) ', r" \1", source) for source in sources(data)]
    targets = [target.upper().replace("SPAN", "span").replace("ID=", "id=") for target in targets]
    copy = formats.serialize(article(data), targets, "ru")
    found = ["".join(each.itertext()) for each in xml(copy).iter(f"{{{W}}}sdtContent")]
    assert found == held
    names = [each.get(f"{{{W}}}name") for each in xml(copy).iter(f"{{{W}}}bookmarkStart")]
    assert names == (["a"] if inner.startswith("<") else [])


def test_a_picture_and_a_space_in_a_link_stay_in_it() -> None:
    picture = '<w:r><w:drawing><wp:inline><wp:docPr id="1"/></wp:inline></w:drawing></w:r>'
    inner = run("one") + run(" ") + picture + run(" that", "<w:b/>")
    data = document(paragraph(run("See ") + f'<w:hyperlink r:id="rId5">{inner}</w:hyperlink>'))
    assert sources(data) == ['See <a href="#4"><span id="1">one</span> <wbr id="3"> that</a>']
    (link,) = xml(loud(data)).iter(f"{{{W}}}hyperlink")
    assert "".join(link.itertext()) == "ONE  THAT"
    assert [*link.iter()][-1].text == " THAT"


@pytest.mark.parametrize(
    ("inner", "source"),
    [
        (run("the old", "<w:b/>") + run(" stone gate"), '<span id="1">the old</span> stone gate'),
        (run("the old stone ", "<w:b/>") + run("gate"), 'the old stone <span id="2">gate</span>'),
        (run("the ") + run("old ", "<w:i/>") + run("stone ", "<w:b/>") + run("gate now"),
         'the <span id="2">old </span><span id="3">stone </span>gate now'),
    ],
)  # fmt: skip
def test_a_link_keeps_its_looks(inner: str, source: str) -> None:
    link = f'<w:hyperlink r:id="rId5">{inner}</w:hyperlink>'
    data = document(paragraph(run("They closed it: ") + link + run(" near the mill.")))
    (known,) = sources(data)
    assert re.sub(r' href="#\d"', "", known) == f"They closed it: <a>{source}</a> near the mill."
    (before,), (after,) = (xml(each).iter(f"{{{W}}}hyperlink") for each in (data, loud(data)))

    def looks(link: Element) -> list[tuple[str, frozenset[str]]]:
        runs = link.iter(f"{{{W}}}r")
        return [
            (
                "".join(each.itertext()).upper(),
                bold_or_slanted & {inner.tag for inner in each.iter()},
            )
            for each in runs
        ]

    bold_or_slanted = frozenset((f"{{{W}}}b", f"{{{W}}}i"))

    assert looks(after) == looks(before)


def test_a_bookmark_of_nothing_stays_one() -> None:
    mark = '<w:bookmarkStart w:id="0" w:name="here"/><w:bookmarkEnd w:id="0"/>'
    words = f"{run('The ')}{mark}{run('old', '<w:b/>')}{run(' stone ')}{run('gate', '<w:i/>')}"
    copy = xml(loud(document(paragraph(words))))
    (start,) = copy.iter(f"{{{W}}}bookmarkStart")
    (parent,) = (each for each in copy.iter() if start in list(each))
    assert list(parent)[list(parent).index(start) + 1].tag == f"{{{W}}}bookmarkEnd"


def test_line_breaks_at_an_end_and_hyphens_stay_what_they_are() -> None:
    data = document(
        paragraph("<w:r><w:t>He left</w:t><w:noBreakHyphen/><w:t>a b</w:t></w:r><w:r><w:br/></w:r>")
    )
    assert sources(data) == ["He left\u2011a b"]
    copy = xml(loud(data))
    for name in ("br", "noBreakHyphen"):
        assert len([*copy.iter(f"{{{W}}}{name}")]) == 1, name


def test_a_part_that_nobody_needs_may_not_be_damaged_either() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as package:
        for name, part in {**unpacked(document(paragraph("A"))), "word/theme.xml": b"<T/>"}.items():
            package.writestr(name, part)
    with pytest.raises(ArticleError, match="the checksum is wrong"):
        article(stream.getvalue().replace(b"<T/>", b"<U/>"))


@pytest.mark.parametrize(
    ("font", "read"),
    [
        ("Arial", True),
        ("Times New Roman", True),
        ("Courier New", False),
        ("DejaVu Sans Mono", False),
    ],
)
def test_a_style_of_code_is_one_unless_the_words_are_in_another_font(font: str, read: bool) -> None:
    code = story("styles", '<w:style w:styleId="C"><w:name w:val="HTML Preformatted"/></w:style>')
    styled = '<w:pStyle w:val="C"/>'
    body = paragraph(run("File menu", f'<w:rFonts w:ascii="{font}"/>'), styled)
    body += paragraph(run("x = 1", f'<w:rFonts w:ascii="{font}"/>') + run("y"), styled)
    data = document(body + paragraph("End"), {"styles.xml": ("styles", code)})
    assert sources(data) == [*(["File menu"] if read else []), "End"]


NUMBERED = '<w:numPr><w:ilvl w:val="{}"/><w:numId w:val="{}"/></w:numPr>'


@pytest.mark.parametrize(
    ("properties", "said"),
    [
        (NUMBERED.format(0, 1), "“Chapter …:” before numbers of paragraphs stays"),
        (NUMBERED.format(1, 1), ""),
        (NUMBERED.format(0, 2), "“Part …” before numbers of paragraphs stays"),
        (NUMBERED.format(0, 3), ""),
        ('<w:pStyle w:val="Below"/>', "“Chapter …:” before numbers of paragraphs stays"),
        ('<w:pStyle w:val="Named"/>', "“Annex …” before numbers of paragraphs stays"),
        ('<w:pStyle w:val="Other"/>', ""),
        ("", ""),
    ],
)
def test_words_before_numbers_are_told(properties: str, said: str) -> None:
    levels = [("0", "Chapter %1:", ""), ("1", "%2.", ""), ("2", "Annex %3", "Named")]
    numbering = story(
        "numbering",
        '<w:abstractNum w:abstractNumId="7">'
        + "".join(
            f'<w:lvl w:ilvl="{level}"><w:pStyle w:val="{style}"/>'
            f'<w:lvlText w:val="{text}"/></w:lvl>'
            for level, text, style in levels
        )
        + '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>'
        '<w:num w:numId="2"><w:abstractNumId w:val="7"/><w:lvlOverride w:ilvl="0">'
        '<w:lvl w:ilvl="0"><w:lvlText w:val="Part %1"/></w:lvl></w:lvlOverride></w:num>',
    )
    number = '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>'
    styles = story(
        "styles",
        f'<w:style w:styleId="Numbered"><w:name w:val="a"/>{number}</w:style>'
        f'<w:style w:styleId="Named"><w:name w:val="b"/>{number}</w:style>'
        '<w:style w:styleId="Below"><w:name w:val="c"/><w:basedOn w:val="Numbered"/></w:style>'
        '<w:style w:styleId="Other"><w:name w:val="d"/></w:style>',
    )
    parts = {"numbering.xml": ("numbering", numbering), "styles.xml": ("styles", styles)}
    data = document(paragraph("The rain.", properties), parts)
    told = [f"{said} in the source language"] if said else []
    assert [finding.message for finding in article(data).findings] == told


@pytest.mark.parametrize("shape", ["shape", "rect", "oval", "group", "image"])
def test_descriptions_of_older_drawings_are_translated(shape: str) -> None:
    drawn = f'<w:r><w:pict><v:{shape} alt="A dog on a roof"/></w:pict></w:r>'
    data = document(paragraph(run("Saved.") + drawn))
    assert "A dog on a roof" in sources(data)
    assert 'alt="A DOG ON A ROOF"' in unpacked(loud(data))["word/document.xml"].decode()


@pytest.mark.parametrize(
    ("style", "rest", "read"),
    [
        ("HTML Preformatted", "", True),
        ("HTML Preformatted", "The mayor wrote a small program for her town.", False),
        ("Source Code", "", False),
    ],
)
def test_a_text_that_is_preformatted_as_a_whole_is_no_code(
    style: str, rest: str, read: bool
) -> None:
    styles = story("styles", f'<w:style w:styleId="C"><w:name w:val="{style}"/></w:style>')
    text = paragraph("The rain fell for hours.", '<w:pStyle w:val="C"/>')
    data = document(text + paragraph(rest), {"styles.xml": ("styles", styles)})
    shown = ["The rain fell for hours.", rest] if read else [rest]
    assert sources(data) == list(filter(None, shown))
    said = "a paragraph in a style of code stays in the source language"
    assert [finding.message for finding in article(data).findings] == ([] if read else [said])


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("git",), []),
        (("git commit",), ["words in a style of code stay"]),
        (("say it", "and again"), ["words in a style of code in 2 paragraphs stay"]),
    ],
)
def test_words_in_a_row_in_a_style_of_code_are_told(
    words: tuple[str, ...], told: list[str]
) -> None:
    name = '<w:style w:type="character" w:styleId="V"><w:name w:val="Verbatim Char"/></w:style>'
    body = "".join(
        paragraph(run("The mayor wrote: ") + run(each, '<w:rStyle w:val="V"/>')) for each in words
    )
    data = document(body, {"styles.xml": ("styles", story("styles", name))})
    found = [finding.message for finding in article(data).findings]
    assert found == [f"{each} in the source language" for each in told]


def formula(*texts: str) -> str:
    """A formula of Word."""
    runs = "".join(f"<m:r><m:t>{text}</m:t></m:r>" for text in texts)
    return f"<m:oMath>{runs}</m:oMath>"


def test_a_formula_stands_among_the_words_as_one_of_them() -> None:
    body = run("Here ") + formula("a", "&lt;b") + run("=") + formula("c") + run(" holds.")
    data = document(paragraph(body))
    said = '<math id="1">a&lt;b</math>=<math id="3">c</math>'
    assert sources(data) == [f"Here {said} holds."]
    masked = inline.mask(f"Here {said} holds.", Syntax.HTML)
    assert masked.items == ('<math id="1">a&lt;b</math>', '<math id="3">c</math>')
    target = 'Es gilt <math id="3">c</math> vor <math id="1">x</math>.'
    copy = unpacked(formats.serialize(article(data), [target], "de"))
    shown = re.sub(r"</?w:[^>]*>", "", copy["word/document.xml"].decode())
    assert f"Es gilt {formula('c')} vor {formula('a', '&lt;b')}." in shown


def test_a_formula_that_says_nothing_is_a_sign() -> None:
    data = document(paragraph(run("Here ") + formula("") + run(" holds.")))
    assert sources(data) == ['Here <wbr id="1"> holds.']


@pytest.mark.parametrize(
    ("inner", "shown"),
    [
        ("<m:f><m:fPr/><m:num>{a}</m:num><m:den>{b}</m:den></m:f>", "a/(b+c)"),
        ("<m:sSup><m:e>{b}</m:e><m:sup>{a}</m:sup></m:sSup>", "(b+c)^a"),
        ("<m:sSubSup><m:e>{a}</m:e><m:sub>{a}</m:sub><m:sup>{b}</m:sup></m:sSubSup>", "a_a^(b+c)"),
        ("<m:rad><m:deg/><m:e>{b}</m:e></m:rad>", "b+c"),
    ],
)
def test_a_formula_is_shown_on_one_line(inner: str, shown: str) -> None:
    one, other = (f"<m:r><m:t>{text}</m:t></m:r>" for text in ("a", "b+c"))
    body = run("Here ") + f"<m:oMath>{inner.format(a=one, b=other)}</m:oMath>" + run(" holds.")
    assert sources(document(paragraph(body))) == [f'Here <math id="1">{shown}</math> holds.']


def test_words_in_a_formula_are_told() -> None:
    body = run("Here ") + formula("rain", " per ", "hour") + run(" and ") + formula("sin x")
    (finding,) = article(document(paragraph(body))).findings
    assert finding.message == "“rain per hour” in a formula stays in the source language"


def linked(body: str, *addresses: str) -> bytes:
    """A document with links to addresses, named `rL0` and so on."""
    files = unpacked(document(body))
    lines = "".join(
        f'<Relationship Id="rL{number}" Type="hyperlink" Target="{address}" TargetMode="External"/>'
        for number, address in enumerate(addresses)
    )
    name = "word/_rels/document.xml.rels"
    files[name] = files[name].replace(b"</Relationships>", f"{lines}</Relationships>".encode())
    return packed(files)


@pytest.mark.parametrize(
    ("addresses", "between", "shown"),
    [
        (("http://a.org", "http://a.org"), "", '<a href="#1">closed roads</a>'),
        (("http://a.org", "http://a.org"), "<w:proofErr/>", '<a href="#1">closed roads</a>'),
        (("http://a.org", "http://b.org"), "", '<a href="#1">closed </a><a href="#2">roads</a>'),
        (("http://a.org", "http://a.org"), run(","),
         '<a href="#1">closed </a>,<a href="#3">roads</a>'),
    ],
)  # fmt: skip
def test_links_to_one_address_next_to_each_other_are_one(
    addresses: tuple[str, str], between: str, shown: str
) -> None:
    one, other = (
        f'<w:hyperlink r:id="rL{number}" w:history="{number}">{run(text)}</w:hyperlink>'
        for number, text in enumerate(("closed ", "roads"))
    )
    data = linked(paragraph(run("Many ") + one + between + other), *addresses)
    assert sources(data) == [f"Many {shown}"]
    assert "".join(texts(loud(data))).replace(",", "") == "MANY CLOSED ROADS"


@pytest.mark.parametrize("sign", ["\u2028", "\u2029"])
def test_a_line_that_a_pasted_text_ends_is_ended_in_the_copy(sign: str) -> None:
    data = document(paragraph(run(f"Roads{sign}Rain fell")))
    assert sources(data) == ["Roads<br>Rain fell"]
    copy = unpacked(loud(data))["word/document.xml"].decode()
    assert re.sub(r"</?w:(?!br)[^>]*>", "", copy).count("ROADS<w:br/>RAIN FELL") == 1


@pytest.mark.parametrize(("spacing", "same"), [("-2", True), ("0.5pt", True), ("40", False)])
def test_letters_that_stand_a_little_apart_look_alike(spacing: str, same: bool) -> None:
    look = f'<w:spacing w:val="{spacing}"/>'
    body = paragraph(run("clo") + run("se", look) + run("d roads"))
    shown = "closed roads" if same else 'clo<span id="1">se</span>d roads'
    assert sources(document(body)) == [shown]


def test_a_sign_of_a_script_without_a_font_is_no_other_look() -> None:
    hint, font = ('<w:rFonts w:hint="eastAsia"/>', '<w:rFonts w:hint="eastAsia" w:ascii="Serif"/>')
    body = paragraph(run("dash") + run("ed", hint) + run(" or ") + run("dotted", font))
    assert sources(document(body)) == ['dashed or <span id="3">dotted</span>']


LINE = '<w:r><w:pict><v:line style="position:absolute"/></w:pict></w:r>'


def cells(*texts: str) -> str:
    """A row of a table."""
    held = (f"<w:tc><w:tcPr></w:tcPr>{paragraph(text)}</w:tc>" for text in texts)
    return f"<w:tr>{''.join(held)}</w:tr>"


TABLE = f"<w:tbl><w:tblPr/>{cells('Aa', 'Bb')}{cells('Cc', 'Dd')}</w:tbl>{paragraph('End')}"


@pytest.mark.parametrize(
    ("body", "left_out", "rows", "paragraphs"),
    [
        (TABLE, ("Aa",), 2, 5),
        (TABLE, ("Aa", "Bb"), 1, 3),
        (TABLE, ("Aa", "Bb", "Cc", "Dd"), 1, 3),
        (TABLE, ("Aa", "Cc"), 2, 3),
        (TABLE.replace("Cc", ""), ("Aa",), 2, 5),
        (TABLE.replace("<w:tcPr>", '<w:tcPr><w:gridSpan w:val="1"/>'), ("Aa", "Cc"), 2, 5),
        (TABLE.replace("<w:tr>", "<w:tr><w:sdt/>"), ("Aa", "Cc"), 2, 5),
        (TABLE.replace("Bb", ""), ("Aa",), 1, 3),
        (TABLE.replace("<w:tcPr>", "<w:tcPr><w:vMerge/>"), ("Aa", "Bb"), 2, 5),
        (paragraph(run("Said") + NOTE) + paragraph("End"), ('Said<wbr id="1">',), 0, 1),
        (paragraph("Said") + paragraph(LINE + run("Aa")), ("Aa",), 0, 2),
    ],
)
def test_a_row_or_a_paragraph_of_which_nothing_stays_goes(
    body: str, left_out: tuple[str, ...], rows: int, paragraphs: int
) -> None:
    read = article(document(body))
    sources = [each.source for each in read.segments]
    assert set(left_out) <= set(sources)
    targets = [OMITTED if each in left_out else None for each in sources]
    copy = xml(formats.serialize(read, targets, "ru"))
    assert len(list(copy.iter(f"{{{W}}}tr"))) == rows
    assert len(list(copy.iter(f"{{{W}}}p"))) == paragraphs


def test_a_column_goes_with_its_place_in_the_grid() -> None:
    grid = '<w:tblGrid><w:gridCol w:w="1"/><w:gridCol w:w="2"/></w:tblGrid>'
    read = article(document(TABLE.replace("<w:tblPr/>", f"<w:tblPr/>{grid}")))
    kept = [OMITTED if each.source in ("Bb", "Dd") else None for each in read.segments]
    copy = xml(formats.serialize(read, kept, "ru"))
    assert [each.get(f"{{{W}}}w") for each in copy.iter(f"{{{W}}}gridCol")] == ["1"]
    assert [each.text for each in copy.iter(f"{{{W}}}t")] == ["Aa", "Cc", "End"]


def test_columns_of_a_page_come_through() -> None:
    columns = '<w:sectPr><w:cols w:num="2" w:space="720"/></w:sectPr>'
    broken = run("Rain fell.") + '<w:r><w:br w:type="column"/></w:r>' + run("It went on.")
    body = paragraph(broken) + paragraph("Then it stopped.", columns)
    copy = loud(document(body))
    names = [each.tag.rpartition("}")[2] for each in xml(copy).iter()]
    assert [n for n in names if n in ("t", "br", "cols")] == ["t", "br", "t", "cols", "t"]
    shown = [each.text for each in xml(copy).iter(f"{{{W}}}t")]
    assert shown == ["RAIN FELL.", "IT WENT ON.", "THEN IT STOPPED."]


def nested(depth: int, inner: str) -> str:
    for _ in range(depth):
        inner = field("REF x", "%").replace(run("%"), run("a ") + inner + run(" b"))
    return inner


def test_a_link_within_a_source_stays_one() -> None:
    link = field(' HYPERLINK "https://a.org" ', "Lee 2026")
    cited = field(" ADDIN X ", "%").replace(run("%"), run("(") + link + run(")"))
    data = document(paragraph(run("It rained ") + cited + run(".")))
    assert sources(data) == ['It rained <wbr id="1">.']
    copy = loud(data)
    assert texts(copy) == ["IT RAINED (Lee 2026)."]
    for name in ("fldChar", "instrText"):
        old, new = ([*xml(each).iter(f"{{{W}}}{name}")] for each in (data, copy))
        assert [(each.attrib, each.text) for each in old] == [
            (each.attrib, each.text) for each in new
        ]


@pytest.mark.parametrize(
    ("shown", "told"),
    [
        ("Ann Lee, Rain and roads", ["“Ann Lee, Rain and roads” in a field stays"]),
        ("3 May 2026", []),
        ("Ann Lee", []),
    ],
)
def test_words_in_a_row_in_a_field_are_told(shown: str, told: list[str]) -> None:
    read = article(document(paragraph(run("It rained. ") + field(" ADDIN X ", shown))))
    assert [each.message for each in read.findings] == [
        f"{each} in the source language" for each in told
    ]


@pytest.mark.parametrize("depth", [2, 19, 20, 21, 40])
def test_fields_within_fields_come_through(depth: int) -> None:
    read = article(document(paragraph(run("It rained. ") + nested(depth, run("core")))))
    assert ("core" in "".join(each.source for each in read.segments)) is (depth <= 20)
    copies = [xml(data) for data in (read.data, loud(read.data))]
    marks = [[each.attrib for each in copy.iter(f"{{{W}}}fldChar")] for copy in copies]
    assert marks[0] == marks[1]
    shown = "".join(copies[1].itertext())
    assert "IT RAINED." in shown
    assert ("CORE" if depth <= 20 else "core") in shown


@pytest.mark.parametrize(
    ("pieces", "expected"),
    [
        ([run("E "), run("–"), run(" mail"), LINE, run(":" + 30 * " ")], "E – MAIL:|"),
        ([run("One"), LINE, run(" "), NOTE, run(" two.")], "ONE |# TWO."),
        ([run("One. "), LINE, run("Two three.")], "ONE. |TWO THREE."),
        ([run("One ", "<w:b/>"), LINE, run("two, three and four.")], "ONE |TWO, THREE AND FOUR."),
    ],
)
def test_what_stands_beside_a_text_stays_near_its_words(pieces: list[str], expected: str) -> None:
    signs = {"t": None, "line": "|", "footnoteReference": "#"}
    copy = xml(loud(document(paragraph("".join(pieces)))))
    names = [(each, each.tag.rpartition("}")[2]) for each in copy.iter()]
    shown = "".join(signs[name] or each.text or "" for each, name in names if name in signs)
    assert shown.rstrip() == expected


PIECE = st.one_of(
    st.text("ab c", min_size=1, max_size=5).map(run),
    st.text("ab c", min_size=1, max_size=5).map(lambda text: run(text, "<w:b/>")),
    st.sampled_from(
        [
            NOTE,
            "<w:r><w:tab/></w:r>",
            '<w:bookmarkStart w:id="1" w:name="x"/>',
            field("PAGE", "3"),
            field("REF x", "ab"),
            f'<w:fldSimple w:instr=" REF x ">{run("ab ")}{run("c", "<w:b/>")}</w:fldSimple>',
            f'<w:hyperlink r:id="rId9">{run("link")}</w:hyperlink>',
            BOX.format(paragraph("box")),
        ]
    ),
)


@given(st.lists(PIECE, max_size=6))
def test_a_copy_has_all_that_the_document_has_in_its_order(pieces: list[str]) -> None:
    data = document(paragraph("".join(pieces) or run("")))
    read = article(data)
    assert formats.serialize(read, [None] * len(read.segments)) == data
    copy = loud(data)

    def shown(element: Element) -> Iterator[str]:
        name = element.tag.rpartition("}")[2]
        if name == "t":
            yield from "".join((element.text or "").split()).upper()
        elif name not in ("r", "rPr", "pPr", "b", "lang", "p", "bookmarkStart"):
            yield name
        # A box that stands beside the text, and a bookmark, have no place among its letters.
        before = ""
        for child in element if name != "AlternateContent" else ():
            inner = shown(child)
            if child.tag == before and child.tag.endswith("}hyperlink"):
                next(inner)  # two links in a row to one address are one
            before = child.tag
            yield from inner

    def boxed(each: bytes) -> list[str]:
        return [letter for letter in shown(xml(each)) if letter != "AlternateContent"]

    assert boxed(copy) == boxed(data)
    names = [
        Counter(each.tag for each in xml(part).iter() if each.tag.endswith(("Start", "Content")))
        for part in (data, copy)
    ]
    assert names[0] == names[1]


@pytest.mark.parametrize(
    ("setting", "marked"),
    [("{text: off}", {"a.docx"}), ("{word: off}", {"a.txt"}), ("{text: off, word: off}", set())],
)
def test_word_obeys_its_own_setting_for_the_note_to_readers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Run, setting: str, marked: set[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds/a.txt").write_text("The rain.\n", encoding="utf-8")
    (tmp_path / "seeds/a.docx").write_bytes(document(paragraph("The rain.")))
    settings = f"targets: [ru]\npublish: {{accept: draft, disclosure: {setting}}}\n"
    (tmp_path / "dragoman.yaml").write_text(settings, encoding="utf-8")
    assert run("translate", "--engine", "pseudo").exit_code == 0
    result = run("export", "--accept", "draft", "--to-folder", "copies")
    assert result.exit_code == 0, result.output
    copies = {path.name: path for path in tmp_path.rglob("copies/ru/a.*")}
    said = {
        "a.docx": " ".join(sources(copies["a.docx"].read_bytes())),
        "a.txt": copies["a.txt"].read_text("utf-8"),
    }
    assert {name for name, text in said.items() if "машин" in text.lower()} == marked
