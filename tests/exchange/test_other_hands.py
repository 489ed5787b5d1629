"""Files as people and programs give them back: moved, merged, recoded, wrapped, annotated."""

from __future__ import annotations

import io
import re
import subprocess
import zipfile
from collections.abc import Callable
from copy import deepcopy
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from hypothesis import example, given, settings
from hypothesis import strategies as st
from lxml import etree
from openpyxl import load_workbook

from dragoman import exchange
from dragoman.errors import ExchangeError
from dragoman.exchange import ReturnedLine, SheetLine
from dragoman.exchange.markup import text_of
from dragoman.exchange.sheet import holdable, seen
from dragoman.model import Status, Syntax
from tests.exchange.test_round_trips import FORMATS, MARKED, PLAIN, came_back, sheet_of
from tests.libreoffice import tool

SECOND = SheetLine("", "Nobody was hurt.", "کسی آسیب ندید.", Status.APPROVED, note="Ask Mina.")
SHEET = sheet_of(PLAIN, SECOND, MARKED)


def changed(name: str, change: Callable[[str], str]) -> tuple[ReturnedLine, ...]:
    """Return what comes back of a file that is text, after a change."""
    form = exchange.FORMATS[name]
    text = exchange.write(SHEET, name).decode()
    after = change(text)
    assert after != text
    return exchange.read(after.encode(), f"x{form.suffix}")[0].lines


def is_as_sent(line: ReturnedLine, sent: SheetLine) -> bool:
    told = seen(line.source, line.target, line.status, line.note)
    return line.seen == sent.seen == told


# ---- XLIFF ------------------------------------------------------------------------------------


def with_prefix(text: str) -> str:
    text = re.sub(r"<(/?)([a-z])", r"<\1x:\2", text.partition("?>")[2])
    return text.replace(" xmlns=", " xmlns:x=")


def with_comments(text: str) -> str:
    return text.replace("<source", "<!-- by a tool --><source").replace("rained", "rai<!---->ned")


def with_instructions(text: str) -> str:
    return text.replace("rained", "rai<?tool x?>ned").replace("Ask", "A<?tool y?>sk")


def in_cdata(text: str) -> str:
    return text.replace(">It rained.<", "><![CDATA[It rained.]]><")


def in_marks(text: str) -> str:
    return text.replace("It rained.", '<mrk id="m1" mtype="seg" mid="0">It rained.</mrk>')


def indented(text: str) -> str:
    return text.replace("</source><target", "</source>\n      <target").replace(
        "><note", ">\n<note"
    )


def in_utf_16(text: str) -> bytes:
    return text.partition("?>")[2].encode("utf-16")


def of_undeclared_names(text: str) -> str:
    """Write what a program knows beside the text under names that it forgets to declare."""
    text = re.sub(r"<(trans-unit|unit|source)", r'<\1 ws:id="7"', text)
    text = text.replace(
        "<source", '<ws:data t.m:score="9"><t.m:text>It poured.</t.m:text></ws:data><source'
    )
    return text.replace("<xliff", "<!-- <kept> by a tool --><?tool a > b?>\n<xliff", 1)


def reversed_attributes(text: str) -> str:
    def turned(match: re.Match[str]) -> str:
        attributes = re.findall(r'\s[\w:]+="[^"]*"', match[2])
        return f"<{match[1]}{''.join(reversed(attributes))}"

    return re.sub(r'<([a-z-]+)((?:\s[\w:]+="[^"]*")+)', turned, text)


@pytest.mark.parametrize("name", ["xliff", "xliff2"])
@pytest.mark.parametrize(
    "change",
    [
        with_prefix,
        with_comments,
        with_instructions,
        in_cdata,
        in_marks,
        indented,
        of_undeclared_names,
        reversed_attributes,
        lambda text: re.sub('(?<=[a-z"])>', " >", text),
        lambda text: text.replace("' encoding='utf-8'", "'"),
    ],
)
def test_other_ways_to_write_a_document_say_the_same(
    name: str, change: Callable[[str], str]
) -> None:
    lines = changed(name, change)
    assert len(lines) == len(SHEET.lines)
    assert all(map(is_as_sent, lines, SHEET.lines))
    assert not any(line.problem for line in lines)


