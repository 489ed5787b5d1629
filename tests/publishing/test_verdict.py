"""What a policy lets out of an article, with which texts, and what of it is counted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from dragoman import formats
from dragoman.formats import OMITTED
from dragoman.model import (
    Acceptance,
    Finding,
    Grounds,
    Held,
    Origin,
    Record,
    Severity,
    Status,
    Syntax,
    Unit,
    digest,
    unknown,
)
from dragoman.publishing import Fate, Missing, Publish, Share, Stale, Verdict, judge, share_of
from dragoman.publishing.policy import ORDER
from dragoman.signature import NONE, Signature

ARTICLE = formats.parse("a.txt", b"The river fell. Nobody slept.\n\nSchool opens.\n\n2026\n", "en")
"""Two sentences, one, and one without a letter, in three paragraphs of 5, 2 and 1 words."""

ERROR = Finding("number_missing", "a number is missing", Severity.ERROR)
WARNING = Finding("length", "it is short", Severity.WARNING)
ARGOS = Signature("argos", "en-fa", "1.5")


def draft(number: int) -> Unit:
    """A machine's text for a segment of the article."""
    segment = ARTICLE.segments[number]
    record = Record(Origin.MT, ARGOS, f"متن {number}")
    return Unit(segment.id, segment.source, f"متن {number}", Status.DRAFT, record=record)


def units(*statuses: Status) -> list[Unit]:
    """One unit for each segment; those without a status are approved."""
    every = [*statuses, *[Status.APPROVED] * (4 - len(statuses))]
    return [replace(draft(number), status=status) for number, status in enumerate(every)]


def nothing(unit: Unit, syntax: Syntax) -> Sequence[Finding]:
    """No check finds anything."""
    del unit, syntax
    return ()


def judged(units: Sequence[Unit], **policy: object) -> Verdict:
    return judge(ARTICLE, units, Publish(**policy), nothing)  # type: ignore[arg-type]


@pytest.mark.parametrize("accept", ORDER)
@pytest.mark.parametrize("status", Status)
def test_a_text_goes_out_from_the_status_on_that_the_policy_names(
    accept: Status, status: Status
) -> None:
    verdict = judged(units(status), accept=accept)
    good = status in ORDER and ORDER.index(status) >= ORDER.index(accept)
    if status is Status.OMIT or good:
        assert (verdict.fate, verdict.reason, verdict.lacks) == (Fate.PUBLISH, "", ())
        assert verdict.texts[0] == (OMITTED if status is Status.OMIT else "متن 0")
        return
    assert verdict.fate is Fate.WITHHOLD
    assert verdict.reason == f"1 of 4 segments not {accept.value}"
    (lack,) = verdict.lacks
    said = "has no translation" if status is Status.NEW else f"is {status.value}"
    assert (lack.unit.id, lack.reason, lack.error) == (ARTICLE.segments[0].id, said, False)


def test_an_approved_unit_without_a_text_has_no_translation() -> None:
    every = units()
    every[2] = replace(every[2], target="")
    assert [lack.reason for lack in judged(every).lacks] == ["has no translation"]


def test_a_paragraph_of_which_a_sentence_lacks_stays_as_a_whole() -> None:
    verdict = judged(units(Status.APPROVED, Status.DRAFT), missing=Missing.SOURCE)
    assert verdict.fate is Fate.PUBLISH
    assert verdict.texts == (None, None, "متن 2", "متن 3")
    assert (verdict.share.kept, verdict.share.words, verdict.share.translated_words) == (1, 8, 3)
    assert len(verdict.kept) == 1
    (number,) = verdict.kept
    assert ARTICLE.blocks[number].text.startswith("The river fell.")


@pytest.mark.parametrize(
    ("policy", "fate", "reason"),
    [
        ({}, Fate.WITHHOLD, "2 of 4 segments not approved"),
        ({"missing": Missing.SKIP}, Fate.SKIP, "2 of 4 segments not approved"),
        ({"missing": Missing.SOURCE, "minimum": 12}, Fate.PUBLISH, ""),
        (
            {"missing": Missing.SOURCE, "minimum": 13},
            Fate.WITHHOLD,
            "12% of the words may be published, of 13%",
        ),
    ],
)
def test_what_lacks_has_the_consequence_of_the_policy(
    policy: dict[str, object], fate: Fate, reason: str
) -> None:
    verdict = judged(units(Status.DRAFT, Status.APPROVED, Status.DRAFT), **policy)
    assert (verdict.fate, verdict.reason) == (fate, reason)


