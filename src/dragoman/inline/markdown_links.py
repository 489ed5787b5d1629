"""Links and images of Markdown: with any address, and by references defined elsewhere."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from markdown_it.helpers import parseLinkDestination
from markdown_it.rules_inline import StateInline

from dragoman.inline.kinds import InlineSpan, SpanKind
from dragoman.inline.template import HIDDEN
from dragoman.patterns import lazily

Rule = Callable[[StateInline, bool], bool]

_SPACE = " \t\n"


_USUAL = lazily(r"[^()<>\\&\x00-\x20\x7f]++(?=[)\x00-\x20])")


class _Destination(NamedTuple):
    """Where a link leads, as the library's helper says it."""

    ok: bool
    pos: int
    str: str


def destination(source: str, position: int, limit: int) -> Any:
    """Read a link's destination as the library does, which goes through it letter by letter."""
    match = _USUAL.match(source, position, limit)
    if match is None:
        return parseLinkDestination(source, position, limit)
    return _Destination(True, match.end(), match[0])


class _AnyReference(dict[str, Any]):
    """Link definitions stand elsewhere in the article: take every label as defined.

    Versions of the library ask in different ways.
    """

    def __contains__(self, _key: object) -> bool:
        return True

    def __missing__(self, _key: str) -> dict[str, str]:
        return {"href": "", "title": ""}

    def get(self, key: str, _default: Any = None) -> dict[str, str]:
        return self.__missing__(key)


_ANY_REFERENCE = _AnyReference({"": {}})


def bracketed(rule: Rule, offset: int) -> Rule:
    """Note where a link (`offset` 0) or an image (1, for the mark before the bracket) stands.

    `[text][label]` and `[text][]` count as links without their definition, a bare `[text]` does
    not: the rule sees definitions only where a second bracket follows.
    """

    def noted(state: StateInline, silent: bool) -> bool:
        start = state.pos
        if not state.src.startswith("![" if offset else "[", start):
            return False
        label_end = state.md.helpers.parseLinkLabel(state, start + offset, not offset)
        if label_end < 0:
            return False
        before, outer = len(state.tokens), state.env.pop("references", None)
        if _referenced(state, start + offset + 1, label_end):
            state.env["references"] = _ANY_REFERENCE
        elif state.src[label_end + 1 : label_end + 2] not in ("(", "["):
            state.env["references"] = state.env.get("labels") or {}
        matched = rule(state, silent)
        state.env.pop("references", None)
        if outer is not None:
            state.env["references"] = outer
        matched = matched or _loose(state, start, label_end, offset, silent=silent)
        if matched and not silent:
            if state.pos == label_end + 1:
                state.env["shortcuts"].add(label_end)
            text, title = _destination(state, start + offset + 1, label_end, state.pos)
            opened = before if state.tokens[before].type in ("link_open", "image") else before + 1
            place = InlineSpan(
                SpanKind.IMAGE if offset else SpanKind.LINK,
                start,
                state.pos,
                start + offset + 1,
                label_end,
                text,
                title,
            )
            state.tokens[opened].meta["span"] = place
        return matched

    return noted


def _referenced(state: StateInline, label_start: int, label_end: int) -> bool:
    source = state.src
    if not source.startswith("[", label_end + 1) or label_end + 1 >= state.posMax:
        return False
    if source.startswith("^", label_start) or source.startswith("[^", label_end + 1):
        return False
    second_end = state.md.helpers.parseLinkLabel(state, label_end + 1)
    return second_end >= 0 and "[" not in source[label_end + 2 : second_end]


def _destination(
    state: StateInline, label_start: int, label_end: int, end: int
) -> tuple[str, tuple[int, int] | None]:
    """Read destination and title of a link that is known to be one."""
    source, position = state.src, label_end + 2
    if source[label_end + 1 : label_end + 2] != "(":
        label = source[position : end - 1].strip() or source[label_start:label_end]
        return f"[{' '.join(label.casefold().split())}]", None
    position = _skip_space(source, position)
    loose = _LOOSE.fullmatch(source, position, end - 1)
    if loose is not None and not _is_strict(state, position, end):
        return state.env["whole"][slice(*loose.span(1))], loose.span(3) if loose[2] else None
    destination = state.md.helpers.parseLinkDestination(source, position, end)
    text = destination.str
    if destination.ok:
        if HIDDEN in text:
            text = state.env["whole"][position : destination.pos].strip("<>")
        position = destination.pos
    position = _skip_space(source, position)
    title = state.md.helpers.parseLinkTitle(source, position, end)
    return text, (position + 1, title.pos - 1) if title.ok else None


_LOOSE = lazily(
    r"""([^\s()\[\]<>"'](?:[^\n()"]|\([^\n()]*\)){0,999}?)"""
    r"""[ \t]{0,99}([ \t]["'](.{0,999})["'][ \t]*)?"""
)
_PATH = lazily(r"[/.#:?\ue000]")


def _is_strict(state: StateInline, position: int, end: int) -> bool:
    """Whether what stands in the parentheses is a destination to CommonMark."""
    destination = state.md.helpers.parseLinkDestination(state.src, position, end)
    if not destination.ok:
        return False
    place = _skip_space(state.src, destination.pos)
    title = state.md.helpers.parseLinkTitle(state.src, place, end)
    place = _skip_space(state.src, title.pos) if title.ok else place
    return place == end - 1


_LONGEST_ADDRESS = 1000


def _loose(state: StateInline, start: int, label_end: int, offset: int, *, silent: bool) -> bool:
    """Take for a link what CommonMark does not and other readers do: an address with spaces."""
    source = state.src
    if not source.startswith("(", label_end + 1):
        return False
    end = _parenthesis(source, label_end + 1, min(state.posMax, label_end + _LONGEST_ADDRESS))
    match = _LOOSE.fullmatch(source, label_end + 2, end) if end > 0 else None
    if match is None or _PATH.search(match[1]) is None:
        return False
    if not silent:
        limit, first = state.posMax, start + offset + 1
        if offset:
            state.push("image", "img", 0)
        else:
            state.pos, state.posMax = first, label_end
            state.push("link_open", "a", 1)
            state.linkLevel += 1
            state.md.inline.tokenize(state)
            state.linkLevel -= 1
            state.push("link_close", "a", -1)
            state.posMax = limit
    state.pos = end + 1
    return True


def _parenthesis(source: str, opening: int, limit: int) -> int:
    """Return where the parenthesis closes on the same line, or -1."""
    depth = 0
    for place in range(opening, limit):
        character = source[place]
        if character == "\n":
            return -1
        depth += (character == "(") - (character == ")")
        if not depth:
            return place
    return -1


def _skip_space(text: str, position: int) -> int:
    while position < len(text) and text[position] in _SPACE:
        position += 1
    return position
