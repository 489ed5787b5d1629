"""Take rows and columns of Word's tables out of a copy whose words are left out.

A column goes if the words of two cells or more are left out of it, and nothing stays in any. One
cell alone may be a row's.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from dragoman.formats.docx_names import names, qn
from dragoman.formats.office_places import Sentences

_BESIDE_CELLS = names("trPr tblPrEx")
_REACHING = names("vMerge hMerge gridSpan tbl")
_SHIFTING = names("gridBefore gridAfter")


def emptied_cells(place: Sentences, markup: Mapping[int, str]) -> list[Any]:
    """Return the cells of tables in which all that a paragraph says is left out."""
    if not markup or any(markup.values()):
        return []
    found = (next(element.iterancestors(qn("w:tc")), None) for element in place.elements)
    return [cell for cell in found if cell is not None]


def leave_out(emptied: Iterable[Any]) -> None:
    """Take out the rows and columns of these cells of which nothing stays."""
    cells = dict.fromkeys(emptied)
    rows = dict.fromkeys(cell.getparent() for cell in cells)
    for row in rows:
        if _holds_nothing(row):
            row.getparent().remove(row)
    for table in dict.fromkeys(row.getparent() for row in rows):
        if table is not None and table.tag == qn("w:tbl"):
            _leave_out_columns(table, cells)


def is_empty(paragraph: Any) -> bool:
    """Whether nothing stands in a paragraph: no picture, tab, or bookmark either."""
    return all(
        child.tag in (qn("w:pPr"), qn("w:proofErr"))
        or (child.tag == qn("w:r") and all(map(_says_nothing, child)))
        for child in paragraph
    )


def _says_nothing(element: Any) -> bool:
    return element.tag == qn("w:rPr") or (element.tag == qn("w:t") and not element.text)


def _holds_nothing(row: Any) -> bool:
    """Whether a row is empty, not the last one, and no cell of it reaches over another row."""
    others = row.getparent().findall(qn("w:tr"))
    if len(others) < 2 or next(row.iter(qn("w:vMerge"), qn("w:tbl")), None) is not None:
        return False
    return all(map(_is_empty_cell, row.iter(qn("w:tc"))))


def _is_empty_cell(cell: Any) -> bool:
    held = (each for each in cell if each.tag != qn("w:tcPr"))
    return all(each.tag == qn("w:p") and is_empty(each) for each in held)


def _leave_out_columns(table: Any, emptied: Mapping[Any, None]) -> None:
    rows = [[cell for cell in row if cell.tag == qn("w:tc")] for row in table.findall(qn("w:tr"))]
    if not _is_plain(table, rows):
        return
    gone = [
        number
        for number, column in enumerate(zip(*rows, strict=True))
        if sum(cell in emptied for cell in column) > 1 and all(map(_is_empty_cell, column))
    ]
    if not gone or len(gone) == len(rows[0]):
        return
    grid = table.findall(f"{qn('w:tblGrid')}/{qn('w:gridCol')}")
    for number in gone:
        for row in rows:
            row[number].getparent().remove(row[number])
        if len(grid) == len(rows[0]):
            grid[number].getparent().remove(grid[number])


def _is_plain(table: Any, rows: Sequence[Sequence[Any]]) -> bool:
    """Whether all rows have the same cells below each other."""
    if len({len(row) for row in rows}) != 1:
        return False
    if next(table.iterdescendants(*_REACHING, *_SHIFTING), None) is not None:
        return False
    beside = (each for row in table.findall(qn("w:tr")) for each in row if each.tag != qn("w:tc"))
    return all(each.tag in _BESIDE_CELLS for each in beside)
