"""OpenDocument texts: paragraphs, tables, notes, frames, headers and footers, the title.

What is not translated stays in the package as it was. Changes are kept accepted, and annotations
left out: both are the work of editors on the source.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import Any

from dragoman import languages
from dragoman.formats import flow, odt_fields, odt_numbers, odt_tables, office_code
from dragoman.formats.contract import LEFT, Copy, Options, Parsed
from dragoman.formats.cover import readable
from dragoman.formats.odt_direction import keep, localize
from dragoman.formats.odt_names import names, qn
from dragoman.formats.odt_text import Looks, OpenParagraph
from dragoman.formats.office_parts import Parts, protected
from dragoman.formats.office_places import (
    MADE_BY,
    AttributeText,
    Place,
    Sentences,
    Spot,
    attributes_first,
    orders,
    speaks,
)
from dragoman.model import Block, BlockKind, Finding, Syntax

_CONTENT, _STYLES, _META = "content.xml", "styles.xml", "meta.xml"
_TEXTS = (qn("text:p"), qn("text:h"))
_VALUES = (qn("svg:title"), qn("svg:desc"))
_SPOKEN = {
    qn("text:a"): (qn("office:title"),),
    qn("text:label"): (qn("text:value"),),
    qn("loext:list-item"): (qn("loext:display-text"),),
    **dict.fromkeys(
        names("form", "button checkbox radio fixed-text frame item option column"),
        (qn("form:label"), qn("form:title")),
    ),
    **dict.fromkeys(
        names("form", "text textarea listbox combobox number date time file image image-frame"),
        (qn("form:title"),),
    ),
}
"""What readers see or hear that stands in attributes: tips of links, choices, fields of forms."""

_TRACKED = names("text", "tracked-changes change change-start change-end")
_CODE = ("source", "code", "verbatim")


class OpenDocument(Parts):
    """The parts of an OpenDocument text."""

    kind = "OpenDocument text"
    advice = "Open it in LibreOffice and save it again as .odt."

    def __init__(self, path: str, data: bytes) -> None:
        """Open a document. Raises ArticleError for what is none, or protected."""
        super().__init__(path, data)
        if "META-INF/manifest.xml" in self.names and b"encryption-data" in self.read(
            "META-INF/manifest.xml"
        ):
            raise protected(path)
        if _CONTENT not in self.names:
            raise self.refused("no part of it holds the text")
        body = self.tree(_CONTENT).find(f"{qn('office:body')}/{qn('office:text')}")
        if body is None:
            raise self.refused("it holds another kind of document")
        self.stories = tuple(name for name in (_CONTENT, _STYLES) if name in self.names)
        self.accepted, self.comments = 0, 0
        self.commented: list[tuple[Any, Any]] = []
        """The paragraph of each comment of editors, and the comment."""

        for name in self.stories:
            self._strip(self.tree(name))

    def _strip(self, root: Any) -> None:
        """Take out what editors left beside the text."""
        for element in list(
            root.iter(*_TRACKED, qn("office:annotation"), qn("office:annotation-end"))
        ):
            self.accepted += element.tag == qn("text:tracked-changes") and len(element)
            if element.tag == qn("office:annotation"):
                self.comments += 1
                paragraph = next(element.iterancestors(*_TEXTS), None)
                self.commented += [] if paragraph is None else [(paragraph, element)]
            _take_out(element)
        for link in list(root.iter(qn("text:a"))):
            _join_to_last(link)


def _join_to_last(link: Any) -> None:
    """Let the link before hold what one right after it holds, if both lead to one address.

    LibreOffice writes a link for each part of one that looks otherwise.
    """
    last = link.getprevious()
    if last is None or last.tag != link.tag or last.tail or last.items() != link.items():
        return
    if len(last):
        last[-1].tail = (last[-1].tail or "") + (link.text or "")
    else:
        last.text = (last.text or "") + (link.text or "")
    last.tail, link.tail = link.tail, None
    last.extend(list(link))
    link.getparent().remove(link)


def _take_out(element: Any) -> None:
    """Remove an element; the text after it stays."""
    parent, before = element.getparent(), element.getprevious()
    if parent is None:
        return
    tail = element.tail or ""
    if before is not None:
        before.tail = (before.tail or "") + tail
    else:
        parent.text = (parent.text or "") + tail
    parent.remove(element)


def parse(path: str, data: bytes, options: Options) -> Parsed:
    """Divide a document into blocks, one for each text with words in it.

    The options choose nothing. Raises ArticleError for a file that is no OpenDocument text, or is
    damaged or protected.
    """
    del options
    package = OpenDocument(path, data)
    looks = _looks(package)
    blocks: list[Block] = []
    codes: list[str] = []
    for number, place in enumerate(_places(package)):
        if isinstance(place, AttributeText):
            text = flow.on_one_line(place.text).strip()
            layout = Spot(number)
            blocks.append(Block(place.kind, f"{text}\n", text, name=place.name, layout=layout))
        elif place.kind is not BlockKind.VERBATIM:
            blocks += _blocks(number, place, looks)
        else:
            texts = OpenParagraph(place.elements[0], looks).texts
            codes.append(" ".join(text.words for text in texts))
    roots = [package.tree(name) for name in package.stories]
    told = (*_findings(package), *odt_numbers.told(roots), *odt_fields.told(roots))
    return Parsed(
        tuple(blocks), (*told, *office_code.told(codes, (block.text for block in blocks)))
    )


def _blocks(number: int, place: Sentences, looks: Looks) -> Iterator[Block]:
    for count, text in enumerate(OpenParagraph(place.elements[0], looks).texts):
        if readable(text.words):
            syntax = Syntax.HTML if "<" in text.markup else Syntax.PLAIN
            shown = text.markup if syntax is Syntax.HTML else html.unescape(text.markup)
            yield Block(place.kind, f"{shown}\n", shown, syntax, layout=Spot(number, count))


def _looks(package: OpenDocument) -> Looks:
    return Looks([package.tree(name) for name in package.stories])


def _findings(package: OpenDocument) -> Iterator[Finding]:
    if package.accepted:
        many = package.accepted > 1
        said = f"{package.accepted} tracked changes are" if many else "a tracked change is"
        yield Finding("changes_accepted", f"{said} taken as accepted")
    if package.comments:
        many = package.comments > 1
        said = f"{package.comments} comments are" if many else "a comment is"
        yield Finding("comments_left_out", f"{said} left out of the copies")
    inner = [
        name
        for name in package.names
        if re.fullmatch(r"\./?Object.*/content\.xml|Object.*/content\.xml", name)
    ]
    if inner:
        said = (
            f"what {len(inner)} embedded objects say stays"
            if len(inner) > 1
            else "what an embedded object says stays"
        )
        yield Finding(LEFT, f"{said} in the source language")


def _places(package: OpenDocument) -> Iterator[Place]:
    """Yield the places of the properties, of the text, and of headers and footers."""
    if _META in package.names:
        for tag in ("dc:title", "dc:subject", "dc:description"):
            element = next(package.tree(_META).iter(qn(tag)), None)
            text = (element.text or "").strip() if element is not None else ""
            if speaks(text) and not MADE_BY.match(text):
                name = f"document-{tag.partition(':')[2]}"
                yield AttributeText(_META, ((element, None),), BlockKind.METADATA, name)
    styles = _OdtStyles(package)
    for part in package.stories:
        for element in package.tree(part).iter(*_TEXTS, *_VALUES, *_SPOKEN):
            if element.tag in _TEXTS:
                yield Sentences(part, (element,), styles.kind(element))
            elif element.tag in _SPOKEN:
                for attribute in _SPOKEN[element.tag]:
                    if speaks(element.get(attribute) or ""):
                        yield AttributeText(part, ((element, attribute),), BlockKind.PARAGRAPH, "")
            elif speaks(element.text or ""):
                yield AttributeText(part, ((element, None),), BlockKind.PARAGRAPH, "")


class _OdtStyles:
    """What the styles of a document are for, by what they and those below them are called."""

    def __init__(self, package: OpenDocument) -> None:
        self._parents = {
            style.get(qn("style:name"), ""): style.get(qn("style:parent-style-name"), "")
            for part in package.stories
            for style in package.tree(part).iter(qn("style:style"))
        }
        paragraphs = package.tree(_CONTENT).iter(*_TEXTS)
        self._code: tuple[str, ...] = _CODE
        if not office_code.is_pasted(
            ("".join(p.itertext()), self._is_plain(p)) for p in paragraphs
        ):
            self._code += office_code.PREFORMATTED

    def _is_plain(self, element: Any) -> bool:
        return any(name.startswith(office_code.PREFORMATTED) for name in self._names(element))

    def _names(self, element: Any) -> list[str]:
        style = str(element.get(qn("text:style-name")) or "")
        styles = [style]
        while style in self._parents and self._parents[style] not in styles:
            style = self._parents[style]
            styles.append(style)
        return [name.replace("_20_", " ").lower() for name in styles]

    def kind(self, element: Any) -> BlockKind:
        """Return what a paragraph is."""
        known = self._names(element)
        if any(name.startswith(self._code) for name in known):
            return BlockKind.VERBATIM
        if element.tag == qn("text:h") or any(
            name.startswith(("heading", "title", "subtitle")) for name in known
        ):
            return BlockKind.HEADING
        for ancestor in element.iterancestors():
            if ancestor.tag in (qn("text:note-body"), qn("table:table-cell"), qn("text:list-item")):
                return {
                    qn("text:note-body"): BlockKind.FOOTNOTE,
                    qn("table:table-cell"): BlockKind.TABLE_CELL,
                    qn("text:list-item"): BlockKind.LIST_ITEM,
                }[ancestor.tag]
        quoted = any(name.startswith(("quot", "block quot")) for name in known)
        return BlockKind.QUOTATION if quoted else BlockKind.PARAGRAPH


def serialize(copy: Copy) -> bytes:
    """Return the document with the targets in place, in the locale's language and direction.

    The same input gives the same bytes.
    """
    article, targets = copy.article, copy.targets
    changed = (flow.replacement(*pair) for pair in zip(article.segments, targets, strict=True))
    if copy.locale is None and not copy.notes and all(text is None for text in changed):
        return article.data
    package = OpenDocument(article.path, article.data)
    looks = _looks(package)
    places = list(_places(package))
    kept = []
    emptied: list[Any] = []
    notes = [
        note
        for name in package.stories
        for note in package.tree(name).iter(qn("text:note"))
        if _says(note)
    ]
    for place, order in attributes_first(places, orders(copy, len(places))):
        if isinstance(place, AttributeText):
            if order.markup:
                place.write(order.markup[0])
                package.changed.add(place.part)
            continue
        element = place.elements[0]
        if order.stays or place.kind is BlockKind.VERBATIM:
            kept.append((place.part, element))
        elif order.markup:
            gone = not any(order.markup.values()) and _holds_marks_alone(element)
            if not gone or not _leave_out(element):
                OpenParagraph(element, looks).write(order.markup)
            cell = odt_tables.cell_of(element) if gone else None
            emptied += [cell] if cell is not None else []
    odt_tables.leave_out(emptied)
    for note in notes:
        if not _says(note):
            _take_out(note)
    package.changed |= set(package.stories)
    if copy.comments:
        _put_back_comments(package)
    _add_notes(package.tree(_CONTENT), copy)
    if copy.locale is not None:
        trees = {name: package.tree(name) for name in package.stories}
        keep(trees, kept, article.language)
        localize(trees.values(), copy.locale, languages.direction(copy.locale))
        _say_language(package, copy.locale)
    return package.packed()


def _put_back_comments(package: OpenDocument) -> None:
    """Put comments on whole paragraphs: the words that they were on have no place in a copy."""
    for paragraph, comment in package.commented:
        comment.attrib.pop(qn("office:name"), None)
        comment.tail, paragraph.text = paragraph.text, None
        paragraph.insert(0, comment)


def _says(note: Any) -> bool:
    """Whether words stand in a footnote."""
    return any("".join(text.itertext()).strip() for text in note.iter(*_TEXTS))


def _holds_marks_alone(element: Any) -> bool:
    """Whether a reader sees nothing of a paragraph but its words."""
    return all(inner.tag in _UNSEEN for inner in element.iterdescendants())


def _leave_out(element: Any) -> bool:
    """Take a paragraph out whose place needs none, with the bullet that it had."""
    parent = element.getparent()
    beside = (element.getprevious(), element.getnext())
    listed = parent.tag in _ITEMS
    alone = all(other is None or other.tag not in _FIRST for other in beside)
    if alone and not listed and parent.tag not in _BODIES:
        return False
    _take_out(element)
    while listed and not any(child.tag in _FIRST for child in parent):
        above = parent.getparent()
        _take_out(parent)
        if any(child.tag in _ITEMS for child in above):
            break
        parent = above.getparent()
        _take_out(above)
        listed = parent.tag in _ITEMS
    return True


_UNSEEN = names(
    "text",
    "span a s tab line-break soft-page-break bookmark bookmark-start bookmark-end "
    "reference-mark reference-mark-start reference-mark-end toc-mark toc-mark-start toc-mark-end",
)
_ITEMS = names("text", "list-item list-header")
_BODIES = (qn("office:text"), qn("text:section"))


def _add_notes(root: Any, copy: Copy) -> None:
    """Add paragraphs of plain text before or after all others."""
    body = root.find(f"{qn('office:body')}/{qn('office:text')}")
    first = next((n for n, child in enumerate(body) if child.tag in _FIRST), len(body))
    place = first if copy.note_first else len(body)
    for number, text in enumerate(copy.notes):
        paragraph = body.makeelement(qn("text:p"))
        paragraph.text = text
        body.insert(place + number, paragraph)


_FIRST = (
    *_TEXTS,
    qn("text:list"),
    qn("table:table"),
    qn("text:section"),
    qn("text:table-of-content"),
)


def _say_language(package: OpenDocument, locale: str) -> None:
    """Say in the document's properties which language it is in."""
    meta = package.tree(_META).find(qn("office:meta")) if _META in package.names else None
    if meta is None:
        return
    element = meta.find(qn("dc:language"))
    if element is None:
        element = meta.makeelement(qn("dc:language"))
        meta.append(element)
    element.text = locale
    package.changed.add(_META)
