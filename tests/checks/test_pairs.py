"""Right and wrong translations of whole sentences, by all checks together."""

from __future__ import annotations

from pathlib import Path

import pytest

from dragoman.checks import CHECKS, Pair
from dragoman.model import Syntax

Row = tuple[str, str, str]


def rows(name: str) -> list[Row]:
    text = (Path(__file__).parent / name).read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    return [(locale, source, target) for locale, source, target in (x.split("\t") for x in lines)]


def found(row: Row) -> list[str]:
    languages, source, target = row
    given, _, locale = languages.rpartition(">")
    pair = Pair(source, target, Syntax.PLAIN, given or "en", locale)
    return [f"{check.name}: {text}" for check in CHECKS for text in check.run(pair)]


@pytest.mark.parametrize("row", rows("right_pairs.tsv"), ids=lambda row: f"{row[0]} {row[1]}")
def test_a_right_translation_raises_no_alarm(row: Row) -> None:
    assert found(row) == []


@pytest.mark.parametrize("row", rows("wrong_pairs.tsv"), ids=lambda row: f"{row[0]} {row[1]}")
def test_a_wrong_translation_is_told(row: Row) -> None:
    assert found(row)
