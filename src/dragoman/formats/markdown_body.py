"""The body of a Markdown text on its way to blocks."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import lru_cache
from itertools import accumulate, chain

from markdown_it.common.utils import unescapeAll
from markdown_it.token import Token

from dragoman.formats.comments import ENDLESS, Remark, without
from dragoman.formats.contract import LEFT, Options, left_in_source
from dragoman.formats.cover import Span, readable
from dragoman.formats.html import fragment as html_fragment
from dragoman.formats.html_layouts import InlineRun
from dragoman.formats.html_unsaid import may_be_unheard, unheard_in
from dragoman.formats.lines import (
    Extent,
    extents,
    first_ending,
    gather,
    line_at,
    normalized,
    trimmed,
)
from dragoman.formats.markdown_blocks import (
    ATTRIBUTES_LINE,
    DIRECTIVE_TITLE,
    HEADING_ATTRIBUTES,
    SPEAKING_TAG,
)
from dragoman.formats.markdown_comments import in_blocks, is_remark
from dragoman.formats.markdown_layouts import Cell, Heading, Html, LinkTitle, Running, Titling
from dragoman.formats.markdown_parser import STARTS
from dragoman.formats.markdown_structure import lines_of, structure
from dragoman.formats.markdown_tables import cells, columns
from dragoman.formats.shortcodes import ShortcodeValue, computed, only_tags, values
from dragoman.inline.markdown import shortcuts
from dragoman.inline.template import first_row, tags
from dragoman.model import BlockKind, Finding, Syntax
from dragoman.patterns import lazily

_CONTAINERS = {
    "blockquote_open": BlockKind.QUOTATION,
    "list_item_open": BlockKind.LIST_ITEM,
    "footnote_reference_open": BlockKind.FOOTNOTE,
}
_CLOSINGS = frozenset(opening.replace("_open", "_close") for opening in _CONTAINERS)

_TASK = lazily(r"\[[ xX]\][ \t]+")
_CALLOUT = lazily(r"\[![\w-]+\][+-]?[ \t]*")
_SHORT = lazily(r"\](?![(\[])")
"""What ends a reference without a second bracket."""

_HASHES = lazily(r"#{1,6}")

_NOT_PREFIX = lazily(r"[^>\s]")
"""What a block's first line has before its text and the next lines do not: list markers."""

_MARKERS = lazily(r"(?:(?:>|(?:[-+*]|[0-9]{1,9}[.)]|#{1,6})(?=[ \t]))[ \t]*)+")
"""Marks that end the paragraph above a row which begins with them; they must stay."""

_LINK_TITLE = lazily(
    r"""("(?:[^"\\]|\\.){0,400}+"|'(?:[^'\\]|\\.){0,400}+'"""
    r"""|\((?:[^()\\]|\\.){0,400}+\))[ \t]*\Z"""
)


# Of equal layouts one is made: most blocks of an article have the same.
_running = lru_cache(maxsize=256)(Running)
_heading = lru_cache(maxsize=256)(Heading)
_cell = lru_cache(maxsize=256)(Cell)

_ENDLESS_TAG = lazily(r"nothing ends <([\w-]+)>")


def _overlap(one: Extent, other: Extent) -> bool:
    return one[0] < other[1] and other[0] < one[1]


