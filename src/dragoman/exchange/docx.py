"""A table in a Word document, for translators who work in nothing else.

Tracked changes are read as accepted. A comment on a target becomes a note. The line above a table
says which article it is of, so that documents may be put behind each other in one.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from copy import deepcopy
from typing import Any

import docx
from docx.enum.section import WD_ORIENT
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from dragoman.errors import ExchangeError
from dragoman.exchange.packed import SAVE_ANEW, in_usual_form, refuse_bomb, repacked
from dragoman.exchange.sheet import Returned, ReturnedLine, Sheet, by_article, status_of

COLUMNS = ("id", "source", "target", "status", "note")
WIDTHS = (2.4, 9.0, 9.0, 2.4, 3.6)
"""In centimetres."""

MARK = "dragoman exchange"

_TITLE = "{article} \N{EN DASH} {source} \N{RIGHTWARDS ARROW} {target}"
"""The line above a table."""

_TITLED = re.compile(
    r"\s*(?P<article>\S(?:.*\S)?) \N{EN DASH} [\w-]+ \N{RIGHTWARDS ARROW} (?P<target>[\w-]+)\s*"
)

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_BREAKS = re.compile(r"[\t\n\r]")
"""What is an element in Word, not text."""

_PARAGRAPH, _TABLE, _CELL = qn("w:p"), qn("w:tbl"), qn("w:tc")
_ROW = qn("w:tr")
_SKIPPED = f"{qn('w:trPr')}/{qn('w:gridBefore')}"
_TEXT, _VALUE = qn("w:t"), qn("w:val")
_COMMENT = qn("w:commentReference")
_MERGE, _WIDTH = (f"{qn('w:tcPr')}/{qn(name)}" for name in ("w:vMerge", "w:gridSpan"))
_DELETED_MARK = f"{qn('w:pPr')}/{qn('w:rPr')}/{qn('w:del')}"

_CHARACTERS = {
    qn("w:tab"): "\t",
    qn("w:br"): "\n",
    qn("w:cr"): "\n",
    qn("w:noBreakHyphen"): "\u2011",
    qn("w:softHyphen"): "\u00ad",
}
"""What stands in a run beside text."""

_COMPATIBLE = "http://schemas.openxmlformats.org/markup-compatibility/2006"
_PASSED = (qn("w:moveFrom"), qn("w:tabs"), f"{{{_COMPATIBLE}}}Fallback")
"""What is text elsewhere, or none."""


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
    document.add_paragraph(
        _TITLE.format(article=sheet.article, source=sheet.source, target=sheet.target)
    )
    table = document.add_table(rows=1, cols=len(COLUMNS), style="Table Grid")
    for cell, name in zip(table.rows[0].cells, COLUMNS, strict=True):
        cell.text = name
    _rows(table, sheet)
    for column, width in zip(table.columns, WIDTHS, strict=True):
        column.width = Cm(width)
    stream = io.BytesIO()
    document.save(stream)
    return repacked(stream.getvalue())


def _rows(table: Any, sheet: Sheet) -> None:
    """Add a row for each line: copies of one, which takes a tenth of the time."""
    model = table.add_row()
    for cell, name in zip(model.cells, COLUMNS, strict=True):
        _fill(cell, "-", rtl=sheet.rtl and name == "target")
    for line in sheet.lines:
        row = deepcopy(model._tr)
        values = (f"{line.id} {line.seen}", line.source, line.target, line.status.value, line.note)
        for text, value in zip(row.iter(_TEXT), values, strict=True):
            if _BREAKS.search(value):
                text.getparent().text = value
            else:
                text.text = value
                text.set(_SPACE, "preserve")
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


def read(data: bytes, path: str) -> tuple[Returned, ...]:
    """Return what stands in a document. Raises ExchangeError."""
    try:
        refuse_bomb(data, path)
        document = docx.Document(io.BytesIO(in_usual_form(data)))
    except (PackageNotFoundError, zipfile.BadZipFile, KeyError, ValueError) as error:
        # python-docx tells what is not a document, but not what to do.
        if any(kind in str(error) for kind in _OTHER_KINDS):
            raise ExchangeError(
                "this is a template or has macros, as .dotx and .docm files do, whatever it is "
                "called",
                path=path,
                advice="Open it in Word or LibreOffice, choose “Save as” and the kind “Word "
                "document (.docx)”.",
            ) from error
        raise ExchangeError(
            "this is not a Word document, or it is damaged", path=path, advice=SAVE_ANEW
        ) from error
    comments = _comments(document)
    properties = document.core_properties
    first = (properties.title or "", properties.subject or "")
    tables = _tables_of(document, first, path)
    rows = [row for _, its_own in tables for row in its_own]
    of = [key for key, its_own in tables for _ in its_own]
    at = next((at for at, row in enumerate(rows) if _is_head(map(_text, row))), None)
    if at is not None:
        # A table may have been cut in two: what follows without a heading goes on with it.
        lines = _lines(rows[at:], comments, at + 1)
        return by_article(((of[number - 1], line) for number, line in lines), of[at])
    raise ExchangeError(
        "the document has no table with the columns id, source, target",
        path=path,
        advice="Send back the table that `dragoman exchange export` made, with its first row.",
    )


_OTHER_KINDS = ("template.main+xml", "macroEnabled")
"""What the kinds of content that Word has beside documents are called."""


def _tables_of(
    document: Any, first: tuple[str, str], path: str
) -> list[tuple[tuple[str, str], list[list[Any]]]]:
    """Return the rows of each table with the article and the locale that it is of.

    `first` is what the document says of itself. A single line above a table may be in other words
    by now, and counts only for want of that.
    """
    found: list[tuple[tuple[str, str], list[list[Any]]]] = []
    of, titles = first, set()
    for element in document.element.body.iterchildren(_PARAGRAPH, _TABLE):
        if element.tag == _TABLE:
            found.append((of, list(_rows_of(element, path))))
        elif titled := _TITLED.fullmatch("".join(_characters(element))):
            of = (titled["article"], titled["target"])
            titles.add(of)
    if len(titles) < 2 and all(first):
        return [(first, rows) for _, rows in found]
    return found


_MOST_COLUMNS = 63
"""Those of a table in Word."""


def _rows_of(table: Any, path: str) -> Iterator[list[Any]]:
    """Yield the cells of each row of a table; `None` where a cell is merged with another.

    Raises ExchangeError for a row that is wider than Word has room for.
    """
    for number, row in enumerate(table.iterchildren(_ROW), 1):
        cells: list[Any] = [None] * _number(row.find(_SKIPPED), 0)
        for cell in row.iterchildren(_CELL):
            merged = _merging(cell)
            cells.append(None if merged == "continue" else cell)
            cells += [None] * (_number(cell.find(_WIDTH), 1) - 1)
            if len(cells) > _MOST_COLUMNS:
                raise ExchangeError(
                    f"row {number} of a table is wider than {_MOST_COLUMNS} columns, which is all "
                    "that Word has room for",
                    path=path,
                    advice=SAVE_ANEW,
                )
        yield cells


def _number(element: Any, usual: int) -> int:
    """Return what an element counts, as far as that matters; the usual number if it says none."""
    said = "" if element is None else element.get(_VALUE, "")
    digits = said if said.isascii() and said.isdigit() else ""
    return min(int(digits[:9]), _MOST_COLUMNS + 1) if digits else usual


def _merging(cell: Any) -> str:
    """Return `restart` for the first of several cells that are one, `continue` for the others."""
    merge = cell.find(_MERGE)
    return str(merge.get(_VALUE, "continue")) if merge is not None else ""


def _is_head(texts: Iterable[str]) -> bool:
    return {"id", "target"} <= {text.strip().lower() for text in texts}


def _lines(
    rows: list[list[Any]], comments: dict[str, str], first: int
) -> Iterator[tuple[int, ReturnedLine]]:
    """Yield the lines with the numbers of their rows, of which the first has the names."""
    names: list[str] = []
    for number, row in enumerate(rows, first):
        below = rows[number - first + 1] if number - first + 1 < len(rows) else []
        written = list(map(_text, row))
        if _is_head(written):
            names = [text.strip().lower() for text in written]
            continue
        cells = {name: cell for name, cell in zip(names, row, strict=False) if cell is not None}
        texts = dict(zip(names, written, strict=False))
        key, _, known = texts.get("id", "").strip().partition(" ")
        if not any(texts.values()):
            continue
        word = texts.get("status", "").strip()
        status = status_of(word)
        problem = f"`{word}` is not a status" if word and status is None else ""
        if _is_merged(cells, below, names):
            problem = "its cells are merged with those of another row or column"
        said = [texts.get("note", "").strip()]
        marks = dict.fromkeys(mark for cell in cells.values() for mark in _marks(cell))
        said += [comments[mark] for mark in marks if mark in comments]
        yield (
            number,
            ReturnedLine(
                id=key,
                source=texts.get("source", ""),
                target=texts.get("target", "").strip(),
                status=status,
                note="\n".join(filter(None, said)),
                seen=known.strip(),
                place=f"row {number}",
                problem=problem,
            ),
        )


def _is_merged(cells: dict[str, Any], below: list[Any], names: list[str]) -> bool:
    """Whether what a row needs is in one cell with something else."""
    for at, name in enumerate(names):
        if name in ("id", "source", "target"):
            cell = cells.get(name)
            goes_on = cell is not None and _merging(cell) == "restart"
            if cell is None or (goes_on and len(below) > at and below[at] is None):
                return True
    return False


def _text(cell: Any) -> str:
    """Return a cell's text, tracked changes as accepted. What is deleted is no `w:t`.

    A cell that is part of another one, which stands as `None`, has none.
    """
    text = ""
    for paragraph in () if cell is None else cell.iter(_PARAGRAPH):
        mark = paragraph.find(_DELETED_MARK)
        # With a deleted mark, the next paragraph goes on in the same line.
        text += "".join(_characters(paragraph)) + ("\n" if mark is None else "")
    return text.removesuffix("\n")


def _characters(paragraph: Any) -> Iterator[str]:
    passed = {id(text) for old in paragraph.iter(*_PASSED) for text in old.iter()}
    for element in paragraph.iter(_TEXT, *_CHARACTERS):
        if id(element) not in passed:
            yield _CHARACTERS.get(element.tag, element.text or "")


def _marks(cell: Any) -> list[str]:
    return [mark.get(qn("w:id")) for mark in cell.iter(_COMMENT)]


def _comments(document: Any) -> dict[str, str]:
    """Return the text of each comment by its number."""
    for relation in document.part.rels.values():
        if relation.reltype.endswith("/comments") and not relation.is_external:
            root = docx.oxml.parse_xml(relation.target_part.blob)
            return {each.get(qn("w:id")) or "": _text(each) for each in root.iter(qn("w:comment"))}
    return {}
