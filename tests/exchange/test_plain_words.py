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
