"""Take rows and columns of OpenDocument's tables out of a copy whose words are left out.

A column goes if the words of two cells or more are left out of it, and nothing stays in any. One
cell alone may be a row's.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import islice
from typing import Any

from dragoman.formats.odt_names import qn

_TABLE, _ROW, _CELL = qn("table:table"), qn("table:table-row"), qn("table:table-cell")
_COLUMN, _TIMES = qn("table:table-column"), qn("table:number-columns-repeated")
_REACHING = tuple(
    qn(f"table:number-{what}") for what in ("rows-spanned", "columns-spanned", "columns-repeated")
)


def cell_of(paragraph: Any) -> Any | None:
    """Return the cell that a paragraph stands in, if it is in a table."""
    return next(paragraph.iterancestors(_CELL), None)


def leave_out(emptied: Iterable[Any]) -> None:
    """Take out the rows and columns of these cells of which nothing stays."""
    cells = dict.fromkeys(emptied)
    rows = dict.fromkeys(cell.getparent() for cell in cells)
    tables = dict.fromkeys(next(row.iterancestors(_TABLE), None) for row in rows)
    for row in rows:
        if _holds_nothing(row):
            row.getparent().remove(row)
    for table in tables:
        if table is not None:
            _leave_out_columns(table, cells)


def _holds_nothing(row: Any) -> bool:
    """Whether a row is empty, not the only one, and no cell of it reaches over another row."""
    if not any(each is not row and each.tag == _ROW for each in row.getparent()):
        return False
    for cell in row:
        spans = cell.get(qn("table:number-rows-spanned"), "1") != "1"
        if spans or cell.tag != _CELL or not _is_empty(cell):
            return False
    return True


def _is_empty(cell: Any) -> bool:
    return not any(each.tag != qn("text:p") or len(each) or each.text for each in cell)


def _leave_out_columns(table: Any, emptied: Mapping[Any, None]) -> None:
    rows = [list(row) for row in table.iter(_ROW)]
    if not _is_plain(table, rows):
        return
    # One more than there are tells that the columns are not those of the cells.
    every = (column for column in table.iter(_COLUMN) for _ in range(_times(column)))
    columns = list(islice(every, len(rows[0]) + 1))
    gone = [
        number
        for number, column in enumerate(zip(*rows, strict=True))
        if sum(cell in emptied for cell in column) > 1 and all(map(_is_empty, column))
    ]
    if not gone or len(gone) == len(rows[0]):
        return
    for number in gone:
        for row in rows:
            row[number].getparent().remove(row[number])
        if len(columns) == len(rows[0]):
            _take_one(columns[number])


def _take_one(column: Any) -> None:
    """Take out a column, or one of several that one element stands for."""
    times = _times(column)
    if times > 1:
        column.set(_TIMES, str(times - 1))
    else:
        column.getparent().remove(column)


def _times(column: Any) -> int:
    """Return how many columns an element stands for: what is no number counts as one."""
    written = column.get(_TIMES, "1")
    return int(written) if written.isascii() and written.isdigit() and len(written) < 10 else 1


def _is_plain(table: Any, rows: Sequence[Sequence[Any]]) -> bool:
    """Whether all rows have the same cells below each other, and no table stands in one."""
    if (
        len({len(row) for row in rows}) != 1
        or next(table.iterdescendants(_TABLE), None) is not None
    ):
        return False
    return all(
        cell.tag == _CELL and all(cell.get(reach, "1") == "1" for reach in _REACHING)
        for row in rows
        for cell in row
    )
