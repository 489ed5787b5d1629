"""The review file keeps every word, and every byte that nothing asked to change."""

from __future__ import annotations

from dataclasses import replace

import yaml
from hypothesis import given
from hypothesis import strategies as st

from dragoman import review
from dragoman.errors import ReviewError
from dragoman.model import Catalog, Status, Unit
from tests.strategies import catalogs, texts


def bare(catalog: Catalog) -> Catalog:
    """The catalog without what only a file can say."""

    def unit(unit: Unit) -> Unit:
        return replace(unit, entry=None, line=None, remarks=False)

    return replace(
        catalog,
        units=tuple(map(unit, catalog.units)),
        retired=tuple(map(unit, catalog.retired)),
    )


@given(catalogs())
def test_a_new_file_reads_back_as_it_was_written(catalog: Catalog) -> None:
    text = review.serialize(catalog, None)
    assert bare(review.parse(text, "x")) == catalog


@given(catalogs())
def test_the_file_is_yaml_to_any_reader(catalog: Catalog) -> None:
    data = yaml.safe_load(review.serialize(catalog, None))
    listed = data["segments"] or []
    assert [str(each["source"]) for each in listed] == [unit.source for unit in catalog.units]


@given(catalogs(), st.sampled_from(["", "\ufeff"]), st.sampled_from(["\n", "\r\n"]))
def test_writing_what_was_read_changes_no_byte(catalog: Catalog, mark: str, end: str) -> None:
    text = mark + review.serialize(catalog, None).replace("\n", end)
    assert review.serialize(review.parse(text, "x"), text) == text


comments = st.sampled_from(("# mine", "# سلام", "# paragraph needs work"))
translators = st.sampled_from(("Ali", "[a, b]", "2024"))


@st.composite
def hand_edited(draw: st.DrawFn) -> str:
    """A review file after a person went over it."""
    lines = review.serialize(draw(catalogs()), None).split("\n")
    edited: list[str] = []
    for line in lines:
        first_key = line.startswith("- id:")
        if first_key and draw(st.booleans()):
            edited.append(draw(comments))
        if line.startswith("  status:") and draw(st.booleans()):
            edited.append(f"{line}   {draw(comments)}")
            edited.append(f"  translator: {draw(translators)}")
        else:
            edited.append(line)
    return "\n".join(edited)


@given(hand_edited())
def test_what_a_person_wrote_around_segments_is_kept(text: str) -> None:
    catalog = review.parse(text, "x")
    assert review.serialize(catalog, text) == text


@given(hand_edited(), texts, st.data())
def test_changing_one_segment_leaves_the_bytes_of_the_others(
    text: str, target: str, data: st.DataObject
) -> None:
    catalog = review.parse(text, "x")
    if not catalog.units:
        return
    number = data.draw(st.integers(0, len(catalog.units) - 1))
    changed = replace(catalog.units[number], target=target, status=Status.REVIEWED)
    units = (*catalog.units[:number], changed, *catalog.units[number + 1 :])
    written = review.serialize(replace(catalog, units=units), text)
    again = review.parse(written, "x")
    assert again.units[number].target == target
    for each in ("# mine", "translator: Ali", "translator: [a, b]"):
        assert written.count(each) == text.count(each)
    for other, unit in enumerate(catalog.units):
        if other != number:
            assert chunk(written, unit.id) == chunk(text, unit.id)


@given(hand_edited(), st.randoms(use_true_random=False))
def test_segments_keep_their_words_wherever_they_move(text: str, random: object) -> None:
    catalog = review.parse(text, "x")
    units = list(catalog.units)
    units.reverse()
    written = review.serialize(replace(catalog, units=tuple(units)), text)
    for unit in units:
        assert chunk(written, unit.id) == chunk(text, unit.id)


@given(hand_edited())
def test_a_retired_segment_keeps_its_bytes(text: str) -> None:
    catalog = review.parse(text, "x")
    if not catalog.units:
        return
    gone, *rest = catalog.units
    written = review.serialize(
        replace(
            catalog,
            units=tuple(rest),
            labels=catalog.labels[1:],
            retired=(*catalog.retired, gone),
        ),
        text,
    )
    assert chunk(written, gone.id) == chunk(text, gone.id)
    assert review.parse(written, "x").retired[-1].target == gone.target


SLIPS = (
    *"\t:'\"#-|>[]{}&*!%@`\\,?=.~ \n\0\x07\r",
    *"\u00a0\u200f\u200e\u2028\u202b\u0085\ufeff“”«»：–—",
    "<<<<<<< HEAD\n",
    "=======\n",
    "---\n",
    "  ",
    ": ",
    " #",
    "- ",
)
"""What a hand types, pastes or leaves where it does not belong."""


@given(hand_edited(), st.data())
def test_a_slip_is_understood_or_told_with_its_place(text: str, data: st.DataObject) -> None:
    for _ in range(data.draw(st.integers(1, 3))):
        at = data.draw(st.integers(0, len(text)))
        gone = data.draw(st.sampled_from([0, 0, 1, 3]))
        text = text[:at] + data.draw(st.sampled_from(("", *SLIPS))) + text[at + gone :]
    error = refusal(text)
    if error is None:
        return
    assert error.problem
    assert error.advice
    assert error.path == "x"
    if error.line is not None:
        shown = text.removeprefix("\ufeff").split("\n")[error.line - 1]
        assert error.excerpt.strip("…") in shown


def refusal(text: str) -> ReviewError | None:
    """What is said of a file, or `None` if it is understood; then what people write stands."""
    try:
        written = review.serialize(review.parse(text, "x"), text, "x")
    except ReviewError as error:
        return error
    assert written.startswith(text.partition("\nrecord:")[0])
    return None


def chunk(text: str, key: str) -> str:
    """The lines of a segment, from its id to the next blank line or segment."""
    lines = text.split("\n")
    start = lines.index(f"- id: {key}")
    end = start + 1
    while end < len(lines) and lines[end].startswith((" ", "\t")):
        end += 1
    return "\n".join(lines[start:end])
