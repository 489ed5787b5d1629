"""Ids of headings, so that links can lead to them.

A copy has the ids of its original, heading by heading: a link to `#roads-closed` leads to the same
place in every language.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Sequence

from dragoman import inline
from dragoman.model import Syntax

_HEADING = re.compile(
    r"<h([1-6])((?:\s[^<>]*)?)>([^<]*+(?:<(?!h\1\b|/h\1>)[^<]*+)*+)</h\1>", re.IGNORECASE
)
_ID = re.compile(r"""\sid\s*=\s*["']?([^"'\s>]+)""", re.IGNORECASE)


def slug(text: str) -> str:
    """Return a text as site generators make an id of it: `Roads closed!` → `roads-closed`."""
    words = re.sub(r"[^\w\s-]", "", text.lower())
    return re.sub(r"[\s_]+", "-", words.strip()) or "section"


def chosen(own: Sequence[str | None], texts: Iterable[str], original: Sequence[str]) -> list[str]:
    """Return the id of each heading: its own, the original's in its place, or one of its words."""
    taken = {each for each in own if each}
    same = len(original) == len(own)
    found: list[str] = []
    for number, (given, text) in enumerate(zip(own, texts, strict=True)):
        wanted = given or (original[number] if same else slug(text))
        name, count = wanted, 1
        while not given and (name in taken):
            name, count = f"{wanted}-{count}", count + 1
        taken.add(name)
        found.append(name)
    return found


def identified(body: str, original: Sequence[str] = ()) -> tuple[str, tuple[str, ...]]:
    """Return HTML whose headings all have an id, and the ids; first levels become second ones."""
    matches = list(_HEADING.finditer(body))
    lower = any(match[1] == "1" for match in matches)
    own = [found[1] if (found := _ID.search(match[2])) else None for match in matches]
    texts = [html.unescape(inline.plain(match[3], Syntax.HTML)) for match in matches]
    ids = chosen(own, texts, original)
    parts, reached = [], 0
    for match, given, name in zip(matches, own, ids, strict=True):
        level = min(int(match[1]) + lower, 6)
        added = "" if given else f' id="{html.escape(name)}"'
        parts.append(body[reached : match.start()])
        parts.append(f"<h{level}{match[2]}{added}>{match[3]}</h{level}>")
        reached = match.end()
    return "".join([*parts, body[reached:]]), tuple(ids)
