"""Show the blocks of a file of any format as a page, for a look before it is exported.

The site itself shows fewer formats: an OpenDocument text or subtitles have no page there.
"""

from __future__ import annotations

import html
from collections.abc import Iterable
from itertools import groupby

from dragoman import inline
from dragoman.model import Block, BlockKind
from dragoman.site.document import Document, Facts

_TAGS = {
    BlockKind.HEADING: "h2",
    BlockKind.LIST_ITEM: "li",
    BlockKind.TABLE_CELL: "td",
    BlockKind.QUOTATION: "blockquote",
}


def from_blocks(blocks: Iterable[Block], name: str) -> Document:
    """Return the page; without a title or a heading it is called `name`."""
    texts = [block for block in blocks if block.kind is not BlockKind.VERBATIM]
    body = [block for block in texts if block.kind is not BlockKind.METADATA]
    titles = [block for block in texts if block.kind is BlockKind.METADATA]
    titles += [block for block in body if block.kind is BlockKind.HEADING]
    title = inline.plain(titles[0].text, titles[0].syntax) if titles else name
    return Document(Facts(title or name), "\n".join(_grouped(body)))


def _grouped(blocks: list[Block]) -> Iterable[str]:
    """Yield the HTML of blocks, items in lists and cells in rows."""
    for kind, group in groupby(blocks, key=lambda block: block.kind):
        elements = "".join(_element(block) for block in group)
        if kind is BlockKind.LIST_ITEM:
            yield f"<ul>{elements}</ul>"
        elif kind is BlockKind.TABLE_CELL:
            yield f"<table><tr>{elements}</tr></table>"
        else:
            yield elements


def _element(block: Block) -> str:
    tag = _TAGS.get(block.kind, "p")
    text = html.escape(inline.plain(block.text, block.syntax), quote=False)
    return f"<{tag}>{text.replace(chr(10), '<br>')}</{tag}>"
