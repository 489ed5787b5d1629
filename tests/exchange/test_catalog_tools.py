"""Whole catalogs, spreadsheets and documents as the programs of translators save them."""

from __future__ import annotations

import io
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import Any

import docx
import polib
import pytest
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from openpyxl import Workbook, load_workbook

from dragoman.errors import ExchangeError
from dragoman.exchange import po
from dragoman.model import Status
from dragoman.workflow.returned import LineOutcome
from tests.exchange.test_cat_tools import (
    EMPTY,
    files,
    newsroom,
    sent,
    taken,
    texts,
    unit,
    units,
    worked,
)

__all__ = ["newsroom", "worked"]


def catalog(data: bytes) -> polib.POFile:
    return polib.pofile(data.decode())


def saved(found: polib.POFile, width: int = 78) -> bytes:
    found.wrapwidth = width
    return str(found).encode()


def by_weblate(data: bytes) -> bytes:
    found = catalog(data)
    found.metadata |= {
        "Last-Translator": "Mina <mina@example.org>",
        "Language-Team": "Turkish <https://example.org/tr/>",
        "Plural-Forms": "nplurals=2; plural=n != 1;",
        "X-Generator": "Weblate 5.5",
    }
    return saved(found, 77)


def by_poedit(data: bytes) -> bytes:
    found = catalog(data)
    found.metadata |= {"Language": "tr_TR", "X-Generator": "Poedit 3.4", "POT-Creation-Date": ""}
    return b"\xef\xbb\xbf" + saved(found, 79).replace(b"\n", b"\r\n")


def by_crowdin(data: bytes) -> bytes:
    """The header is its own, and names a region."""
    found = catalog(data)
    found.metadata = {
        "Content-Type": "text/plain; charset=UTF-8",
        "Language": "tr_TR",
        "X-Crowdin-Project": "news",
        "X-Crowdin-File": "/a.md.tr.po",
    }
    return saved(found)


def by_omegat(data: bytes) -> bytes:
    """What is not translated is the source."""
    found = catalog(data)
    for entry in found:
        entry.msgstr = entry.msgstr or entry.msgid
    return saved(found)


def by_virtaal(data: bytes) -> bytes:
    """Entries are sorted by their sources, and what is gone stays as a remark."""
    found = catalog(data)
    found[:] = sorted(found, key=lambda entry: str(entry.msgid))
    found.append(polib.POEntry(msgid="Gone.", msgstr="Gitti.", obsolete=True))
    return saved(found)


def by_excel(data: bytes) -> bytes:
    """Texts are shared, a sheet was filtered, and a cell has a remark of its own."""
    book = load_workbook(io.BytesIO(data))
    page = book["translation"]
    page.row_dimensions[3].hidden = True
    page.column_dimensions["C"].width = 80
    page["J1"].value = "Total"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def by_google(data: bytes) -> bytes:
    """Values alone, without protection, and sheets that are all shown."""
    book, made = load_workbook(io.BytesIO(data)), Workbook()
    for page in book.worksheets:
        copy = made.create_sheet(page.title)
        for row in page.iter_rows():
            for cell in row:
                copied = copy.cell(cell.row, cell.column, cell.value)
                copied.data_type = cell.data_type
    del made["Sheet"]
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def document(data: bytes, change: Callable[[Any], None]) -> bytes:
    found = docx.Document(io.BytesIO(data))
    change(found)
    out = io.BytesIO()
    found.save(out)
    return out.getvalue()


def by_word(data: bytes) -> bytes:
    """Runs are cut where a word was checked, and marked with the session that wrote them."""

    def change(found: Any) -> None:
        for run in list(found.element.body.iter(qn("w:r"))):
            text = run.find(qn("w:t"))
            if text is None or len(text.text or "") < 4:
                continue
            run.set(qn("w:rsidR"), "00A1B2C3")
            rest = deepcopy(run)
            words, text.text = text.text, text.text[:2]
            rest.find(qn("w:t")).text = words[2:]
            for part in (text, rest.find(qn("w:t"))):
                part.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
            run.addnext(rest)
            run.addnext(OxmlElement("w:proofErr"))

    return document(data, change)


Program = Callable[[bytes], bytes]

PROGRAMS: list[tuple[str, Program]] = [
    *(("po", each) for each in (by_weblate, by_poedit, by_crowdin, by_omegat, by_virtaal)),
    *(("xlsx", each) for each in (by_excel, by_google)),
    ("docx", by_word),
]

