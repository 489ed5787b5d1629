"""What people write in review files: what is understood, and what is said of the rest."""

from __future__ import annotations

import pytest

from dragoman.errors import ReviewError
from dragoman.formats import review
from dragoman.model import Status, Unit

HEAD = "article: a.md\nsource: en\ntarget: fa\nsegments:\n"


def only(text: str) -> Unit:
    (unit,) = review.parse(HEAD + text, "locales/fa/a.md.yaml").units
    return unit


@pytest.mark.parametrize(
    "target",
    [
        "target: آب پایین رفت",
        "target: 'آب پایین رفت'",
        'target: "آب پایین رفت"',
        "target: >-\n    آب\n    پایین رفت",
        "target: |\n    آب پایین رفت",
        "target: |-\n\n    آب پایین رفت\n\n",
        "target: |2\n    آب پایین رفت",
    ],
)
def test_every_way_to_write_text_is_understood(target: str) -> None:
    assert only(f"- id: x\n  source: s\n  {target}\n").target == "آب پایین رفت"


@pytest.mark.parametrize("word", ["yes", "no", "on", "2024-05-01", "12", "1e3", "~", "null", "="])
def test_words_are_words(word: str) -> None:
    assert only(f"- id: x\n  source: s\n  target: {word}\n").target == word


@pytest.mark.parametrize(
    ("written", "status"),
    [
        ("approved", Status.APPROVED),
        ("Approved", Status.APPROVED),
        ("'approved'", Status.APPROVED),
        ("needs work", Status.NEEDS_WORK),
        ("needs_work", Status.NEEDS_WORK),
        ("", Status.DRAFT),
    ],
)
def test_a_status_may_be_written_in_several_ways(written: str, status: Status) -> None:
    assert only(f"- id: x\n  source: s\n  target: t\n  status: {written}\n").status is status


def test_keys_may_stand_in_any_order_and_in_braces() -> None:
    unit = only("- {target: t, status: reviewed, source: s, id: x}\n")
    assert (unit.id, unit.source, unit.target, unit.status) == ("x", "s", "t", Status.REVIEWED)


@pytest.mark.parametrize(
    ("text", "names"),
    [("[a, b]", ("a", "b")), ("a", ("a",)), ("a, b", ("a", "b")), ("\n  - a", ("a",)), ("", ())],
)
def test_checks_to_ignore_may_be_a_list_or_words(text: str, names: tuple[str, ...]) -> None:
    assert only(f"- id: x\n  source: s\n  ignore: {text}\n").ignore == names


WRONG = {
    "a colon": ("- id: x\n  target: he said: no\n", 6, "a colon stands in text"),
    "a tab": ("- id: x\n\ttarget: t\n", 6, "indented with a tab"),
    "no-break space": ("- id: x\n\u00a0 target: t\n", 6, "no-break space"),
    "no-break space within": ("- id: x\n  \u00a0target: t\n", 6, "no-break space"),
    "no-break space before text": ("- id: x\n  target: |-\n\u00a0   t\n", 7, "no-break space"),
    "an open quote": ('- id: x\n  target: "t\n  status: draft\n', 6, "never closed"),
    "a hashtag": ("- id: x\n  target: @desk is right\n", 6, "has a meaning in YAML"),
    "too little indent": ("- id: x\n  target: |-\n      a\n    b\n", 8, "indented as far as"),
    "a stray key": ("- id: x\n   target: t\n", 6, "indented differently"),
    "conflict marks": ("<<<<<<< HEAD\n- id: x\n=======\n- id: y\n>>>>>>> b\n", 5, "merged"),
    "a control character": ("- id: x\n  target: a\x07b\n", 6, "no text file should hold"),
    "a wrong status": ("- id: x\n  target: t\n  status: aproved\n", 7, "is no status"),
    "approved and empty": ("- id: x\n  status: approved\n  target: |-\n", 6, "target is empty"),
    "a key twice": ("- id: x\n  target: a\n  target: b\n", 7, "given twice"),
    "a list for text": ("- id: x\n  target: [a, b]\n", 6, "holds a list or keys"),
    "no keys": ("- x\n", 5, "holds no keys"),
    "a map of segments": ("  x: y\n", 5, "is not a list"),
    "segments in brackets": ("  [{id: x}]\n", 5, "in brackets"),
    "deep nesting": ("- " * 5000 + "x\n", None, "nested more than"),
    "a broken record": ("- id: x\nrecord:\n  x: {origin: magic}\n", 7, "record is damaged"),
    "a confidence in words": ("- id: x\nrecord:\n  x: {confidence: high}\n", 7, "is damaged"),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_is_wrong_is_said_in_plain_words_with_its_place(name: str) -> None:
    text, line, said = WRONG[name]
    with pytest.raises(ReviewError) as caught:
        review.parse(HEAD + text, "locales/fa/a.md.yaml")
    error = caught.value
    assert said in error.problem
    assert error.line == line
    assert error.path == "locales/fa/a.md.yaml"
    assert error.advice
    if line is not None:
        assert error.excerpt in (HEAD + text).split("\n")[line - 1]


@pytest.mark.parametrize("text", ["", "just text\n", "- a\n- b\n", "{article: a}\n"])
def test_another_kind_of_file_is_told_from_a_review_file(text: str) -> None:
    with pytest.raises(ReviewError, match="not a review file"):
        review.parse(text, "x")


def test_the_line_of_each_segment_is_known() -> None:
    text = f"{HEAD}\n# heading\n- id: x\n  source: s\n\n- id: y\n  source: s\n"
    assert [unit.line for unit in review.parse(text, "x").units] == [7, 10]


def test_comments_and_own_keys_make_a_segment_a_persons() -> None:
    plain = "- id: x\n  source: a#1 hit\n"
    assert not only(plain).remarks
    assert not only(f"# paragraph 3\n{plain}").remarks
    assert only(f"# ask Ali\n{plain}").remarks
    assert only(f"{plain}  # ask Ali\n").remarks
    assert only(f"{plain}  translator: Ali\n").remarks
