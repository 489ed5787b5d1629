"""A table in a Word document, for translators who work in nothing else.

Tracked changes are read as accepted. A comment on a target becomes a note.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from copy import deepcopy
from typing import Any

import docx
from docx.enum.section import WD_ORIENT
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from dragoman.errors import ExchangeError
from dragoman.exchange.sheet import Returned, ReturnedLine, Sheet, status_of

COLUMNS = ("id", "source", "target", "status", "note")
WIDTHS = (2.4, 9.0, 9.0, 2.4, 3.6)
"""In centimetres."""

MARK = "dragoman exchange"


def write(sheet: Sheet) -> bytes:
    """Return the document."""
    document = docx.Document()
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Cm(29.7), Cm(21.0)
    section.left_margin = section.right_margin = Cm(1.5)
    properties = document.core_properties
    properties.title, properties.subject = sheet.article, sheet.target
    properties.category = MARK
    properties.keywords = sheet.source
    document.add_paragraph(f"{sheet.article} – {sheet.source} → {sheet.target}")
    table = document.add_table(rows=1, cols=len(COLUMNS), style="Table Grid")
    for cell, name in zip(table.rows[0].cells, COLUMNS, strict=True):
        cell.text = name
    _rows(table, sheet)
    for column, width in zip(table.columns, WIDTHS, strict=True):
        column.width = Cm(width)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def _rows(table: Any, sheet: Sheet) -> None:
    """Add a row for each line: copies of one, which takes a tenth of the time."""
    model = table.add_row()
    for cell, name in zip(model.cells, COLUMNS, strict=True):
        _fill(cell, "-", rtl=sheet.rtl and name == "target")
    for line in sheet.lines:
        row = deepcopy(model._tr)
        values = (f"{line.id} {line.seen}", line.source, line.target, line.status.value, line.note)
        for run, value in zip(row.iter(qn("w:r")), values, strict=True):
            run.text = value
        table._tbl.append(row)
    table._tbl.remove(model._tr)


def _fill(cell: Any, text: str, *, rtl: bool) -> None:
    cell.text = text
    for paragraph in cell.paragraphs:
        for run in paragraph.runs:
            run.font.size = Pt(10)
            if rtl:
                run._r.get_or_add_rPr().append(OxmlElement("w:rtl"))
        if rtl:
            paragraph._p.get_or_add_pPr().append(OxmlElement("w:bidi"))


def read(data: bytes, path: str) -> Returned:
    """Return what stands in a document. Raises ExchangeError."""
    try:
        document = docx.Document(io.BytesIO(data))
    except (PackageNotFoundError, zipfile.BadZipFile, KeyError, ValueError) as error:
        raise ExchangeError(
            f"this is not a Word document: {error}", path=path, advice="Save it as .docx."
        ) from error
    comments = _comments(document)
    for table in document.tables:
        names = [_text(cell._tc).strip().lower() for cell in table.rows[0].cells]
        if "id" in names and "target" in names:
            lines = tuple(_lines(table, names, comments))
            properties = document.core_properties
            return Returned(properties.title or "", properties.subject or "", lines)
    raise ExchangeError(
        "the document has no table with the columns id, source, target",
        path=path,
        advice="Send back the table that `dragoman exchange export` made, with its first row.",
    )


def _lines(table: Any, names: list[str], comments: dict[str, str]) -> Iterator[ReturnedLine]:
    for number, row in enumerate(table.rows[1:], 2):
        cells = dict(zip(names, row.cells, strict=False))
        texts = {name: _text(cell._tc) for name, cell in cells.items()}
        key, _, known = texts.get("id", "").strip().partition(" ")
        if not any(texts.values()):
            continue
        word = texts.get("status", "").strip()
        status = status_of(word)
        said = [texts.get("note", "").strip()]
        said += [comments[mark] for mark in _marks(cells["target"]._tc) if mark in comments]
        yield ReturnedLine(
            id=key,
            source=texts.get("source", ""),
            target=texts.get("target", "").strip(),
            status=status,
            note="\n".join(filter(None, said)),
            seen=known.strip(),
            place=f"row {number}",
            problem=f"`{word}` is not a status" if word and status is None else "",
        )


def _text(cell: Any) -> str:
    """Return a cell's text, tracked changes as accepted. What is deleted is no `w:t`."""
    lines = []
    for paragraph in cell.iter(qn("w:p")):
        parts = []
        moved = {id(text) for old in paragraph.iter(qn("w:moveFrom")) for text in old.iter()}
        for element in paragraph.iter():
            if id(element) in moved:
                continue
            if element.tag == qn("w:t"):
                parts.append(element.text or "")
            elif element.tag == qn("w:tab"):
                parts.append("\t")
            elif element.tag in (qn("w:br"), qn("w:cr")):
                parts.append("\n")
        lines.append("".join(parts))
    return "\n".join(lines)


def _marks(cell: Any) -> list[str]:
    return [mark.get(qn("w:id")) for mark in cell.iter(qn("w:commentReference"))]


def _comments(document: Any) -> dict[str, str]:
    """Return the text of each comment by its number."""
    for relation in document.part.rels.values():
        if relation.reltype.endswith("/comments") and not relation.is_external:
            root = docx.oxml.parse_xml(relation.target_part.blob)
            return {each.get(qn("w:id")) or "": _text(each) for each in root.iter(qn("w:comment"))}
    return {}
