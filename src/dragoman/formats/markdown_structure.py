"""The block structure of Markdown, with the place of every line of text in the file.

markdown-it-py finds the structure. Its tokens tell the lines of a block but not the columns, which
containers shift; the rules that make blocks of text are wrapped here to note where the text of
each line begins while the parser knows it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock, heading, lheading, paragraph, table
from markdown_it.token import Token
from mdit_py_plugins.footnote import footnote_plugin

Rule = Callable[[StateBlock, int, int, bool], bool]

STARTS = "starts"
"""The key in a token's `meta` of where the text begins in each of its lines."""

HEADING_ATTRIBUTES = re.compile(r"(?<=\S)[ \t]+(?=\{[#.:][^{}]*\}\Z)")
"""What parts a heading from its anchor and classes, as in `## Roads {#roads .wide}`."""

_WRAPPED: tuple[tuple[str, Rule, tuple[str, ...]], ...] = (
    ("table", table, ("paragraph", "reference")),
    ("heading", heading, ("paragraph", "reference", "blockquote")),
    ("lheading", lheading, ()),
    ("paragraph", paragraph, ()),
)
"""Name, rule, and the rules that it can end, as markdown-it-py has them."""

_SHORTCODE = r"(?:\{\{(?:(?!\}\}).)*\}\}|\{%(?:(?!%\}).)*%\})"
_STANDING_ALONE = (
    re.compile(rf"{_SHORTCODE}(?:[ \t]*{_SHORTCODE})*[ \t]*\Z"),  # Hugo, Jekyll
    re.compile(r"\{[:.#][^{}]*\}[ \t]*\Z"),  # kramdown's attributes of a block
    re.compile(r":{3,}"),  # directives of Pandoc, Docusaurus and VitePress
    re.compile(r"\$\$(?!\$).*\S.*\$\$[ \t]*\Z"),
)
"""What a single line may hold that is no text, beyond CommonMark."""

_OVER_LINES = (
    (re.compile(r"\{\{[<%](?!.*\}\})"), re.compile(r"\}\}[ \t]*\Z")),
    (re.compile(r"\{%(?!.*%\})"), re.compile(r"%\}[ \t]*\Z")),
    (re.compile(r"\$\$(?!.*\$\$)"), re.compile(r"\$\$[ \t]*\Z")),
)
"""The same over several lines without a blank one between: how the first line begins, and how
the last one ends."""


_MOST_LINES = 100
"""How far the end of these is looked for: what never ends must not cost time in the square."""


def tokens(text: str) -> list[Token]:
    """Return the block tokens of a Markdown text whose lines end in LF."""
    return _parser().parse(text)


def standing_alone(lines: Sequence[str]) -> int:
    """Return how many of the lines, from the first, are a shortcode, formula or directive."""
    if not lines or lines[0][:1] not in ("{", ":", "$"):
        return 0
    if any(pattern.match(lines[0]) for pattern in _STANDING_ALONE):
        return 1
    for opening, closing in _OVER_LINES:
        if not opening.match(lines[0]):
            continue
        for number, line in enumerate(lines[1:_MOST_LINES], start=2):
            if not line.strip(" \t"):
                break
            if closing.search(line):
                return number
    return 0


def opens_over_lines(line: str) -> bool:
    """Whether the line begins a shortcode or formula that a later line may close."""
    return any(opening.match(line) for opening, _ in _OVER_LINES)


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark").enable("table").use(footnote_plugin)
    parser.core.ruler.enableOnly(["normalize", "block"])
    for name, rule, ended in _WRAPPED:
        parser.block.ruler.at(name, _noting_starts(rule), {"alt": list(ended)})
    ends = ["paragraph", "reference", "blockquote", "list"]
    parser.block.ruler.before("table", "standing_alone", _standing_alone, {"alt": ends})
    return parser


def _noting_starts(rule: Rule) -> Rule:
    def noting(state: StateBlock, start: int, end: int, silent: bool) -> bool:
        token = len(state.tokens)
        if not rule(state, start, end, silent):
            return False
        if not silent:
            rows = range(start, state.line)
            state.tokens[token].meta[STARTS] = [state.bMarks[i] + state.tShift[i] for i in rows]
        return True

    return noting


def _standing_alone(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    first = state.bMarks[start] + state.tShift[start]
    if state.src[first : first + 1] not in ("{", ":", "$") or state.is_code_block(start):
        return False
    lines = [state.src[first : state.eMarks[start]]]
    if opens_over_lines(lines[0]):
        for row in range(start + 1, min(end, start + _MOST_LINES)):
            if state.isEmpty(row) or state.sCount[row] < state.blkIndent:
                break
            lines.append(state.src[state.bMarks[row] + state.tShift[row] : state.eMarks[row]])
    count = standing_alone(lines)
    if count and not silent:
        state.line = start + count
    return count > 0
