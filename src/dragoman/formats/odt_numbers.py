"""Words that LibreOffice writes before paragraphs with their numbers, as in “Chapter 3”."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from dragoman.formats.contract import LEFT
from dragoman.formats.odt_names import names, qn
from dragoman.model import Finding
from dragoman.patterns import lazily

_LEVELS = names("text", "list-level-style-number outline-level-style")
_WORD = lazily(r"[^\W\d_]{3}")
"""Shorter ones are letters, or abbreviations such as “p.”."""

_OUTLINE, _NO_LIST = "outline", ""
"""What stands for the numbers of headings, which are in no list, and for none."""


def told(roots: Sequence[Any]) -> Iterator[Finding]:
    """Tell which words stand beside numbers: in copies, LibreOffice writes the same."""
    used = {level for root in roots for level in (*_of_lists(root), *_of_headings(root))}
    used |= set(_of_styles(roots))
    words = set()
    for root in roots:
        for level in root.iter(*_LEVELS):
            outlined = level.tag == qn("text:outline-level-style")
            style = _OUTLINE if outlined else level.getparent().get(qn("style:name"))
            if (style, level.get(qn("text:level"))) in used and level.get(qn("style:num-format")):
                words.add(_shown(level))
    found = sorted(filter(_WORD.search, words))
    if found:
        said = ", ".join(f"“{text}”" for text in found)
        verb = "stay" if len(found) > 1 else "stays"
        yield Finding(LEFT, f"{said} before numbers of paragraphs {verb} in the source language")


def _of_lists(root: Any) -> Iterator[tuple[str, str]]:
    for each in root.iter(qn("text:list")):
        around = [each, *each.iterancestors(qn("text:list"))]
        named = (outer.get(qn("text:style-name")) for outer in around)
        yield next(filter(None, named), _NO_LIST), str(len(around))


def _of_headings(root: Any) -> Iterator[tuple[str, str]]:
    for heading in root.iter(qn("text:h")):
        yield _OUTLINE, heading.get(qn("text:outline-level")) or "1"


def _of_styles(roots: Sequence[Any]) -> Iterator[tuple[str, str]]:
    """Yield the lists that paragraphs are in by their style."""
    texts = (qn("text:p"), qn("text:h"))
    shown = {each.get(qn("text:style-name")) for root in roots for each in root.iter(*texts)}
    for root in roots:
        for style in root.iter(qn("style:style")):
            if style.get(qn("style:name")) in shown:
                yield style.get(qn("style:list-style-name")) or _NO_LIST, "1"


def _shown(level: Any) -> str:
    before, after = (level.get(qn(f"style:num-{side}")) or "" for side in ("prefix", "suffix"))
    return f"{before}…{after}"