@pytest.mark.parametrize("name", ["xliff", "xliff2"])
@pytest.mark.parametrize("broken", ["</note", "&nbsp;", '" ws:id="7" ws:id="8"'])
def test_names_that_are_not_declared_excuse_nothing_else(name: str, broken: str) -> None:
    with pytest.raises(ExchangeError, match=r"not well-formed|not all here"):
        changed(
            name, lambda text: of_undeclared_names(text).replace("It rained.", f"<g {broken}", 1)
        )


@pytest.mark.parametrize("name", ["xliff", "xliff2"])
def test_a_document_in_utf_16_is_the_same_document(name: str) -> None:
    data = in_utf_16(exchange.write(SHEET, name).decode())
    lines = exchange.read(data, f"x{exchange.FORMATS[name].suffix}")[0].lines
    assert all(map(is_as_sent, lines, SHEET.lines))


NEEDED = '<target state="final"'


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        # What a tool says of every segment that it showed is no decision.
        ('state="final"', 'state="translated"', Status.APPROVED),
        ('approved="yes"', "", None),
        ('state="final"', "", Status.APPROVED),
        # What somebody chose is one.
        ('state="final"', 'state="needs-translation"', Status.NEEDS_WORK),
        ('state="final"', 'state="needs-review-translation"', Status.DRAFT),
        ('state="final"', 'state="signed-off"', Status.REVIEWED),
        ('approved="yes"', 'approved="no"', Status.REVIEWED),
        ('state="final"', 'state="x-of-its-own"', Status.DRAFT),
    ],
)
def test_states_of_an_approved_unit(old: str, new: str, expected: Status | None) -> None:
    unit = re.compile(r'<trans-unit id="00000002".*?</trans-unit>')

    def change(text: str) -> str:
        text = unit.sub(lambda match: match[0].replace(old, new, 1), text)
        if new == "" and "approved" in old:
            text = text.replace('state="final"', 'state="translated"', 1)
        return text

    assert changed("xliff", change)[1].status is expected


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ('state="needs-review-translation"', 'state="translated"', Status.DRAFT),
        ('state="needs-review-translation"', 'state="final"', Status.APPROVED),
        ('state="needs-review-translation"', 'state="signed-off"', Status.REVIEWED),
        ('approved="no"', 'approved="yes"', Status.DRAFT),
    ],
)
def test_states_of_a_draft(old: str, new: str, expected: Status) -> None:
    assert changed("xliff", lambda text: text.replace(old, new, 1))[0].status is expected


def test_a_tool_that_levels_all_states_changes_none() -> None:
    def change(text: str) -> str:
        return re.sub('state="needs[^"]*"', 'state="needs-translation"', text)

    lines = [PLAIN, SECOND, *(replace(PLAIN, status=status) for status in Status)]
    lines[2] = replace(PLAIN, status=Status.NEW, target="")
    sheet = sheet_of(*lines)
    text = change(exchange.write(sheet, "xliff").decode())
    returned = exchange.read(text.encode(), "x.xlf")[0].lines
    assert [line.status for line in returned] == [line.status for line in sheet.lines]
    alone = changed("xliff", change)
    assert alone[0].status is Status.NEEDS_WORK


@pytest.mark.parametrize("version", ["1.1", "1.0"])
def test_an_older_version_of_the_standard_is_read(version: str) -> None:
    lines = changed("xliff", lambda text: text.replace("document:1.2", f"document:{version}"))
    assert all(map(is_as_sent, lines, SHEET.lines))
    lines = changed("xliff", lambda text: re.sub(' xmlns="[^"]*"', "", text))
    assert all(map(is_as_sent, lines, SHEET.lines))


