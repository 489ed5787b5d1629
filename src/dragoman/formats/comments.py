"""Leave what editors say to each other out of the copies of pages.

A reader does not see a comment, but everybody who looks at the page's source does. Comments for
programs stay: what a site is built by, or a browser obeys, is no remark.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dragoman.formats.lines import Extent
from dragoman.patterns import lazily

_ATTRIBUTES = r"""(?:[^<>"']|"[^"]*"|'[^']*')*+"""
IN_PAGE = lazily(
    r"<(?P<raw>script|style|textarea|title|xmp|iframe|noembed|noframes)\b.*?(?:</(?P=raw)\s*>|\Z)"
    r"|<!--(?!-?>)(?P<said>.*?)--!?>|<!--(?!-?>)(?P<open>.*)|<!(?=\s)(?P<odd>[^>]*)>"
    rf"|</?(?P<tag>[a-z][\w:-]*+){_ATTRIBUTES}>",
    re.DOTALL | re.IGNORECASE,
)
"""Comments, and what may look as if it held some. One that nothing ends goes on to the end; what
begins with a mark and a space is one to browsers."""

_CONDITION = lazily(r"\s*(?:\[if\b[^\]<>]{0,200}\]>|\[endif\]|<!\[)", re.IGNORECASE)
_CODE = lazily(r"\{\{|\{%|\{#|<[%?]|\A(?:#[a-z]|[$?])|\A\s*[{.]")
"""Server-side includes, template tags, and values for programs, within a comment."""

_NAMED = lazily(r"/?(?:[a-z][\w.-]{0,60}|[A-Z][A-Z_.-]{1,60}):(?!//)[\w{\[]")
_BLOCK = lazily(r"\s*+/?wp:[\w/-]++(?:\s++\{.*\})?\s*+/?\s*+", re.DOTALL)
"""A block of WordPress: its name, and perhaps its values."""

_DIRECTIVE = lazily(
    r"/?(?:(?:markdownlint|prettier|eslint|textlint|cspell|html-?(?:min|lint|validate))-[a-z-]+(?!\S)"
    r"|(?:vale|alex|remark|lint|spell-?checker|textlint)\s+(?:on|off|ignore|disable|enable|skip)(?!\w)"
    r"|vale\s+[\w.]+\s*=|(?:(?:end)?(?:inject|build)|ko|esi|google(?:on|off)|no-?index)(?!\w)"
    r"|(?:BEGIN|END|START)\s+(?:doctoc\b|[\w-]+\s*\Z)"
    r"|(?:Begin|End)?(?:Instance|Template|Library|Editable)[A-Z])"
)
_SWITCH = lazily(r"vale\s+[\w.-]+\s*=\s*(?:YES|NO)")
"""What turns a rule of a linter on or off, which may be named as a style guide is."""

_NAME = lazily(r"(?<![\w-])[A-Z][a-z]{2,}|[^\x00-\x7f]")
"""What a mark for programs has no need of: a word written as names and sentences begin."""

_FOLDS = frozenset(
    ("break", "excerpt", "fold", "more", "nextpage", "noteaser", "pagebreak", "page-break",
     "read-more", "readmore", "summary", "teaser", "toc", "truncate")
)  # fmt: skip
"""Words of the marks at which generators cut a text, or put a list of its parts."""

_BESIDE = frozenset(("begin", "end", "in", "no", "omit", "start", "stop"))
_PARTS = frozenset(
    ("article", "aside", "body", "content", "else", "endbuild", "endif", "endinject", "footer",
     "head", "header", "main", "menu", "nav", "sidebar")
)  # fmt: skip
"""Parts of a page, whose bounds programs mark by a single word."""

_SPACE = " \t"


def is_for_programs(said: str) -> bool:
    """Whether a comment is there for a program: what stands between its two ends.

    In doubt it is not: a copy that lacks a mark can be made again, what slipped out cannot be taken
    back.
    """
    if not any(map(str.isalnum, said)) or _CONDITION.match(said) or _CODE.search(said):
        return True
    if said.startswith("more ") or _BLOCK.fullmatch(said):
        return True
    words = said.split()
    marks = {word.strip("/") for word in words}
    if marks & _FOLDS and marks <= _FOLDS | _BESIDE:
        return True
    if (len(marks) == 1 and marks <= _PARTS) or _SWITCH.fullmatch(said.strip()):
        return True
    if words[0].startswith(("wp:", "/wp:")):
        return False
    named = _NAMED.match(words[0]) or _DIRECTIVE.match(said.strip())
    return bool(named) and not any(map(_NAME.search, words[1:]))


@dataclass(frozen=True, slots=True)
class Remark:
    """A comment of editors."""

    extent: Extent
    spaced: bool = False
    """Whether it stands where each line and space is shown."""

    told: str = ""
    """Why it is none to readers, who see it or miss what follows it."""

    cuts: bool = False
    """Whether it is no part of a sentence round it."""


ENDLESS = "nothing ends the comment that begins here; what follows is left out of copies"


def remarks(text: str, start: int, end: int) -> Iterator[Remark]:
    """Yield the remarks in a stretch of HTML."""
    spaced = 0
    for match in IN_PAGE.finditer(text, start, end):
        if match.lastgroup == "tag":
            if match["tag"].lower() == "pre":
                spaced += -1 if match[0][1] == "/" else 1
        elif match.lastgroup == "open":
            if not _CONDITION.match(match["open"]):
                yield Remark(match.span(), spaced > 0, ENDLESS)
        elif match.lastgroup != "raw" and not is_for_programs(match[match.lastgroup or 0]):
            yield Remark(match.span(), spaced > 0)


def of_page(text: str) -> str:
    """Leave comments out of a page, and the lines that they have for themselves."""
    if "<!" not in text:
        return text
    found = remarks(text, 0, len(text))
    return without(text, [whole_line(text, remark) for remark in found])


_POST = lazily(r"(<(?:content|excerpt):encoded>\s*<!\[CDATA\[)(.*?)(?=\]\]>|\Z)", re.DOTALL)


def of_posts(text: str) -> str:
    """Leave comments out of the texts of a WordPress export."""
    return _POST.sub(lambda post: post[1] + of_page(post[2]), text)


def whole_line(text: str, remark: Remark) -> Extent:
    """Return where a comment stands with its line if that holds no more, or else with a space."""
    start, end = first, last = remark.extent
    if remark.spaced:
        return start, end
    while first and text[first - 1] in _SPACE:
        first -= 1
    while text[last : last + 1] in ("\r", *_SPACE):
        last += 1
    if (not first or text[first - 1] == "\n") and text[last : last + 1] in ("\n", ""):
        return first, min(last + 1, len(text))
    between = first < start and text[end : end + 1].isspace()
    return (start - 1 if between else start), end


def without(text: str, found: Sequence[Extent]) -> str:
    """Leave stretches out."""
    parts: list[str] = []
    reached = 0
    for start, end in found:
        parts.append(text[reached : max(start, reached)])
        reached = max(end, reached)
    return "".join((*parts, text[reached:]))
