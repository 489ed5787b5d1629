"""What readers see of a page and no segment can hold: it stays as it is, and is told.

Programs may count on such words, as on what a field holds at first, or find them where no sentence
stands, as in a style.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from dragoman.formats.html_tree import Element
from dragoman.formats.lines import Extent, trimmed
from dragoman.inline.elements import HEARD, HEARD_OF
from dragoman.inline.template import HIDDEN
from dragoman.patterns import lazily

Left = tuple[int, str]
"""Where something stands that stays, and what."""

ATTRIBUTES = ("title", "alt", *HEARD)
"""Attributes that people read, on elements that are not part of a sentence."""

_SHOWN_BY_SCRIPTS = (
    "data-caption", "data-content", "data-label", "data-original-title", "data-placeholder",
    "data-title", "data-tooltip", "data-bs-content", "data-bs-title", "data-bs-original-title",
)  # fmt: skip
"""Where pages keep what their scripts and styles show: tips, captions, headings of cells."""

_COMPONENT = lazily(r"<(?:[A-Z][a-z]|[A-Za-z][\w.]*+-)")
_SHOWN_BY_COMPONENTS = (
    "label", "caption", "description", "header", "heading", "message", "subtitle", "summary",
    "text", "tooltip",
)  # fmt: skip
"""What elements that a site makes for itself, as in MDX, are likely to show."""

_CODE = frozenset(("code", "kbd", "samp", "var"))
"""Elements within sentences that stay as they are, with what their tags say."""

_PROSE = lazily(r"[^\W\d_]{2}[ ][^\W\d_]")
_WORD = lazily(r"[^\W\d_]{2}")
_WORDS = lazily(r"(?<=>)[^<>]*?[^\W\d_]{2}[^<>]*")
_TAG = lazily(r"<[^<>]*>")
_STYLED = lazily(
    r"""(?<![\w-])content\s*:\s*(?P<quote>["'])(?P<words>[^"'\\\n]*)(?P=quote)""", re.IGNORECASE
)
_MOST = 90
"""How many characters are shown of what stays."""


def unsaid(node: Element, parent: Element, source: str) -> Iterator[Left]:
    """Yield what stays of an element, without the elements in it; of a template all."""
    if node.start_tag is None:
        return
    place, said = node.start_tag[0], node.attributes
    if _is_field(node) or (_is_suggestion(node, parent) and not said.get("label")):
        yield from _if_prose(place, said.get("value"), "a field")
    elif node.name == "textarea" and node.inner:
        yield from _if_prose(place, html.unescape(source[slice(*node.inner)]), "a field")
    elif node.name == "template" and node.inner:
        words = first_words(source, node)
        if words:
            yield words[0], _shown(source[slice(*words)], "a template")
    elif node.name == "style" and node.inner:
        for styled in _STYLED.finditer(source, *node.inner):
            if _WORD.search(styled["words"]):
                yield styled.start("words"), _shown(styled["words"], "a style")
    elif node.name == "iframe" and _PROSE.search(_TAG.sub("", said.get("srcdoc") or "")):
        yield place, "a page within this one"
    for name in _SHOWN_BY_SCRIPTS if said else ():
        yield from _if_prose(place, said.get(name), name)
    for name in _SHOWN_BY_COMPONENTS if said and _COMPONENT.match(source, place) else ():
        yield from _if_prose(place, said.get(name), name)


def _is_field(node: Element) -> bool:
    kind = (node.attributes.get("type") or "text").lower()
    return node.name == "input" and kind in ("text", "search")


def _is_suggestion(node: Element, parent: Element) -> bool:
    return node.name == "option" and parent.name == "datalist"


def first_words(source: str, node: Element) -> Extent | None:
    """Return where the first words stand between an element's tags."""
    words = _WORDS.search(source, *node.inner) if node.inner else None
    return trimmed(source, *words.span()) if words else None


def unheard(node: Element) -> Iterator[Left]:
    """Yield what stays in the tags of a part of a sentence that stays whole."""
    names = (*ATTRIBUTES, *HEARD_OF.get(node.name, ()))
    for name in names if node.start_tag else ():
        value = (node.attributes.get(name) or "").replace(HIDDEN, "").strip()
        if node.start_tag and _WORD.search(value):
            yield node.start_tag[0], _shown(value, name)


_UNHEARD = lazily(
    rf"<(?:svg|{'|'.join(sorted(_CODE))})\b[^<>]*?\s(?P<name>title|aria-label)="
    r"""(?P<quote>["'])(?P<value>[^"'<>]*)(?P=quote)"""
    r"""|\{:?[^{}]*?\s(?P<key>title|alt|aria-label)=(?P<mark>["'])(?P<words>[^"'{}]*)(?P=mark)""",
)
_NAMED = ("title=", "alt=", "aria-label=")


def may_be_unheard(text: str) -> bool:
    """Whether a text of Markdown may hold what `unheard_in` yields."""
    return any(name in text for name in _NAMED)


def unheard_in(text: str, start: int, end: int) -> Iterator[Left]:
    """Yield the same of a stretch of Markdown, and what its lists of attributes say."""
    for match in _UNHEARD.finditer(text, start, end):
        words = match["value"] or match["words"] or ""
        if _WORD.search(words):
            yield match.start(), _shown(words, match["name"] or match["key"])


def stays_whole(node: Element) -> bool:
    """Whether a part of a sentence is code, with what its tags say."""
    return node.name in _CODE


def _if_prose(place: int, value: str | None, where: str) -> Iterator[Left]:
    words = (value or "").replace(HIDDEN, "").strip()
    if "<" not in words and _PROSE.search(words):
        yield place, _shown(words, where)


def _shown(words: str, where: str) -> str:
    words = " ".join(words.split())
    return f"“{words if len(words) <= _MOST else words[:_MOST] + '…'}” in {where}"
