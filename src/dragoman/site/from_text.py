"""Plain text as a document for the site."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from pathlib import PurePosixPath

from dragoman import inline
from dragoman.formats import Options
from dragoman.formats import text as plain_text
from dragoman.inline import SpanKind
from dragoman.model import Block, BlockKind, Syntax, one_line
from dragoman.site.document import Document, Facts
from dragoman.site.from_markdown import shortened

_NUMBER = re.compile(r"(\d{1,3})[.)]\s*\Z")


def from_text(path: str, text: str) -> Document:
    """Return the document of a plain text.

    The title is the heading that it begins with, else the first words of its first paragraph.
    """
    blocks = list(plain_text.parse(path, text, Options("en")).blocks)
    shown = [block for block in blocks if block.kind is not BlockKind.VERBATIM]
    if not shown:
        return Document(Facts(PurePosixPath(path).stem), "")
    titled = shown[0].kind is BlockKind.HEADING
    title = one_line(shown[0].text) if titled else shortened(one_line(shown[0].text), 80)
    rest = shown[1:] if titled else shown
    words = next((one_line(each.text) for each in rest if each.kind is BlockKind.PARAGRAPH), "")
    if titled:
        blocks = blocks[blocks.index(shown[0]) + 1 :]
    return Document(Facts(title, description=shortened(words)), "\n".join(_elements(blocks)))


def _elements(blocks: list[Block]) -> Iterator[str]:
    """Yield the HTML of each block, list items gathered in lists."""
    before = ""
    opened = ""
    for block in blocks:
        if block.kind is BlockKind.VERBATIM:
            before = block.raw
            continue
        item = block.kind is BlockKind.LIST_ITEM
        if opened and not item:
            yield f"</{opened}>"
            opened = ""
        if item and not opened:
            number = _NUMBER.search(before)
            opened = "ol" if number else "ul"
            first = int(number[1]) if number else 1
            yield f'<ol start="{first}">' if first != 1 else f"<{opened}>"
        tag = "li" if item else "h2" if block.kind is BlockKind.HEADING else "p"
        yield f"<{tag}>{_linked(block.text)}</{tag}>"
        before = ""
    if opened:
        yield f"</{opened}>"


def _linked(text: str) -> str:
    """Return the HTML of a text, its web and mail addresses made links."""
    parts = []
    reached = 0
    for span in inline.spans(text, Syntax.PLAIN):
        web = span.kind is SpanKind.URL and span.text.startswith(("https://", "http://"))
        if not web and span.kind is not SpanKind.ADDRESS:
            continue
        address = span.text if web else f"mailto:{span.text}"
        shown = html.escape(text[span.start : span.end], quote=False)
        parts.append(html.escape(text[reached : span.start], quote=False))
        parts.append(f'<a href="{html.escape(address)}" dir="ltr">{shown}</a>')
        reached = span.end
    parts.append(html.escape(text[reached:], quote=False))
    return "".join(parts)
