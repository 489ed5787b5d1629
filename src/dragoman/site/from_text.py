"""Plain text as a document for the site."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import PurePosixPath

from dragoman import inline
from dragoman.formats import Options
from dragoman.formats import text as plain_text
from dragoman.inline import SpanKind
from dragoman.model import Block, BlockKind, Syntax, one_line
from dragoman.publishing.copy import KINDS, shape
from dragoman.site.document import NO_HINTS, Document, Facts, Hints
from dragoman.site.from_markdown import shortened
from dragoman.site.headings import identified

_NUMBER = re.compile(r"(\d{1,3})[.)]\s*\Z")


LONGEST_HEADLINE = 120
"""Characters. A longer first line is the beginning of the text, not its headline."""


def from_text(path: str, text: str, hints: Hints = NO_HINTS) -> Document:
    """Return the document of a plain text.

    The title is the heading or headline that it begins with, else the first words of its first
    paragraph. Copies have the kinds of paragraphs of their original.
    """
    blocks = _shaped(plain_text.parse(path, text, Options("en")).blocks, hints.shape)
    shown = [block for block in blocks if block.kind is not BlockKind.VERBATIM]
    if not shown:
        return Document(Facts(PurePosixPath(path).stem), "")
    first = one_line(shown[0].text)
    titled = shown[0].kind is BlockKind.HEADING or (
        len(shown) > 1
        and shown[0].kind is BlockKind.PARAGRAPH
        and "\n" not in shown[0].text
        and len(first) <= LONGEST_HEADLINE
    )
    title = first if titled else shortened(first, 80)
    rest = shown[1:] if titled else shown
    words = next((one_line(each.text) for each in rest if each.kind is BlockKind.PARAGRAPH), "")
    if titled:
        blocks = blocks[blocks.index(shown[0]) + 1 :]
    body, ids = identified("\n".join(_elements(blocks)), hints.headings)
    return Document(Facts(title, description=shortened(words)), body, ids)


def _shaped(blocks: Sequence[Block], wanted: str) -> list[Block]:
    """Return the blocks with the kinds of the original's, if there are as many of them."""
    if len(shape(blocks)) != len(wanted):
        return list(blocks)
    named = {letter: kind for kind, letter in KINDS.items()}
    kinds = iter(wanted)
    return [
        block
        if block.kind is BlockKind.VERBATIM
        else replace(block, kind=named.get(next(kinds), BlockKind.PARAGRAPH))
        for block in blocks
    ]


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
