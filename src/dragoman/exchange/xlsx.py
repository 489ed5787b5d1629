"""A spreadsheet: one row a sentence, of which target, status and note are for the translator.

Every text is a text: a cell that begins like a formula is not one. Rows are known by their id, so
that sorting, filtering, deleting and adding rows does no harm.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from datetime import date, time, timedelta
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.styles import Alignment, Font, PatternFill, Protection
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet.datavalidation import DataValidation

from dragoman.errors import ExchangeError
from dragoman.exchange.packed import refuse_bomb
from dragoman.exchange.sheet import Returned, ReturnedLine, Sheet, SheetLine, holdable, status_of

COLUMNS = ("id", "block", "source", "target", "status", "note", "findings", "seen")
WIDTHS = (12, 14, 55, 55, 12, 30, 30, 14)
OPEN = ("target", "status", "note")
"""The columns that are not locked."""

CHOICES = ("draft", "needs-work", "reviewed", "approved", "omit")
"""The statuses that a person may give."""

LONGEST = 32_767
"""Characters that a cell can hold."""

_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
"""What spreadsheets take for the beginning of a character's number."""

_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")

_MERGE = re.compile(rb"<(?:\w+:)?mergeCell\s[^>]*?ref=.[A-Z]+(\d+):[A-Z]+(\d+)")


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
            _fill(page.cell(row, column), value, line)
    _format(page, sheet)
    about = book.create_sheet("dragoman")
    for pair in (("article", sheet.article), ("source", sheet.source), ("target", sheet.target)):
        about.append(pair)
    about.sheet_state = "hidden"
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _fill(cell: Any, value: str, line: SheetLine) -> None:
    if len(value) > LONGEST:
        raise ExchangeError(
            f"the segment {line.id} is too long for a spreadsheet, which holds {LONGEST:,} "
            "characters in a cell",
            advice="Send this article as XLIFF: --format xliff",
        )
    cell.value = _ESCAPE.sub("_x005F_", value)
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

    A style is made for the first cell that has it, and is that of the others, too: to make one
    takes as long as to fill a row.
    """
    made: dict[bool, Any] = {}
    for row in range(2, page.max_row + 1):
        cell = page.cell(row, number)
        formula = str(cell.value)[:1] in ("=", "+", "-", "@")
        if formula in made:
            cell._style = made[formula]
            continue
        order = 2 if sheet.rtl and name == "target" else 1 if name != "note" else 0
        cell.alignment = Alignment(wrap_text=True, vertical="top", readingOrder=order)
        cell.protection = Protection(locked=name not in OPEN)
        if name not in OPEN:
            cell.fill = PatternFill("solid", start_color="F2F2EE")
        cell.quotePrefix = formula
        # What is typed into it stays a text: no formula, number or date.
        cell.number_format = "@"
        made[formula] = cell._style


def read(data: bytes, path: str) -> Returned:
    """Return what stands in a spreadsheet. Raises ExchangeError."""
    try:
        refuse_bomb(data, path)
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=False)
        about = {row[0]: row[1] for row in _rows(book["dragoman"]) if len(row) > 1}
        rows = list(_rows(book["translation"]))
        merged = _merged(data, len(rows))
    except (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError, OSError) as error:
        raise ExchangeError(
            "this is not a spreadsheet of `dragoman exchange export`",
            path=path,
            advice="Save it as an Excel workbook (.xlsx) with both of its sheets. The hidden one "
            f"says whose translation it is. ({error})",
        ) from error
    first = next((at for at, row in enumerate(rows[:_TOP]) if "id" in _names(row)), 0)
    names = _names(rows[first]) if rows else []
    missing = [name for name in ("id", "source", "target", "status") if name not in names]
    if missing:
        raise ExchangeError(
            f"the first row lacks the column {', '.join(missing)}",
            path=path,
            advice="Give the columns their names back: " + ", ".join(COLUMNS),
        )
    lines = tuple(_lines(names, rows[first + 1 :], first + 2, merged))
    return Returned(str(about.get("article", "")), str(about.get("target", "")), lines)


_TOP = 10
"""Rows among which the names of the columns are looked for."""


def _rows(page: Any) -> Iterator[Sequence[object]]:
    # Some programs write a wrong size of the table, which would cut it off.
    page.reset_dimensions()
    yield from page.iter_rows(values_only=True)


def _names(row: Sequence[object]) -> list[str]:
    return [str(name or "").strip().casefold() for name in row]


def _merged(data: bytes, number: int) -> frozenset[int]:
    """Return which of so many rows have cells in common with others."""
    found: set[int] = set()
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            if name.startswith("xl/worksheets/"):
                for first, last in _MERGE.findall(archive.read(name)):
                    if first != last:
                        found.update(range(int(first), min(int(last), number) + 1))
    return frozenset(found)


def _lines(
    names: list[str], rows: Sequence[Sequence[object]], first: int, merged: frozenset[int]
) -> Iterator[ReturnedLine]:
    for number, row in enumerate(rows, first):
        values = {name: value for name, value in zip(names, row, strict=False) if name}
        cells = {name: _text(value) for name, value in values.items()}
        if not any(cells.values()):
            continue
        word = cells.get("status", "")
        status = status_of(word)
        problem = ""
        if word.strip() and status is None:
            problem = f"`{word}` is not a status; use {', '.join(CHOICES)}"
        if isinstance(values.get("target"), date | time | timedelta):
            problem = "the spreadsheet made a date or a time of the target: type it as text"
        if number in merged:
            problem = "its cells are merged with those of another row"
        yield ReturnedLine(
            id=cells.get("id", "").strip(),
            source=cells.get("source", ""),
            target=cells.get("target", "").strip(),
            status=status,
            note=cells.get("note", "").strip(),
            seen=cells.get("seen", "").strip(),
            place=f"row {number}",
            problem=problem,
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
