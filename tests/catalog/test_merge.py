"""A catalog follows its article, and no word of a person is lost on the way."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman import formats, review
from dragoman.catalog import Merge, Outcome, labels, merge
from dragoman.model import Article, Catalog, Key, Machine, Origin, Status, Syntax, Unit
from dragoman.signature import parse

RIVER = "The river fell on Sunday."
BRIDGE = "The upper bridge is open to trucks."
SCHOOL = "Three schools will open again on Thursday."
MAYOR = "The mayor thanked the volunteers."


def article(sentences: Sequence[str]) -> Article:
    text = "\n\n".join(sentences)
    return formats.parse("a.txt", text.encode(), "en")


def key(sentence: str) -> Key:
    return Syntax.PLAIN, sentence


def machine(*sentences: str, engine: str = "argos en-fa 1.5") -> dict[Key, Machine]:
    return {key(each): Machine(f"‹{each}›", parse(engine), 0.5) for each in sentences}


def merged(
    old: Catalog | None,
    sentences: Sequence[str],
    known: Mapping[Key, Machine] | None = None,
    *,
    renew: bool = False,
) -> Merge:
    return merge(
        old,
        article(sentences),
        "fa",
        machine(*sentences) if known is None else known,
        renew=renew,
    )


def by_source(catalog: Catalog) -> dict[str, Unit]:
    return {unit.source: unit for unit in catalog.units}


def edited(catalog: Catalog, source: str, **changes: object) -> Catalog:
    units = tuple(
        replace(unit, **changes) if unit.source == source else unit  # type: ignore[arg-type]
        for unit in catalog.units
    )
    return replace(catalog, units=units)


@pytest.fixture
def fresh() -> Catalog:
    return merged(None, [RIVER, BRIDGE, SCHOOL]).catalog


def test_new_sentences_become_signed_drafts(fresh: Catalog) -> None:
    unit = by_source(fresh)[RIVER]
    assert (unit.status, unit.target, unit.origin) == (Status.DRAFT, f"‹{RIVER}›", Origin.MT)
    assert unit.record is not None
    assert str(unit.record.signature) == "argos en-fa 1.5"
    assert not unit.edited


def test_what_the_machine_has_not_done_is_wanted_and_stays_new() -> None:
    result = merged(None, [RIVER, BRIDGE, RIVER], machine(BRIDGE))
    assert result.wanted == (key(RIVER),)
    assert [unit.status for unit in result.catalog.units] == [
        Status.NEW,
        Status.DRAFT,
        Status.NEW,
    ]
    assert [unit.id.partition("-")[2] for unit in result.catalog.units] == ["", "", "2"]


def test_nothing_is_wanted_the_second_time(fresh: Catalog) -> None:
    again = merged(fresh, [RIVER, BRIDGE, SCHOOL], {})
    assert again.catalog == fresh
    assert again.wanted == ()
    assert again.outcomes == {}


def test_an_empty_answer_of_the_machine_is_not_asked_for_again() -> None:
    first = merged(None, [RIVER], {key(RIVER): Machine("", parse("argos en-fa 1.5"))})
    assert first.catalog.units[0].status is Status.NEW
    assert merged(first.catalog, [RIVER], {}).wanted == ()


def test_a_sentence_that_moved_with_a_neighbour_keeps_everything(fresh: Catalog) -> None:
    old = edited(fresh, SCHOOL, target="مدرسه‌ها", status=Status.APPROVED, note="n")
    result = merged(old, [BRIDGE, SCHOOL, MAYOR, RIVER], {})
    assert by_source(result.catalog)[SCHOOL] == by_source(old)[SCHOOL]
    assert result.wanted == (key(MAYOR),)


def test_a_sentence_that_moved_alone_is_looked_at_again(fresh: Catalog) -> None:
    old = edited(fresh, SCHOOL, target="مدرسه‌ها", status=Status.APPROVED, note="n")
    result = merged(old, [SCHOOL, MAYOR, RIVER, BRIDGE], {})
    unit = by_source(result.catalog)[SCHOOL]
    assert (unit.target, unit.status, unit.note) == ("مدرسه‌ها", Status.STALE, "n")
    assert result.wanted == (key(MAYOR),)
    assert result.outcomes[Outcome.GUESSED] == 1


def test_a_changed_draft_is_translated_again(fresh: Catalog) -> None:
    changed = RIVER.replace("Sunday", "Monday")
    result = merged(fresh, [changed, BRIDGE, SCHOOL])
    assert by_source(result.catalog)[changed].target == f"‹{changed}›"
    assert by_source(result.catalog)[changed].status is Status.DRAFT
    assert result.outcomes == {Outcome.RETRANSLATED: 1}
    assert not result.catalog.retired


@pytest.mark.parametrize(
    "change",
    [
        {"target": "رود", "status": Status.DRAFT},
        {"status": Status.APPROVED},
        {"status": Status.REVIEWED},
        {"status": Status.NEEDS_WORK},
    ],
    ids=["edited", "approved", "reviewed", "needs-work"],
)
def test_a_changed_source_makes_a_persons_work_stale(
    fresh: Catalog, change: dict[str, object]
) -> None:
    old = edited(fresh, RIVER, **change)
    changed = RIVER.replace("fell", "did not fall")
    result = merged(old, [changed, BRIDGE, SCHOOL])
    unit = by_source(result.catalog)[changed]
    assert unit.status is Status.STALE
    assert unit.target == by_source(old)[RIVER].target
    assert unit.was == RIVER
    assert unit.suggestion == f"‹{changed}›"
    assert unit.record is not None
    assert unit.record.suggested == "argos en-fa 1.5"
    assert result.outcomes == {Outcome.STALE: 1}


def test_a_stale_unit_remembers_the_source_its_text_was_made_for(fresh: Catalog) -> None:
    old = edited(fresh, RIVER, status=Status.APPROVED)
    once = merged(old, ["The river fell on Monday.", BRIDGE, SCHOOL]).catalog
    twice = merged(once, ["The river fell fast on Monday.", BRIDGE, SCHOOL]).catalog
    assert twice.units[0].was == RIVER
    assert twice.units[0].suggestion == "‹The river fell fast on Monday.›"


def test_a_source_edit_taken_back_gives_the_approval_back(fresh: Catalog) -> None:
    old = edited(fresh, RIVER, status=Status.APPROVED)
    stale = merged(old, ["The river fell on Monday.", BRIDGE, SCHOOL]).catalog
    back = merged(stale, [RIVER, BRIDGE, SCHOOL], {})
    assert back.catalog == old
    assert back.wanted == ()


def test_it_does_not_if_a_person_changed_the_text_meanwhile(fresh: Catalog) -> None:
    old = edited(fresh, RIVER, status=Status.APPROVED)
    changed = "The river fell on Monday."
    stale = edited(merged(old, [changed, BRIDGE, SCHOOL]).catalog, changed, target="دوشنبه")
    back = merged(stale, [RIVER, BRIDGE, SCHOOL]).catalog
    assert back.units[0].status is Status.STALE
    assert back.units[0].target == "دوشنبه"


def test_a_person_settles_a_stale_unit_by_its_status(fresh: Catalog) -> None:
    old = edited(fresh, RIVER, status=Status.APPROVED)
    changed = "The river fell on Monday."
    stale = merged(old, [changed, BRIDGE, SCHOOL]).catalog
    settled = merged(edited(stale, changed, status=Status.APPROVED), [changed, BRIDGE, SCHOOL], {})
    unit = settled.catalog.units[0]
    assert (unit.status, unit.was, unit.suggestion) == (Status.APPROVED, "", "")


def test_a_persons_work_retires_with_its_sentence_and_comes_back(fresh: Catalog) -> None:
    old = edited(fresh, RIVER, target="رود", status=Status.REVIEWED, note="n")
    gone = merged(old, [BRIDGE, SCHOOL])
    assert [unit.target for unit in gone.catalog.retired] == ["رود"]
    assert gone.outcomes == {Outcome.RETIRED: 1}
    back = merged(gone.catalog, [RIVER, BRIDGE, SCHOOL], {})
    assert back.catalog.retired == ()
    assert by_source(back.catalog)[RIVER] == by_source(old)[RIVER]
    assert back.outcomes == {Outcome.REVIVED: 1}


@pytest.mark.parametrize(
    ("left", "kept"),
    [
        ({}, False),
        ({"note": "Ask Mira."}, True),
        ({"remarks": True}, True),
        ({"ignore": ("number_missing",)}, False),
        ({"ignore": ("number_missing",), "target": "رود"}, True),
    ],
)
def test_words_beside_an_untranslated_sentence_retire_with_it(
    left: dict[str, object], kept: bool
) -> None:
    old = edited(merged(None, [RIVER, BRIDGE], {}).catalog, RIVER, **left)
    assert [unit.source for unit in merged(old, [BRIDGE], {}).catalog.retired] == [RIVER] * kept


def test_a_machines_draft_goes_with_its_sentence(fresh: Catalog) -> None:
    assert merged(fresh, [BRIDGE, SCHOOL]).catalog.retired == ()


def test_an_unlike_sentence_in_the_same_place_is_no_change_of_it(fresh: Catalog) -> None:
    old = edited(fresh, BRIDGE, status=Status.APPROVED)
    result = merged(old, [RIVER, "Officials counted 47 small injuries.", SCHOOL])
    assert [unit.source for unit in result.catalog.retired] == [BRIDGE]
    assert result.catalog.units[1].status is Status.DRAFT


def test_renewing_translates_drafts_again_and_nothing_else(fresh: Catalog) -> None:
    old = edited(fresh, RIVER, target="رود", status=Status.DRAFT)
    old = edited(old, BRIDGE, status=Status.APPROVED)
    result = merged(old, [RIVER, BRIDGE, SCHOOL], {}, renew=True)
    assert result.wanted == (key(SCHOOL),)
    known = {key(SCHOOL): Machine("نو", parse("argos en-fa 1.6"))}
    renewed = merged(old, [RIVER, BRIDGE, SCHOOL], known, renew=True).catalog
    assert [unit.target for unit in renewed.units] == ["رود", f"‹{BRIDGE}›", "نو"]
    unasked = merge(old, article([RIVER, BRIDGE, SCHOOL]), "fa", known).catalog
    assert [unit.target for unit in unasked.units] == ["رود", f"‹{BRIDGE}›", f"‹{SCHOOL}›"]


def test_text_typed_into_a_new_unit_is_a_persons_draft() -> None:
    old = merged(None, [RIVER], {}).catalog
    typed = merged(edited(old, RIVER, target="رود"), [RIVER])
    unit = typed.catalog.units[0]
    assert (unit.status, unit.target, unit.origin) == (Status.DRAFT, "رود", Origin.HUMAN)


def test_a_target_that_a_person_emptied_is_filled_from_the_record(fresh: Catalog) -> None:
    result = merged(edited(fresh, RIVER, target=""), [RIVER, BRIDGE, SCHOOL], {})
    assert result.wanted == ()
    assert by_source(result.catalog)[RIVER].target == f"‹{RIVER}›"


def test_a_second_unit_of_the_same_id_is_kept_among_the_retired(fresh: Catalog) -> None:
    double = replace(by_source(fresh)[RIVER], target="دیگر")
    old = replace(fresh, units=(*fresh.units, double), labels=(*fresh.labels, ""))
    result = merged(old, [RIVER, BRIDGE, SCHOOL], {})
    assert [unit.target for unit in result.catalog.retired] == ["دیگر"]
    assert [unit.id for unit in result.catalog.retired] == [f"{double.id}-retired-1"]
    third = replace(double, target="سوم")
    old = replace(old, units=(*old.units, third), labels=(*old.labels, ""))
    names = [unit.id for unit in merged(old, [RIVER, BRIDGE, SCHOOL], {}).catalog.retired]
    assert names == [f"{double.id}-retired-1", f"{double.id}-retired-2"]


def test_blocks_are_named_above_their_first_segment() -> None:
    text = b"Delmira flood recedes\n\nIt rained. It stopped.\n\n- One thing\n- Two things\n"
    assert labels(formats.parse("a.txt", text, "en")) == (
        "heading",
        "paragraph 1",
        "",
        "list item 1",
        "list item 2",
    )


POOL = (
    RIVER,
    BRIDGE,
    SCHOOL,
    MAYOR,
    "The river fell on Monday.",
    "The lower bridge is open to cars.",
    "Two schools opened again on Friday.",
)
sources = st.lists(st.sampled_from(POOL), min_size=1, max_size=6)


@given(st.data(), st.lists(sources, min_size=1, max_size=6))
def test_no_sequence_of_edits_and_runs_loses_a_persons_text(
    data: st.DataObject, versions: list[list[str]]
) -> None:
    """Between runs a person edits any unit; every text they wrote stays in the file."""
    text: str | None = None
    written: set[str] = set()
    for number, sentences in enumerate(versions):
        old = review.parse(text, "x") if text is not None else None
        result = merged(old, sentences, machine(*data.draw(sources)))
        text = review.serialize(result.catalog, text)
        catalog = review.parse(text, "x")
        again = merged(catalog, sentences, {})
        assert review.serialize(again.catalog, text) == text
        for mine in written:
            assert mine in text
        if not catalog.units:
            continue
        place = data.draw(st.integers(0, len(catalog.units) - 1))
        mine = f"متن {number}"
        status = data.draw(st.sampled_from([Status.DRAFT, Status.APPROVED, Status.STALE]))
        unit = replace(catalog.units[place], target=mine, status=status)
        written.discard(catalog.units[place].target)
        units = (*catalog.units[:place], unit, *catalog.units[place + 1 :])
        text = review.serialize(replace(catalog, units=units), text)
        written.add(mine)
        for each in review.parse(text, "x").units:
            if each.status is Status.APPROVED:
                assert each.target


@given(st.lists(sources, min_size=2, max_size=2), st.sampled_from([Status.APPROVED]))
def test_approval_is_never_carried_over_a_changed_source(
    versions: list[list[str]], status: Status
) -> None:
    first, second = versions
    old = merged(None, first).catalog
    old = replace(old, units=tuple(replace(unit, status=status) for unit in old.units))
    for unit in merged(old, second).catalog.units:
        if unit.status is status:
            assert unit.source in first
            assert unit.target == f"‹{unit.source}›"
