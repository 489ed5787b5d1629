"""What would not read back is not written."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dragoman.errors import ReviewError
from dragoman.formats import review
from dragoman.model import Catalog, Status, Unit

UNIT = Unit("x", "Rain.", "باران", Status.DRAFT)


@pytest.mark.parametrize(
    "unit",
    [
        replace(UNIT, id="x: y\n  z"),
        replace(UNIT, target=" باران "),
        replace(UNIT, status=Status.APPROVED, target=""),
    ],
)
def test_a_catalog_that_would_not_read_back_is_refused(unit: Unit) -> None:
    whole = Catalog("a.md", "en", "fa", (UNIT,), ("paragraph 1",))
    text = review.serialize(whole, None)
    with pytest.raises(ReviewError):
        review.serialize(replace(whole, units=(unit,)), None)
    with pytest.raises(ReviewError):
        review.serialize(replace(whole, units=(replace(unit, entry=0),)), text)
