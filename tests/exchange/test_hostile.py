"""Files that are small and ask for much, or that no program of ours or a translator's wrote."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from types import GeneratorType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman import exchange
from dragoman.errors import ExchangeError
from dragoman.exchange import ReturnedLine, docx, packed, po, workbook
from dragoman.formats import elements
from tests.exchange.test_round_trips import MARKED, PLAIN, sheet_of
from tests.steps import counted

SHEET = sheet_of(PLAIN, MARKED, PLAIN)
PAGE = "xl/worksheets/sheet1.xml"
STYLES = "xl/styles.xml"
DOCUMENT = "word/document.xml"
TYPES = "[Content_Types].xml"


def with_part(form: str, part: str, change: Callable[[str], str]) -> bytes:
    """Return the sheet as a file of which one part is another."""

    def changed(name: str, content: bytes) -> bytes:
        if name != part:
            return content
        after = change(content.decode())
        assert after != content.decode()
        return after.encode()

    return packed.repacked(exchange.write(SHEET, form), changed)


def replaced(form: str, part: str, *pairs: tuple[str, str]) -> bytes:
    """Return the sheet as a file of which one part has other words, each in its first place."""

    def change(text: str) -> str:
        for old, new in pairs:
            assert old in text
            text = text.replace(old, new, 1)
        return text

    return with_part(form, part, change)


def lines(data: bytes, suffix: str = ".xlsx") -> tuple[ReturnedLine, ...]:
    (returned,) = exchange.read(data, f"x{suffix}")
    return returned.lines


def refusal(data: bytes, suffix: str = ".xlsx") -> ExchangeError:
    with pytest.raises(ExchangeError) as refused:
        exchange.read(data, f"x{suffix}")
    assert refused.value.path == f"x{suffix}"
    assert refused.value.advice
    assert "object" not in refused.value.problem
    return refused.value


SENT = lines(exchange.write(SHEET, "xlsx"))


def test_a_row_far_below_is_read_without_those_between() -> None:
    usual = exchange.write(SHEET, "xlsx")
    far = replaced("xlsx", PAGE, ('<row r="4"', '<row r="1048576"'))
    with counted() as before:
        lines(usual)
        few = before()
    with counted() as after:
        (*rest, last) = lines(far)
        assert after() < few * 1.1
    assert last.place == "row 1048576"
    assert tuple(rest) == SENT[:2]


@given(st.sampled_from(["-5", "0", "2", "2000000000", "9" * 5000, "x", "", "1.5"]))
def test_no_row_is_lost_whatever_number_it_says(number: str) -> None:
    assert lines(replaced("xlsx", PAGE, ('<row r="3"', f'<row r="{number}"'))) == SENT


def test_rows_and_cells_of_a_sheet_have_a_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook, "MOST_ROWS", 9)
    monkeypatch.setattr(workbook, "MOST_COLUMNS", 12)
    rows = replaced("xlsx", PAGE, ("</sheetData>", "<row/>" * 5 + "</sheetData>"))
    cells = replaced("xlsx", PAGE, ("</row>", "<c/>" * 4 + "</row>"))
    assert lines(rows) == lines(cells) == SENT
    rows = replaced("xlsx", PAGE, ("</sheetData>", "<row/>" * 6 + "</sheetData>"))
    cells = replaced("xlsx", PAGE, ("</row>", "<c/>" * 5 + "</row>"))
    assert "more than 9 rows" in refusal(rows).problem
    assert "more than 12 cells" in refusal(cells).problem


def test_rows_are_let_go_of_when_they_are_read() -> None:
    data = replaced("xlsx", PAGE, ("</sheetData>", "<row/>" * 20_000 + "</sheetData>"))
    page = next(iter(workbook.pages(data, "x")))
    assert isinstance(page.rows, GeneratorType)
    frame = page.rows.gi_frame
    assert frame is not None
    held = [len(frame.f_locals["table"]) for _ in page.rows]
    assert len(held) == 20_004
    assert max(held) < 6000  # the parser is given a piece at a time


@pytest.mark.parametrize(
    ("form", "part", "old", "many"),
    [
        ("xlsx", PAGE, "</sheetData>", "<row/>"),
        ("xlsx", STYLES, "</cellXfs>", "<xf/>"),
        ("xlsx", "xl/workbook.xml", "</sheets>", '<sheet name="s" sheetId="9" r:id="rId1"/>'),
        ("docx", DOCUMENT, "<w:tbl>", "<w:p/>"),
        ("docx", "word/styles.xml", "</w:styles>", "<w:style/>"),
    ],
)
def test_elements_are_counted_before_they_are_read(
    monkeypatch: pytest.MonkeyPatch, form: str, part: str, old: str, many: str
) -> None:
    monkeypatch.setattr(elements, "MOST", 5000)
    monkeypatch.setattr(packed, "MOST_OF_OTHERS", 5000)
    monkeypatch.setattr(packed, "_PIECE", 512)
    told = refusal(replaced(form, part, (old, many * 6000 + old)), f".{form}")
    assert told.problem == f"the part {part} of this file has more than 5,000 elements"


@given(st.lists(st.sampled_from(["<a>", "</a>", "<b/>", "<!-- x -->", "text"])))
def test_tags_that_begin_an_element_are_counted(parts: list[str]) -> None:
    wanted = sum(part[0] == "<" and part != "</a>" for part in parts)
    assert elements.count([part.encode() for part in parts]) == wanted
    assert elements.count(["".join(parts).encode()]) == wanted


def test_a_sheet_that_a_workbook_names_twice_is_read_once() -> None:
    again = replaced(
        "xlsx",
        "xl/workbook.xml",
        (
            "</sheets>",
            '<sheet xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
            'name="again" sheetId="9" r:id="rId1"/></sheets>',
        ),
    )
    assert lines(again) == SENT


ODD = [
    ("<v>nan</v>", "n", "nan"),
    ("<v>1e999</v>", "n", "1e999"),
    (f"<v>{'7' * 5000}</v>", "n", "7" * 40),
    ("<v>2024-13-45</v>", "d", "2024-13-45"),
    ("<v>99999</v>", "s", "99999"),
    ("<v>maybe</v>", "b", "maybe"),
    ('<f t="dataTable" ref="A1"/>', "n", ""),
]


@pytest.mark.parametrize(("inside", "kind", "shown"), ODD)
def test_an_odd_cell_is_told_and_the_other_rows_are_taken(
    inside: str, kind: str, shown: str
) -> None:
    cell = f'<c r="D2" t="{kind}">{inside}</c>'

    def change(text: str) -> str:
        head, begin, rest = text.partition('<c r="D2"')
        assert begin
        return head + cell + rest.partition("</c>")[2]

    first, *rest = lines(with_part("xlsx", PAGE, change))
    assert first.problem == f"the cell `target` cannot be read (`{shown}`): type it as text"
    assert (first.id, first.place) == (SENT[0].id, "row 2")
    assert tuple(rest) == SENT[1:]


def test_a_cell_far_to_the_right_is_told() -> None:
    first, *rest = lines(replaced("xlsx", PAGE, ('r="C2"', 'r="ZZZ2"')))
    assert "`source` cannot be read" in first.problem
    assert tuple(rest) == SENT[1:]


def test_an_odd_cell_in_a_column_of_somebody_else_is_nobodys_business() -> None:
    cell = '<c r="Z2"><v>nan</v></c></row>'
    head, _, rest = '</row><row r="3"'.partition("</row>")
    assert lines(replaced("xlsx", PAGE, (f"</row>{rest}", cell + rest))) == SENT
    assert not head


@given(st.lists(st.tuples(st.integers(1, 30), st.integers(1, 30)), max_size=8))
def test_rows_that_are_merged_are_known(groups: list[tuple[int, int]]) -> None:
    page = "".join(f'<mergeCell ref="A{first}:B{last}"/>' for first, last in groups)
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("page", page)
    merged = workbook.merged_in(stream.getvalue(), "page")
    wanted = {row for one, other in groups if one < other for row in range(one, other + 1)}
    assert {row for row in range(40) if workbook.is_merged(row, merged)} == wanted
    assert len(merged) <= len(groups)


@pytest.mark.parametrize("element", ["trPr", "tcPr"])
@pytest.mark.parametrize("number", ["64", "300000000", "9" * 5000])
def test_a_row_of_a_document_is_no_wider_than_word_allows(element: str, number: str) -> None:
    wide = {
        "trPr": ("<w:tr>", f'<w:tr><w:trPr><w:gridBefore w:val="{number}"/></w:trPr>'),
        "tcPr": ("<w:tcPr>", f'<w:tcPr><w:gridSpan w:val="{number}"/>'),
    }[element]
    told = refusal(replaced("docx", DOCUMENT, wide), ".docx")
    assert told.problem.startswith("row 1 of a table is wider than 63 columns")


@pytest.mark.parametrize("number", ["x", "", "-3", "1", "٣"])
def test_a_width_that_is_no_number_says_nothing(number: str) -> None:
    wide = ("<w:tcPr>", f'<w:tcPr><w:gridSpan w:val="{number}"/>')
    assert lines(replaced("docx", DOCUMENT, wide), ".docx") == lines(
        exchange.write(SHEET, "docx"), ".docx"
    )


def test_many_cells_in_a_row_are_refused() -> None:
    many = ("</w:tr>", "<w:tc/>" * docx._MOST_COLUMNS + "</w:tr>")
    assert "wider than 63" in refusal(replaced("docx", DOCUMENT, many), ".docx").problem


@pytest.mark.parametrize("form", ["xliff", "xliff2"])
def test_elements_of_xliff_are_counted_before_they_are_read(
    monkeypatch: pytest.MonkeyPatch, form: str
) -> None:
    suffix = exchange.FORMATS[form].suffix
    data = exchange.write(SHEET, form)
    monkeypatch.setattr(elements, "MOST", elements.count([data]))
    lines(data, suffix)
    more = data.replace(b"</xliff>", b"<x/></xliff>")
    told = refusal(more, suffix)
    assert told.problem == f"the file has more than {elements.MOST} elements"


@pytest.mark.parametrize("form", ["xliff", "xliff2"])
@pytest.mark.parametrize("declared", ['"and more"', 'SYSTEM "file:///etc/hostname"'])
def test_texts_in_entities_are_refused_not_lost(form: str, declared: str) -> None:
    suffix = exchange.FORMATS[form].suffix
    text = exchange.write(SHEET, form).decode()
    text = text.replace("?>", f"?><!DOCTYPE xliff [<!ENTITY more {declared}>]>", 1)
    lines(text.encode(), suffix)
    told = refusal(text.replace("It rained.", "It rained&more;.", 1).encode(), suffix)
    assert "&more; stands for something that is not read" in told.problem


@pytest.mark.parametrize(
    ("bound", "more", "problem"),
    [
        ("MOST_ENTRIES", 'msgid "x"\nmsgstr ""\n', "more than 4 entries"),
        ("MOST_LINES", '"x"\n' * 5, "an entry of the catalog has more than 4 lines"),
        ("MOST_LINES", "# x\n" * 5, "an entry of the catalog has more than 4 lines"),
        ("LARGEST", "\n" * 5, "the catalog has more than 0 MB"),
    ],
)
def test_catalogs_have_bounds(
    monkeypatch: pytest.MonkeyPatch, bound: str, more: str, problem: str
) -> None:
    data = exchange.write(SHEET, "po")
    size = len(data) + 4 if bound == "LARGEST" else 4
    monkeypatch.setattr(po, "MOST_LINES", 100)
    monkeypatch.setattr(po, bound, max(size, 12) if bound == "MOST_LINES" else size)
    lines(data, ".po")
    more = more * 4 if bound == "MOST_LINES" else more
    told = refusal(data + more.encode(), ".po").problem
    assert told.endswith(problem.replace("4 lines", "12 lines"))
