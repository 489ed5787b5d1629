"""What a Word paragraph consists of: texts, signs among them, and what parts its texts.

`items` reads it, through links, content controls and fields; `rebuild` puts items back into a
paragraph, with the elements round them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from copy import deepcopy
from typing import Any

from dragoman.formats.docx_names import SHAPES, names, qn
from dragoman.formats.office_items import Box, Holding, Item, Leaf, Role, merged
from dragoman.model import one_line
from dragoman.patterns import lazily

_OWN = names("rPr sdtPr sdtEndPr smartTagPr customXmlPr fldData sdtContent") - names("sdtContent")
_OWN_OF_PARAGRAPH = names("pPr")
_LINKS = names("hyperlink")
_PARTS = names("sdt fldSimple dir bdo")
_LOOSE = names("smartTag customXml ins moveTo")
_FORMULAS = names("m:oMath m:oMathPara")
_SILENT = names("proofErr lastRenderedPageBreak")
_PARTING = names("tab ptab")
_MARKS = names(
    "bookmarkStart bookmarkEnd permStart permEnd commentRangeStart commentRangeEnd "
    "moveFromRangeStart moveFromRangeEnd moveToRangeStart moveToRangeEnd customXmlInsRangeStart "
    "customXmlInsRangeEnd customXmlDelRangeStart customXmlDelRangeEnd"
)
_OF_NOTES = names("footnoteRef endnoteRef annotationRef separator continuationSeparator")
_FLOATING = lazily(r"position:\s*absolute")
_FIELD = lazily(r"\s*(=|[A-Za-z]+)")

COMPUTED = frozenset(
    ("PAGE", "NUMPAGES", "SECTIONPAGES", "SECTION", "PAGEREF", "NOTEREF", "SEQ", "LISTNUM",
     "AUTONUM", "AUTONUMLGL", "AUTONUMOUT", "=", "EQ", "SYMBOL", "DATE", "TIME", "CREATEDATE",
     "SAVEDATE", "PRINTDATE", "EDITTIME", "NUMWORDS", "NUMCHARS", "REVNUM", "FILENAME", "FILESIZE",
     "AUTHOR", "LASTSAVEDBY", "USERNAME", "USERINITIALS", "USERADDRESS", "MERGEFIELD", "MERGEREC",
     "MERGESEQ", "NEXT", "NEXTIF", "SKIPIF", "SET", "ASK", "CITATION", "ADDIN", "FORMCHECKBOX",
     "XE", "TC", "TA", "RD", "INCLUDEPICTURE", "EMBED", "LINK", "BARCODE", "DISPLAYBARCODE",
     "PRIVATE", "ADVANCE", "INFO", "GREETINGLINE", "ADDRESSBLOCK", "BIDIOUTLINE", "PRINT")
)  # fmt: skip
"""The fields whose result a program makes anew: numbers, dates, names, pictures, sources."""

_DEEPEST = 20
"""How deep fields lie within each other to Word; one that holds more stays as it is."""

_SEEN = frozenset(("FORMCHECKBOX", "FORMDROPDOWN", "FORMTEXT", "SYMBOL", "EQ", "ADVANCE"))
"""The fields that are seen though they have no result."""


def items(paragraph: Any) -> list[Item]:
    """Return what a paragraph consists of, in order."""
    reader = _ParagraphReader()
    reader.read(paragraph, ())
    return list(reader.finished())


class _ParagraphReader:
    """Reads a paragraph; of fields it knows how far they have come."""

    def __init__(self) -> None:
        self._items: list[Item] = []
        self._fields: list[tuple[int, list[str]]] = []
        """Of each field that is open, where its items begin, and its instruction so far."""

        self._deeper = 0
        """How many fields are open within the deepest that is read."""

        self._whole = False
        """Whether the deepest one held others, and is taken as it stands."""

        self._number = 0

    def finished(self) -> Iterator[Item]:
        """Yield the items, texts of one run that stand together as one."""
        return merged(self._items)

    def read(self, element: Any, boxes: tuple[Box, ...]) -> None:
        """Read what an element holds."""
        for child in element:
            tag = child.tag
            if tag == qn("w:r"):
                self._run(child, boxes)
            elif tag in _LINKS:
                self.read(child, (*boxes, Box(Holding.LINK, child)))
            elif tag == qn("w:fldSimple") and _is_computed(child):
                self._add(child, boxes)
            elif tag in _PARTS:
                self.read(_inner(child), (*boxes, Box(Holding.PART, child)))
            elif tag in _LOOSE:
                self.read(child, boxes)
            elif tag in _MARKS:
                self._items.append(Item(Role.HIDDEN, [Leaf(child, boxes)], boxes))
            elif tag in _FORMULAS:
                self._add(child, boxes, formula=one_line(_formula(child)))
            elif isinstance(tag, str) and tag not in _SILENT | _OWN | _OWN_OF_PARAGRAPH:
                self._add(child, boxes)

    def _add(self, element: Any, boxes: tuple[Box, ...], formula: str = "") -> None:
        leaf, number = Leaf(element, boxes), self._number
        self._items.append(Item(Role.SIGN, [leaf], boxes, number=number, formula=formula))
        self._number += 1

    def _run(self, run: Any, boxes: tuple[Box, ...]) -> None:
        properties = run.find(qn("w:rPr"))
        vanished = properties is not None and _is_on(properties.find(qn("w:vanish")))
        box = Box(Holding.RUN, run)
        begun = len(self._items)
        _part_at_tabs(run)
        for child in run:
            if child.tag in _OWN or not isinstance(child.tag, str):
                continue
            if child.tag == qn("w:fldChar"):
                self._field(child, box, boxes)
                continue
            role, text = _role(child)
            if role is None:
                continue
            if len(self._items) > begun and self._items[-1].role is not role:
                self._number += role in (Role.TEXT, Role.SIGN)
            role = Role.HIDDEN if vanished else role
            item = Item(role, [Leaf(child, (*boxes, box))], boxes, run, text, self._number)
            self._items.append(item)
            if child.tag == qn("w:instrText") and self._fields:
                self._fields[-1][1].append(child.text or "")
        self._number += 1

    def _field(self, mark: Any, run: Box, boxes: tuple[Box, ...]) -> None:
        """Take a field's beginning, middle or end."""
        kind = mark.get(qn("w:fldCharType"))
        item = Item(Role.HIDDEN, [Leaf(mark, (*boxes, run))], boxes, run.element, "", self._number)
        if kind == "begin" and len(self._fields) == _DEEPEST:
            self._deeper += 1
            self._whole = True
        elif kind == "begin":
            self._fields.append((len(self._items), []))
        self._items.append(item)
        if kind != "end" or not self._fields:
            return
        if self._deeper:
            self._deeper -= 1
            return
        self._close(boxes)

    def _close(self, boxes: tuple[Box, ...]) -> None:
        """Let the items of the field that ends become one, or be in a box."""
        begun, said = self._fields.pop()
        own = self._items[begun:]
        middle = next((n for n, each in enumerate(own) if _is_middle(each)), len(own) - 1)
        name = _kind("".join(said))
        result = own[middle + 1 : -1]
        shown = [each for each in result if each.role is not Role.HIDDEN]
        whole, self._whole = self._whole, False
        if whole or name in COMPUTED or not any(each.text.strip() for each in shown):
            leaves = [*_unfolded(own)]
            role = Role.SIGN if shown or name in _SEEN else Role.HIDDEN
            self._items[begun:] = [Item(role, leaves, boxes, number=own[0].number)]
            return
        holding = Holding.LINK if name == "HYPERLINK" else Holding.FIELD
        head = [leaf for each in own[: middle + 1] for leaf in each.leaves]
        box = Box(holding, None, head, list(own[-1].leaves))
        depth = len(boxes)
        for each in result:
            each.boxes = (*each.boxes[:depth], box, *each.boxes[depth:])
            for leaf in each.leaves:
                leaf.boxes = (*leaf.boxes[:depth], box, *leaf.boxes[depth:])
        self._items[begun:] = result


