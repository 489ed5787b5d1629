"""Cases by kind, one a line, in `fixtures/LANGUAGE.txt`; `{ZWSP}` is a zero-width space."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from dragoman.segment import split

FIXTURES = Path(__file__).parent / "fixtures"


def rows() -> Iterator[tuple[str, str, str]]:
    for path in sorted(FIXTURES.glob("*.txt")):
        kind = ""
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.startswith("[") and line.endswith("]") and "||" not in line:
                kind = line[1:-1]
            elif line and not line.startswith("#"):
                yield path.stem, kind, line.replace("{ZWSP}", "\u200b")


def expected(row: str) -> tuple[str, list[str], list[str]]:
    """Return the text, what comes before each place where it must be cut, and must not be."""
    text, cut, whole = "", list[str](), list[str]()
    parts = re.split(r"(\s*(?:\[\|\|\]|\|\|)\s*)", row)
    for part in parts:
        if "||" in part:
            (cut if "[" in part else whole).append(text)
            text += re.sub(r"\[?\|\|\]?", "", part).replace("  ", " ")
        else:
            text += part
    return text, cut, whole


CASES = [
    pytest.param(language, row, id=f"{language}: {kind}: {row[:30]}")
    for language, kind, row in rows()
]


@pytest.mark.parametrize(("language", "row"), CASES)
def test_sentences_end_where_they_should(language: str, row: str) -> None:
    text, cut, whole = expected(row)
    ends = {text[:end].rstrip(" \u200b") for _, end in split(text, language)}
    assert [before for before in cut if before.rstrip(" \u200b") not in ends] == []
    assert [before for before in whole if before.rstrip(" \u200b") in ends] == []


def test_every_row_expects_something() -> None:
    assert [row for _, _, row in rows() if not any(expected(row)[1:])] == []
