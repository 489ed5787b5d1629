"""Values that are made quickly are those that a frozen dataclass makes."""

from __future__ import annotations

import copy
import inspect
import pickle
from dataclasses import FrozenInstanceError, dataclass, fields, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.formats.cover import Span
from dragoman.formats.flow import OneLine
from dragoman.inline.kinds import InlineSpan, SpanKind
from dragoman.model import Block, BlockKind, Segment
from dragoman.model.quick import quickly_made


@dataclass(frozen=True, slots=True)
class Slow:
    text: str
    number: int = 3
    parts: tuple[str, ...] = ()


@quickly_made
@dataclass(frozen=True, slots=True)
class Quick:
    text: str
    number: int = 3
    parts: tuple[str, ...] = ()


_arguments = st.one_of(
    st.tuples(st.text()),
    st.tuples(st.text(), st.integers()),
    st.tuples(st.text(), st.integers(), st.lists(st.text()).map(tuple)),
)


@given(_arguments, _arguments)
def test_it_is_the_same_value(one: tuple[str], other: tuple[str]) -> None:
    quick, slow = Quick(*one), Slow(*one)
    assert type(quick) is Quick
    assert repr(quick) == repr(slow).replace("Slow", "Quick")
    assert hash(quick) == hash(slow)
    assert (quick == Quick(*other)) == (slow == Slow(*other))
    assert pickle.loads(pickle.dumps(quick)) == copy.copy(quick) == quick
    assert replace(quick, number=5) == Quick(one[0], 5, quick.parts)


def test_it_is_asked_the_same_way() -> None:
    assert inspect.signature(Quick) == inspect.signature(Slow)
    assert Quick(text="a", parts=("b",)) == Quick("a", 3, ("b",))
    for wrong in ((), ("a", 1, (), 2)):
        with pytest.raises(TypeError):
            Quick(*wrong)


@pytest.mark.parametrize(
    "value",
    [
        Quick("a"),
        Segment("1", "a", "a"),
        Block(BlockKind.VERBATIM, "a"),
        Span((0, 1), BlockKind.HEADING, "a", OneLine()),
        InlineSpan(SpanKind.CODE, 0, 3, 1, 2),
    ],
)
def test_nothing_of_it_can_be_changed(value: object) -> None:
    for field in fields(value):  # type: ignore[arg-type]
        with pytest.raises(FrozenInstanceError):
            setattr(value, field.name, "b")
        with pytest.raises(FrozenInstanceError):
            delattr(value, field.name)
