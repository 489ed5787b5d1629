"""Plain text: headings, paragraphs and list items by the habits of people who type them.

A blank line ends a paragraph. Within a run of lines, a line ending is either there because the
line was full (hard wrapping), which a paragraph keeps in its `breaks`, or because something new
begins; `_begins_anew` tells the two apart.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise

from dragoman.formats import flow
from dragoman.formats.contract import Options, Parsed
from dragoman.formats.cover import Span, cover, readable
from dragoman.formats.flow import Flow, OneLine
from dragoman.formats.lines import Extent, each_extent, first_ending, gather, trimmed
from dragoman.model import Block, BlockKind, Layout
from dragoman.patterns import lazily

MARKER = lazily(
    r"\s*(?:[-*+•‣◦·●▪■–—]|(?P<number>\d{1,3})[.)]|\((?:\d{1,3}|[^\W\d_])\)|[^\W\d_]\))\s+(?=\S)"
)
"""What stands before a list item: a bullet, a dash, `1.`, `1)`, `(1)`, `a)` or `(a)`."""

_TURN = lazily(r"(?:[^\W\d_a-z][\w.’'-]*\s){0,3}[^\W\d_a-z][\w.’'-]*:\s")
"""Who speaks, before a turn of an interview: `MAYOR: `, `Ann Lee: `."""

_DASHES = ("–", "—")

_UNDERLINE = lazily(r"\s*(?:={3,}|-{4,})\s*\Z")

_FINAL_MARKS = tuple(".!?…:;,؟؛،۔")
_CLOSERS = "\"'”’»›)]}“„*_"
"""Quotation marks, brackets and emphasis that may stand after a final mark. “ closes in German."""

_HEADING_CHARACTERS = 100
_HEADING_WORDS = 15

_UNWRAPPED = 160
"""Characters. Nobody wraps lines by hand at more than this: a longer line is a paragraph."""

_NARROW, _COLUMN = 34, 40
"""Characters. Nobody wraps at less than a column, so a line shorter than one by a word was not
full: a score, a verse, a turn of an interview."""

_VERSES = 4
"""Lines. So many narrow ones in a row are lines even where they begin in lower case."""


@dataclass(frozen=True, slots=True)
class _TextLine:
    """One line that is not blank."""

    extent: Extent
    text: str
    after_blank: bool
    before_blank: bool
    width: int
    """The longest line of the run, in characters."""
    listed: bool
    """Whether the run is a list of lines, none of which goes on in the next."""

    @property
    def bare(self) -> str:
        return self.text.strip()

    @property
    def first_word(self) -> str:
        return self.text.split(maxsplit=1)[0]

    @property
    def indent(self) -> int:
        return len(self.text) - len(self.text.lstrip())


def parse(path: str, text: str, options: Options) -> Parsed:
    """Divide a plain text into blocks. It has no front matter, so the options choose nothing."""
    del path, options
    return Parsed(cover(text, _spans(text)))


def encode(block: Block, targets: Sequence[str | None]) -> str:
    """Return the raw form of the block with the targets in place of its segments."""
    if isinstance(block.layout, Flow):
        lines = flow.rewritten(block, targets, block.layout.spare)
        return "".join(line.lead + line.text for line in lines)
    return flow.on_one_line(flow.joined(block, targets))


def _spans(text: str) -> Iterator[Span]:
    ending = first_ending(text)
    chunks = list(_chunks(text))
    layout: Layout
    flows: dict[str, Flow] = {}
    for number, rows in enumerate(chunks):
        below = chunks[number + 1][0] if number + 1 < len(chunks) else None
        lines = [trimmed(text, *row.extent) for row in rows]
        marker = MARKER.match(rows[0].text)
        indent = " " * (marker.end() if marker else rows[0].indent)
        spare = f"{ending}{indent}"
        kind, layout = BlockKind.PARAGRAPH, flows.setdefault(spare, Flow(spare))
        if marker:
            kind = BlockKind.LIST_ITEM
            lines[0] = (rows[0].extent[0] + marker.end(), lines[0][1])
        elif len(rows) == 1 and _is_heading(rows[0], below, first=number == 0):
            kind, layout = BlockKind.HEADING, OneLine()
        gathered = gather(text, lines)
        if gathered:
            extent, content, breaks = gathered
            yield Span(extent, kind, content, layout, breaks=breaks)


def _chunks(text: str) -> Iterator[list[_TextLine]]:
    """Yield the lines of each block; a line of decoration is a block of its own."""
    for run in _runs(text):
        chunk = [run[0]]
        item = MARKER.match(run[0].text) is not None
        for above, below in pairwise(run):
            if _begins_anew(above, below, in_item=item):
                yield chunk
                chunk = []
                item = MARKER.match(below.text) is not None
            chunk.append(below)
        yield chunk


def _runs(text: str) -> Iterator[list[_TextLine]]:
    """Yield the lines between two blank lines."""
    run: list[Extent] = []
    for start, end in chain(each_extent(text), [(len(text), len(text))]):
        if text[start:end].strip():
            run.append((start, end))
        elif run:
            yield _rows(text, run)
            run = []


def _rows(text: str, run: Sequence[Extent]) -> list[_TextLine]:
    lines = [text[start:end] for start, end in run]
    width = max(len(line.rstrip()) for line in lines)
    last = len(run) - 1
    listed = _is_list([line.strip() for line in lines], width)
    return [
        _TextLine(run[i], line, i == 0, i == last, width=width, listed=listed)
        for i, line in enumerate(lines)
    ]


def _is_list(lines: Sequence[str], width: int) -> bool:
    """Whether lines are narrow and none was wrapped: verse, scores, prices, turns of speech."""
    if any(MARKER.match(line) for line in lines):
        return False
    if width < _NARROW and len(lines) >= _VERSES:
        return True
    if width > _COLUMN or any(line[0].islower() for line in lines[1:]):
        return False
    few = len(lines) < _VERSES
    return (
        width < _NARROW
        or few
        or any(_has_room(above, below, width) for above, below in pairwise(lines))
    )


def _has_room(above: str, below: str, width: int) -> bool:
    return len(above) + 1 + len(below.split(maxsplit=1)[0]) <= width


def _begins_anew(above: _TextLine, below: _TextLine, *, in_item: bool) -> bool:
    """Whether the line ending between two lines parts two blocks."""
    if not readable(above.text) or not readable(below.text):
        return True
    if above.listed or (_ends_sentence(above.bare) and _TURN.match(below.bare)):
        return True
    wrapped = _is_full(above, below)
    marker = MARKER.match(below.text)
    if marker:
        # A dash, or a number at the end of a sentence, comes to stand first in a line by
        # wrapping, too.
        doubtful = marker["number"] not in (None, "1") or below.bare.startswith(_DASHES)
        return in_item or not doubtful or not wrapped or _ends_sentence(above.bare)
    if len(above.bare) > _UNWRAPPED and " " in above.bare:
        return True
    if _ends_sentence(above.bare) and below.indent > above.indent and not in_item:
        return True
    if wrapped or below.bare[0].islower():
        return False
    return above.width > _UNWRAPPED or _ends_sentence(above.bare) or _is_short(above.bare)


def _is_full(above: _TextLine, below: _TextLine) -> bool:
    """Whether the next line's first word had no room, so that wrapping explains the ending."""
    length = len(above.text.rstrip())
    return length >= _NARROW and length + 1 + len(below.first_word) > above.width


def _ends_sentence(line: str) -> bool:
    return line.rstrip(_CLOSERS).endswith(_FINAL_MARKS)


def _is_short(line: str) -> bool:
    """Whether the line looks like a heading, wherever it stands."""
    return (
        len(line) <= _HEADING_CHARACTERS
        and len(line.split()) <= _HEADING_WORDS
        and any(map(str.isalpha, line))
        and not _ends_sentence(line)
    )


def _is_heading(row: _TextLine, below: _TextLine | None, *, first: bool) -> bool:
    """Whether a line is a heading: underlined, or short and standing alone.

    The last line of an article heads nothing: it is a byline or a credit.
    """
    if below is None:
        return False
    if not row.before_blank and _UNDERLINE.match(below.text):
        return len(row.bare) <= _HEADING_CHARACTERS
    if row.listed and not row.before_blank and not _ends_sentence(below.bare):
        return False
    return row.after_blank and (row.before_blank or first) and _is_short(row.bare)
