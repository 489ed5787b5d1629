"""TMX 1.4b, in which translation memories are exchanged."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import IO, Any

from lxml import etree

from dragoman.errors import DragomanError
from dragoman.formats import elements
from dragoman.memory.tmx_stream import Cleaned
from dragoman.memory.tmx_words import words
from dragoman.model import one_line

_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_TRUST = "x-dragoman-trust"
_ENGINE = "x-dragoman-engine"
_AGAIN = "Export it again from the program that it came from."

LARGEST_TEXT = 20_000
"""Characters of a segment; what is longer is no sentence."""

LONGEST_ENGINE = 200
"""Characters that are read of the name of an engine."""


@dataclass(frozen=True, slots=True)
class TranslationPair:
    """A translation unit in two languages."""

    source: str
    target: str
    engine: str = ""
    """The machine whose text was approved as it stood; empty for a person's text."""


@dataclass(frozen=True, slots=True)
class TmxUnit:
    """A translation unit: texts by their language tags, as the file writes these."""

    texts: tuple[tuple[str, str], ...]
    engine: str = ""
    """As in `TranslationPair`; files of other programs do not say it."""


def trust(file: IO[bytes], path: str) -> int:
    """Return the trust that a file says of itself, from 0 to 100.

    All of it is read, piece by piece; raises `DragomanError` with the line of what is wrong.
    """
    found = 100
    for element in _elements(file, path):
        if _name(element) == "prop" and element.get("type") == _TRUST and _of_header(element):
            found = _percent(element.text or "", path, element.sourceline)
    return found


def units(file: IO[bytes], path: str) -> Iterator[TmxUnit]:
    """Yield the units of a file, as far as it is read: any length will do.

    Entities are not followed, nothing is fetched. Raises `DragomanError` with the line of what is
    wrong.
    """
    for element in _elements(file, path):
        if _name(element) == "tu":
            entity = next(element.iter(etree.Entity), None)
            if entity is not None:
                raise DragomanError(
                    f"the text is not all here: {entity.text} stands for something that is not "
                    "read",
                    path=path,
                    line=entity.sourceline,
                    advice=_AGAIN,
                )
            yield TmxUnit(tuple(_texts(element)), _engine(element))


def _elements(file: IO[bytes], path: str) -> Iterator[Any]:
    """Yield each element when it is complete, and let go of each unit after that."""
    walk = etree.iterparse(
        Cleaned(file),
        events=("start", "end"),
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=False,
    )
    first, held = True, 0
    try:
        for event, element in walk:
            if first and _name(element) != "tmx":
                raise DragomanError(
                    f"this is not a TMX file: it begins with <{_name(element)}>",
                    path=path,
                    line=element.sourceline,
                    advice=_AGAIN,
                )
            first = False
            if event == "end":
                yield element
                held += 1
                if held > elements.MOST:
                    raise DragomanError(
                        f"more than {elements.MOST:,} elements stand here before a unit ends",
                        path=path,
                        line=element.sourceline,
                        advice=_AGAIN,
                    )
                if _name(element) == "tu":
                    held = 0
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


def _name(element: Any) -> str:
    """An element's name, whatever namespace the file has; nothing for comments."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _within(element: Any, name: str) -> Iterator[Any]:
    return (child for child in element if _name(child) == name)


def _texts(unit: Any) -> Iterator[tuple[str, str]]:
    for variant in _within(unit, "tuv"):
        tag = variant.get(_LANG) or variant.get("lang") or ""
        segment = next(_within(variant, "seg"), None)
        text = one_line(_UNSEEN.sub("", words(segment))) if segment is not None else ""
        if tag and text and len(text) <= LARGEST_TEXT:
            yield tag, text


_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]"
)
"""Control characters and direction marks. A copy gets the marks that it needs when it is made;
one that is left over would turn round what stands behind it."""


def _engine(unit: Any) -> str:
    props = (prop for prop in _within(unit, "prop") if prop.get("type") == _ENGINE)
    return next((one_line(prop.text or "")[:LONGEST_ENGINE] for prop in props), "")


def _of_header(element: Any) -> bool:
    """Whether what the element says holds for the whole file, not for one of its units."""
    parent = element.getparent()
    return parent is not None and _name(parent) == "header"


def _percent(text: str, path: str, line: int | None) -> int:
    word = text.strip()
    if word.isascii() and word.isdigit() and len(word) <= 3 and int(word) <= 100:
        return int(word)
    raise DragomanError(
        f"the trust is `{text}`", path=path, line=line, advice="Write a number from 0 to 100."
    )


def write(
    file: IO[bytes],
    pairs: Iterable[TranslationPair],
    source: str,
    target: str,
    version: str,
    trust: int = 100,
) -> int:
    """Write a memory, pair by pair, and return how many there were.

    The same pairs give the same bytes: no dates, in the order given.
    """
    count = 0
    with etree.xmlfile(file, encoding="utf-8") as xml:
        xml.write_declaration()
        with xml.element("tmx", version="1.4"):
            header = {
                "creationtool": "dragoman",
                "creationtoolversion": version,
                "segtype": "sentence",
                "o-tmf": "dragoman",
                "adminlang": "en",
                "srclang": source,
                "datatype": "plaintext",
            }
            with xml.element("header", header):
                if trust != 100:
                    with xml.element("prop", type=_TRUST):
                        xml.write(str(trust))
            xml.write("\n")
            with xml.element("body"):
                xml.write("\n")
                for pair in pairs:
                    xml.write(_unit(pair, source, target))
                    xml.write("\n")
                    count += 1
    file.write(b"\n")
    return count


def _unit(pair: TranslationPair, source: str, target: str) -> Any:
    unit = etree.Element("tu")
    if pair.engine:
        etree.SubElement(unit, "prop", type=_ENGINE).text = _clean(pair.engine)
    for tag, text in ((source, pair.source), (target, pair.target)):
        variant = etree.SubElement(unit, "tuv", {_LANG: tag})
        etree.SubElement(variant, "seg").text = _clean(text)
    return unit


def _clean(text: str) -> str:
    """The text without characters that XML has no place for."""
    return "".join(c for c in text if c in "\t\n" or (c >= " " and c not in "\ufffe\uffff"))
