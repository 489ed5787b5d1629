"""What made a text: nothing is lost on the way through a file, and readers see no bookkeeping."""

from __future__ import annotations

import pytest
from hypothesis import given

from dragoman.signature import COPIED, NONE, Signature, parse
from tests.strategies import sentences, signatures

ROWS = {
    "argos en-fa 1.5": ("argos en-fa 1.5", Signature("argos", "en-fa", "1.5")),
    "argos en-fa 1.5 beam 1": ("argos en-fa 1.5 beam 1", Signature("argos", "en-fa", "1.5 beam 1")),
    "argos tr-en 1.5 + en-fa 1.9": (
        "argos tr-en 1.5 + en-fa 1.9",
        Signature("argos", "tr-en", "1.5 + en-fa 1.9"),
    ),
    "argos en-ru 1.9 rescued: case + final mark": (
        "argos en-ru 1.9",
        Signature("argos", "en-ru", "1.9", rescues=("case", "final mark")),
    ),
    "argos en-ru 1.9 tried: case + final mark": (
        "argos en-ru 1.9",
        Signature("argos", "en-ru", "1.9", tried=("case", "final mark")),
    ),
    "memory a.md": ("", Signature(via="memory a.md")),
    "memory b c.md, 2 other ← argos en-fa 1.5": (
        "argos en-fa 1.5",
        Signature("argos", "en-fa", "1.5", via="memory b c.md, 2 other"),
    ),
    "copy 1": ("", COPIED),
    "argos": ("argos", Signature("argos")),
    "": ("", NONE),
}


@pytest.mark.parametrize("line", ROWS)
def test_a_line_says_what_made_a_text_and_readers_are_told_the_engine_alone(line: str) -> None:
    credit, signature = ROWS[line]
    assert parse(line) == signature
    assert str(signature) == line
    assert signature.credit == credit


def test_a_space_may_be_missing_as_early_files_had_it() -> None:
    assert parse("argos en-fa 1.5 rescued:clauses").credit == "argos en-fa 1.5"


@given(signatures)
def test_nothing_is_lost_on_the_way_through_a_file(signature: Signature) -> None:
    assert parse(str(signature)) == signature


@given(sentences)
def test_any_line_is_understood_once_and_for_all(line: str) -> None:
    assert parse(str(parse(line))) == parse(line)
