"""What would not read back is not written."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dragoman import review
from dragoman.errors import ReviewError
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


HEAD = "article: a.md\nsource: en\ntarget: fa\nsegments:\n\n- id: x\n"


@pytest.mark.parametrize(
    "body",
    [
        "  status: draft\t# later\n  source: Rain.\n  target: باران\n",
        "  status:\t'draft' \t# later\n  source: Rain.\n  target:\tباران\n",
        "  source: Rain.\n  target: باران\t\n  status: draft\t\t# later\n",
        "  status: draft\n  source: Rain.\n  target: |-\t# later\n    باران\tباران\n",
        "  status: draft\n  own: [a,\tb]\t# later\n  source: Rain.\n  target: باران\n",
    ],
)
def test_tabs_between_words_of_yaml_are_no_obstacle(body: str) -> None:
    text = HEAD + body
    catalog = review.parse(text, "x")
    (unit,) = catalog.units
    new = replace(unit, target="برف", note="Mira", status=Status.APPROVED)
    written = review.serialize(replace(catalog, units=(new,)), text)
    (again,) = review.parse(written, "x").units
    assert (again.target, again.note, again.status) == ("برف", "Mira", Status.APPROVED)
    assert written.count("# later") == 1
    assert written.count("own: [a,\tb]") == body.count("own: [a,\tb]")
