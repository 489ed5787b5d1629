"""A line that comes back finds its sentence, or is told: what others did meanwhile stays."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from openpyxl import load_workbook

from dragoman.model import Status
from dragoman.workflow.returned import LineOutcome, Took
from tests.workflow.test_exchange import (
    ARTICLE,
    catalog,
    edit,
    file,
    newsroom,
    outcomes,
    sent,
    taken,
    translate,
    unit,
)

__all__ = ["newsroom"]

CHANGED = ARTICLE.replace("The bridge is open.", "The bridge is open again.")
TWINS = "Did Anna come?\n\nShe left.\n\nWhat of the storm?\n\nShe left.\n\nEnd of it.\n"


def write(newsroom: Path, text: str, *, run: bool = True) -> None:
    (newsroom / "seeds" / "a.txt").write_text(text, encoding="utf-8")
    if run:
        translate(newsroom)


def told(newsroom: Path, path: Path, outcome: LineOutcome) -> list[Took]:
    report = taken(newsroom, path, Status.APPROVED)
    return [line for line in report.files[0].lines if line.outcome is outcome]


def second(path: Path) -> Path:
    return Path(shutil.copy(path, path.with_name("second.xlsx")))


@pytest.mark.parametrize("run", [True, False])
def test_of_two_files_for_a_changed_sentence_the_first_stays_and_the_second_is_told(
    newsroom: Path, run: bool
) -> None:
    one = sent(newsroom)
    other = second(one)
    edit(one, "The bridge is open.", target="Köprü açık.")
    edit(other, "The bridge is open.", target="Köprü açıldı.", note="Both are open.")
    write(newsroom, CHANGED, run=run)
    assert outcomes(taken(newsroom, one)) == {"stale": 1, "unchanged": 2}
    (kept,) = told(newsroom, other, LineOutcome.KEPT)
    assert (kept.returned, kept.note) == ("Köprü açıldı.", "Both are open.")
    assert "changed here" in kept.reason
    assert unit(newsroom, "The bridge is open again.").target == "Köprü açık."


def test_two_files_that_say_the_same_of_a_changed_sentence_agree(newsroom: Path) -> None:
    one = sent(newsroom)
    edit(one, "The bridge is open.", target="Köprü açık.")
    other = second(one)
    write(newsroom, CHANGED)
    assert outcomes(taken(newsroom, one)) == {"stale": 1, "unchanged": 2}
    assert outcomes(taken(newsroom, other)) == {"unchanged": 3}


def test_what_an_editor_made_of_a_changed_sentence_stays(newsroom: Path) -> None:
    path = sent(newsroom)
    edit(path, "The bridge is open.", target="Köprü açık.")
    write(newsroom, CHANGED)
    text = file(newsroom).read_text(encoding="utf-8")
    here = unit(newsroom, "The bridge is open again.").target
    file(newsroom).write_text(text.replace(f"    {here}\n", "    Yine açık.\n", 1), "utf-8")
    (kept,) = told(newsroom, path, LineOutcome.KEPT)
    assert kept.returned == "Köprü açık."
    assert unit(newsroom, "The bridge is open again.").target == "Yine açık."


def approve(newsroom: Path) -> None:
    text = file(newsroom).read_text(encoding="utf-8")
    file(newsroom).write_text(text.replace("status: draft", "status: approved"), "utf-8")
    translate(newsroom)


def test_a_correction_of_an_approved_text_arrives_though_its_source_changed(
    newsroom: Path,
) -> None:
    approve(newsroom)
    path = sent(newsroom)
    edit(path, "The bridge is open.", target="Köprü açık.")
    write(newsroom, CHANGED)
    assert outcomes(taken(newsroom, path, Status.APPROVED)) == {"stale": 1, "unchanged": 2}
    found = unit(newsroom, "The bridge is open again.")
    assert (found.status, found.target) == (Status.STALE, "Köprü açık.")
    assert found.was == "The bridge is open."


def test_a_line_that_nobody_touched_is_no_loss_where_its_sentence_is_gone(newsroom: Path) -> None:
    path = sent(newsroom)
    write(newsroom, "The river fell. Nobody was hurt.\n")
    report = taken(newsroom, path)
    assert outcomes(report) == {"unchanged": 3}
    assert not report.failed


def test_a_sentence_left_out_by_a_translator_is_asked_for_again_once_it_changed(
    newsroom: Path,
) -> None:
    path = sent(newsroom)
    edit(path, "The bridge is open.", target="", status="omit")
    write(newsroom, CHANGED)
    assert outcomes(taken(newsroom, path, Status.APPROVED)) == {"stale": 1, "unchanged": 2}
    assert unit(newsroom, "The bridge is open again.").status is Status.STALE


def test_a_sentence_that_is_part_of_a_longer_one_now_takes_no_line(newsroom: Path) -> None:
    approve(newsroom)
    path = sent(newsroom)
    edit(path, "The river fell.", target="Nehir alçaldı.")
    edit(path, "Nobody was hurt.", target="Kimse yaralanmadı.")
    write(newsroom, "The river fell, nobody was hurt.\n\nThe bridge is open.\n")
    before = file(newsroom).read_bytes()
    kept = told(newsroom, path, LineOutcome.KEPT)
    assert [line.returned for line in kept] == ["Nehir alçaldı.", "Kimse yaralanmadı."]
    assert file(newsroom).read_bytes() == before


def by_block(newsroom: Path) -> list[tuple[str, Status, str]]:
    return [(unit.source, unit.status, unit.target) for unit in catalog(newsroom).units]


def twins(newsroom: Path) -> Path:
    """Send the twins out, and translate the first of them."""
    write(newsroom, TWINS)
    path = sent(newsroom)
    edit(path, "She left.", target="Anna gitti.", status="approved")
    second_row(path, "Fırtına dindi.")
    return path


def second_row(path: Path, target: str) -> None:
    book = load_workbook(path)
    page = book["translation"]
    rows = [row for row in page.iter_rows(min_row=2) if row[2].value == "She left."]
    rows[1][3].value = target
    book.save(path)


def test_equal_sentences_take_their_own_lines(newsroom: Path) -> None:
    path = twins(newsroom)
    assert outcomes(taken(newsroom, path, Status.APPROVED)) == {"taken": 2, "unchanged": 3}
    texts = [target for source, _, target in by_block(newsroom) if source == "She left."]
    assert texts == ["Anna gitti.", "Fırtına dindi."]


@pytest.mark.parametrize("run", [True, False])
def test_equal_sentences_take_their_own_lines_after_they_changed_places(
    newsroom: Path, run: bool
) -> None:
    path = twins(newsroom)
    blocks = TWINS.strip().split("\n\n")
    write(newsroom, "\n\n".join([*blocks[2:4], *blocks[:2], blocks[4]]) + "\n", run=run)
    assert outcomes(taken(newsroom, path, Status.APPROVED)) == {"taken": 2, "unchanged": 3}
    texts = [target for source, _, target in by_block(newsroom) if source == "She left."]
    assert texts == ["Fırtına dindi.", "Anna gitti."]


@pytest.mark.parametrize("run", [True, False])
def test_the_line_of_a_sentence_that_is_gone_is_not_taken_by_an_equal_one(
    newsroom: Path, run: bool
) -> None:
    path = twins(newsroom)
    write(newsroom, "\n\n".join(TWINS.strip().split("\n\n")[2:]) + "\n", run=run)
    (lost,) = told(newsroom, path, LineOutcome.UNKNOWN)
    assert lost.returned == "Anna gitti."
    (found,) = [unit for unit in by_block(newsroom) if unit[0] == "She left."]
    assert found == ("She left.", Status.APPROVED, "Fırtına dindi.")


def test_a_line_that_may_be_for_another_of_equal_sentences_is_stale(newsroom: Path) -> None:
    path = twins(newsroom)
    write(newsroom, "She left.\n\nQuite another beginning.\n\nThe storm is over.\n")
    report = taken(newsroom, path, Status.APPROVED)
    assert report.files[0].count(LineOutcome.TAKEN) == 0
    (found,) = [unit for unit in by_block(newsroom) if unit[0] == "She left."]
    assert found[1] is Status.STALE
