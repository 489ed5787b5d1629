"""Where the inline markup of a stretch of HTML stands."""

from __future__ import annotations

import re
from html import unescape

from dragoman.inline.kinds import Span, SpanKind
from dragoman.inline.markdown import Parsed
from dragoman.inline.names import NO_NAMES, Names
from dragoman.inline.protected import items
from dragoman.inline.tags import Tags
from dragoman.model import Syntax

MARKUP = re.compile(r"[<&]")

_TAG = re.compile(
    r"""<!--.*?(?:-->|\Z)|<[!?][^>]*>|</[A-Za-z][^>]*>|<[A-Za-z](?:[^\s"'>]|\s|"[^"]*"|'[^']*')*>""",
    re.DOTALL,
)
_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_VALUE = r"""\s{}\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'=<>`]+))"""
_ALT, _TITLE, _HREF, _SOURCE = (
    re.compile(_VALUE.format(name), re.IGNORECASE) for name in ("alt", "title", "href", "src")
)


def parse(text: str, names: Names = NO_NAMES) -> Parsed:
    """Parse inline HTML: tags, entities, and the protected items between them."""
    parsed = Parsed()
    tags = Tags(text)
    taken = bytearray(len(text))
    if MARKUP.search(text) is not None:
        for match in _TAG.finditer(text):
            start, end = match.span()
            taken[start:end] = b"\1" * (end - start)
            tags.see(start, end)
        tags.leave()
        parsed.spans = [_named(text, span) for span in tags.spans]
        for span in tags.verbatim:
            taken[span.start : span.end] = b"\1" * (span.end - span.start)
        parsed.spans = [span for span in parsed.spans if _free(span, tags.verbatim)]
    # No item reaches over an angle bracket.
    shown = "".join("<" if taken[place] else text[place] for place in range(len(text)))
    for start, end, kind in items(shown, Syntax.PLAIN, names):
        if not any(taken[start:end]):
            parsed.spans.append(Span(kind, start, end, start, end, unescape(text[start:end])))
            taken[start:end] = b"\1" * (end - start)
    for match in _ENTITY.finditer(text):
        if not any(taken[match.start() : match.end()]):
            reads = unescape(match[0])
            if reads != match[0]:
                parsed.edits.append((*match.span(), reads))
    parsed.spans.sort(key=lambda span: (span.start, -span.end))
    return parsed


def _free(span: Span, verbatim: list[Span]) -> bool:
    """Whether the span does not stand inside one in which nothing is markup."""
    place = (span.start, span.end)
    return not any(
        kept.start <= span.start and span.end <= kept.end and (kept.start, kept.end) != place
        for kept in verbatim
    )


def _named(text: str, span: Span) -> Span:
    """Make links and pictures of the tags that are: what they lead to must survive."""
    opening = text[span.start : span.inner_start]
    if span.kind is SpanKind.TAG:
        title = _within(_TITLE, opening, span.start)
        href = _HREF.search(opening) if span.text == "a" else None
        kind = SpanKind.LINK if href else span.kind
        name = unescape(_first(href)) if href else span.text
        ends = (span.start, span.end, span.inner_start, span.inner_end)
        return Span(kind, *ends, name, title)
    if span.kind is SpanKind.VOID and span.text == "img":
        alt = _within(_ALT, opening, span.start) or (span.end, span.end)
        source = _SOURCE.search(opening)
        name = unescape(_first(source)) if source else ""
        title = _within(_TITLE, opening, span.start)
        return Span(SpanKind.IMAGE, span.start, span.end, *alt, name, title)
    return span


def _first(match: re.Match[str] | None) -> str:
    return next((group for group in match.groups() if group is not None), "") if match else ""


def _within(pattern: re.Pattern[str], tag: str, start: int) -> tuple[int, int] | None:
    """Where the value of an attribute stands; nothing if there is no value in quotes."""
    match = pattern.search(tag)
    if match is None:
        return None
    group = 1 if match[1] is not None else 2 if match[2] is not None else 0
    if not group or not match[group].strip():
        return None
    return start + match.start(group), start + match.end(group)
