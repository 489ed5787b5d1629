"""Take away what would stand in a copy round nothing, where a whole block is left out.

A text is given with `OMITTED` in the place of each such block. An empty bullet, heading or
paragraph goes with the words that it had. What holds more, or gives a table its shape, stays.
"""

from __future__ import annotations

import re

from dragoman.formats.flow import OMITTED

_ATTRIBUTES = r"""(?:[^<>"']|"[^"]*"|'[^']*')*"""
_NAMES = "p|li|h[1-6]|dt|dd|figcaption|blockquote|ul|ol|dl"
_ELEMENT = re.compile(rf"<({_NAMES})\b{_ATTRIBUTES}>\s*{OMITTED}\s*</\1\s*>", re.IGNORECASE)
_OPEN = re.compile(
    rf"<(?:p\b{_ATTRIBUTES}>\s*{OMITTED}(?=\s*(?:\Z|<(?:{_NAMES}|table|div|/[a-z]+)\b))"
    rf"|(?:li|dt|dd)\b{_ATTRIBUTES}>\s*{OMITTED}(?=\s*(?:\Z|<(?:li|dt|dd|/ul|/ol|/dl)\b)))",
    re.IGNORECASE,
)
"""Elements whose end need not be written."""

_SEVERAL = re.compile(rf"{OMITTED}(?:\s*{OMITTED})+")
_ALONE = re.compile(rf"(?:(?<=\n)|\A)[ \t]*{OMITTED}[ \t]*(?:\r?\n|\Z)")

_TAG = re.compile(rf"<!--.*?-->|</?[A-Za-z]{_ATTRIBUTES}>", re.DOTALL)
_POST_BLOCK = re.compile(
    r"<!--\s+wp:(?P<name>[a-z][a-z0-9/-]*)(?:\s+\{(?:(?!-->).)*\})?\s+-->\s*"
    rf"(?:{OMITTED}"
    rf"|<(?P<box>div|figure)\b{_ATTRIBUTES}>\s*{OMITTED}\s*</(?P=box)>(?!\s*<!--\s+/wp:column\s))"
    r"\s*<!--\s+/wp:(?P=name)\s+-->",
    re.DOTALL,
)
"""A block of WordPress that holds nothing, with the comments that begin and end it.
A column stays: without it, its row would have another shape."""

_ROUND = re.compile(rf"(?<!\s)(\s*){OMITTED}(\s*)")

_BULLET = r"(?:[-*+•‣◦·●▪■–—]|\d{1,9}[.)]|\([^\W_]{1,3}\)|[^\W\d_]\))[ \t]+(?:\[[ xX]\][ \t]+)?"
_LINE = re.compile(
    rf"(?:(?<=\n)|\A)(?P<indent>[ \t>]*)(?P<bullet>{_BULLET})?(?:\#{{1,6}}[ \t]+)?{OMITTED}"
    r"[ \t]*\#*(?:[ \t]*\{[^{}\n]*\})?[ \t]*(?:\r?\n|\Z)"
    r"(?P<underline>[ \t>]*(?:={2,}|-{2,})[ \t]*(?:\r?\n|\Z))?"
)
"""A line that holds the block and its marks alone; and the line that makes a heading of it."""

_INDENT = re.compile(r"(?:[ \t>]*\r?\n)*([ \t>]*)\S")
_BLANK_ABOVE = re.compile(r"(?:\A|\r?\n)[ \t>]*\r?\n\Z")
_BLANK_BELOW = re.compile(r"[ \t>]*\r?\n")


def as_it_is(text: str) -> str:
    """Leave out the blocks alone."""
    return text.replace(OMITTED, "")


def of_lines(text: str) -> str:
    """Leave out the lines of blocks in plain text."""
    parts: list[str] = []
    reached = 0
    for match in _LINE.finditer(text):
        below = _INDENT.match(text, match.end())
        held = below is not None and len(below[1]) > len(match["indent"])
        if match["bullet"] and held:
            continue  # the item holds more than this block
        parts.append(text[reached : match.start()])
        reached = match.start("underline") if match["bullet"] else match.end()
        reached = match.end() if reached < 0 else reached
        before = "".join(parts)
        blank = _BLANK_BELOW.match(text, reached)
        if blank and (not before or _BLANK_ABOVE.search(before)):
            reached = blank.end()
    return as_it_is("".join((*parts, text[reached:])))


def of_page(text: str) -> str:
    """Leave out the elements of blocks in HTML."""
    return as_it_is(_ALONE.sub("", _elements(text)))


def outside_tags(text: str) -> str:
    """Leave out blocks within tags and comments alone, and let the others stay marked."""
    return _TAG.sub(lambda tag: as_it_is(tag[0]), text)


def of_posts(text: str) -> str:
    """Leave out the elements of blocks in a WordPress export, and the comments round them."""
    before = ""
    while before != text:
        before = text
        text = _POST_BLOCK.sub(OMITTED, _elements(text))
    return _ROUND.sub(_gap, text)


def _gap(match: re.Match[str]) -> str:
    """Return what stays between the neighbours of a block that is gone: one gap of two."""
    before, after = match.groups()
    return before if "\n" in after and (not before or "\n" in before) else before + after


def of_markdown(text: str) -> str:
    """Leave out the lines of blocks in Markdown, and elements in blocks of HTML."""
    return of_lines(_elements(text))


def _elements(text: str) -> str:
    before = ""
    while before != text:
        before = text
        text = _SEVERAL.sub(OMITTED, _OPEN.sub(OMITTED, _ELEMENT.sub(OMITTED, text)))
    return text
