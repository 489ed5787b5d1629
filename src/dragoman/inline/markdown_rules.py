"""The rules of CommonMark's inline markup, each of which notes where it stands.

markdown-it-py's inline tokens carry no positions. Each inline rule is therefore replaced, through
the public ruler, by a thin wrapper that notes in the `meta` of the token it pushed where the token
begins and ends.
"""

from __future__ import annotations

from bisect import bisect_right
from functools import cache
from types import SimpleNamespace

from markdown_it import MarkdownIt
from markdown_it.helpers import parseLinkLabel, parseLinkTitle
from markdown_it.rules_inline import (
    StateInline,
    autolink,
    backtick,
    emphasis,
    entity,
    escape,
    html_inline,
    image,
    link,
    newline,
    strikethrough,
)

from dragoman.inline.markdown_links import Rule, bracketed, destination
from dragoman.inline.opaque import Opaque
from dragoman.inline.protected import ProtectedItem
from dragoman.patterns import lazily


class _Parser(MarkdownIt):
    """CommonMark without judging destinations: a link stays a link, whatever it leads to."""

    def validateLink(self, url: str) -> bool:  # noqa: N802 - the library's name
        return True

    def normalizeLink(self, url: str) -> str:  # noqa: N802 - the library's name
        return url

    def normalizeLinkText(self, link: str) -> str:  # noqa: N802 - the library's name
        return link


@cache
def parser() -> MarkdownIt:
    """Return the parser whose rules say where each token stands, and know what is protected."""
    parser = _Parser("commonmark").enable("strikethrough")
    # The library looks its helpers up by name.
    parser.helpers = SimpleNamespace(  # type: ignore[assignment]
        parseLinkLabel=parseLinkLabel,
        parseLinkTitle=parseLinkTitle,
        parseLinkDestination=destination,
    )
    # Joined text tokens would serve nobody here.
    parser.inline.ruler2.disable("fragments_join")
    ruler = parser.inline.ruler
    ruler.at("text", _text)
    ruler.before("text", "protected", _protected)
    ruler.at("newline", _noting(newline, "\n"))
    ruler.at("escape", _noting(escape, "\\"))
    ruler.at("backticks", _noting(backtick, "`"))
    ruler.at("strikethrough", _delimiters(strikethrough.tokenize, "~"))
    ruler.at("emphasis", _delimiters(emphasis.tokenize, "*_"))
    ruler.at("link", bracketed(link, 0))
    ruler.at("image", bracketed(image, 1))
    ruler.at("autolink", _noting(autolink, "<"))
    ruler.at("html_inline", _noting(html_inline, "<"))
    ruler.at("entity", _noting(entity, "&"))
    return parser


def _protected(state: StateInline, silent: bool) -> bool:
    """Take a protected item in one piece, so that no character of it is markup."""
    if state.src is not state.env["text"]:
        return False  # an image's description, which the library parses by itself
    env = state.env
    item: ProtectedItem | Opaque | None = env["code"].get(state.pos) or env["items"].get(state.pos)
    if item is None or item.end > state.posMax:
        return False
    if not silent:
        state.push("protected", "", 0).meta.update(item=item, start=state.pos)
    state.pos = item.end
    return True


# The characters that some rule begins with, or that the library looks for between brackets.
_TERMINATOR = lazily(r"[\n&*<\[\\\]_`~!](?:(?<!!)|(?=\[))")


def _text(state: StateInline, silent: bool) -> bool:
    """Skip plain text, as the library's own rule does, but stop where an item begins."""
    start, end = state.pos, state.posMax
    if state.src is state.env["text"]:
        starts: list[int] = state.env["starts"]
        following = bisect_right(starts, start)
        if following < len(starts):
            end = min(end, starts[following])
    match = _TERMINATOR.search(state.src, start, end)
    end = match.start() if match is not None else end
    if end == start:
        return False
    if not silent:
        state.pending += state.src[start:end]
    state.pos = end
    return True


def _noting(rule: Rule, mark: str) -> Rule:
    def noted(state: StateInline, silent: bool) -> bool:
        start, before = state.pos, len(state.tokens)
        if state.src[start] != mark or not rule(state, silent):
            return False
        if len(state.tokens) > before:
            state.tokens[-1].meta["at"] = (start, state.pos)
        return True

    return noted


def _delimiters(rule: Rule, marks: str) -> Rule:
    """Each star, underscore and pair of tildes is a token of its own; later rules pair them."""

    def noted(state: StateInline, silent: bool) -> bool:
        start = state.pos
        if silent or state.src[start] not in marks or not rule(state, silent):
            return False
        end, index = state.pos, len(state.tokens)
        while end > start:
            index -= 1
            token = state.tokens[index]
            begin = end - len(token.content)
            token.meta["at"] = (begin, end)
            end = begin
        return True

    return noted
