"""The order in which units need a person."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.calibration import Calibration
from dragoman.model import Finding, Origin, Record, Severity, Status, Unit
from dragoman.risk import risk
from dragoman.signature import Signature

ERROR = Finding("verbatim", "https://example.org is lost", Severity.ERROR)
WARNING = Finding("stutter", "“a b” comes 2 times in a row")


def unit(status: Status = Status.DRAFT, sure: float | None = 0.9, *findings: Finding) -> Unit:
    record = Record(Origin.MT, Signature("argos", "en-ru", "1.9"), "Шесть дорог.", sure)
    return Unit("a1", "Six roads.", "Шесть дорог.", status, findings=findings, record=record)


STALE = replace(unit(Status.STALE), was="Nine roads.", source="6 roads.")
TYPO = replace(unit(Status.STALE), was="Six raods.", source="Six roads.")

LOOKS = Finding("brackets", "a bracket has no partner")

ORDER = [
    unit(Status.APPROVED, 0.9, ERROR),
    STALE,
    Unit("a1", "Six roads."),
    TYPO,
    replace(unit(Status.NEEDS_WORK), note="Which roads?"),
    unit(Status.DRAFT, 0.5, WARNING),
    unit(Status.DRAFT, 0.3),
    unit(Status.DRAFT, 0.9, LOOKS, LOOKS, LOOKS),
    unit(Status.DRAFT, 0.9),
]
QUIET = [unit(Status.APPROVED), unit(Status.REVIEWED), unit(Status.DRAFT, 1.0)]


def test_what_misleads_readers_comes_first() -> None:
    scores = [risk(each).score for each in ORDER]
    assert scores == sorted(scores, reverse=True)
    assert len(set(scores)) == len(scores)
    assert scores[-1] > 0


@pytest.mark.parametrize("each", QUIET)
def test_what_is_settled_asks_for_nothing(each: Unit) -> None:
    assert risk(each).score == 0
    assert risk(each).reasons == ()


def test_the_reasons_say_what_is_wrong() -> None:
    assert risk(ORDER[0]).reasons[0] == "verbatim: https://example.org is lost"
    assert risk(STALE).reasons == ("the source changed (Nine → 6)",)
    assert risk(ORDER[4]).reasons[0] == "needs work: Which roads?"
    assert risk(ORDER[6]).reasons == ("the model's confidence is 0.30",)


def test_several_errors_count_more_than_one() -> None:
    other = Finding("junk", "unexpected in this text: “⁇”", Severity.ERROR)
    one, two = (unit(Status.DRAFT, 1.0, *found) for found in ((ERROR,), (ERROR, other)))
    assert risk(two).score > risk(one).score
    assert "junk" in risk(two).reasons[0]


@given(st.sampled_from(ORDER + QUIET), st.sampled_from([ERROR, WARNING]))
def test_a_finding_more_never_lowers_the_risk(each: Unit, finding: Finding) -> None:
    more = replace(each, findings=(*each.findings, finding))
    assert risk(more).score >= risk(each).score


def test_what_people_kept_of_such_text_counts_more_than_the_number() -> None:
    doubtful = Calibration(200, ((0.5, 0.1), (0.9, 0.3)))
    fine = Calibration(200, ((0.5, 0.9), (0.9, 0.95)))
    assert risk(unit(sure=0.9), doubtful).score > risk(unit(sure=0.5), fine).score
    assert risk(unit(sure=0.9), doubtful).reasons == (
        "the model's confidence is 0.90; people kept 30% of such text",
    )
