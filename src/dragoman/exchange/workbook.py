"""The sheets of a workbook, row by row, as far as a spreadsheet can have rows and columns.

openpyxl fills up each gap between rows and cells, keeps all rows that it has read, and reads none
of a sheet in which one cell is odd. Here its parser is asked for single cells alone.
"""

from __future__ import annotations

import io
import math
import re
import zipfile
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from xml.etree.ElementTree import Element, iterparse

from openpyxl.reader.excel import ExcelReader
from openpyxl.styles.numbers import BUILTIN_FORMATS, BUILTIN_FORMATS_MAX_SIZE
from openpyxl.styles.stylesheet import apply_stylesheet
from openpyxl.worksheet._reader import CELL_TAG, DATA_TAG, ROW_TAG, WorkSheetParser
from openpyxl.worksheet.formula import DataTableFormula

from dragoman.errors import ExchangeError
from dragoman.exchange.cell_comments import comments
from dragoman.exchange.packed import SAVE_ANEW

MOST_ROWS = 1_048_576
MOST_COLUMNS = 16_384
"""What a sheet has room for in Excel, and about so in others."""

Row = tuple[int, Mapping[int, object]]
"""The number of a row, and the values in it by the numbers of their columns."""


@dataclass(frozen=True, slots=True)
class Odd:
    """A cell in which stands what no spreadsheet means, such as `nan` for a number."""

    text: str
    """What stands in it, or the beginning of that."""

    def __str__(self) -> str:
        """Return what stands in the cell: it may be all that somebody wrote."""
        return self.text


@dataclass(frozen=True, slots=True)
class WorkbookPage:
    """A sheet of a workbook."""

    title: str
    member: str
    """Where in the archive it is."""

    comments: Mapping[int, tuple[str, ...]]
    """What is said of the cells of a row, by its number."""

    rows: Iterator[Row]
    """Each as it is read. Raises ExchangeError for more of them than a sheet has room for."""


def pages(data: bytes, path: str) -> Iterator[WorkbookPage]:
    """Yield the sheets of a workbook; one that stands there twice comes once.

    Raises what openpyxl and zipfile raise for bytes that are no workbook.
    """
    reader = ExcelReader(io.BytesIO(data), read_only=True, keep_links=False)
    reader.read_manifest()
    reader.read_strings()
    reader.read_workbook()
    apply_stylesheet(reader.archive, reader.wb)
    read: set[str] = set()
    for sheet, relation in reader.parser.find_sheets():
        member = relation.target
        if "chartsheet" in relation.Type or member not in reader.valid_files or member in read:
            continue
        read.add(member)
        said = comments(reader.archive, member)
        yield WorkbookPage(sheet.name, member, said, _rows(reader, member, path))


def _rows(reader: ExcelReader, member: str, path: str) -> Iterator[Row]:
    """Yield the rows of a sheet, and let go of each.

    A row whose number is none, or not greater than that of the row before, comes next to it.
    """
    book: Any = reader.wb
    with reader.archive.open(member) as source:
        parser = WorkSheetParser(
            source,
            reader.shared_strings,
            epoch=book.epoch,
            date_formats=book._date_formats,
            timedelta_formats=book._timedelta_formats,
        )
        plain = _plain_styles(book)
        number, table, row = 0, None, None
        values: dict[int, object] = {}
        for event, element in iterparse(source, ("start", "end")):
            if event == "start":
                if element.tag == DATA_TAG:
                    table = element
                elif element.tag == ROW_TAG and table is not None:
                    number, row, values = _number(element, number), element, {}
                    if number > MOST_ROWS:
                        raise _too_large(f"more than {MOST_ROWS:,} rows", path)
                    parser.row_counter, parser.col_counter = number, 0
            elif element.tag == CELL_TAG and row is not None:
                column, value = _cell(parser, element, plain)
                if len(values) == MOST_COLUMNS:
                    raise _too_large(f"a row of more than {MOST_COLUMNS:,} cells", path)
                values[column] = value
                row.clear()
            elif element is row and table is not None:
                yield number, values
                row = None
                table.clear()


def _too_large(what: str, path: str) -> ExchangeError:
    return ExchangeError(f"a sheet of this workbook has {what}", path=path, advice=SAVE_ANEW)


def _number(row: Element, before: int) -> int:
    try:
        written = int(row.get("r", ""))
    except ValueError:
        return before + 1
    return written if before < written <= MOST_ROWS else before + 1


_PLAIN = ("General", "@", "0")
"""Formats in which a number looks as it is kept."""


def _plain_styles(book: Any) -> frozenset[int]:
    """Return the styles of cells in which a number looks as it is kept.

    Of `25%`, `1/2` or `1,500` a spreadsheet keeps another number than somebody typed.
    """
    own = dict(enumerate(book._number_formats, BUILTIN_FORMATS_MAX_SIZE))
    formats = {**BUILTIN_FORMATS, **own}
    styles = enumerate(book._cell_styles)
    return frozenset(number for number, each in styles if formats.get(each.numFmtId) in _PLAIN)


def _cell(parser: WorkSheetParser, element: Element, plain: frozenset[int]) -> tuple[int, object]:
    """Return the column of a cell, and what is in it; `plain` are styles as `_plain_styles` has."""
    before = parser.col_counter
    try:
        cell: dict[str, Any] = parser.parse_cell(element)
    except _ODD:
        parser.col_counter = max(parser.col_counter, before + 1)
        return parser.col_counter, Odd(_written(element))
    column, value = cell["column"], cell["value"]
    # For a date that no calendar has, openpyxl says that a formula failed.
    failed = cell["data_type"] == "e" and element.get("t") != "e"
    endless = isinstance(value, float) and not math.isfinite(value)
    if not 1 <= column <= MOST_COLUMNS:
        parser.col_counter = column = before + 1
        failed = True
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    dressed = is_number and cell["style_id"] not in plain
    if failed or endless or dressed or isinstance(value, DataTableFormula):
        value = Odd(_written(element))
    return column, value


_ODD = (ArithmeticError, AttributeError, LookupError, TypeError, ValueError)
"""What openpyxl raises for a cell that it cannot make anything of."""


def _written(cell: Element) -> str:
    """Return what stands in a cell, whatever it means."""
    return " ".join("".join(cell.itertext()).split())[:40]


_MERGE = re.compile(rb"<(?:\w+:)?mergeCell\s[^<>]*?ref=.[A-Z]+(\d{1,7}):[A-Z]+(\d{1,7})\b")


def merged_in(data: bytes, member: str) -> list[range]:
    """Return which rows of a sheet have cells in common with others, from the first on."""
    found: list[range] = []
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        groups = _MERGE.findall(archive.read(member))
    for first, last in sorted((int(first), int(last)) for first, last in groups):
        if first >= last:
            continue
        if found and first < found[-1].stop:
            found[-1] = range(found[-1].start, max(found[-1].stop, last + 1))
        else:
            found.append(range(first, last + 1))
    return found


def is_merged(row: int, merged: Sequence[range]) -> bool:
    """Whether a row is among those that `merged_in` returned."""
    at = bisect_right(merged, row, key=lambda rows: rows.start)
    return at > 0 and row in merged[at - 1]
