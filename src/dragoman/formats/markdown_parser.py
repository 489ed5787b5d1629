"""A parser of the blocks of Markdown that asks each line only for what it can begin.

markdown-it-py asks all of its rules at every line, and of every line of a paragraph again whether
it ends it. Nearly all lines are prose: their first character says that no rule but that of
paragraphs takes them. What this parser finds is the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import accumulate
from typing import Any, Literal

from markdown_it import MarkdownIt
from markdown_it.common.utils import mdTrim
from markdown_it.parser_block import ParserBlock
from markdown_it.ruler import Ruler
from markdown_it.rules_block import StateBlock
from markdown_it.token import Token

from dragoman.patterns import lazily

Rule = Callable[[StateBlock, int, int, bool], bool]

STARTS = "starts"
"""The key in a token's `meta` of where the text begins in each of its lines."""

_BEGINNINGS = {
    "fence": "`~",
    "blockquote": ">",
    "hr": "*-_",
    "list": "*+-0123456789",
    "reference": "[",
    "footnote_def": "[",
    "html_block": "<",
    "tags_alone": "<",
    "heading": "#",
    "verbatim": "{<",
    "standing_alone": "{:$*[/<\\",
    "titled": "!?=",
    "bare_table": "|",
    "module": "ie",
}
"""With which characters begins what a rule finds. Other rules look at the next lines, too."""

_ENDINGS = {**_BEGINNINGS, "deflist": ":~"}
"""The same where a rule is asked whether it ends what stands above."""

_CHAINS = ("paragraph", "reference", "blockquote", "list")
"""What a rule may end."""

_TABLE_LINE = "|-:"
"""With which the second line of a table begins."""

_MARKS = frozenset("".join(_ENDINGS.values()) + _TABLE_LINE) - frozenset("ie")
"""A line that begins otherwise is prose: it ends no paragraph, and makes nothing else of the line
above it."""

_PROSE = lazily(
    r"\*\*?[^\s*\[]|\*\*\[|_{1,2}[^\s_]|`{1,2}[^\s`]|~{1,2}[^\s~]|-[^-:|\s]|\+\S"
    r"|[0-9]++(?![.)](?:\s|\Z))|\[(?!\^|toc\]|TOC\])[^\[\]\\\n]+\](?!:)|\[!\[|#+[^#\s]"
    r"|:[^-:|\s]|\$[^\s$]|/[^\s/]|\\[^\s\[]|![^!\n]|\?[^?\n]|=[^=\s]|i(?!mport\b)|e(?!xport\b)"
)
"""How a line of prose begins although its first character may begin more."""

_ITEM = lazily(r"(?:[-*+]|1[.)])[ \t]+\S")
_NEXT_ITEM = lazily(r"(?:[-*+]|[0-9]{1,9}[.)])[ \t]")
"""How an item begins that ends a paragraph above it, and how one that ends that of an item."""

_BEGINNING = _MARKS | frozenset("ie")
"""The same of a line that begins a block."""

_DEFINITION = frozenset(":~")

_ANY = 1_000_000
"""An indent that no line has."""


def quickened(parser: MarkdownIt) -> MarkdownIt:
    """Let a parser that knows all of its rules find the same blocks in less time."""
    parser.block = _QuickBlocks(parser.block)
    return parser


class _QuickBlocks(ParserBlock):
    """A parser of blocks with the rules of another one."""

    def __init__(self, known: ParserBlock) -> None:
        super().__init__()
        rules = dict(zip(known.ruler.get_active_rules(), known.ruler.getRules(), strict=True))
        self.ruler = Ruler[Rule]()
        for name, rule in rules.items():
            self.ruler.push(name, rule)
        for chain in _CHAINS:
            ending = known.ruler.getRules(chain)
            own = {name: rule for name, rule in rules.items() if rule in ending}
            self.ruler.push(f"ends_{chain}", _ending(own), {"alt": [chain]})
        self._code = rules.pop("code", None)
        self._choices = _choices(rules, _BEGINNINGS)

    def parse(
        self,
        src: str,
        md: MarkdownIt,
        env: Any,
        outTokens: list[Token],  # noqa: N803
    ) -> list[Token] | None:
        """Put the tokens of a text's blocks into a list."""
        if not src:
            return None
        state = _QuickState(src, md, env, outTokens)
        self.tokenize(state, state.line, state.lineMax)
        return state.tokens

    def tokenize(self, state: StateBlock, startLine: int, endLine: int) -> None:  # noqa: N803
        """Add the tokens of the blocks that begin in these lines."""
        line = startLine
        blank = False
        while line < endLine:
            state.line = line = state.skipEmptyLines(line)
            if line >= endLine or state.sCount[line] < state.blkIndent:
                break
            if state.level >= state.md.options.maxNesting:
                state.line = endLine
                break
            self._block(state, line, endLine)
            # A list is tight where no blank line stands before the last of its blocks.
            state.tight = not blank
            line = state.line
            blank = blank or (line - 1 < endLine and state.isEmpty(line - 1))
            if line < endLine and state.isEmpty(line):
                blank = True
                line += 1
                state.line = line

    def _block(self, state: StateBlock, line: int, end: int) -> None:
        """Add the tokens of the block that begins at a line."""
        if self._code and state.sCount[line] - state.blkIndent >= 4:
            self._code(state, line, end, False)
            return
        place = state.bMarks[line] + state.tShift[line]
        first = state.src[place]
        if first not in _BEGINNING or _PROSE.match(state.src, place):
            after = _prose(state, line, end, 3 if self._code else _ANY)
            if after:
                add_paragraph(state, line, after)
                return
        for rule in self._choices.get(first, self._choices[""]):
            if rule(state, line, end, False):
                return
        raise RuntimeError("the rule of paragraphs takes every line")


