"""The texts of a Word paragraph: its runs are read as inline markup, and written back."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from copy import deepcopy
from typing import Any

from dragoman.formats.docx_items import items, rebuild
from dragoman.formats.docx_names import names, qn
from dragoman.formats.office_items import Box, Holding, Item, Leaf, Look, Role
from dragoman.formats.office_text import TabbedText, paragraphs
from dragoman.patterns import lazily

_NOT_XML = lazily(r"[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

_LENGTH = lazily(r"-?(\d+(?:\.\d+)?)(pt)?")

_IGNORED = names("lang rtl cs noProof bCs iCs szCs kern w fitText snapToGrid")
"""Run properties that do not make a run look different."""

_SPACING = qn("w:spacing")
_KERNED = 20
"""Twentieths of a point: letters that stand no further apart, or closer, look alike. Programs that
read a PDF put each letter of a word in its place so."""

_FONTS, _HINT = qn("w:rFonts"), {qn("w:hint")}
"""Which font signs of several scripts are in, and no font: editors put it where somebody typed."""


class Paragraph:
    """A paragraph's element, and the texts in it that tabs and page breaks part."""

    def __init__(self, element: Any, is_code: Callable[[str], bool] = lambda style: False) -> None:
        dialect = _RunLooks(is_code)
        self.element = element
        self._items = items(element)
        self.texts: list[TabbedText] = []
        self._parting: list[Item] = []
        begun = 0
        for place, item in enumerate(self._items):
            if item.role is Role.PARTING:
                self.texts.append(TabbedText(self._items[begun:place], dialect))
                self._parting.append(item)
                begun = place + 1
        self.texts.append(TabbedText(self._items[begun:], dialect))

    @property
    def text(self) -> str:
        """All texts as inline HTML, a tab between two."""
        return "\t".join(text.markup for text in self.texts)

    def holds(self, number: int) -> bool:
        """Whether anything stands where the text of a number should."""
        return number < len(self.texts) and bool(self.texts[number].items)

    def write(self, markup: Mapping[int, str]) -> list[Any]:
        """Put other texts in place of those of certain numbers; return the paragraphs made of it.

        A blank line begins a paragraph, where the text is the only one of its paragraph.
        """
        parts = paragraphs(self.texts, self._parting, markup)
        return self._placed(parts)

    def _placed(self, parts: Sequence[Sequence[Item]]) -> list[Any]:
        """Write the first part into the paragraph, and each other into one like it after it."""
        made = [self.element]
        properties = self.element.find(qn("w:pPr"))
        section = None if properties is None else properties.find(qn("w:sectPr"))
        for _ in parts[1:]:
            element = self.element.makeelement(qn("w:p"))
            if properties is not None:
                own = deepcopy(properties)
                for known in own.findall(qn("w:sectPr")):
                    own.remove(known)
                element.append(own)
            made[-1].addnext(element)
            made.append(element)
        for element, part in zip(made, parts, strict=True):
            rebuild(element, part)
        if section is not None and len(made) > 1:
            made[-1].find(qn("w:pPr")).append(section)
        return made


class _RunLooks:
    """How runs of Word say what they look like."""

    def __init__(self, is_code: Callable[[str], bool]) -> None:
        self._is_code = is_code
        self._known: dict[Any, Any] = {}
        """The properties of runs: a run of many lines is the model of each of them."""

    def _properties(self, run: Any) -> Any:
        if run not in self._known:
            self._known[run] = run.find(qn("w:rPr"))
        return self._known[run]

    def look(self, run: Any) -> Look:
        """Return what tells a run's formatting from others'."""
        properties = self._properties(run)
        if properties is None:
            return ""
        kept = (each for each in properties if each.tag not in _IGNORED and not _is_unseen(each))
        return "".join(f"{each.tag}{sorted(each.attrib.items())}" for each in kept)

    def is_code(self, run: Any) -> bool:
        """Whether the style of a run is one of code."""
        style = run.find(f"{qn('w:rPr')}/{qn('w:rStyle')}") if run is not None else None
        return style is not None and self._is_code(style.get(qn("w:val")) or "")

    def fresh(self, words: str, model: Item, boxes: tuple[Box, ...], *, alike: bool) -> Item:
        """Return a new run within boxes."""
        element = model.leaves[0].element.makeelement(qn("w:r"))
        properties = self._properties(model.run) if alike and model.run is not None else None
        if properties is not None:
            element.append(deepcopy(properties))
        box = Box(Holding.RUN, element)
        leaves = [Leaf(each, (*boxes, box)) for each in _written(element, words)]
        return Item(Role.TEXT, leaves, boxes, element, words)


def _is_unseen(switch: Any) -> bool:
    """Whether a property of a run says nothing of how it looks, or too little to be seen."""
    if switch.tag == _FONTS:
        return set(switch.attrib) == _HINT
    if switch.tag == _SPACING:
        return _points(switch.get(qn("w:val"), "")) < _KERNED
    return False


def _points(value: str) -> float:
    """Return a length, be it negative, in twentieths of a point."""
    match = _LENGTH.fullmatch(value)
    return 20 * float(match[1]) if match and match[2] else float(match[1]) if match else 0.0


def _written(run: Any, words: str) -> Iterator[Any]:
    """Yield the elements that write words in a run."""
    for number, line in enumerate(_NOT_XML.sub("", words).split("\n")):
        if number:
            yield run.makeelement(qn("w:br"))
        for count, part in enumerate(line.split("\t")):
            if count:
                yield run.makeelement(qn("w:tab"))
            for place, piece in enumerate(part.split("\u2011")):
                if place:
                    yield run.makeelement(qn("w:noBreakHyphen"))
                if piece:
                    written = run.makeelement(qn("w:t"))
                    written.text = piece
                    written.set(qn("xml:space"), "preserve")
                    yield written
