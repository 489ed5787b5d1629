"""Hide what no rule may change, each piece behind a character of a private area."""

from __future__ import annotations

from dragoman.inline.names import NO_NAMES, Names
from dragoman.inline.reading import read
from dragoman.model import Syntax
from dragoman.patterns import lazily

_MARKUP, _ATOM = 0xF0000, 0x100000
_ROOM = 0xFFFD
_PRIVATE = lazily("[\U000f0000-\U0010ffff]")


def shield(text: str, syntax: Syntax, names: Names = NO_NAMES) -> tuple[str, dict[str, str]]:
    """Return the text with its markup and protected parts hidden, and what each one was.

    A text with more of them than the private area has room for comes back as one hidden piece.
    """
    reading = read(text, syntax, names)
    cuts: list[tuple[int, int, int]] = [(start, end, _ATOM) for start, end, _ in reading.edits]
    for span in reading.spans:
        if span.kind.wrapping:
            cuts.append((span.start, span.inner_start, _MARKUP))
            cuts.append((span.inner_end, span.end, _MARKUP))
        else:
            cuts.append((span.start, span.end, _MARKUP if span.kind.point else _ATOM))
    cuts += [(match.start(), match.end(), _ATOM) for match in _PRIVATE.finditer(text)]
    if not cuts:
        return text, {}
    if len(cuts) > _ROOM:
        return chr(_ATOM), {chr(_ATOM): text}
    hidden: dict[str, str] = {}
    parts: list[str] = []
    reached = 0
    for start, end, base in sorted(cuts):
        if start < reached or start == end:
            continue
        stand_in = chr(base + len(hidden))
        hidden[stand_in] = text[start:end]
        parts += [text[reached:start], stand_in]
        reached = end
    return "".join((*parts, text[reached:])), hidden


def unshield(text: str, hidden: dict[str, str]) -> str:
    """Put back what was hidden."""
    return _PRIVATE.sub(lambda match: hidden.get(match[0], match[0]), text) if hidden else text
