"""Leave what editors say to each other out of the copies of pages and Markdown texts.

A reader does not see a comment, but everybody who looks at the page's source does. Comments for
programs stay: what a site is built by, or a browser obeys, is no remark.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markdown_it.token import Token

from dragoman.formats import front_matter
from dragoman.formats.lines import Extent, extents, normalized
from dragoman.formats.markdown_structure import structure

_ATTRIBUTES = r"""(?:[^<>"']|"[^"]*"|'[^']*')*+"""
_IN_PAGE = re.compile(
    r"<(?P<raw>script|style|textarea|title|xmp|iframe|noembed|noframes)\b.*?(?:</(?P=raw)\s*>|\Z)"
    rf"|<!--(?!-?>)(?P<said>.*?)-->|(?P<open><!--(?!-?>)).*"
    rf"|</?(?P<tag>[a-z][\w:-]*+){_ATTRIBUTES}>",
    re.DOTALL | re.IGNORECASE,
)
"""Comments, and what may look as if it held some; what begins one that nothing ends is none."""

_IN_TEXT = re.compile(
    r"\\.|(?<!`)(?P<ticks>`+)(?!`).+?(?<!`)(?P=ticks)(?!`)"
    r"|<!--(?!-?>)(?P<said>.*?)-->|(?P<open><!--(?!-?>)).*",
    re.DOTALL,
)
"""The same within a paragraph of Markdown."""

_CONDITION = re.compile(r"\s*(?:\[if\b[^\]<>]{0,200}\]>|\[endif\]|<!\[)", re.IGNORECASE)
_CODE = re.compile(r"\{\{|\{%|\{#|<[%?]|\A(?:#[a-z]|[$?])|\A\s*[{.]")
"""Server-side includes, template tags, and values for programs, within a comment."""

_NAMED = re.compile(r"/?(?:[a-z][\w.-]{0,60}|[A-Z][A-Z_.-]{1,60}):(?!//)[\w{\[]")
_BLOCK = re.compile(r"\s*+/?wp:[\w/-]++(?:\s++\{.*\})?\s*+/?\s*+", re.DOTALL)
"""A block of WordPress: its name, and perhaps its values."""

_DIRECTIVE = re.compile(
    r"/?(?:(?:markdownlint|prettier|eslint|textlint|cspell|html-?(?:min|lint|validate))-[a-z-]+(?!\S)"
    r"|(?:vale|alex|remark|lint|spell-?checker|textlint)\s+(?:on|off|ignore|disable|enable|skip)(?!\w)"
    r"|vale\s+[\w.]+\s*=|(?:(?:end)?(?:inject|build)|ko|esi|google(?:on|off)|no-?index)(?!\w)"
    r"|(?:BEGIN|END|START)\s+(?:doctoc\b|[\w-]+\s*\Z)"
    r"|(?:Begin|End)?(?:Instance|Template|Library|Editable)[A-Z])"
)
_NAME = re.compile(r"(?<![\w-])[A-Z][a-z]{2,}|[^\x00-\x7f]")
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
    if len(marks) == 1 and marks <= _PARTS:
        return True
    if words[0].startswith(("wp:", "/wp:")):
        return False
    named = _NAMED.match(words[0]) or _DIRECTIVE.match(said.strip())
    return bool(named) and not any(map(_NAME.search, words[1:]))


@dataclass(frozen=True, slots=True)
class _Remark:
    """A comment of editors."""

    extent: Extent
    spaced: bool
    """Whether it stands where each line and space is shown."""


def _remarks(text: str, start: int, end: int, pattern: re.Pattern[str]) -> Iterator[_Remark]:
    spaced = 0
    for match in pattern.finditer(text, start, end):
        if match.lastgroup == "said":
            if not is_for_programs(match["said"]):
                yield _Remark(match.span(), spaced > 0)
        elif match.lastgroup == "tag" and match["tag"].lower() == "pre":
            spaced += -1 if match[0][1] == "/" else 1


def of_page(text: str) -> str:
    """Leave comments out of a page, and the lines that they have for themselves."""
    if "<!--" not in text:
        return text
    found = _remarks(text, 0, len(text), _IN_PAGE)
    return _without(text, [_whole_line(text, remark) for remark in found])


_POST = re.compile(r"(<(?:content|excerpt):encoded>\s*<!\[CDATA\[)(.*?)(?=\]\]>|\Z)", re.DOTALL)


def of_posts(text: str) -> str:
    """Leave comments out of the texts of a WordPress export."""
    return _POST.sub(lambda post: post[1] + of_page(post[2]), text)


def _whole_line(text: str, remark: _Remark) -> Extent:
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


def _without(text: str, found: Sequence[Extent]) -> str:
    parts: list[str] = []
    reached = 0
    for start, end in found:
        parts.append(text[reached : max(start, reached)])
        reached = max(end, reached)
    return "".join((*parts, text[reached:]))


def of_markdown(text: str) -> str:
    """Leave comments out of a Markdown text, those in definitions of links that lead nowhere too.

    Where lines would be read otherwise without a comment between them, an empty one stays.
    """
    if "<!--" not in text and not _NOWHERE.search(text):
        return text
    start = front_matter.spans("", text, ())[1]
    head, body = text[:start], text[start:]
    rows = extents(body)
    tokens = structure(normalized(body)).tokens
    found = [*_in_blocks(body, rows, tokens), *_definitions(body, rows, tokens)]
    found.sort(key=lambda remark: remark.extent)
    shorter = _without(body, [_with_blank(body, remark) for remark in found])
    if _shape(tokens) != _shape(structure(normalized(shorter)).tokens):
        shorter = body
        for remark in reversed(found):
            first, last = remark.extent
            empty = "<!-- -->" if body[first] == "<" else "[//]: #"
            shorter = shorter[:first] + empty + shorter[last:]
    return head + shorter


_NOWHERE = re.compile(r"^[ \t>]*\[[^\[\]\n]+\]:[ \t]*(?:#|<>|<#>)[ \t]+[\"'(]", re.MULTILINE)


def _in_blocks(text: str, rows: Sequence[Extent], tokens: Sequence[Token]) -> Iterator[_Remark]:
    """Yield the comments in blocks of HTML, and those within a paragraph, a heading or a cell."""
    reached = 0
    for token in tokens:
        if token.map is None or token.type not in ("html_block", "inline"):
            continue
        first, last = max(token.map[0], reached), token.map[1]
        if first >= last or "<!--" not in token.content:
            continue
        reached = last
        pattern = _IN_PAGE if token.type == "html_block" else _IN_TEXT
        yield from _remarks(text, rows[first][0], rows[last - 1][1], pattern)


def _definitions(text: str, rows: Sequence[Extent], tokens: Sequence[Token]) -> Iterator[_Remark]:
    for token in tokens:
        if token.type == "definition" and token.map is not None and is_remark(token, text):
            first, last = token.map
            yield _Remark((text.index("[", rows[first][0]), rows[last - 1][1]), spaced=False)


def is_remark(definition: Token, text: str) -> bool:
    """Whether a definition of a link is a comment: it leads nowhere, and nothing refers to it.

    Nothing can refer to a name such as `//` but another remark that stands too near to a text.
    """
    if definition.meta["url"] not in ("", "#") or not definition.meta["title"]:
        return False
    label = definition.meta["label"]
    if label.casefold() == "comment" or not any(map(str.isalnum, label)):
        return True
    return re.search(rf"\[{re.escape(label)}\](?!:)", text, re.IGNORECASE) is None


_BLANK = re.compile(r"[ \t]*\r?\n")


def _with_blank(text: str, remark: _Remark) -> Extent:
    """Return where a comment stands with its line, and with one of two blank lines round that."""
    start, end = _whole_line(text, remark)
    if text[end - 1] == "\n":
        above = text[:start].removesuffix("\n").removesuffix("\r")
        below = _BLANK.match(text, end)
        if below and (not above or above.endswith("\n")):
            end = below.end()
    return start, end


def _shape(tokens: Sequence[Token]) -> list[tuple[str, str]]:
    """Return what a Markdown text is made of, what holds nothing but comments left out."""
    return [
        (token.type, token.tag)
        for token in tokens
        if token.type != "definition" and not _says_nothing(token)
    ]


def _says_nothing(token: Token) -> bool:
    if token.type != "html_block":
        return False
    return not _IN_PAGE.sub(lambda found: found["tag"] or found["raw"] or "", token.content).strip()
