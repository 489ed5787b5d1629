"""The figures of effort, of however many units."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.model import Origin, Record, Status, Unit
from dragoman.signature import Signature
from dragoman.workflow import work
from dragoman.workflow.work import Tally

_TEXTS = st.lists(st.sampled_from(["мост", "закрыт", "снова", "дорога", "открыта"]), min_size=1)


def unit(words: list[str], edited: list[str]) -> Unit:
    record = Record(Origin.MT, Signature("pseudo"), " ".join(words))
    return Unit("x", "The bridge is closed.", " ".join(edited), Status.APPROVED, record=record)


@given(st.lists(st.builds(unit, _TEXTS, _TEXTS), min_size=1, max_size=12))
def test_figures_are_the_same_however_many_are_counted_together(units: list[Unit]) -> None:
    whole = Tally.of(units)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(work, "AT_A_TIME", 2)
        assert Tally.of(units) == whole


def test_of_many_units_some_are_counted_together(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[int] = []
    counted = work._counted

    def watched(metric: object, machine: list[str], human: list[str]) -> tuple[float, ...]:
        seen.append(len(machine))
        return counted(metric, machine, human)  # type: ignore[arg-type]

    monkeypatch.setattr(work, "_counted", watched)
    Tally.of([unit(["мост"], ["мост", "закрыт"])] * (2 * work.AT_A_TIME + 1))
    assert max(seen) == work.AT_A_TIME
    assert sum(seen) == 2 * (2 * work.AT_A_TIME + 1)
