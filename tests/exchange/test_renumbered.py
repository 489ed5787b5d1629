"""Programs that count tags anew, or forget a namespace, or save another form: texts arrive."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from dragoman.exchange.packed import in_usual_form
from dragoman.model import Status
from dragoman.workflow.returned import LineOutcome
from tests.exchange.test_cat_tools import (
    LINKED,
    Element,
    came_back,
    child,
    copy_into,
    files,
    newsroom,
    parent_of,
    sent,
    tag,
    taken,
    targets_of,
    texts,
    told,
    tree,
    unit,
    worked,
)

__all__ = ["newsroom", "worked"]

Change = Callable[[Element], None]


def counted_from_zero(root: Element) -> None:
    for code in root.iter(tag(root, "ph")):
        code.set("id", str(int(code.get("id", "")) - 1))


def counted_throughout(root: Element) -> None:
    """Each tag of a document has a number of its own, in targets as well."""
    for number, code in enumerate(root.iter(tag(root, "ph")), 100):
        code.set("id", str(number))


def bare_and_counted_throughout(root: Element) -> None:
    for code in list(root.iter(tag(root, "ph"))):
        code.set("id", str(int(code.get("id", "")) + 40))
        code.tag, code.text = tag(root, "x"), None


CHANGES = [
    ("xliff", counted_from_zero),
    ("xliff", counted_throughout),
    ("xliff", bare_and_counted_throughout),
    ("xliff2", counted_from_zero),
    ("xliff2", counted_throughout),
]

every_change = pytest.mark.parametrize(
    ("name", "change"), CHANGES, ids=[f"{name}-{change.__name__}" for name, change in CHANGES]
)


def changed_since(newsroom: Path, before: dict[str, tuple[str, Status, str]]) -> list[str]:
    nothing = ("", Status.NEW, "")
    return [key for key, said in texts(newsroom).items() if said != before.get(key, nothing)]


def same(data: bytes) -> bytes:
    return data


@every_change
def test_tags_with_other_numbers_stand_for_the_same(
    newsroom: Path, name: str, change: Change
) -> None:
    before = files(newsroom)
    (report,) = taken(newsroom, came_back(newsroom, name, same, change), Status.APPROVED).files
    assert report.count(LineOutcome.SAME) == report.segments
    assert files(newsroom) == before


@every_change
def test_a_text_arrives_beside_tags_with_other_numbers(
    newsroom: Path, name: str, change: Change
) -> None:
    def edit(root: Element) -> None:
        for target in targets_of(root, "It may close"):
            copy_into(target, child(parent_of(target), "source"))
            target.text = "Kapanabilir: "

    before = texts(newsroom)
    taken(newsroom, came_back(newsroom, name, same, edit, change))
    assert changed_since(newsroom, before) == [unit(newsroom, LINKED).id]
    assert unit(newsroom, LINKED).target == "Kapanabilir: [on Friday](https://example.org/a?b=1)."


@every_change
def test_a_tag_that_was_lost_is_missed_whatever_its_number(
    newsroom: Path, name: str, change: Change
) -> None:
    def lose(root: Element) -> None:
        for target in targets_of(root, "It may close"):
            copy_into(target, child(parent_of(target), "source"))
            target.remove(target[-1])

    before = unit(newsroom, LINKED)
    (report,) = taken(newsroom, came_back(newsroom, name, same, lose, change)).files
    (refused,) = (line for line in report.lines if line.outcome is LineOutcome.REFUSED)
    assert "tags do not fit" in refused.reason
    assert unit(newsroom, LINKED) == before


def test_tags_that_changed_places_go_where_their_own_texts_say(newsroom: Path) -> None:
    def edit(root: Element) -> None:
        for target in targets_of(root, "It may close"):
            copy_into(target, child(parent_of(target), "source"))
            first, second = target
            number, other = first.get("id", ""), second.get("id", "")
            first.set("id", other)
            second.set("id", number)
            target.text = "Kapanabilir: "

    taken(newsroom, came_back(newsroom, "xliff", same, edit))
    assert unit(newsroom, LINKED).target == "Kapanabilir: [on Friday](https://example.org/a?b=1)."


@pytest.mark.parametrize("name", ["xliff", "xliff2"])
def test_a_target_that_was_written_without_a_namespace_arrives(newsroom: Path, name: str) -> None:
    path = sent(newsroom, name)
    root = tree(path.read_bytes())
    for target in targets_of(root, "She stayed."):
        target.text = "Kaldı."
    text = told(root).decode()
    path.write_text(re.sub(r"<target(?=[ >])", '<target xmlns=""', text), "utf-8")
    before = texts(newsroom)
    taken(newsroom, path)
    assert changed_since(newsroom, before) == [unit(newsroom, "She stayed.").id]
    assert unit(newsroom, "She stayed.").target == "Kaldı."


def strict(data: bytes) -> bytes:
    """Return an archive with the names of the Strict form."""
    stream = io.BytesIO()
    names = (
        rb"http://schemas.openxmlformats.org/(officeDocument|\w+processingml|spreadsheetml)/2006/"
    )
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(stream, "w") as after:
        for name in before.namelist():
            after.writestr(
                name, re.sub(names, rb"http://purl.oclc.org/ooxml/\1/", before.read(name))
            )
    return stream.getvalue()


@pytest.mark.parametrize("name", ["xlsx", "docx"])
def test_the_strict_form_says_the_same(newsroom: Path, name: str) -> None:
    before, path = files(newsroom), sent(newsroom, name)
    data = path.read_bytes()
    assert in_usual_form(data) is data
    path.write_bytes(strict(data))
    assert b"purl.oclc.org" in zipfile.ZipFile(path).read("_rels/.rels")
    (report,) = taken(newsroom, path, Status.APPROVED).files
    assert report.count(LineOutcome.SAME) == report.segments > 0
    assert files(newsroom) == before


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig"])
@pytest.mark.parametrize("named", [True, False])
def test_a_catalog_may_have_been_saved_in_another_form_of_unicode(
    newsroom: Path, encoding: str, named: bool
) -> None:
    before, path = files(newsroom), sent(newsroom, "po")
    text = path.read_text("utf-8")
    said = text.replace("charset=utf-8", "charset=UTF-16") if named else text
    path.write_bytes(said.replace("\n", "\r\n").encode(encoding))
    (report,) = taken(newsroom, path, Status.APPROVED).files
    assert report.count(LineOutcome.SAME) == report.segments > 0
    assert files(newsroom) == before
