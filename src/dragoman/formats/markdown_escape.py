"""Keeping a translated line of Markdown from becoming structure by accident.

A translation may begin with “1986.” or “- ”, where the source began with a letter. A backslash
before the mark keeps it text. What the source itself wrote stays as it is, unless the line around
it changed so that it would now be read in another way.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from markdown_it.rules_block.html_block import HTML_SEQUENCES

from dragoman.formats.cover import readable
from dragoman.formats.flow import FlowLine
from dragoman.formats.markdown_blocks import (
    HEADING_ATTRIBUTES,
    begins_titled,
    opens_over_lines,
    standing_alone,
)
from dragoman.patterns import lazily

_MARKS = lazily(
    r"""
      [-+*](?=[ \t]|\Z)                     # bullet
    | [0-9]{1,9}(?=[.)](?:[ \t]|\Z))           # number of a list item
    | (?=\#{1,6}(?:[ \t]|\Z))               # heading
    | (?=>)                                 # quotation
    | (?=`{3,}[^`]*\Z) | (?=~{3,})          # fence
    | (?=([-_*])[ \t]*(?:\1[ \t]*){2,}\Z)   # rule
    | (?=[=-]+[ \t]*\Z)                     # underline of a heading
    | (?=\[\^[^ \]]+\]:)                    # footnote
    | (?=[:~][ \t])                        # definition of a term
    """,
    re.VERBOSE,
)
"""What begins a block at the start of any line."""

_FIRST_MARKS = lazily(r"\[[ xX]\][ \t]|\[![\w-]+\]|\[(?:\\.|[^\[\]\\])+\]:", re.DOTALL)
"""What only the first line of a block can begin with: a task's box, a callout, a definition."""

_DEFINITION = lazily(
    r"""\[(?:\\.|[^\[\]\\])+\]:[ \t]*+\n?+[ \t]*+\S+(?:[ \t]*(?:\n|\Z)|[ \t]+["'(])""", re.DOTALL
)
_DELIMITERS = lazily(r"[-:|][-:| \t]*\Z")
"""The line between head and body of a table, which makes a table of the line above it."""

_ANY_PIPE = lazily(r"\\?\|")
_DIVIDING_PIPE = lazily(r"(?<!\\)\|")
_COMMENT = lazily(r"<!--(?:(?!-->).)*+(?:-->|\Z)", re.DOTALL)
_RAW_TEXT = lazily(r"<(?:script|style|pre|textarea)\b", re.IGNORECASE)
"""What begins an element whose text is read up to its closing tag, wherever that stands."""

_CLOSING_HASHES = lazily(r"(?:(?<=[ \t])|\A)(?=#+\Z)")


def escaped(lines: Sequence[FlowLine], *, after_definition: bool = False) -> list[str]:
    """Return each line with a backslash where it would begin something that its block is not.

    `after_definition`: the line above defines a link, whose title this block must not become.
    """
    texts = [line.text for line in lines]
    result = []
    for number, line in enumerate(lines):
        word = line.text[:1].isalpha()
        place = None if word else _mark(texts[number:], fresh=line.fresh, first=number == 0)
        if place is None and number == 0 and after_definition and line.text[:1] in ('"', "'", "("):
            place = 0
        if place is None:
            result.append(line.text)
        elif _RAW_TEXT.match(line.text):
            result.append(f"&lt;{line.text[1:]}")  # in a block of HTML, a backslash is a letter
        else:
            result.append(f"{line.text[:place]}\\{line.text[place:]}")
    if len(texts) > 1 and all(text.startswith("|") for text in result):
        result[0] = f"\\{result[0]}"  # they would be rows
    return _without_endless_comments(result)


def _without_endless_comments(lines: list[str]) -> list[str]:
    """Return the lines so that no comment begins that hides what follows, code aside."""
    text = "\n".join(lines)
    if "<!--" not in text:
        return lines
    code = [match.span() for match in _CODE.finditer(text)] if "`" in text else []
    comments = (m for m in _COMMENT.finditer(text) if not m[0].endswith("-->"))
    endless = next((m for m in comments if not _holds(code, m.start())), None)
    if endless is None:
        return lines
    # One that begins a line has its backslash already.
    begun, rest = text[: endless.start()], _BARE_COMMENT.sub(r"\\\g<0>", text[endless.start() :])
    if begun.endswith("\\"):
        rest = rest[1:]
    return f"{begun}{rest}".split("\n")


