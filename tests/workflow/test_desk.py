"""The review page's side of a newsroom: what is saved, what is not, and what is taken back."""

from __future__ import annotations

import shutil
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman import project, workflow
from dragoman.engines import create
from dragoman.errors import DragomanError
from dragoman.model import Catalog, Grounds, Status
from dragoman.workflow import recall
from dragoman.workflow.desk import Desk
from dragoman.workflow.reading import read_review
from dragoman.workflow.sheets import CHOICES, Row, SegmentEdit

ARTICLE = "The river fell. Nobody was hurt.\n\nThe bridge of 12 arches is open.\n"


def newsroom_in(folder: Path) -> Path:
    (folder / "seeds").mkdir(parents=True)
    (folder / "seeds" / "a.txt").write_text(ARTICLE, encoding="utf-8")
    scope = workflow.Scope(project.find(folder), (), ("tr",), folder)
    workflow.translate(scope, create("pseudo"))
    return folder


@pytest.fixture
def newsroom(tmp_path: Path) -> Path:
    return newsroom_in(tmp_path / "news")


@pytest.fixture
def desk(newsroom: Path) -> Desk:
    return Desk(newsroom, (), ("tr",), newsroom)


def file(newsroom: Path) -> Path:
    return newsroom / "locales" / "tr" / "a.txt.yaml"


def rows(desk: Desk) -> tuple[Row, ...]:
    return desk.sheet("a.txt", "tr").rows


def edit(row: Row, **wanted: object) -> SegmentEdit:
    return SegmentEdit(row.unit.id, row.seen, **wanted)  # type: ignore[arg-type]


def test_a_saved_segment_is_what_was_written_and_others_keep_their_bytes(
    desk: Desk, newsroom: Path
) -> None:
    before = file(newsroom).read_text(encoding="utf-8")
    row = rows(desk)[1]
    saved = desk.save("a.txt", "tr", [edit(row, target="Kimse yaralanmadı.")])
    (fresh,) = saved.rows
    assert fresh.unit.target == "Kimse yaralanmadı."
    assert fresh.unit.status is Status.DRAFT
    after = file(newsroom).read_text(encoding="utf-8")
    changed = set(after.splitlines()) - set(before.splitlines())
    assert all("yaralanmadı" in line or "target" in line for line in changed)


