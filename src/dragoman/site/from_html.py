"""HTML as a document for the site."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import PurePosixPath

from dragoman import inline
from dragoman.formats.html_tree import Element, tree
from dragoman.formats.lines import Extent
from dragoman.model import Syntax, one_line
from dragoman.site.document import Document, Facts
from dragoman.site.from_markdown import shortened
from dragoman.site.front import day

_WHOLE = re.compile(r"<(?:!doctype|html|head|body)\b", re.IGNORECASE)
_DATES = ("article:published_time", "datepublished", "date", "dc.date")


def from_html(path: str, text: str) -> Document:
    """Return the document of a page or a fragment.

    Of a page, what stands in its `article`, else in its `main`, else in its `body`. The title is
    the first heading of the first level in it, else the page's title.
    """
    root = tree(text, fragment=_WHOLE.search(text, 0, 2000) is None).root
    elements = list(_all(root))
    content = _content(elements)
    extent = (content.inner if content else None) or (0, len(text))
    heading = next(
        (each for each in elements if each.name == "h1" and _within(each.extent, extent)), None
    )
    title = _words(text, heading.inner) if heading else ""
    title = title or _words(text, _first(elements, "title")) or PurePosixPath(path).stem
    meta = {name.lower(): value for name, value in _meta(elements)}
    body = text[slice(*extent)]
    if heading is not None:
        start, end = (place - extent[0] for place in heading.extent)
        body = body[:start] + body[end:]
    words = next((_words(text, each.inner) for each in elements if each.name == "p"), "")
    found = Facts(
        title=title,
        day=next(filter(None, (day(meta.get(name, "")) for name in _DATES)), None)
        or _time(elements),
        description=meta.get("description") or meta.get("og:description") or shortened(words),
        image=meta.get("og:image", ""),
        image_alt=meta.get("og:image:alt", ""),
        author=meta.get("author", ""),
    )
    return Document(found, body.strip())


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


def _meta(elements: list[Element]) -> Iterator[tuple[str, str]]:
    for each in elements:
        if each.name == "meta":
            attributes: Mapping[str, str | None] = each.attributes
            name = attributes.get("property") or attributes.get("name") or ""
            yield name, one_line(attributes.get("content") or "")


def _time(elements: list[Element]) -> date | None:
    found = (day(each.attributes.get("datetime") or "") for each in elements if each.name == "time")
    return next(filter(None, found), None)


def _within(inner: Extent, outer: Extent) -> bool:
    return outer[0] <= inner[0] and inner[1] <= outer[1]
