"""In which direction and language the text of an OpenDocument file runs.

Styles say it: those of paragraphs, tables and pages are turned, each that says one of the two
directions, and those on which all others are based. What stays in the source language gets a
style of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from dragoman import languages
from dragoman.formats.odt_names import names, qn

_MODE, _ALIGN = qn("style:writing-mode"), qn("fo:text-align")
_TURNED = names("style", "paragraph-properties table-properties page-layout-properties "
                "section-properties table-cell-properties")  # fmt: skip
_EDGES = {"left": "start", "right": "end"}
_NAME = "Dragoman_{}_{}"


def localize(roots: Iterable[Any], locale: str, direction: str) -> None:
    """Let the styles say the locale and its direction."""
    wanted, other = ("rl-tb", "lr-tb") if direction == "rtl" else ("lr-tb", "rl-tb")
    for root in roots:
        for properties in root.iter(*_TURNED):
            if _is_kept(properties):
                continue
            said = properties.get(_MODE)
            page = properties.tag == qn("style:page-layout-properties")
            if said in (other, other[:2]) or (
                said in (None, "page") and page and direction == "rtl"
            ):
                properties.set(_MODE, wanted)
            if direction == "rtl" and properties.get(_ALIGN) in _EDGES:
                properties.set(_ALIGN, _EDGES[properties.get(_ALIGN)])
        for default in root.iter(qn("style:default-style")):
            family = default.get(qn("style:family"))
            if family in ("paragraph", "table") and direction == "rtl":
                _properties(default, f"style:{family}-properties").set(_MODE, wanted)
            if family == "paragraph":
                _speak(_properties(default, "style:text-properties"), locale, direction)
        for properties in root.iter(qn("style:text-properties")):
            if properties.get(_language(direction)) not in (None, "none", "zxx") and not _is_kept(
                properties
            ):
                _speak(properties, locale, direction)


def keep(roots: Mapping[str, Any], elements: Sequence[tuple[str, Any]], language: str) -> None:
    """Give paragraphs that stay in the source language styles that say so."""
    direction = languages.direction(language)
    for number, (part, element) in enumerate(elements):
        root = roots[part]
        automatic = root.find(qn("office:automatic-styles"))
        if automatic is None:
            continue
        name = _NAME.format(part.partition(".")[0], number)
        style = automatic.makeelement(qn("style:style"))
        style.set(qn("style:name"), name)
        style.set(qn("style:family"), "paragraph")
        own = element.get(qn("text:style-name"))
        known = next((each for each in automatic if each.get(qn("style:name")) == own), None)
        if known is not None:
            for key, value in known.attrib.items():
                if key not in (qn("style:name"), qn("style:family")):
                    style.set(key, value)
            style.extend(_copy(child) for child in known)
        elif own:
            style.set(qn("style:parent-style-name"), own)
        automatic.append(style)
        mode = "rl-tb" if direction == "rtl" else "lr-tb"
        _properties(style, "style:paragraph-properties", first=True).set(_MODE, mode)
        _speak(_properties(style, "style:text-properties"), language, direction)
        element.set(qn("text:style-name"), name)


def _copy(element: Any) -> Any:
    return element.__copy__()


def _is_kept(properties: Any) -> bool:
    name = properties.getparent().get(qn("style:name")) or ""
    return str(name).startswith("Dragoman_")


def _language(direction: str) -> str:
    return qn("style:language-complex" if direction == "rtl" else "fo:language")


def _speak(properties: Any, locale: str, direction: str) -> None:
    language, _, country = locale.partition("-")
    properties.set(_language(direction), language)
    place = qn("style:country-complex" if direction == "rtl" else "fo:country")
    properties.set(place, country or "none")


def _properties(style: Any, tag: str, *, first: bool = False) -> Any:
    found = style.find(qn(tag))
    if found is None:
        found = style.makeelement(qn(tag))
        if first or tag == "style:paragraph-properties":
            style.insert(0, found)
        else:
            style.append(found)
    return found
