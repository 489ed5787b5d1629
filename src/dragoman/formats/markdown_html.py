"""Where a block of HTML ends in Markdown.

By CommonMark it goes on up to a blank line. kramdown and Python-Markdown end it with the closing
tag. What stands below, a heading, code or a sentence, is Markdown to them, and to who wrote it.
"""

from __future__ import annotations

import re

from markdown_it.rules_block import StateBlock, html_block

from dragoman.patterns import lazily

_TO_ITS_END = lazily(r"<(?:!|\?|(?:script|pre|style|textarea)\b)", re.IGNORECASE)
"""What ends with a sign of its own, whatever stands in it."""

_TAG = lazily(r"<(/?)([A-Za-z][\w-]*+)\b")
_CLOSING = lazily(r"</([A-Za-z][\w-]*+)[ \t]*+>[ \t]*\Z")
_LONE = lazily(r"<(?:area|br|hr|img|input|source)\b[^<>]*+>[ \t]*\Z", re.IGNORECASE)
_FENCE = lazily(r"(`{3,}+)[^`]*\Z|(~{3,}+)")
_MARKED = lazily(
    r"#{1,6}[ \t]|>|[-*+][ \t]|\d{1,9}[.)][ \t]|\||\{[:.#%{]|\[[^\]]+\]:|!!!|\?\?\?|===[ \t]"
)
"""How a line begins that is more than a sentence."""

_INLINE = lazily(
    r"</?(?!(?:a|abbr|b|br|cite|code|del|em|i|img|ins|kbd|mark|q|s|small|span|strong|sub|sup|u)\b)"
    r"[A-Za-z]"
)
"""The beginning of a tag that no sentence holds."""


def html_up_to_markdown(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Find a block of HTML as markdown-it-py does, and let it end before Markdown."""
    last = end if silent else _markdown_after(state, start, end)
    return html_block(state, start, last, silent)


def _markdown_after(state: StateBlock, start: int, end: int) -> int:
    """Return the first row below a block of HTML that is Markdown, or is blank."""
    above = _line(state, start)
    opened = _TAG.match(above)
    if opened is None or _TO_ITS_END.match(above):
        return end
    name, depth = opened[2].lower(), 0
    for row in range(start + 1, end):
        for tag in _TAG.finditer(above):
            if _TO_ITS_END.match(above, tag.start()):
                return end
            if tag[2].lower() == name:
                depth += -1 if tag[1] else 1
        line = _line(state, row)
        if not line:
            return row
        if not line.startswith("<") and (
            _begins_code(state, row, end)
            or (_LONE.match(above) and _MARKED.match(line))
            or (_is_over(above, name, depth) and _is_markdown(state, row, end))
        ):
            return row
        above = line
    return end


def _line(state: StateBlock, row: int) -> str:
    return state.src[state.bMarks[row] + state.tShift[row] : state.eMarks[row]]


def _is_over(line: str, name: str, depth: int) -> bool:
    """Whether a line ends with the end of the element that the block began with."""
    closing = _CLOSING.match(line, max(line.rfind("</"), 0))
    return closing is not None and closing[1].lower() == name and depth <= 0


def _is_markdown(state: StateBlock, row: int, end: int) -> bool:
    """Whether a block of Markdown begins; a sentence holds no tags but those of words."""
    if _MARKED.match(_line(state, row)):
        return True
    for below in range(row, end):
        line = _line(state, below)
        if not line or line.startswith("<"):
            break
        if _INLINE.search(line):
            return False
    return True


def _begins_code(state: StateBlock, row: int, end: int) -> bool:
    """Whether a row begins code that a later row ends."""
    first = state.bMarks[row] + state.tShift[row]
    if first in state.env["verbatim"]:
        return True
    fence = _FENCE.match(_line(state, row))
    if fence is None or state.is_code_block(row):
        return False
    sign = fence[1] or fence[2]
    # Of a sign that is known to be closed nowhere below, no text is looked through again.
    unclosed = state.env.setdefault("unclosed", {})
    if len(sign) >= unclosed.get(sign[0], len(sign) + 1):
        return False
    if any(_closes(_line(state, below), sign) for below in range(row + 1, end)):
        return True
    unclosed[sign[0]] = len(sign)
    return False


def _closes(line: str, sign: str) -> bool:
    return line.startswith(sign) and not line.strip(sign[0] + " \t")
