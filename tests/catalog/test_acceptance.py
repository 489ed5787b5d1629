"""Who gave a status, when, and for what: recorded once, and only for what a person gave."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from dragoman import catalog, formats, review
from dragoman.catalog import Witness, accept, status_before
from dragoman.catalog.acceptance import witnessed
from dragoman.model import (
    GIVEN,
    Acceptance,
    Catalog,
    Grounds,
    Held,
    Machine,
    Origin,
    Record,
    Status,
    Unit,
    digest,
)
from dragoman.signature import NONE, Signature

MIRA = Witness("Mira", "2026-11-29T13:05:11+01:00")
OMID = Witness("Omid", "2026-12-01T09:00:00+03:30")
RIVER, ROAD = "The river fell on Sunday.", "The road is open."


def run(old: Catalog | None, sentences: Sequence[str], witness: Witness) -> Catalog:
    """What a run makes of the file, over the file and back."""
    article = formats.parse("a.txt", "\n\n".join(sentences).encode(), "en")
    machine = {
        segment.key: Machine(f"mt: {segment.source}", Signature("pseudo", "en-fa", "1"))
        for segment in article.segments
    }
    made = catalog.merge(old, article, "fa", machine, witness=lambda: witness).catalog
    read = review.parse(review.serialize(made, None), "x")
    units = tuple(replace(unit, entry=None, line=None) for unit in read.units)
    return replace(read, units=units)


def typed(old: Catalog, at: int, **changes: object) -> Catalog:
    units = list(old.units)
    units[at] = replace(units[at], **changes)  # type: ignore[arg-type]
    return replace(old, units=tuple(units))


def first(catalog: Catalog) -> Unit:
    return catalog.units[0]


@pytest.mark.parametrize("status", sorted(GIVEN, key=str))
def test_a_typed_status_is_taken_as_given_when_a_run_first_sees_it(status: Status) -> None:
    seen = run(typed(run(None, [RIVER], MIRA), 0, status=status), [RIVER], MIRA)
    record = first(seen).record
    assert record is not None
    accepted = record.accepted
    assert accepted is not None
    assert (accepted.status, accepted.who, accepted.when) == (status, "Mira", MIRA.when)
    assert accepted.grounds is Grounds.TYPED
    assert accepted.unedited
    assert accepted.digest == digest(RIVER, f"mt: {RIVER}")
    assert run(seen, [RIVER], OMID) == seen, "a later run has nothing to add"


def accepted_of(unit: Unit) -> Acceptance:
    assert unit.record is not None
    assert unit.record.accepted is not None
    return unit.record.accepted


def test_only_a_machines_text_can_be_accepted_as_the_machine_wrote_it() -> None:
    unit = replace(first(run(None, [RIVER], MIRA)), status=Status.APPROVED)
    assert unit.record is not None
    assert accepted_of(accept(unit, MIRA, Grounds.NAMED)).unedited
    bare = replace(unit, target="", status=Status.OMIT)
    assert not accepted_of(accept(bare, MIRA, Grounds.NAMED)).unedited
    recalled = replace(unit, record=replace(unit.record, origin=Origin.MEMORY))
    assert not accepted_of(accept(recalled, MIRA, Grounds.NAMED)).unedited


def test_where_the_record_was_lost_nobody_is_named() -> None:
    unit = replace(first(run(None, [RIVER], MIRA)), status=Status.APPROVED)
    for lost, who in ((True, None), (False, "Mira")):
        assert accepted_of(witnessed(unit, lambda: MIRA, lost=lost)).who == who


@pytest.mark.parametrize("status", [Status.NEW, Status.DRAFT, Status.STALE])
def test_what_no_person_gives_is_not_accepted(status: Status) -> None:
    seen = run(typed(run(None, [RIVER], MIRA), 0, status=status), [RIVER], MIRA)
    assert first(seen).record is not None
    assert first(seen).record == first(run(None, [RIVER], MIRA)).record


@pytest.mark.parametrize(
    "change",
    [{"target": "رود"}, {"status": Status.REVIEWED}],
    ids=["another text", "another status"],
)
def test_another_text_or_status_is_accepted_anew(change: dict[str, object]) -> None:
    seen = run(typed(run(None, [RIVER], MIRA), 0, status=Status.APPROVED), [RIVER], MIRA)
    record = first(run(typed(seen, 0, **change), [RIVER], OMID)).record
    assert record is not None
    assert record.accepted is not None
    assert record.accepted.who == "Omid"
    assert record.accepted.unedited == ("target" not in change)


def test_a_status_taken_back_takes_its_acceptance_with_it() -> None:
    fresh = run(None, [RIVER], MIRA)
    seen = run(typed(fresh, 0, status=Status.APPROVED), [RIVER], MIRA)
    assert (
        first(run(typed(seen, 0, status=Status.DRAFT), [RIVER], OMID)).record == first(fresh).record
    )


def test_a_source_edit_that_is_taken_back_gives_the_acceptance_back() -> None:
    seen = run(
        typed(run(None, [RIVER, ROAD], MIRA), 0, status=Status.APPROVED), [RIVER, ROAD], MIRA
    )
    stale = run(seen, [RIVER.replace("Sunday", "Monday"), ROAD], OMID)
    assert first(stale).status is Status.STALE
    assert run(stale, [RIVER, ROAD], OMID) == seen


EARLY = """\
article: a.txt
segments:
- id: x
  status: approved
  source: |-
    Rain.
  target: |-
    باران
