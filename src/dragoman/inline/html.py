"""Where the inline markup of a stretch of HTML stands."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from html import unescape
from html.entities import html5
from unicodedata import category

from dragoman.inline.elements import named
from dragoman.inline.emoji import emoji
from dragoman.inline.kinds import InlineSpan, SpanKind
from dragoman.inline.markdown import ParsedInline
from dragoman.inline.names import NO_NAMES, Names
from dragoman.inline.opaque import SUBSTANCE, Opaque, opaque
from dragoman.inline.protected import items
from dragoman.inline.tags import TagPairs, outermost
from dragoman.inline.template import hidden
from dragoman.model import Syntax
from dragoman.patterns import lazily

MARKUP = lazily(r"[<&]")

IN_TAG = (
    r"(?:[\s/]++|(?:=[^\s/>=]*+|[^\s/>=]++)"
    r"""(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s"'>][^\s>]*+)?+)?+)*+"""
)
"""What may stand between the name of a tag and its end. As browsers read it, a quotation mark
holds a value only where an equals sign stands before it."""

_TAG = lazily(
    rf"<!--.*?(?:-->|\Z)|<[!?][^>]*>|</[A-Za-z][^>]*>|<[A-Za-z][^\s/>]*+{IN_TAG}>"
    r"|(?P<cut><[!?/A-Za-z](?:(?!<!--)[^>])*+(?:\Z|(?=<!--)))",
    re.DOTALL,
)
"""Tags and comments; and what no tag closes any more, so that it is looked through once."""

_ENTITY = lazily(r"&(?:#[0-9]{1,7};?|#[xX][0-9a-fA-F]{1,6};?|[A-Za-z][A-Za-z0-9]{1,31};?)")


def parse(text: str, names: Names = NO_NAMES) -> ParsedInline:
    """Parse inline HTML: tags, entities, and the protected items between them."""
    parsed = ParsedInline()
    code = opaque(text, Syntax.HTML)
    shadow = hidden(text, [item.tag for item in code if item.tag is not None])
    tags = TagPairs(text)
    taken = bytearray(len(text))
    if code or MARKUP.search(text) is not None:
        _see(shadow, code, tags, taken)
        formulas = list(_formulas(shadow))
        verbatim = [*tags.verbatim, *formulas]
        parsed.spans = [*(named(text, shadow, span) for span in tags.spans), *formulas]
        for span in verbatim:
            taken[span.start : span.end] = b"\1" * (span.end - span.start)
        parsed.spans = _free(parsed.spans, verbatim)
    for item in code:
        start, end = item.start, item.end
        if item.tag is None and not any(taken[start:end]):
            kind = SpanKind.PLACEHOLDER
            parsed.spans.append(InlineSpan(kind, start, end, start, end, text[start:end]))
            taken[start:end] = b"\1" * (end - start)
    bare, places = _decoded(text, _untaken(text, taken), taken)
    for found in items(bare, Syntax.PLAIN, names):
        start, end, kind = places[found.start], places[found.end], found.kind
        if not any(taken[start:end]):
            parsed.spans.append(InlineSpan(kind, start, end, start, end, unescape(text[start:end])))
            taken[start:end] = b"\1" * (end - start)
    for start, end, reads in _entities(text):
        if any(taken[start:end]):
            continue
        if next(emoji(reads), None) == (0, len(reads)):
            parsed.spans.append(InlineSpan(SpanKind.EMOJI, start, end, start, end, reads))
        else:
            parsed.edits.append((start, end, reads))
    parsed.spans.sort(key=lambda span: (span.start, -span.end))
    return parsed


def _formulas(shadow: str) -> Iterator[InlineSpan]:
    """Yield formulas of chemistry: a number below the line belongs to the letters before it."""
    for match in SUBSTANCE.finditer(shadow) if "<su" in shadow else ():
        start, end = match.span()
        yield InlineSpan(SpanKind.CODE, start, end, start, end, _TAG.sub("", match[0]))


_WITHIN_ITEMS = frozenset("#@_.-:/")
"""What hashtags, addresses and the like hold beside letters and digits."""


def _decoded(text: str, bare: str, taken: bytearray) -> tuple[str, Sequence[int]]:
    """Undo the entities that may stand in an item; say where each character stands in the text.

    `#&#x653F;` is a hashtag to a reader, and `desk&#64;example.org` an address.
    """
    if "&" not in bare:
        return bare, range(len(bare) + 1)
    parts: list[str] = []
    places: list[int] = []
    reached = 0
    for start, end, reads in _entities(text):
        if any(taken[start:end]) or len(reads) != 1:
            continue
        if reads.isalnum() or reads in _WITHIN_ITEMS or category(reads)[0] == "M":
            parts += (bare[reached:start], reads)
            places += (*range(reached, start), start)
            reached = end
    parts.append(bare[reached:])
    places += range(reached, len(bare) + 1)
    return "".join(parts), places


def _entities(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield where entities stand and what they read as; old ones need no semicolon."""
    for match in _ENTITY.finditer(text):
        start, end = match.span()
        if text[end - 1] != ";" and text[start + 1] != "#":
            name = text[start + 1 : end]
            known = (n for n in range(min(len(name), 6), 1, -1) if name[:n] in html5)
            length = next(known, 0)
            if not length:
                continue
            end = start + 1 + length
        reads = unescape(text[start:end])
        if reads != text[start:end]:
            yield start, end, reads


def _see(shadow: str, code: list[Opaque], tags: TagPairs, taken: bytearray) -> None:
    """Go through the tags of HTML and of templates in order; one may hold the other."""
    waiting = [item.tag for item in reversed(code) if item.tag is not None]
    for match in [*(tag for tag in _TAG.finditer(shadow) if tag["cut"] is None), None]:
        start, end = match.span() if match else (len(shadow), len(shadow))
        while waiting and waiting[-1].start < end:
            tag = waiting.pop()
            if tag.start < start:
                tags.template(tag)
                taken[tag.start : tag.end] = b"\1" * (tag.end - tag.start)
        if match:
            taken[start:end] = b"\1" * (end - start)
            tags.see(start, end)
    tags.leave()


_STRETCH = lazily(b"\1+")


def _untaken(text: str, taken: bytearray) -> str:
    """Put angle brackets for what is taken: no item reaches over one."""
    parts: list[str] = []
    reached = 0
    for match in _STRETCH.finditer(taken):
        parts += (text[reached : match.start()], "<" * (match.end() - match.start()))
        reached = match.end()
    parts.append(text[reached:])
    return "".join(parts)


def _free(spans: list[InlineSpan], verbatim: list[InlineSpan]) -> list[InlineSpan]:
    """Return the spans that do not stand inside one in which nothing is markup."""
    kept = outermost(verbatim)
    return [span for span in spans if not _is_within(span, kept)]


def _is_within(span: InlineSpan, kept: list[InlineSpan]) -> bool:
    before = bisect_right(kept, span.start, key=lambda each: each.start) - 1
    if before < 0:
        return False
    place = (kept[before].start, kept[before].end)
    return span.end <= place[1] and (span.start, span.end) != place
