"""The words of a TMX segment, without the codes that other programs put between them."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import Any

_PAIRED = frozenset(("bpt", "ept"))
"""Codes that begin and end something, such as bold type: they part no words."""

_ALONE = frozenset(("ph", "it", "ut"))
"""Codes that stand for something, or for a tag whose partner is elsewhere."""

_GLYPHS = {
    "nbsp": "\u00a0",
    "x-nbsp": "\u00a0",
    "no-break space": "\u00a0",
    "non-breaking space": "\u00a0",
    "nonbreakingspace": "\u00a0",
    "narrow no-break space": "\u202f",
    "nnbsp": "\u202f",
    "zwnj": "\u200c",
    "x-zwnj": "\u200c",
    "shy": "",
    "soft hyphen": "",
    "softhyphen": "",
    "nobreakhyphen": "\u2011",
    "nonbreakinghyphen": "\u2011",
    "hyphen": "\u2011",
}
"""What a code is called, and the character that it stands for."""

_TYPE = re.compile(
    r"</?(?:b|i|u|s|em|strong|span|font|a|sub|sup|small|big|tt|code|cf|g|mark|del|ins|abbr"
    r"|w:r|w:rpr|w:t|[a-z]{1,2}[0-9]+)(?=[\s/>])",
    re.IGNORECASE,
)
"""Tags within words: `<b>hel</b>lo` is one word."""

_LITERAL = re.compile(r"<(/?)(?!h[1-6]\b)([a-z]{1,2}[0-9]+)(/?)>")
"""Tags of OmegaT, and of programs like it, which stand in the text itself."""


def words(segment: Any) -> str:
    """Return what a reader of the segment sees.

    A code that stands for a character is that character; one that parts two words is a space,
    unless it begins or ends a kind of type.
    """
    found = ""
    for part in _parts(segment):
        if isinstance(part, str):
            found = _put(found, part)
        else:
            found = _put(found, part.text) if part.text else found + _GLUE * part.parts
    return _settled(_LITERAL.sub(lambda match: _GLUE if match[3] else "", found))


_GLUE = "\ue000"
"""Where a code stood that may have parted words."""

_GLUES = re.compile(f"(.?){_GLUE}+(?=(.?))", re.DOTALL)


def _put(found: str, text: str) -> str:
    return found + text.replace(_GLUE, "")


def _settled(text: str) -> str:
    def between(match: re.Match[str]) -> str:
        before, after = match[1], match[2]
        return before + (" " if before.isalnum() and after.isalnum() else "")

    return _GLUES.sub(between, text)


class _InlineCode:
    """What stands between words."""

    def __init__(self, element: Any) -> None:
        said = "".join(map(str, element.itertext()))
        kind = element.get("type", "").strip().lower()
        equiv = element.get("equiv-text") or element.get("equiv") or ""
        self.text = _glyph(said) or _glyph(equiv) or _GLYPHS.get(kind, "")
        alone = element.tag.rpartition("}")[2] in _ALONE
        known = kind in _GLYPHS or _TYPE.match(html.unescape(said).strip())
        self.parts = alone and not known


def _glyph(said: str) -> str:
    """Return the character that a code's content stands for; nothing where it is a tag."""
    text = html.unescape(html.unescape(said))
    if (text and not text.strip()) or text in ("\u200b", "\u200c", "\u2011"):
        return text
    name = text.strip().strip("<>{}[]&;/ ").lower().removeprefix("w:")
    if name in ("br", "cr", "tab", "lf", "\\n", "\\t", "\\r\\n", "line break"):
        return " "
    return _GLYPHS.get(name, "")


def _parts(element: Any) -> Iterator[str | _InlineCode]:
    yield element.text or ""
    for child in element:
        name = child.tag.rpartition("}")[2] if isinstance(child.tag, str) else ""
        if name in _PAIRED or name in _ALONE:
            yield _InlineCode(child)
        elif name and name != "sub":
            yield from _parts(child)
        yield child.tail or ""
