"""What charts and diagrams in a Word document say: titles, labels, the texts of shapes.

What a chart takes from its table, such as the names of series, is data, and stays. So does a text
whose words look different: in a drawing no sign could hold their places.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from dragoman.errors import ArticleError
from dragoman.formats.docx_names import names, qn
from dragoman.formats.docx_package import Package
from dragoman.formats.office_places import AttributeText, speaks
from dragoman.model import BlockKind

CHARTS = ("chart", "chartEx")
_DIAGRAM, _SHOWN = "diagramData", "diagramDrawing"
DRAWN = (*CHARTS, _DIAGRAM)
"""The kinds of relationships that lead to such parts."""

_IN_PARAGRAPH = names("a:pPr a:r a:endParaRPr")
_NO_LOOK = frozenset(("lang", "altLang", "dirty", "err", "noProof", "smtClean"))
_DATA = ("v", "pt")
"""The local names of elements that hold what a chart takes from its table."""


def drawn(package: Package, parts: Iterable[str]) -> Iterator[AttributeText]:
    """Yield the texts of charts and diagrams to which parts of a document lead.

    A diagram stands twice in a document, as data and as it was drawn last: both say the same.
    """
    for part in parts:
        for kind in CHARTS:
            for name in package.related(part, kind):
                yield from _texts(package, [name])
        shown = [*package.related(part, _SHOWN)]
        for name in package.related(part, _DIAGRAM):
            yield from _texts(package, [name, *shown])


def _texts(package: Package, parts: list[str]) -> Iterator[AttributeText]:
    """Yield the texts of the first part, with their places in all of them."""
    found: dict[str, list[tuple[Any, str | None]]] = {}
    for number, part in enumerate(parts):
        for paragraph in _paragraphs(package, part):
            text = _one_text(paragraph)
            if text is not None and speaks(text.text) and (not number or text.text in found):
                found.setdefault(text.text, []).append((text, None))
    for holders in found.values():
        yield AttributeText(parts[0], tuple(holders), BlockKind.PARAGRAPH, "", tuple(parts[1:]))


def says_more(package: Package, part: str) -> bool:
    """Whether words of a chart or a diagram stay: its data, and texts of several looks."""
    root = _root(package, part)
    if root is None:
        return True
    data = (each for each in root.iter() if str(each.tag).rpartition("}")[2] in _DATA)
    if any(speaks(each.text or "") for each in data):
        return True
    return any(
        _one_text(paragraph) is None and speaks("".join(paragraph.itertext()))
        for paragraph in _paragraphs(package, part)
    )


def _root(package: Package, part: str) -> Any:
    """Return the tree of a part, `None` of one that cannot be read: it spoils no document."""
    try:
        return package.tree(part)
    except ArticleError:
        return None


def _paragraphs(package: Package, part: str) -> Iterator[Any]:
    root = _root(package, part)
    return root.iter(qn("a:p")) if root is not None else iter(())


def _one_text(paragraph: Any) -> Any:
    """Return the element that holds all words of a paragraph, where they look alike.

    Words that only an editor's work parted are put together in it.
    """
    if any(child.tag not in _IN_PARAGRAPH for child in paragraph):
        return None
    runs = paragraph.findall(qn("a:r"))
    texts = [run.find(qn("a:t")) for run in runs]
    if not texts or any(text is None for text in texts) or len({*map(_look, runs)}) > 1:
        return None
    first, *others = texts
    first.text = "".join(text.text or "" for text in texts)
    for text in others:
        paragraph.remove(text.getparent())
    return first


def _look(run: Any) -> str:
    """Return what tells how a run looks from others'."""
    properties = run.find(qn("a:rPr"))
    if properties is None:
        return ""
    own = sorted(each for each in properties.attrib.items() if each[0] not in _NO_LOOK)
    inner = (f"{each.tag}{sorted(each.attrib.items())}" for each in properties.iterdescendants())
    return f"{own}{''.join(inner)}"