def test_a_copy_without_a_translated_paragraph_is_none() -> None:
    verdict = judged(units(*[Status.DRAFT] * 4), missing=Missing.SOURCE)
    assert (verdict.fate, verdict.reason) == (Fate.WITHHOLD, "no paragraph may be published")
    assert verdict.lowest is None


def test_an_error_withholds_the_copy_whatever_may_be_missing() -> None:
    every = units()
    every[0] = replace(every[0], findings=(WARNING, ERROR))
    verdict = judged(every, missing=Missing.SOURCE)
    assert (verdict.fate, verdict.reason) == (Fate.WITHHOLD, "1 of 4 segments with errors")
    (lack,) = verdict.lacks
    assert (lack.reason, lack.error) == ("number_missing: a number is missing", True)
    every[0] = replace(every[0], status=Status.DRAFT)
    assert judged(every, missing=Missing.SOURCE).fate is Fate.PUBLISH, "nobody accepted it"
    every[0] = replace(every[0], status=Status.OMIT)
    assert judged(every).fate is Fate.PUBLISH, "it goes out as nothing"


def test_warnings_of_what_goes_out_are_counted() -> None:
    every = units(Status.APPROVED, Status.APPROVED, Status.DRAFT)
    every = [replace(unit, findings=(WARNING,)) for unit in every]
    verdict = judged(every, missing=Missing.SOURCE)
    assert verdict.share.warnings == {"length": 3}


STALE = replace(
    draft(0),
    status=Status.STALE,
    was="The river rose.",
    record=Record(
        Origin.MT, ARGOS, "متن 0", held=Held(Status.REVIEWED, digest("The river rose.", "متن 0"))
    ),
)


@pytest.mark.parametrize(
    ("unit", "accept", "reason"),
    [
        (STALE, Status.REVIEWED, None),
        (STALE, Status.APPROVED, "is stale, and was reviewed before"),
        (
            replace(STALE, target="کار"),
            Status.REVIEWED,
            "is stale, and is not the text that was accepted before",
        ),
    ],
    ids=["good enough", "too low", "another text"],
)
def test_a_stale_text_goes_out_as_it_was_accepted_where_the_policy_says_so(
    unit: Unit, accept: Status, reason: str | None
) -> None:
    every = [unit, *units()[1:]]
    assert [lack.reason for lack in judged(every, accept=accept).lacks] == ["is stale"]
    verdict = judged(every, accept=accept, stale=Stale.PUBLISH)
    assert [lack.reason for lack in verdict.lacks] == ([] if reason is None else [reason])
    if reason is None:
        assert (verdict.lowest, verdict.share.stale) == (Status.REVIEWED, 1)


def test_a_stale_text_is_judged_beside_the_source_that_it_was_accepted_for() -> None:
    asked: list[tuple[str, Status]] = []

    def findings(unit: Unit, syntax: Syntax) -> Sequence[Finding]:
        assert syntax is Syntax.PLAIN
        asked.append((unit.source, unit.status))
        return (ERROR,)

    every = [replace(STALE, findings=()), *units()[1:]]
    policy = Publish(accept=Status.REVIEWED, stale=Stale.PUBLISH)
    verdict = judge(ARTICLE, every, policy, findings)
    assert asked == [("The river rose.", Status.REVIEWED)]
    assert [lack.error for lack in verdict.lacks] == [True]


def test_the_lowest_status_is_that_of_what_goes_out() -> None:
    assert judged(units(), accept=Status.DRAFT).lowest is Status.APPROVED
    assert judged(units(Status.REVIEWED), accept=Status.DRAFT).lowest is Status.REVIEWED
    assert judged(units(Status.REVIEWED, Status.DRAFT), accept=Status.DRAFT).lowest is Status.DRAFT
    assert judged(units(*[Status.OMIT] * 4)).lowest is None


def accepted(unit: Unit, *, unedited: bool, who: str | None = "Mira") -> Unit:
    assert unit.record is not None
    when = "2026-11-29T12:00:00+00:00"
    made = Acceptance(
        unit.status,
        when,
        who,
        unedited,
        Grounds.NAMED,
        digest(unit.source, unit.target),
    )
    return replace(unit, record=replace(unit.record, accepted=made))


