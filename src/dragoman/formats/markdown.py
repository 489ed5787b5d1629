"""Markdown: headings, paragraphs, list items, quotations, table cells and footnotes.

Inline markup stays in a block's text as it is written. Code, HTML blocks, link definitions,
shortcodes, formulas and everything else that is not read as text is verbatim.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markdown_it.token import Token

from dragoman.formats import flow, front_matter, markdown_escape
from dragoman.formats.contract import Options, Parsed
from dragoman.formats.cover import Span, cover
from dragoman.formats.flow import Flow
from dragoman.formats.lines import Extent, extents, first_ending, gather, normalized, trimmed
from dragoman.formats.markdown_structure import HEADING_ATTRIBUTES, STARTS, tokens
from dragoman.model import Block, BlockKind, Layout, Syntax

_CONTAINERS = {
    "blockquote_open": BlockKind.QUOTATION,
    "list_item_open": BlockKind.LIST_ITEM,
    "footnote_reference_open": BlockKind.FOOTNOTE,
}
_CLOSINGS = frozenset(opening.replace("_open", "_close") for opening in _CONTAINERS)

_TASK = re.compile(r"\[[ xX]\][ \t]+")
_CALLOUT = re.compile(r"\[![\w-]+\][+-]?[ \t]*")
_HASHES = re.compile(r"#{1,6}")

_DELIMITERS = re.compile(r"[\s>]*[-:|][-:|\s]*\Z")
"""A line that makes a table of the line above it, if that holds as many columns."""

_NOT_PREFIX = re.compile(r"[^>\s]")
"""What a block's first line has before its text and the next lines do not: list markers."""

_MARKERS = re.compile(r"(?:(?:>|(?:[-+*]|[0-9]{1,9}[.)]|#{1,6})(?=[ \t]))[ \t]*)+")
"""Marks that end the paragraph above a row which begins with them; they must stay."""


@dataclass(frozen=True, slots=True)
class Running(Flow):
    """A paragraph, wherever it stands, or a heading that is underlined.

    Two things say what the lines around it would make of it if it were written carelessly.
    """

    columns: int | None = None
    """How many columns the line of dashes below has, which makes a table's head of any line with
    pipes; `None` where there is none."""

    after_definition: bool = False
    """Whether a link definition above would take a quoted line for its title."""


@dataclass(frozen=True, slots=True)
class Heading(Layout):
    """A heading that begins with `#`."""

    columns: int | None
    """As for running text."""


@dataclass(frozen=True, slots=True)
class Cell(Layout):
    """A cell of a table."""

    at_start: bool
    """Whether it begins its line, for want of a pipe before it."""


def parse(path: str, text: str, options: Options) -> Parsed:
    """Divide a Markdown text into blocks.

    Raises ArticleError where the front matter cannot be read.
    """
    front, body = front_matter.spans(path, text, options.keys)
    return Parsed(cover(text, [*front, *_Body(text, body).spans()]))


def encode(block: Block, targets: Sequence[str | None]) -> str:
    """Return the raw form of the block with the targets in place of its segments."""
    match block.layout:
        case Running():
            return _running(block, targets, block.layout)
        case Heading(columns):
            text = flow.on_one_line(flow.joined(block, targets))
            return _no_table_head(markdown_escape.heading(text), columns)
        case Cell(at_start):
            return _cell(flow.on_one_line(flow.joined(block, targets)), at_start=at_start)
    return front_matter.encode(block, targets)


def _running(block: Block, targets: Sequence[str | None], layout: Running) -> str:
    lines = flow.rewritten(block, targets, layout.spare)
    texts = markdown_escape.escaped(lines, after_definition=layout.after_definition)
    texts[-1] = _no_table_head(texts[-1], layout.columns)
    return "".join(line.lead + text for line, text in zip(lines, texts, strict=True))


def _cell(text: str, *, at_start: bool) -> str:
    text = text.replace("|", r"\|")
    if at_start:
        text = markdown_escape.escaped([flow.Line("", text, fresh=True)])[0]
    # A backslash would take the pipe after the cell for its own.
    return f"{text} " if text.endswith("\\") else text


def _no_table_head(text: str, columns: int | None) -> str:
    return text if columns is None else markdown_escape.no_table_head(text, columns)


@dataclass(frozen=True, slots=True)
class _Piece:
    """One cell of a table's row."""

    extent: Extent
    at_start: bool


