"""How MDX reads blocks otherwise than Markdown does.

No indent makes code of a line, for elements within elements are indented. A line of nothing but
tags stands alone: Markdown goes on right below it, and right above.
"""

from __future__ import annotations

from collections.abc import Callable

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock

from dragoman.formats.markdown_blocks import row_starts
from dragoman.formats.markdown_parser import STARTS
from dragoman.inline.template import HIDDEN, LONGEST
from dragoman.patterns import lazily

Rule = Callable[[StateBlock, int, int, bool], bool]

_TAGS = lazily(
    r"(?:</?(?!(?i:script|style|pre|textarea)\b)(?:[A-Za-z][\w.:-]*+"
    r"(?:[^\"'<>\n]|\"[^\"\n]*\"|'[^'\n]*')*+)?>[ \t]*)++(?=\n|\Z)"
)
"""A line of nothing but tags of elements, and of fragments such as `<>`."""

_OPENING = lazily(r"<(?!(?i:script|style|pre|textarea)\b)[A-Za-z][\w.:-]*+(?=[\s/>])")
_NO_BLANK = r"\n(?![ \t]*\n)"
_INSIDE = lazily(
    rf"(?:[^\"'<>{{}}\n]|\"(?:[^\"\n]|{_NO_BLANK})*+\"|'(?:[^'\n]|{_NO_BLANK})*+'|{_NO_BLANK}"
    rf"|\{{{HIDDEN}*+\}})*+"
)
"""What may stand in a tag, but for expressions over several lines."""

ENDED = ("paragraph", "lheading")
"""Rules of blocks that what stands below may end."""


def add_to(parser: MarkdownIt) -> None:
    """Let a parser of the blocks of Markdown read those of MDX."""
    ruler = parser.block.ruler
    ruler.disable("code")
    ends = ["paragraph", "reference", "blockquote"]
    ruler.before("html_block", "tags_alone", _tags_alone, {"alt": ends})


def _tags_alone(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    first = state.bMarks[start] + state.tShift[start]
    if not state.src.startswith("<", first):
        return False
    last = start + 1 if _TAGS.match(state.src, first) else _below_tag(state, first, start, end)
    if last and not silent:
        token = state.push("html_block", "", 0)
        token.map = [start, last]
        token.meta[STARTS] = row_starts(state, start, last)
        token.content = state.src[first : state.eMarks[last - 1]]
        state.line = last
    return last > 0


def _below_tag(state: StateBlock, first: int, start: int, end: int) -> int:
    """Return the row below a tag over several rows that ends its last one; 0 where none begins."""
    if not _OPENING.match(state.src, first):
        return 0
    place, limit = first + 1, first + LONGEST
    while place < limit:
        inside = _INSIDE.match(state.src, place, limit)
        place = inside.end() if inside else place
        over = state.env["over_lines"].get(place)
        if over is None:
            break
        place, limit = over, over + LONGEST
    if not state.src.startswith(">", place):
        return 0
    row = start
    while row < end and state.eMarks[row] <= place:
        row += 1
    return 0 if row == end or state.src[place + 1 : state.eMarks[row]].strip() else row + 1


def at_any_indent(rule: Rule) -> Rule:
    """Let what ends a paragraph end it however deep it is indented."""

    def asked(state: StateBlock, start: int, end: int, silent: bool) -> bool:
        deepest = state.blkIndent + 3
        kept = {}
        for row in range(start + 1, state.lineMax):
            if state.isEmpty(row):
                break
            if state.sCount[row] > deepest:
                kept[row] = state.sCount[row]
                state.sCount[row] = deepest
        try:
            return rule(state, start, end, silent)
        finally:
            for row, count in kept.items():
                state.sCount[row] = count

    return asked
