"""What becomes of a text does not depend on those that are translated with it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman import engines
from dragoman.engines import Translator

TEXTS = (
    "The bridge is closed until 5 March.",
    "The school is closed until 9 March.",
    "The convoy of 1234 trucks reached the school on Monday.",
    "Nobody was hurt in the bridge, the ministry said.",
    "People of the river asked for help, and 4455 volunteers came.",
    "The road is open to all cars.",
    "Open",
)


@pytest.fixture(scope="module")
def translator() -> Iterator[Translator]:
    with engines.create("argos", "demo").open("en", "ru") as opened:
        yield opened


@settings(max_examples=25)
@given(st.lists(st.sampled_from(TEXTS), min_size=2, unique=True))
def test_company_changes_neither_text_nor_attention(
    translator: Translator, texts: list[str]
) -> None:
    together = dict(translator.translate(texts, attended=frozenset(texts)))
    for place, text in enumerate(texts):
        ((_, alone),) = translator.translate([text], attended=frozenset([text]))
        assert together[place].text == alone.text
        for one, other in zip(together[place].attention, alone.attention, strict=True):
            assert one == pytest.approx(other, abs=0.01)