def test_shares_are_those_of_the_sentences_that_go_out() -> None:
    every = [
        accepted(units()[0], unedited=True),
        replace(accepted(units()[1], unedited=False), target="کار"),
        replace(units()[2], record=unknown(units()[2])),
        units()[3],
    ]
    share = judged(every).share
    assert (share.segments, share.sentences, share.reviewed) == (4, 3, 3)
    assert share.engines == (ARGOS.credit,)
    assert (share.unknown, share.kept, share.stale) == (1, 0, 0)
    assert (share.words, share.translated_words) == (8, 8)
    assert judged(every, responsible="Desk").share.answers == "Desk"


def test_who_wrote_a_draft_answers_for_it() -> None:
    written = replace(units(Status.DRAFT)[0], record=Record(Origin.HUMAN, NONE, "متن 0"))
    share = judged([written, *units()[1:]], accept=Status.DRAFT).share
    assert share.reviewed == 3
    share = judged(units(Status.DRAFT), accept=Status.DRAFT).share
    assert share.reviewed == 2


def test_an_empty_share_counts_nothing() -> None:
    assert Share() == Share(0, 0, 0, 0, 0, 0, 0, (), 0, 0, 0, False, "", {})
    assert share_of(units(), units()).kept == 0


def test_what_a_person_wrote_for_an_older_source_is_not_reviewed() -> None:
    assert STALE.record is not None
    old = replace(STALE, record=replace(STALE.record, origin=Origin.HUMAN))
    verdict = judged([old, *units()[1:]], accept=Status.REVIEWED, stale=Stale.PUBLISH)
    assert (verdict.share.stale, verdict.share.reviewed) == (1, 2)


def test_a_copy_counts_as_read_where_somebody_named_accepted_every_sentence() -> None:
    every = [accepted(unit, unedited=False) for unit in units()]
    assert judged(every).share.read
    assert not judged([accepted(every[0], unedited=False, who=None), *every[1:]]).share.read
    assert not judged(units(*[Status.OMIT] * 4)).share.read


def test_the_words_that_go_out_are_told_in_percent() -> None:
    every = units(Status.APPROVED, Status.APPROVED, Status.APPROVED, Status.DRAFT)
    verdict = judged(every, missing=Missing.SOURCE, minimum=88)
    assert verdict.reason == "87% of the words may be published, of 88%"
    assert judged(every, missing=Missing.SOURCE, minimum=87).fate is Fate.PUBLISH


@pytest.mark.parametrize(
    ("untouched", "most", "fate"),
    [
        (1, None, Fate.PUBLISH),
        (1, 34, Fate.PUBLISH),
        (1, 33, Fate.WITHHOLD),
        (2, 67, Fate.PUBLISH),
        (2, 66, Fate.WITHHOLD),
        (3, 100, Fate.WITHHOLD),
    ],
)
def test_a_machines_texts_that_nobody_touched_may_be_too_many(
    untouched: int, most: int | None, fate: Fate
) -> None:
    every = [
        accepted(unit, unedited=True)
        if number < untouched
        else replace(accepted(unit, unedited=False), target="کار")
        for number, unit in enumerate(units())
    ]
    verdict = judged(every, unedited=most)
    assert (verdict.share.machine, verdict.share.unedited) == (3, untouched)
    assert verdict.fate is fate
    if fate is Fate.WITHHOLD:
        assert verdict.reason == (
            f"{untouched} of 3 sentences of machine text were accepted untouched, "
            f"and {most}% is too much here"
        )


def test_of_a_text_without_a_machine_none_is_too_much() -> None:
    by_hand = [replace(unit, record=Record(Origin.HUMAN, NONE, unit.target)) for unit in units()]
    assert judged(by_hand, unedited=1).fate is Fate.PUBLISH


def test_a_text_of_unknown_origin_counts_as_a_machines() -> None:
    first, *rest = units()
    lost = accepted(replace(first, record=unknown(first)), unedited=True)
    by_hand = [replace(unit, record=Record(Origin.HUMAN, NONE, unit.target)) for unit in rest]
    verdict = judged([lost, *by_hand], unedited=100)
    assert verdict.reason == (
        "1 of 1 sentences of machine text, or of unknown origin, were accepted untouched, "
        "and 100% is too much here"
    )