_BARE_COMMENT = lazily(r"(?<!\\)<!--")

_CODE = lazily(r"(?<!`)(`+)(?!`).*?(?<!`)\1(?!`)", re.DOTALL)
"""A passage of code within a line: as many backticks close it as open it."""


def _holds(extents: Sequence[tuple[int, int]], place: int) -> bool:
    return any(start <= place < end for start, end in extents)


def ended(text: str, source: str) -> str:
    """Return the text so that no tag of a template begins in it whose end it does not have.

    Whatever stands between such a beginning and the next end in the article would be code. What
    stands in code, or without an end in the source too, stays.
    """
    endless = _endless(text) if "{" in text else []
    known = {match[0] for match in _endless(source)} if endless else set()
    parts: list[str] = []
    reached = 0
    for match in endless:
        if match[0] not in known:
            parts += (text[reached : match.start()], _AS_TEXT[match[0]])
            reached = match.end()
    return "".join((*parts, text[reached:]))


def _endless(text: str) -> list[re.Match[str]]:
    """Return the beginnings of tags of templates that have no end, code aside."""
    code = [match.span() for match in _CODE.finditer(text)] if "`" in text else []
    return [
        match
        for match in _OPENING.finditer(text)
        if text.find(_ENDS[match[0]], match.end()) < 0 and not _holds(code, match.start())
    ]


_OPENING = lazily(r"(?<!\\)\{(?:\{|%|/\*)")
_ENDS = {"{{": "}}", "{%": "%}", "{/*": "*/}"}
_AS_TEXT = {"{{": "{\\{", "{%": "{\\%", "{/*": "\\{/*"}


def no_table_head(text: str, columns: int) -> str:
    """Return the text of the line above a line of dashes so that the two make no table.

    A table has as many cells in its head as there are `columns` below. Pipes are written as
    entities, for markdown-it-py counts a line with an escaped pipe as one cell.
    """
    if "|" not in text:
        return text
    cells = len(_DIVIDING_PIPE.findall(text)) + 1
    # A pipe at an end bounds the row and divides nothing, unless more stands beside it there.
    bounds = text.startswith("|") + text.endswith("|")
    return _ANY_PIPE.sub("&#124;", text) if cells - bounds <= columns <= cells else text


def is_lone_tag(line: str) -> bool:
    """Whether a line holds a tag and no more, which would begin a block if it began one."""
    opening, _, _ = HTML_SEQUENCES[-1]
    return " " in line.strip() and opening.search(line) is not None


def heading(text: str) -> str:
    """Return the text of a `#` heading so that `#` marks and braces at its end stay part of it."""
    text = HEADING_ATTRIBUTES.sub(r"\g<0>\\", shown(text), count=1)
    return _CLOSING_HASHES.sub(r"\\", text, count=1)


def shown(text: str) -> str:
    """Return a text of one line so that it is no comment as a whole, of which nothing is read."""
    if text.startswith("<!--") and not readable(_COMMENT.sub("", text)):
        return f"\\{text}"
    return text


def _mark(lines: Sequence[str], *, fresh: bool, first: bool) -> int | None:
    """Return where in the first line a backslash must stand, if anywhere."""
    line = lines[0]
    if not line or line[0].isalpha():
        return None
    if begins_titled(line) or standing_alone(lines) or (not first and _DELIMITERS.match(line)):
        return 0
    if first and line[0] == "[" and _DEFINITION.match("\n".join(lines)):
        return 0
    if not fresh:
        return None
    mark = _MARKS.match(line)
    if mark:
        return mark.end() if mark[0].isdigit() else 0
    if first and line[0] == "[" and _FIRST_MARKS.match("\n".join(lines)):
        return 0
    if opens_over_lines(line) or (line[0] == "<" and _is_html(line, first=first)):
        return 0
    return None


def _is_html(line: str, *, first: bool) -> bool:
    return any(
        opening.search(line) and (first or ends_paragraph)
        for opening, _, ends_paragraph in HTML_SEQUENCES
    )
