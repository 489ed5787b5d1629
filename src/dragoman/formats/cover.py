"""Blocks that cover an article: what is translated, and verbatim text between."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from dragoman.formats.lines import Extent
from dragoman.model import Block, BlockKind, Layout, Syntax
from dragoman.model.quick import quickly_made


@quickly_made
@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of an article that is to be translated."""

    extent: Extent
    kind: BlockKind
    text: str
    layout: Layout
    syntax: Syntax = Syntax.PLAIN
    name: str = ""
    breaks: tuple[str, ...] = ()

    def block(self, source: str) -> Block:
        """Return the span as a block that has no segments yet."""
        raw = source[slice(*self.extent)]
        return Block(
            kind=self.kind,
            raw=self.text if raw == self.text else raw,  # of a long text, one copy
            text=self.text,
            syntax=self.syntax,
            name=self.name,
            layout=self.layout,
            breaks=self.breaks,
        )


def readable(text: str) -> bool:
    """Whether the text holds a letter or a digit; rules and stars alone are not translated."""
    return text[:1].isalnum() or any(map(str.isalnum, text))


def cover(source: str, spans: Iterable[Span]) -> tuple[Block, ...]:
    """Return blocks whose `raw` joins to `source`, one for each span that can be read.

    The spans are in reading order and do not overlap. What lies between is verbatim.
    """
    blocks = []
    verbatim: dict[str, Block] = {}
    done = 0

    def between(raw: str) -> Block:
        if raw not in verbatim:
            verbatim[raw] = Block(BlockKind.VERBATIM, raw)
        return verbatim[raw]

    for span in spans:
        if not readable(span.text):
            continue
        start, end = span.extent
        if start > done:
            blocks.append(between(source[done:start]))
        blocks.append(span.block(source))
        done = end
    if done < len(source):
        blocks.append(between(source[done:]))
    return tuple(blocks)
