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

_NUMBER = re.compile(r"(?<![(\d])(\d{1,3})([.)])\s*\Z")
_LETTERED = re.compile(r"\(?[^\W_]{1,3}\)(?=\s*\Z)")
"""The mark of an item that no list of HTML has: `a)`, `(a)`, `(1)`."""

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
    rest = shown[1:] if titled else shown
    words = next((one_line(each.text) for each in rest if each.kind is BlockKind.PARAGRAPH), "")
    title = first if titled else shortened(words or first, 80)
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
    """Yield the HTML of each block, list items gathered in lists of one kind of mark.

    A number stands as the article has it, whatever the numbers before it.
    """
    before = ""
    opened = ""
    following = 1
    for block in blocks:
        if block.kind is BlockKind.VERBATIM:
            before = block.raw
            continue
        item = block.kind is BlockKind.LIST_ITEM
        number = _NUMBER.search(before) if item else None
        mark = _LETTERED.search(before) if item and number is None else None
        wanted = "" if not item else _ORDERED[number[2]] if number else _BULLETED[mark is not None]
        if opened and opened != wanted:
            yield f"</{opened[:2]}>"
        if item and opened != wanted:
            following = int(number[1]) if number else 1
            yield f'<{wanted} start="{following}">' if following != 1 else f"<{wanted}>"
        opened = wanted
        value = ""
        if number is not None and int(number[1]) != following:
            following = int(number[1])
            value = f' value="{following}"'
        following += 1
        tag = "li" if item else "h2" if block.kind is BlockKind.HEADING else "p"
        shown = f"{mark[0]} " if mark is not None else ""
        yield f"<{tag}{value}>{shown}{_linked(block.text)}</{tag}>"
        before = ""
    if opened:
        yield f"</{opened[:2]}>"


_ORDERED = {".": "ol", ")": 'ol class="bracket"'}
"""The tag of a list by what stands behind its numbers."""

_BULLETED = {False: "ul", True: 'ul class="lettered"'}
"""The tag of one without numbers, by whether its items bring marks of their own."""


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
