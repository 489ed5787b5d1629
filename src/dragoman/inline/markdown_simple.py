"""Markdown that needs no parser: words, code, links and emphasis that do not lie in each other.

Most sentences hold no more than that. To read them so takes a small part of the time of parsing
them, and gives the same; what is not surely of this kind is parsed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from dragoman.inline.kinds import InlineSpan, SpanKind
from dragoman.inline.protected import ProtectedItem

_WORDS = r"[^\n&*<\[\\\]`_~]"
_ADDRESS = r"[^\s()<>\\&`\[\]\"']+"
_TEXT = re.compile(
    rf"(?P<words>(?:{_WORDS}|(?<![ \n])\n|&(?=[ \n]))++)"
    r"|(?<!`)`(?P<code>[^\s`](?:[^\n`]*[^\s`])?)`(?!`)"
    rf"|(?<![!\\])\[(?P<label>(?!\^){_WORDS}+)\]\((?P<address>{_ADDRESS})\)(?!\{{)"
    rf"|(?<=!)\[(?P<shown>{_WORDS}*)\]\((?P<picture>{_ADDRESS})\)(?!\{{)"
    r"|(?<![!\\])\[\^(?P<note>[^\]\[\s&*<\\`_~]+)\](?![\[({:])"
    rf"|(?<![^\s(])(?P<mark>\*\*?)(?=[^\W_])(?P<stressed>{_WORDS}*(?:[^\W_]|[^\n&*<\[\\\]`_~\s]"
    r"(?=\*\*?(?:\s|\Z))))(?P=mark)(?!\*)"
    rf"|(?<![^\s(])_(?=[^\W_])(?P<slanted>{_WORDS}*[^\W_])_(?![^\W_]|_)"
)


_ADDRESSED = frozenset((SpanKind.LINK, SpanKind.IMAGE))
_WHOLE = frozenset((SpanKind.CODE, SpanKind.IMAGE))


def simple(text: str, items: Iterable[ProtectedItem]) -> list[InlineSpan] | None:
    """Return the markup of a text without its items; `None` where it takes a parser to find it.

    No item lies partly in it.
    """
    found: list[InlineSpan] = []
    reached = 0
    while reached < len(text):
        match = _TEXT.match(text, reached)
        if match is None:
            return None
        reached = match.end()
        if match.lastgroup != "words":
            found.append(_span(match))
    if any(_divides(item, found) for item in items):
        return None
    return found


def _span(match: re.Match[str]) -> InlineSpan:
    start, end = match.span()
    match match.lastgroup:
        case "code":
            return InlineSpan(SpanKind.CODE, start, end, start + 1, end - 1, match["code"])
        case "address":
            return InlineSpan(SpanKind.LINK, start, end, *match.span("label"), match["address"])
        case "picture":
            start -= 1
            return InlineSpan(SpanKind.IMAGE, start, end, *match.span("shown"), match["picture"])
        case "note":
            return InlineSpan(SpanKind.FOOTNOTE, start, end, end, end, match["note"])
        case "slanted":
            return InlineSpan(SpanKind.EMPHASIS, start, end, *match.span("slanted"))
    kind = SpanKind.STRONG if len(match["mark"]) == 2 else SpanKind.EMPHASIS
    return InlineSpan(kind, start, end, *match.span("stressed"))


def _divides(item: ProtectedItem, spans: Iterable[InlineSpan]) -> bool:
    """Whether an item lies partly in a span."""
    for span in spans:
        if item.start < span.end and span.start < item.end:
            inside = span.inner_start <= item.start and item.end <= span.inner_end
            after = span.kind in _ADDRESSED and span.inner_end < item.start < span.end
            if not inside and not (after and item.end <= span.end):
                return True
    return False


def shown(items: Iterable[ProtectedItem], spans: Iterable[InlineSpan]) -> Iterator[ProtectedItem]:
    """Yield the items that are not in code, in an image or in an address."""
    for item in items:
        if not any(
            span.start <= item.start < span.end
            and (span.kind in _WHOLE or item.start >= span.inner_end)
            for span in spans
        ):
            yield item