record:
  x: {{origin: mt, engine: "argos en-fa 1.5", accepted: "{said}", machine: "باران"}}
"""


@pytest.mark.parametrize(
    ("said", "unedited", "grounds"),
    [
        ("2026-11", False, Grounds.BULK),
        ("2026-11 unedited", True, Grounds.BULK),
        ("2026-11 unedited by-confidence", True, Grounds.BY_CONFIDENCE),
    ],
)
def test_early_files_keep_what_they_said(said: str, unedited: bool, grounds: Grounds) -> None:
    text = EARLY.format(said=said)
    read = review.parse(text, "x")
    record = first(read).record
    assert record is not None
    assert record.accepted is not None
    assert (record.accepted.month, record.accepted.unedited) == ("2026-11", unedited)
    assert record.accepted.grounds is grounds
    assert record.accepted.covers(first(read))
    assert review.serialize(read, text) == text


def test_a_lost_record_makes_no_human_of_a_machine() -> None:
    fresh = run(None, [RIVER, ROAD], MIRA)
    known = run(typed(fresh, 1, target="راه باز است", status=Status.APPROVED), [RIVER, ROAD], MIRA)
    lost = replace(known, units=tuple(replace(unit, record=None) for unit in known.units))
    assert {unit.origin for unit in lost.units} == {Origin.UNKNOWN}
    draft, mine = run(lost, [RIVER, ROAD], OMID).units
    assert draft == known.units[0], "the machine writes the very same"
    assert (mine.target, mine.status, mine.origin) == (
        "راه باز است",
        Status.APPROVED,
        Origin.UNKNOWN,
    )


def test_a_draft_of_unknown_origin_is_not_overwritten_and_becomes_a_persons_when_edited() -> None:
    fresh = run(None, [RIVER], MIRA)
    lost = run(typed(fresh, 0, target="رود", record=None), [RIVER], MIRA)
    assert (first(lost).target, first(lost).origin) == ("رود", Origin.UNKNOWN)
    assert first(lost).edited
    assert first(run(typed(lost, 0, target="رودخانه"), [RIVER], MIRA)).origin is Origin.HUMAN


def test_a_text_without_a_record_is_accepted_as_of_unknown_origin() -> None:
    accepted = accept(Unit("x", RIVER, "رود", Status.APPROVED), MIRA, Grounds.NAMED)
    assert accepted.record is not None
    assert (accepted.record.origin, accepted.record.machine) == (Origin.UNKNOWN, "رود")
    assert accepted.record.accepted is not None
    assert not accepted.record.accepted.unedited
    assert accepted.record.accepted.covers(accepted)


def test_where_no_machine_spoke_nothing_is_accepted() -> None:
    article = formats.parse("a.txt", RIVER.encode(), "en")
    made = catalog.merge(None, article, "fa", {}, witness=lambda: MIRA).catalog
    assert (first(made).status, first(made).record) == (Status.NEW, None)


HELD = Record(Origin.HUMAN, NONE, "", held=Held(Status.APPROVED, digest(RIVER, "رود")))
STALE = Unit("x", ROAD, "رود", Status.STALE, was=RIVER, record=HELD)


@pytest.mark.parametrize(
    ("unit", "expected"),
    [
        (STALE, Status.APPROVED),
        (replace(STALE, target="رودخانه"), None),
        (replace(STALE, was=ROAD), None),
        (replace(STALE, was=""), None),
        (replace(STALE, record=replace(HELD, held=None)), None),
        (replace(STALE, record=None), None),
    ],
    ids=["as it was", "edited", "another source", "no old source", "not held", "no record"],
)
def test_a_stale_text_had_a_status_while_it_is_the_text_that_had_it(
    unit: Unit, expected: Status | None
) -> None:
    assert status_before(unit) is expected


def test_a_text_held_for_an_empty_source_had_no_status() -> None:
    held = Held(Status.APPROVED, digest("", "رود"))
    assert status_before(replace(STALE, was="", record=replace(HELD, held=held))) is None
