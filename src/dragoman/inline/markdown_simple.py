"""Markdown that needs no parser: words, code, links and emphasis, if these do not overlap.

Most sentences hold no more than that. To read them so takes a small part of the time of parsing
them, and gives the same; what is not surely of this kind is parsed.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Callable, Iterable, Iterator

from dragoman.inline.kinds import InlineSpan, SpanKind
from dragoman.inline.protected import ProtectedItem
from dragoman.patterns import lazily

_PLAIN = r"[^\n&*<\[\\\]`_~]"
_WORDS = rf"(?:{_PLAIN}|(?<![ \n])\n)"
_IN_WORD = r"(?<=[^\W_])_(?=[^\W_])"
"""An underscore that begins and ends no emphasis."""

_ADDRESS = r"(?:[^\s()<>\\&`\[\]\"']|&(?![#\w]{1,32};))+"
_PICTURE = rf"\[{_WORDS}*\]\({_ADDRESS}\)"
_LABEL = rf"(?:{_WORDS}|{_IN_WORD})+|{_WORDS}*+_{_WORDS}*+"
"""What a link shows: a lone underscore there has no partner, wherever another one stands."""

_MIXED = rf"(?:[^&<\[\\\]~!]|!{_PICTURE}|!(?!\[))+"
"""The same with code, emphasis or a picture in it."""

_CODE = r"`[^\s`](?:[^\n`]*[^\s`])?`"
_REFERENCE = r"(?!\^)[^\n\[\]\\&*<`~]*"
_TEXT = lazily(
    rf"(?P<words>(?:{_PLAIN}++|(?<![ \n])\n|&(?=[ \n])|{_IN_WORD}|(?<!~)~(?!~))++)"
    rf"|(?<!`)(?P<code>{_CODE})(?!`)"
    rf"|(?<![!\\])\[(?!\^)(?:(?P<label>{_LABEL})|(?P<mixed>{_MIXED}))\]"
    rf"(?:\((?P<address>{_ADDRESS})\)|\[(?P<reference>{_REFERENCE})\])(?![\[({{])"
    rf"|(?<=!)\[(?P<shown>{_WORDS}*)\]\((?P<picture>{_ADDRESS})\)(?!\{{)"
    r"|(?<![!\\])\[\^(?P<note>[^\]\[\s&*<\\`_~]+)\](?![\[({:])"
    rf"|(?<![!\\])\[(?!\^)(?P<bracketed>{_WORDS}*)\](?![\[({{:])"
    rf"|(?<![^\s(\[])(?P<mark>\*\*?)(?=[^\W_])(?P<stressed>{_WORDS}*(?:[^\W_]|[^\n&*<\[\\\]`_~\s]"
    r"(?=\*\*?(?:\s|\Z))))(?P=mark)(?!\*)"
    rf"|(?<![^\s(\[])\*\*(?P<bold>{_CODE})\*\*(?=[\s.,:;)]|\Z)"
    rf"|(?<![^\s(\[])_(?=[^\W_])(?P<slanted>{_WORDS}*[^\W_])_(?![^\W_]|_)"
)


_ADDRESSED = frozenset((SpanKind.LINK, SpanKind.IMAGE))
_WHOLE = frozenset((SpanKind.CODE, SpanKind.IMAGE))


def simple(
    text: str, items: Iterable[ProtectedItem], is_label: Callable[[str], bool] | None = None
) -> list[InlineSpan] | None:
    """Return the markup of a text without its items; `None` where it takes a parser to find it.

    No item lies partly in it. `is_label` says what in brackets alone is a link; to know none,
    words in brackets are taken for words.
    """
    found: list[InlineSpan] = []
    bracketed: list[InlineSpan] = []
    if not _scan(text, 0, len(text), found, bracketed):
        return None
    if is_label is not None:
        found += [span for span in bracketed if is_label(text[span.inner_start : span.inner_end])]
    if any(_divides(item, touched) for item, touched in _touching(items, found)):
        return None
    return found


def _scan(
    text: str,
    start: int,
    end: int,
    found: list[InlineSpan],
    bracketed: list[InlineSpan] | None = None,
) -> bool:
    """Add the markup of a stretch; tell whether that is all that the stretch holds.

    What is in brackets alone may be a link: without a list for it, it is not passed over.
    """
    while start < end:
        match = _TEXT.match(text, start, end)
        if match is None or (match.lastgroup == "bracketed" and bracketed is None):
            return False
        start = match.end()
        if match.lastgroup == "words":
            continue
        if match.lastgroup == "bracketed":
            if bracketed is not None:
                inner = match.span("bracketed")
                bracketed.append(InlineSpan(SpanKind.LINK, *match.span(), *inner))
            continue
        found.append(_span(match))
        if match["mixed"] is not None:
            if not _scan(text, *match.span("mixed"), found):
                return False
        elif match["bold"] is not None:
            found.append(_code(*match.span("bold"), text))
    return True


def _code(start: int, end: int, text: str) -> InlineSpan:
    return InlineSpan(SpanKind.CODE, start, end, start + 1, end - 1, text[start + 1 : end - 1])


def _span(match: re.Match[str]) -> InlineSpan:
    start, end = match.span()
    match match.lastgroup:
        case "code":
            return _code(start, end, match.string)
        case "address" | "reference":
            return _link(match)
        case "picture":
            start -= 1
            return InlineSpan(SpanKind.IMAGE, start, end, *match.span("shown"), match["picture"])
        case "note":
            return InlineSpan(SpanKind.FOOTNOTE, start, end, end, end, match["note"])
        case "slanted":
            return InlineSpan(SpanKind.EMPHASIS, start, end, *match.span("slanted"))
        case "bold":
            return InlineSpan(SpanKind.STRONG, start, end, *match.span("bold"))
    kind = SpanKind.STRONG if len(match["mark"]) == 2 else SpanKind.EMPHASIS
    return InlineSpan(kind, start, end, *match.span("stressed"))


def _link(match: re.Match[str]) -> InlineSpan:
    """Return a link to an address, or to what is defined elsewhere in the article."""
    inner = start, end = match.span("label" if match["mixed"] is None else "mixed")
    address = match["address"]
    if address is None:
        label = match["reference"].strip() or match.string[start:end]
        address = f"[{' '.join(label.casefold().split())}]"
    return InlineSpan(SpanKind.LINK, *match.span(), *inner, address)


def _touching(
    items: Iterable[ProtectedItem], spans: Iterable[InlineSpan]
) -> Iterator[tuple[ProtectedItem, list[InlineSpan]]]:
    """Yield each item with the spans that it has a character in common with, in their order.

    A long paragraph has thousands of both: each is looked at a few times.
    """
    ordered = sorted(items, key=lambda item: item.start)
    if not ordered:
        return
    waiting = deque(sorted(spans, key=lambda span: span.start))
    near: list[InlineSpan] = []
    for item in ordered:
        while waiting and waiting[0].start < item.end:
            near.append(waiting.popleft())
        near = [span for span in near if item.start < span.end]
        yield item, [span for span in near if span.start < item.end]


def _divides(item: ProtectedItem, touched: Iterable[InlineSpan]) -> bool:
    """Whether an item lies partly in one of the spans that it touches."""
    for span in touched:
        inside = span.inner_start <= item.start and item.end <= span.inner_end
        after = span.kind in _ADDRESSED and span.inner_end < item.start < span.end
        if not inside and not (after and item.end <= span.end):
            return True
    return False


def shown(items: Iterable[ProtectedItem], spans: Iterable[InlineSpan]) -> Iterator[ProtectedItem]:
    """Yield the items that are not in code, in an image or in an address, in their order."""
    for item, touched in _touching(items, spans):
        if not any(
            span.start <= item.start and (span.kind in _WHOLE or item.start >= span.inner_end)
            for span in touched
        ):
            yield item
