"""Words that Word writes before paragraphs with their numbers, as in “Chapter 3”."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from dragoman.formats.contract import LEFT
from dragoman.formats.docx_names import qn
from dragoman.formats.docx_package import Package
from dragoman.formats.docx_places import Stories
from dragoman.model import Finding
from dragoman.patterns import lazily

_WORD = lazily(r"[^\W\d_]{3}")
"""Shorter ones are Roman numbers, letters, or abbreviations such as “p.”."""

_NUMBER = lazily(r"%\d")


def told(package: Package, stories: Stories) -> Iterator[Finding]:
    """Tell which words stand before numbers: in copies, Word writes the same."""
    shown = {text for number in _used(package, stories) for text in _texts(package, *number)}
    words = sorted({_NUMBER.sub("…", text) for text in shown if _WORD.search(text)})
    if words:
        said = ", ".join(f"“{text}”" for text in words)
        verb = "stay" if len(words) > 1 else "stays"
        yield Finding(LEFT, f"{said} before numbers of paragraphs {verb} in the source language")


def _used(package: Package, stories: Stories) -> set[tuple[str, str | None, str]]:
    """Return the lists that paragraphs are in: number, level if it is said, and style."""
    found = set()
    for part in stories.parts:
        for paragraph in package.tree(part).iter(qn("w:p")):
            properties = paragraph.find(qn("w:pPr"))
            if properties is not None:
                style = _value(properties, "w:pStyle")
                number = _number(properties) or stories.styles.numbered(style or "")
                if number is not None:
                    found.add((*number, style or ""))
    return found


def _number(properties: Any) -> tuple[str, str | None] | None:
    numbered = properties.find(qn("w:numPr"))
    number = _value(numbered, "w:numId") if numbered is not None else None
    return None if number is None else (number, _value(numbered, "w:ilvl"))


def _texts(package: Package, number: str, level: str | None, style: str) -> Iterator[str]:
    for name in package.related(package.main, "numbering"):
        root = package.tree(name)
        for each in root.iter(qn("w:num")):
            if each.get(qn("w:numId")) != number:
                continue
            own = [*_of_level(each, level, style)]  # in place of those of its kind
            yield from own
            wanted = _value(each, "w:abstractNumId") if not own else None
            for kind in root.iter(qn("w:abstractNum")):
                if kind.get(qn("w:abstractNumId")) == wanted:
                    yield from _of_level(kind, level, style)


def _of_level(kind: Any, level: str | None, style: str) -> Iterator[str]:
    levels = list(kind.iter(qn("w:lvl")))
    own = [each for each in levels if style and _value(each, "w:pStyle") == style]
    if level is not None or not own:
        own = [each for each in levels if each.get(qn("w:ilvl")) == (level or "0")]
    for each in own:
        yield _value(each, "w:lvlText") or ""


def _value(element: Any, tag: str) -> str | None:
    child = element.find(qn(tag))
    return None if child is None else child.get(qn("w:val"))
