"""A document of some kilobytes does not fill the memory with elements."""

from __future__ import annotations

import pytest

from dragoman import formats
from dragoman.errors import ArticleError
from dragoman.formats import elements
from tests.formats import word
from tests.formats.test_docx_drawn import chart, drawn_text


@pytest.mark.parametrize(
    ("data", "part"),
    [
        (word.document(word.paragraph(word.run("Rain fell.") * 200)), "word/document.xml"),
        (word.document(word.paragraph("<w:r/>" * 400)), "word/document.xml"),
    ],
)
def test_a_part_of_too_many_elements_is_refused(
    data: bytes, part: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert formats.parse("a.docx", data, "en") is not None
    monkeypatch.setattr(elements, "MOST", 300)
    with pytest.raises(ArticleError, match=f"the part {part} of the document has more than 300"):
        formats.parse("a.docx", data, "en")


def test_a_chart_of_too_many_elements_is_left_and_told(monkeypatch: pytest.MonkeyPatch) -> None:
    parts = {"charts/c1.xml": chart(drawn_text("Rain", *"a" * 200))}
    data = word.document(word.paragraph("Rain fell."), parts)
    assert len(formats.parse("a.docx", data, "en").segments) == 2
    monkeypatch.setattr(elements, "MOST", 300)
    known = formats.parse("a.docx", data, "en")
    assert [each.source for each in known.segments] == ["Rain fell."]
    assert [each.check for each in known.findings] == ["left_in_source"]
