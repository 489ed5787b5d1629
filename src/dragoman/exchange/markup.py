"""XML from elsewhere: parsed without entities, networks and depth, or refused with its line."""

from __future__ import annotations

from lxml import etree

from dragoman.errors import ExchangeError

CUT_OFF = "It may have been cut off on its way: ask for it again."
"""What to do about a file that ends too early."""


def parse(data: bytes, path: str) -> etree._Element:
    """Return the root of a document. Raises ExchangeError."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise ExchangeError(
            f"this is not well-formed XML: {error.msg}",
            path=path,
            line=error.lineno,
            advice=CUT_OFF,
        ) from error
    return root


def find(element: etree._Element, namespace: str, name: str) -> etree._Element | None:
    """Return a child by its name."""
    return element.find(f"{{{namespace}}}{name}")


def name_of(element: etree._Element) -> str:
    """Return an element's name without its namespace; a comment has none."""
    tag: object = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def text_of(element: etree._Element) -> str:
    """Return all text in an element; comments and processing instructions are none."""
    if len(element) == 0:
        return element.text or ""
    return str(element.xpath("string()"))
