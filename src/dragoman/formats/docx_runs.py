"""The runs of a Word paragraph as inline markup, and back.

A paragraph is read as HTML that the sentence splitter and the engine's masks understand: what is
formatted otherwise than most of it stands in `<span id="3">`, a link in `<a href="#4">`, and what
is no text, such as a picture or a note's number, is `<wbr id="5">`. The ids are places among the
paragraph's runs, whose formatting the translation gets.
"""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

_TOKEN = re.compile(r'<(/?)(span|a|wbr|br)\b(?:\s+(?:id|href)="#?(\d+)")?\s*/?>')

_AFTER_BIDI = tuple(
    qn(f"w:{name}")
    for name in (
        "adjustRightInd", "snapToGrid", "spacing", "ind", "contextualSpacing", "mirrorIndents",
        "suppressOverlap", "jc", "textDirection", "textAlignment", "textboxTightWrap",
        "outlineLvl", "divId", "cnfStyle", "rPr", "sectPr", "pPrChange",
    )
)  # fmt: skip
_AFTER_RTL = tuple(
    qn(f"w:{name}")
    for name in ("cs", "em", "lang", "eastAsianLayout", "specVanish", "oMath", "rPrChange")
)
_AFTER_LANG = tuple(
    qn(f"w:{name}") for name in ("eastAsianLayout", "specVanish", "oMath", "rPrChange")
)
"""Word wants the properties in the order of its schema: what stands after the one that is set."""

_IGNORED = frozenset(qn(f"w:{name}") for name in ("lang", "rtl", "noProof", "bCs", "iCs", "szCs"))
"""Run properties that do not make a run look different."""

_SILENT = frozenset(
    qn(f"w:{name}") for name in ("proofErr", "lastRenderedPageBreak", "del", "moveFrom")
)
_TWINS = (("b", "bCs"), ("i", "iCs"), ("sz", "szCs"))
"""Properties, and those that say the same of right-to-left text."""


@dataclass(slots=True)
class _Piece:
    """A run, or what else stands in a paragraph."""

    element: Any
    text: str | None
    """`None` for what is no text."""

    link: Any | None = None
    """The hyperlink that it stands in."""

    @property
    def look(self) -> str:
        """What tells its formatting from others'."""
        properties = self.element.find(qn("w:rPr"))
        if properties is None:
            return ""
        kept = (each for each in properties if each.tag not in _IGNORED)
        return "".join(f"{each.tag}{sorted(each.attrib.items())}" for each in kept)


class Paragraph:
    """A paragraph's element."""

    def __init__(self, element: Any) -> None:
        self._element = element
        self._pieces = list(_pieces(element))
        weights: Counter[str] = Counter()
        for piece in self._pieces:
            if piece.text and piece.link is None:
                weights[piece.look] += len(piece.text)
        self._base = weights.most_common(1)[0][0] if weights else ""

    @property
    def text(self) -> str:
        """The paragraph as inline HTML, without white space at its ends."""
        parts: list[str] = []
        opened = ""
        for number, piece in enumerate(self._pieces):
            if piece.text == "":
                continue
            tag = self._tag(number, piece)
            if piece.text is None or tag != opened:
                parts.append(_closing(opened))
                opened = tag if piece.text is not None else ""
                parts.append(_opening(opened))
            parts.append(f'<wbr id="{number}">' if piece.text is None else _escaped(piece.text))
        parts.append(_closing(opened))
        return "".join(parts).strip()

    def _tag(self, number: int, piece: _Piece) -> str:
        """How the piece is marked: `a 4` or `span 3`, by the first of its kind; empty for most."""
        if piece.link is not None:
            first = next(n for n, each in enumerate(self._pieces) if each.link is piece.link)
            return f"a {first}"
        if piece.look == self._base or not (piece.text or "").strip():
            return ""
        while number and self._pieces[number - 1].text is not None:
            if (
                self._pieces[number - 1].look != piece.look
                or self._pieces[number - 1].link is not None
            ):
                break
            number -= 1
        return f"span {number}"

    def write(self, text: str) -> None:
        """Put a text of the same markup in place of what stands in the paragraph."""
        base = next((each for each in self._pieces if each.text and each.look == self._base), None)
        models = [base.element if base else None]
        links: list[Any] = []
        made: list[Any] = []

        def put(element: Any) -> None:
            (links[-1] if links else made).append(element)

        reached = 0
        for match in [*_TOKEN.finditer(text), None]:
            end = match.start() if match else len(text)
            if end > reached:
                put(_run(models[-1], html.unescape(text[reached:end])))
            if match is None:
                break
            reached = match.end()
            closing, tag, number = match[1], match[2], match[3]
            piece = (
                self._pieces[int(number)] if number and int(number) < len(self._pieces) else None
            )
            if tag == "br":
                put(_run(models[-1], "\n"))
            elif tag == "wbr" and piece is not None:
                put(deepcopy(piece.element))
            elif closing and len(models) > 1:
                models.pop()
                if tag == "a" and links:
                    link = links.pop()
                    made.append(link)
            elif not closing and piece is not None and tag in ("a", "span"):
                models.append(piece.element)
                if tag == "a" and piece.link is not None and not links:
                    link = deepcopy(piece.link)
                    for child in list(link):
                        link.remove(child)
                    links.append(link)
        made += links
        kept = [
            each
            for each in self._element
            if each.tag in (qn("w:pPr"), qn("w:bookmarkStart"), qn("w:bookmarkEnd"))
        ]
        for child in list(self._element):
            self._element.remove(child)
        self._element.extend([*kept, *made])


