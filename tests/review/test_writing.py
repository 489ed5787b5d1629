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


WHOLE = """\
article: 'a.md' # Mira's

source: en
target: fa
segments:

# paragraph 1
- id: x
  status: draft
  source: Rain.
  target: باران

record:
  x: {engine: "argos en-fa 1.5", machine: "باران"} # by the old model

retired:

- id: y
  status: reviewed
  source: Snow.
  target: برف
"""


def written(text: str, **changes: object) -> str:
    catalog = review.parse(text, "x")
    return review.serialize(replace(catalog, **changes), text)  # type: ignore[arg-type]


@pytest.mark.parametrize("end", ["\n", "", "\n\n\n", "\n\n# Mira\n\n"])
def test_what_does_not_change_keeps_its_bytes_to_the_end_of_the_file(end: str) -> None:
    text = WHOLE.removesuffix("\n") + end
    assert written(text) == text
    assert written(text, article="") == text  # of single segments none is known


def test_an_article_that_was_renamed_has_its_new_name_and_the_remark() -> None:
    new = "article: b.md\n# Mira's\n\n"
    assert written(WHOLE, article="b.md") == WHOLE.replace("article: 'a.md' # Mira's\n\n", new)


def test_a_record_that_changes_keeps_the_remark_beside_it() -> None:
    (unit,) = review.parse(WHOLE, "x").units
    assert unit.record is not None
    text = written(WHOLE, units=(replace(unit, record=replace(unit.record, machine="برف")),))
    (again,) = review.parse(text, "x").units
    assert again.record is not None
    assert again.record.machine == "برف"
    deep = WHOLE.replace("  x: {", "    x: {")
    assert "\n    x: {" in written(deep, units=(replace(unit, record=again.record),))
    assert "# by the old model\n" in text
    before, _, rest = WHOLE.partition("record:")
    assert text.startswith(before)
    assert text.endswith(rest[rest.index("\nretired:") :])


def test_the_last_of_the_retired_takes_the_blank_line_along() -> None:
    assert written(WHOLE + "\n", retired=()) == WHOLE[: WHOLE.index("\nretired:")]


def test_all_segments_may_go_and_others_come() -> None:
    none = written(WHOLE, units=(), labels=(), retired=())
    assert review.parse(none, "x").units == ()
    assert none.startswith("article: 'a.md' # Mira's\n\nsource: en\n")
    assert written(none) == none
    remark = "# Mira: below all of them\n"
    below = WHOLE.replace("\nrecord:", f"\n{remark}\nrecord:")
    assert below != WHOLE
    assert remark in written(below, units=(), labels=(), retired=())
    empty = "article: a.md\nsource: en\ntarget: fa\nsegments: # none yet\n"
    assert written(empty) == empty
    text = written(empty, units=(UNIT,), labels=("paragraph 1",))
    assert [unit.id for unit in review.parse(text, "x").units] == ["x"]
    assert "# none yet\n" in text
    followed = written(f"{empty}\nown: 1\n", units=(UNIT,), labels=("paragraph 1",))
    assert "\n\nown: 1\n" in followed


def test_the_first_record_comes_below_the_remarks_on_an_empty_list() -> None:
    record = review.parse(WHOLE, "x").units[0].record
    text = WHOLE[: WHOLE.index("record:")] + "record: # by machines\n# mine\n"
    (unit,) = review.parse(text, "x").units
    after = written(text, units=(replace(unit, record=record),))
    (again,) = review.parse(after, "x").units
    assert again.record == record
    assert after.count("# by machines\n") == after.count("# mine\n") == 1


def test_a_list_of_what_is_retired_begins_below_one_blank_line() -> None:
    (old,) = review.parse(WHOLE, "x").retired
    head = WHOLE[: WHOLE.index("\nretired:")]
    assert written(head, retired=(replace(old, entry=None),)).startswith(f"{head}\nretired:")
    empty = f"{head}\nretired: # old ones\n"
    after = written(empty, retired=(replace(old, entry=None),))
    assert after.startswith(f"{head}\nretired:")
    assert "\n\n\n" not in after


def test_a_segment_that_retires_is_written_as_the_others_there() -> None:
    indented = WHOLE.replace("- id: x\n", "  - id: x\n").replace(
        "  status: draft\n  source: Rain.\n  target: باران\n",
        "    status: reviewed\n    source: Rain.\n    # Mira\n    target: باران\n",
    )
    catalog = review.parse(indented, "x")
    after = written(indented, units=(), labels=(), retired=(*catalog.retired, *catalog.units))
    assert [unit.id for unit in review.parse(after, "x").retired] == ["y", "x"]
    assert "\n- id: x\n  status: reviewed\n  source: Rain.\n  # Mira\n  target: باران\n" in after


def test_what_comes_behind_a_last_line_without_end_has_a_line_of_its_own() -> None:
    text = WHOLE.removesuffix("\n")
    old = review.parse(text, "x").retired
    after = written(text, retired=(*old, replace(old[0], id="z", entry=None)))
    assert [unit.id for unit in review.parse(after, "x").retired] == ["y", "z"]
    assert after.startswith(f"{text}\n\n- id: z\n")


def test_a_remark_on_the_records_stays_where_the_last_of_them_goes() -> None:
    text = WHOLE.replace("record:\n", "record: # by machines\n")
    (unit,) = review.parse(text, "x").units
    after = written(text, units=(replace(unit, record=None),))
    assert "# by machines\n" in after
    assert "# by the old model" in after


def test_what_is_a_persons_own_and_remarks_on_the_records_are_there_once() -> None:
    own = "own:\n  - one # mine\n  # between\n  - two\n\n"
    text = WHOLE.replace("record:\n", f"{own}record: # by machines\n")
    (unit,) = review.parse(text, "x").units
    assert unit.record is not None
    changed = replace(unit, record=replace(unit.record, machine="برف"))
    after = written(text, article="b.md", units=(changed,))
    assert own in after
    assert after.count("# by machines\n") == 1