def test_files_that_a_tool_puts_beside_ours_are_passed_over() -> None:
    theirs = (
        '<file original="x.po" source-language="en" datatype="po"><body>'
        '<trans-unit id="12"><source>Project-Id-Version</source></trans-unit></body></file>'
    )
    lines = changed("xliff", lambda text: text.replace("</xliff>", f"{theirs}</xliff>"))
    assert [line.id for line in lines] == [line.id for line in SHEET.lines]
    with pytest.raises(ExchangeError, match=r"1\.2"):
        changed("xliff", lambda text: re.sub("(<file.*</file>)", r"\1\1", text))


@pytest.mark.parametrize("name", ["xliff", "xliff2"])
def test_documents_that_were_joined_are_several_articles(name: str) -> None:
    sheets = (SHEET, replace(SHEET, article="b.md"), replace(SHEET, article="c.md"))
    texts = [exchange.write(sheet, name).decode() for sheet in sheets]
    files = [text[text.index("<file") : text.rindex("</xliff>")] for text in texts]
    joined = texts[0].replace(files[0], "\n".join(files))
    found = exchange.read(joined.encode(), f"x{exchange.FORMATS[name].suffix}")
    assert [each.article for each in found] == ["a.md", "b.md", "c.md"]
    assert {each.target for each in found} == {"fa"}
    for returned in found:
        assert all(map(is_as_sent, returned.lines, SHEET.lines))
        assert len(returned.lines) == len(SHEET.lines)


SEVERAL = (
    SHEET,
    replace(SHEET, article="news/b c.md"),
    replace(SHEET, article="c.md", lines=SHEET.lines[::-1]),
)
"""Sentences and ids of one article stand in the others, too."""


def are_apart(found: tuple[exchange.Returned, ...]) -> bool:
    """Whether each of the articles came back as it went out."""
    assert [each.article for each in found] == [sheet.article for sheet in SEVERAL]
    assert {each.target for each in found} == {"fa"}
    for returned, sheet in zip(found, SEVERAL, strict=True):
        assert [line.id for line in returned.lines] == [line.id for line in sheet.lines]
        assert all(map(is_as_sent, returned.lines, sheet.lines))
        assert not any(line.problem for line in returned.lines)
    return True


@pytest.mark.parametrize(("name", "unit"), [("xliff", "trans-unit"), ("xliff2", "unit")])
def test_an_article_that_was_cut_into_several_files_is_one(name: str, unit: str) -> None:
    text = exchange.write(SHEET, name).decode()
    head = text[text.index("<file") : text.index(f"<{unit} ")]
    tail = text[text.rindex(f"</{unit}>") + len(f"</{unit}>") : text.rindex("</xliff>")]
    first, rest = text.split(f"</{unit}>", 1)
    again = head.replace('id="f1"', 'id="f2"')
    cut = f"{first}</{unit}>{tail}{again}{rest}"
    (returned,) = exchange.read(cut.encode(), f"x{exchange.FORMATS[name].suffix}")
    assert all(map(is_as_sent, returned.lines, SHEET.lines))
    assert len(returned.lines) == len(SHEET.lines)


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        ("initial", Status.NEW),
        ("translated", None),
        ("reviewed", Status.REVIEWED),
    ],
)
def test_states_of_an_approved_unit_in_xliff_2(state: str, expected: Status | None) -> None:
    lines = changed("xliff2", lambda text: text.replace('state="final"', f'state="{state}"', 1))
    assert lines[1].status is expected


@pytest.mark.parametrize("name", ["xliff", "xliff2"])
def test_an_element_that_is_gone_is_no_empty_text(name: str) -> None:
    lines = changed(name, lambda text: re.sub(r"<target[^>]*>[^<]*</target>", "", text))
    assert [line.target for line in lines[:2]] == [None, None]
    assert lines[0].source == PLAIN.source


