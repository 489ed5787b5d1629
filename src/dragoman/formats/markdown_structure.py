"""The block structure of Markdown, with the place of every line of text in the file.

markdown-it-py finds the structure. Its tokens tell the lines of a block but not the columns, which
containers shift; the rules that make blocks of text are wrapped here to note where the text of
each line begins while the parser knows it. `markdown_blocks` adds what CommonMark does not know.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock, heading, lheading, paragraph
from markdown_it.token import Token
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin

from dragoman.formats import markdown_blocks, markdown_mdx
from dragoman.formats.lines import extents
from dragoman.formats.markdown_blocks import row_starts
from dragoman.formats.markdown_html import html_up_to_markdown
from dragoman.formats.markdown_parser import STARTS, quickened
from dragoman.formats.markdown_tables import rows_of_table
from dragoman.inline.template import TemplateTag, hidden, tags
from dragoman.patterns import lazily

Rule = Callable[[StateBlock, int, int, bool], bool]

_WRAPPED: tuple[tuple[str, Rule, tuple[str, ...]], ...] = (
    ("table", rows_of_table, ("paragraph", "reference")),
    ("heading", heading, ("paragraph", "reference", "blockquote")),
    ("html_block", html_up_to_markdown, ("paragraph", "reference", "blockquote")),
    ("lheading", lheading, ()),
    ("paragraph", paragraph, ()),
)
"""Name, rule, and the rules that it can end, as markdown-it-py has them."""


@dataclass(frozen=True, slots=True)
class Structure:
    """The blocks of a Markdown text."""

    tokens: list[Token]
    labels: Mapping[str, Any]
    """The links that it defines, by their labels as markdown-it-py normalizes them."""

    tagged: bool
    """Whether it holds tags of templates."""


def structure(text: str, *, mdx: bool = False) -> Structure:
    """Return the blocks of a Markdown text whose lines end in LF; of MDX, which indents no code."""
    found = _tags(text)
    lines = [tag for tag in found if "\n" not in text[tag.start : tag.end]]
    env = _environment(text, found)
    # No character within a tag is markup; its ends stay, for a rule that looks for them.
    tokens: list[Token] = []
    shown = _fences_first(_shadow(text, lines), lines).replace("\0", "\ufffd")
    quick = _quick(mdx)
    quick.block.parse(shown, quick, env, tokens)
    _note_terms(text, tokens)
    return Structure(_without_seeds(text, tokens), env.get("references", {}), bool(found))


def rules_environment(text: str) -> dict[str, Any]:
    """Return what the rules of `markdown_blocks` need to know of a text."""
    return _environment(text, _tags(text))


def _tags(text: str) -> list[TemplateTag]:
    return list(tags(text)) if "{" in text or "<%" in text else []


def _environment(text: str, found: list[TemplateTag]) -> dict[str, Any]:
    over_lines = {
        tag.start: tag.end for tag in found if tag.row or "\n" in text[tag.start : tag.end]
    }
    return {"verbatim": _verbatim(text, found), "over_lines": over_lines}


def _shadow(text: str, found: list[TemplateTag]) -> str:
    """Return the text without what tags hold; each begins with a sign that a rule looks for."""
    shadow = hidden(text, found, keep=2)
    parts: list[str] = []
    reached = 0
    for tag in found:
        if tag.row and tag.closes:
            parts += (shadow[reached : tag.start], "{")
            reached = tag.start + 1
    return "".join((*parts, shadow[reached:])) if parts else shadow


_FENCE = lazily(r"(?:`{3,}|~{3,})[^\n]*")


def _fences_first(shown: str, found: list[TemplateTag]) -> str:
    """Put what opens or closes code before the tag `raw` that it stands behind in its line.

    The site generator takes the tag out before it reads Markdown. No place moves but these.
    """
    parts: list[str] = []
    reached = 0
    for tag in found:
        fence = _FENCE.match(shown, tag.end) if tag.name == "raw" else None
        if fence and not shown[shown.rfind("\n", 0, tag.start) + 1 : tag.start].strip(" \t"):
            parts += (shown[reached : tag.start], fence[0], " " * (tag.end - tag.start))
            reached = fence.end()
    return "".join((*parts, shown[reached:]))


_CONTENTS = lazily(r"\{:(?:[^{}\n]*\s)?toc(?:\s[^{}\n]*)?\}")


def _without_seeds(text: str, tokens: list[Token]) -> list[Token]:
    """Leave out lists that nobody sees: kramdown puts the contents of the page in their place.

    `* TOC` has the line `{:toc}` right below it.
    """
    if "toc" not in text:
        return tokens
    kept: list[Token] = []
    lists: list[int] = []
    reached = 0
    for before, token in pairwise((tokens[0], *tokens)) if tokens else ():
        if token.type in ("bullet_list_open", "ordered_list_open"):
            lists.append(len(kept))
        elif before.type in ("bullet_list_close", "ordered_list_close"):
            seed = lists.pop()
            below = token.type == "standing_alone" and token.map and token.map[0] == reached
            if below and _CONTENTS.match(text, token.meta[STARTS][0]):
                del kept[seed:]
        if token.map and not token.nesting:
            reached = token.map[1]
        kept.append(token)
    return kept


def _note_terms(text: str, tokens: list[Token]) -> None:
    """Note where the terms of definition lists begin: each is the end of its line."""
    terms = [number for number, token in enumerate(tokens) if token.type == "dt_open"]
    lines = extents(text) if terms else []
    for number in terms:
        token, content = tokens[number], tokens[number + 1]
        if token.map is not None:
            first, _ = token.map
            token.map = [first, first + 1]
            end = lines[first][0] + len(text[slice(*lines[first])].rstrip())
            token.meta[STARTS] = [end - len(content.content)]


def tokens(text: str) -> list[Token]:
    """Return the block tokens of a Markdown text whose lines end in LF."""
    return structure(text).tokens


def _verbatim(text: str, found: list[TemplateTag]) -> dict[int, int]:
    """Return where the code that tags open ends, by where each of them begins.

    A tag over several lines that prints a value is such code itself.
    """
    closings: dict[str, int] = {}
    ends: dict[int, int] = {}
    for tag in reversed(found):
        if tag.closes:
            closings[tag.name] = tag.end
        elif tag.verbatim and tag.name in closings:
            ends[tag.start] = closings[tag.name]
        elif _PRINTING.match(text, tag.start) and "\n" in text[tag.start : tag.end]:
            ends[tag.start] = tag.end
    return ends


_PRINTING = lazily(r"\{\{(?![<%])")


@cache
def _quick(mdx: bool) -> MarkdownIt:
    return quickened(parser(mdx=mdx))


class _BlockParser(MarkdownIt):
    """CommonMark whose definitions keep the addresses as they are written: nobody follows them."""

    def normalizeLink(self, url: str) -> str:  # noqa: N802 - the library's name
        return url


def parser(*, mdx: bool = False) -> MarkdownIt:
    """Return a parser of the blocks of Markdown, and of those that `markdown_blocks` adds."""
    parser = _BlockParser("commonmark", {"inline_definitions": True}).enable("table")
    parser.use(footnote_plugin).use(deflist_plugin)
    parser.core.ruler.enableOnly(["normalize", "block"])
    for name, rule, ended in _WRAPPED:
        known = markdown_mdx.at_any_indent(rule) if mdx and name in markdown_mdx.ENDED else rule
        noting = _noting_starts(known, _FIRST.get(name, ""))
        parser.block.ruler.at(name, noting, {"alt": list(ended)})
    markdown_blocks.add_to(parser)
    if mdx:
        markdown_mdx.add_to(parser)
    return parser


_FIRST = {"heading": "#", "html_block": "<"}
"""The character with which a block begins that a rule finds, where there is one: most lines need
not be given to it."""


def _noting_starts(rule: Rule, mark: str) -> Rule:
    def noting(state: StateBlock, start: int, end: int, silent: bool) -> bool:
        if mark and not state.src.startswith(mark, state.bMarks[start] + state.tShift[start]):
            return False
        token = len(state.tokens)
        if not rule(state, start, end, silent):
            return False
        if not silent:
            state.tokens[token].meta[STARTS] = row_starts(state, start, state.line)
        return True

    return noting


def lines_of(token: Token) -> tuple[int, int]:
    """Return the first line of a block token and the line after its last."""
    if token.map is None:
        raise ValueError(f"{token.type} has no place in the file")
    return token.map[0], token.map[1]
