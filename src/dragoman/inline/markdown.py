"""Where the inline markup of a Markdown text stands."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from markdown_it.common.utils import normalizeReference
from markdown_it.token import Token

from dragoman.inline.elements import named
from dragoman.inline.emoji import emoji
from dragoman.inline.kinds import InlineSpan, SpanKind
from dragoman.inline.markdown_rules import parser
from dragoman.inline.markdown_simple import shown, simple
from dragoman.inline.names import NO_NAMES, Names
from dragoman.inline.opaque import Opaque, opaque, without
from dragoman.inline.protected import ProtectedItem, items
from dragoman.inline.tags import TagPairs, outermost
from dragoman.inline.template import HIDDEN, hidden
from dragoman.model import Syntax
from dragoman.patterns import lazily

# Nothing in a text without these is markup.
MARKUP = lazily(r"[*_`\[<&\\~]|  \n")

_FOOTNOTE = lazily(r"\[\^([^\]\[\s]+)\]")


@dataclass(slots=True)
class ParsedInline:
    """The spans of a text, and what else differs between it and its reading."""

    spans: list[InlineSpan] = field(default_factory=list)

    edits: list[tuple[int, int, str]] = field(default_factory=list)
    """Escapes and entities: from, to, the characters that a reader sees. In order."""

    breaks: list[int] = field(default_factory=list)
    """Where lines begin after a hard line break that is not a tag."""


def parse(text: str, names: Names = NO_NAMES) -> ParsedInline:
    """Parse one block's Markdown text."""
    code = {_start(text, item.start): item for item in opaque(text, Syntax.MARKDOWN)}
    protected = _starts(without(text, code.values()), names)
    parsed = ParsedInline()
    tagged = any(item.tag is not None for item in code.values())
    if not tagged and MARKUP.search(text) is None:
        parsed.spans = [_bare(text, item) for item in protected.values()]
        parsed.spans += [_placeholder(text, at, item) for at, item in code.items()]
    elif not code and (plain := simple(text, protected.values())) is not None:
        parsed.spans = [_bare(text, item) for item in shown(protected.values(), plain)]
        parsed.spans += plain
    else:
        env = _environment(text, protected, code)
        found = parser().inline.parse(env["text"], parser(), env, [])
        _collect(text, env["text"], found, parsed)
        _footnotes(text, parsed)
        _final_backslash(text, parsed)
    parsed.spans.sort(key=lambda span: (span.start, -span.end))
    if any(item.attributes for item in code.values()):
        parsed.spans = _with_attributes(text, parsed.spans, code)
    return parsed


def shortcuts(text: str, labels: Mapping[str, Any]) -> list[int]:
    """Return where the text of each reference without a second bracket ends, such as `[Ann Lee]`.

    `labels` are those that the article defines, as markdown-it-py normalizes them.
    """
    if not _may_refer(text, labels):
        return []
    code = {_start(text, item.start): item for item in opaque(text, Syntax.MARKDOWN)}
    protected = _starts(without(text, code.values()), NO_NAMES)

    def is_label(words: str) -> bool:
        return normalizeReference(words) in labels

    plain = None if code else simple(text, protected.values(), is_label)
    if plain is not None:
        links = (span for span in plain if span.kind is SpanKind.LINK)
        return sorted(link.inner_end for link in links if link.inner_end + 1 == link.end)
    env = _environment(text, protected, code)
    env["labels"] = labels
    env["shortcuts"] = set()
    parser().inline.parse(env["text"], parser(), env, [])
    return sorted(env["shortcuts"])


_LABEL = lazily(r"\[([^\[\]]++)\]")


def _may_refer(text: str, labels: Mapping[str, Any]) -> bool:
    """Whether any label stands in brackets, or may do so where a backslash or a tag hides it."""
    if "\\" in text or "{" in text or "<%" in text:
        return True
    return any(normalizeReference(match[1]) in labels for match in _LABEL.finditer(text))


