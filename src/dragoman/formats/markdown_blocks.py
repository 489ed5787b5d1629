"""Blocks that site generators add to Markdown: shortcodes, directives, admonitions, tabs, formulas.

Each is a rule of markdown-it-py. What is code is passed over; what holds text opens a container,
or notes where the text stands.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock

from dragoman.formats.markdown_parser import STARTS, add_paragraph
from dragoman.inline.opaque import MDX
from dragoman.patterns import lazily

HEADING_ATTRIBUTES = lazily(r"(?<=\S)[ \t]*(?=\{[ ]?[#.:][^{}]*\}\Z|\{/\*[ ]?#?[\w.-]+[ ]?\*/\}\Z)")
"""What parts a heading from its anchor and classes, as in `## Roads {#roads .wide}`, or in MDX
`## Roads {/*roads*/}`."""

ATTRIBUTES_LINE = lazily(r"\{[ ]?[#.][\w-][^{}\n]*\}[ \t]*(?=\r?\n|\Z)")
"""The name and classes of the block above, as attr_list writes them."""

_SHORTCODE = r"(?:\{\{(?:(?!\}\}).)*\}\}|\{%(?:(?!%\}).)*%\})"
_STANDING_ALONE = {
    "{": (
        lazily(rf"{_SHORTCODE}(?:[ \t]*{_SHORTCODE})*[ \t]*\Z"),  # Hugo, Jekyll
        lazily(r"\{[:.#][^{}]*\}[ \t]*\Z"),  # kramdown's attributes of a block
        lazily(r"\{[ ][.#][^{}]*\}[ \t]*\Z"),  # the same as attr_list writes them
        lazily(rf"{MDX.pattern}[ \t]*\Z"),
    ),
    ":": (lazily(r":{3,}"),),  # directives of Pandoc, Docusaurus and VitePress
    "/": (lazily(r"/{3,}(?:[ \t]*\Z|[ \t]*[\w-]+[ \t]*(?:\||\Z))"),),  # those of PyMdown
    "$": (lazily(r"\$\$(?!\$)[^\S\n]*+\S.*\$\$[ \t]*\Z"),),
    "\\": (lazily(r"\\\[(?=.*?(?:\\[A-Za-z]|[\^_{}=])).*\\\][ \t]*\Z"),),
    "*": (lazily(r"\*\[[^\[\]\n]+\]:[ \t]"),),  # what an abbreviation stands for
    "[": (lazily(r"\[(?:TOC|toc)\][ \t]*\Z|\[\[(?:_TOC_|TOC|toc)\]\][ \t]*\Z"),),
    "<": (
        lazily(
            r"<([a-zA-Z][\w-]*+)(?=[^>]*\smarkdown(?:=[\"']?(?:1|block|span)[\"']?)?[\s>])"
            r"[^>]*>[ \t]*\Z"
        ),  # an element that holds Markdown
        lazily(r"<(?:!--[ ]*more[ ]*-->|<<[ \t]+\S+)[ \t]*\Z"),  # the latter as in VitePress
    ),
}
"""What a single line may hold that is not text, beyond CommonMark, by its first character."""

_OVER_LINES = {
    "{": (
        (lazily(r"\A\{\{[<%](?!.*\}\})"), lazily(r"\}\}[ \t]*\Z")),
        (lazily(r"\A\{%(?!.*%\})"), lazily(r"%\}[ \t]*\Z")),
        (lazily(r"\A\{/\*(?!.*\*/\})"), lazily(r"\*/\}[ \t]*\Z")),
    ),
    "$": ((lazily(r"\A\$\$(?!.*\$\$)"), lazily(r"\$\$[ \t]*\Z")),),
    "\\": ((lazily(r"\A\\\[(?!.*\\\])"), lazily(r"\\\][ \t]*\Z")),),
}
"""The same over several lines without a blank one between: how the first line begins, and how
the last one ends."""

_MOST_LINES = 100
"""How far the end of these is looked for: what never ends must not cost time in the square."""

_TITLED = lazily(
    r"(?:!!!|\?\?\?\+?)[ \t]*[\w-]+(?:[ \t]+[\w-]+)*(?:[ \t]+\"(?P<title>.*)\")?[ \t]*\Z"
    r"|\?\?\?\+?[ \t]+\"(?P<folded>.*)\"[ \t]*\Z"
    r"|===[!+]*[ \t]+(?:\"(?P<tab>.*)\"|'(?P<other>.*)')[ \t]*\Z"
)
"""The first line of an admonition, a collapsible one, or a tab; its content is indented."""

SPEAKING_TAG = lazily(r"<[a-zA-Z][^<>\n]*\s(?:title|alt|aria-label|placeholder)\s*=[^<>\n]*>\s*\Z")
"""A tag with a text for readers."""

DIRECTIVE_TITLE = lazily(
    r":{3,}[ \t]*[\w-]+(?:\{[^{}]*\})?(?:\[(?P<label>[^\]]+)\]|[ \t]+(?P<title>[^{}\s].*?))"
    r"(?<![ \t])[ \t]*+(?:\{[^{}]*+\}[ \t]*+)?+(?<!:):*+\Z"
    r"|/{3,}[ \t]*[\w-]+[ \t]*\|[ \t]*+(?P<piped>.*\S)[ \t]*\Z"
    r"|\*\[[^\[\]\n]+\]:[ \t]++(?P<meaning>.*\S)[ \t]*\Z"
)
"""What readers see of a directive, and what an abbreviation stands for: the group that matched."""


def standing_alone(lines: Sequence[str]) -> int:
    """Return how many of the lines, from the first, are a shortcode, formula or directive."""
    first = lines[0][:1] if lines else ""
    if any(pattern.match(lines[0]) for pattern in _STANDING_ALONE.get(first, ())):
        return 1
    for opening, closing in _OVER_LINES.get(first, ()):
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
    return any(opening.match(line) for opening, _ in _OVER_LINES.get(line[:1], ()))


def begins_titled(line: str) -> bool:
    """Whether the line begins an admonition or a tab."""
    return line[:3] in ("!!!", "???", "===") and _TITLED.match(line) is not None


def row_starts(state: StateBlock, start: int, end: int) -> list[int]:
    """Return where the text of each line begins."""
    return [state.bMarks[row] + state.tShift[row] for row in range(start, end)]


def add_to(parser: MarkdownIt) -> None:
    """Add the rules to a parser of blocks."""
    ends = ["paragraph", "reference", "blockquote", "list"]
    for name, rule in (
        ("verbatim", _verbatim),
        ("standing_alone", _standing_alone),
        ("titled", _titled),
    ):
        parser.block.ruler.before("table", name, rule, {"alt": ends})
    parser.block.ruler.before("deflist", "terms", _terms)
    parser.block.ruler.before("deflist", "module", _module)
    parser.block.ruler.after("table", "bare_table", _bare_table)


_MODULE = lazily(
    r"import[ \t]+(?:[\w*{][^'\"\n]*[ \t]from[ \t]+)?['\"][^'\"\n]+['\"];?[ \t]*$"
    r"|import[ \t]+(?:\w+,[ \t]*)?\{[ \t]*$"
    r"|export[ \t]+(?:const|let|var|class|function|async[ \t]+function)[ \t]+\w+[ \t]*[=({:<]"
    r"|export[ \t]+default[ \t]+(?:async[ \t]+function\b|function\b|class\b"
    r"|[({]|(?:[A-Z]\w*+|\w++;)[ \t]*$)"
    r"|export[ \t]+[*{]",
    re.MULTILINE,
)
"""What the first line of a module's code in MDX looks like."""


