"""Sentences that were split, joined, moved and edited, and the words of people on them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman import catalog, formats
from dragoman.catalog import Merge, Outcome, status_before
from dragoman.model import Article, Catalog, Machine, Status, Unit
from dragoman.signature import parse
from tests.catalog.test_merge import edited

LONG = "The convoy left Kazan on Monday, and it reached Lorven before noon."
FIRST, SECOND = "The convoy left Kazan on Monday.", "It reached Lorven before noon."
OTHERS = ["The river is falling.", "Nobody was hurt in the valley."]


def article(sentences: Sequence[str]) -> Article:
    return formats.parse("a.txt", "\n\n".join(sentences).encode(), "en")


def merged(old: Catalog | None, sentences: Sequence[str]) -> Merge:
    new = article(sentences)
    machine = {
        segment.key: Machine(f"mt: {segment.source}", parse("pseudo en-fa 1"))
        for segment in new.segments
    }
    return catalog.merge(old, new, "fa", machine)


def by_source(found: Catalog) -> dict[str, Unit]:
    return {unit.source: unit for unit in found.units}


def test_a_sentence_that_is_split_keeps_the_text_with_its_first_part() -> None:
    old = merged(None, [OTHERS[0], LONG, OTHERS[1]]).catalog
    old = edited(old, LONG, target="کاروان", status=Status.APPROVED)
    result = merged(old, [OTHERS[0], f"{FIRST} {SECOND}", OTHERS[1]])
    units = by_source(result.catalog)
    assert units[FIRST].status is Status.STALE
    assert units[FIRST].target == "کاروان"
    assert units[FIRST].was == LONG
    assert units[SECOND].status is Status.DRAFT
    assert result.outcomes[Outcome.SPLIT] == 1
    assert result.catalog.retired == ()


def test_sentences_that_are_joined_keep_all_texts() -> None:
    old = merged(None, [OTHERS[0], FIRST, SECOND, OTHERS[1]]).catalog
    old = edited(old, FIRST, target="کاروان رفت.", status=Status.APPROVED, note="one")
    old = edited(old, SECOND, target="و رسید.", status=Status.REVIEWED, note="two")
    result = merged(old, [OTHERS[0], LONG, OTHERS[1]])
    unit = by_source(result.catalog)[LONG]
    assert unit.status is Status.STALE
    assert unit.target == "کاروان رفت. و رسید."
    assert unit.was == f"{FIRST} {SECOND}"
    assert unit.note == "one\ntwo"
    assert result.outcomes[Outcome.JOINED] == 1
    ((affected),) = result.affected
    assert affected.after == unit


def test_an_approval_does_not_spread_over_what_is_joined() -> None:
    joined = "It rains in the valley now and no road is open there"
    old = merged(None, ["It rains in the valley now.", "And no road is open there."]).catalog
    old = edited(old, "It rains in the valley now.", target="باران", status=Status.APPROVED)
    (unit,) = merged(old, [f"{joined}."]).catalog.units
    assert unit.status is Status.STALE
    assert "باران" in unit.target
    assert "mt: And no road" in unit.target


def test_machine_text_that_is_split_or_joined_is_translated_again() -> None:
    old = merged(None, [FIRST, SECOND]).catalog
    (unit,) = merged(old, [LONG]).catalog.units
    assert (unit.status, unit.target) == (Status.DRAFT, f"mt: {LONG}")


def test_thousands_of_changed_sentences_find_their_own() -> None:
    count, words = (
        1500,
        ["river", "town", "bridge", "water", "road", "school", "market", "people", "rain", "house"],
    )

    def sentence(number: int, who: str) -> str:
        return f"In {words[number % 10]} {number} {who} saw {number * 7919 % 1000} boats."

    old = merged(None, [sentence(number, "they") for number in range(count)]).catalog
    units = tuple(replace(unit, target="شهر", status=Status.APPROVED) for unit in old.units)
    result = merged(replace(old, units=units), [sentence(n, "we") for n in range(count)])
    assert result.outcomes == {Outcome.STALE: count}
    assert all(unit.source.split()[2] == unit.was.split()[2] for unit in result.catalog.units)


SENTENCES = [
    "One river.",
    "Two rivers rise.",
    "One river, and two rivers rise.",
    "Rain.",
    "One river.",
]


@given(
    st.lists(st.sampled_from(SENTENCES), max_size=5),
    st.lists(st.sampled_from(SENTENCES), max_size=5),
    st.lists(st.sampled_from(["", "شهر", "باران"]), min_size=5, max_size=5),
    st.lists(st.sampled_from(Status), min_size=5, max_size=5),
)
def test_no_persons_word_is_lost_and_no_approval_outlives_its_source(
    before: list[str], after: list[str], targets: list[str], statuses: list[Status]
) -> None:
    if not before or not after:
        return
    old = merged(None, before).catalog
    units = []
    for unit, target, status in zip(old.units, targets * 4, statuses * 4, strict=False):
        ready = bool(target) or status not in (Status.APPROVED, Status.REVIEWED, Status.STALE)
        if target or ready:
            mine = replace(unit, target=target or unit.target, note=f"note of {unit.id}")
            units.append(replace(mine, status=status if target else unit.status))
        else:
            units.append(unit)
    work = replace(old, units=tuple(units))
    result = merged(work, after)
    every = (*result.catalog.units, *result.catalog.retired)
    for unit in work.units:
        if unit.target in targets and unit.target:
            assert any(unit.target in each.target for each in every)
        if unit.note:
            assert any(unit.note in each.note for each in every)
    accepted = {(unit.source, unit.target) for unit in work.units if unit.status is Status.APPROVED}
    for unit in result.catalog.units:
        if unit.status is Status.APPROVED:
            assert (unit.source, unit.target) in accepted
    again = merged(result.catalog, after)
    assert again.catalog == result.catalog


LOW = ("needs-work", "new", "draft", "stale", "reviewed", "approved", "omit")


@pytest.mark.parametrize("one", LOW)
@pytest.mark.parametrize("other", LOW)
def test_what_is_joined_is_no_better_than_the_worst_of_its_parts(one: str, other: str) -> None:
    old = merged(None, [OTHERS[0], FIRST, SECOND, OTHERS[1]]).catalog
    old = edited(old, FIRST, target="کاروان رفت.", status=Status(one))
    old = edited(old, SECOND, target="و رسید.", status=Status(other))
    unit = by_source(merged(old, [OTHERS[0], LONG, OTHERS[1]]).catalog)[LONG]
    assert unit.status is Status.STALE
    assert status_before(unit) is Status(min(one, other, key=LOW.index))


def approved(sentences: Sequence[str]) -> Catalog:
    """Each sentence approved, with its number for a text."""
    old = merged(None, sentences).catalog
    units = [
        replace(unit, target=f"متن {number}", status=Status.APPROVED)
        for number, unit in enumerate(old.units)
    ]
    return replace(old, units=tuple(units))


ELSEWHERE = "On Tuesday the mayor of Sabrin met the engineers."
FAR = [f"Town {number} has {number * 7919} wells, {'deep ' * number}." for number in range(12)]

CHANGES = {
    # name: before, after, and what became of it: (source, number of its text, outcome)
    "edited and moved, alike by two thirds": (
        [ELSEWHERE, *OTHERS],
        [*OTHERS, "On Tuesday the people of Sabrin met two engineers."],
        ("On Tuesday the people of Sabrin met two engineers.", 0, Outcome.STALE),
    ),
    "edited in its place, alike by half": (
        [OTHERS[0], ELSEWHERE, OTHERS[1]],
        [OTHERS[0], "The mayor met them on a Tuesday.", OTHERS[1]],
        ("The mayor met them on a Tuesday.", 1, Outcome.STALE),
    ),
    "edited and moved by ten sentences": (
        [ELSEWHERE, *FAR],
        [*FAR[:10], ELSEWHERE.replace("Tuesday", "Monday"), *FAR[10:]],
        (ELSEWHERE.replace("Tuesday", "Monday"), 0, Outcome.STALE),
    ),
    "split into three": (
        [OTHERS[0], "Rain fell, the wind rose, and the river burst its banks.", OTHERS[1]],
        [OTHERS[0], "Rain fell.", "The wind rose.", "And the river burst its banks.", OTHERS[1]],
        ("Rain fell.", 1, Outcome.SPLIT),
    ),
    "its parts stand elsewhere": (
        [OTHERS[0], LONG, *FAR[:2]],
        [OTHERS[0], FAR[0], FIRST, SECOND, FAR[1]],
        (FIRST, 1, Outcome.STALE),
    ),
}


@pytest.mark.parametrize("name", CHANGES)
def test_a_changed_sentence_is_found(name: str) -> None:
    before, after, (source, number, outcome) = CHANGES[name]
    result = merged(approved(before), after)
    unit = by_source(result.catalog)[source]
    assert (unit.target, unit.status) == (f"متن {number}", Status.STALE)
    assert result.outcomes[outcome] == 1


def test_a_retired_sentence_that_is_back_is_not_another_one_changed() -> None:
    road, closed = "The road to Lorven is open.", "The road to Lorven is not open."
    gone = merged(approved([OTHERS[0], road, OTHERS[1]]), OTHERS).catalog
    both = merged(gone, [*OTHERS, closed]).catalog
    both = edited(both, closed, target="بسته", status=Status.APPROVED)
    back = merged(both, [OTHERS[0], road, *OTHERS[1:]]).catalog
    assert (by_source(back)[road].target, by_source(back)[road].status) == (
        "متن 1",
        Status.APPROVED,
    )
    assert [unit.target for unit in back.retired] == ["بسته"]


def test_a_change_taken_back_restores_in_its_own_place_alone() -> None:
    yes, again = "He said yes to it.", "He said no to it."
    old = approved([OTHERS[0], yes, OTHERS[1], FIRST])
    stale = merged(old, [OTHERS[0], again, OTHERS[1], FIRST]).catalog
    back = merged(stale, [OTHERS[0], yes, OTHERS[1], FIRST]).catalog
    assert by_source(back)[yes].status is Status.APPROVED
    twice = merged(stale, [OTHERS[0], OTHERS[1], yes, FIRST, SECOND, yes]).catalog
    assert all(unit.status is not Status.APPROVED for unit in twice.units if unit.source == yes)


def test_a_neighbour_that_is_hardly_like_what_it_was_restores_nothing() -> None:
    yes, again = "He said yes to it.", "He said no to it."
    falling, bread = "The river is falling today.", "Prices of bread rose again today."
    old = approved([OTHERS[1], falling, yes, FIRST, SECOND])
    stale = merged(old, [OTHERS[1], falling, again, FIRST, SECOND]).catalog
    back = merged(stale, [OTHERS[1], bread, yes, SECOND])
    assert back.outcomes[Outcome.STALE] == 2
    beside = merged(stale, [OTHERS[1], falling, yes, SECOND])
    assert beside.outcomes[Outcome.STALE] == 0
