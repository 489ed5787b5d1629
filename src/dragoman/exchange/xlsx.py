"""A spreadsheet: one row a sentence, of which target, status and note are for the translator.

Every text is a text: a cell that begins like a formula is not one. Rows are known by their id, so
that sorting, filtering, deleting and adding rows does no harm. Each says which article it is of:
rows and sheets of several files may be brought together in one. A comment on a cell becomes a note.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from itertools import chain, islice
from typing import Any
from xml.sax.saxutils import escape

from lxml import etree
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill, Protection
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet.datavalidation import DataValidation

from dragoman.errors import ExchangeError
from dragoman.exchange import workbook
from dragoman.exchange.packed import SAVE_ANEW, in_usual_form, refuse_bomb, repacked
from dragoman.exchange.sheet import (
    Returned,
    ReturnedLine,
    Sheet,
    SheetLine,
    by_article,
    holdable,
    status_of,
)
from dragoman.exchange.workbook import Odd, Row, WorkbookPage, is_merged, merged_in

COLUMNS = ("id", "block", "source", "target", "status", "note", "findings", "seen")
WIDTHS = (12, 14, 55, 55, 12, 30, 30, 14)
OPEN = ("target", "status", "note")
"""The columns that are not locked."""

CHOICES = ("draft", "needs-work", "reviewed", "approved", "omit")
"""The statuses that a person may give."""

_ABOUT = "dragoman"
"""The hidden sheet."""

LONGEST = 32_767
"""Characters that a cell can hold."""

_TEXT, _FORMULA = 2, 3
"""The rows that are models of the others."""

_SIGNS = frozenset("=+-@")
"""What a formula begins with."""

_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
"""What spreadsheets take for the beginning of a character's number."""

_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")

_TIMES = re.compile(rb"<dcterms:(created|modified)\b[^>]*>[^<]*</dcterms:\1>")


def write(sheet: Sheet) -> bytes:
    """Return the spreadsheet."""
    last = len(sheet.lines) + 1
    book = Workbook()
    page = book.active
    assert page is not None
    page.title = "translation"
    page.sheet_view.rightToLeft = sheet.rtl
    page.append(COLUMNS)
    _format(page, sheet, max(last, 2))
    about = book.create_sheet(_ABOUT)
    for pair in (("article", sheet.article), ("source", sheet.source), ("target", sheet.target)):
        about.append(pair)
    about.sheet_state = "hidden"
    stream = io.BytesIO()
    book.save(stream)
    return _with_rows(stream.getvalue(), sheet, last)


def _format(page: Any, sheet: Sheet, last: int) -> None:
    """Lock what is not for the translator, set directions, and offer the statuses.

    The two rows below the names of the columns are models of the others: for texts, and for those
    that begin like a formula.
    """
    for number, (name, width) in enumerate(zip(COLUMNS, WIDTHS, strict=True), 1):
        letter = page.cell(1, number).column_letter
        page.column_dimensions[letter].width = width
        page.column_dimensions[letter].hidden = name == "seen"
        page.cell(1, number).font = Font(bold=True)
        order = 2 if sheet.rtl and name == "target" else 1 if name != "note" else 0
        for row in (_TEXT, _FORMULA):
            cell = page.cell(row, number)
            cell.alignment = Alignment(wrap_text=True, vertical="top", readingOrder=order)
            cell.protection = Protection(locked=name not in OPEN)
            if name not in OPEN:
                cell.fill = PatternFill("solid", start_color="F2F2EE")
            cell.quotePrefix = row == _FORMULA
            # What is typed into it stays a text: no formula, number or date.
            cell.number_format = "@"
    page.freeze_panes = "A2"
    page.auto_filter.ref = f"A1:{page.cell(1, len(COLUMNS)).column_letter}{last}"
    protection = page.protection
    protection.sheet = True
    protection.formatColumns = protection.formatRows = False
    protection.sort = protection.autoFilter = False
    choice = DataValidation(type="list", formula1=f'"{",".join(CHOICES)}"', allow_blank=True)
    page.add_data_validation(choice)
    letter = page.cell(1, COLUMNS.index("status") + 1).column_letter
    choice.add(f"{letter}2:{letter}{last}")