def _environment(
    text: str, protected: dict[int, ProtectedItem], code: dict[int, Opaque]
) -> dict[str, Any]:
    """Return what the rules need to know beside the text, which is that without template tags."""
    shadow = hidden(text, [item.tag for item in code.values() if item.tag is not None])
    starts = sorted({*protected, *code})
    return {"text": shadow, "whole": text, "items": protected, "code": code, "starts": starts}


def _start(text: str, start: int) -> int:
    """Return where code begins: a backslash that escapes it belongs to it."""
    place = start
    while place and text[place - 1] == "\\":
        place -= 1
    return start - (start - place) % 2


def _placeholder(text: str, start: int, item: Opaque) -> InlineSpan:
    end = item.end
    if item.comment:
        return InlineSpan(SpanKind.VOID, start, end, end, end, text[start:end])
    if item.raised:
        return InlineSpan(SpanKind.FOOTNOTE, start, end, end, end, text[start + 1 : end - 1])
    return InlineSpan(SpanKind.PLACEHOLDER, start, end, start, end, text[start:end])


_TAKE_ATTRIBUTES = frozenset(
    (SpanKind.LINK, SpanKind.IMAGE, SpanKind.CODE, SpanKind.EMPHASIS, SpanKind.STRONG,
     SpanKind.STRIKE, SpanKind.URL)
)  # fmt: skip


def _with_attributes(
    text: str, spans: list[InlineSpan], code: dict[int, Opaque]
) -> list[InlineSpan]:
    """Make each list of attributes part of the markup that ends right before it."""
    lists = {start: item.end for start, item in code.items() if item.attributes}
    taken: set[int] = set()
    result: list[InlineSpan] = []
    for span in spans:
        end = lists.get(span.end)
        # Of two that end there the outer one comes first.
        if end is not None and span.end not in taken and _takes(text, span):
            taken.add(span.end)
            result.append(replace(span, end=end))
        elif not (span.start in taken and span.kind is SpanKind.PLACEHOLDER):
            result.append(span)
    return [
        span for span in result if not (span.start in taken and span.kind is SpanKind.PLACEHOLDER)
    ]


def _takes(text: str, span: InlineSpan) -> bool:
    """Whether it is markup, and not a bare address."""
    return span.kind in _TAKE_ATTRIBUTES and (
        span.kind is not SpanKind.URL or text[span.end - 1] == ">"
    )


def _starts(text: str, names: Names) -> dict[int, ProtectedItem]:
    """List the protected items by where they begin; a backslash before one belongs to it."""
    found: dict[int, ProtectedItem] = {}
    for item in items(text, Syntax.MARKDOWN, names):
        start = item.start
        while start and text[start - 1] == "\\":
            start -= 1
        escaped = (item.start - start) % 2 == 1 and text[item.start] in "@#{%$"
        start = item.start - 1 if escaped else item.start
        found[start] = item._replace(start=start)
    return found


def _bare(text: str, item: ProtectedItem) -> InlineSpan:
    start, end, kind = item
    shown = _UNESCAPE.sub(r"\1", text[start:end])
    return InlineSpan(kind, start, end, start, end, shown.replace("&amp;", "&"))


_UNESCAPE = lazily(r"\\([!-/:-@\[-`{-~])")


def _collect(text: str, shadow: str, tokens: list[Token], parsed: ParsedInline) -> None:
    opened: list[Token] = []
    tags = TagPairs(text)
    for token in tokens:
        if token.nesting == 1 and token.info != "auto":
            opened.append(token)
            tags.enter()
        elif token.nesting == -1 and token.info != "auto":
            tags.leave()
            parsed.spans.append(_wrapping(opened.pop(), token))
        else:
            _single(text, token, tags, parsed)
    tags.leave()
    parsed.spans.extend(named(text, shadow, span, links=False) for span in tags.spans)
    if tags.verbatim:
        _clear_verbatim(tags.verbatim, parsed)


_WRAPPING = {"em": SpanKind.EMPHASIS, "strong": SpanKind.STRONG, "s": SpanKind.STRIKE}


