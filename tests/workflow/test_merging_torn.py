"""`merge-file` refuses what it would take for something else, and loses nobody's work."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman import review, workflow
from dragoman.errors import ReviewError
from dragoman.model import Catalog, Origin, Record, Status, Unit
from dragoman.signature import parse as signed

ENGINE = signed("argos en-fa 1.5")


def unit(number: int, *, approved: bool) -> Unit:
    text = f"Draft {number}"
    record = Record(Origin.MT, ENGINE, text, 0.9)
    made = Unit(f"{number:08x}", f"Sentence {number}.", text, Status.DRAFT, record=record)
    return replace(made, target=f"Mira's {number}", status=Status.APPROVED) if approved else made


def file(*units: Unit, article: str = "a.md", locale: str = "fa", retired: int = 0) -> str:
    cut = len(units) - retired
    labels = tuple(f"paragraph {number}" for number in range(cut))
    catalog = Catalog(article, "en", locale, units[:cut], labels, units[cut:])
    return review.serialize(catalog, None)


UNITS = [unit(number, approved=number % 2 == 0) for number in range(6)]


def merge(folder: Path, base: str | None, ours: str, theirs: str) -> str:
    """Merge as git does; return what OURS holds then."""
    paths = [folder / name for name in ("base", "ours", "theirs")]
    for path, text in zip(paths, (base, ours, theirs), strict=True):
        path.unlink(missing_ok=True)
        if text is not None:
            path.write_text(text, encoding="utf-8")
    try:
        workflow.merge_file(paths[0], paths[1], paths[2], "locales/fa/a.md.yaml")
    finally:
        assert [path.exists() for path in paths] == [base is not None, True, True]
    return paths[1].read_text(encoding="utf-8")


def work(text: str) -> set[str]:
    catalog = review.parse(text, "x")
    return {each.target for each in (*catalog.units, *catalog.retired) if each.touched}


@given(data=st.data(), sides=st.sampled_from([(True, False), (False, True), (True, True)]))
@pytest.mark.parametrize("retired", [0, 1])
def test_no_version_that_is_cut_off_loses_anybodys_work(
    data: st.DataObject,
    sides: tuple[bool, bool],
    retired: int,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    folder = tmp_path_factory.getbasetemp()
    whole = file(*UNITS, retired=retired)
    cut = whole[: data.draw(st.integers(1, len(whole) - 1))]
    ours, theirs = (cut if side else whole for side in sides)
    try:
        merged = merge(folder, whole, ours, theirs)
    except ReviewError:
        assert (folder / "ours").read_text(encoding="utf-8") == ours
    else:
        assert work(merged) >= work(whole)


def test_a_version_that_ends_between_segments_is_cut_off(tmp_path: Path) -> None:
    whole = file(*UNITS)
    cut = whole[: whole.index("# paragraph 4\n")]
    for ours, theirs, name in (
        (cut, whole, "ours"),
        (whole, cut, "theirs"),
        (cut, cut, "ours"),
    ):
        for base in (whole, None)[: 1 + (ours != theirs)]:
            with pytest.raises(ReviewError, match="the file is cut off") as caught:
                merge(tmp_path, base, ours, theirs)
            assert f"({name})" in str(caught.value)


@given(ours=st.sets(st.integers(0, 5), max_size=5), theirs=st.sets(st.integers(0, 5), max_size=5))
def test_what_somebody_worked_on_is_kept_where_a_version_has_it_no_more(
    ours: set[int], theirs: set[int], tmp_path_factory: pytest.TempPathFactory
) -> None:
    sides = [
        file(*(each for number, each in enumerate(UNITS) if number not in gone))
        for gone in (ours, theirs)
    ]
    merged = merge(tmp_path_factory.getbasetemp(), file(*UNITS), *sides)
    there = {each.target for number, each in enumerate(UNITS) if number not in ours & theirs}
    assert work(merged) == there & work(file(*UNITS))
    live = {each.id for each in review.parse(merged, "x").units}
    assert not live & {f"{number:08x}" for number in ours | theirs}


def test_versions_of_different_files_are_not_merged(tmp_path: Path) -> None:
    base = file(*UNITS)
    for theirs, told in (
        (file(*UNITS, locale="ru"), "the locales fa and ru"),
        (file(*UNITS, article="b.md"), "the articles a.md and b.md"),
    ):
        for beginning in (None, file(*UNITS, article="c.md", locale="tr")):
            with pytest.raises(ReviewError, match=told):
                merge(tmp_path, beginning, base, theirs)
            assert (tmp_path / "ours").read_text(encoding="utf-8") == base
    for ours, theirs in (("a.md", "b.md"), ("b.md", "a.md"), ("b.md", "b.md")):
        renamed = merge(tmp_path, base, file(*UNITS, article=ours), file(*UNITS, article=theirs))
        assert review.parse(renamed, "x").article == "b.md"