class _Body:
    """A Markdown text after its front matter, on its way to spans."""

    def __init__(self, source: str, start: int) -> None:
        text = source[start:]
        plain = normalized(text)
        self._source = source
        self._ending = first_ending(source)
        self._tokens = tokens(plain)
        lines = extents(text)
        self._lines = [(start + first, start + last) for first, last in lines]
        plain_lines = extents(plain) if "\r" in text else lines
        self._plain_starts = [first for first, _ in plain_lines]

    def spans(self) -> Iterator[Span]:
        """Yield what is to be translated, in reading order."""
        containers: list[BlockKind] = []
        before = ""
        for token in self._tokens:
            if token.type in _CONTAINERS:
                containers.append(_CONTAINERS[token.type])
            elif token.type in _CLOSINGS:
                containers.pop()
            elif token.type == "paragraph_open":
                kind = containers[-1] if containers else BlockKind.PARAGRAPH
                yield from self._flow(kind, self._rows(token), token, before)
            elif token.type == "heading_open" and token.markup[0] == "#":
                yield from self._heading(token)
            elif token.type == "heading_open":
                rows = self._rows(token)[:-1]
                yield from self._flow(BlockKind.HEADING, rows, token, before)
            elif token.type == "table_open":
                yield from self._table(token)
            before = token.type

    def _rows(self, token: Token) -> list[Extent]:
        """Return where the text of each of the token's lines lies in the file."""
        first = _lines_of(token)[0]
        rows = []
        for number, plain in enumerate(token.meta[STARTS], start=first):
            start, end = self._lines[number]
            rows.append((start + plain - self._plain_starts[number], end))
        return rows

    def _flow(
        self, kind: BlockKind, rows: list[Extent], token: Token, before: str
    ) -> Iterator[Span]:
        first = _lines_of(token)[0]
        prefix = self._source[self._lines[first][0] : rows[0][0]]
        rows = self._without_marker(kind, rows, before)
        gathered = gather(self._source, rows)
        if gathered is None:
            return
        extent, text, breaks = gathered
        last = first + len(token.meta[STARTS]) - (token.type == "heading_open")
        spare = f"{self._ending}{_NOT_PREFIX.sub(' ', prefix)}"
        layout = Running(spare, self._columns(last), self._after_definition(first))
        yield Span(extent, kind, text, layout, Syntax.MARKDOWN, breaks=breaks)

    def _without_marker(self, kind: BlockKind, rows: list[Extent], before: str) -> list[Extent]:
        """Leave out a task's box or a callout's name at the head of its first paragraph."""
        pattern = {"list_item_open": _TASK, "blockquote_open": _CALLOUT}.get(before)
        marker = pattern.match(self._source, *rows[0]) if pattern else None
        return [(marker.end(), rows[0][1]), *rows[1:]] if marker else rows

    def _heading(self, token: Token) -> Iterator[Span]:
        (start, end), *_ = self._rows(token)
        hashes = _HASHES.match(self._source, start)
        if hashes is None:
            return
        text = self._source[hashes.end() : end].rstrip(" \t")
        bare = text.rstrip("#")
        if bare.endswith((" ", "\t")):
            text = bare.rstrip(" \t")
        attributes = HEADING_ATTRIBUTES.search(text)
        if attributes:
            text = text[: attributes.start()]
        extent = trimmed(self._source, hashes.end(), hashes.end() + len(text))
        line = _lines_of(token)[0]
        layout = Heading(self._columns(line + 1))
        content = self._source[slice(*extent)]
        yield Span(extent, BlockKind.HEADING, content, layout, Syntax.MARKDOWN)

    def _table(self, token: Token) -> Iterator[Span]:
        rows = self._rows(token)
        width = len(list(self._cells(rows[0])))
        for row in (rows[0], *rows[2:]):
            for cell in list(self._cells(row))[:width]:
                start, end = cell.extent
                marker = _MARKERS.match(self._source, start, end) if cell.at_start else None
                extent = trimmed(self._source, marker.end() if marker else start, end)
                text = self._source[slice(*extent)].replace(r"\|", "|")
                layout = Cell(cell.at_start)
                yield Span(extent, BlockKind.TABLE_CELL, text, layout, Syntax.MARKDOWN)

    def _cells(self, row: Extent) -> Iterator[_Piece]:
        """Yield the cells of a row as markdown-it-py divides it."""
        base, end = trimmed(self._source, *row)
        content = self._source[base:end]
        pipes = [i for i, char in enumerate(content) if char == "|" and content[i - 1 : i] != "\\"]
        starts = [0, *(pipe + 1 for pipe in pipes)]
        ends = [*pipes, len(content)]
        pieces = list(zip(starts, ends, strict=True))
        if pieces[0] == (0, 0):
            pieces.pop(0)
        if pieces and pieces[-1] == (len(content), len(content)):
            pieces.pop()
        for start, end in pieces:
            yield _Piece((base + start, base + end), at_start=start == 0)

    def _columns(self, after: int) -> int | None:
        """Return how many columns the line of dashes at a line has, if it is one."""
        below = self._source[slice(*self._lines[after])] if after < len(self._lines) else ""
        if not _DELIMITERS.match(below):
            return None
        return len([cell for cell in below.split("|") if "-" in cell])

    def _after_definition(self, first: int) -> bool:
        """Whether a link definition may stand above a line."""
        above = self._source[self._lines[max(first - 2, 0)][0] : self._lines[first][0]]
        return "]:" in above


def _lines_of(token: Token) -> tuple[int, int]:
    """Return the first line of a block token and the line after its last."""
    if token.map is None:
        raise ValueError(f"{token.type} has no place in the file")
    return token.map[0], token.map[1]
