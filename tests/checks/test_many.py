"""Checks that look at many units: one name, one sentence, one translation; and how it was read."""

from __future__ import annotations

import sys

import pytest

from dragoman.checks import Placed, Rules, findings, findings_among
from dragoman.model import Origin, Record, Status, Syntax, Unit
from dragoman.signature import Signature


def placed(
    source: str, target: str, *, article: str = "a.md", locale: str = "ru", status: str = "approved"
) -> Placed:
    unit = Unit("x", source, target, Status(status), line=7)
    return Placed(unit, Syntax.MARKDOWN, article, f"{article}.yaml", "en", locale)


def told(units: list[Placed]) -> list[list[str]]:
    found = findings_among(units, "ru", Rules())
    return [[f"{each.check}: {each.message}" for each in own] for own in found]


def test_a_sentence_that_is_translated_in_two_ways_is_told_where_it_differs() -> None:
    units = [placed("Rain.", target) for target in ("Дождь.", "дождь", "Ливень.")]
    first, second, third = told(units)
    assert first == second == []
    assert third == ["inconsistent: translated as “Дождь.” in a.md.yaml:7"]


def test_an_approved_translation_leads_among_as_many() -> None:
    units = [placed("Rain.", "Ливень.", status="draft"), placed("Rain.", "Дождь.")]
    assert [len(each) for each in told(units)] == [1, 0]


def test_one_translation_of_two_sentences_is_told_within_an_article() -> None:
    same = "Дождь идёт весь день."
    units = [placed("It rains all day.", same), placed("The bridge is open.", same)]
    assert [len(each) for each in told(units)] == [0, 1]
    other = [units[0], placed("The bridge is open.", same, article="b.md")]
    assert told(other) == [[], []]


SCHUMACHER = "Michael Schumacher won."


@pytest.mark.parametrize(
    ("locale", "usual", "inflected", "variant"),
    [
        ("ru", "Победил Михаэль Шумахер.", "Победу дали Шумахеру.", "Победил Михаэль Шумакер."),
        ("fa", "مایکل شوماخر برنده شد.", "شوماخر برنده شد.", "مایکل شوماکر برنده شد."),
        ("tr", "Michael Schumacher kazandı.", "Schumacher’in zaferi.", "Michael Şumaher kazandı."),
        ("ar", "فاز مايكل شوماخر.", "فاز بها شوماخر.", "فاز مايكل شوماكر."),
    ],
)
def test_a_name_that_is_spelled_in_two_ways_is_told(
    locale: str, usual: str, inflected: str, variant: str
) -> None:
    units = [placed(SCHUMACHER, each, locale=locale) for each in (usual, inflected, variant)]
    names = [[each for each in own if each.startswith("name_variants")] for own in told(units)]
    assert names[:2] == [[], []]
    assert len(names[2]) == 1


def test_machine_text_that_was_approved_wholesale_is_told_once() -> None:
    record = Record(Origin.MT, Signature("argos", "en-ru", "1"), "Текст.")
    units = [
        Placed(
            Unit(str(n), f"{n}.", "Текст.", Status.APPROVED, record=record), Syntax.PLAIN, "a", "a"
        )
        for n in range(10)
    ]
    found = [each for own in findings_among(units, "ru", Rules()) for each in own]
    assert [each.check for each in found] == ["unedited_approved"]
    mine = [Placed(Unit("x", "0.", "Мой.", Status.APPROVED), Syntax.PLAIN, "a", "a")]
    assert findings_among([*units[:9], *mine], "ru", Rules())[0] == []


def calls(unit: Unit, locale: str) -> int:
    """Return how many functions the checks of a unit call, and how often generators go on."""
    count = 0

    def counted(frame: object, event: str, argument: object) -> None:
        nonlocal count
        count += event == "call"

    sys.setprofile(counted)
    try:
        findings(unit, Syntax.PLAIN, "en", locale)
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize("number", ["5 km", "10 million"])
def test_a_row_of_numbers_takes_time_in_proportion(number: str) -> None:
    rows = [" ".join([number] * size) for size in (3, 80, 320)]
    units = [Unit("x", row, row.replace("e", "е"), Status.DRAFT) for row in rows]
    _, one, other = (calls(unit, "ru") for unit in units)  # at first, data are read
    assert other < 6 * one
