"""Direction marks for right-to-left text: none in what is stored, the needed ones in exports.

A reader's program guesses a paragraph's direction from its first strong letter, and puts marks
beside a Latin word on the side that its neighbours suggest. A right-to-left mark before a
paragraph that begins in Latin, and isolates (LRI … PDI) round addresses, phone numbers, handles
and names that end in a mark, leave nothing to guess. The algorithm is Unicode's UAX #9.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from dragoman import inline, languages
from dragoman.inline import SpanKind
from dragoman.model import Syntax
from dragoman.patterns import lazily

RLM, LRI, PDI = "\u200f", "\u2066", "\u2069"

_BDI = ('<bdi dir="ltr">', "</bdi>")

_MARKS = lazily("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_ISOLATED = frozenset(
    (SpanKind.URL, SpanKind.ADDRESS, SpanKind.HANDLE, SpanKind.FILE, SpanKind.PLACEHOLDER)
)
_CODE = ("{%", "{{<", "{{%", "{#", "{:", "{.", ":", "[", "<%")
"""How template tags and the like begin that print nothing of their own."""

_PHONE = lazily(r"(?<![\w+.,/-])(?:\+\d|\(\d|\d{2,4}[ -])[\d ()-]{5,30}\d(?![\w/-]|[.,]\d)")
_NAME = lazily(
    r"(?<![\w@./-])(?:[A-Za-z]\w*(?:\+\+|#)|Yahoo!|(?:[A-Z]\w* )?(?:Inc|Ltd|Co|Corp|Jr|Sr|St)\.)"
    r"(?![\w+#])"
)


def stripped(text: str) -> str:
    """Return the text without direction marks, as checks and comparisons want it."""
    return _MARKS.sub("", text)


def isolated(text: str) -> str:
    """Return the text so that what stands round it in a right-to-left line cannot reorder it."""
    return f"{LRI}{text}{PDI}"


def marked(text: str, syntax: Syntax, locale: str, *, begins: bool) -> str:
    """Return the text with the direction marks that a reader's program needs.

    `begins` says whether a paragraph begins with the text. Text in left-to-right locales, and
    what carries such marks already, stays as it is. In Markdown, a bare web address gets angle
    brackets, so that the isolate is no part of the link. HTML gets `bdi` elements and no marks.
    """
    if not languages.is_rtl(locale) or _MARKS.search(text) or _BDI[0] in text:
        return text
    result = _isolated(text, syntax)
    if syntax is Syntax.HTML:
        return result  # the page says its direction; `bdi` does the rest
    if inline.inventory(result, syntax) != inline.inventory(text, syntax):
        result = text
    if begins and _first_strong(inline.plain(text, syntax)) == "L":
        with_mark = RLM + result
        same = inline.inventory(with_mark, syntax) == inline.inventory(result, syntax)
        result = with_mark if same else result
    return result


def _isolated(text: str, syntax: Syntax) -> str:
    parts: list[str] = []
    reached = 0
    for start, end, address in sorted(_stretches(text, syntax)):
        if start < reached:
            continue
        own = text[start:end]
        if address and syntax is Syntax.MARKDOWN and not own.startswith("<"):
            own = f"<{own}>"
        opening, closing = (LRI, PDI) if syntax is not Syntax.HTML else _BDI
        parts += [text[reached:start], opening, own, closing]
        reached = end
    return "".join((*parts, text[reached:]))


def _stretches(text: str, syntax: Syntax) -> Iterator[tuple[int, int, bool]]:
    """Yield what must be isolated, and whether it is a web address with its scheme."""
    hidden = []
    # In a link's text an address is a text: brackets would make a link in a link of it.
    spans = inline.spans(text, syntax)
    links = [span for span in spans if span.kind is SpanKind.LINK and syntax is Syntax.MARKDOWN]
    for span in spans:
        link = next((each for each in links if each.start <= span.start < each.inner_end), None)
        if link is not None and span.kind is SpanKind.URL:
            if (link.inner_start, link.inner_end) == (span.start, span.end):
                yield link.start, link.end, False
        elif span.kind is SpanKind.PLACEHOLDER and span.text.startswith(_CODE):
            hidden.append((span.start, span.end))
        elif span.kind in _ISOLATED:
            address = span.kind is SpanKind.URL and "://" in span.text
            bare_host = span.kind is SpanKind.URL and text.startswith("www.", span.start)
            if not (bare_host and syntax is Syntax.MARKDOWN):
                yield span.start, span.end, address
        elif not span.kind.wrapping:
            hidden.append((span.start, span.end))
        if span.kind.wrapping:
            hidden += [(span.start, span.inner_start), (span.inner_end, span.end)]
    for pattern in (_PHONE, _NAME):
        for match in pattern.finditer(text):
            if not any(start < match.end() and match.start() < end for start, end in hidden):
                yield match.start(), match.end(), False


def _first_strong(text: str) -> str:
    """Return the bidirectional class of the first letter that has a direction."""
    for character in text:
        kind = unicodedata.bidirectional(character)
        if kind in ("L", "R", "AL"):
            return kind
    return ""
