"""XML from elsewhere: parsed without entities, networks and depth, or refused with its line."""

from __future__ import annotations

import re
from typing import Any

from lxml import etree

from dragoman.errors import ExchangeError
from dragoman.formats import elements
from dragoman.patterns import lazily

_UNDECLARED = lazily(r"Namespace prefix ([\w.-]+) .*is not defined")

_ROOT = lazily(
    rb"(?:\xef\xbb\xbf)?"
    rb"(?:\s++|<\?(?:(?!\?>).)*+\?>|<!--(?:(?!-->).)*+-->|<!DOCTYPE[^<>\[]*+>)*+"
    rb"<[A-Za-z_][\w.:-]*+",
    re.DOTALL,
)
"""What stands before the attributes of the first element."""

CUT_OFF = "It may have been cut off on its way: ask for it again."
"""What to do about a file that ends too early."""


def parse(data: bytes, path: str) -> etree._Element:
    """Return the root of a document. Raises ExchangeError."""
    if elements.count((data,)) > elements.MOST:
        raise ExchangeError(
            f"the file has more than {elements.MOST:,} elements",
            path=path,
            advice="Send it in several parts.",
        )
    try:
        root = _with_prefixes(data)
    except etree.XMLSyntaxError as error:
        raise ExchangeError(
            f"this is not well-formed XML: {_said(error)}",
            path=path,
            line=error.lineno,
            advice=CUT_OFF,
        ) from error
    entity: Any = next(root.iter(etree.Entity), None)
    if entity is not None:
        raise ExchangeError(
            f"the text is not all here: {entity.text} stands for something that is not read",
            path=path,
            line=entity.sourceline,
            advice="Ask for the file without entities.",
        )
    return root


def _with_prefixes(data: bytes) -> etree._Element:
    """Return the root of a document in which programs may have left prefixes undeclared.

    What they wrote under these is theirs, and nothing of it is read. Raises XMLSyntaxError.
    """
    try:
        return etree.fromstring(data, _parser())
    except etree.XMLSyntaxError as found:
        lenient = _parser(recover=True)
        etree.fromstring(data, lenient)
        said = filter(None, (_UNDECLARED.match(each.message) for each in lenient.error_log))
        prefixes = dict.fromkeys(match[1].encode() for match in said)
        start = _ROOT.match(data)
        if not prefixes or start is None:
            raise found
        declared = b"".join(b' xmlns:%b="undeclared:%b"' % (each, each) for each in prefixes)
        return etree.fromstring(data[: start.end()] + declared + data[start.end() :], _parser())


def _parser(*, recover: bool = False) -> etree.XMLParser:
    return etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=recover
    )


def _said(error: etree.XMLSyntaxError) -> str:
    """Return what the parser says in one line; where it is, the message says by itself."""
    return " ".join((error.msg or "").partition(", line ")[0].split())


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
