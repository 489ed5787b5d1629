"""An edit on the page comes to the same file as the same edit by hand, byte by byte."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from dragoman import project, workflow
from dragoman.engines import create
from dragoman.model import Status
from dragoman.workflow.desk import Desk
from dragoman.workflow.sheets import SegmentEdit

ARTICLE = "The river fell. Nobody was hurt.\n\nThe bridge of 12 arches is open.\n"
ACCEPTED = re.compile(r"accepted: \{[^}]*\}")
"""How and when a text was accepted: `named` on the page, `typed` in an editor."""


def newsroom(root: Path) -> Path:
    """Make a newsroom with a review file that holds what its people added."""
    (root / "seeds").mkdir(parents=True)
    (root / "seeds" / "a.txt").write_text(ARTICLE, encoding="utf-8")
    translated(root)
    file = root / "locales" / "fa" / "a.txt.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("- id:", "# ask Ali\n- id:", 1), encoding="utf-8")
    translated(root)
    return file


def translated(root: Path) -> None:
    scope = workflow.Scope(project.find(root), (), ("fa",), root)
    assert not workflow.translate(scope, create("pseudo")).failed


def by_hand(text: str, number: int, **wanted: str) -> str:
    """Edit a segment as a person does: below `target`, at `status`, with a note or `ignore`."""
    parts = re.split(r"(?m)^(?=- id: )", text)
    unit = parts[number]
    if "target" in wanted:
        lines = "\n".join(f"    {line}".rstrip() for line in wanted["target"].split("\n"))
        unit = re.sub(r"(?m)(^  target: \|-\n)    .*", lambda match: match[1] + lines, unit)
    if "status" in wanted:
        unit = re.sub(r"(?m)^(  status: +)\S+", rf"\g<1>{wanted['status']}", unit)
    if "note" in wanted:
        lines = "\n".join(f"    {line}" for line in wanted["note"].split("\n"))
        unit = re.sub(r"(?m)(^  target: \|-\n    .*\n)", rf"\g<1>  note: |-\n{lines}\n", unit)
    if "ignore" in wanted:
        unit = re.sub(
            r"(?m)(^  target: \|-\n    .*\n)", rf"\g<1>  ignore: [{wanted['ignore']}]\n", unit
        )
    parts[number] = unit
    return "".join(parts)


@pytest.mark.parametrize(
    ("number", "wanted"),
    [
        (1, {"target": "رودخانه فرونشست."}),
        (2, {"target": "رود فروکش کرد.", "status": "approved"}),
        (3, {"target": "می‌رود: «نه» # ۱۲", "status": "reviewed"}),
        (1, {"target": "- ۱۲\u00a0طاق \"باز\" است: 'بله'", "status": "approved"}),
        (2, {"target": "یک سطر.\n\nسطر دیگر.", "status": "approved"}),
        (3, {"status": "needs-work", "note": "Ask Ali: which river?"}),
        (1, {"status": "needs-work", "note": "یکی\n- دیگری"}),
        (2, {"status": "omit"}),
        (3, {"target": "رود ۱۲ متر فرونشست.", "ignore": "number_added", "status": "approved"}),
    ],
)
def test_the_page_writes_what_a_person_would_write(
    tmp_path: Path, number: int, wanted: dict[str, str]
) -> None:
    page, hand = newsroom(tmp_path / "page"), newsroom(tmp_path / "hand")
    assert page.read_bytes() == hand.read_bytes()
    root = tmp_path / "page"
    desk = Desk(root, (), ("fa",), root)
    row = desk.sheet("a.txt", "fa").rows[number - 1]
    edit = SegmentEdit(
        row.unit.id,
        row.seen,
        target=wanted.get("target"),
        status=Status(wanted["status"]) if "status" in wanted else None,
        note=wanted.get("note"),
        ignore=(wanted["ignore"],) if "ignore" in wanted else None,
        force=True,
    )
    assert desk.save("a.txt", "fa", [edit]).rows
    text = by_hand(hand.read_text(encoding="utf-8"), number, **wanted)
    hand.write_text(text, encoding="utf-8")
    for each in (root, tmp_path / "hand"):
        translated(each)
    made, typed = (each.read_text(encoding="utf-8") for each in (page, hand))
    assert ACCEPTED.sub("", made) == ACCEPTED.sub("", typed)
    assert len(ACCEPTED.findall(made)) == len(ACCEPTED.findall(typed))