def _with_rows(data: bytes, sheet: Sheet, last: int) -> bytes:
    """Put the lines into a spreadsheet in place of its models of rows, and take its times out.

    openpyxl takes ten times as long for cells that differ in their texts alone.
    """

    def change(name: str, content: bytes) -> bytes:
        if name == "xl/worksheets/sheet1.xml":
            return _filled(content, sheet, last)
        return _TIMES.sub(b"", content) if name == "docProps/core.xml" else content

    return repacked(data, change)


def _filled(page: bytes, sheet: Sheet, last: int) -> bytes:
    """Return the XML of the page with the lines."""
    root = etree.fromstring(page)
    models = {}
    for table in root.iter("{*}sheetData"):
        for row in list(table)[1:]:
            models[int(row.get("r", ""))] = [(cell.get("r", "")[:1], cell.get("s")) for cell in row]
            table.remove(row)
    for size in root.iter("{*}dimension"):
        size.set("ref", f"A1:{models[_TEXT][-1][0]}{last}")
    of = f"{sheet.target} {sheet.article}"
    rows = "".join(_row(number, line, of, models) for number, line in enumerate(sheet.lines, 2))
    written: bytes = etree.tostring(root, encoding="utf-8", xml_declaration=True)
    head, end, tail = written.rpartition(b"</sheetData>")
    return b"".join((head, rows.encode(), end, tail))


def _row(
    number: int, line: SheetLine, of: str, models: Mapping[int, list[tuple[str, str | None]]]
) -> str:
    """Return the XML of a row; `of` is what its hidden cell says beside `seen`."""
    values = (
        line.id,
        line.label,
        line.source,
        line.target,
        line.status.value,
        line.note,
        "\n".join(line.findings),
        f"{line.seen} {of}",
    )
    if max(map(len, values)) > LONGEST:
        raise ExchangeError(
            f"the segment {line.id} is too long for a spreadsheet, which holds {LONGEST:,} "
            "characters in a cell",
            advice="Send this article as XLIFF: --format xliff",
        )
    cells = []
    for column, value in enumerate(values):
        letter, style = models[_FORMULA if value[:1] in _SIGNS else _TEXT][column]
        text = escape(_ESCAPE.sub("_x005F_", holdable(value)), {"\r": "&#13;"})
        cells.append(
            f'<c r="{letter}{number}" s="{style}" t="inlineStr"><is><t xml:space="preserve">{text}'
            "</t></is></c>"
            if text
            else f'<c r="{letter}{number}" s="{style}"/>'
        )
    return f'<row r="{number}">{"".join(cells)}</row>'


def read(data: bytes, path: str) -> tuple[Returned, ...]:
    """Return what stands in a spreadsheet, for each article. Raises ExchangeError."""
    try:
        refuse_bomb(data, path)
        data = in_usual_form(data)
        tables = [_table(page, data) for page in workbook.pages(data, path)]
    except (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError, OSError) as error:
        raise ExchangeError(
            "this is not an Excel workbook (.xlsx), or it is damaged", path=path, advice=SAVE_ANEW
        ) from error
    about = _about(tables)
    sheets = [table for table in tables if table.title != _ABOUT]
    ours = [table for table in sheets if not table.missing]
    if not ours:
        missing = min((table.missing for table in sheets), key=len, default=_NEEDED)
        raise ExchangeError(
            f"the first row lacks the column {', '.join(missing)}",
            path=path,
            advice="Give the columns their names back: " + ", ".join(COLUMNS),
        )
    return by_article(
        (line for table in ours for line in _lines(table, alone=len(ours) == 1)),
        (about.get("article", ""), about.get("target", "")),
    )


_TOP = 10
"""Rows among which the names of the columns are looked for."""

