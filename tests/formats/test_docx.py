"""Word documents: what is read, what is kept, and what a right-to-left copy says of itself."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from hypothesis import given
from hypothesis import strategies as st

from dragoman import formats
from dragoman.errors import ArticleError
from dragoman.formats.docx_runs import Paragraph
from dragoman.model import Article, BlockKind
from tests.conftest import Run, publish_drafts


def picture() -> bytes:
    """A picture of one pixel, as PNG."""

    def chunk(name: bytes, content: bytes) -> bytes:
        check = zlib.crc32(name + content)
        return struct.pack(">I", len(content)) + name + content + struct.pack(">I", check)

    head = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    rows = zlib.compress(b"\0\xff")
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def link(paragraph: Any, text: str, address: str) -> None:
    """Add a hyperlink, which python-docx cannot by itself."""
    relation = paragraph.part.relate_to(
        address,
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink",
        is_external=True,
    )
    element = OxmlElement("w:hyperlink")
    element.set(qn("r:id"), relation)
    run = OxmlElement("w:r")
    written = OxmlElement("w:t")
    written.text = text
    run.append(written)
    element.append(run)
    paragraph._p.append(element)


@pytest.fixture(scope="module")
def data() -> bytes:
    """A document with all that an article has."""
    document = docx.Document()
    document.add_heading("The river falls", 0)
    paragraph = document.add_paragraph("The ")
    paragraph.add_run("convoy").bold = True
    paragraph.add_run(" left. See ")
    link(paragraph, "the map", "https://example.org/map")
    paragraph.add_run(" & go.")
    paragraph.add_run().add_picture(io.BytesIO(picture()))
    document.add_paragraph("Every family", style="List Bullet")
    document.add_paragraph("A word of the mayor.", style="Quote")
    table = document.add_table(1, 2)
    table.cell(0, 0).text = "Town"
    table.cell(0, 1).text = "612"
    document.sections[0].header.paragraphs[0].text = "Delmira News"
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def article(data: bytes) -> Article:
    return formats.parse("a.docx", data, "en")


def opened(data: bytes) -> Any:
    return docx.Document(io.BytesIO(data))


def test_paragraphs_are_blocks_and_formatting_is_markup(data: bytes) -> None:
    found = [(block.kind, block.text) for block in article(data).blocks]
    assert found == [
        (BlockKind.HEADING, "The river falls"),
        (
            BlockKind.PARAGRAPH,
            'The <span id="1">convoy</span> left. '
            'See <a href="#3">the map</a> &amp; go.<wbr id="5">',
        ),
        (BlockKind.LIST_ITEM, "Every family"),
        (BlockKind.QUOTATION, "A word of the mayor."),
        (BlockKind.TABLE_CELL, "Town"),
        (BlockKind.TABLE_CELL, "612"),
        (BlockKind.PARAGRAPH, "Delmira News"),
    ]


def test_unchanged_it_keeps_its_bytes(data: bytes) -> None:
    read = article(data)
    assert formats.serialize(read, [None] * len(read.segments)) == data
    assert formats.serialize(read, [segment.source for segment in read.segments]) == data


def persian(data: bytes) -> bytes:
    read = article(data)
    targets = {
        "The river falls": "رود فروکش کرد",
        'The <span id="1">convoy</span> left.': '<span id="1">کاروان</span> رفت.',
        'See <a href="#3">the map</a> &amp; go.<wbr id="5">': (
            '<a href="#3">نقشه</a> &amp; برو.<wbr id="5">'
        ),
        "Delmira News": "اخبار دلمیرا",
    }
    texts = [targets.get(segment.source) for segment in read.segments]
    return formats.serialize(read, texts, "fa", notes=["ترجمهٔ ماشینی"])


def test_formatting_links_and_pictures_come_along(data: bytes) -> None:
    document = opened(persian(data))
    assert document.paragraphs[0].text == "رود فروکش کرد"
    assert document.paragraphs[0].style.name == "Title"
    paragraph = document.paragraphs[1]
    assert paragraph.text == "کاروان رفت. نقشه & برو."
    assert [run.text for run in paragraph.runs if run.bold] == ["کاروان"]
    (hyperlink,) = paragraph.hyperlinks
    assert (hyperlink.text, hyperlink.address) == ("نقشه", "https://example.org/map")
    assert len(paragraph._p.findall(f".//{qn('w:drawing')}")) == 1
    assert document.sections[0].header.paragraphs[0].text == "اخبار دلمیرا"
    assert document.paragraphs[-1].text == "ترجمهٔ ماشینی"


def test_a_right_to_left_copy_says_so(data: bytes) -> None:
    document = opened(persian(data))
    for paragraph in document.paragraphs:
        assert paragraph._p.pPr.find(qn("w:bidi")) is not None
    (bold,) = (run for run in document.paragraphs[1].runs if run.bold)
    properties = bold._r.rPr
    assert properties.find(qn("w:rtl")) is not None
    assert properties.find(qn("w:bCs")) is not None, "or Persian would not be bold"
    assert properties.find(qn("w:lang")).get(qn("w:bidi")) == "fa"
    order = [child.tag for child in properties]
    assert order.index(qn("w:rtl")) < order.index(qn("w:lang"))
    assert document.element.body.find(f".//{qn('w:bidiVisual')}") is not None
    assert document.core_properties.language == "fa"


def test_a_left_to_right_copy_of_it_does_not(data: bytes) -> None:
    read = formats.parse("a.docx", persian(data), "fa")
    texts = ["Река" if segment.source.startswith("رود") else None for segment in read.segments]
    document = opened(formats.serialize(read, texts, "ru"))
    assert document.paragraphs[0].text == "Река"
    assert document.element.body.findall(f".//{qn('w:bidi')}") == []
    assert document.element.body.findall(f".//{qn('w:rtl')}") == []
    assert document.element.body.findall(f".//{qn('w:bidiVisual')}") == []


def test_the_same_copy_has_the_same_bytes_and_all_other_parts(data: bytes) -> None:
    copy = persian(data)
    assert persian(data) == copy
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(io.BytesIO(copy)) as new:
        assert new.testzip() is None
        assert new.namelist() == old.namelist()
        same = [name for name in old.namelist() if old.read(name) == new.read(name)]
    assert "word/styles.xml" in same
    assert any(name.startswith("word/media/") for name in same)
    assert "word/document.xml" not in same


def test_kept_paragraphs_say_the_source_language(data: bytes) -> None:
    read = article(data)
    copy = formats.serialize(read, [None] * len(read.segments), "fa", kept=[0])
    document = opened(copy)
    assert document.paragraphs[0]._p.pPr.find(qn("w:bidi")) is None
    assert document.paragraphs[1]._p.pPr.find(qn("w:bidi")) is not None


@pytest.mark.parametrize("damage", ["", "text", "cut", "other zip"])
def test_what_is_no_document_is_said_in_plain_words(data: bytes, damage: str) -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        package.writestr("a.txt", "text")
    bad = {"": b"", "text": b"hello", "cut": data[:2000], "other zip": stream.getvalue()}[damage]
    with pytest.raises(ArticleError, match="this is not a Word document") as caught:
        article(bad)
    assert "save it again as .docx" in caught.value.advice


RUN = st.tuples(st.text("ab <&>\n", max_size=6), st.sampled_from(["", "bold", "italic"]))


@given(st.lists(RUN, max_size=6))
def test_reading_and_writing_changes_neither_words_nor_looks(runs: list[tuple[str, str]]) -> None:
    def looks(paragraph: Any) -> list[tuple[str, bool, bool]]:
        return [
            (char, bool(run.bold), bool(run.italic))
            for run in paragraph.runs
            for char in run.text
            if not char.isspace()
        ]

    paragraph = docx.Document().add_paragraph()
    for text, look in runs:
        run = paragraph.add_run(text)
        run.bold, run.italic = look == "bold" or None, look == "italic" or None
    before, words = looks(paragraph), paragraph.text.strip()
    markup = Paragraph(paragraph._p).text
    Paragraph(paragraph._p).write({0: markup})
    assert paragraph.text.strip() == words
    assert looks(paragraph) == before


def test_the_round_of_a_document(newsroom: Path, run: Run, data: bytes) -> None:
    (newsroom / "seeds/news.docx").write_bytes(data)
    assert run("translate", "news.docx").exit_code == 0
    assert run("status", "news.docx").exit_code == 0
    assert run("translate", "news.docx").stdout.startswith("Nothing to do")
    publish_drafts(newsroom)
    result = run("export", "news.docx")
    assert result.exit_code == 0, result.output
    copy = newsroom / "output/fa/news.docx"
    document = opened(copy.read_bytes())
    assert document.paragraphs[0]._p.pPr.find(qn("w:bidi")) is not None
    assert document.paragraphs[1].hyperlinks[0].address == "https://example.org/map"
    assert "unchanged" in run("export", "news.docx").stdout
    (newsroom / "seeds/old.doc").write_bytes(b"\xd0\xcf\x11\xe0")
    result = run("translate", "old.doc")
    assert result.exit_code == 1
    assert ".docx" in result.stderr
