"""Whatever people write into a file that went out arrives, each text at its own sentence."""

from __future__ import annotations

import io
import random
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import polib
import pytest
from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from openpyxl import load_workbook

from dragoman import exchange
from dragoman.exchange import Sheet
from dragoman.model import Status, Syntax
from tests.exchange.test_round_trips import LINES, TEXT, numbered

Edits = Mapping[str, str]
"""New targets by the ids of their sentences."""

PLAIN = LINES.map(lambda line: replace(line, syntax=Syntax.PLAIN, status=Status.DRAFT))
SHEETS = st.builds(
    Sheet,
    article=st.just("news/flood.md"),
    source=st.just("en"),
    target=st.sampled_from(["fa", "ru"]),
    rtl=st.booleans(),
    lines=st.lists(PLAIN, min_size=1, max_size=5).map(numbered),
)


def in_spreadsheet(data: bytes, edits: Edits, chance: random.Random) -> bytes:
    """Write into the cells, and sort the rows otherwise."""
    book = load_workbook(io.BytesIO(data))
    page = book["translation"]
    head = [cell.value for cell in page[1]]
    rows: list[list[Any]] = [[cell.value for cell in row] for row in page.iter_rows(min_row=2)]
    chance.shuffle(rows)
    for number, row in enumerate(rows, 2):
        row[head.index("target")] = edits.get(str(row[head.index("id")]), row[head.index("target")])
        for column, value in enumerate(row, 1):
            cell = page.cell(number, column)
            cell.value = value
            if isinstance(value, str):
                cell.data_type = "s"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def in_word(data: bytes, edits: Edits, chance: random.Random) -> bytes:
    """Write into the cells, and drag the rows elsewhere."""
    document = Document(io.BytesIO(data))
    (table,) = document.tables
    head, *rows = table.rows
    target = [cell.text for cell in head.cells].index("target")
    for row in rows:
        key = row.cells[0].text.split()[0]
        if key in edits:
            row.cells[target].text = edits[key]
    for row in chance.sample(rows, len(rows)):
        head._tr.getparent().append(row._tr)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def in_catalog(data: bytes, edits: Edits, chance: random.Random) -> bytes:
    """Write the translations, and sort the entries otherwise."""
    catalog = polib.pofile(data.decode())
    for entry in catalog:
        key, _, _ = entry.msgctxt.partition(" ")
        entry.msgstr = edits.get(key, entry.msgstr)
    entries = chance.sample([*catalog], len(catalog))
    catalog[:] = entries
    return str(catalog).encode()


def in_xliff(data: bytes, edits: Edits, chance: random.Random) -> bytes:
    """Write into the targets, which may be missing, and move the units."""
    root = etree.fromstring(data)
    units = root.findall(".//{*}trans-unit") or root.findall(".//{*}unit")
    for unit in units:
        key = unit.get("name") or unit.get("id") or ""
        if key not in edits:
            continue
        source = unit.find(".//{*}source")
        assert source is not None
        target = unit.find("{*}target") if "name" not in unit.attrib else None
        target = target if target is not None else unit.find("{*}segment/{*}target")
        if target is None:
            target = etree.Element(etree.QName(source, "target"))
            source.addnext(target)
        for part in [*target]:
            target.remove(part)
        target.text = edits[key]
    parent = units[0].getparent()
    assert parent is not None
    for unit in chance.sample(units, len(units)):
        parent.append(unit)
    return etree.tostring(root, encoding="utf-8", xml_declaration=True)


EDITORS: Mapping[str, Callable[[bytes, Edits, random.Random], bytes]] = {
    "xlsx": in_spreadsheet,
    "docx": in_word,
    "po": in_catalog,
    "xliff": in_xliff,
    "xliff2": in_xliff,
}


def test_each_format_is_edited() -> None:
    assert {*EDITORS} == exchange.FORMATS.keys() - {"pot"}


@pytest.mark.parametrize("name", EDITORS)
@settings(max_examples=25)
@given(sheet=SHEETS, data=st.data())
def test_each_edit_arrives_at_its_own_sentence(
    name: str, sheet: Sheet, data: st.DataObject
) -> None:
    chosen = data.draw(st.sets(st.sampled_from([line.id for line in sheet.lines])))
    edits = {key: data.draw(TEXT.filter(bool)) for key in sorted(chosen)}
    chance = random.Random(data.draw(st.integers(0, 99)))
    edited = EDITORS[name](exchange.write(sheet, name), edits, chance)
    (returned,) = exchange.read(edited, f"x{exchange.FORMATS[name].suffix}")
    came = {line.id: line for line in returned.lines}
    assert came.keys() == {line.id for line in sheet.lines}
    for sent in sheet.lines:
        line = came[sent.id]
        assert (line.target or "") == edits.get(sent.id, sent.target)
        assert (line.source, line.seen) == (sent.source, sent.seen)
        # Where the source has something like a tag, such as {}, XLIFF asks for it in the target.
        assert not line.problem or name.startswith("xliff")
