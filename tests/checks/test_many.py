"""Checks that look at many units: one name, one sentence, one translation; and how it was read."""

from __future__ import annotations

import sys
import weakref
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.checks import Placed, Rules, consistency, findings, findings_among
from dragoman.checks.consistency import check_same_target
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


_TARGETS = ("Дождь идёт весь день.", "дождь идёт весь день", "Мост снова открыт.", "Дождь.", "")


@given(st.lists(st.tuples(st.sampled_from("ab"), st.integers(0, 3), st.sampled_from(_TARGETS))))
def test_of_units_with_one_translation_all_but_the_first_are_told(
    rows: list[tuple[str, int, str]],
) -> None:
    rows.sort(key=lambda row: row[0])
    units = [placed(f"Source {number}.", target, article=name) for name, number, target in rows]
    made = [(name, target.casefold().strip(".")) for name, _, target in rows]
    wanted = set()
    for number, (key, row) in enumerate(zip(made, rows, strict=True)):
        first = rows[made.index(key)]
        if len(key[1].split()) > 2 and first[1] != row[1]:
            wanted.add(number)
    assert {number for number, _ in check_same_target(units)} == wanted


def test_a_unit_whose_translation_stands_once_is_let_go() -> None:
    class Mortal(Placed):
        """A unit of which it can be seen whether anybody holds it."""

    class Passing(list[Placed]):
        """Units of which each is there only while it is looked at."""

        def __iter__(self) -> Iterator[Placed]:
            for number in range(500):
                each = placed(f"Source {number}.", f"Мост номер {number} открыт.")
                yield Mortal(*(getattr(each, name) for name in Placed.__slots__))

    seen: list[weakref.ref[object]] = []
    usual = consistency._is_valid

    def watched(each: Placed) -> bool:
        seen.append(weakref.ref(each))
        assert sum(one() is not None for one in seen) < 5
        return usual(each)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(consistency, "_is_valid", watched)
        assert list(check_same_target(Passing())) == []
    assert len(seen) == 500


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
