"""An HTML document as a tree of elements that know where they stand in the source.

This is the only place that knows the parser. It notes for each start and end tag where it
stands; elements that the parser adds by itself, such as `tbody`, stand nowhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from dragoman.formats.lines import Extent
from dragoman.patterns import lazily


@dataclass(slots=True)
class Element:
    """An element, or a text with the name `#text`."""

    name: str
    start: int | None
    attributes: Mapping[str, str | None] = field(default_factory=dict)
    start_tag: Extent | None = None
    end_tag: Extent | None = None
    end: int = 0
    """Where the element ends, its end tag included if it has one."""

    children: list[Element] = field(default_factory=list)

    @property
    def tags(self) -> Iterator[Extent]:
        """Where its tags stand."""
        return (tag for tag in (self.start_tag, self.end_tag) if tag is not None)

    @property
    def extent(self) -> Extent:
        """From its start tag to its end."""
        start = self.start_tag[0] if self.start_tag else self.end
        return start, max(start, self.end)

    @property
    def inner(self) -> Extent | None:
        """What lies between its tags; nothing if it has no end tag."""
        if self.start_tag is None or self.end_tag is None:
            return None
        return self.start_tag[1], self.end_tag[0]


@dataclass(frozen=True, slots=True)
class Tree:
    """A parsed document."""

    root: Element


_WHOLE = lazily(r"<(?:!doctype|html|head|body)\b", re.IGNORECASE)


def is_whole(text: str) -> bool:
    """Whether a text is a page and not a fragment of one."""
    return _WHOLE.search(text, 0, 2000) is not None


_LONGEST_KEPT = 300_000
"""Characters. The trees of longer pages take too much memory to be kept."""

_SHORT = 300
"""Characters of a fragment of which many are kept."""


def tree(text: str, *, fragment: bool) -> Tree:
    """Parse a page, or a fragment of one, as HTML5 says; never raises for bad HTML.

    Whoever reads an article, its metadata, and each of its copies asks for the same tree, which
    nobody changes: that of the last texts is kept. A Markdown text has the same tags many times.
    """
    if len(text) <= _SHORT:
        return _kept_short(text, fragment=fragment)
    return (_kept if len(text) <= _LONGEST_KEPT else _parsed)(text, fragment=fragment)


def _parsed(text: str, *, fragment: bool) -> Tree:
    from justhtml import JustHTML

    document = JustHTML(
        text,
        sanitize=False,
        track_node_locations=True,
        fragment=fragment,
        scripting_enabled=False,
    )
    root = Element("#root", 0, end=len(text))
    _fill(root, document.root, len(text))
    return Tree(root)


_kept = lru_cache(maxsize=4)(_parsed)
_kept_short = lru_cache(maxsize=256)(_parsed)


def _fill(element: Element, node: Any, limit: int) -> None:
    """Add the node's children; `limit` is where the element ends at the latest."""
    waiting: list[tuple[Element, Any, int]] = [(element, node, limit)]
    while waiting:
        parent, source, last = waiting.pop()
        content = getattr(source, "template_content", None) if source.name == "template" else None
        children = list((content or source).children or ())
        kept = [child for child in children if child.name not in _SILENT]
        made = [_element(child) for child in kept]
        for number, (own, child) in enumerate(zip(made, kept, strict=True)):
            own.end = own.end_tag[1] if own.end_tag else _next_start(made, number, last)
            if child.name != "#text":
                waiting.append((own, child, own.end_tag[0] if own.end_tag else own.end))
        parent.children = made


def _next_start(siblings: list[Element], number: int, last: int) -> int:
    """Return where the next sibling begins, of those behind this one in the source."""
    start = siblings[number].start or 0
    for index in range(number + 1, len(siblings)):
        place = siblings[index].start
        if place is not None and place >= start:
            return place
    return last


_SILENT = frozenset(("#comment", "!doctype", "#doctype"))


def _element(node: Any) -> Element:
    if node.name == "#text":
        return Element("#text", node.origin_offset)
    attributes = {name.lower(): value for name, value in node.attrs.items()} if node.attrs else {}
    # Where the tags stand, the parser keeps on its nodes without a public name.
    return Element(
        node.name.lower(),
        node.origin_offset,
        attributes,
        _place(node._start_tag_start, node._start_tag_end),
        _place(node._end_tag_start, node._end_tag_end),
    )


def _place(start: int | None, end: int | None) -> Extent | None:
    return None if start is None or end is None else (start, end)


def is_switched(node: Element, on: bool) -> bool:
    """Whether text in the element is translated, given whether it is round it."""
    said = node.attributes.get("translate")
    if said is not None and said.lower() in ("yes", ""):
        return True
    classes = (node.attributes.get("class") or "").split()
    return on and not ("notranslate" in classes or (said or "").lower() == "no")
