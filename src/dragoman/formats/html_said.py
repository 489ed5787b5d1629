"""Whether a stretch of HTML says anything: what is code and markup alone is no text."""

from __future__ import annotations

import re

from dragoman.formats.cover import readable
from dragoman.inline import mask, plain, spans
from dragoman.inline.kinds import SpanKind
from dragoman.inline.opaque import opaque
from dragoman.model import Syntax
from dragoman.patterns import lazily

_MARKUP = lazily(r"[<&{\[]")
_WORD_FIRST = lazily(
    r"(?:[^\w<&{\[]|<(?:a|b|i|u|em|strong|span|small|font)(?:[ ][^<>{]*+)?>){0,9}+[^\W_]"
)
"""The usual beginning of a stretch in which something is said: a word, perhaps in an element."""

_DRAWN = lazily(r"<(svg|math)\b[^<]*+(?:<(?!/?\1\b)[^<]*+)*+</\1\s*>", re.IGNORECASE)


def _without_code(text: str) -> str:
    """Leave out template tags and shortcodes."""
    parts: list[str] = []
    reached = 0
    for code in opaque(text, Syntax.HTML):
        parts.append(text[reached : code.start])
        reached = code.end
    return "".join((*parts, text[reached:]))


def says_something(raw: str) -> bool:
    """Whether a reader sees or hears words in the stretch."""
    if _WORD_FIRST.match(raw):
        return True
    if not _MARKUP.search(raw):
        return readable(raw)
    bare = _without_code(_DRAWN.sub("", raw))
    if readable(plain(bare, Syntax.HTML)):
        return True
    for span in spans(bare, Syntax.HTML):
        places = [span.title, *span.others]
        if span.kind is SpanKind.IMAGE:
            places.append((span.inner_start, span.inner_end))
        if any(place and mask(bare[slice(*place)], Syntax.PLAIN).requests for place in places):
            return True
    return False