@pytest.mark.parametrize(
    ("name", "note"),
    [
        ("xliff", '<note from="translator">{}</note><note>{}</note>'),
        ("xliff2", '<note category="comment">{}</note><note>{}</note>'),
    ],
)
def test_notes_of_translators_come_beside_ours(name: str, note: str) -> None:
    ours = "<note " + ('from="reviewer">' if name == "xliff" else 'category="reviewer">')
    theirs = note.format("Is it a school?", "Or a mosque?")
    lines = changed(name, lambda text: text.replace(ours, theirs + ours))
    assert lines[1].note == "Is it a school?\nOr a mosque?\nAsk Mina."
    gone = changed(name, lambda text: text.replace(ours + "Ask Mina.</note>", ""))
    assert gone[1].note is None


SPLIT = (
    '<segment id="s1" state="final"><source>Nobody </source><target{}>کسی آسیب</target></segment>'
    "<ignorable><source>was </source></ignorable>"
    '<segment id="s2" state="reviewed"><source>hurt.</source><target{}> ندید.</target></segment>'
)


@pytest.mark.parametrize(
    ("orders", "expected"),
    [(("", ""), "کسی آسیبwas  ندید."), ((' order="3"', ' order="1"'), "ندید.was کسی آسیب")],
)
def test_a_unit_that_was_cut_into_segments_is_one_again(
    orders: tuple[str, str], expected: str
) -> None:
    whole = re.compile(r"<segment[^>]*><source>Nobody.*?</segment>")
    line = changed("xliff2", lambda text: whole.sub(SPLIT.format(*orders), text))[1]
    assert line.source == SECOND.source
    assert line.target == expected
    assert line.status is Status.REVIEWED


@pytest.mark.parametrize("name", ["xliff", "xliff2"])
def test_values_that_readers_hear_are_words(name: str) -> None:
    source = (
        'Press <button aria-label="Close it" title="Now">here</button> or <input placeholder="A">.'
    )
    target = '<button aria-label="ببند" title="حالا">اینجا</button> یا <input placeholder="ب">.'
    sheet = sheet_of(SheetLine("", source, target, Status.DRAFT, syntax=Syntax.HTML))
    text = exchange.write(sheet, name).decode().replace("ببند", "بسته شود")
    (line,) = exchange.read(text.encode(), f"x{exchange.FORMATS[name].suffix}")[0].lines
    assert line.target == target.replace("ببند", "بسته شود")
    assert not line.problem


# ---- Spreadsheets -----------------------------------------------------------------------------


def in_sheet(change: Callable[[Any], None], sheet: exchange.Sheet = SHEET) -> list[ReturnedLine]:
    """Return what comes back of a spreadsheet after a change."""
    book = load_workbook(io.BytesIO(exchange.write(sheet, "xlsx")))
    change(book["translation"])
    stream = io.BytesIO()
    book.save(stream)
    return list(exchange.read(stream.getvalue(), "x.xlsx")[0].lines)


def move_columns(page: Any) -> None:
    rows = [list(row) for row in page.iter_rows(values_only=True)]
    for number, row in enumerate(rows, 1):
        for column, value in enumerate(reversed(row), 2):
            page.cell(number, column).value = value
        page.cell(number, 1).value = f"of my own {number}"


def hide(page: Any) -> None:
    page.row_dimensions[3].hidden = True
    page.column_dimensions["D"].hidden = True


def lines_above(page: Any) -> None:
    page.insert_rows(1, 2)
    page["A1"].value = "For the agency"


def capitals(page: Any) -> None:
    for cell in page[1]:
        cell.value = str(cell.value).upper()


@pytest.mark.parametrize("change", [move_columns, hide, lines_above, capitals])
def test_a_sheet_may_be_moved_about(change: Callable[[Any], None]) -> None:
    lines = in_sheet(change)
    assert all(map(is_as_sent, lines, SHEET.lines))
    assert len(lines) == len(SHEET.lines)


def test_rows_whose_cells_were_merged_are_told() -> None:
    lines = in_sheet(lambda page: page.merge_cells("D2:D3"))
    assert [bool(line.problem) for line in lines] == [True, True, False]
    lines = in_sheet(lambda page: page.merge_cells("F2:G2"))
    assert not any(line.problem for line in lines)