def _part_at_tabs(run: Any) -> None:
    """Put elements for tabs that stand among the letters of a text, as some programs write them."""
    for text in [child for child in run if child.tag == qn("w:t") and "\t" in (child.text or "")]:
        text.text, *others = text.text.split("\t")
        last = text
        for words in others:
            tab = run.makeelement(qn("w:tab"))
            part = run.makeelement(qn("w:t"), dict(text.attrib))
            part.text = words
            last.addnext(tab)
            tab.addnext(part)
            last = part


def _formula(element: Any) -> str:
    """Return what a formula, or a part of it, says."""
    if element.tag == qn("m:t"):
        return _BLANKS.sub(" ", element.text or "")
    parts = [*filter(None, map(_formula, element))]
    signs = _BETWEEN.get(element.tag)
    if signs is None or len(parts) < 2:
        return "".join(parts)
    parts = [f"({part})" if _SEVERAL.search(part) else part for part in parts]
    return parts[0] + "".join(map("".join, zip(signs, parts[1:], strict=False)))


_BETWEEN = {qn("m:f"): "/", qn("m:sSub"): "_", qn("m:sSup"): "^", qn("m:sSubSup"): "_^"}
"""What parts of a formula that stand above and below each other are parted by on one line."""

_BLANKS = lazily(r"\s+")
_SEVERAL = lazily(r"[^\w.]")


def _is_computed(field: Any) -> bool:
    """Whether a program makes the result of a field in one element anew, or it has none yet."""
    computed = _kind(field.get(qn("w:instr")) or "") in COMPUTED
    return computed or next(field.iter(qn("w:t")), None) is None


