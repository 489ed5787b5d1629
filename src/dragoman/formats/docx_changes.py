"""What editors leave in a Word document beside its text: tracked changes and comments.

A copy holds the text as it is with all changes accepted, and no comments unless it is asked for
them: both are the work of editors on the source, and no business of its readers.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from dragoman.formats.docx_names import names, qn

_TAKEN_IN = names("ins moveTo")
_TAKEN_OUT = names("del moveFrom")
_MARKS = names(
    "moveFromRangeStart moveFromRangeEnd moveToRangeStart moveToRangeEnd customXmlInsRangeStart "
    "customXmlInsRangeEnd customXmlDelRangeStart customXmlDelRangeEnd customXmlMoveFromRangeStart "
    "customXmlMoveFromRangeEnd customXmlMoveToRangeStart customXmlMoveToRangeEnd cellIns"
)
_EARLIER = names(
    "rPrChange pPrChange sectPrChange tblPrChange tblPrExChange tblGridChange trPrChange "
    "tcPrChange numberingChange"
)
"""How something looked before."""

_OF_PROPERTIES = names("rPr trPr numPr")
_COMMENTS = names("commentRangeStart commentRangeEnd commentReference annotationRef")

COMMENT_PARTS = ("comments", "commentsExtended", "commentsIds", "commentsExtensible", "people")
"""The kinds of relationships that lead to comments, and to the names of those who made them."""


def accept(root: Any) -> Counter[str]:
    """Accept all tracked changes below an element; return how many there were of each kind."""
    told: Counter[str] = Counter()
    joined = []
    for element in list(root.iter(*_TAKEN_IN, *_TAKEN_OUT, *_MARKS, *_EARLIER, qn("w:cellDel"))):
        parent = element.getparent()
        if parent is None:
            continue
        out = element.tag in _TAKEN_OUT
        if parent.tag in _OF_PROPERTIES:
            holder = parent.getparent()
            if out and parent.tag == qn("w:trPr"):
                _remove_row(holder)
            elif out and holder is not None and holder.tag == qn("w:pPr"):
                joined.append(holder.getparent())
            _remove(element)
        elif element.tag == qn("w:cellDel"):
            _remove(parent.getparent())
        elif element.tag in _TAKEN_IN:
            _unwrap(element)
        else:
            _remove(element)
        if element.tag in _TAKEN_IN or out or element.tag == qn("w:cellDel"):
            told["insertion" if element.tag in _TAKEN_IN else "deletion"] += 1
        elif element.tag in _EARLIER:
            told["formatting"] += 1
    for paragraph in joined:
        _join(paragraph)
    return told


def _remove_row(row: Any) -> None:
    table = row.getparent()
    _remove(row)
    if table is not None and table.find(qn("w:tr")) is None:
        _remove(table)


def _join(paragraph: Any) -> None:
    """Take a paragraph's end away: what it holds goes before what the next one holds."""
    following = paragraph.getnext()
    if paragraph.find(f"{qn('w:pPr')}/{qn('w:sectPr')}") is not None:
        return
    while following is not None and following.tag not in (qn("w:p"), qn("w:tbl")):
        following = following.getnext()
    content = [child for child in paragraph if child.tag != qn("w:pPr")]
    if following is None or following.tag != qn("w:p"):
        if not content and paragraph.getprevious() is not None and following is not None:
            _remove(paragraph)
        return
    start = 1 if len(following) and following[0].tag == qn("w:pPr") else 0
    following[start:start] = content
    _remove(paragraph)


def strip_comments(root: Any) -> list[tuple[Any, str]]:
    """Take the marks of comments out of a text; return the paragraph and number of each."""
    held = []
    for mark in list(root.iter(*_COMMENTS)):
        run = mark.getparent()
        if mark.tag == qn("w:commentReference"):
            paragraph = next(mark.iterancestors(qn("w:p")), None)
            held.append((paragraph, mark.get(qn("w:id"), "")))
        _remove(mark)
        if run is not None and run.tag == qn("w:r") and all(x.tag == qn("w:rPr") for x in run):
            _remove(run)
    return [(paragraph, number) for paragraph, number in held if paragraph is not None]


def put_comments(held: Sequence[tuple[Any, str]]) -> None:
    """Put comments on whole paragraphs: their words have no place in a translation."""
    for paragraph, number in held:
        own = {qn("w:id"): number}
        first = 1 if len(paragraph) and paragraph[0].tag == qn("w:pPr") else 0
        paragraph.insert(first, paragraph.makeelement(qn("w:commentRangeStart"), own))
        run = paragraph.makeelement(qn("w:r"))
        run.append(run.makeelement(qn("w:commentReference"), own))
        paragraph.extend((paragraph.makeelement(qn("w:commentRangeEnd"), own), run))


def _unwrap(element: Any) -> None:
    parent = element.getparent()
    place = parent.index(element)
    parent[place : place + 1] = list(element)


def _remove(element: Any) -> None:
    """Remove an element; the text after it is white space between elements."""
    parent = element.getparent() if element is not None else None
    if parent is not None:
        parent.remove(element)