def _module(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Pass over code that MDX imports and exports, up to a blank line after its last bracket."""
    if silent or state.level or _MODULE.match(state.src, state.bMarks[start]) is None:
        return False
    last = _blank_row(state, start, end)
    state.line = last
    depth = _depth(state, start, last)
    while depth > 0 and _goes_on(state, last, end):
        begun, last = last, _blank_row(state, state.skipEmptyLines(last), end)
        depth += _depth(state, begun, last)
    if depth <= 0:
        state.line = last
    return True


def _blank_row(state: StateBlock, row: int, end: int) -> int:
    while row < end and not state.isEmpty(row):
        row += 1
    return row


def _goes_on(state: StateBlock, row: int, end: int) -> bool:
    """Whether what stands below blank rows is indented, as code in brackets is, or ends them."""
    below = state.skipEmptyLines(row)
    return below < end and (state.sCount[below] > 0 or state.src[state.bMarks[below]] in ")]}")


def _depth(state: StateBlock, first: int, after: int) -> int:
    """Return how many more brackets some rows open than they close."""
    code = state.src[state.bMarks[first] : state.eMarks[after - 1]]
    return sum(map(code.count, "([{")) - sum(map(code.count, ")]}"))


def _bare_table(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Take lines that all begin with a bar for rows: of a table without a head, or of verse."""
    row = start
    while row < end and not state.isEmpty(row) and _line_begins(state, row, "|"):
        row += 1
    below = row == end or state.isEmpty(row) or _line_begins(state, row, "{")
    if silent or row < start + 2 or not below:
        return False
    token = state.push("bare_table", "", 0)
    token.map = [start, row]
    token.meta[STARTS] = row_starts(state, start, row)
    state.line = row
    return True


def _line_begins(state: StateBlock, row: int, mark: str) -> bool:
    deep = state.sCount[row] - state.blkIndent
    return 0 <= deep < 4 and state.src.startswith(mark, state.bMarks[row] + state.tShift[row])


_MOST_TERMS = 8
"""Lines above a definition that may each be a term of it."""

_DEFINITION = lazily(r":[ \t]")
_NO_TERM = lazily(r"#{1,6}[ \t]|[>|]|[-*+][ \t]|\d{1,9}[.)][ \t]|`{3}|~{3}|:{3}")


def _terms(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Take the first of several terms that have a definition together, each in a line."""
    if silent:
        return False
    for row in range(start + 1, min(end, start + _MOST_TERMS)):
        blank = state.isEmpty(row)
        below = row + blank
        first = state.bMarks[below] + state.tShift[below] if below < end else len(state.src)
        if _DEFINITION.match(state.src, first) and 0 <= state.sCount[below] - state.blkIndent < 4:
            if row > start + 1:
                add_paragraph(state, start, start + 1)
            return row > start + 1
        if blank or _NO_TERM.match(state.src, first):
            return False
    return False


def _verbatim(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Pass over the code between a tag and its partner, whatever Markdown it looks like."""
    first = state.bMarks[start] + state.tShift[start]
    last = state.env["verbatim"].get(first)
    if last is None or state.is_code_block(start):
        return False
    count = _rows_up_to(state, last, start, end)
    if count and not silent:
        token = state.push("verbatim", "", 0)
        token.map = [start, start + count]
        token.meta[STARTS] = row_starts(state, start, start + count)
        state.line = start + count
    return count > 0


def _rows_up_to(state: StateBlock, last: int, start: int, end: int) -> int:
    """Count the rows up to a place that ends its row, blank ones too; none where it does not."""
    row = start
    while row < end and state.eMarks[row] < last:
        row += 1
    if row == end or state.src[last : state.eMarks[row]].strip():
        return 0
    return row + 1 - start


def _standing_alone(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    first = state.bMarks[start] + state.tShift[start]
    if state.src[first : first + 1] not in _STANDING_ALONE or state.is_code_block(start):
        return False
    outside = silent and state.sCount[start] < state.blkIndent
    if outside and ATTRIBUTES_LINE.match(state.src, first, state.eMarks[start]):
        # Right below an item, it says the name of the item, and ends none.
        return False
    last = state.env["over_lines"].get(first)
    count = _rows_up_to(state, last, start, end) if last is not None else 0
    count = count or standing_alone(_rows_of_one(state, start, end))
    if count and not silent:
        token = state.push("standing_alone", "", 0)
        token.map = [start, start + count]
        token.meta[STARTS] = row_starts(state, start, start + count)
        state.line = start + count
        _take_indent(state, start, end)
    return count > 0


def _rows_of_one(state: StateBlock, start: int, end: int) -> list[str]:
    """Return the row, and those below it that may belong to what it begins."""
    lines = [state.src[state.bMarks[start] + state.tShift[start] : state.eMarks[start]]]
    if opens_over_lines(lines[0]):
        for row in range(start + 1, min(end, start + _MOST_LINES)):
            if state.isEmpty(row) or state.sCount[row] < state.blkIndent:
                break
            lines.append(state.src[state.bMarks[row] + state.tShift[row] : state.eMarks[row]])
    return lines


_HOLDS_SPAN = lazily(
    r"<(?:[a-zA-Z][\w-]*+(?=[^>]*\smarkdown=[\"']?span\b)"
    r"|(?:address|dd|dt|figcaption|h[1-6]|legend|li|p|summary|t[dh])\b(?=[^>]*\smarkdown\b))"
)
"""The tag of an element that holds one running text: there an indent makes no code."""


def _take_indent(state: StateBlock, start: int, end: int) -> None:
    """Take the indent from the lines within an element that holds one running text."""
    if _HOLDS_SPAN.match(state.src, state.bMarks[start] + state.tShift[start]) is None:
        return
    for row in range(start + 1, end):
        first = state.bMarks[row] + state.tShift[row]
        if state.isEmpty(row) or state.src.startswith("</", first):
            return
        state.sCount[row] = min(state.sCount[row], state.blkIndent)


def _titled(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Open a container for the indented lines below an admonition's or a tab's first line."""
    first = state.bMarks[start] + state.tShift[start]
    if state.src[first : first + 1] not in ("!", "?", "=") or state.is_code_block(start):
        return False
    match = _TITLED.match(state.src[first : state.eMarks[start]])
    if match is None or silent:
        return match is not None
    indent = state.sCount[start] + 4
    row = start + 1
    while row < end and (state.isEmpty(row) or state.sCount[row] >= indent):
        row += 1
    token = state.push("titled_open", "", 1)
    token.map = [start, start + 1]
    group = match.lastgroup
    token.meta["title"] = (first + match.start(group), first + match.end(group)) if group else None
    token.meta[STARTS] = [first]
    kept = state.blkIndent, state.lineMax, state.parentType
    state.blkIndent, state.lineMax, state.parentType = indent, row, "titled"
    state.md.block.tokenize(state, start + 1, row)
    state.blkIndent, state.lineMax, state.parentType = kept
    state.push("titled_close", "", -1)
    state.line = row
    return True