def test_approving_records_who_and_when(
    desk: Desk, newsroom: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DRAGOMAN_REVIEWER", "Mina")
    row = rows(desk)[0]
    wanted = edit(row, target="Nehir alçaldı.", status=Status.APPROVED)
    (fresh,) = desk.save("a.txt", "tr", [wanted]).rows
    accepted = fresh.unit.record and fresh.unit.record.accepted
    assert accepted
    assert accepted.who == "Mina"
    assert accepted.covers(fresh.unit)
    assert "status: approved" in file(newsroom).read_text(encoding="utf-8")


def test_an_edit_of_what_somebody_changed_meanwhile_is_not_made(desk: Desk, newsroom: Path) -> None:
    row = rows(desk)[0]
    desk.save("a.txt", "tr", [edit(row, target="Onlarınki.")])
    before = file(newsroom).read_bytes()
    saved = desk.save("a.txt", "tr", [edit(row, target="Benimki.")])
    assert saved.rows == ()
    (conflict,) = saved.conflicts
    assert conflict.edit.target == "Benimki."
    assert conflict.row is not None
    assert conflict.row.unit.target == "Onlarınki."
    assert file(newsroom).read_bytes() == before


def test_a_segment_that_is_gone_is_a_conflict(desk: Desk) -> None:
    saved = desk.save("a.txt", "tr", [SegmentEdit("ffffffff", "x", target="y")])
    assert [conflict.row for conflict in saved.conflicts] == [None]


def test_changing_an_approved_text_takes_the_approval(desk: Desk) -> None:
    row = rows(desk)[0]
    wanted = edit(row, target="Nehir alçaldı.", status=Status.APPROVED)
    (row,) = desk.save("a.txt", "tr", [wanted]).rows
    (row,) = desk.save("a.txt", "tr", [edit(row, target="Nehir çekildi.")]).rows
    assert row.unit.status is Status.DRAFT


@pytest.mark.parametrize("target", ["", " "])
def test_nothing_cannot_be_approved(desk: Desk, target: str) -> None:
    wanted = edit(rows(desk)[0], target=target, status=Status.APPROVED)
    saved = desk.save("a.txt", "tr", [wanted])
    assert [refusal.force for refusal in saved.refusals] == [False]


def test_an_error_refuses_an_approval_until_a_person_insists(desk: Desk) -> None:
    row = rows(desk)[2]
    wanted = edit(row, target="The bridge of 12 arches is open.", status=Status.APPROVED)
    saved = desk.save("a.txt", "tr", [wanted])
    assert [refusal.force for refusal in saved.refusals] == [True]
    forced = edit(row, target=wanted.target, status=Status.APPROVED, force=True)
    (fresh,) = desk.save("a.txt", "tr", [forced]).rows
    assert fresh.unit.status is Status.APPROVED


def test_a_dismissed_finding_stays_away(desk: Desk) -> None:
    (row,) = desk.save("a.txt", "tr", [edit(rows(desk)[2], target="Köprü açık.")]).rows
    assert [each.check for each in row.unit.findings] == ["number_missing"]
    (row,) = desk.save("a.txt", "tr", [edit(row, ignore=("number_missing",))]).rows
    assert row.unit.findings == ()


def test_checks_look_at_what_is_typed_and_write_nothing(desk: Desk, newsroom: Path) -> None:
    before = file(newsroom).read_bytes()
    row = rows(desk)[2]
    found = desk.check("a.txt", "tr", row.unit.id, "Köprü açık.")
    assert [each.check for each in found] == ["number_missing"]
    assert desk.check("a.txt", "tr", row.unit.id, "12 kemerli köprü açık.") == ()
    assert file(newsroom).read_bytes() == before


def test_an_article_outside_the_visit_is_refused(newsroom: Path) -> None:
    (newsroom / "seeds" / "b.txt").write_text("No.\n", encoding="utf-8")
    desk = Desk(newsroom, ("seeds/a.txt",), ("tr",), newsroom)
    for name, locale in (("b.txt", "tr"), ("a.txt", "fa"), ("../dragoman.yaml", "tr")):
        with pytest.raises(DragomanError):
            desk.sheet(name, locale)


def test_changed_settings_are_heard(desk: Desk, newsroom: Path) -> None:
    row = rows(desk)[2]
    assert desk.check("a.txt", "tr", row.unit.id, "Köprü açık.")
    (newsroom / "dragoman.yaml").write_text(
        "targets: [tr]\nchecks: {number_missing: off}\n", encoding="utf-8"
    )
    assert desk.check("a.txt", "tr", row.unit.id, "Köprü açık.") == ()


def test_undo_without_a_step_says_so(desk: Desk) -> None:
    with pytest.raises(DragomanError, match="nothing to undo"):
        desk.undo()


def test_undo_leaves_what_somebody_changed_since(desk: Desk, newsroom: Path) -> None:
    row = rows(desk)[0]
    desk.save("a.txt", "tr", [edit(row, target="Benimki.")])
    text = file(newsroom).read_text(encoding="utf-8").replace("Benimki.", "Onlarınki.", 1)
    file(newsroom).write_text(text, encoding="utf-8")
    ((_, _, saved),) = desk.undo()
    assert len(saved.conflicts) == 1
    assert rows(desk)[0].unit.target == "Onlarınki."


def test_undo_shows_what_it_gave_back_where_the_article_changed_since(
    desk: Desk, newsroom: Path
) -> None:
    before = file(newsroom).read_bytes()
    first, _, last = rows(desk)
    edits = [edit(first, target="Nehir indi."), edit(last, target="12 kemerli köprü açık.")]
    desk.save("a.txt", "tr", edits)
    changed = "The river fell by 3 metres. Nobody was hurt.\n"
    (newsroom / "seeds" / "a.txt").write_text(changed, encoding="utf-8")
    ((_, _, saved),) = desk.undo()
    assert [row.unit.source for row in saved.rows] == ["The river fell by 3 metres."]
    assert saved.away == (last.unit.id,)
    assert file(newsroom).read_bytes() == before


def test_undo_tells_of_segments_that_are_gone(desk: Desk, newsroom: Path) -> None:
    row = rows(desk)[2]
    desk.save("a.txt", "tr", [edit(row, target="12 kemerli köprü açık.")])
    changed = "The river fell. Nobody was hurt.\n"
    (newsroom / "seeds" / "a.txt").write_text(changed, encoding="utf-8")
    workflow.translate(
        workflow.Scope(project.find(newsroom), (), ("tr",), newsroom), create("pseudo")
    )
    ((_, _, saved),) = desk.undo()
    assert [(conflict.edit.id, conflict.row) for conflict in saved.conflicts] == [
        (row.unit.id, None)
    ]


STEPS = st.lists(
    st.tuples(
        st.integers(0, 2),
        st.one_of(st.none(), st.text(st.characters(codec="utf-8"))),
        st.one_of(st.none(), st.sampled_from(sorted(CHOICES, key=str))),
        st.one_of(st.none(), st.text("abc é\n#:")),
    ),
    max_size=6,
)


@settings(max_examples=25)
@given(STEPS)
def test_undoing_every_step_gives_back_the_bytes(
    tmp_path_factory: pytest.TempPathFactory,
    steps: list[tuple[int, str | None, Status | None, str | None]],
) -> None:
    newsroom = newsroom_in(tmp_path_factory.mktemp("undo") / "news")
    desk = Desk(newsroom, (), ("tr",), newsroom)
    states = [file(newsroom).read_bytes()]
    for place, target, status, note in steps:
        row = rows(desk)[place]
        desk.save("a.txt", "tr", [edit(row, target=target, status=status, note=note, force=True)])
        if desk.steps == len(states):
            states.append(file(newsroom).read_bytes())
    for before in reversed(states[:-1]):
        desk.undo()
        assert file(newsroom).read_bytes() == before
    assert desk.steps == 0


# ---- Where the source changed -------------------------------------------------------------


def stale_row(desk: Desk, newsroom: Path, old: str, new: str) -> Row:
    """Approve the third segment, change its source, and return it."""
    row = rows(desk)[2]
    wanted = edit(row, target="12 kemerli köprü açık.", status=Status.APPROVED)
    desk.save("a.txt", "tr", [wanted])
    article = newsroom / "seeds" / "a.txt"
    article.write_text(article.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    scope = workflow.Scope(project.find(newsroom), (), ("tr",), newsroom)
    workflow.translate(scope, create("pseudo"))
    row = rows(desk)[2]
    assert row.unit.status is Status.STALE
    return row


def test_what_is_typed_for_a_changed_source_is_checked_against_it(
    desk: Desk, newsroom: Path
) -> None:
    row = stale_row(desk, newsroom, "12 arches", "13 arches")
    found = desk.check("a.txt", "tr", row.unit.id, row.unit.target)
    assert "number_missing" in [each.check for each in found]
    assert desk.check("a.txt", "tr", row.unit.id, "13 kemerli köprü açık.") == ()


@pytest.mark.parametrize(
    ("old", "new", "grounds"),
    [
        ("12 arches", "13 arches", Grounds.INSISTED),
        ("is open.", "is open!", Grounds.SAME_MEANING),
    ],
)
def test_a_text_that_did_not_follow_its_source_is_approved_by_who_insists(
    desk: Desk, newsroom: Path, old: str, new: str, grounds: Grounds
) -> None:
    row = stale_row(desk, newsroom, old, new)
    saved = desk.save("a.txt", "tr", [edit(row, status=Status.APPROVED)])
    assert [refusal.force for refusal in saved.refusals] == [True]
    assert rows(desk)[2].unit.status is Status.STALE
    (fresh,) = desk.save("a.txt", "tr", [edit(row, status=Status.APPROVED, force=True)]).rows
    assert fresh.unit.status is Status.APPROVED
    accepted = fresh.unit.record and fresh.unit.record.accepted
    assert accepted
    assert accepted.grounds is grounds


def test_a_text_that_follows_its_source_is_approved_at_once(desk: Desk, newsroom: Path) -> None:
    row = stale_row(desk, newsroom, "12 arches", "13 arches")
    (row,) = desk.save("a.txt", "tr", [edit(row, target="13 kemerli köprü açık.")]).rows
    assert row.unit.status is Status.STALE
    (fresh,) = desk.save("a.txt", "tr", [edit(row, status=Status.APPROVED)]).rows
    assert fresh.unit.status is Status.APPROVED


# ---- Long articles that nobody has cut on this machine ------------------------------------

SENTENCES = 320


def long_newsroom(folder: Path) -> Path:
    """Make a newsroom with a long article, as it comes out of a repository."""
    (folder / "seeds").mkdir(parents=True)
    text = " ".join(f"Report {number} is here." for number in range(SENTENCES))
    (folder / "seeds" / "long.txt").write_text(f"{text}\n", encoding="utf-8")
    scope = workflow.Scope(project.find(folder), (), ("tr",), folder)
    workflow.translate(scope, create("pseudo"))
    shutil.rmtree(folder / ".dragoman")
    return folder


def wait_until_cut(desk: Desk) -> None:
    end = time.monotonic() + 60
    while desk.stamp("long.txt", "tr").endswith("/-1"):
        assert time.monotonic() < end
        time.sleep(0.02)


def shown(found: tuple[Row, ...]) -> list[tuple[object, ...]]:
    return [
        (row.unit.id, row.seen, row.segment.source, row.unit.target, row.label, row.risk,
         row.unit.status, row.unit.edited, row.unit.findings)
        for row in found
    ]  # fmt: skip


def test_a_long_article_is_shown_before_it_is_cut(tmp_path: Path) -> None:
    desk = Desk(long_newsroom(tmp_path), (), ("tr",), tmp_path)
    early = desk.sheet("long.txt", "tr")
    assert early.stamp.endswith("/-1")
    wait_until_cut(desk)
    later = desk.sheet("long.txt", "tr")
    assert len(later.rows) == SENTENCES
    assert later.stamp != early.stamp
    assert shown(early.rows) == shown(later.rows)


def test_what_was_shown_before_the_cut_is_saved(tmp_path: Path) -> None:
    desk = Desk(long_newsroom(tmp_path), (), ("tr",), tmp_path)
    row = desk.sheet("long.txt", "tr").rows[7]
    saved = desk.save("long.txt", "tr", [edit(row, target="Bu rapor burada.")])
    assert [each.unit.target for each in saved.rows] == ["Bu rapor burada."]


def test_what_changed_in_the_article_is_seen_once_it_is_cut(tmp_path: Path) -> None:
    newsroom = long_newsroom(tmp_path)
    seed = newsroom / "seeds" / "long.txt"
    text = seed.read_text(encoding="utf-8")
    seed.write_text(text.replace("Report 5 is", "Report 5 was"), encoding="utf-8")
    desk = Desk(newsroom, (), ("tr",), newsroom)
    row = desk.sheet("long.txt", "tr").rows[5]
    assert row.segment.source == "Report 5 is here."
    with pytest.raises(DragomanError, match="the article changed"):
        desk.save("long.txt", "tr", [edit(desk.sheet("long.txt", "tr").rows[6], target="Ha")])
    assert desk.sheet("long.txt", "tr").rows[5].segment.source == "Report 5 was here."


def test_what_is_wrong_with_an_article_is_told_once_it_is_cut(tmp_path: Path) -> None:
    newsroom = long_newsroom(tmp_path)
    (newsroom / "seeds" / "long.txt").write_bytes(b"Rain \xff fell.\n")
    desk = Desk(newsroom, (), ("tr",), newsroom)
    assert len(desk.sheet("long.txt", "tr").rows) == SENTENCES
    wait_until_cut(desk)
    with pytest.raises(DragomanError, match="UTF-8"):
        desk.sheet("long.txt", "tr")


def test_what_is_remembered_is_read_once_also_where_nothing_has_run_yet(
    newsroom: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.rmtree(newsroom / ".dragoman")
    desk = Desk(newsroom, (), ("tr",), newsroom)
    first, second, third = rows(desk)
    texts = [edit(first, target="Nehir alçaldı.", status=Status.APPROVED)]
    desk.save("a.txt", "tr", texts)
    shutil.rmtree(newsroom / ".dragoman", ignore_errors=True)
    read: list[str] = []

    def counted(data: bytes, name: str) -> Catalog:
        read.append(name)
        return read_review(data, name)

    monkeypatch.setattr(recall, "read_review", counted)
    for row in (first, second, third):
        desk.help("a.txt", "tr", row.unit.id)
    assert read == ["locales/tr/a.txt.yaml"]
    assert (newsroom / ".dragoman" / ".gitignore").read_text(encoding="ascii") == "*\n"
