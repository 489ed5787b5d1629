"""What people write in review files: what is understood, and what is said of the rest."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman import review
from dragoman.errors import ReviewError
from dragoman.model import Origin, Status, Unit, sentence_id

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
    "an empty line with a tab": ("- id: x\n  a: b\n \t\n  target: t\n", 7, "a tab stands"),
    "a tab after a dash": ("-\tid: x\n  target: t\n", 5, "indented with a tab"),
    "a tab within, a slip below": (
        "- id: x\n  a: b\t\n  target: he said: no\n",
        7,
        "a colon stands",
    ),
    "no-break space": ("- id: x\n\u00a0 target: t\n", 6, "no-break space"),
    "no-break space within": ("- id: x\n  \u00a0target: t\n", 6, "no-break space"),
    "no-break space before text": ("- id: x\n  target: |-\n\u00a0   t\n", 7, "no-break space"),
    "an open quote": ('- id: x\n  target: "t\n  status: draft\n', 6, "never closed"),
    "a hashtag": ("- id: x\n  target: @desk is right\n", 6, "has a meaning in YAML"),
    "too little indent": ("- id: x\n  target: |-\n      a\n    b\n", 8, "indented as far as"),
    "a stray key": ("- id: x\n   target: t\n", 6, "indented differently"),
    "conflict marks": ("<<<<<<< HEAD\n- id: x\n=======\n- id: y\n>>>>>>> b\n", 5, "merged"),
    "a control character": ("- id: x\n  target: a\x07b\n", 6, "no text file should hold"),
    "a wrong status": ("- id: x\n  target: t\n  status: aproved\n", 7, "is not a status"),
    "approved and empty": ("- id: x\n  status: approved\n  target: |-\n", 6, "target is empty"),
    "a key twice": ("- id: x\n  target: a\n  target: b\n", 7, "given twice"),
    "a fence at the end": (
        "- id: x\n  target: t\nrecord:\n  x: {machine: t}\n```\n\n",
        9,
        "came along when the text was copied",
    ),
    "a list for text": ("- id: x\n  target: [a, b]\n", 6, "holds a list or keys"),
    "no keys": ("- x\n", 5, "holds no keys"),
    "a map of segments": ("  x: y\n", 5, "is not a list"),
    "segments in brackets": ("  [{id: x}]\n", 5, "in brackets"),
    "deep nesting": ("- " * 5000 + "x\n", 5, "nested more than"),
    "a broken record": ("- id: x\nrecord:\n  x: {origin: magic}\n", 7, "record is damaged"),
    "a tab before text": ("- id: x\n  target: |-\n\tt\n", 7, "indented with a tab"),
    "no space after a colon": (
        "- id: x\n  status:draft\n  target: t\n",
        6,
        "no space after `status:`",
    ),
    "no space before text below": (
        "- id: x\n  target:|-\n    t\n\n- id: y\n",
        6,
        "no space after `target:`",
    ),
    "no colon": ("- id: x\n  status draft\n  target: t\n", 6, "no colon after `status`"),
    "a wide colon": ("- id: x\n  status\uff1a draft\n  target: t\n", 6, "not the one of YAML"),
    "a no-break space after a colon": (
        "- id: x\n  status:\u00a0draft\n  target: t\n",
        6,
        "stands where a space belongs",
    ),
    "a quotation within one": ('- id: x\n  target: "a "b" c"\n', 6, "ends the text that began"),
    "an apostrophe within quotes": ("- id: x\n  target: 'it's'\n", 6, "ends the text that began"),
    "words after a quotation": ('- id: x\n  target: "a" b\n', 6, "ends the text that began"),
    "an open quote and the record": (
        '- id: x\n  target: "t\n  status: draft\nrecord:\n  x: {machine: "t"}\n',
        6,
        "never closed",
    ),
    "a backslash": ('- id: x\n  target: "a\\d"\n', 6, "a backslash has a meaning"),
    "a status in Russian": ("- id: x\n  target: t\n  status: Одобрено\n", 7, "is not a status"),
    "a status with a tag's sign": ("- id: x\n  target: t\n  status: #approved\n", 7, "comment"),
    "a tag in text": ("- id: x\n  target: see #map\n", 6, "for a comment"),
    "words behind a sign": ("- id: x\n  target: see # the map\n", 6, "for a comment"),
    "nothing but words behind a sign": ("- id: x\n  note: # ask Mira\n", 6, "for a comment"),
    "nothing but a tag": ("- id: x\n  target: #map\n", 6, "for a comment"),
    "an ampersand": ("- id: x\n  target: &c the rest\n", 6, "YAML drops: &"),
    "an exclamation": ("- id: x\n  note: !important\n", 6, "YAML drops: !"),
    "a star": ("- id: x\n  target: *all* of it\n", 6, "has a meaning in YAML: *"),
    "a dash of dialogue": ("- id: x\n  target: - Да\n", 6, "has a meaning in YAML: -"),
    "a placeholder": ("- id: x\n  target: {name} came\n", 6, "has a meaning in YAML: {"),
    "a footnote": ("- id: x\n  target: [1] came\n", 6, "has a meaning in YAML: ["),
    "a bracket never closed": ("- id: x\n  target: [sic\n  note: n\n", 6, "in YAML: ["),
    "text beside its sign": ("- id: x\n  target: |- t\n", 6, "text follows on the line of `|`"),
    "text at the margin": ("- id: x\n  target: |-\nt\n\n- id: y\n", 7, "indented as far as"),
    "text under its key": ("- id: x\n  target: |-\n  t\n\n- id: y\n", 7, "indented as far as"),
    "a second line at the margin": (
        "- id: x\n  target: |-\n    a\nb\n\n- id: y\n",
        8,
        "indented as far as",
    ),
    "a second line with a colon": ("- id: x\n  target: a\n    b: c\n", 7, "a colon stands in text"),
    "no space after the dash": ("- id: x\n\n-id: y\n  target: t\n", 7, "a dash and a space"),
    "a long dash": ("- id: x\n\n\u2013 id: y\n  target: t\n", 7, "a dash and a space"),
    "no dash": ("- id: x\n  target: t\n\n  id: y\n", 8, "given twice"),
    "a key mistyped": ("- id: x\n  source: s\n  traget: t\n", 7, "`target:` is missing"),
    "a key in capitals": ("- id: x\n  NOTE: n\n", 6, "`note:` is missing"),
    "a key with a Cyrillic letter": ("- id: x\n  st\u0430tus: draft\n", 6, "`status:` is missing"),
    "a key behind a mark": ("- id: x\n  \u200cstatus: draft\n", 6, "invisible mark"),
    "a section mistyped": ("- id: x\nretird:\n- id: y\n", 6, "`retired:` is missing"),
    "a section twice": ("- id: x\nsegments:\n- id: y\n", 6, "given twice"),
    "a line separator": (
        "- id: x\n  target: |-\n    a\u2028b\n  status: draft\n",
        7,
        "an invisible line break",
    ),
    "a carriage return": ("- id: x\n  target: a\rb\n", 6, "a carriage return alone"),
    "two files in one": (f"- id: x\n  target: t\n---\n{HEAD}- id: y\n", 7, "a second file begins"),
    "marks of a merge with its base": (
        "- id: x\n<<<<<<< a\n  note: a\n||||||| o\n  note: o\n=======\n  note: b\n>>>>>>> b\n",
        6,
        "merged",
    ),
    "a mark of a merge left over": ("- id: x\n  target: |-\n    a\n=======\n", 8, "merged"),
    "a record cut off": ("- id: x\nrecord:\n  x: {origin: mt, eng", 7, "the record, which"),
    "a quote in the record": ('- id: x\nrecord:\n  x: {machine: "a"b"}\n', 7, "the record, which"),
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
        shown = (HEAD + text).split("\n")[line - 1]
        assert error.excerpt.strip("…") in shown
        assert error.excerpt == shown or len(shown) > 120
        assert error.column is not None
        assert 1 <= error.column <= len(shown) + 1


@pytest.mark.parametrize("fence", ["```", "```yaml", "\n```yml "])
def test_what_was_copied_with_the_file_is_told_before_all_else(fence: str) -> None:
    text = f"{fence}\n{HEAD}- id: x\n  target: t\n```\n"
    with pytest.raises(ReviewError) as caught:
        review.parse(text, "locales/fa/a.md.yaml")
    assert caught.value.line == fence.count("\n") + 1
    assert "came along when the text was copied" in caught.value.problem
    assert "the one like it at the end" in caught.value.advice


def test_a_line_of_a_text_is_not_taken_for_one_that_came_along() -> None:
    text = f"{HEAD}- id: x\n  target: |-\n    a\n```\n"
    with pytest.raises(ReviewError) as caught:
        review.parse(text, "locales/fa/a.md.yaml")
    assert "not indented as far as the text of `target`" in caught.value.problem


@pytest.mark.parametrize("machine", ['"t', "'t", '"t\\d"'])
def test_of_a_quotation_in_the_record_nobody_is_told_to_write_a_target(machine: str) -> None:
    with pytest.raises(ReviewError) as caught:
        review.parse(f"{HEAD}- id: x\n  target: t\nrecord:\n  x: {{machine: {machine}}}\n", "x")
    assert "Undo the change" in caught.value.advice


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("aproved", "approved"),
        ("approved.", "approved"),
        ("“approved”", "approved"),
        ("OK", "approved"),
        ("готово", "approved"),
        ("Onaylandı", "approved"),
        ("تأیید شد", "approved"),
        ("معتمد", "approved"),
        ("проверено", "reviewed"),
        ("доработать", "needs-work"),
        ("rejected", "needs-work"),
    ],
)
def test_what_a_reviewer_types_for_a_status_is_answered_with_it(typed: str, meant: str) -> None:
    with pytest.raises(ReviewError, match="is not a status") as caught:
        only(f"- id: x\n  target: t\n  status: {typed}\n")
    assert f"Did you mean {meant}?" in caught.value.advice


@pytest.mark.parametrize(
    ("text", "key", "meant"),
    [
        ("- id: x\n  الحالة: approved\n  source: s\n  target: t\n", "الحالة", "status"),
        ("- id: x\n  Статус: approved\n  source: s\n  target: t\n", "Статус", "status"),
        ("- id: x\n  durum: approved\n  source: s\n  target: t\n", "durum", "status"),
        ("- id: x\n  status: draft\n  source: s\n  ترجمه: t\n", "ترجمه", "target"),
        ("- id: x\n  status: draft\n  source: s\n  перевод: |-\n    t\n", "перевод", "target"),
    ],
)
def test_a_key_in_the_language_of_a_reviewer_is_answered_with_ours(
    text: str, key: str, meant: str
) -> None:
    with pytest.raises(ReviewError, match=f"`{key}:` is not a key") as caught:
        only(text)
    assert f"Did you mean `{meant}:`?" in caught.value.advice


def test_a_key_of_a_person_stays_where_ours_is_there() -> None:
    assert only("- id: x\n  status: draft\n  статус: t\n  source: s\n  target: t\n").id == "x"


def test_a_mark_that_nobody_sees_does_not_spoil_a_status() -> None:
    text = "- id: x\n  target: t\n  status: \u200fapproved\u200f\n"
    assert only(text).status is Status.APPROVED


@pytest.mark.parametrize("key", ["notes", "translator", "targets", "sta", "وضعیت", "Kaynak"])
def test_a_key_of_a_persons_own_is_welcome(key: str) -> None:
    text = f"- id: x\n  source: s\n  status: draft\n  {key}: mine\n  target: t\n"
    assert only(text).remarks


def test_a_line_too_long_is_shown_about_its_place() -> None:
    text = f"- id: x\n  target: {'a ' * 200}: b {'c ' * 200}\n"
    with pytest.raises(ReviewError) as caught:
        review.parse(HEAD + text, "x")
    assert ": b c" in caught.value.excerpt
    assert caught.value.excerpt.startswith("…")
    assert caught.value.excerpt.endswith("…")
    assert len(caught.value.excerpt) <= 120


@pytest.mark.parametrize("text", ["", " \n\n", "\ufeff\n"])
def test_an_empty_file_is_told(text: str) -> None:
    with pytest.raises(ReviewError, match="the file is empty"):
        review.parse(text, "x")


@pytest.mark.parametrize("text", ["just text\n", "- a\n- b\n", "{article: a}\n"])
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


SLIPS = (
    "- id: a{0}\n  status: aproved\n  source: s\n  target: t\n",
    "- id: a{0}\n  status: draft\n  source: s\n  target: he said: no\n",
    "- id: a{0}\n\tstatus: draft\n  source: s\n  target: t\n",
    '- id: a{0}\n  status: draft\n  source: s\n  target: "open\n',
    "- id: a{0}\n  status: draft\n  source: s\n  traget: t\n",
    "- id: a{0}\n  status:draft\n  source: s\n  target: t\n",
    "\u2013 id: a{0}\n  status: draft\n  source: s\n  target: t\n",
    "- id: a{0}\n  status: approved\n  source: s\n  target: |-\n",
    "- id: a{0}\n  status: draft\n  source: s\n  target: [a, b]\n",
    "- id: a{0}\n  status: draft\n  source: s\n  target: |-\nat the margin\n",
    "- id: a{0}\n  status: draft\n  source: s\n  target: *all* of it\n",
    "- id: a{0}\n  status: draft\n  source: s\n  target: |- text\n",
    "- id: a{0}\n  status: draft\n  source: s\n  target: a\x07b\n",
    "- id: a{0}\n  status: draft\n  source: s\n  target: a\u2028b\n",
    "- id: a{0}\n  status: draft\n  target: t\n  source: s\n  target: again\n",
    "- id: a{0}\n  status: draft\n  source: s\n  ? [a]\n  : t\n  target: t\n",
    "- id: a{0}\n  status draft\n  source: s\n  target: t\n",
    "- id: a{0}\n   status: draft\n  source: s\n  target: t\n",
)
"""Segments with one mistake each."""

GOOD = "- id: good{0}\n  status: draft\n  source: s\n  target: t\n"


@given(st.lists(st.sampled_from(SLIPS), min_size=1, max_size=8), st.sampled_from("\n\r"), st.data())
def test_every_mistake_of_a_file_is_told_at_once(
    wrong: list[str], end: str, data: st.DataObject
) -> None:
    """Each broken segment is named, and none beside it, whatever the others look like."""
    text = HEAD + "\n" + GOOD.format("")
    spans = []
    for number, slip in enumerate(wrong):
        first = text.count("\n") + 1
        text += slip.format(number)
        spans.append(range(first, text.count("\n") + 1))
        text += "\n" + GOOD.format(number) * data.draw(st.integers(0, 1))
    text = text.replace("\n", "\r\n") if end == "\r" else text
    with pytest.raises(ReviewError) as caught:
        review.parse(text, "x")
    told = [mistake.line for mistake in caught.value.every]
    assert len(told) == len(wrong)
    assert all(line in span for line, span in zip(told, spans, strict=True))
    assert str(caught.value).count("→") == len(wrong)


def test_of_very_many_mistakes_the_first_are_told_and_the_others_counted() -> None:
    text = HEAD + "".join(f"- id: a{number}\n  status: wrong\n" for number in range(250))
    with pytest.raises(ReviewError, match="150 more") as caught:
        review.parse(text, "x")
    assert len(caught.value.every) == 100


HOSTILE = {
    "brackets": "own: " + "[" * 40_000,
    "brackets closed": "own: " + "[" * 40_000 + "]" * 40_000,
    "braces": "own: " + "{a: " * 40_000,
    "brackets on lines": "own:\n" + "[\n" * 40_000,
    "dashes": "own: \n  " + "- " * 40_000,
    "a bomb": "a0: &a0 [x, x]\n"
    + "".join(f"  a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 10)),
    "a list of itself": "own: &a [*a]",
    "a mapping of itself": "own: &a {k: *a}",
    "a list of itself among brackets": "own: &a [*a, " + "[], " * 200 + "]",
    "a list for a key": "? [a]\n  : b",
    "a mapping for a key": "{a: b}: c",
    "an alias for a key": "b: &x [y]\n  *x : c",
}


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.parametrize("where", ["segment", "record", "findings"])
def test_what_would_hang_or_crash_a_reader_is_refused_by_its_place(name: str, where: str) -> None:
    odd = HOSTILE[name]
    heads = {
        "segment": f"- id: x\n  status: draft\n  source: s\n  target: t\n  {odd}\n",
        "record": f"- id: x\n  source: s\nrecord:\n  {odd}\n",
        "findings": f"- id: x\n  source: s\n  target: t\n  findings:\n  - f: g\n    {odd}\n",
    }
    with pytest.raises(ReviewError) as caught:
        only(heads[where].replace("\n  a", "\n  a" if where != "findings" else "\n    a"))
    assert caught.value.line is not None
    assert caught.value.advice


def test_names_for_other_parts_of_a_file_are_read() -> None:
    unit = only("- id: x\n  source: s\n  target: t\n  mine: &m [u]\n  yours: [*m, *m]\n")
    assert unit.target == "t"


FALLEN = HEAD + (
    "\n# paragraph 1\n- id: x\n  status: draft\n  source: |-\n    One.\n"
    "  target: |-\n    Первая.\n    {}\n"
    "- id: y\n  source: |-\n    Two.\n  target: |-\n    Вторая.\n"
)
LINES = [
    "Рядом.",
    "Он сказал: нет.",
    "He said: no.",
    "– Рядом.",
    '"Рядом."',
    "[Рядом](x)",
    "*Рядом*.",
    "`Рядом`",
    "- Рядом.",
]


@pytest.mark.parametrize("line", LINES)
@pytest.mark.parametrize("indent", ["", "  ", "   "])
def test_a_line_of_a_text_that_is_not_indented_is_told(line: str, indent: str) -> None:
    text = FALLEN.replace("    {}", f"{indent}{line}")
    with pytest.raises(ReviewError) as caught:
        review.parse(text, "a.yaml")
    first = caught.value
    assert first.line == 13
    assert first.excerpt == f"{indent}{line}"
    assert "four spaces before it" in first.advice.replace("Write 4", "Write four")


def test_lines_of_a_text_that_are_not_indented_are_told_at_once() -> None:
    text = FALLEN.replace("    Первая.\n    {}", "Первая.\nРядом.\n\nЕщё.")
    with pytest.raises(ReviewError) as caught:
        review.parse(text, "a.yaml")
    assert caught.value.line == 12
    assert caught.value.problem.startswith("this line and 2 below it are not indented")


def test_a_text_that_goes_on_below_its_key_is_told_how_to_write_it() -> None:
    text = FALLEN.replace("  target: |-\n    Первая.\n    {}", "  target: Первая.\nРядом.")
    with pytest.raises(ReviewError) as caught:
        review.parse(text, "a.yaml")
    assert caught.value.line == 12
    assert "`|-`" in caught.value.advice


def test_a_key_of_a_persons_own_may_be_two_words() -> None:
    assert only("- id: x\n  source: s\n  target: t\n  seen by: Mina\n").remarks


ONE, TWO = sentence_id("One."), sentence_id("Two.")
OWNED = f"record:\n  {ONE}: {{origin: mt, engine: pseudo, machine: mach}}\n"


def owned(*entries: tuple[str, str, str], record: str = OWNED) -> list[tuple[str, bool, Origin]]:
    text = "".join(
        f"- status: draft\n  source: {source}\n  target: {target}\n"
        + (f"  id: {name}\n" * bool(name))
        for name, source, target in entries
    )
    units = review.parse(HEAD + text + record, "a.md.yaml").units
    return [(unit.target, unit.edited, unit.origin) for unit in units]


@pytest.mark.parametrize("turn", [1, -1])
def test_of_entries_with_one_id_only_the_one_that_it_names_has_the_record(turn: int) -> None:
    entries = [(ONE, "One.", "mach"), (ONE, "Two.", "a person's")][::turn]
    assert sorted(owned(*entries)) == [
        ("a person's", True, Origin.UNKNOWN),
        ("mach", False, Origin.MT),
    ]
    entries = [(ONE, "One.", "mach"), (ONE, "One.", "a person's")][::turn]
    assert sorted(owned(*entries)) == [
        ("a person's", True, Origin.UNKNOWN),
        ("mach", False, Origin.MT),
    ]
    entries = [(ONE, "One.", "a person's"), (ONE, "Two.", "mach")][::turn]
    assert sorted(owned(*entries)) == [
        ("a person's", True, Origin.HUMAN),
        ("mach", True, Origin.UNKNOWN),
    ]


@pytest.mark.parametrize("name", ["", "mistyped"])
def test_an_entry_without_its_id_has_the_record_of_its_sentence(name: str) -> None:
    assert owned((name, "One.", "mach")) == [("mach", False, Origin.MT)]
    assert owned((name, "One.", "a person's")) == [("a person's", True, Origin.HUMAN)]
    assert owned((name, "Two.", "two")) == [("two", True, Origin.UNKNOWN)]
    twice = OWNED + f"  {ONE}-2: {{origin: mt, engine: pseudo, machine: other}}\n"
    assert owned((name, "One.", "typed"), (name, "One.", "mach"), record=twice) == [
        ("typed", True, Origin.HUMAN),
        ("mach", False, Origin.MT),
    ]
    assert owned((f"{ONE}-2", "One.", "other"), (name, "One.", "typed"), record=twice) == [
        ("other", False, Origin.MT),
        ("typed", True, Origin.HUMAN),
    ]