def _wrapping(opened: Token, closed: Token) -> InlineSpan:
    place = opened.meta.get("span")
    if isinstance(place, InlineSpan):
        return place
    inner_start: int = opened.meta["at"][1]
    inner_end: int = closed.meta["at"][0]
    # Of a double star the inner one is the token; the outer one was emptied.
    width = len(opened.markup)
    kind = _WRAPPING[opened.tag]
    return InlineSpan(kind, inner_start - width, inner_end + width, inner_start, inner_end)


def _single(text: str, token: Token, tags: TagPairs, parsed: ParsedInline) -> None:
    if token.type == "protected":
        item = token.meta["item"]
        if isinstance(item, ProtectedItem):
            parsed.spans.append(_bare(text, item))
        elif item.tag is not None:
            tags.template(replace(item.tag, start=token.meta["start"]))
        else:
            parsed.spans.append(_placeholder(text, token.meta["start"], item))
        return
    if token.type == "image":
        parsed.spans.append(token.meta["span"])
        return
    if "at" not in token.meta:
        return
    start, end = token.meta["at"]
    if token.type == "text_special":
        if next(emoji(token.content), None) == (0, len(token.content)):
            parsed.spans.append(InlineSpan(SpanKind.EMOJI, start, end, start, end, token.content))
        else:
            parsed.edits.append((start, end, token.content))
    elif token.type == "hardbreak":
        parsed.breaks.append(end)
    elif token.type == "code_inline":
        width = len(token.markup)
        shown = token.content
        if HIDDEN in shown:
            shown = text[start + width : end - width].replace("\n", " ").strip(" ")
        parsed.spans.append(
            InlineSpan(SpanKind.CODE, start, end, start + width, end - width, shown)
        )
    elif token.type == "html_inline":
        tags.see(start, end)
    elif token.type == "link_close":
        shown = text[start + 1 : end - 1]
        kind = SpanKind.URL if ":" in shown and "@" not in shown else SpanKind.ADDRESS
        if "://" in shown:
            kind = SpanKind.URL
        parsed.spans.append(InlineSpan(kind, start, end, start + 1, end - 1, shown))


def _clear_verbatim(verbatim: list[InlineSpan], parsed: ParsedInline) -> None:
    """Drop what stands inside code tags: nothing there is markup to us."""
    kept = outermost(verbatim)

    def free(start: int, end: int) -> bool:
        before = bisect_left(kept, start, key=lambda span: span.start) - 1
        return before < 0 or end >= kept[before].end

    parsed.spans = [span for span in parsed.spans if free(span.start, span.end)]
    parsed.edits = [edit for edit in parsed.edits if free(edit[0], edit[1])]
    parsed.breaks = [place for place in parsed.breaks if free(place, place)]


def _footnotes(text: str, parsed: ParsedInline) -> None:
    """Add footnote references; the library needs the definitions to know them."""
    if "[^" not in text:
        return
    taken = bytearray(len(text))
    for start, end, _ in parsed.edits:
        taken[start:end] = b"\1" * (end - start)
    for span in parsed.spans:
        whole = not span.kind.wrapping
        opened, closed = (span.end, span.end) if whole else (span.inner_start, span.inner_end)
        taken[span.start : opened] = b"\1" * (opened - span.start)
        taken[closed : span.end] = b"\1" * (span.end - closed)
    for match in _FOOTNOTE.finditer(text):
        start, end = match.span()
        if not any(taken[start:end]):
            parsed.spans.append(InlineSpan(SpanKind.FOOTNOTE, start, end, end, end, match.group(1)))


def _final_backslash(text: str, parsed: ParsedInline) -> None:
    """Take a backslash at the very end for the hard line break that it was in its block.

    So are those before it with a space between, as several breaks look on one line.
    """
    last = start = len(text)
    while _backslashes(text, last) % 2:
        start = last - 1
        if not text.endswith(" ", 0, start):
            break
        last = start - 1
    end = len(text)
    if start < end and not any(span.end > start for span in parsed.spans):
        parsed.spans.append(InlineSpan(SpanKind.VOID, start, end, end, end, text[start:]))


def _backslashes(text: str, end: int) -> int:
    """Count the backslashes that end there."""
    start = end
    while text.endswith("\\", 0, start):
        start -= 1
    return end - start
