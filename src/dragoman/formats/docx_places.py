"""The places of a Word document that hold words for its readers, and what is left out.

Places come in a fixed order: the document's properties, its body with text boxes and picture
descriptions where they stand, headers and footers, footnotes and endnotes.
"""

from __future__ import annotations

import re
from collections import defaultdict, deque
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from dragoman.formats import docx_links, office_code
from dragoman.formats.docx_changes import COMMENT_PARTS, accept, strip_comments
from dragoman.formats.docx_drawn import drawn
from dragoman.formats.docx_names import SHAPES, names, qn
from dragoman.formats.docx_package import Package
from dragoman.formats.office_places import MADE_BY, AttributeText, Place, Sentences, speaks
from dragoman.model import BlockKind
from dragoman.patterns import lazily

_CODE = ("code", "macro", "source", "verbatim", "html code", "html sample", "html keyboard",
         "html typewriter")  # fmt: skip
_QUOTES = ("quote", "intense quote", "block text", "quotation", "quotations", "block quote")
_PROPERTIES = ("dc:title", "dc:subject", "dc:description")
_ATTRIBUTES = {
    qn("wp:docPr"): ("descr", "title"),
    qn("pic:cNvPr"): ("descr", "title"),
    qn("wps:cNvPr"): ("descr", "title"),
    **dict.fromkeys(SHAPES, ("alt",)),
    qn("v:textpath"): ("string",),
    qn("w:hyperlink"): (qn("w:tooltip"),),
    qn("w:tblCaption"): (qn("w:val"),),
    qn("w:tblDescription"): (qn("w:val"),),
    qn("w:listItem"): (qn("w:displayText"),),
    qn("w:listEntry"): (qn("w:val"),),
    qn("w:helpText"): (qn("w:val"),),
    qn("w:statusText"): (qn("w:val"),),
}
"""What readers see or hear that stands in attributes: descriptions, captions, choices."""

_TURNED = ("w:bidi", "w:rtl")


class Stories:
    """The parts of a document that hold text, as its readers are to see them."""

    def __init__(self, package: Package, *, comments: bool = False) -> None:
        """Read a document; with `comments`, those of editors stay in it."""
        self._package = package
        self.styles = Styles(package)
        self.parts = dict(self._parts())
        """For each part what its paragraphs are if nothing else is known."""

        self.accepted = 0
        self.commented: list[tuple[Any, str]] = []
        """The paragraph and number of each comment."""

        for name in self.parts:
            root = package.tree(name)
            self.accepted += sum(accept(root).values())
            self.commented += strip_comments(root)
            docx_links.join(root, dict(package.addresses(name)))
        self.comments = 0 if comments else self._comments()

    def _parts(self) -> Iterator[tuple[str, BlockKind]]:
        main, package = self._package.main, self._package
        yield main, BlockKind.PARAGRAPH
        for reference in package.tree(main).iter(*names("headerReference footerReference")):
            name = package.by_id(main, reference.get(qn("r:id")) or "")
            if name is not None:
                yield name, BlockKind.PARAGRAPH
        for kind in ("header", "footer"):
            yield from ((name, BlockKind.PARAGRAPH) for name in package.related(main, kind))
        for kind in ("footnotes", "endnotes"):
            yield from ((name, BlockKind.FOOTNOTE) for name in package.related(main, kind))

    def _comments(self) -> int:
        """Empty the parts that hold comments, and return how many there were."""
        count = 0
        for kind in COMMENT_PARTS:
            for name in self._package.related(self._package.main, kind):
                root = self._package.tree(name)
                count += len(root) if kind == "comments" else 0
                for child in list(root):
                    root.remove(child)
                self._package.changed.add(name)
        return count

    def places(self) -> Iterator[Place]:
        """Yield the places of all parts."""
        yield from self._properties()
        for name, kind in self.parts.items():
            yield from self._in_part(name, kind)
        yield from drawn(self._package, self.parts)

    def _properties(self) -> Iterator[Place]:
        name = next(iter(self._package.related("", "core-properties")), None)
        if name is None:
            return
        root = self._package.tree(name)
        for tag in _PROPERTIES:
            element = root.find(qn(tag))
            text = (element.text or "").strip() if element is not None else ""
            if speaks(text) and not MADE_BY.match(text):
                kind = f"document-{tag.partition(':')[2]}"
                yield AttributeText(name, ((element, None),), BlockKind.METADATA, kind)

    def _in_part(self, name: str, kind: BlockKind) -> Iterator[Place]:
        root = self._package.tree(name)
        twins = _twins(root)
        values = _values(root)
        for element in root.iter(qn("w:p"), *_ATTRIBUTES):
            if element.tag != qn("w:p"):
                for holders in values.get(element, ()):
                    yield AttributeText(name, tuple(holders), BlockKind.PARAGRAPH, "")
                continue
            note = next(element.iterancestors(qn("w:footnote"), qn("w:endnote")), None)
            separates = note is not None and note.get(qn("w:type")) not in (None, "normal")
            if element not in twins.second and not separates:
                elements = (element, *twins.of.get(element, ()))
                yield Sentences(name, elements, self.styles.kind(element, kind))


@dataclass(frozen=True, slots=True)
class _Twins:
    """Paragraphs that stand twice: for programs that know a kind of text box, and for others."""

    of: dict[Any, list[Any]]
    second: set[Any]


