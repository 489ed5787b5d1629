"""TMX 1.4b, in which translation memories are exchanged."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import IO, Any

from lxml import etree

from dragoman.errors import DragomanError
from dragoman.model import one_line

_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_TRUST = "x-dragoman-trust"
_CODES = frozenset(("bpt", "ept", "it", "ph", "ut", "sub"))
"""Elements of a segment that hold codes of other programs and no words."""

_AGAIN = "Export it again from the program that it came from."

LARGEST_TEXT = 20_000
"""Characters of a segment; what is longer is no sentence."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A translation unit in two languages."""

    source: str
    target: str


@dataclass(frozen=True, slots=True)
class Unit:
    """A translation unit: texts by their language tags, as the file writes these."""

    texts: tuple[tuple[str, str], ...]


def parse(data: bytes, path: str) -> tuple[int, list[Unit]]:
    """Return the trust that a file says of itself, from 0 to 100, and its units.

    The file is read piece by piece; entities are not followed, nothing is fetched. Raises
    `DragomanError` with the line of what is wrong.
    """
    trust, units = 100, []
    try:
        for element in _elements(io.BytesIO(data), path):
            if element.tag == "prop" and element.get("type") == _TRUST and _of_header(element):
                trust = _percent(element.text or "", path, element.sourceline)
            elif element.tag == "tu":
                units.append(Unit(tuple(_texts(element))))
                element.clear()
                while element.getprevious() is not None:  # else the tree grows with the file
                    del element.getparent()[0]
    except etree.XMLSyntaxError as error:
        raise DragomanError(
            f"this is not a TMX file: {error.msg}",
            path=path,
            line=error.lineno or None,
            advice=_AGAIN,
        ) from None
    return trust, units


def _elements(stream: IO[bytes], path: str) -> Iterator[Any]:
    walk = etree.iterparse(
        stream,
        events=("start", "end"),
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=False,
    )
    first = True
    for event, element in walk:
        if first and element.tag != "tmx":
            raise DragomanError(
                f"this is not a TMX file: it begins with <{element.tag}>",
                path=path,
                line=element.sourceline,
                advice=_AGAIN,
            )
        first = False
        if event == "end":
            yield element


def _texts(unit: Any) -> Iterator[tuple[str, str]]:
    for variant in unit.findall("tuv"):
        tag = variant.get(_LANG) or variant.get("lang") or ""
        segment = variant.find("seg")
        text = one_line("".join(_words(segment))) if segment is not None else ""
        if tag and text and len(text) <= LARGEST_TEXT:
            yield tag, text


def _of_header(element: Any) -> bool:
    """Whether what the element says holds for the whole file, not for one of its units."""
    parent = element.getparent()
    return parent is not None and parent.tag == "header"


def _words(element: Any) -> Iterator[str]:
    """Yield the words of a segment, without the codes in it."""
    yield element.text or ""
    for child in element:
        if isinstance(child.tag, str) and child.tag not in _CODES:
            yield from _words(child)
        yield child.tail or ""


def _percent(text: str, path: str, line: int | None) -> int:
    word = text.strip()
    if word.isascii() and word.isdigit() and len(word) <= 3 and int(word) <= 100:
        return int(word)
    raise DragomanError(
        f"the trust is `{text}`", path=path, line=line, advice="Write a number from 0 to 100."
    )


def serialize(
    pairs: Iterable[Pair], source: str, target: str, version: str, trust: int = 100
) -> bytes:
    """Write a memory. The same pairs give the same bytes: no dates, in the order given."""
    stream = io.BytesIO()
    with etree.xmlfile(stream, encoding="utf-8") as file:
        file.write_declaration()
        with file.element("tmx", version="1.4"):
            header = {
                "creationtool": "dragoman",
                "creationtoolversion": version,
                "segtype": "sentence",
                "o-tmf": "dragoman",
                "adminlang": "en",
                "srclang": source,
                "datatype": "plaintext",
            }
            with file.element("header", header):
                if trust != 100:
                    with file.element("prop", type=_TRUST):
                        file.write(str(trust))
            file.write("\n")
            with file.element("body"):
                file.write("\n")
                for pair in pairs:
                    unit = etree.Element("tu")
                    for tag, text in ((source, pair.source), (target, pair.target)):
                        variant = etree.SubElement(unit, "tuv", {_LANG: tag})
                        etree.SubElement(variant, "seg").text = _clean(text)
                    file.write(unit)
                    file.write("\n")
    return stream.getvalue() + b"\n"


def _clean(text: str) -> str:
    """The text without characters that XML has no place for."""
    return "".join(c for c in text if c in "\t\n" or (c >= " " and c not in "\ufffe\uffff"))
