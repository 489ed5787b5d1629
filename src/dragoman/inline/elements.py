"""What readers see and hear of HTML elements beside their content, and where they lead."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from html import unescape

from dragoman.inline.kinds import InlineSpan, SpanKind
from dragoman.inline.tags import UNTRANSLATED
from dragoman.patterns import lazily

_ATTRIBUTE = lazily(r"""\s([^\s"'<>/=]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'<>][^\s<>]*+)))?""")
_SAID_BY_INPUT = {**dict.fromkeys(("submit", "button", "reset"), "value"), "image": "alt"}
"""Which attribute is the text of a button, by its type."""

HEARD = ("aria-label", "aria-description", "aria-placeholder", "aria-roledescription",
         "aria-valuetext", "aria-rowindextext", "aria-colindextext", "aria-braillelabel",
         "aria-brailleroledescription", "placeholder")  # fmt: skip
"""Attributes beside titles and descriptions of pictures that readers see or hear."""

HEARD_OF = {
    **dict.fromkeys(("option", "optgroup", "track", "menuitem"), ("label",)),
    **dict.fromkeys(("td", "th"), ("abbr",)),
    "table": ("summary",),
}
"""Those of some elements alone."""


def named(text: str, shadow: str, span: InlineSpan, *, links: bool = True) -> InlineSpan:
    """Make links and pictures of the tags that are: what they lead to must survive.

    `shadow` is the text without template tags. Without `links`, links stay tags.
    """
    opening = shadow[span.start : span.inner_start]
    if not opening.startswith("<") or opening.startswith("<!"):
        return span
    if span.kind is SpanKind.VOID and UNTRANSLATED.search(opening):
        return span
    said = _attributes(opening)
    title = _within(said.get("title"), span.start)
    if span.kind is SpanKind.TAG:
        href = said.get("href") if links and span.text == "a" else None
        kind = SpanKind.LINK if href else span.kind
        name = unescape(_value(text, span.start, href)) if href else span.text
        ends = (span.start, span.end, span.inner_start, span.inner_end)
        return InlineSpan(kind, *ends, name, title, _others(opening, said, span))
    if span.kind is SpanKind.VOID and span.text == "img":
        alt = _within(said.get("alt"), span.start) or (span.end, span.end)
        source = said.get("src")
        name = unescape(_value(text, span.start, source)) if source else ""
        others = _others(opening, said, span)
        return InlineSpan(SpanKind.IMAGE, span.start, span.end, *alt, name, title, others)
    if span.kind is SpanKind.VOID:
        return replace(span, title=title, others=_others(opening, said, span))
    return span


def _attributes(opening: str) -> dict[str, re.Match[str]]:
    """Return the attributes of a tag that have values; the first of a name counts."""
    found: dict[str, re.Match[str]] = {}
    for match in _ATTRIBUTE.finditer(opening) if "=" in opening else ():
        if match.lastindex and match.lastindex > 1:
            found.setdefault(match[1].lower(), match)
    return found


def _others(
    opening: str, said: Mapping[str, re.Match[str]], span: InlineSpan
) -> tuple[tuple[int, int], ...]:
    """Where the other values of a tag stand that readers see or hear."""
    names = [*HEARD, *HEARD_OF.get(span.text, ())]
    kind = said.get("type") if span.text == "input" else None
    said_by = kind and opening[slice(*kind.span(kind.lastindex or 0))].lower()
    if said_by in _SAID_BY_INPUT:
        names.append(_SAID_BY_INPUT[said_by])
    found = [_within(said.get(name), span.start) for name in names]
    return tuple(sorted(place for place in found if place is not None))


def _value(text: str, start: int, match: re.Match[str]) -> str:
    """Return the value of an attribute that was found in a tag which begins at `start`."""
    group = match.lastindex or 0
    return text[start + match.start(group) : start + match.end(group)]


def _within(match: re.Match[str] | None, start: int) -> tuple[int, int] | None:
    """Where the value of an attribute stands, without quotes; nothing if it is empty."""
    if match is None or not match.lastindex or not match[match.lastindex].strip():
        return None
    return start + match.start(match.lastindex), start + match.end(match.lastindex)
