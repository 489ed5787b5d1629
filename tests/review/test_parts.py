"""A file in parts is the same file: what is read from it, and what is written into it."""

from __future__ import annotations

import random
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman import review
from dragoman.errors import ReviewError
from dragoman.handyaml.scalars import quoted
from dragoman.model import Catalog, Finding, Origin, Record, Status, Unit
from dragoman.review.groups import UnusualError, grouped
from dragoman.review.guarding import reads_back
from dragoman.review.over import over
from dragoman.review.pieces import SECTIONS, framed
from dragoman.review.reading import opened
from dragoman.review.writing import _over
from dragoman.signature import NONE
from tests.review.test_laws import hand_edited
from tests.strategies import catalogs, findings, records, texts

ROOT = Path(__file__).parent.parent.parent
FILES = sorted((ROOT / "locales").rglob("*.yaml"))


def whole(text: str) -> Catalog | None:
    try:
        return opened(text, "x").catalog
    except ReviewError:
        return None


@given(catalogs(), st.sampled_from(["", "\ufeff"]), st.sampled_from(["\n", "\r\n"]))
def test_what_was_written_reads_in_parts_as_it_does_whole(
    catalog: Catalog, mark: str, end: str
) -> None:
    text = mark + review.serialize(catalog, None).replace("\n", end)
    parts = review.cut(text, "x")
    if parts is not None:
        assert parts.catalog == whole(text)
        assert parts.text == text


def mangled(text: str, seed: int) -> str:
    """Return the text after some lines of it were changed, as by a careless editor."""
    roll = random.Random(seed)
    lines = text.split("\n")
    for _ in range(roll.randint(1, 3)):
        at = roll.randrange(len(lines))
        line = lines[at]
        lines[at : at + 1] = roll.choice(
            [
                [],
                [line, line],
                [f" {line}"],
                [line.removeprefix(" ")],
                [f"{line}  "],
                [line, ""],
                [line, "# mine"],
                [line, "  # deeper"],
                [line, f"{line[: len(line) - len(line.lstrip())]}own: key"],
                [line.replace("|-", "|")],
                [line.replace(": ", ": 'a' # b ", 1)],
                [line.replace('"', "'")],
                [f'{line} "open'],
                [f"{line} {{"],
                [line, "---"],
                [line.replace("a", "&a ", 1)],
                [line, "\tx"],
            ]
        )
    return "\n".join(lines)


@given(st.one_of(hand_edited(), st.sampled_from(FILES).map(Path.read_text)), st.integers())
def test_a_file_that_people_edited_reads_in_parts_as_it_does_whole(text: str, seed: int) -> None:
    edited = mangled(text, seed)
    parts = review.cut(edited, "x")
    if parts is not None:
        assert parts.catalog == whole(edited)
        assert parts.text == edited


@st.composite
def edits(draw: st.DrawFn, unit: Unit) -> Unit:
    wanted: dict[str, object] = {
        "target": draw(texts),
        "status": draw(st.sampled_from(Status)),
        "note": draw(st.one_of(st.just(""), texts)),
        "ignore": draw(st.sampled_from([(), ("markup",)])),
        "findings": draw(findings),
        "record": draw(records),
    }
    chosen = draw(st.sets(st.sampled_from(sorted(wanted))))
    return replace(unit, **{key: wanted[key] for key in chosen})  # type: ignore[arg-type]


def written_alone(text: str, changed: dict[str, Unit], catalog: Catalog) -> bool:
    """Write segments alone and with the whole file; return whether the first could be done."""
    parts = review.cut(text, "x")
    if parts is None:
        return False
    units = tuple(changed.get(unit.id, unit) for unit in catalog.units)
    try:
        expected = review.serialize(replace(catalog, units=units), text)
    except ReviewError:
        # Such a unit cannot be in a file: an approved one without text.
        with pytest.raises(ReviewError):
            review.revised(parts, changed, "x")
        return False
    revised = review.revised(parts, changed, "x")
    if revised is None:
        return False
    assert revised.text == expected
    again = review.cut(expected, "x")
    assert again is None or again.parts == revised.parts
    read = opened(expected, "x").catalog
    for unit in read.units:
        assert revised.line(unit.id) == unit.line
    return True


@given(hand_edited(), st.data())
def test_a_segment_is_written_alone_as_with_the_whole_file(text: str, data: st.DataObject) -> None:
    catalog = opened(text, "x").catalog
    if catalog.units:
        keys = data.draw(st.sets(st.sampled_from([unit.id for unit in catalog.units]), min_size=1))
        changed = {unit.id: data.draw(edits(unit)) for unit in catalog.units if unit.id in keys}
        written_alone(text, changed, catalog)