_NEEDED = ("id", "source", "target", "status")
"""The columns by which a sheet is known for ours."""


_READ = (*_NEEDED, "note", "seen")
"""The columns that say something of a line."""


@dataclass(frozen=True, slots=True)
class _SheetTable:
    """A sheet of a workbook."""

    title: str
    names: Mapping[int, str]
    """Those of the columns, by their numbers."""

    top: Sequence[Row]
    """The first rows."""

    rows: Iterable[Row]
    """Those below the names, each as it is read."""

    merged: Sequence[range]
    """The numbers of the rows that have cells in common with others."""

    comments: Mapping[int, tuple[str, ...]]
    """What is said of the cells of a row, by its number."""

    @property
    def missing(self) -> tuple[str, ...]:
        """The columns that a sheet of ours has and this one has not."""
        return tuple(name for name in _NEEDED if name not in self.names.values())


def _about(tables: Iterable[_SheetTable]) -> dict[str, str]:
    """Return what the hidden sheet says; a copy of the rows alone has none."""
    rows = (row for table in tables if table.title == _ABOUT for _, row in table.top)
    return {str(row.get(1)): str(row[2]) for row in rows if 2 in row}


def _table(page: WorkbookPage, data: bytes) -> _SheetTable:
    top = list(islice(page.rows, _TOP))
    names = list(map(_names, (row for _, row in top)))
    head = next((at for at, each in enumerate(names) if "id" in each.values()), 0)
    return _SheetTable(
        title=page.title,
        names=names[head] if names else {},
        top=top,
        rows=chain(top[head + 1 :], page.rows),
        merged=merged_in(data, page.member),
        comments=page.comments,
    )


def _names(row: Mapping[int, object]) -> dict[int, str]:
    return {column: str(row[column] or "").strip().casefold() for column in sorted(row)}


def _is_head(texts: Iterable[str]) -> bool:
    return {"id", "target"} <= {text.strip().casefold() for text in texts}


def _lines(
    page: _SheetTable, *, alone: bool
) -> Iterator[tuple[tuple[str, str] | None, ReturnedLine]]:
    """Yield the lines of a sheet, each with the article and the locale that it says it is of."""
    names = page.names
    for number, row in page.rows:
        values = {name: row[column] for column, name in names.items() if name and column in row}
        cells = {name: _text(value) for name, value in values.items()}
        if not any(cells.values()):
            continue
        if _is_head(cells.values()):  # rows of another file, copied with the names of its columns
            names = _names(row)
            continue
        word = cells.get("status", "")
        status = status_of(word)
        problem = ""
        if word.strip() and status is None:
            problem = f"`{word}` is not a status; use {', '.join(CHOICES)}"
        if isinstance(values.get("target"), date | time | timedelta):
            problem = "the spreadsheet made a date or a time of the target: type it as text"
        if odd := next((name for name in _READ if isinstance(values.get(name), Odd)), None):
            problem = f"the cell `{odd}` cannot be read (`{cells[odd]}`): type it as text"
        if is_merged(number, page.merged):
            problem = "its cells are merged with those of another row"
        said = (cells.get("note", "").strip(), *map(_text, page.comments.get(number, ())))
        known, _, of = cells.get("seen", "").strip().partition(" ")
        locale, _, article = of.partition(" ")
        yield (
            (article, locale) if article else None,
            ReturnedLine(
                id=cells.get("id", "").strip(),
                source=cells.get("source", ""),
                target=cells.get("target", "").strip(),
                status=status,
                note="\n".join(filter(None, said)),
                seen=known,
                place=f"row {number}" if alone else f"{page.title}, row {number}",
                problem=problem,
            ),
        )


def _text(value: object) -> str:
    """Return a cell's text. What a program took for a number, date or formula is text, too."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    text = _ESCAPED.sub(lambda match: chr(int(match[1], 16)), str(getattr(value, "text", value)))
    return holdable(text.replace("\r\n", "\n").replace("\r", ""))
