"""What comes back from translators is merged: nothing newer is lost, no status rises unasked."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.comments import Comment

from dragoman import exchange, project, review, workflow
from dragoman.engines import create
from dragoman.exchange.xlsx import COLUMNS
from dragoman.model import Catalog, Status, Unit
from dragoman.workflow.exchange import ExchangeReport, send, take
from dragoman.workflow.returned import LineOutcome
from tests.libreoffice import tool

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


def edit(path: Path, source: str, /, **values: str) -> None:
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


@pytest.mark.parametrize("name", ["xlsx", "xliff2"])
def test_a_long_article_goes_out_and_comes_back_as_it_does_without_what_is_kept(
    newsroom: Path, name: str
) -> None:
    rows = "".join(f"- *He* [left](x{number}) {number}. She {number}.\n" for number in range(151))
    (newsroom / "seeds" / "a.txt").rename(newsroom / "seeds" / "a.md")
    (newsroom / "seeds" / "a.md").write_text(f"# Long\n\n{rows}", encoding="utf-8")
    translate(newsroom)
    kept = list((newsroom / ".dragoman").glob("**/open/*"))
    path = sent(newsroom, name)
    first = exchange.read(path.read_bytes(), path.name)
    for each in (path, *kept):
        each.unlink()
    path = sent(newsroom, name)
    assert kept
    assert exchange.read(path.read_bytes(), path.name) == first
    assert outcomes(taken(newsroom, path)) == {"unchanged": 303}


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
        (lambda rows: [*rows, rows[0]], {"unchanged": 4}),  # nobody worked in the copy
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


def test_a_status_alone_that_is_none_is_told(newsroom: Path) -> None:
    path = sent(newsroom)
    edit(path, "Nobody was hurt.", status="تأیید شد")
    report = taken(newsroom, path, Status.APPROVED)
    (line,) = (each for each in report.files[0].lines if each.reason)
    assert (line.outcome, line.place) == (LineOutcome.REFUSED, "row 3")
    assert "تأیید شد" in line.reason


@pytest.mark.parametrize("copy_is_first", [True, False])
def test_of_two_copies_of_a_row_the_one_that_was_worked_in_counts(
    newsroom: Path, *, copy_is_first: bool
) -> None:
    path = sent(newsroom)
    book = load_workbook(path)
    page = book["translation"]
    for column in range(1, len(COLUMNS) + 1):
        page.cell(5, column).value = page.cell(3, column).value
    page.cell(3 if copy_is_first else 5, COLUMNS.index("target") + 1).value = "Kimse."
    book.save(path)
    assert outcomes(taken(newsroom, path)) == {"taken": 1, "unchanged": 3}
    assert unit(newsroom, "Nobody was hurt.").target == "Kimse."


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


@pytest.mark.parametrize("name", sorted(exchange.FORMATS))
def test_a_file_in_which_nobody_worked_is_replaced(newsroom: Path, name: str) -> None:
    path = sent(newsroom, name)
    before = path.read_bytes()
    assert sent(newsroom, name) == path
    assert path.read_bytes() == before
    settle(newsroom, "Nobody was hurt.", target="Kimse yaralanmadı.", status="approved", note="Ok.")
    (newsroom / "seeds" / "a.txt").write_text("The river rose. Nobody was hurt.\n", "utf-8")
    translate(newsroom)
    path.write_bytes(before)
    assert sent(newsroom, name) == path
    assert path.read_bytes() != before


def cell_comment(path: Path) -> None:
    book = load_workbook(path)
    book["translation"]["D2"].comment = Comment("Are we sure?", "Agency")
    book.save(path)


def another_article(path: Path) -> None:
    text = path.read_text("utf-8").replace("a.txt", "b.txt")
    path.write_text(text, "utf-8")


def no_entry(path: Path) -> None:
    path.write_text('msgid ""\nmsgstr "Language: tr\\n"\n', "utf-8")


def fuzzy_no_more(path: Path) -> None:
    path.write_text(path.read_text("utf-8").replace("#, fuzzy\n", "", 1), "utf-8")


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("xlsx", cell_comment),
        ("po", another_article),
        ("po", no_entry),
        ("po", fuzzy_no_more),
        ("po", lambda path: path.write_text("hello\n", "utf-8")),
        ("pot", lambda path: path.write_text(path.read_text("utf-8") + "msgstr[", "utf-8")),
    ],
)
def test_a_file_that_is_not_as_it_was_sent_stays(
    newsroom: Path, name: str, change: Callable[[Path], None]
) -> None:
    path = sent(newsroom, name)
    change(path)
    before = path.read_bytes()
    scope = workflow.Scope(project.find(newsroom), (), ("tr",), newsroom)
    assert send(scope, name, newsroom / "out").failed
    assert path.read_bytes() == before


def test_one_broken_file_keeps_no_other_from_its_turn(newsroom: Path) -> None:
    path = sent(newsroom)
    edit(path, "Nobody was hurt.", target="Kimse yaralanmadı.")
    (newsroom / "broken.xlsx").write_bytes(b"PK")
    broken, absent = newsroom / "broken.xlsx", newsroom / "absent.po"
    report = take(project.find(newsroom), [broken, absent, path])
    assert len(report.problems) == 2
    assert unit(newsroom, "Nobody was hurt.").target == "Kimse yaralanmadı."


def test_of_joined_documents_one_that_is_gone_keeps_no_other_from_its_turn(
    newsroom: Path,
) -> None:
    path = sent(newsroom, "xliff")
    text = path.read_text(encoding="utf-8")
    file = text[text.index("<file") : text.index("</xliff>")]
    gone = file.replace('original="a.txt"', 'original="gone.txt"')
    text = text.replace(file, gone + file).replace(unit(newsroom, "Nobody was hurt.").target, "Yok")
    path.write_text(text, encoding="utf-8")
    report = taken(newsroom, path)
    assert ["gone.txt" in str(problem) for problem in report.problems] == [True]
    assert outcomes(report) == {"taken": 1, "unchanged": 2}
    assert unit(newsroom, "Nobody was hurt.").target == "Yok"


@pytest.mark.parametrize("article", ["../../etc/passwd", "/etc/passwd", "nothing.txt"])
def test_a_file_cannot_name_an_article_outside(newsroom: Path, article: str) -> None:
    path = sent(newsroom)
    book = load_workbook(path)
    book["dragoman"].cell(1, 2).value = article
    for row in book["translation"].iter_rows(min_row=2):
        cell = row[COLUMNS.index("seen")]
        cell.value = str(cell.value).replace("a.txt", article)
    book.save(path)
    report = taken(newsroom, path, Status.APPROVED)
    assert len(report.problems) == 1


@pytest.mark.parametrize("article", ["../seeds/a.txt", "./a.txt", "a.txt/", "seeds/a.txt"])
def test_an_article_has_one_name_however_a_file_writes_it(newsroom: Path, article: str) -> None:
    path = sent(newsroom, "po")
    text = path.read_text(encoding="utf-8").replace("a.txt", article)
    target = unit(newsroom, "Nobody was hurt.").target
    path.write_text(text.replace(target, "Yok"), encoding="utf-8")
    report = taken(newsroom, path)
    assert [file.article for file in report.files] == ["a.txt"]
    assert unit(newsroom, "Nobody was hurt.").target == "Yok"
    assert [each.name for each in (newsroom / "locales" / "tr").iterdir()] == ["a.txt.yaml"]


def test_a_folder_stands_for_what_came_back_in_it(newsroom: Path) -> None:
    folder = sent(newsroom).parent
    sent(newsroom, "xliff")
    (folder / "remarks.txt").write_text("Done!", encoding="utf-8")
    (folder / "~$a.txt.tr.xlsx").write_bytes(b"somebody has it open")
    (folder / "old").mkdir()
    report = taken(newsroom, folder)
    assert not report.problems
    assert [file.article for file in report.files] == ["a.txt", "a.txt"]
    (folder / "b.sdlxliff").write_text("<xliff/>", encoding="utf-8")
    (problem,) = taken(newsroom, folder).problems
    assert "Ask for the translated file" in problem.advice


def test_a_folder_without_anything_that_came_back_is_told(newsroom: Path) -> None:
    (problem,) = taken(newsroom, newsroom / "seeds").problems
    assert str(newsroom / "seeds") in str(problem)
    assert "no file in this folder can be imported" in str(problem)
    assert ".docx, .po, .pot, .xlf, .xliff, .xlsx" in problem.advice
    path = sent(newsroom)
    report = take(project.find(newsroom), [newsroom / "seeds", path.parent])
    assert [file.article for file in report.files] == ["a.txt"]


def test_a_file_is_not_for_a_folder(newsroom: Path) -> None:
    (newsroom / "seeds" / "news").mkdir()
    path = sent(newsroom, "po")
    text = path.read_text(encoding="utf-8").replace("a.txt", "news")
    path.write_text(text, encoding="utf-8")
    report = taken(newsroom, path)
    assert not report.files
    assert "no article but a folder" in str(report.problems[0])


def test_only_what_was_asked_for_is_sent(newsroom: Path) -> None:
    scope = workflow.Scope(project.find(newsroom), (), ("tr",), newsroom)
    report = send(scope, "po", newsroom / "out", only=frozenset({Status.STALE}))
    assert report.files[0].segments == 0


# ---- What a file may not do --------------------------------------------------------------------


def settle(newsroom: Path, source: str, **values: str) -> None:
    """Give a sentence a text and a status, through a spreadsheet that may do so."""
    path = sent(newsroom)
    edit(path, source, **values)
    assert not taken(newsroom, path, Status.APPROVED).failed
    path.unlink()


@pytest.mark.parametrize("status", ["approved", "reviewed", "needs-work"])
def test_a_note_takes_no_status_away(newsroom: Path, status: str) -> None:
    settle(newsroom, "Nobody was hurt.", target="Kimse yaralanmadı.", status=status)
    before = unit(newsroom, "Nobody was hurt.")
    path = sent(newsroom)
    edit(path, "Nobody was hurt.", note="Are we sure?")
    assert outcomes(taken(newsroom, path)) == {"taken": 1, "unchanged": 2}
    after = unit(newsroom, "Nobody was hurt.")
    assert (after.status, after.note) == (before.status, "Are we sure?")
    assert (after.record and after.record.accepted) == (before.record and before.record.accepted)


def test_who_may_give_less_takes_nothing_back(newsroom: Path) -> None:
    settle(newsroom, "Nobody was hurt.", target="Kimse yaralanmadı.", status="reviewed")
    path = sent(newsroom)
    edit(path, "Nobody was hurt.", status="approved")
    assert outcomes(taken(newsroom, path)) == {"unchanged": 3}
    assert unit(newsroom, "Nobody was hurt.").status is Status.REVIEWED


def test_a_person_s_text_is_not_emptied(newsroom: Path) -> None:
    settle(newsroom, "Nobody was hurt.", target="Kimse yaralanmadı.", status="approved")
    path = sent(newsroom)
    edit(path, "Nobody was hurt.", target="")
    edit(path, "The river fell.", target="")
    report = taken(newsroom, path, Status.APPROVED)
    assert outcomes(report) == {"refused": 1, "taken": 1, "unchanged": 1}
    (refused,) = (line for line in report.files[0].lines if line.outcome is LineOutcome.REFUSED)
    assert "omit" in refused.reason
    assert unit(newsroom, "Nobody was hurt.").target == "Kimse yaralanmadı."
    assert unit(newsroom, "The river fell.").status is Status.NEW


def test_a_column_that_was_sorted_alone_puts_no_text_in_a_wrong_place(newsroom: Path) -> None:
    path = sent(newsroom)
    book = load_workbook(path)
    page = book["translation"]
    cells = [page.cell(row, COLUMNS.index("id") + 1) for row in (2, 3, 4)]
    ids = [cell.value for cell in cells]
    for cell, value in zip(cells, ids[1:] + ids[:1], strict=True):
        cell.value = value
    book.save(path)
    edit(path, "Nobody was hurt.", target="Kimse yaralanmadı.")
    assert outcomes(taken(newsroom, path, Status.APPROVED)) == {"taken": 1, "unchanged": 2}
    assert unit(newsroom, "Nobody was hurt.").target == "Kimse yaralanmadı."


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("Nobody\u00a0was  hurt.", "taken"),
        ("Nobody was hurt!", "stale"),
        ("Seven ministers resigned.", "unknown"),
    ],
)
def test_a_source_that_was_changed_in_the_file(newsroom: Path, source: str, expected: str) -> None:
    path = sent(newsroom)
    edit(path, "Nobody was hurt.", target="Kimse yaralanmadı.", source=source)
    report = taken(newsroom, path, Status.APPROVED)
    assert outcomes(report) == {expected: 1, "unchanged": 2}
    (line,) = (line for line in report.files[0].lines if line.outcome is not LineOutcome.SAME)
    assert "meanwhile" not in line.reason
    if expected == "stale":
        assert unit(newsroom, "Nobody was hurt.").was == source


def test_a_stale_text_that_was_mended_is_stale_no_more(newsroom: Path) -> None:
    settle(newsroom, "The bridge is open.", target="Köprü açık.", status="approved")
    changed = ARTICLE.replace("The bridge is open.", "The bridge is open again.")
    (newsroom / "seeds" / "a.txt").write_text(changed, encoding="utf-8")
    translate(newsroom)
    path = sent(newsroom)
    edit(path, "The bridge is open again.", target="Köprü yine açık.", status="reviewed")
    assert outcomes(taken(newsroom, path)) == {"taken": 1, "unchanged": 2}
    found = unit(newsroom, "The bridge is open again.")
    assert (found.status, found.was, found.target) == (Status.DRAFT, "", "Köprü yine açık.")


@pytest.mark.parametrize("name", ["xliff", "xliff2"])
def test_a_machine_s_draft_that_lacks_a_tag_comes_back_unchanged(newsroom: Path, name: str) -> None:
    (newsroom / "seeds" / "a.txt").write_text("Write to desk@example.org today.\n", "utf-8")
    translate(newsroom)
    text = file(newsroom).read_text("utf-8")
    here = unit(newsroom, "Write to desk@example.org today.").target
    file(newsroom).write_text(text.replace(f"    {here}\n", "    Bugün yazın.\n", 1), "utf-8")
    path = sent(newsroom, name)
    assert outcomes(taken(newsroom, path)) == {"unchanged": 1}


def test_a_dry_run_tells_of_two_files_what_an_import_does(newsroom: Path) -> None:
    one = sent(newsroom)
    other = one.with_name("other.xlsx")
    other.write_bytes(one.read_bytes())
    edit(one, "Nobody was hurt.", target="Kimse yaralanmadı.", status="reviewed")
    edit(other, "Nobody was hurt.", target="Yaralanan olmadı.")
    edit(other, "The river fell.", note="Which?")
    found, before = project.find(newsroom), file(newsroom).read_bytes()
    pretended = take(found, [one, other], highest=Status.APPROVED, by="A", dry=True)
    assert file(newsroom).read_bytes() == before
    assert pretended.files == take(found, [one, other], highest=Status.APPROVED, by="A").files
    ((*_, first), second) = (
        [line for line in each.lines if line.changes] for each in pretended.files
    )
    assert [(each.name, each.after) for each in first.changes] == [
        ("target", "Kimse yaralanmadı."),
        ("status", "reviewed"),
    ]
    assert [line.changes[0].after for line in second] == ["Which?"]


@pytest.mark.parametrize(("name", "what"), [("xliff", "alt-trans"), ("xliff2", "mtc:match ")])
def test_what_was_approved_for_a_like_sentence_goes_along(
    newsroom: Path, name: str, what: str
) -> None:
    settle(newsroom, "The bridge is open.", target="Köprü açık.", status="approved")
    (newsroom / "seeds" / "b.txt").write_text("The bridge is open now. He left.\n", "utf-8")
    translate(newsroom)
    scope = workflow.Scope(project.find(newsroom), ("b.txt",), ("tr",), newsroom)
    text = Path(send(scope, name, newsroom / "out").files[0].path).read_text("utf-8")
    assert text.count(f"<{what}") == 1
    assert re.search(r"memory \d+% a\.txt", text)
    assert "Köprü açık." in text
    scope = workflow.Scope(project.find(newsroom), ("a.txt",), ("tr",), newsroom)
    text = Path(send(scope, name, newsroom / "out").files[0].path).read_text("utf-8")
    assert f"<{what}" not in text


def test_a_catalog_that_lost_its_ids_is_told_by_its_sentences(newsroom: Path) -> None:
    path = sent(newsroom, "po")
    text = re.sub('msgctxt "[^"]*"\n', "", path.read_text("utf-8"))
    here = unit(newsroom, "Nobody was hurt.").target
    path.write_text(text.replace(f'"{here}"', '"Kimse yaralanmadı."'), "utf-8")
    assert outcomes(taken(newsroom, path)) == {"taken": 1, "unchanged": 2}
    assert unit(newsroom, "Nobody was hurt.").target == "Kimse yaralanmadı."


def test_a_template_takes_translations_and_takes_none_away(newsroom: Path) -> None:
    path = sent(newsroom, "pot")
    before = file(newsroom).read_bytes()
    assert outcomes(taken(newsroom, path)) == {"unchanged": 3}
    assert file(newsroom).read_bytes() == before
    made = path.with_name("sent-back.po")
    command = [tool("msginit"), "--no-translator", "-l", "tr", "-i", str(path), "-o", str(made)]
    subprocess.run(command, check=True, capture_output=True)
    text = made.read_text("utf-8")
    assert text.count('msgstr ""') == 4
    source = 'msgid "Nobody was hurt."\n'
    made.write_text(text.replace(f'{source}msgstr ""', f'{source}msgstr "Kimse yaralanmadı."'))
    assert outcomes(taken(newsroom, made)) == {"taken": 1, "unchanged": 2}
    assert unit(newsroom, "Nobody was hurt.").target == "Kimse yaralanmadı."