def _twins(root: Any) -> _Twins:
    twins = _Twins({}, set())
    for choice in root.iter(qn("mc:AlternateContent")):
        if len(choice) < 2:
            continue
        waiting: dict[str, deque[Any]] = defaultdict(deque)
        for paragraph in choice[0].iter(qn("w:p")):
            if paragraph not in twins.second:
                waiting[_bare(paragraph)].append(paragraph)
        for other in choice[1:]:
            for paragraph in other.iter(qn("w:p")):
                same = waiting[_bare(paragraph)]
                if same:
                    twins.of.setdefault(same.popleft(), []).append(paragraph)
                    twins.second.add(paragraph)
    return twins


def _bare(paragraph: Any) -> str:
    return "".join(text.text or "" for text in paragraph.iter(qn("w:t")))


def _values(root: Any) -> dict[Any, list[list[tuple[Any, str | None]]]]:
    """Return for each element the values that it is the first of its paragraph to hold."""
    groups: dict[tuple[Any, str], list[tuple[Any, str | None]]] = {}
    for element in root.iter(*_ATTRIBUTES):
        outer = element
        for ancestor in element.iterancestors(qn("w:p"), qn("w:tblPr"), qn("w:sdtPr")):
            outer = ancestor
        for attribute in _ATTRIBUTES[element.tag]:
            value = element.get(attribute) or ""
            if speaks(value):
                groups.setdefault((outer, value), []).append((element, attribute))
    found: dict[Any, list[list[tuple[Any, str | None]]]] = {}
    for holders in groups.values():
        found.setdefault(holders[0][0], []).append(holders)
    return found


class Styles:
    """What the styles of a document are for, by what they and those below them are called."""

    def __init__(self, package: Package) -> None:
        name = next(iter(package.related(package.main, "styles")), None)
        elements = package.tree(name).findall(qn("w:style")) if name is not None else ()
        self._known = {style.get(qn("w:styleId")): style for style in elements}
        self.right_to_left = any(
            style.find(f".//{qn(tag)}") is not None for style in elements for tag in _TURNED
        )
        """Whether any style says that a text runs from right to left."""

        paragraphs = package.tree(package.main).iter(qn("w:p"))
        self._code: tuple[str, ...] = _CODE
        if not office_code.is_pasted((_bare(p), self._is_preformatted(p)) for p in paragraphs):
            self._code += office_code.PREFORMATTED

    def _is_preformatted(self, paragraph: Any) -> bool:
        style = _said(paragraph.find(qn("w:pPr")), "w:pStyle")
        return any(name.startswith(office_code.PREFORMATTED) for name in self._names(style))

    def kind(self, paragraph: Any, usual: BlockKind) -> BlockKind:
        """Return what a paragraph is."""
        properties = paragraph.find(qn("w:pPr"))
        said = _said(properties, "w:pStyle")
        names = list(self._names(said)) if said else []
        if any(name.startswith(self._code) for name in names) and not _is_in_letters(paragraph):
            return BlockKind.VERBATIM
        if any(name.startswith(("heading", "title", "subtitle")) for name in names):
            return BlockKind.HEADING
        if _said(properties, "w:outlineLvl") in tuple("012345678"):
            return BlockKind.HEADING
        if next(paragraph.iterancestors(qn("w:tc")), None) is not None:
            return BlockKind.TABLE_CELL
        numbered = properties is not None and properties.find(qn("w:numPr")) is not None
        if numbered or any(name.startswith("list") for name in names):
            return BlockKind.LIST_ITEM
        return BlockKind.QUOTATION if any(name in _QUOTES for name in names) else usual

    def is_code(self, style: str) -> bool:
        """Whether a style of single words is one of code."""
        return any(name.startswith(self._code) for name in self._names(style))

    def numbered(self, style: str) -> tuple[str, str | None] | None:
        """Return the list that paragraphs of a style are in, and the level if it is said."""
        for element in self._line(style):
            number = element.find(f"{qn('w:pPr')}/{qn('w:numPr')}")
            if number is not None:
                return _said(number, "w:numId"), _said(number, "w:ilvl") or None
        return None

    def _names(self, style: str) -> Iterator[str]:
        """Yield the names of a style, and of those that it is based on."""
        return (_said(element, "w:name").lower() for element in self._line(style))

    def _line(self, style: str) -> Iterator[Any]:
        """Yield the elements of a style, and of those that it is based on."""
        seen: set[str] = set()
        while style in self._known and style not in seen:
            seen.add(style)
            yield self._known[style]
            style = _said(self._known[style], "w:basedOn")


_OF_CODE = lazily(r"mono|cour|consol|menlo|monaco|code|terminal|typewriter|fixed", re.I)


def _is_in_letters(paragraph: Any) -> bool:
    """Whether all words of a paragraph are in a font that nobody writes code in.

    Pasted letters and old pages have the style of code, and the font that the rest is in.
    """
    fonts = [
        run.find(f"{qn('w:rPr')}/{qn('w:rFonts')}")
        for run in paragraph.iter(qn("w:r"))
        if any((text.text or "").strip() for text in run.iter(qn("w:t")))
    ]
    named = [font.get(qn("w:ascii")) if font is not None else None for font in fonts]
    return bool(named) and all(name and not _OF_CODE.search(name) for name in named)


def _said(element: Any, tag: str) -> str:
    child = element.find(qn(tag)) if element is not None else None
    return str(child.get(qn("w:val")) or "") if child is not None else ""