@pytest.mark.parametrize("path", FILES, ids=str)
def test_segments_of_the_samples_are_written_alone(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    catalog = opened(text, "x").catalog
    for unit in (*catalog.units[::8], catalog.units[-1]):
        changed = replace(unit, target="One.\n\nTwo: # three", note="“Why?”")
        assert written_alone(text, {unit.id: changed}, catalog)


def test_a_first_record_of_a_segment_stands_behind_that_of_the_one_before() -> None:
    text = FILES[0].read_text(encoding="utf-8")
    catalog = opened(text, "x").catalog
    _, second, *_ = catalog.units
    bare = replace(second, record=None, target="", status=Status.NEW)
    without = review.serialize(
        replace(catalog, units=tuple(bare if u is second else u for u in catalog.units)), text
    )
    catalog = opened(without, "x").catalog
    assert catalog.units[1].record is None
    changed = replace(catalog.units[1], target="Ok.", status=Status.DRAFT, record=second.record)
    assert written_alone(without, {changed.id: changed}, catalog)


@given(texts, texts)
def test_messages_of_findings_read_in_parts_as_they_do_whole(message: str, other: str) -> None:
    unit = Unit(
        "0" * 8,
        "A.",
        "B.",
        Status.DRAFT,
        findings=(Finding("markup", message.replace("\n", " ")), Finding("number", other[:9])),
    )
    text = review.serialize(Catalog("a.md", "en", "fa", (unit,), ("",)), None)
    for edited in (text, text.replace(quoted(message), message)):
        parts = review.cut(edited, "x")
        assert parts is None or parts.catalog == whole(edited)


@given(hand_edited(), catalogs(), st.data())
def test_a_file_is_written_over_its_parts_as_over_the_whole(
    text: str, other: Catalog, data: st.DataObject
) -> None:
    """Whatever changed: texts, records, the order, sentences that come and go."""
    catalog = opened(text, "x").catalog
    parts = review.cut(text, "x")
    if parts is None:
        return
    live, gone = [], list(catalog.retired)
    for unit in data.draw(st.permutations(catalog.units)):
        match data.draw(st.sampled_from(["stays", "stays", "changes", "retires", "goes"])):
            case "stays":
                live.append(unit)
            case "changes":
                live.append(data.draw(edits(unit)))
            case "retires":
                gone.append(unit)
    known = {unit.id for unit in (*live, *gone)}
    live += [replace(unit, entry=None) for unit in other.units if unit.id not in known]
    labels = tuple(data.draw(st.sampled_from(["", "paragraph 7"])) for _ in live)
    changed = replace(catalog, units=tuple(live), labels=labels, retired=tuple(gone))
    texts = over(parts, changed, "x")
    if texts is not None:
        assert "".join(texts) == _over(changed, parts.parts.joined.data.decode(), "x")


@given(catalogs(), catalogs())
def test_a_file_reads_back_by_pieces_as_it_does_whole(catalog: Catalog, other: Catalog) -> None:
    written = review.written(catalog, None)
    assert reads_back(written, catalog, "x", longest=0)
    assert reads_back(written, other, "x", longest=0) == reads_back(written, other, "x")
    for unit in catalog.units:
        wrong = replace(unit, target=f"{unit.target}.")
        units = tuple(wrong if each is unit else each for each in catalog.units)
        assert not reads_back(written, replace(catalog, units=units), "x", longest=0)


@given(
    st.one_of(catalogs().map(lambda each: review.serialize(each, None)), hand_edited()), st.data()
)
def test_the_groups_of_a_file_are_its_entries(text: str, data: st.DataObject) -> None:
    """However the file is cut into blocks; and what is unusual in one way is in the other."""
    if data.draw(st.booleans()):
        text = mangled(text, data.draw(st.integers(0, 10_000)))
    file = text.encode()
    cuts = sorted(data.draw(st.lists(st.integers(0, len(file)), max_size=12)))
    blocks = [file[start:end] for start, end in pairwise((0, *cuts, len(file)))]
    frame = framed(file)
    try:
        groups = list(grouped(blocks))
    except UnusualError:
        assert frame is None
        return
    assert frame is not None
    for head, span in zip(SECTIONS, (frame.segments, frame.record, frame.retired), strict=True):
        entries = b"" if span is None or not span.ends else file[span.start : span.ends[-1]]
        assert "".join(group for name, group in groups if name == head) == entries.decode()


def test_a_long_file_is_gone_through_in_many_groups() -> None:
    record = Record(Origin.MT, NONE, "")
    units = tuple(
        Unit(f"{number:08x}", f"Truck {number}.", record=record) for number in range(2_000)
    )
    catalog = Catalog("a.md", "en", "fa", units, ("",) * len(units))
    made = review.written(catalog, None)
    blocks = [made.data[at : at + 1_000] for at in range(0, made.size, 1_000)]
    assert max(len(group) for _, group in grouped(blocks)) < 5_000
    assert reads_back(made, catalog, "x", longest=0)
    wrong = (*units[:-1], replace(units[-1], target="."))
    assert not reads_back(made, replace(catalog, units=wrong), "x", longest=0)
