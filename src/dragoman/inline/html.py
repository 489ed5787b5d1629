"""Where the inline markup of a stretch of HTML stands."""

from __future__ import annotations

import re
from html import unescape

from dragoman.inline.elements import named
from dragoman.inline.kinds import Span
from dragoman.inline.markdown import Parsed
from dragoman.inline.names import NO_NAMES, Names
from dragoman.inline.opaque import Opaque, opaque
from dragoman.inline.protected import items
from dragoman.inline.tags import Tags
from dragoman.inline.template import hidden
from dragoman.model import Syntax

MARKUP = re.compile(r"[<&]")

_TAG = re.compile(
    r"""<!--.*?(?:-->|\Z)|<[!?][^>]*>|</[A-Za-z][^>]*>|<[A-Za-z](?:[^\s"'>]|\s|"[^"]*"|'[^']*')*>""",
    re.DOTALL,
)
_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")


def parse(text: str, names: Names = NO_NAMES) -> Parsed:
    """Parse inline HTML: tags, entities, and the protected items between them."""
    parsed = Parsed()
    code = opaque(text, Syntax.HTML)
    shadow = hidden(text, [item.tag for item in code if item.tag is not None])
    tags = Tags(text)
    taken = bytearray(len(text))
    if code or MARKUP.search(text) is not None:
        _see(shadow, code, tags, taken)
        parsed.spans = [named(text, shadow, span) for span in tags.spans]
        for span in tags.verbatim:
            taken[span.start : span.end] = b"\1" * (span.end - span.start)
        parsed.spans = [span for span in parsed.spans if _free(span, tags.verbatim)]
    for start, end, kind in items(_untaken(text, taken), Syntax.PLAIN, names):
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


def _see(shadow: str, code: list[Opaque], tags: Tags, taken: bytearray) -> None:
    """Go through the tags of HTML and of templates in order; one may hold the other."""
    waiting = [item.tag for item in reversed(code) if item.tag is not None]
    for match in [*_TAG.finditer(shadow), None]:
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


_STRETCH = re.compile(b"\1+")


def _untaken(text: str, taken: bytearray) -> str:
    """Put angle brackets for what is taken: no item reaches over one."""
    parts: list[str] = []
    reached = 0
    for match in _STRETCH.finditer(taken):
        parts += (text[reached : match.start()], "<" * (match.end() - match.start()))
        reached = match.end()
    parts.append(text[reached:])
    return "".join(parts)


def _free(span: Span, verbatim: list[Span]) -> bool:
    """Whether the span does not stand inside one in which nothing is markup."""
    place = (span.start, span.end)
    return not any(
        kept.start <= span.start and span.end <= kept.end and (kept.start, kept.end) != place
        for kept in verbatim
    )
