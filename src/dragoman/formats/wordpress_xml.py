"""The elements of a WordPress export, and where each stands in the file.

XML libraries do not say where an element ends, and what is not translated keeps its bytes. So a
library judges the file, and the places are read here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.parsers import expat

from dragoman.errors import ArticleError
from dragoman.formats.lines import Extent
from dragoman.formats.xml_text import judge
from dragoman.patterns import lazily

_TOKEN = lazily(
    r"<!\[CDATA\[.*?(?:\]\]>|\Z)|<!--.*?(?:-->|\Z)|<[?!][^<>]*>"
    r"""|<(?P<closes>/?)(?P<name>[^\s/<>]++)(?P<attributes>(?:[^<>"']|"[^"<]*"|'[^'<]*')*?)(?P<empty>/?)>""",
    re.DOTALL,
)
_CDATA = lazily(r"\s*<!\[CDATA\[(.*)\]\]>\s*", re.DOTALL)
_SAID = lazily(r"""\b(domain|nicename)\s*=\s*["']([^"']*)["']""")


@dataclass(slots=True)
class XmlElement:
    """An element of the file."""

    name: str
    start: int
    attributes: str = ""
    inner: Extent = (0, 0)
    end: int = 0
    children: list[XmlElement] = field(default_factory=list)

    def all(self, name: str) -> Iterator[XmlElement]:
        """Yield the children with a name."""
        return (child for child in self.children if child.name == name)

    def value(self, text: str, name: str) -> str:
        """Return what the first child with a name holds; empty if there is none."""
        child = next(self.all(name), None)
        return "" if child is None else text[slice(*content(text, child)[0])].strip()

    def term(self, domain: str) -> XmlElement | None:
        """Return the category of a taxonomy that the item is in."""
        for child in self.all("category"):
            if child.said("domain") == domain:
                return child
        return None

    def said(self, attribute: str) -> str:
        """Return the value of `domain` or `nicename`; empty if there is none."""
        found: dict[str, str] = dict(_SAID.findall(self.attributes))
        return found.get(attribute, "")


def content(text: str, element: XmlElement) -> tuple[Extent, bool]:
    """Return where the content of an element stands, and whether it is in a CDATA section."""
    match = _CDATA.fullmatch(text, *element.inner)
    return (match.span(1), True) if match else (element.inner, False)


def channel(path: str, text: str) -> XmlElement:
    """Return the channel of an export, with its items.

    Raises ArticleError where the file is no XML, or no export of WordPress.
    """
    _check(path, text)
    root = XmlElement("", 0)
    opened = [root]
    for token in _TOKEN.finditer(text):
        name = token["name"]
        if name is None:
            continue
        if token["closes"]:
            closed = opened.pop()
            closed.inner, closed.end = (closed.inner[0], token.start()), token.end()
            continue
        element = XmlElement(name, token.start(), token["attributes"])
        element.inner, element.end = (token.end(), token.end()), token.end()
        opened[-1].children.append(element)
        if not token["empty"]:
            opened.append(element)
    rss = next(root.all("rss"), None)
    found = next(rss.all("channel"), None) if rss else None
    if found is None or next(found.all("wp:wxr_version"), None) is None:
        raise ArticleError(
            "this XML file is not an export of WordPress",
            path=path,
            line=1,
            advice="Export posts with Tools → Export, or leave other XML files out of the folder.",
        )
    return found


def _check(path: str, text: str) -> None:
    parser = expat.ParserCreate("utf-8")

    def refuse(*_: object) -> None:
        raise ArticleError(
            "the file declares a document type, which no export of WordPress does",
            path=path,
            line=parser.CurrentLineNumber,
            advice="Remove the line that begins with <!DOCTYPE.",
        )

    parser.StartDoctypeDeclHandler = refuse
    judge(parser, text, path, "Export the posts again")
