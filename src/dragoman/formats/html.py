"""HTML: whole pages and fragments, read by a real HTML5 parser.

The parser tells where each tag stands. Tags of blocks, and what is not to be translated, are
boundaries; what lies between two boundaries is a block, its inline tags included. So nothing but
the words that are translated changes a byte. Titles, descriptions and the like are blocks too.
"""

from __future__ import annotations

import html
import json
import re
from bisect import bisect_left
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from dragoman.formats import flow
from dragoman.formats.cover import Span, cover, readable
from dragoman.formats.html_tree import Element, Tree, tree
from dragoman.formats.lines import ENDING, Extent, first_ending, normalized, trimmed
from dragoman.inline import plain, spans
from dragoman.inline.kinds import SpanKind
from dragoman.model import Block, BlockKind, Syntax

# fmt: off
_INLINE = frozenset((
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "br", "cite", "code", "data", "del",
    "dfn", "em", "font", "i", "img", "input", "ins", "kbd", "label", "mark", "meter", "output",
    "progress", "q", "rp", "rt", "ruby", "s", "samp", "small", "span", "strike", "strong",
    "sub", "sup", "time", "tt", "u", "var", "wbr",
))
"""Elements that stand within a sentence. All others bound a block."""

_VERBATIM = frozenset((
    "script", "style", "pre", "template", "textarea", "svg", "math", "iframe", "object",
    "embed", "audio", "video", "canvas", "select", "datalist", "xmp", "plaintext", "noembed",
    "noframes",
))
"""Elements that hold no running text."""

_KINDS = {
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6", "hgroup"), BlockKind.HEADING),
    **dict.fromkeys(("li", "dt", "dd"), BlockKind.LIST_ITEM),
    **dict.fromkeys(("td", "th"), BlockKind.TABLE_CELL),
    "blockquote": BlockKind.QUOTATION,
}

_ATTRIBUTES = ("title", "alt", "placeholder", "aria-label")
"""Attributes that people read, on elements that are no part of a sentence."""

_META = frozenset((
    "description", "twitter:title", "twitter:description", "twitter:image:alt", "og:title",
    "og:description", "og:image:alt", "dc.title", "dc.description",
))
# fmt: on

_VALUE = re.compile(r"""\s([^\s"'<>/=]+)\s*=\s*("[^"]*"|'[^']*'|[^\s"'=<>`]+)""")
_LITERAL = re.compile(
    r'"(headline|alternativeHeadline|description)"\s*:\s*"((?:[^"\\\x00-\x1f]|\\.)*)"'
)
_NOISE = re.compile(r"\s*(?:<!(?:--.*?-->|[^>]*>)|</[A-Za-z][^>]*>)\s*", re.DOTALL)
_NOISE_AT_END = re.compile(
    r"\s*(?:<!--(?:(?!<!--).)*?-->|<(?!img|br|wbr|input)[A-Za-z](?:[^\"'<>]|\"[^\"]*\"|'[^']*')*>)\s*\Z",
    re.DOTALL | re.IGNORECASE,
)
_WHOLE = re.compile(r"<(?:!doctype|html|head|body)\b", re.IGNORECASE)
_ROOT = re.compile(r"<html\b[^>]*>", re.IGNORECASE)


def parse(path: str, text: str, keys: Collection[str]) -> tuple[Block, ...]:
    """Divide a page or a fragment into blocks; `keys` play no part."""
    del path, keys
    whole = _WHOLE.search(text, 0, 2000) is not None
    return cover(text, _Page(text, tree(text, fragment=not whole)).spans())


def encode(block: Block, targets: Sequence[str | None]) -> str:
    """Return the raw form of the block with the targets in place of its segments."""
    text = flow.joined(block, targets)
    style, _, ending = block.style.partition(":")
    if style == "flow":
        return ENDING.sub(ending, text)
    text = flow.on_one_line(text)
    if style == "json":
        # A closing tag would end the script, whatever stands round it.
        return json.dumps(text, ensure_ascii=False)[1:-1].replace("</", r"<\/")
    if style == "text":
        return html.escape(text, quote=False)
    quote = style if style in ("'", '"') else '"'
    text = text.replace("&", "&amp;").replace(quote, "&quot;" if quote == '"' else "&#39;")
    return text if style else f'"{text}"'


def localize(text: str, language: str, direction: str) -> str:
    """Set `lang` and `dir` on a page's root element, if it has one."""
    match = _ROOT.search(text)
    if match is None:
        return text
    tag = match[0]
    for name, value in (("lang", language), ("xml:lang", language), ("dir", direction)):
        known = re.compile(rf"""(\s{name}\s*=\s*)("[^"]*"|'[^']*'|[^\s"'=<>`]+)""", re.IGNORECASE)
        if known.search(tag):
            tag = known.sub(rf'\g<1>"{value}"', tag, count=1)
        elif name != "xml:lang":
            tag = f'{tag[:-1]} {name}="{value}">'
    return text[: match.start()] + tag + text[match.end() :]


@dataclass(frozen=True, slots=True)
class _Text:
    """Where running text begins, and of what kind of block it is."""

    start: int
    kind: BlockKind