class Body:
    """A Markdown text after its front matter, on its way to spans."""

    def __init__(self, source: str, start: int, options: Options, *, mdx: bool) -> None:
        text = source[start:]
        plain = normalized(text)
        self._source = source
        self._ending = first_ending(source)
        self._options = options
        self._structure = structure(plain, mdx=mdx)
        self._tagged = self._structure.tagged
        self._may_be_unheard = may_be_unheard(text)
        self._may_define = "]:" in text
        self.findings: list[Finding] = []
        """What readers see and no span holds, once the spans are read."""

        self._lines = extents(text, start)
        self._begin = start
        self._plain_starts = [line[0] for line in extents(plain)] if "\r" in text else None
        self._remarks = list(in_blocks(source, self._lines, self._structure.tokens))
        self._remark_starts = [remark.extent[0] for remark in self._remarks]
        self._remark_ends = [remark.extent[1] for remark in self._remarks]
        for remark in self._remarks:
            if remark.told:
                self._note(remark.extent[0], remark.told)

    def spans(self) -> Iterator[Span]:
        """Yield what is to be translated, in reading order."""
        containers: list[BlockKind] = []
        others: dict[str, Callable[[Token], Iterator[Span]]] = {
            "table_open": self._table,
            "bare_table": self._rows_of_cells,
            "standing_alone": self._directive,
            "titled_open": self._titled,
            "html_block": self._html,
            "definition": self._definition,
        }
        before = ""
        for token in self._structure.tokens:
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
            elif token.type == "dt_open":
                yield from self._flow(BlockKind.LIST_ITEM, self._rows(token), token, before)
            elif token.type in others:
                yield from others[token.type](token)
            before = token.type

    def _rows(self, token: Token) -> list[Extent]:
        """Return where the text of each of the token's lines lies in the file."""
        first = lines_of(token)[0]
        return [
            (plain + self._shift(number), self._lines[number][1])
            for number, plain in enumerate(token.meta[STARTS], start=first)
        ]

    def _shift(self, number: int) -> int:
        """Return how far a line's place in the file is from that in the text that was parsed."""
        if self._plain_starts is None:
            return self._begin
        return self._lines[number][0] - self._plain_starts[number]

    def _flow(
        self, kind: BlockKind, rows: list[Extent], token: Token, before: str
    ) -> Iterator[Span]:
        first = lines_of(token)[0]
        prefix = self._source[self._lines[first][0] : rows[0][0]]
        rows, title = self._without_marker(rows, before)
        last = first + len(token.meta[STARTS]) - (token.type == "heading_open")
        spare = f"{self._ending}{_NOT_PREFIX.sub(' ', prefix)}" if prefix else self._ending
        if len(rows) > 1 and ATTRIBUTES_LINE.match(self._source, *rows[-1]):
            rows = rows[:-1]
        parts: Iterable[list[Extent]] = [each for each in (title, rows) if each]
        if self._remarks:
            parts = chain.from_iterable(map(self._without_remarks, parts))
        for part in parts:
            gathered = gather(self._source, part)
            if gathered is None:
                continue
            extent, text, breaks = gathered
            text, found = self._referring(text)
            layout = _running(spare, self._columns(last), self._after_definition(first), found)
            if self._tagged and only_tags(text):
                yield from self._parameters(extent)
                continue
            self._tell_parameters(extent)
            yield Span(extent, kind, text, layout, Syntax.MARKDOWN, breaks=breaks)

    def _without_remarks(self, rows: list[Extent]) -> Iterator[list[Extent]]:
        """Yield what remains of a block's lines round comments that are none to CommonMark."""
        start, end = rows[0][0], rows[-1][1]
        near = self._near(start, end)
        within = [each.extent for each in near]
        if within and not readable(without(self._source[:end], [(0, start), *within])):
            return
        kept: list[Extent] = []
        cuts = [remark.extent for remark in near if remark.cuts]
        for first, last in rows:
            for low, high in cuts:
                if _overlap((low, high), (first, last)):
                    yield from [[*kept, (first, low)]] if first < low or kept else []
                    kept, first = [], min(high, last)
            kept.append((first, last))
        yield kept

    def _near(self, start: int, end: int) -> list[Remark]:
        """Return the comments of which any part stands in a stretch."""
        first = bisect_right(self._remark_ends, start)
        after = bisect_left(self._remark_starts, end)
        return self._remarks[first:after]

    def _referring(self, text: str) -> tuple[str, tuple[str, ...]]:
        """Put the second bracket to references without one; return their labels, too."""
        labels = self._structure.labels
        if not labels or _SHORT.search(text) is None:
            return text, ()
        found = []
        for end in reversed(shortcuts(text, labels)):
            start = text.rindex("[", 0, end)
            found.append(text[start + 1 : end])
            text = f"{text[: end + 1]}[]{text[end + 1 :]}"
        return text, tuple(found)

    def _without_marker(self, rows: list[Extent], before: str) -> tuple[list[Extent], list[Extent]]:
        """Leave out a task's box or a callout's name; return a callout's title apart."""
        pattern = {"list_item_open": _TASK, "blockquote_open": _CALLOUT}.get(before)
        marker = pattern.match(self._source, *rows[0]) if pattern else None
        if marker is None:
            return rows, []
        first = (marker.end(), rows[0][1])
        return (rows[1:], [first]) if pattern is _CALLOUT else ([first, *rows[1:]], [])

    def _before_cut(self, start: int, end: int) -> Extent:
        """Return a stretch of one line, up to a comment that nothing ends."""
        if not self._remarks:
            return trimmed(self._source, start, end)
        cuts = [remark.extent[0] for remark in self._near(start, end) if remark.cuts]
        return trimmed(
            self._source, start, min((cut for cut in cuts if start <= cut < end), default=end)
        )

    def _heading(self, token: Token) -> Iterator[Span]:
        (start, end), *_ = self._rows(token)
        hashes = _HASHES.match(self._source, start)
        if hashes is None:
            return
        text = self._source[hashes.end() : end].rstrip(" \t")
        bare = text.rstrip("#")
        if bare.endswith((" ", "\t")):
            text = bare.rstrip(" \t")
        attributes = HEADING_ATTRIBUTES.search(text) if text.endswith("}") else None
        if attributes:
            text = text[: attributes.start()]
        extent = self._before_cut(hashes.end(), hashes.end() + len(text))
        line = lines_of(token)[0]
        content, found = self._referring(self._source[slice(*extent)])
        layout = _heading(self._columns(line + 1), found)
        yield Span(extent, BlockKind.HEADING, content, layout, Syntax.MARKDOWN)

    def _table(self, token: Token) -> Iterator[Span]:
        rows = self._rows(token)
        width = len(cells(self._source, rows[0]))
        yield from self._in_rows((rows[0], *rows[2:]), width)

    def _rows_of_cells(self, token: Token) -> Iterator[Span]:
        yield from self._in_rows(self._rows(token), None)

    def _in_rows(self, rows: Iterable[Extent], width: int | None) -> Iterator[Span]:
        for row in rows:
            for cell in cells(self._source, row)[:width]:
                start, end = cell.extent
                marker = _MARKERS.match(self._source, start, end) if cell.at_start else None
                extent = self._before_cut(marker.end() if marker else start, end)
                text = self._source[slice(*extent)].replace(r"\|", "|")
                text, found = self._referring(text)
                layout = _cell(cell.at_start, found)
                self._tell_parameters(extent)
                yield Span(extent, BlockKind.TABLE_CELL, text, layout, Syntax.MARKDOWN)

    def _directive(self, token: Token) -> Iterator[Span]:
        """Yield what readers see of a shortcode or directive."""
        rows = self._rows(token)
        line = self._source[slice(*rows[0])]
        match = DIRECTIVE_TITLE.match(line) if line[0] in ":/*" else None
        if match and match.lastgroup:
            start, end = (rows[0][0] + place for place in match.span(match.lastgroup))
            yield self._line((start, end))
        elif line[0] == "{":
            yield from self._parameters((rows[0][0], rows[-1][1]))
        elif SPEAKING_TAG.match(line):
            # A tag right below which Markdown goes on.
            yield from self._html(token)

    def _titled(self, token: Token) -> Iterator[Span]:
        """Yield the title of an admonition or a tab."""
        title = token.meta["title"]
        if title is not None:
            shift = self._shift(lines_of(token)[0])
            yield self._line((title[0] + shift, title[1] + shift))

    def _line(self, extent: Extent) -> Span:
        extent = trimmed(self._source, *extent)
        text, found = self._referring(self._source[slice(*extent)])
        return Span(extent, BlockKind.PARAGRAPH, text, Titling(found), Syntax.MARKDOWN)

    def _definition(self, token: Token) -> Iterator[Span]:
        """Yield the title of a link definition, if it is no comment."""
        if is_remark(token, self._source):
            return
        start, end = self._lines[lines_of(token)[1] - 1]
        match = _LINK_TITLE.search(self._source, start, end) if token.meta["title"] else None
        if match:
            extent = (match.start(1) + 1, match.end(1) - 1)
            text = unescapeAll(self._source[slice(*extent)])
            yield Span(trimmed(self._source, *extent), BlockKind.PARAGRAPH, text.strip(),
                       LinkTitle(match[1][0]))  # fmt: skip

    def _parameters(self, extent: Extent) -> Iterator[Span]:
        """Yield the texts for readers in template tags."""
        self._tell_computed(extent)
        for value in self._values(extent):
            if value.is_one_of(self._options.parameters):
                extent = trimmed(self._source, value.start, value.end)
                if value.line:
                    yield Span(extent, BlockKind.PARAGRAPH, value.line, value.layout, value.syntax)
            elif value.prose:
                self._tell(value.start, f"“{value.line}” in a template tag")

    def _tell_parameters(self, extent: Extent) -> None:
        """Note the texts in tags that stand within a sentence and stay whole."""
        if not self._tagged and not self._may_be_unheard:
            return
        self._tell_computed(extent)
        if self._may_be_unheard:
            for place, what in unheard_in(self._source, *extent):
                self._tell(place, what)
        for value in self._values(extent):
            if value.prose:
                self._tell(value.start, f"“{value.line}” in a template tag")

    def _tell_computed(self, extent: Extent) -> None:
        text = self._source[slice(*extent)] if self._tagged else ""
        for place, words in computed(text) if text else ():
            self._tell(place + extent[0], f"“{words}” in an expression")

    def _values(self, extent: Extent) -> Iterator[ShortcodeValue]:
        if not self._tagged:
            return
        text = self._source[slice(*extent)]
        row = first_row(text)
        for tag in (row,) if row else tags(text):
            for value in values(text, tag):
                start, end = value.start + extent[0], value.end + extent[0]
                yield replace(value, start=start, end=end)

    def _tell(self, place: int, what: str) -> None:
        self.findings.append(left_in_source(line_at(self._source, place), what))

    def _note(self, place: int, what: str) -> None:
        self.findings.append(Finding(LEFT, f"line {line_at(self._source, place)}: {what}"))

    def _html(self, token: Token) -> Iterator[Span]:
        """Yield what readers see of a block of HTML."""
        rows = self._rows(token)
        first = lines_of(token)[0]
        prefix = self._source[self._lines[first][0] : rows[0][0]]
        lines = [self._source[start:end] for start, end in rows]
        plain_starts = [0, *accumulate(len(line) + 1 for line in lines)]

        def place(offset: int) -> int:
            row = bisect_right(plain_starts, offset) - 1
            return rows[row][0] + offset - plain_starts[row]

        spans, told = html_fragment("\n".join(lines), self._options)
        self._tell_computed((rows[0][0], rows[-1][1]))
        for offset, what in told:
            # Comments are told as such; what a block opens a later one may end.
            name = _ENDLESS_TAG.match(what)
            if what != ENDLESS and not (name and f"</{name[1]}" in self._source[rows[-1][1] :]):
                self._note(place(offset), what)
        for span in spans:
            extent = place(span.extent[0]), place(span.extent[1])
            within = range(
                bisect_right(plain_starts, span.extent[0]),
                bisect_right(plain_starts, span.extent[1]),
            )
            breaks = tuple(self._source[rows[row - 1][1] : rows[row][0]] for row in within)
            layout = span.layout
            if isinstance(layout, InlineRun):
                spare = f"{self._ending}{_NOT_PREFIX.sub(' ', prefix)}"
                layout = Html(spare, layout.foreign)
            yield replace(span, extent=extent, layout=layout, breaks=breaks)

    def _columns(self, after: int) -> int | None:
        """Return how many columns the line of dashes at a line has, if it is one."""
        if after >= len(self._lines):
            return None
        start, end = self._lines[after]
        if start == end or self._source[start].isalnum():
            return None
        return columns(self._source[start:end])

    def _after_definition(self, first: int) -> bool:
        """Whether a link definition may stand above a line."""
        if not self._may_define:
            return False
        above = self._lines[max(first - 2, 0)][0], self._lines[first][0]
        return self._source.find("]:", *above) >= 0