def workbooks() -> list[Any]:
    return [load_workbook(io.BytesIO(exchange.write(sheet, "xlsx"))) for sheet in SEVERAL]


def below_each_other(books: list[Any]) -> None:
    """Copy the rows of all into the first, some of them with the names of the columns."""
    page = books[0]["translation"]
    for number, book in enumerate(books[1:]):
        for row in book["translation"].iter_rows(min_row=1 + number, values_only=True):
            page.append(row)


def in_sheets_of_their_own(books: list[Any]) -> None:
    """Copy each sheet into the first workbook, under the name that programs give it."""
    for number, book in enumerate(books[1:], 2):
        page = books[0].create_sheet(f"translation ({number})")
        for row in book["translation"].iter_rows(values_only=True):
            page.append(row)
    books[0].create_sheet("Invoice").append(("id", "price"))


def in_a_new_workbook(books: list[Any]) -> None:
    """Copy all rows into a workbook without the sheet that says whose they are."""
    below_each_other(books)
    del books[0]["dragoman"]
    books[0]["translation"].title = "Sheet1"


@pytest.mark.parametrize("join", [below_each_other, in_sheets_of_their_own, in_a_new_workbook])
def test_spreadsheets_that_were_joined_are_several_articles(
    join: Callable[[list[Any]], None],
) -> None:
    books = workbooks()
    join(books)
    stream = io.BytesIO()
    books[0].save(stream)
    assert are_apart(exchange.read(stream.getvalue(), "x.xlsx"))


def test_merged_cells_of_one_sheet_are_no_matter_of_another() -> None:
    books = workbooks()
    in_sheets_of_their_own(books)
    books[0]["translation (2)"].merge_cells("D2:D3")
    stream = io.BytesIO()
    books[0].save(stream)
    found = exchange.read(stream.getvalue(), "x.xlsx")
    told = [line.place for each in found for line in each.lines if line.problem]
    assert told == ["translation (2), row 2", "translation (2), row 3"]


def test_a_row_that_somebody_added_goes_with_the_one_above() -> None:
    books = workbooks()
    below_each_other(books)
    page = books[0]["translation"]
    page.insert_rows(3)
    page["B3"].value = "New."
    stream = io.BytesIO()
    books[0].save(stream)
    first, *others = exchange.read(stream.getvalue(), "x.xlsx")
    assert [len(first.lines), *(len(each.lines) for each in others)] == [4, 3, 3]


@pytest.mark.parametrize(
    ("value", "expected"), [(5, "5"), (2.5, "2.5"), (True, "TRUE"), ("=D3", "=D3"), (None, "")]
)
def test_what_a_program_took_for_something_else_is_text(value: object, expected: str) -> None:
    def change(page: Any) -> None:
        page["D2"].value = value

    assert in_sheet(change)[0].target == expected


def test_a_target_that_became_a_date_is_told() -> None:
    def change(page: Any) -> None:
        page["D2"].value = datetime(2026, 3, 4)

    assert [bool(line.problem) for line in in_sheet(change)] == [True, False, False]


@pytest.mark.parametrize(
    ("value", "form", "is_plain"),
    [
        (0.25, "0%", False),  # typed as 25%
        (0.5, "# ?/?", False),
        (1500, "#,##0", False),
        (3.5, "$0.00", False),
        (7, "General", True),
        (7, "0", True),
        (7, "@", True),
        ("25%", "0%", True),
    ],
)
def test_a_number_that_looks_otherwise_is_told(
    value: float | str, form: str, *, is_plain: bool
) -> None:
    def change(page: Any) -> None:
        page["D2"].value = value
        page["D2"].number_format = form

    lines = in_sheet(change)
    assert [not line.problem for line in lines] == [is_plain, True, True]
    assert not is_plain or lines[0].target == str(value)