def _kind(instruction: str) -> str:
    match = _FIELD.match(instruction)
    return match[1].upper() if match else ""


def _is_middle(item: Item) -> bool:
    element = item.leaves[0].element
    return bool(element.get(qn("w:fldCharType")) == "separate")


def _is_on(switch: Any) -> bool:
    return bool(switch is not None and switch.get(qn("w:val")) not in ("0", "false", "off"))


_LINES = str.maketrans({"\n": " ", "\r": "", "\u2028": "\n", "\u2029": "\n"})
"""Ends of lines are spaces in XML; what pasted texts have for them ends a line in Word, too."""


def _role(child: Any) -> tuple[Role | None, str]:
    """Say what an element of a run is, and which text it is."""
    tag = child.tag
    if tag == qn("w:t"):
        return Role.TEXT, (child.text or "").translate(_LINES)
    if tag in (qn("w:br"), qn("w:cr")):
        kind = child.get(qn("w:type"))
        return (Role.TEXT, "\n") if kind in (None, "textWrapping") else (Role.PARTING, "")
    if tag in _PARTING:
        return Role.PARTING, ""
    if tag == qn("w:noBreakHyphen"):
        return Role.TEXT, "\u2011"
    if tag == qn("w:softHyphen"):
        return Role.TEXT, ""
    if tag in _SILENT:
        return None, ""
    if tag in _OF_NOTES or tag in _MARKS or tag in names("instrText delText delInstrText"):
        return Role.HIDDEN, ""
    return (Role.HIDDEN if _is_floating(child) else Role.SIGN), ""


def _is_floating(child: Any) -> bool:
    """Whether a drawing stands beside the text and not in it."""
    if child.tag not in names("drawing pict object mc:AlternateContent"):
        return False
    for element in child.iter(qn("wp:inline"), qn("wp:anchor")):
        return bool(element.tag == qn("wp:anchor"))
    return any(_FLOATING.search(shape.get("style") or "") for shape in child.iter(*SHAPES))


def rebuild(paragraph: Any, content: Sequence[Item]) -> None:
    """Let a paragraph hold the items and nothing else but its properties."""
    leaves = list(_unfolded(content))
    for leaf in leaves:
        for box in leaf.boxes:
            if not box.used:
                _empty(box)
    for child in list(paragraph):
        if child.tag not in _OWN_OF_PARAGRAPH:
            paragraph.remove(child)
    open_boxes: list[tuple[Box, Any]] = []
    placed: set[int] = set()
    for leaf in leaves:
        same = 0
        for (box, _), wanted in zip(open_boxes, leaf.boxes, strict=False):
            if box is not wanted:
                break
            same += 1
        del open_boxes[same:]
        for box in leaf.boxes[same:]:
            element = _opened(box)
            _content(open_boxes, paragraph).append(element)
            open_boxes.append((box, element))
        twice = id(leaf.element) in placed
        placed.add(id(leaf.element))
        _content(open_boxes, paragraph).append(deepcopy(leaf.element) if twice else leaf.element)


def _inner(element: Any) -> Any:
    """Return what of an element its content stands in."""
    content = element.find(qn("w:sdtContent")) if element.tag == qn("w:sdt") else None
    return element if content is None else content


def _empty(box: Box) -> None:
    """Take out of a box what it holds."""
    for child in list(_inner(box.element)):
        if child.tag not in _OWN:
            child.getparent().remove(child)


def _opened(box: Box) -> Any:
    """Return the element of a box without what it held: the first time itself, then a copy."""
    if not box.used:
        box.used = True
        return box.element
    copy = box.element.__copy__()
    for child in list(copy):
        if child.tag not in _OWN:
            copy.remove(child)
    if copy.tag == qn("w:sdt"):
        copy.append(copy.makeelement(qn("w:sdtContent")))
    return copy


def _content(open_boxes: Sequence[tuple[Box, Any]], paragraph: Any) -> Any:
    return _inner(open_boxes[-1][1]) if open_boxes else paragraph


def _unfolded(content: Iterable[Item]) -> Iterator[Leaf]:
    """Yield the leaves of the items, with what fields round them begin and end with."""
    fields: list[Box] = []
    for item in content:
        wanted = [box for box in item.boxes if box.element is None]
        same = 0
        for box, other in zip(fields, wanted, strict=False):
            if box is not other:
                break
            same += 1
        for box in reversed(fields[same:]):
            yield from map(_bare, box.tail)
        for box in wanted[same:]:
            yield from map(_bare, box.head)
        fields = wanted
        yield from map(_bare, item.leaves)
    for box in reversed(fields):
        yield from map(_bare, box.tail)


def _bare(leaf: Leaf) -> Leaf:
    """Return the leaf without boxes that are no elements."""
    return Leaf(leaf.element, tuple(box for box in leaf.boxes if box.element is not None))