def _pieces(element: Any) -> Iterator[_Piece]:
    """Yield the runs of a paragraph, those of its links too."""
    for child in element:
        if child.tag == qn("w:hyperlink"):
            for run in child.iter(qn("w:r")):
                yield _Piece(run, _text(run), child)
        elif child.tag in (qn("w:ins"), qn("w:smartTag"), qn("w:moveTo")):
            yield from _pieces(child)
        elif child.tag == qn("w:r"):
            yield _Piece(child, _text(child))
        elif child.tag not in _SILENT and child.tag not in (
            qn("w:pPr"),
            qn("w:bookmarkStart"),
            qn("w:bookmarkEnd"),
        ):
            yield _Piece(child, None)


def _text(run: Any) -> str | None:
    """The text of a run; `None` if it holds anything else."""
    parts = []
    for child in run:
        if child.tag == qn("w:t"):
            parts.append(child.text or "")
        elif child.tag in (qn("w:br"), qn("w:cr")) and child.get(qn("w:type")) is None:
            parts.append("\n")
        elif child.tag == qn("w:tab"):
            parts.append("\t")
        elif child.tag == qn("w:noBreakHyphen"):
            parts.append("\u2011")
        elif child.tag not in (qn("w:rPr"), qn("w:softHyphen"), qn("w:lastRenderedPageBreak")):
            return None
    return "".join(parts)


def _run(model: Any | None, text: str) -> Any:
    """A run with the formatting of another one."""
    run = OxmlElement("w:r")
    properties = model.find(qn("w:rPr")) if model is not None else None
    if properties is not None:
        run.append(deepcopy(properties))
    for number, line in enumerate(text.split("\n")):
        if number:
            run.append(OxmlElement("w:br"))
        for count, part in enumerate(line.split("\t")):
            if count:
                run.append(OxmlElement("w:tab"))
            if part:
                written = OxmlElement("w:t")
                written.text = part
                written.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
                run.append(written)
    return run


def set_direction(element: Any, direction: str, *, runs: bool = True) -> None:
    """Mark a paragraph, and its runs, as running from right to left, or as not doing so."""
    properties = element.get_or_add_pPr()
    for known in properties.findall(qn("w:bidi")):
        properties.remove(known)
    if direction == "rtl":
        _insert(properties, OxmlElement("w:bidi"), _AFTER_BIDI)
    for run in element.iter(qn("w:r")) if runs else ():
        if run.find(qn("w:t")) is None:
            continue
        own = run.get_or_add_rPr()
        for known in own.findall(qn("w:rtl")):
            own.remove(known)
        if direction == "rtl":
            _insert(own, OxmlElement("w:rtl"), _AFTER_RTL)
            _twin(own)


def _twin(properties: Any) -> None:
    """Say of right-to-left text what is said of other text: bold, italic, size."""
    for name, other in _TWINS:
        found = properties.find(qn(f"w:{name}"))
        if found is not None and properties.find(qn(f"w:{other}")) is None:
            twin = OxmlElement(f"w:{other}")
            for key, value in found.attrib.items():
                twin.set(key, value)
            found.addnext(twin)


def set_language(element: Any, locale: str, direction: str) -> None:
    """Say in which language the runs are, for spelling checks and screen readers."""
    for run in element.iter(qn("w:r")):
        if run.find(qn("w:t")) is None:
            continue
        own = run.get_or_add_rPr()
        language = own.find(qn("w:lang"))
        if language is None:
            language = OxmlElement("w:lang")
            _insert(own, language, _AFTER_LANG)
        language.set(qn("w:bidi" if direction == "rtl" else "w:val"), locale)


def add_note(document: Any, text: str, *, first: bool) -> Any:
    """Add a paragraph of plain text before or after all others; return its element."""
    if first and document.paragraphs:
        paragraph = document.paragraphs[0].insert_paragraph_before(text)
    else:
        paragraph = document.add_paragraph(text)
    return paragraph._element


def _insert(properties: Any, element: Any, after: tuple[str, ...]) -> None:
    """Put a property before those that must stand after it."""
    for place, known in enumerate(properties):
        if known.tag in after:
            properties.insert(place, element)
            return
    properties.append(element)


def _escaped(text: str) -> str:
    return html.escape(text, quote=False).replace("\n", "<br>").replace("\t", " ")


def _opening(tag: str) -> str:
    if not tag:
        return ""
    name, number = tag.split()
    return f'<a href="#{number}">' if name == "a" else f'<span id="{number}">'


def _closing(tag: str) -> str:
    return f"</{tag.split()[0]}>" if tag else ""
