"""Two versions of a review file are made one: sentence by sentence, and nothing is lost."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from dragoman import review
from dragoman.errors import ReviewError
from dragoman.model import Catalog, Origin, Record, Status, Unit
from dragoman.review.kind import MERGED
from dragoman.signature import parse as signed

ENGINE = signed("argos en-fa 1.5")


def unit(number: int, source: str = "", **changes: object) -> Unit:
    source = source or f"Sentence {number} of the flood."
    text = f"Draft {number}"
    record = Record(Origin.MT, ENGINE, text, 0.9)
    made = Unit(f"{number:08x}", source, text, Status.DRAFT, record=record)
    return replace(made, **changes)  # type: ignore[arg-type]


def file(*units: Unit, retired: tuple[Unit, ...] = ()) -> str:
    labels = tuple(f"paragraph {number}" for number in range(len(units)))
    return review.serialize(Catalog("a.md", "en", "fa", units, labels, retired), None)


BASE = file(*(unit(number) for number in range(6)))

WORDS = st.sampled_from(["мост", "پل", "köprü: açık", '"да"', "# no", "- ٣", "a\nb", "{x}"])


@st.composite
def edits(draw: st.DrawFn, tag: str) -> dict[str, str]:
    """What a person does to one sentence; `tag` makes it another's than anybody else's."""
    done = {}
    if draw(st.booleans()):
        done["target"] = f"{draw(WORDS)} {tag}"
    if draw(st.booleans()):
        done["status"] = draw(st.sampled_from(["approved", "reviewed", "needs-work"]))
    if draw(st.booleans()):
        done["note"] = f"{draw(WORDS)} note {tag}"
    if draw(st.booleans()):
        done["comment"] = f"# {tag} says"
    if draw(st.booleans()):
        done["own"] = f"mine {tag}"
    return done or {"status": "approved"}


def edited(text: str, number: int, done: dict[str, str]) -> str:
    """The file after the edits of the sentence, made as in an editor."""
    head, body = text.split(f"- id: {number:08x}\n")
    entry, *rest = re.split(r"(?m)^(?=- id:|# paragraph|record:|retired:)", body)
    if "status" in done:
        entry = re.sub(r"(?m)^  status: .*$", f"  status: {done['status']}", entry)
    if "target" in done:
        lines = "".join(f"    {line}\n" for line in done["target"].split("\n"))
        entry = re.sub(r"(?m)^  target: \|-\n(?:    .*\n)*", f"  target: |-\n{lines}", entry)
    if "note" in done:
        lines = "".join(f"    {line}\n" for line in done["note"].split("\n"))
        entry = entry.rstrip("\n") + f"\n  note: |-\n{lines}\n"
    if "own" in done:
        entry = entry.rstrip("\n") + f"\n  mine: {done['own']}\n\n"
    comment = f"{done['comment']}\n" if "comment" in done else ""
    return f"{head}{comment}- id: {number:08x}\n{entry}{''.join(rest)}"


@st.composite
def sides(draw: st.DrawFn) -> tuple[dict[int, dict[str, str]], dict[int, dict[str, str]]]:
    """Edits of two people to different sentences."""
    numbers = draw(st.permutations(range(6)))
    cut = draw(st.integers(0, 6))
    ours = {number: draw(edits(f"A{number}")) for number in numbers[:cut]}
    return ours, {number: draw(edits(f"B{number}")) for number in numbers[cut:]}


def apply(text: str, every: dict[int, dict[str, str]]) -> str:
    for number, done in every.items():
        text = edited(text, number, done)
    return text


@settings(max_examples=60, deadline=None)
@given(sides(), st.sampled_from(["", "\ufeff"]), st.sampled_from(["\n", "\r\n"]))
def test_edits_to_different_sentences_always_merge(
    made: tuple[dict[int, dict[str, str]], dict[int, dict[str, str]]], mark: str, end: str
) -> None:
    ours, theirs = (apply(BASE, every) for every in made)
    merged = review.merge(BASE, mark + ours.replace("\n", end), theirs, "x")
    assert not merged.conflicts
    assert merged.text == mark + apply(apply(BASE, made[0]), made[1]).replace("\n", end)


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 5), edits("A"), edits("B"), sides())
@example(1, {"note": "a\nb note A"}, {"note": "a\nb note B"}, ({}, {}))
def test_different_edits_to_one_sentence_are_one_conflict_that_holds_both(
    number: int,
    mine: dict[str, str],
    yours: dict[str, str],
    made: tuple[dict[int, dict[str, str]], dict[int, dict[str, str]]],
) -> None:
    ours = apply(BASE, {**made[0], number: mine})
    theirs = apply(BASE, {**made[1], number: yours})
    merged = review.merge(BASE, ours, theirs, "x")
    versions = [review.parse(text, "x").units[number] for text in (ours, theirs)]
    given = [(each.target, each.status, each.note) for each in versions]
    before = ("Draft " + str(number), Status.DRAFT, "")
    units = review.parse(merged.text, "x").units
    assert [each.id for each in units] == [f"{n:08x}" for n in range(6)]
    differ = given[0] != given[1] and before not in given
    assert [each.id for each in merged.conflicts] == ([f"{number:08x}"] if differ else [])
    for done in (mine, yours):
        for word in done.values():
            if word not in ("approved", "reviewed", "needs-work") or differ:
                assert re.sub(r"\s+", " ", word) in re.sub(r"\s+", " ", merged.text)
    if differ:
        (conflict,) = merged.conflicts
        assert conflict.status is Status.NEEDS_WORK
        assert conflict.note.count(MERGED) == 1
        for name, (target, status, note) in zip(("ours", "theirs"), given, strict=True):
            shown = target.replace("\n", "\n  ")
            assert f"{name} ({status.value}): {shown}" in conflict.note
            assert note in conflict.note


def test_approving_neighbours_changes_one_line_each() -> None:
    done = {"status": "approved"}
    merged = review.merge(BASE, edited(BASE, 2, done), edited(BASE, 3, done), "x")
    assert merged.text == BASE.replace(
        "- id: 00000002\n  status: draft", "- id: 00000002\n  status: approved"
    ).replace("- id: 00000003\n  status: draft", "- id: 00000003\n  status: approved")


def test_the_same_edit_twice_is_one() -> None:
    ours = edited(BASE, 2, {"target": "پل", "status": "approved"})
    assert review.merge(BASE, ours, ours, "x").text == ours


def test_a_machines_new_draft_does_not_stand_in_the_way_of_a_person() -> None:
    again = file(*(unit(n, target=f"Anew {n}", record=None) for n in range(6)))
    records = {n: Record(Origin.MT, ENGINE, f"Anew {n}") for n in range(6)}
    again = file(*(unit(n, target=f"Anew {n}", record=records[n]) for n in range(6)))
    approved = edited(BASE, 2, {"status": "approved"})
    for ours, theirs in ((again, approved), (approved, again)):
        merged = review.merge(BASE, ours, theirs, "x")
        assert not merged.conflicts
        units = review.parse(merged.text, "x").units
        assert [each.target for each in units] == [
            "Draft 2" if n == 2 else f"Anew {n}" for n in range(6)
        ]
        assert units[2].status is Status.APPROVED
        assert not units[2].edited


def test_repeats_keep_to_their_neighbours() -> None:
    def told(changes: dict[int, str]) -> str:
        sources = ["Did Anna come?", "She left.", "What of the storm?", "She left.", "The end."]
        return file(
            *(
                replace(unit(n, source), target=changes.get(n, f"Draft {n}"))
                for n, source in enumerate(sources)
            )
        )

    merged = review.merge(told({}), told({1: "Она ушла."}), told({3: "Она утихла."}), "x")
    assert not merged.conflicts
    assert merged.text == told({1: "Она ушла.", 3: "Она утихла."})


def test_sentences_that_either_version_added_are_there() -> None:
    ours = file(unit(0), unit(7, "New in ours."), *(unit(n) for n in range(1, 6)))
    theirs = file(*(unit(n) for n in range(5)), unit(8, "New in theirs."), unit(5))
    merged = review.merge(BASE, ours, theirs, "x")
    assert not merged.conflicts
    ids = [int(each.id, 16) for each in review.parse(merged.text, "x").units]
    assert ids == [0, 7, 1, 2, 3, 4, 8, 5]
    assert all(each.record for each in review.parse(merged.text, "x").units)


def test_a_sentence_that_left_the_article_is_kept_aside_if_a_person_changed_it() -> None:
    ours = file(*(unit(n) for n in range(6) if n not in (2, 3)))
    theirs = edited(BASE, 2, {"target": "پل باز شد"})
    for one, other in ((ours, theirs), (theirs, ours)):
        catalog = review.parse(review.merge(BASE, one, other, "x").text, "x")
        kept = (*catalog.units, *catalog.retired)
        assert [each.target for each in kept if each.id == "00000002"] == ["پل باز شد"]
        assert "00000003" not in [each.id for each in kept]


def test_a_sentence_whose_source_changed_is_stale_with_the_persons_text() -> None:
    approved = edited(BASE, 2, {"target": "پل باز شد", "status": "approved"})
    now = unit(
        9,
        "Sentence 2 of the great flood.",
        target="Draft 2",
        status=Status.STALE,
        was="Sentence 2 of the flood.",
    )
    changed = file(unit(0), unit(1), now, unit(3), unit(4), unit(5))
    for ours, theirs in ((approved, changed), (changed, approved)):
        merged = review.merge(BASE, ours, theirs, "x")
        assert not merged.conflicts
        found = review.parse(merged.text, "x").units[2]
        assert (found.target, found.status) == ("پل باز شد", Status.STALE)
        assert found.source == "Sentence 2 of the great flood."
        assert found.was == "Sentence 2 of the flood."


@pytest.mark.parametrize("base", [None, "", "no review file\n"])
def test_without_a_beginning_what_differs_is_a_conflict(base: str | None) -> None:
    ours = edited(BASE, 1, {"target": "А", "status": "approved"})
    theirs = edited(edited(BASE, 1, {"target": "Б"}), 4, {"status": "approved"})
    merged = review.merge(base, ours, theirs, "x")
    assert [each.id for each in merged.conflicts] == ["00000001"]
    assert review.parse(merged.text, "x").units[4].status is Status.APPROVED


def test_a_conflict_that_is_not_settled_yet_is_no_new_one() -> None:
    ours = edited(BASE, 1, {"target": "А"})
    first = review.merge(BASE, ours, edited(BASE, 1, {"target": "Б"}), "x")
    again = review.merge(first.text, edited(first.text, 3, {"status": "approved"}), first.text, "x")
    assert len(first.conflicts) == 1
    assert not again.conflicts


def test_what_people_wrote_between_the_sections_is_merged() -> None:
    ours = BASE.replace("article:", "# ours\nteam: desk\narticle:", 1)
    theirs = BASE.replace("record:", "# theirs\nrecord:", 1) + "# the end\n"
    merged = review.merge(BASE, ours, theirs, "x")
    for line in ("# ours\n", "team: desk\n", "# theirs\n", "# the end\n"):
        assert merged.text.count(line) == 1


@pytest.mark.parametrize("broken", ["<<<<<<< a\n", "segments:\n- id: x\n  target: a: b\n", ""])
def test_what_is_not_a_review_file_is_not_merged(broken: str) -> None:
    for ours, theirs, name in ((broken, BASE, "ours"), (BASE, broken, "theirs")):
        with pytest.raises(ReviewError) as caught:
            review.merge(BASE, ours, theirs, "a.yaml")
        assert f"({name})" in str(caught.value)


def twins(*order: int, **changes: object) -> str:
    """A file with four sentences, two of them equal, in an order; `changes` are of the third."""
    sources = ["Did Anna come?", "She left.", "What of the storm?", "She left."]
    units = []
    for place in order:
        made = unit(place, sources[place], **(changes if place == 3 else {}))
        units.append(made)
    return file(*units)


def statuses(text: str) -> list[tuple[str, Status, str]]:
    return [(each.source, each.status, each.target) for each in review.parse(text, "r").units]


def test_an_approval_does_not_go_along_to_other_surroundings() -> None:
    """Theirs approved the last one, and ours moved it to the front."""
    base = twins(0, 1, 2, 3)
    theirs = twins(0, 1, 2, 3, target="Утихла.", status=Status.APPROVED)
    merged = review.merge(base, twins(3, 0, 1, 2), theirs, "r")
    assert ("She left.", Status.STALE, "Утихла.") in statuses(merged.text)
    stays = review.merge(base, twins(0, 1, 2, 3), theirs, "r")
    assert statuses(stays.text)[3] == ("She left.", Status.APPROVED, "Утихла.")
    beside = review.merge(base, twins(2, 3, 0, 1), theirs, "r")
    assert ("She left.", Status.APPROVED, "Утихла.") in statuses(beside.text)


def test_equal_sentences_that_say_the_same_stay_approved() -> None:
    base = twins(0, 1, 2, 3)
    done = {"target": "Ушла.", "status": Status.APPROVED}
    every = base.replace("Draft 1", "Ушла.", 1).replace("Draft 3", "Ушла.", 1)
    every = every.replace("status: draft", "status: approved")
    merged = review.merge(base, twins(3, 0, 1, 2), every, "r")
    said = [each[1] for each in statuses(merged.text) if each[0] == "She left."]
    assert said == [done["status"]] * 2


def test_each_unit_of_the_result_has_a_name_and_a_record_of_its_own() -> None:
    one = file(unit(1, "She left."), unit(2))
    ours = file(unit(1, "She left.", id="00000001-2"), unit(2), unit(1, "Yes.", id="00000001"))
    theirs = file(unit(1, "She left."), unit(2), unit(3, "No.", id="00000001-2", target="Нет."))
    merged = review.merge(one, ours, theirs, "r")
    found = review.parse(merged.text, "r").units
    names = [each.id for each in found]
    assert len(set(names)) == len(names) == 4
    assert all(each.record is not None for each in found)
    (no,) = [each for each in found if each.source == "No."]
    assert no.record is not None
    assert no.record.machine == "Draft 3"