class _Page:
    """A parsed page on its way to spans."""

    def __init__(self, source: str, page: Tree) -> None:
        self._source = source
        self._page = page
        self._ending = first_ending(source)
        self._bounds: list[Extent] = []
        self._texts: list[_Text] = []
        self._own: list[Span] = []

    def spans(self) -> list[Span]:
        """Return what is to be translated, in reading order, no two overlapping."""
        self._walk(self._page.root, BlockKind.PARAGRAPH, on=True)
        self._texts.sort(key=lambda text: text.start)
        found = [*self._own, *self._runs()]
        found.sort(key=lambda span: span.extent)
        kept: list[Span] = []
        for span in found:
            if not kept or span.extent[0] >= kept[-1].extent[1]:
                kept.append(span)
        return kept

    def _walk(self, element: Element, kind: BlockKind, *, on: bool) -> None:
        """Note boundaries, running text and attributes; `on` says that text is translated."""
        for node in element.children:
            if node.name == "#text":
                if on and node.start is not None:
                    self._texts.append(_Text(node.start, kind))
                continue
            inside = _switched(node, on)
            inline = node.name in _INLINE
            if node.name in _VERBATIM or (on and not inside and not inline):
                self._bounds.append(node.extent)
                self._special(node, on=inside)
                continue
            if not inline:
                self._bounds += node.tags
                self._attributes(node, on=inside)
                if self._special(node, on=inside):
                    continue
            self._walk(node, _KINDS.get(node.name, kind), on=inside)

    def _special(self, node: Element, *, on: bool) -> bool:
        """Take titles, descriptions and structured data; return whether that was all of it."""
        if node.name == "title" and node.inner is not None:
            self._plain(node.inner, BlockKind.METADATA, "text", "title")
            return True
        if node.name == "meta":
            name = (node.attributes.get("property") or node.attributes.get("name") or "").lower()
            if name in _META:
                self._value(node, "content", BlockKind.METADATA, name)
        if node.name == "script" and node.inner is not None:
            if "ld+json" in (node.attributes.get("type") or ""):
                for match in _LITERAL.finditer(self._source, *node.inner):
                    self._plain(match.span(2), BlockKind.METADATA, "json", match[1])
            return True
        return False

    def _attributes(self, node: Element, *, on: bool) -> None:
        if on:
            for name in _ATTRIBUTES:
                if node.attributes.get(name):
                    self._value(node, name, BlockKind.PARAGRAPH, name)

    def _value(self, node: Element, name: str, kind: BlockKind, shown: str) -> None:
        """Take the value of an attribute, where it stands in the start tag."""
        if node.start_tag is None:
            return
        for match in _VALUE.finditer(self._source, *node.start_tag):
            if match[1].lower() != name:
                continue
            start, end = match.span(2)
            quote = match[2][0] if match[2][0] in "\"'" else ""
            extent = (start + 1, end - 1) if quote else (start, end)
            label = shown if kind is BlockKind.METADATA else ""
            self._plain(extent, kind, quote, label)
            return

    def _plain(self, extent: Extent, kind: BlockKind, style: str, name: str) -> None:
        """Add a stretch of text without markup."""
        start, end = trimmed(self._source, *extent)
        raw = self._source[start:end]
        try:
            text = json.loads(f'"{raw}"') if style == "json" else html.unescape(raw)
        except ValueError:
            return
        if start < end:
            bare = normalized(text).strip()
            self._own.append(Span((start, end), kind, bare, style, Syntax.PLAIN, name=name))

    def _runs(self) -> Iterator[Span]:
        """Yield the stretches of running text between boundaries."""
        reached = 0
        for start, end in sorted([*self._bounds, (len(self._source), len(self._source))]):
            if start > reached:
                yield from self._run(reached, start)
            reached = max(reached, end)

    def _run(self, low: int, high: int) -> Iterator[Span]:
        first = bisect_left(self._texts, low, key=lambda text: text.start)
        known = first < len(self._texts) and self._texts[first].start < high
        start, end = self._without_noise(low, high)
        raw = self._source[start:end]
        if not raw or not _says_something(raw):
            return
        kind = self._texts[first].kind if known else BlockKind.PARAGRAPH
        breaks = tuple(ENDING.findall(raw))
        style = f"flow:{self._ending}"
        yield Span((start, end), kind, normalized(raw), style, Syntax.HTML, breaks=breaks)

    def _without_noise(self, low: int, high: int) -> Extent:
        """Leave out what no reader sees at both ends.

        White space, comments, and tags whose partner stands in another block.
        """
        start, end = trimmed(self._source, low, high)
        while match := _NOISE.match(self._source, start, end):
            start = match.end()
        while match := _NOISE_AT_END.search(self._source[start:end]):
            end = start + match.start()
        return trimmed(self._source, start, end)


def _switched(node: Element, on: bool) -> bool:
    """Whether text in the element is translated, given whether it is round it."""
    said = node.attributes.get("translate")
    if said is not None and said.lower() in ("yes", ""):
        return True
    classes = (node.attributes.get("class") or "").split()
    return on and not ("notranslate" in classes or (said or "").lower() == "no")


def _says_something(raw: str) -> bool:
    """Whether a reader sees or hears words in the stretch."""
    if readable(plain(raw, Syntax.HTML)):
        return True
    found = (span for span in spans(raw, Syntax.HTML) if span.kind is SpanKind.IMAGE)
    return any(readable(raw[span.inner_start : span.inner_end]) for span in found)
