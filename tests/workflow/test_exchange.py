"""What comes back from translators is merged: nothing newer is lost, no status rises unasked."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import load_workbook

from dragoman import exchange, project, review, workflow
from dragoman.engines import create
from dragoman.exchange.xlsx import COLUMNS
from dragoman.model import Catalog, Status, Unit
from dragoman.workflow.exchange import ExchangeReport, send, take
from dragoman.workflow.returned import LineOutcome

ARTICLE = "The river fell. Nobody was hurt.\n\nThe bridge is open.\n"


@pytest.fixture
def newsroom(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds" / "a.txt").write_text(ARTICLE, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DRAGOMAN_REVIEWER", "Mina")
    translate(tmp_path)
    return tmp_path


def translate(newsroom: Path) -> None:
    scope = workflow.Scope(project.find(newsroom), (), ("tr",), newsroom)
    workflow.translate(scope, create("pseudo"))


def file(newsroom: Path) -> Path:
    return newsroom / "locales" / "tr" / "a.txt.yaml"


def catalog(newsroom: Path) -> Catalog:
    return review.parse(file(newsroom).read_text(encoding="utf-8"), "a")


def unit(newsroom: Path, source: str) -> Unit:
    return next(unit for unit in catalog(newsroom).units if unit.source == source)


def sent(newsroom: Path, name: str = "xlsx") -> Path:
    scope = workflow.Scope(project.find(newsroom), (), ("tr",), newsroom)
    report = send(scope, name, newsroom / "out")
    assert not report.failed
    return Path(report.files[0].path)


def taken(newsroom: Path, path: Path, highest: Status = Status.DRAFT) -> ExchangeReport:
    return take(project.find(newsroom), [path], highest=highest, by="Agency")


def edit(path: Path, source: str, **values: str) -> None:
    """Write into the row of a sentence, as a translator does."""
    book = load_workbook(path)
    page = book["translation"]
    for row in page.iter_rows(min_row=2):
        if row[COLUMNS.index("source")].value == source:
            for name, value in values.items():
                row[COLUMNS.index(name)].value = value
    book.save(path)


def outcomes(report: ExchangeReport) -> dict[str, int]:
    (found,) = report.files
    return {outcome.value: found.count(outcome) for outcome in LineOutcome if found.count(outcome)}


@pytest.mark.parametrize("name", sorted(exchange.FORMATS))
def test_a_file_that_nobody_changed_changes_no_byte(newsroom: Path, name: str) -> None:
    before = file(newsroom).read_bytes()
    assert outcomes(taken(newsroom, sent(newsroom, name))) == {"unchanged": 3}
    assert file(newsroom).read_bytes() == before


def test_what_was_edited_arrives_and_the_rest_stays(newsroom: Path) -> None:
    path = sent(newsroom)
    edit(path, "Nobody was hurt.", target="Kimse yaralanmadı.", note="Checked.")
    assert outcomes(taken(newsroom, path)) == {"taken": 1, "unchanged": 2}
    found = unit(newsroom, "Nobody was hurt.")
    assert (found.target, found.note) == ("Kimse yaralanmadı.", "Checked.")
    assert found.status is Status.DRAFT
    assert found.edited


@pytest.mark.parametrize(
    ("said", "highest", "expected"),
    [
        ("approved", Status.DRAFT, Status.DRAFT),
        ("approved", Status.REVIEWED, Status.REVIEWED),
        ("approved", Status.APPROVED, Status.APPROVED),
        ("reviewed", Status.APPROVED, Status.REVIEWED),
        ("needs-work", Status.DRAFT, Status.NEEDS_WORK),
    ],
)
def test_no_status_is_higher_than_allowed(
    newsroom: Path, said: str, highest: Status, expected: Status
) -> None:
    path = sent(newsroom)
    edit(path, "Nobody was hurt.", target="Kimse yaralanmadı.", status=said)
    taken(newsroom, path, highest)
    found = unit(newsroom, "Nobody was hurt.")
    assert found.status is expected
    accepted = found.record and found.record.accepted
    if expected in (Status.REVIEWED, Status.APPROVED):
        assert accepted
        assert accepted.who == "Agency"


def test_leaving_a_sentence_out_needs_the_highest_right(newsroom: Path) -> None:
    path = sent(newsroom)
    edit(path, "Nobody was hurt.", target="", status="omit")
    assert outcomes(taken(newsroom, path, Status.REVIEWED)) == {"refused": 1, "unchanged": 2}
    assert outcomes(taken(newsroom, path, Status.APPROVED)) == {"taken": 1, "unchanged": 2}
    assert unit(newsroom, "Nobody was hurt.").status is Status.OMIT


def test_what_was_changed_here_meanwhile_stays_and_is_told(newsroom: Path) -> None:
    path = sent(newsroom)
    edit(path, "Nobody was hurt.", target="Onların metni.")
    text = file(newsroom).read_text(encoding="utf-8")
    here = unit(newsroom, "Nobody was hurt.").target
    file(newsroom).write_text(text.replace(f"    {here}\n", "    Bizim metnimiz.\n", 1), "utf-8")
    report = taken(newsroom, path, Status.APPROVED)
    assert report.failed
    assert outcomes(report) == {"kept": 1, "unchanged": 2}
    assert unit(newsroom, "Nobody was hurt.").target == "Bizim metnimiz."
    (kept,) = (line for line in report.files[0].lines if line.outcome is LineOutcome.KEPT)
    assert kept.returned == "Onların metni."


@pytest.mark.parametrize("brought_up_to_date", [True, False])
def test_a_source_that_changed_meanwhile_makes_it_stale(
    newsroom: Path, brought_up_to_date: bool
) -> None:
    path = sent(newsroom)
    edit(path, "The bridge is open.", target="Köprü açık.", status="approved")
    changed = ARTICLE.replace("The bridge is open.", "The bridge is open again.")
    (newsroom / "seeds" / "a.txt").write_text(changed, encoding="utf-8")
    if brought_up_to_date:
        translate(newsroom)
    report = taken(newsroom, path, Status.APPROVED)
    assert outcomes(report) == {"stale": 1, "unchanged": 2}
    found = unit(newsroom, "The bridge is open again.")
    assert found.status is Status.STALE
    assert (found.target, found.was) == ("Köprü açık.", "The bridge is open.")


def sort_rows(rows: list[tuple[object, ...]]) -> list[tuple[object, ...]]:
    return sorted(rows, key=lambda row: str(row[2]), reverse=True)


def drop_a_row(rows: list[tuple[object, ...]]) -> list[tuple[object, ...]]:
    return rows[1:]


def add_rows(rows: list[tuple[object, ...]]) -> list[tuple[object, ...]]:
    return [*rows, (None,) * len(rows[0]), ("ffffffff", "", "New.", "Yeni.", "draft")]


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (sort_rows, {"unchanged": 3}),
        (drop_a_row, {"unchanged": 2}),
        (add_rows, {"unchanged": 3, "unknown": 1}),
        (lambda rows: [*rows, rows[0]], {"unchanged": 3, "refused": 1}),
    ],
)
def test_rows_may_be_sorted_deleted_and_added(
    newsroom: Path,
    change: Callable[[list[tuple[object, ...]]], list[tuple[object, ...]]],
    expected: dict[str, int],
) -> None:
    path = sent(newsroom)
    book = load_workbook(path)
    page = book["translation"]
    rows: list[tuple[object, ...]] = [
        tuple(cell.value for cell in row) for row in page.iter_rows(min_row=2)
    ]
    page.delete_rows(2, len(rows))
    for number, row in enumerate(change(rows), 2):
        for column, value in enumerate(row, 1):
            page.cell(number, column).value = value  # type: ignore[assignment]
    book.save(path)
    before = file(newsroom).read_bytes()
    assert outcomes(taken(newsroom, path, Status.APPROVED)) == expected
    assert file(newsroom).read_bytes() == before


def test_a_word_that_is_no_status_is_told_with_its_row(newsroom: Path) -> None:
    path = sent(newsroom)
    edit(path, "Nobody was hurt.", target="Kimse.", status="perfect")
    (line,) = (each for each in taken(newsroom, path).files[0].lines if each.reason)
    assert line.outcome is LineOutcome.REFUSED
    assert line.place == "row 3"
    assert "perfect" in line.reason


def test_a_dry_run_tells_and_writes_nothing(newsroom: Path) -> None:
    path = sent(newsroom)
    edit(path, "Nobody was hurt.", target="Kimse yaralanmadı.")
    before = file(newsroom).read_bytes()
    report = take(project.find(newsroom), [path], dry=True)
    assert outcomes(report) == {"taken": 1, "unchanged": 2}
    assert file(newsroom).read_bytes() == before


def test_a_file_that_is_there_is_not_replaced_unasked(newsroom: Path) -> None:
    path = sent(newsroom)
    edit(path, "Nobody was hurt.", target="Kimse yaralanmadı.")
    before = path.read_bytes()
    scope = workflow.Scope(project.find(newsroom), (), ("tr",), newsroom)
    report = send(scope, "xlsx", newsroom / "out")
    assert report.failed
    assert path.read_bytes() == before
    scope = workflow.Scope(project.find(newsroom), (), ("tr",), newsroom)
    assert not send(scope, "xlsx", newsroom / "out", force=True).failed


def test_one_broken_file_keeps_no_other_from_its_turn(newsroom: Path) -> None:
    path = sent(newsroom)
    edit(path, "Nobody was hurt.", target="Kimse yaralanmadı.")
    (newsroom / "broken.xlsx").write_bytes(b"PK")
    broken, absent = newsroom / "broken.xlsx", newsroom / "absent.po"
    report = take(project.find(newsroom), [broken, absent, path])
    assert len(report.problems) == 2
    assert unit(newsroom, "Nobody was hurt.").target == "Kimse yaralanmadı."


@pytest.mark.parametrize("article", ["../../etc/passwd", "/etc/passwd", "nothing.txt"])
def test_a_file_cannot_name_an_article_outside(newsroom: Path, article: str) -> None:
    path = sent(newsroom)
    book = load_workbook(path)
    book["dragoman"].cell(1, 2).value = article
    book.save(path)
    report = taken(newsroom, path, Status.APPROVED)
    assert len(report.problems) == 1


def test_only_what_was_asked_for_is_sent(newsroom: Path) -> None:
    scope = workflow.Scope(project.find(newsroom), (), ("tr",), newsroom)
    report = send(scope, "po", newsroom / "out", only=frozenset({Status.STALE}))
    assert report.files[0].segments == 0