def test_a_wrong_size_of_the_table_cuts_nothing_off() -> None:
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(exchange.write(SHEET, "xlsx"))) as old,
        zipfile.ZipFile(stream, "w") as new,
    ):
        for name in old.namelist():
            data = re.sub(rb'<dimension ref="[^"]*"', b'<dimension ref="A1:B2"', old.read(name))
            new.writestr(name, data)
    lines = exchange.read(stream.getvalue(), "x.xlsx")[0].lines
    assert all(map(is_as_sent, lines, SHEET.lines))
    assert len(lines) == len(SHEET.lines)


def test_cells_are_for_text() -> None:
    page = load_workbook(io.BytesIO(exchange.write(SHEET, "xlsx")))["translation"]
    assert {cell.number_format for row in page.iter_rows(min_row=2) for cell in row} == {"@"}


def test_a_sentence_that_no_cell_can_hold_is_told_with_its_id() -> None:
    with pytest.raises(ExchangeError, match="00000001") as raised:
        exchange.write(sheet_of(replace(PLAIN, source="a" * 32_768)), "xlsx")
    assert "xliff" in raised.value.advice
    (line,) = came_back(sheet_of(replace(PLAIN, source="a" * 32_767)), "xlsx")
    assert len(line.source) == 32_767


# ---- Word -------------------------------------------------------------------------------------


def in_word(change: Callable[[Any], None]) -> list[ReturnedLine]:
    """Return what comes back of a document after a change to it."""
    document = docx.Document(io.BytesIO(exchange.write(SHEET, "docx")))
    change(document)
    stream = io.BytesIO()
    document.save(stream)
    return list(exchange.read(stream.getvalue(), "x.docx")[0].lines)


def cell(document: Any, row: int, column: int) -> Any:
    return document.tables[0].rows[row].cells[column]


def cut_in_two(document: Any) -> None:
    table = document.tables[0]._tbl
    other = deepcopy(table)
    for row in other.tr_lst[:2]:
        other.remove(row)
    for row in table.tr_lst[2:]:
        table.remove(row)
    table.addnext(other)
    table.addnext(OxmlElement("w:p"))


def title_above(document: Any) -> None:
    table = document.tables[0]._tbl
    row = deepcopy(table.tr_lst[0])
    for text in row.iter(qn("w:t")):
        text.text = "x"
    table.tr_lst[0].addprevious(row)


def heading_repeated(document: Any) -> None:
    table = document.tables[0]._tbl
    table.tr_lst[1].addnext(deepcopy(table.tr_lst[0]))


@pytest.mark.parametrize("change", [cut_in_two, title_above, heading_repeated])
def test_a_table_may_be_cut_and_headed_anew(change: Callable[[Any], None]) -> None:
    lines = in_word(change)
    assert all(map(is_as_sent, lines, SHEET.lines))
    assert len(lines) == len(SHEET.lines)


def documents(*, properties: bool = True) -> Any:
    """Return the documents of several articles, put behind each other into the first."""
    first, *others = (docx.Document(io.BytesIO(exchange.write(sheet, "docx"))) for sheet in SEVERAL)
    for document in others:
        for element in document.element.body[:-1]:
            first.element.body[-1].addprevious(deepcopy(element))
    if not properties:
        first.core_properties.title = first.core_properties.subject = ""
    return first


def in_a_document(document: Any) -> tuple[exchange.Returned, ...]:
    stream = io.BytesIO()
    document.save(stream)
    return exchange.read(stream.getvalue(), "x.docx")


@pytest.mark.parametrize("properties", [True, False])
def test_documents_of_word_that_were_joined_are_several_articles(properties: bool) -> None:
    assert are_apart(in_a_document(documents(properties=properties)))


def test_columns_of_a_joined_document_may_have_moved() -> None:
    document = documents()
    for row in document.tables[1]._tbl.tr_lst:
        row.append(row.tc_lst[0])
    assert are_apart(in_a_document(document))


