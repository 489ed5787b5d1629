"""HTML as a document for the site."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath

from dragoman import inline
from dragoman.formats.html_tree import Element, tree
from dragoman.formats.lines import Extent
from dragoman.model import Syntax, one_line
from dragoman.publishing import metadata
from dragoman.site.document import NO_HINTS, Document, Hints
from dragoman.site.from_markdown import shortened
from dragoman.site.front import facts
from dragoman.site.headings import identified

_WHOLE = re.compile(r"<(?:!doctype|html|head|body)\b", re.IGNORECASE)


def from_html(path: str, text: str, hints: Hints = NO_HINTS) -> Document:
    """Return the document of a page or a fragment.

    Of a page, what stands in its `article`, else in its `main`, else in its `body`. The title is
    the first heading of the first level in it, else the page's title, else any heading, else the
    first words.
    """
    values, front = metadata.read(path, text)
    text = text[front:]
    root = tree(text, fragment=_WHOLE.search(text, 0, 2000) is None).root
    elements = list(_all(root))
    content = _content(elements)
    extent = (content.inner if content else None) or (0, len(text))
    heading = next(
        (each for each in elements if each.name == "h1" and _within(each.extent, extent)), None
    )
    title = _words(text, heading.inner) if heading else ""
    title = title or _words(text, _first(elements, "title"))
    body = text[slice(*extent)]
    if heading is not None:
        start, end = (place - extent[0] for place in heading.extent)
        body = body[:start] + body[end:]
    words = next((_words(text, each.inner) for each in elements if each.name == "p"), "")
    title = title or _first_heading(text, elements) or shortened(words, 80)
    title = title or PurePosixPath(path).stem
    own = {name: value for name, value in values.items() if name != "title"}
    if "datepublished" not in own and (told := _published(elements)):
        own = {**own, "datepublished": told}
    summary = own.get("og:description") or shortened(words)
    found = facts(own, title, summary if isinstance(summary, str) else "", hints.zone)
    body, ids = identified(body.strip(), hints.headings)
    return Document(found, body, ids)


def _first_heading(text: str, elements: Sequence[Element]) -> str:
    """Return the words of the first heading of any level."""
    headings = (_words(text, each.inner) for each in elements if _HEADING.fullmatch(each.name))
    return next(filter(None, headings), "")


_HEADING = re.compile(r"h[1-6]")


def _all(element: Element) -> Iterator[Element]:
    """Yield the elements below one, in the order of the page."""
    waiting = [*reversed(element.children)]
    while waiting:
        each = waiting.pop()
        yield each
        waiting += reversed(each.children)


def _content(elements: list[Element]) -> Element | None:
    for name in ("article", "main", "body"):
        for each in elements:
            if each.name == name and each.inner is not None:
                return each
    return None


def _first(elements: list[Element], name: str) -> Extent | None:
    return next((each.inner for each in elements if each.name == name), None)


def _words(text: str, extent: Extent | None) -> str:
    """What a reader sees of a stretch, on one line."""
    if extent is None:
        return ""
    return one_line(html.unescape(inline.plain(text[slice(*extent)], Syntax.HTML)))


def _published(elements: list[Element]) -> str:
    """Return the time that the article says it was published at, and not an event's in it."""
    for each in elements:
        attributes = each.attributes
        said = "pubdate" in attributes or attributes.get("itemprop") == "datePublished"
        if each.name == "time" and said:
            return attributes.get("datetime") or ""
    return ""


def _within(inner: Extent, outer: Extent) -> bool:
    return outer[0] <= inner[0] and inner[1] <= outer[1]
