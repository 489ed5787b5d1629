"""A spreadsheet: one row a sentence, of which target, status and note are for the translator.

Every text is a text: a cell that begins like a formula is not one. Rows are known by their id, so
that sorting, filtering, deleting and adding rows does no harm.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from copy import copy
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.styles import Alignment, Font, PatternFill, Protection
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet.datavalidation import DataValidation

from dragoman.errors import ExchangeError
from dragoman.exchange.sheet import Returned, ReturnedLine, Sheet, status_of
from dragoman.model import Status

COLUMNS = ("id", "block", "source", "target", "status", "note", "findings", "seen")
WIDTHS = (12, 14, 55, 55, 12, 30, 30, 14)
OPEN = ("target", "status", "note")
"""The columns that are not locked."""

CHOICES = ("draft", "needs-work", "reviewed", "approved", "omit")
"""The statuses that a person may give."""

LARGEST = 64 << 20
"""Bytes that a file may unpack to: 200,000 sentences have less."""

_KEPT = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
"""What a spreadsheet cannot hold."""


def write(sheet: Sheet) -> bytes:
    """Return the spreadsheet."""
    book = Workbook()
    page = book.active
    assert page is not None
    page.title = "translation"
    page.sheet_view.rightToLeft = sheet.rtl
    page.append(COLUMNS)
    for row, line in enumerate(sheet.lines, 2):
        values = (
            line.id,
            line.label,
            line.source,
            line.target,
            line.status.value,
            line.note,
            "\n".join(line.findings),
            line.seen,
        )
        for column, value in enumerate(values, 1):
            _fill(page.cell(row, column), value)
    _format(page, sheet)
    about = book.create_sheet("dragoman")
    for pair in (("article", sheet.article), ("source", sheet.source), ("target", sheet.target)):
        about.append(pair)
    about.sheet_state = "hidden"
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _fill(cell: Any, value: str) -> None:
    cell.value = _KEPT.sub("\ufffd", value)
    cell.data_type = "s"


def _format(page: Any, sheet: Sheet) -> None:
    """Lock what is not for the translator, set directions, and offer the statuses."""
    for number, (name, width) in enumerate(zip(COLUMNS, WIDTHS, strict=True), 1):
        letter = page.cell(1, number).column_letter
        page.column_dimensions[letter].width = width
        page.column_dimensions[letter].hidden = name == "seen"
        page.cell(1, number).font = Font(bold=True)
        _column(page, number, name, sheet)
    page.freeze_panes = "A2"
    page.auto_filter.ref = page.dimensions
    protection = page.protection
    protection.sheet = True
    protection.formatColumns = protection.formatRows = False
    protection.sort = protection.autoFilter = False
    choice = DataValidation(type="list", formula1=f'"{",".join(CHOICES)}"', allow_blank=True)
    page.add_data_validation(choice)
    letter = page.cell(1, COLUMNS.index("status") + 1).column_letter
    choice.add(f"{letter}2:{letter}{max(page.max_row, 2)}")


def _column(page: Any, number: int, name: str, sheet: Sheet) -> None:
    """Give the cells of a column below its name their style.

    A style is made for the first cell that has it and copied to the others: to make one takes as
    long as to fill a row.
    """
    made: dict[bool, Any] = {}
    for row in range(2, page.max_row + 1):
        cell = page.cell(row, number)
        formula = str(cell.value)[:1] in ("=", "+", "-", "@")
        if formula in made:
            cell._style = copy(made[formula])
            continue
        order = 2 if sheet.rtl and name == "target" else 1 if name != "note" else 0
        cell.alignment = Alignment(wrap_text=True, vertical="top", readingOrder=order)
        cell.protection = Protection(locked=name not in OPEN)
        if name not in OPEN:
            cell.fill = PatternFill("solid", start_color="F2F2EE")
        cell.quotePrefix = formula
        made[formula] = cell._style


def read(data: bytes, path: str) -> Returned:
    """Return what stands in a spreadsheet. Raises ExchangeError."""
    try:
        _refuse_bomb(data, path)
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=False)
        about = {row[0]: row[1] for row in book["dragoman"].iter_rows(max_col=2, values_only=True)}
        rows = list(book["translation"].iter_rows(values_only=True))
    except (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError, OSError) as error:
        raise ExchangeError(
            "this is not a spreadsheet of `dragoman exchange export`",
            path=path,
            advice="Save it as an Excel workbook (.xlsx) with both of its sheets. The hidden one "
            f"says whose translation it is. ({error})",
        ) from error
    names = [str(name or "").strip() for name in (rows[0] if rows else ())]
    missing = [name for name in ("id", "source", "target", "status") if name not in names]
    if missing:
        raise ExchangeError(
            f"the first row lacks the column {', '.join(missing)}",
            path=path,
            advice="Give the columns their names back: " + ", ".join(COLUMNS),
        )
    lines = tuple(_lines(names, rows[1:]))
    return Returned(str(about.get("article", "")), str(about.get("target", "")), lines)


def _lines(names: list[str], rows: Sequence[Sequence[object]]) -> Iterator[ReturnedLine]:
    for number, row in enumerate(rows, 2):
        cells = {name: _text(value) for name, value in zip(names, row, strict=False) if name}
        if not any(cells.values()):
            continue
        word = cells.get("status", "")
        status = status_of(word)
        wrong = bool(word.strip()) and (status is None or status.value not in _KNOWN)
        yield ReturnedLine(
            id=cells.get("id", "").strip(),
            source=cells.get("source", ""),
            target=cells.get("target", "").strip(),
            status=status,
            note=cells.get("note", "").strip(),
            seen=cells.get("seen", "").strip(),
            place=f"row {number}",
            problem=f"`{word}` is not a status; use {', '.join(CHOICES)}" if wrong else "",
        )


_KNOWN = frozenset(status.value for status in Status)


def _text(value: object) -> str:
    """Return a cell's text. What a program took for a number, date or formula is text, too."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(getattr(value, "text", value)).replace("\r\n", "\n").replace("_x000D_", "")


def _refuse_bomb(data: bytes, path: str) -> None:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        if sum(entry.file_size for entry in archive.infolist()) > LARGEST:
            raise ExchangeError(
                f"the file unpacks to more than {LARGEST >> 20} MB",
                path=path,
                advice="Send it in several parts.",
            )
