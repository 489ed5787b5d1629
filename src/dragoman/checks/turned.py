"""A check that nothing in a target turns the text of the page around."""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterator

from dragoman.checks.pair import Pair
from dragoman.model import Syntax
from dragoman.patterns import lazily

_MAYBE = lazily("[\u202a-\u202e\u2066-\u2069&<]")
"""Without any of these, there is no mark, no entity and no tag."""

_TURNING = lazily("[\u202d\u202e]|<bdo\\b", re.IGNORECASE)
_CLOSING = {"\u202c": "\u202a\u202b\u202d\u202e", "\u2069": "\u2066\u2067\u2068"}
"""Marks that end what others began, with those others; the algorithm is Unicode's UAX #9."""

_OPENING = dict.fromkeys("\u202a\u202b", "\u202c") | dict.fromkeys("\u2066\u2067\u2068", "\u2069")


def check_turned_text(pair: Pair) -> Iterator[str]:
    """Find marks that set letters in another order than they are read, or that never end.

    What the source has as well is its author's.
    """
    if _MAYBE.search(pair.written) is None:
        return
    source, target = _shown(pair.source, pair.syntax), _shown(pair.written, pair.syntax)
    more = Counter(_TURNING.findall(target)) - Counter(_TURNING.findall(source))
    for mark in more:
        name = f"U+{ord(mark):04X}" if len(mark) == 1 else f"`{mark}>`"
        yield f"{name} turns the letters behind it around"
    unended = _unended(target) - _unended(source)
    for mark in unended:
        yield f"U+{ord(mark):04X} is not ended by U+{ord(_OPENING[mark]):04X}"


def _shown(text: str, syntax: Syntax) -> str:
    """The text with the characters that its numeric entities stand for."""
    return text if syntax is Syntax.PLAIN or "&#" not in text else html.unescape(text)


def _unended(text: str) -> Counter[str]:
    """Count the marks that nothing ends before their paragraph does."""
    found: Counter[str] = Counter()
    for paragraph in text.split("\n\n"):
        opened: list[str] = []
        for mark in paragraph:
            if mark in _OPENING:
                opened.append(mark)
            elif mark in _CLOSING and opened and opened[-1] in _CLOSING[mark]:
                opened.pop()
        found.update(opened)
    return found
