"""What readers see and hear of HTML elements beside their content, and where they lead."""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape

from dragoman.inline.kinds import InlineSpan, SpanKind

_VALUE = r"""\s{}\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'=<>`]+))"""
_ALT, _TITLE, _HREF, _SOURCE, _LABEL, _PLACEHOLDER, _BUTTON, _TYPE = (
    re.compile(_VALUE.format(name), re.IGNORECASE)
    for name in ("alt", "title", "href", "src", "aria-label", "placeholder", "value", "type")
)
_BUTTONS = frozenset(("submit", "button", "reset"))


def named(text: str, shadow: str, span: InlineSpan, *, links: bool = True) -> InlineSpan:
    """Make links and pictures of the tags that are: what they lead to must survive.

    `shadow` is the text without template tags. Without `links`, links stay tags.
    """
    opening = shadow[span.start : span.inner_start]
    if span.kind is SpanKind.TAG and opening.startswith("<"):
        title = _within(_TITLE, opening, span.start)
        href = _HREF.search(opening) if links and span.text == "a" else None
        kind = SpanKind.LINK if href else span.kind
        name = unescape(_value(text, span.start, href)) if href else span.text
        ends = (span.start, span.end, span.inner_start, span.inner_end)
        return InlineSpan(kind, *ends, name, title, _others(opening, span))
    if span.kind is SpanKind.VOID and span.text == "img":
        alt = _within(_ALT, opening, span.start) or (span.end, span.end)
        source = _SOURCE.search(opening)
        name = unescape(_value(text, span.start, source)) if source else ""
        title = _within(_TITLE, opening, span.start)
        others = _others(opening, span)
        return InlineSpan(SpanKind.IMAGE, span.start, span.end, *alt, name, title, others)
    if span.kind is SpanKind.VOID and opening.startswith("<") and not opening.startswith("<!"):
        title = _within(_TITLE, opening, span.start)
        return replace(span, title=title, others=_others(opening, span))
    return span


def _others(opening: str, span: InlineSpan) -> tuple[tuple[int, int], ...]:
    """Where the other values of a tag stand that readers see or hear."""
    if "=" not in opening:
        return ()
    found = [_within(pattern, opening, span.start) for pattern in (_LABEL, _PLACEHOLDER)]
    kind = _TYPE.search(opening) if span.text == "input" else None
    if kind and opening[slice(*kind.span(kind.lastindex or 0))].lower() in _BUTTONS:
        found.append(_within(_BUTTON, opening, span.start))
    return tuple(sorted(place for place in found if place is not None))


def _value(text: str, start: int, match: re.Match[str]) -> str:
    """Return the value of an attribute that was found in a tag which begins at `start`."""
    group = next(number for number in (1, 2, 3) if match[number] is not None)
    return text[start + match.start(group) : start + match.end(group)]


def _within(pattern: re.Pattern[str], tag: str, start: int) -> tuple[int, int] | None:
    """Where the value of an attribute stands; nothing if there is no value in quotes."""
    match = pattern.search(tag)
    if match is None:
        return None
    group = 1 if match[1] is not None else 2 if match[2] is not None else 0
    if not group or not match[group].strip():
        return None
    return start + match.start(group), start + match.end(group)
