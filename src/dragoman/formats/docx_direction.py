"""In which direction and language the text of a Word document runs."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from dragoman.formats.docx_names import names, qn

_AFTER = {
    qn("w:bidi"): names(
        "adjustRightInd snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc "
        "textDirection textAlignment textboxTightWrap outlineLvl divId cnfStyle rPr sectPr "
        "pPrChange rtlGutter docGrid printerSettings sectPrChange"
    ),
    qn("w:rtl"): names("cs em lang eastAsianLayout specVanish oMath rPrChange"),
    qn("w:lang"): names("eastAsianLayout specVanish oMath rPrChange"),
    qn("w:bidiVisual"): names(
        "tblStyleRowBandSize tblStyleColBandSize tblW jc tblCellSpacing tblInd tblBorders shd "
        "tblLayout tblCellMar tblLook tblCaption tblDescription tblPrChange"
    ),
}
"""Word wants properties in the order of its schema: what stands after the one that is set."""

_SIDES = {"l": "r", "r": "l"}
"""Where the lines of a drawing begin, and where they do if they run the other way."""

_TWINS = (("b", "bCs"), ("i", "iCs"), ("sz", "szCs"))
"""Properties, and those that say the same of right-to-left text."""


class Speech:
    """The direction and the language that a document is given."""

    def __init__(self, locale: str, direction: str, *, styled: bool = False) -> None:
        """`styled` says that a style may turn a text round, so that others must deny it."""
        self._locale = locale
        self._rtl = direction == "rtl"
        self._styled = styled

    def paragraph(self, element: Any, *, runs: bool = True) -> None:
        """Say it of a paragraph, and of its runs that hold text."""
        self._switch(element, "w:pPr", "w:bidi")
        for run in element.iter(qn("w:r")) if runs else ():
            # A text box within the paragraph has paragraphs of its own.
            if run.find(qn("w:t")) is None or _paragraph(run) is not element:
                continue
            self._switch(run, "w:rPr", "w:rtl")
            own = _properties(run, "w:rPr")
            if self._rtl:
                _twin(own)
            language = own.find(qn("w:lang"))
            if language is None:
                language = _inserted(own, "w:lang")
            language.set(qn("w:bidi" if self._rtl else "w:val"), self._locale)

    def tables(self, root: Any) -> None:
        """Let the columns of tables, and of pages, run in the direction."""
        for table in root.iter(qn("w:tbl")):
            properties = _properties(table, "w:tblPr")
            _without(properties, "w:bidiVisual")
            if self._rtl:
                _inserted(properties, "w:bidiVisual")
        for section in root.iter(qn("w:sectPr")):
            _without(section, "w:bidi")
            if self._rtl:
                _inserted(section, "w:bidi")

    def drawings(self, holders: Iterable[tuple[Any, str | None]]) -> None:
        """Say it of the paragraphs of charts and diagrams that hold texts."""
        for text, _ in holders:
            run, paragraph = text.getparent(), next(text.iterancestors(qn("a:p")), None)
            if text.tag != qn("a:t") or paragraph is None:
                continue
            _properties(run, "a:rPr").set("lang", self._locale)
            own = paragraph.find(qn("a:pPr"))
            if self._rtl or (own is not None and own.get("rtl") is not None):
                own = _properties(paragraph, "a:pPr")
                if self._rtl != (own.get("rtl") in ("1", "true")) and own.get("algn") in _SIDES:
                    own.set("algn", _SIDES[own.get("algn")])
                own.set("rtl", "1" if self._rtl else "0")

    def _switch(self, element: Any, holder: str, tag: str) -> None:
        """Turn a property on, or off; where nothing says otherwise, off is not to have it."""
        if not self._rtl and not self._styled and element.find(qn(holder)) is None:
            return
        properties = _properties(element, holder)
        _without(properties, tag)
        if self._rtl:
            _inserted(properties, tag)
        elif self._styled:
            _inserted(properties, tag).set(qn("w:val"), "0")


def _paragraph(run: Any) -> Any:
    return next(run.iterancestors(qn("w:p")), None)


def _without(properties: Any, tag: str) -> None:
    for known in properties.findall(qn(tag)):
        properties.remove(known)


def _properties(element: Any, tag: str) -> Any:
    """Return the element's properties, which stand first in it."""
    found = element.find(qn(tag))
    if found is None:
        found = element.makeelement(qn(tag))
        element.insert(0, found)
    return found


def _inserted(properties: Any, tag: str) -> Any:
    """Put a property before those that must stand after it; return it."""
    element = properties.makeelement(qn(tag))
    after = _AFTER[element.tag]
    for place, known in enumerate(properties):
        if known.tag in after:
            properties.insert(place, element)
            return element
    properties.append(element)
    return element


def _twin(properties: Any) -> None:
    """Say of right-to-left text what is said of other text: bold, italic, size."""
    for name, other in _TWINS:
        found = properties.find(qn(f"w:{name}"))
        if found is not None and properties.find(qn(f"w:{other}")) is None:
            twin = properties.makeelement(qn(f"w:{other}"), dict(found.attrib))
            found.addnext(twin)