def _choices(
    rules: Mapping[str, Rule], beginnings: Mapping[str, str]
) -> dict[str, tuple[Rule, ...]]:
    """Return the rules to ask by the first character of a line; under "" of any other one."""
    marks = {"", *"".join(beginnings.get(name, "") for name in rules)}

    def asked(mark: str) -> Iterator[Rule]:
        for name, rule in rules.items():
            if name not in beginnings or (mark and mark in beginnings[name]):
                yield _looking_below(rule) if name == "table" else rule

    return {mark: tuple(asked(mark)) for mark in marks}


def _looking_below(table: Rule) -> Rule:
    """Ask the rule of tables only where the next line may part a head from a body."""

    def asked(state: StateBlock, start: int, end: int, silent: bool) -> bool:
        if start + 1 >= end:
            return False
        below = state.bMarks[start + 1] + state.tShift[start + 1]
        return state.src.startswith(_BELOW, below) and table(state, start, end, silent)

    return asked


_BELOW = tuple(_TABLE_LINE)


def _ending(rules: Mapping[str, Rule]) -> Rule:
    """Return a rule that stands for several, where they are asked whether they end something."""
    choices = _choices(rules, _ENDINGS)
    others = choices[""]

    def ends(state: StateBlock, start: int, end: int, silent: bool) -> bool:
        place = state.bMarks[start] + state.tShift[start]
        for rule in choices.get(state.src[place : place + 1], others):
            if rule(state, start, end, silent):
                return True
        return False

    return ends


def _prose(state: StateBlock, line: int, end: int, most: int) -> int:
    """Return the line after a paragraph that holds nothing but prose; 0 where it may be more.

    A line that is indented by more than `most` goes on, whatever it is.
    """
    src, marks, shifts, ends = state.src, state.bMarks, state.tShift, state.eMarks
    counts, deep = state.sCount, state.blkIndent + most
    last = line + 1
    while last < state.lineMax:
        place = marks[last] + shifts[last]
        if place >= ends[last]:
            break
        # What a quotation takes in without `>` goes on, too.
        if 0 <= counts[last] <= deep and src[place] in _MARKS and _PROSE.match(src, place) is None:
            if _begins_item(state, last, place):
                return last
            return 0
        last += 1
    # A definition stands below its term, or below a blank line there, however deep.
    for number in (line + 1, last + 1):
        if number < end:
            below = marks[number] + shifts[number]
            if src[below : below + 1] in _DEFINITION:
                return 0
    return last


def _begins_item(state: StateBlock, line: int, place: int) -> bool:
    """Whether an item of a list surely begins there, and ends a paragraph."""
    count = state.sCount[line]
    if count >= state.blkIndent:
        return _ITEM.match(state.src, place) is not None
    outer = state.listIndent < 0 or count - state.listIndent < 4
    return outer and _NEXT_ITEM.match(state.src, place) is not None


def add_paragraph(state: StateBlock, line: int, after: int) -> None:
    """Add the tokens of a paragraph."""
    state.line = after
    opening = state.push("paragraph_open", "p", 1)
    opening.map = [line, after]
    opening.meta[STARTS] = [
        mark + shift
        for mark, shift in zip(state.bMarks[line:after], state.tShift[line:after], strict=True)
    ]
    inline = state.push("inline", "", 0)
    if after == line + 1:
        content = state.src[opening.meta[STARTS][0] : state.eMarks[line]]
    else:
        content = state.getLines(line, after, state.blkIndent, False)
    inline.content = mdTrim(content)
    inline.map = [line, after]
    inline.children = []
    state.push("paragraph_close", "p", -1)


class _QuickState(StateBlock):
    """Where the lines of a text stand, found line by line."""

    def __init__(self, src: str, md: MarkdownIt, env: Any, tokens: list[Token]) -> None:
        super().__init__("", md, env, tokens)
        self.src = src
        lines = src.split("\n")
        if not lines[-1].strip(" \t"):
            # The end of the text is no line of its own.
            del lines[-1]
        lengths = [*map(len, lines)]
        starts = [*accumulate(lengths, lambda start, length: start + length + 1, initial=0)]
        shifts = [len(line) - len(line.lstrip(" \t")) for line in lines]
        self.bMarks = [*starts[:-1], len(src)]
        self.eMarks = [*map(int.__add__, starts, lengths), len(src)]
        self.tShift = [*shifts, 0]
        self.sCount = [*shifts, 0]
        if "\t" in src:
            for number, (line, shift) in enumerate(zip(lines, shifts, strict=True)):
                if shift and "\t" in line[:shift]:
                    self.sCount[number] = len(line[:shift].expandtabs(4))
        self.bsCount = [0] * (len(lines) + 1)
        self.lineMax = len(lines)

    def push(self, ttype: str, tag: str, nesting: Literal[-1, 0, 1]) -> Token:
        """Add a token, made in half of the time that its own constructor takes."""
        token = _new_token(Token)
        token.type, token.tag, token.nesting = ttype, tag, nesting
        token.attrs, token.meta, token.map, token.children = {}, {}, None, None
        token.content = token.markup = token.info = ""
        token.block, token.hidden = True, False
        if nesting < 0:
            self.level -= 1
        token.level = self.level
        if nesting > 0:
            self.level += 1
        self.tokens.append(token)
        return token


_new_token = Token.__new__