def test_a_line_above_a_table_may_be_in_other_words() -> None:
    document = docx.Document(io.BytesIO(exchange.write(SHEET, "docx")))
    document.paragraphs[0].runs[0].text = "سیل – en → fa"
    (returned,) = in_a_document(document)
    assert returned.article == "a.md"


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ((1, 2), (2, 2), [True, True, False]),
        ((1, 1), (1, 2), [True, False, False]),
        ((1, 3), (1, 4), [False, False, False]),
    ],
)
def test_rows_of_a_document_whose_cells_were_merged_are_told(
    one: tuple[int, int], other: tuple[int, int], expected: list[bool]
) -> None:
    lines = in_word(lambda document: cell(document, *one).merge(cell(document, *other)))
    assert [bool(line.problem) for line in lines] == expected


def test_a_row_that_lost_cells_is_told() -> None:
    def change(document: Any) -> None:
        row = document.tables[0].rows[1]._tr
        for last in row.tc_lst[2:]:
            row.remove(last)

    assert [bool(line.problem) for line in in_word(change)] == [True, False, False]


def test_tracked_changes_are_read_as_accepted() -> None:
    def change(document: Any) -> None:
        paragraph = cell(document, 1, 2).paragraphs[0]._p
        (run,) = paragraph.r_lst
        gone, added = OxmlElement("w:del"), OxmlElement("w:ins")
        paragraph.append(added)
        added.append(deepcopy(run))
        added[0].text = "برف آمد."
        paragraph.replace(run, gone)
        gone.append(run)
        for text in run.iter(qn("w:t")):
            text.tag = qn("w:delText")
        other = cell(document, 2, 2)
        other.add_paragraph("و رفت.")
        marks = other.paragraphs[0]._p.get_or_add_pPr()
        marks.append(OxmlElement("w:rPr"))
        marks[-1].append(OxmlElement("w:del"))

    lines = in_word(change)
    assert lines[0].target == "برف آمد."
    assert lines[1].target == f"{SECOND.target}و رفت."


def test_hyphens_of_word_are_characters() -> None:
    def change(document: Any) -> None:
        (run,) = cell(document, 1, 2).paragraphs[0].runs
        run.text = "a"
        for name, text in (("w:noBreakHyphen", "b"), ("w:softHyphen", "c")):
            run._r.append(OxmlElement(name))
            run._r.append(OxmlElement("w:t"))
            run._r[-1].text = text

    assert in_word(change)[0].target == "a\u2011b\u00adc"


# ---- gettext ----------------------------------------------------------------------------------


def test_a_catalog_in_another_encoding_is_read_as_it_says() -> None:
    sheet = sheet_of(replace(PLAIN, target="Шёл дождь."), target="ru")
    text = exchange.write(sheet, "po").decode().replace("charset=utf-8", "charset=CP1251")
    (line,) = exchange.read(text.encode("cp1251"), "x.po")[0].lines
    assert is_as_sent(line, sheet.lines[0])
    for wrong in ("charset=KLINGON", "charset=hex", "charset=ascii"):
        with pytest.raises(ExchangeError):
            exchange.read(text.replace("charset=CP1251", wrong).encode("cp1251"), "x.po")


def joined_catalogs(folder: Path, *sheets: exchange.Sheet, early: bool = False) -> bytes:
    """Return what gettext makes of several catalogs."""
    names = [f"{number}.po" for number, _ in enumerate(sheets)]
    for name, sheet in zip(names, sheets, strict=True):
        text = exchange.write(sheet, "po").decode()
        if early:
            text = text.replace(f' {sheet.article}"\nmsgid', '"\nmsgid')
        (folder / name).write_text(text, "utf-8")
    command = [tool("msgcat"), *names]
    return subprocess.run(command, cwd=folder, check=True, capture_output=True).stdout


def test_catalogs_that_were_joined_are_several_articles(tmp_path: Path) -> None:
    data = joined_catalogs(tmp_path, *SEVERAL)
    assert are_apart(exchange.read(data, "x.po"))
    assert are_apart(exchange.read(data.replace(b"\n", b"\r\n"), "x.po"))
    header = rb'"X-Dragoman-Locale.*\n'
    assert are_apart(exchange.read(re.sub(header, b"", data), "x.po"))


