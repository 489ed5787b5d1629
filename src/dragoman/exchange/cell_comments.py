"""What people said of cells of a sheet, beside them: notes, and the threads of newer programs."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Mapping
from itertools import zip_longest
from xml.etree.ElementTree import Element, fromstring

from openpyxl.packaging.relationship import get_dependents

NOTES, THREADS = "/comments", "/threadedComment"
"""The ends of the kinds of relation that a sheet has to them."""

_STANDS_FOR_THREAD = "linkid=870924"
"""The address in the note that Excel leaves beside a thread, in whatever language it speaks."""

_INDENT = " " * 4

_ROW = re.compile(r"[A-Za-z]{1,3}(\d{1,7})")


def comments(archive: zipfile.ZipFile, member: str) -> Mapping[int, tuple[str, ...]]:
    """Return what is said of the cells of a sheet, by the numbers of their rows.

    A program that knows threads leaves a note for older ones beside each, which counts where the
    thread itself was lost. Raises what zipfile, openpyxl and the parser do for bytes that are odd.
    """
    found: dict[str, list[str]] = {}
    for kind, read in ((THREADS, _threads), (NOTES, _notes)):
        here: dict[str, list[str]] = {}
        for part in _parts(archive, member, kind):
            for cell, text in read(fromstring(archive.read(part))):
                here.setdefault(cell, []).append(text)
        found = {**here, **found}
    rows: dict[int, list[str]] = {}
    for cell, texts in found.items():
        if place := _ROW.fullmatch(cell):
            rows.setdefault(int(place[1]), []).extend(text for text in texts if text)
    return {row: tuple(texts) for row, texts in rows.items()}


def _parts(archive: zipfile.ZipFile, member: str, kind: str) -> list[str]:
    """Return where the comments of a sheet stand."""
    names = frozenset(archive.namelist())
    folder, _, name = member.rpartition("/")
    relations = f"{folder}/_rels/{name}.rels"
    if relations not in names:
        return []
    found = (each.target for each in get_dependents(archive, relations) if _is(each.Type, kind))
    return list(dict.fromkeys(target for target in found if target in names))


def _is(relation: str | None, kind: str) -> bool:
    return (relation or "").endswith(kind)


def _notes(root: Element) -> Iterator[tuple[str, str]]:
    authors = [(each.text or "").strip() for each in root.iter() if _called(each, "author")]
    for note in root.iter():
        if _called(note, "comment"):
            text = _text(note)
            by = note.get("authorId", "")
            # Excel begins a note with the name of who writes it.
            if by.isdecimal() and int(by) < len(authors) and authors[int(by)]:
                text = text.removeprefix(f"{authors[int(by)]}:\n")
            yield note.get("ref", ""), _thread_in(text).strip()


def _thread_in(note: str) -> str:
    """Return what was said in the thread that a note stands for: it says `Comment:` above that."""
    _, stands_for_it, thread = note.partition(_STANDS_FOR_THREAD)
    if not stands_for_it:
        return note
    lines = thread.split("\n")
    said = (
        line.removeprefix(_INDENT)
        for line, below in zip_longest(lines, lines[1:], fillvalue="")
        if line.startswith(_INDENT) or not below.startswith(_INDENT)
    )
    return "\n".join(said)


def _threads(root: Element) -> Iterator[tuple[str, str]]:
    for comment in root.iter():
        if _called(comment, "threadedComment"):
            yield comment.get("ref", ""), _text(comment).strip()


def _text(comment: Element) -> str:
    """Return the text of a comment, without how it is to be read aloud in Japanese."""
    passed = {id(text) for each in comment.iter() if _called(each, "rPh") for text in each.iter()}
    said = (
        each.text or ""
        for each in comment.iter()
        if (_called(each, "t") or _called(each, "text")) and id(each) not in passed
    )
    return "".join(said).replace("\r\n", "\n").replace("\r", "\n")


def _called(element: Element, name: str) -> bool:
    """Whether an element has the name, in whatever namespace of spreadsheets."""
    return element.tag.rpartition("}")[2] == name
