"""What a model looked at, as evidence of where markup belongs."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman import inline
from dragoman.engines import create
from dragoman.model import Attention, Syntax
from tests.transducers import Failing, cipher, translated

SOURCE = "The *lazy* dog left."
TARGET = "Раз два три четыре."


def placed(attention: Attention, target: str = TARGET) -> inline.Projection:
    """Project where nothing but attention and order tells the place of the emphasis."""
    masked = inline.mask(SOURCE, Syntax.MARKDOWN)
    return inline.project(masked, {masked.plain: target}, attention)


def looking(*places: int) -> Attention:
    """Each word of the target looks at one word of the source."""
    return [[float(place == each) for each in range(4)] for place in places]


@pytest.mark.parametrize(
    ("attention", "text"),
    [
        ((), "Раз *два* три четыре."),
        (looking(0, 1, 2, 3), "Раз *два* три четыре."),
        (looking(0, 3, 2, 1), "Раз два три *четыре*."),
        (looking(1, 0, 2, 3), "*Раз* два три четыре."),
        (looking(0, 0, 1), "Раз *два* три четыре."),  # not of this text: it is not used
    ],
)
def test_a_guess_goes_where_the_model_looked(attention: Attention, text: str) -> None:
    projection = placed(attention)
    assert projection.text == text
    assert [finding.check for finding in projection.findings] == ["markup_position"]


def test_what_is_sure_is_not_overruled() -> None:
    masked = inline.mask("The *64* dogs left.", Syntax.MARKDOWN)
    target = "Раз 64 три четыре."
    projection = inline.project(masked, {masked.plain: target}, looking(0, 0, 0, 1))
    assert (projection.text, projection.findings) == ("Раз *64* три четыре.", ())


weights = st.floats(0, 1)
rows = st.lists(weights, min_size=0, max_size=5)


@given(st.lists(rows, max_size=5), st.sampled_from([TARGET, "", "…", "а б", "x" * 40]))
def test_whatever_attention_says_the_markup_comes_through_once(
    attention: list[list[float]], target: str
) -> None:
    projection = placed(attention, target)
    assert projection.text.count("*") == 2
    assert projection.complete


@pytest.mark.parametrize("source", ["The lazy dog left.", "a bc def", "Left at once, they said:"])
def test_an_engine_tells_it_by_words(tmp_path: Path, source: str) -> None:
    Failing(cipher()).package(tmp_path)
    with create("argos", str(tmp_path)).open("en", "ru") as translator:
        ((_, plain),) = translator.translate([source])
        ((_, attended),) = translator.translate([source], attended={source})
    assert attended.text == plain.text == translated(source)
    assert plain.attention == ()
    # The model writes letter for letter, so each word is made of the one at its place.
    for place, row in enumerate(attended.attention):
        assert max(row) == row[place]
        assert sum(row) == pytest.approx(1, abs=0.01)
    assert len(attended.attention) == len(source.split())
