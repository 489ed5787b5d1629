"""Titles of charts and the texts of diagrams in Word are translated; what is data is told."""

from __future__ import annotations

import pytest

from dragoman import formats
from tests.formats import word

A = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'


def drawn_text(*runs: str, look: str = "") -> str:
    """A paragraph of a drawing."""
    shown = "".join(f'<a:r><a:rPr lang="en-US"{look}/><a:t>{each}</a:t></a:r>' for each in runs)
    return f"<a:p><a:pPr/>{shown}<a:endParaRPr/></a:p>"


def chart(*paragraphs: str, data: str = "64") -> tuple[str, str]:
    held = f"<c:title><c:tx><c:rich>{''.join(paragraphs)}</c:rich></c:tx></c:title>"
    space = 'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"'
    pointed = f"<c:strCache><c:pt><c:v>{data}</c:v></c:pt></c:strCache>"
    return "chart", f"<c:chartSpace {space} {A}>{held}{pointed}</c:chartSpace>"


def diagram(kind: str, *paragraphs: str) -> tuple[str, str]:
    return kind, f"<d:model xmlns:d='urn:d' {A}>{''.join(paragraphs)}</d:model>"


def all_words(data: bytes, part: str) -> list[str]:
    return [each.text for each in word.xml(data, part).iter() if each.tag.endswith("}t")]


def test_titles_of_charts_are_translated_and_their_data_is_told() -> None:
    title, mixed = drawn_text("Trucks ", "at noon"), drawn_text("A ") + "<a:p><a:fld/></a:p>"
    parts = {"charts/c1.xml": chart(title, mixed), "charts/c2.xml": chart(title, data="Cars")}
    known = formats.parse("a.docx", word.document(word.paragraph("Rain fell."), parts), "en")
    said = ["Rain fell.", "Trucks at noon", "Trucks at noon"]
    assert [each.source for each in known.segments] == said
    assert [each.message for each in known.findings] == [
        "what a chart says stays in the source language"
    ]
    made = formats.serialize(known, [None, "Öğlen", None], "tr")
    assert all_words(made, "word/charts/c1.xml") == ["Öğlen", "A "]
    assert "Cars" in word.unpacked(made)["word/charts/c2.xml"].decode()


def test_words_of_a_chart_that_look_different_stay_and_are_told() -> None:
    bold = drawn_text("Trucks ", look=' b="1"').replace("<a:endParaRPr/></a:p>", "")
    text = bold + drawn_text("at noon").removeprefix("<a:p><a:pPr/>")
    data = word.document(word.paragraph("Rain fell."), {"charts/c.xml": chart(text)})
    known = formats.parse("a.docx", data, "en")
    assert [each.source for each in known.segments] == ["Rain fell."]
    assert "what a chart says" in known.findings[0].message


def test_a_diagram_is_translated_as_data_and_as_it_is_drawn() -> None:
    parts = {
        "diagrams/d.xml": diagram("diagramData", drawn_text("Rain falls"), drawn_text("Cars stop")),
        "diagrams/s.xml": diagram(
            "diagramDrawing", drawn_text("Cars ", "stop"), drawn_text("Rain falls")
        ),
    }
    known = formats.parse("a.docx", word.document(word.paragraph("Here."), parts), "en")
    assert [each.source for each in known.segments] == ["Here.", "Rain falls", "Cars stop"]
    assert not known.findings
    made = formats.serialize(known, [None, "Yağmur", "Arabalar"], "tr")
    assert all_words(made, "word/diagrams/d.xml") == ["Yağmur", "Arabalar"]
    assert all_words(made, "word/diagrams/s.xml") == ["Arabalar", "Yağmur"]


def test_a_damaged_chart_spoils_no_document() -> None:
    parts = {"charts/c.xml": ("chart", "<c:chartSpace>")}
    known = formats.parse("a.docx", word.document(word.paragraph("Rain fell."), parts), "en")
    assert [each.source for each in known.segments] == ["Rain fell."]
    assert "what a chart says" in known.findings[0].message


@pytest.mark.parametrize(
    ("language", "locale", "before", "after"),
    [
        ("en", "fa", "", ' rtl="1"'),
        ("en", "ar", ' algn="l"', ' algn="r" rtl="1"'),
        ("en", "fa", ' algn="ctr"', ' algn="ctr" rtl="1"'),
        ("en", "tr", "", ""),
        ("fa", "tr", ' algn="r" rtl="1"', ' algn="l" rtl="0"'),
        ("fa", "ar", ' algn="r" rtl="1"', ' algn="r" rtl="1"'),
    ],
)
def test_translated_texts_of_drawings_run_as_their_language_does(
    language: str, locale: str, before: str, after: str
) -> None:
    text = drawn_text("Trucks").replace("<a:pPr/>", f"<a:pPr{before}/>")
    parts = {
        "charts/c.xml": chart(text, drawn_text("Cars")),
        "diagrams/d.xml": diagram("diagramData", text),
        "diagrams/s.xml": diagram("diagramDrawing", text),
    }
    known = formats.parse("a.docx", word.document(word.paragraph("Rain."), parts), language)
    targets = {"Trucks": "X"}
    made = formats.serialize(known, [targets.get(s.source) for s in known.segments], locale)
    for part in parts:
        shown = word.unpacked(made)[f"word/{part}"].decode()
        assert f'<a:p><a:pPr{after}/><a:r><a:rPr lang="{locale}"/><a:t>X</a:t>' in shown
    stays = word.unpacked(made)["word/charts/c.xml"].decode()
    assert '<a:p><a:pPr/><a:r><a:rPr lang="en-US"/><a:t>Cars</a:t>' in stays
