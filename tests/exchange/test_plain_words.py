"""What is wrong with a file is told in plain words, not in those of the library that reads it."""

from __future__ import annotations

import warnings
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman import exchange
from dragoman.errors import ExchangeError
from tests.exchange.test_hostile import (
    PAGE,
    SENT,
    SHEET,
    STYLES,
    TYPES,
    lines,
    refusal,
    replaced,
    with_part,
)


def test_what_openpyxl_warns_of_does_not_reach_the_reader() -> None:
    rules = (
        "</worksheet>",
        ('<extLst><ext uri="{CCE6A557-97BC-4b89-ADB6-D9C93CAAB3DF}"/></extLst></worksheet>'),
    )

    def without_names(text: str) -> str:
        head, _, rest = text.partition("<cellStyles")
        return head + rest.partition("</cellStyles>")[2]

    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always")
        assert lines(replaced("xlsx", PAGE, rules)) == SENT
        assert lines(with_part("xlsx", STYLES, without_names)) == SENT
    assert told == []


MAIN = "wordprocessingml.document.main"
NO_DOCUMENT = "this is not a Word document, or it is damaged"


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        (MAIN, "wordprocessingml.template.main", "this is a template or has macros"),
        (
            "vnd.openxmlformats-officedocument.wordprocessingml.document.main",
            "vnd.ms-word.document.macroEnabled.main",
            "this is a template or has macros",
        ),
        (MAIN, "wordprocessingml.something.main", NO_DOCUMENT),
        ('Extension="xml"', 'Extended="xml"', "the file is damaged: it cannot be read as a table"),
    ],
)
def test_what_a_renamed_document_is_is_told_in_plain_words(
    old: str, new: str, problem: str
) -> None:
    told = refusal(with_part("docx", TYPES, lambda text: text.replace(old, new)), ".docx")
    assert told.problem.startswith(problem)
    assert "BytesIO" not in str(told)
    assert "NoneType" not in str(told)


@pytest.mark.parametrize("form", ["docx", "xlsx"])
@given(st.data())
def test_no_message_shows_the_bytes_of_a_damaged_archive(form: str, data: st.DataObject) -> None:
    whole = bytearray(exchange.write(SHEET, form))
    for _ in range(data.draw(st.integers(1, 5))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    with suppress(ExchangeError):
        exchange.read(bytes(whole), f"x.{form}")
        return
    told = str(refusal(bytes(whole), f".{form}"))
    assert all(line.isprintable() for line in told.splitlines())
    assert "\\x" not in told


@pytest.mark.parametrize(
    ("old", "new", "line", "problem"),
    [
        ("utf-8", "klingon", None, "it says that it is in `klingon`, which is no encoding"),
        ("utf-8", "ascii", 16, "a character here is not in ascii"),
        ("utf-8", "utf-8", 16, "a character here is not in utf-8"),
        ('msgid "It', 'mssgid "It', 16, "this line is not written as in one"),
    ],
)
def test_what_is_wrong_with_a_catalog_is_told_with_its_line(
    old: str, new: str, line: int | None, problem: str
) -> None:
    data = exchange.write(SHEET, "po").replace(old.encode(), new.encode(), 1)
    if not new.startswith("mss"):
        data = data.replace(b"It rained", b"It \xff rained", 1)
    told = refusal(data, ".po")
    assert told.problem == f"this is not a gettext catalog: {problem}"
    assert told.line == line


@pytest.mark.parametrize("form", ["xliff", "xliff2"])
def test_what_the_parser_of_xml_says_is_one_line(form: str) -> None:
    suffix = exchange.FORMATS[form].suffix
    told = refusal(exchange.write(SHEET, form).replace(b"rained", b"rai\0ned", 1), suffix)
    assert told.line
    assert "\n" not in told.problem
    assert ", line" not in told.problem