every_program = pytest.mark.parametrize(
    ("name", "program"), PROGRAMS, ids=[program.__name__ for _, program in PROGRAMS]
)


def came_back(newsroom: Path, name: str, program: Program) -> Path:
    path = sent(newsroom, name)
    path.write_bytes(program(path.read_bytes()))
    return path


@every_program
@pytest.mark.parametrize("highest", [Status.DRAFT, Status.APPROVED])
def test_a_program_in_which_nobody_worked_changes_nothing(
    newsroom: Path, name: str, program: Program, highest: Status
) -> None:
    before = files(newsroom)
    (report,) = taken(newsroom, came_back(newsroom, name, program), highest).files
    assert {line.outcome for line in report.lines} == {LineOutcome.SAME}
    assert len(report.lines) == len(units(newsroom)) + 1
    assert report.locale == "tr"
    assert files(newsroom) == before


@pytest.mark.parametrize(
    "program",
    [by_weblate, by_poedit, by_crowdin, by_omegat, by_virtaal],
    ids=lambda it: it.__name__,
)
@pytest.mark.parametrize("source", [EMPTY, "The river fell.", "She stayed."])
def test_a_text_that_was_written_into_a_catalog_arrives_alone(
    newsroom: Path, program: Program, source: str
) -> None:
    before, words = texts(newsroom), 'Yeni metin "**" & <x>\\n.'
    path = came_back(newsroom, "po", program)
    found = polib.pofile(path.read_bytes().decode("utf-8-sig"))
    (entry,) = (entry for entry in found if entry.msgid == source)
    entry.msgstr = words
    path.write_bytes(saved(found))
    taken(newsroom, path)
    after = texts(newsroom)
    changed = [each for each in after if after[each] != before.get(each, ("", Status.NEW, ""))]
    assert changed == [unit(newsroom, source).id]
    assert after[changed[0]][0] == words
    assert sorted(files(newsroom)) == ["locales/tr/a.md.yaml"]


def test_a_source_that_a_person_left_as_it_is_stays_in_a_catalog(newsroom: Path) -> None:
    """What went out with a text of its own is no gap that a program filled."""
    path = sent(newsroom, "po")
    found = catalog(path.read_bytes())
    (entry,) = (entry for entry in found if entry.msgid == "She stayed.")
    entry.msgstr = entry.msgid
    path.write_bytes(saved(found))
    taken(newsroom, path)
    assert unit(newsroom, "She stayed.").target == "She stayed."


CATALOG = r"""msgid ""
msgstr ""
"X-Dragoman-Article: a.md\n"
"X-Dragoman-Locale: tr\n"

msgctxt "u00000001 a.md"
msgid "He said: \"Rain.\""
msgstr ""
"Dedi: "
"\"Yağmur.\""
"""


def test_a_catalog_that_was_cut_off_is_refused_wherever_that_was() -> None:
    (whole,) = po.read(CATALOG.encode(), "a.po")
    assert [line.target for line in whole.lines] == ['Dedi: "Yağmur."']
    first, last = CATALOG.index("msgctxt"), len(CATALOG.rstrip())
    ends_of_lines = {
        at + extra
        for at in range(CATALOG.index("msgstr", first), last)
        for extra in (0, 1)
        if CATALOG[at : at + 1] == "\n"
    }
    for end in set(range(first + 1, last)) - ends_of_lines:
        with pytest.raises(ExchangeError):
            po.read(CATALOG[:end].encode(), "a.po")


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('msgid "a"\nmsgstr "b', 2),
        ('msgid "a"\nmsgstr "', 2),
        ('msgid "a"\nmsgstr "b\\"', 2),
        ('msgid "a"\nmsgstr ""\n"b', 3),
        ('msgctxt "c\nmsgid "a"\nmsgstr "b"\n', 1),
        ('msgid "z"\nmsgstr "y"\n\nmsgid "a"\n', 4),
        ('msgid "z"\nmsgstr "y"\n\nmsgctxt "a"\n# x', 4),
    ],
)
def test_where_a_catalog_was_cut_off_is_told(text: str, line: int) -> None:
    with pytest.raises(ExchangeError) as caught:
        po.read(text.encode(), "a.po")
    assert caught.value.line == line
    assert "ask for it again" in caught.value.advice


def test_a_text_that_ends_with_a_backslash_is_whole() -> None:
    (found,) = po.read(b'msgid "a"\nmsgstr "b\\\\"\n', "a.po")
    assert found.lines[0].target == "b\\"