def test_entries_of_joined_catalogs_that_do_not_say_their_article_are_told(tmp_path: Path) -> None:
    other = replace(SHEET, article="b.md", lines=(replace(PLAIN, id="0000000a", source="Go."),))
    data = joined_catalogs(tmp_path, SHEET, other, early=True)
    (returned,) = exchange.read(data, "x.po")
    assert len(returned.lines) == 4
    assert all("several articles" in line.problem for line in returned.lines)


def test_catalogs_of_several_languages_are_refused_by_name(tmp_path: Path) -> None:
    data = joined_catalogs(tmp_path, SHEET, replace(SHEET, target="ru"))
    with pytest.raises(ExchangeError, match="fa, ru") as raised:
        exchange.read(data, "x.po")
    assert "one language" in raised.value.advice


def test_a_catalog_of_an_early_version_is_read() -> None:
    lines = changed("po", lambda text: text.replace(' a.md"\nmsgid', '"\nmsgid'))
    assert [line.id for line in lines] == [line.id for line in SHEET.lines]
    assert all(map(is_as_sent, lines, SHEET.lines))


def test_a_spreadsheet_of_an_early_version_is_read() -> None:
    def change(page: Any) -> None:
        for row in page.iter_rows(min_row=2, min_col=8):
            row[0].value = row[0].value.partition(" ")[0]

    assert all(map(is_as_sent, in_sheet(change), SHEET.lines))


def test_plural_forms_that_somebody_added_are_told() -> None:
    def change(text: str) -> str:
        plural = 'msgid_plural "They rained."\nmsgstr[0] "a"\nmsgstr[1] "b"\n'
        return re.sub('msgstr "باران.*\n', plural, text)

    assert [bool(line.problem) for line in changed("po", change)] == [True, False, False]


def test_a_catalog_with_other_line_ends_and_old_entries_is_the_same() -> None:
    old = '\n#~ msgid "Gone."\n#~ msgstr "رفت."\n'
    lines = changed("po", lambda text: (text + old).replace("\n", "\r\n"))
    assert all(map(is_as_sent, lines, SHEET.lines))
    assert len(lines) == len(SHEET.lines)


# ---- All --------------------------------------------------------------------------------------

ODD = st.text(
    st.one_of(
        st.sampled_from(
            "\u0085\u2028\u2029\u200b\u200f\u2011\u00ad\ufeff\u00a0\x01\x0b\x1b\ufffe_x\\"
        ),
        st.characters(codec="utf-8"),
    ),
    max_size=12,
).map(lambda text: f"a{text}_x0041_z".replace("\r", ""))


ENDS = re.compile(r"[^\S\n]+(?=\n)")


@pytest.mark.parametrize("name", FORMATS)
@settings(max_examples=6)
@example(texts=[("a", "b", "c \t\n \n\nd")])
@given(texts=st.lists(st.tuples(ODD, ODD, ODD), min_size=20, max_size=20))
def test_no_character_breaks_a_file(name: str, texts: list[tuple[str, str, str]]) -> None:
    held = [tuple(map(holdable, each)) for each in texts]
    lines = [SheetLine("", source, target, Status.DRAFT, note) for source, target, note in held]
    back = came_back(sheet_of(*lines), name)
    if name == "po":  # whose comments keep no space at the end of a line
        held = [(source, target, ENDS.sub("", note)) for source, target, note in held]
    assert [(line.source, line.target, line.note) for line in back] == held
    for line, (source, target, note) in zip(back, texts, strict=True):
        assert line.seen == seen(source, target, Status.DRAFT, note)


def test_text_of_xml_is_text() -> None:
    root = etree.fromstring("<a>x<!--c-->y<?z z?><b>w</b></a>")
    assert text_of(root) == "xyw"
