"""What translators say in comments on cells comes back as notes."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

import pytest
from openpyxl import load_workbook
from openpyxl.comments import Comment

from dragoman import exchange
from dragoman.errors import ExchangeError
from dragoman.exchange import Sheet, SheetLine
from dragoman.model import Status

LINES = (
    SheetLine("3f9a1c20", "It rained.", "Yağmur yağdı.", Status.DRAFT, "Ask Anna."),
    SheetLine("5d2b7e31", "Nobody slept.", "Kimse uyumadı.", Status.DRAFT),
    SheetLine("9c4e8a12", "It snowed.", "Kar yağdı.", Status.DRAFT),
)
SHEET = Sheet("a.md", "en", "tr", False, LINES)

THREAD = "http://schemas.microsoft.com/office/2017/10/relationships/threadedComment"
LEFT = (
    "[Threaded comment]\n\nYour version of Excel allows you to read this: "
    "https://go.microsoft.com/fwlink/?linkid=870924\n\nComment:\n    Rain\nor drizzle?\nReply:\n"
    "    Rain."
)


def notes(data: bytes) -> dict[str, str | None]:
    (returned,) = exchange.read(data, "a.xlsx")
    return {line.source: line.note for line in returned.lines}


def commented(said: Mapping[str, Comment]) -> bytes:
    book = load_workbook(io.BytesIO(exchange.write(SHEET, "xlsx")))
    for cell, comment in said.items():
        book["translation"][cell].comment = comment
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def with_thread(data: bytes, relation: str = THREAD) -> bytes:
    """Add a thread as Excel keeps one: beside the note that stands for it."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(stream, "w") as after:
        for name in before.namelist():
            content = before.read(name)
            if name == "xl/worksheets/_rels/sheet1.xml.rels":
                target = "../threadedComments/threadedComment1.xml"
                added = f'<Relationship Id="t" Type="{relation}" Target="{target}"/>'
                content = content.replace(b"</Rel", f"{added}</Rel".encode())
            after.writestr(name, content)
        texts = (("1", "Rain or drizzle?"), ("2", "Rain. Surely."))
        said = "".join(
            f'<threadedComment ref="D2" id="{{{number}}}" personId="{{9}}"><text>{text}</text>'
            "</threadedComment>"
            for number, text in texts
        )
        space = "http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments"
        after.writestr(
            "xl/threadedComments/threadedComment1.xml",
            f'<ThreadedComments xmlns="{space}">{said}</ThreadedComments>',
        )
    return stream.getvalue()


def test_a_comment_on_any_cell_of_a_row_is_a_note_beside_what_is_there() -> None:
    said = {
        "D2": Comment("Are we sure?", "Agency"),
        "C3": Comment("Agency:\nWho is nobody?", "Agency"),
        "G3": Comment("Not an error.", ""),
        "A1": Comment("The names of the columns.", "Agency"),
        "D90": Comment("Below all rows.", "Agency"),
    }
    assert notes(commented(said)) == {
        "It rained.": "Ask Anna.\nAre we sure?",
        "Nobody slept.": "Who is nobody?\nNot an error.",
        "It snowed.": "",
    }


def test_a_thread_counts_and_not_what_stands_for_it() -> None:
    data = commented({"D2": Comment(LEFT, "tc={1}"), "D4": Comment("Much?", "Agency")})
    assert notes(data)["It rained."] == "Ask Anna.\nRain\nor drizzle?\nRain."
    assert notes(with_thread(data)) == {
        "It rained.": "Ask Anna.\nRain or drizzle?\nRain. Surely.",
        "Nobody slept.": "",
        "It snowed.": "Much?",
    }


def test_comments_that_are_gone_are_missed_by_nobody() -> None:
    data = commented({"D2": Comment("Are we sure?", "Agency")})
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(stream, "w") as after:
        for name in before.namelist():
            if "comment" not in name:
                after.writestr(name, before.read(name))
    assert notes(stream.getvalue())["It rained."] == "Ask Anna."


def test_a_comment_of_runs_is_one_text_without_how_it_is_read_aloud() -> None:
    data = commented({"D2": Comment("Are we sure?", "Agency")})
    stream = io.BytesIO()
    runs = b"<r><t>Are </t></r><r><t>we?</t></r><rPh sb='0' eb='1'><t>aloud</t></rPh>"
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(stream, "w") as after:
        for name in before.namelist():
            content = before.read(name)
            if "comments/" in name:
                start = content.index(b"<text>") + 6
                content = content[:start] + runs + content[content.index(b"</text>") :]
            after.writestr(name, content)
    assert notes(stream.getvalue())["It rained."] == "Ask Anna.\nAre we?"


@pytest.mark.parametrize("change", [b"<comments", b"<text"])
def test_comments_that_cannot_be_read_are_told(change: bytes) -> None:
    data = commented({"D2": Comment("Are we sure?", "Agency")})
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(stream, "w") as after:
        for name in before.namelist():
            content = before.read(name)
            broken = content.replace(change, b"<", 1) if "comments/" in name else content
            after.writestr(name, broken)
    with pytest.raises(ExchangeError, match="damaged"):
        notes(stream.getvalue())
