"""What XLIFF 2.1 has modules for: matches from the memory, and terms of the glossary."""

from __future__ import annotations

from collections.abc import Callable

from lxml import etree

from dragoman.exchange.codes import Code, Part, alike, codes_of
from dragoman.exchange.sheet import SheetLine

MATCHES = "urn:oasis:names:tc:xliff:matches:2.0"
GLOSSARY = "urn:oasis:names:tc:xliff:glossary:2.0"
NAMESPACES = {"mtc": MATCHES, "gls": GLOSSARY}
"""By the prefixes that the standard uses."""

MARK = "m1"
"""What the source of a unit is called for which there are matches."""

Fill = Callable[[etree._Element, list[Part]], None]
"""Writes words and codes into an element."""


def write_matches(
    unit: etree._Element, core: str, line: SheetLine, codes: list[Code], fill: Fill
) -> None:
    """Put into a unit what people approved for like sentences.

    `core` is the namespace of XLIFF itself. A code of the sentence that is in a match too is the
    same code there, so that a tool that takes the match over takes it along.
    """
    if not line.matches:
        return
    matches = etree.SubElement(unit, f"{{{MATCHES}}}matches")
    for number, offered in enumerate(line.matches, 1):
        match = etree.SubElement(matches, f"{{{MATCHES}}}match")
        match.set("id", str(number))
        match.set("ref", f"#{MARK}")
        match.set("type", "tm")
        match.set("origin", offered.origin)
        match.set("similarity", f"{offered.score:.0f}")
        source, target = alike(offered.source, codes), alike(offered.target, codes)
        write_originals(match, core, codes_of([*source, *target]))
        fill(etree.SubElement(match, f"{{{core}}}source"), source)
        fill(etree.SubElement(match, f"{{{core}}}target"), target)


def write_terms(unit: etree._Element, line: SheetLine) -> None:
    """Put into a unit the terms of its source, with what they are in the target."""
    if not line.terms:
        return
    glossary = etree.SubElement(unit, f"{{{GLOSSARY}}}glossary")
    for term, forms in line.terms:
        entry = etree.SubElement(glossary, f"{{{GLOSSARY}}}glossEntry")
        etree.SubElement(entry, f"{{{GLOSSARY}}}term").text = term
        for form in forms:
            etree.SubElement(entry, f"{{{GLOSSARY}}}translation").text = form


def write_originals(parent: etree._Element, core: str, codes: list[Code]) -> None:
    """Put into a unit or match the characters that its codes stand for, each once."""
    if not codes:
        return
    originals = etree.SubElement(parent, f"{{{core}}}originalData")
    for key, text in {code.id: code.text for code in codes}.items():
        data = etree.SubElement(originals, f"{{{core}}}data")
        data.set("id", f"d{key}")
        data.text = text
