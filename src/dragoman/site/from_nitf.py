"""NITF texts as documents for the site."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Any

from lxml import etree

from dragoman.errors import ArticleError
from dragoman.model import one_line
from dragoman.publishing import metadata
from dragoman.site.document import Document, Hints
from dragoman.site.from_markdown import shortened
from dragoman.site.front import facts
from dragoman.site.headings import identified

_TAGS = {
    "hl2": "h2",
    "bq": "blockquote",
    "media": "figure",
    "media-caption": "figcaption",
    "tagline": "p",
    **{
        name: name
        for name in (
            "p", "ul", "ol", "li", "dl", "dt", "dd", "table", "caption", "thead", "tbody", "tfoot",
            "tr", "td", "th", "pre", "br", "hr", "em", "q", "sub", "sup", "a",
        )
    },
}  # fmt: skip
"""The elements of HTML that do what those of NITF do; the words of others stand alone."""

_SILENT = frozenset(
    ("note", "media-producer", "media-metadata", "media-object", "hedline", "byline", "dateline",
     "distributor", "datasource", "rights", "abstract", "ds", "nitf-table-metadata", "custom-table",
     "bibliography")
)  # fmt: skip
"""What is for editors, or stands in another place of the page."""

_EMPTY = frozenset(("br", "hr"))
_SPANS = ("colspan", "rowspan")
_ADDRESS = re.compile(r"(?:https?|mailto):|(?![\w+.-]*:)", re.IGNORECASE)
_DATES = {"date.issue": "date", "date.release": "date"}


def from_nitf(path: str, text: str, hints: Hints) -> Document:
    """Return the document of a text: its main headline is the title.

    Raises ArticleError where the text is no XML.
    """
    parser = etree.XMLParser(
        encoding="utf-8", resolve_entities=False, no_network=True, remove_comments=True
    )
    try:
        root = etree.fromstring(text.encode(), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise ArticleError(f"the XML cannot be read: {error}", path=path) from None
    body = "".join(
        "".join(_html(each)) for tag in ("body.content", "body.end") for each in _of(root, tag)
    )
    for line in (line for note in hints.notes for line in note.split("\n")):
        body = body.replace(f"<p>{html.escape(line, quote=False)}</p>", "", 1)
    summary = _words(next(root.iterfind(".//abstract"), None))
    if summary:
        body = f"<p>{html.escape(summary, quote=False)}</p>\n{body}"
    title = _words(next(root.iterfind(".//hl1"), None)) or _words(root.find("head/title"))
    first = _words(next(root.iterfind(".//body.content//p"), None))
    title = title or shortened(first, 80) or PurePosixPath(path).stem
    values = dict(metadata.read(path, text)[0])
    for tag, name in _DATES.items():
        said = next((each.get("norm") for each in root.iterfind(f".//{tag}")), None)
        if said:
            values[name] = said
    author = _words(next(root.iterfind(".//byline//person"), None))
    if author:
        values["author"] = author
    found = facts(values, title, shortened(summary or first), hints.zone)
    body, ids = identified(body.strip(), hints.headings)
    return Document(found, body, ids)


def _of(root: Any, tag: str) -> Iterator[Any]:
    """Yield the parts of the text's own body, not those of notes within it."""
    yield from root.iterfind(f"body/{tag}")


def _words(element: Any) -> str:
    """What a reader sees of an element, on one line."""
    if element is None:
        return ""
    return one_line(" ".join("".join(element.itertext()).split()))


def _html(element: Any) -> Iterator[str]:
    """Yield the HTML of what stands in an element."""
    yield html.escape(element.text or "", quote=False)
    for child in element:
        name = child.tag if isinstance(child.tag, str) else ""
        if name == "media-reference":
            yield from _picture(child)
        elif name and name not in _SILENT:
            tag = _TAGS.get(name)
            inner = "" if tag in _EMPTY else "".join(_html(child))
            if tag in _EMPTY:
                yield f"<{tag}>"
            elif tag is not None:
                yield f"<{tag}{''.join(_attributes(child, tag))}>{inner}</{tag}>"
            else:
                yield inner
        yield html.escape(child.tail or "", quote=False)


def _attributes(element: Any, tag: str) -> Iterator[str]:
    address = element.get("href") if tag == "a" else None
    if address and _ADDRESS.match(address.strip()):
        yield f' href="{html.escape(address.strip())}"'
    for name in _SPANS:
        if tag in ("td", "th") and (element.get(name) or "").isdecimal():
            yield f' {name}="{element.get(name)}"'


def _picture(reference: Any) -> Iterator[str]:
    media = reference.getparent().get("media-type", "")
    kind = reference.get("mime-type") or media
    source = (reference.get("source") or "").strip()
    if source and kind.startswith("image") and _ADDRESS.match(source):
        alt = html.escape(reference.get("alternate-text") or "")
        yield f'<img src="{html.escape(source)}" alt="{alt}">'
