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
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from dragoman.formats import flow, front_matter
from dragoman.formats.contract import Options, Parsed
from dragoman.formats.cover import Span, cover, readable
from dragoman.formats.html_tree import Element, Tree, is_switched, is_whole, tree
from dragoman.formats.lines import ENDING, Extent, first_ending, normalized, trimmed
from dragoman.inline import mask, plain, spans
from dragoman.inline.kinds import SpanKind
from dragoman.inline.template import HIDDEN, hidden, tags
from dragoman.model import Block, BlockKind, Layout, Syntax

# fmt: off
_INLINE = frozenset((
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "br", "cite", "code", "data", "del",
    "dfn", "em", "font", "i", "img", "input", "ins", "kbd", "label", "mark", "meter", "output",
    "progress", "q", "rp", "rt", "ruby", "s", "samp", "small", "span", "strike", "strong",
    "sub", "sup", "time", "tt", "u", "var", "wbr",
))
"""Elements that stand within a sentence. All others bound a block."""

VERBATIM = frozenset((
    "script", "style", "pre", "template", "textarea", "iframe", "object",
    "embed", "audio", "video", "canvas", "xmp", "plaintext", "noembed",
    "noframes",
))
"""Elements that hold no running text."""

_PICTURES = frozenset(("svg", "math"))
"""Elements of other vocabularies: part of the sentence that they stand in, and never read."""

_KINDS = {
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6", "hgroup"), BlockKind.HEADING),
    **dict.fromkeys(("li", "dt", "dd"), BlockKind.LIST_ITEM),
    **dict.fromkeys(("td", "th"), BlockKind.TABLE_CELL),
    "blockquote": BlockKind.QUOTATION,
}

_ATTRIBUTES = ("title", "alt", "placeholder", "aria-label")
"""Attributes that people read, on elements that are not part of a sentence."""

_LABELLED = frozenset(("option", "optgroup", "track"))
"""Elements whose `label` people read."""

_META = frozenset((
    "description", "twitter:title", "twitter:description", "twitter:image:alt", "og:title",
    "og:description", "og:image:alt", "dc.title", "dc.description",
))
# fmt: on

_VALUE = re.compile(r"""\s([^\s"'<>/=]+)\s*=\s*("[^"]*"|'[^']*'|[^\s"'=<>`]+)""")
_LITERAL = re.compile(
    r'"(headline|alternativeHeadline|description|abstract|articleBody|caption)"\s*:\s*"((?:[^"\\\x00-\x1f]|\\.)*)"'
)
_NOISE = re.compile(r"\s*(?:<!(?:--.*?-->|[^>]*>)|</[A-Za-z][^>]*>)\s*", re.DOTALL)
_NOISE_AT_END = re.compile(
    r"\s*(?:<!--(?:(?!<!--).)*?-->|<(?!img|br|wbr|input)[A-Za-z](?:[^\"'<>]|\"[^\"]*\"|'[^']*')*>)\s*\Z",
    re.DOTALL | re.IGNORECASE,
)
_UNKNOWN = re.compile("[-:]")
"""In the names of custom elements and of other vocabularies."""

_DRAWN = re.compile(r"<(svg|math)\b.*?</\1\s*>", re.DOTALL | re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Running(Layout):
    """Text with inline tags between two boundaries."""

    ending: str
    """The line ending of the page."""

    foreign: tuple[str, ...] = ()
    """The opening tags of what is in another language. In the text they say that it is not to be
    translated, which the file need not say."""


@dataclass(frozen=True, slots=True)
class Value(Layout):
    """The value of an attribute."""

    quote: str
    """The quotation mark round it, empty if there is none."""


@dataclass(frozen=True, slots=True)
class Title(Layout):
    """Text in which no tag is read."""


@dataclass(frozen=True, slots=True)
class Json(Layout):
    """A string of structured data."""


def parse(path: str, text: str, options: Options) -> Parsed:
    """Divide a page or a fragment into blocks.

    Raises ArticleError where the front matter cannot be read.
    """
    front, start = front_matter.spans(path, text, options.keys)
    page = text[start:]
    found = [
        replace(span, extent=(span.extent[0] + start, span.extent[1] + start))
        for span in _Page(page, _read(page), _languages(page, options)).spans()
    ]
    return Parsed(cover(text, [*front, *found]))


def fragment(text: str, options: Options) -> list[Span]:
    """Return what is to be translated of a part of a page.

    Its lines end in LF. Tags of a table or list whose other parts stand elsewhere bound its text.
    """
    bounds = [match.span() for match in _BLOCK_TAG.finditer(text)]
    shadow = hidden(text, list(tags(text)))
    # A tag alone on its line may be what makes a block of HTML of the lines: it stays alone.
    for match in _LONE_TAG.finditer(shadow):
        bounds += [(match.start(), match.start()), (match.end(), match.end())]
    return _Page(text, tree(shadow, fragment=True), frozenset((options.language,)), bounds).spans()


_LONE_TAG = re.compile(r"^[ \t]*</?[A-Za-z](?:[^\"'<>\n]|\"[^\"\n]*\"|'[^'\n]*')*>[ \t]*$", re.M)
_BLOCK_TAG = re.compile(
    r"</?(?:table|thead|tbody|tfoot|tr|td|th|caption|colgroup|col|[uod]l|li|dt|dd|p|div|section"
    r"|article|aside|figure|figcaption|details|summary|blockquote|h[1-6]|header|footer|main|nav)"
    r"""(?=[\s>/])(?:[^"'<>]|"[^"]*"|'[^']*')*>""",
    re.IGNORECASE,
)


def _languages(page: str, options: Options) -> frozenset[str]:
    """Return the languages that parts may say they are in: the articles', and the page's."""
    said = _PAGE_LANGUAGE.search(page, 0, 5000)
    return frozenset((options.language, *([said[1].lower()] if said else [])))


_PAGE_LANGUAGE = re.compile(r"<html\b[^>]*?\slang\s*=\s*[\"']?([A-Za-z]+)", re.IGNORECASE)


def _read(page: str) -> Tree:
    return tree(hidden(page, list(tags(page))), fragment=not is_whole(page))


_PARAGRAPHS = re.compile(r"\n[ \t]*\n\s*")
"""A blank line of a target: a paragraph cannot stand in every element that holds text."""


def encode(block: Block, targets: Sequence[str | None]) -> str:
    """Return the raw form of the block with the targets in place of its segments."""
    text = flow.joined(block, targets)
    match block.layout:
        case Running(ending, foreign):
            text = _PARAGRAPHS.sub(f"<br>{ending}<br>{ending}", unmarked(text, foreign))
            return ENDING.sub(ending, text)
        case Json():
            # A closing tag would end the script, whatever stands round it.
            return json.dumps(text, ensure_ascii=False)[1:-1].replace("</", r"<\/")
        case Title():
            return html.escape(flow.on_one_line(text), quote=False)
        case Value(quote):
            return _value(flow.on_one_line(text), quote)
    return front_matter.encode(block, targets)


def _value(text: str, quote: str) -> str:
    """Return the text as an attribute's value, in quotes if it has none round it."""
    if not quote:
        text = _value(text, '"')
        return f'"{text}"'
    return text.replace("&", "&amp;").replace(quote, "&quot;" if quote == '"' else "&#39;")


@dataclass(frozen=True, slots=True)
class _Text:
    """Where running text begins, and of what kind of block it is."""

    start: int
    kind: BlockKind


class _Page:
    """A parsed page on its way to spans."""

    def __init__(
        self, source: str, page: Tree, languages: frozenset[str], bounds: Sequence[Extent] = ()
    ) -> None:
        self._source = source
        self._shadow = hidden(source, list(tags(source)))
        self._page = page
        self._languages = languages
        self._foreign: list[Extent] = []
        self._ending = first_ending(source)
        self._bounds: list[Extent] = [*bounds]
        self._texts: list[_Text] = []
        self._own: list[Span] = []

    def spans(self) -> list[Span]:
        """Return what is to be translated, in reading order, no two overlapping."""
        self._walk(self._page.root)
        self._texts.sort(key=lambda text: text.start)
        found = [*self._own, *self._runs()]
        found.sort(key=lambda span: span.extent)
        kept: list[Span] = []
        for span in found:
            if not kept or span.extent[0] >= kept[-1].extent[1]:
                kept.append(span)
        return kept

    def _walk(self, root: Element) -> None:
        """Note boundaries, running text and attributes. Elements may lie too deep to recurse."""
        waiting = [(root, BlockKind.PARAGRAPH, True)]
        while waiting:
            element, kind, on = waiting.pop()
            for node in element.children:
                if node.name == "#text":
                    if on and node.start is not None:
                        self._texts.append(_Text(node.start, kind))
                    continue
                inside = is_switched(node, on) and not self._is_foreign(node)
                if self._enter(node, element, was=on, on=inside):
                    waiting.append((node, _KINDS.get(node.name, kind), inside))

    def _enter(self, node: Element, parent: Element, *, was: bool, on: bool) -> bool:
        """Note what an element is, and return whether to look into it.

        `on` says that text in it is translated, and `was` that text round it is.
        """
        inline = self._is_inline(node, parent)
        if node.name in _PICTURES:
            if not inline:
                self._bounds.append(node.extent)
            return False
        if node.name in VERBATIM or (was and not on and not inline):
            self._bounds.append(node.extent)
            self._special(node, on=on)
            self._attributes(node, on=on)
            return False
        if inline:
            if self._is_foreign(node) and node.start_tag is not None:
                self._foreign.append(node.start_tag)
            return True
        self._bounds += node.tags
        self._attributes(node, on=on)
        return not self._special(node, on=on)

    def _is_foreign(self, node: Element) -> bool:
        """Whether a part of the page says that it is in a language of its own."""
        said = (node.attributes.get("lang") or "").partition("-")[0].lower()
        return bool(said) and said not in self._languages and node.name not in ("html", "body")

    def _is_inline(self, node: Element, parent: Element) -> bool:
        """Whether the element stands within a sentence.

        Pictures and elements that HTML does not know do if there is text beside them.
        """
        if node.name in _INLINE:
            return True
        if node.name not in _PICTURES and not _UNKNOWN.search(node.name):
            return False
        return parent.name in _INLINE or any(
            self._source[each.start or 0 : each.end].strip()
            for each in parent.children
            if each.name == "#text"
        )

    def _special(self, node: Element, *, on: bool) -> bool:
        """Take titles, descriptions and structured data; return whether that was all of it."""
        if node.name == "title" and node.inner is not None:
            self._plain(node.inner, BlockKind.METADATA, Title(), "title")
            return True
        if node.name == "meta":
            name = (node.attributes.get("property") or node.attributes.get("name") or "").lower()
            if name in _META:
                self._value(node, "content", BlockKind.METADATA, name)
        if node.name == "script" and node.inner is not None:
            if "ld+json" in (node.attributes.get("type") or ""):
                for match in _LITERAL.finditer(self._source, *node.inner):
                    self._plain(match.span(2), BlockKind.METADATA, Json(), match[1])
            return True
        return False

    def _attributes(self, node: Element, *, on: bool) -> None:
        if on:
            labelled = ("label",) if node.name in _LABELLED else ()
            for name in (*_ATTRIBUTES, *labelled):
                if node.attributes.get(name):
                    self._value(node, name, BlockKind.PARAGRAPH, name)

    def _value(self, node: Element, name: str, kind: BlockKind, shown: str) -> None:
        """Take the value of an attribute, where it stands in the start tag."""
        if node.start_tag is None:
            return
        for match in _VALUE.finditer(self._shadow, *node.start_tag):
            if match[1].lower() != name:
                continue
            start, end = match.span(2)
            quote = match[2][0] if match[2][0] in "\"'" else ""
            if not readable(self._shadow[start:end].replace(HIDDEN, "")):
                return
            extent = (start + 1, end - 1) if quote else (start, end)
            label = shown if kind is BlockKind.METADATA else ""
            self._plain(extent, kind, Value(quote), label)
            return

    def _plain(self, extent: Extent, kind: BlockKind, layout: Layout, name: str) -> None:
        """Add a stretch of text without markup."""
        start, end = trimmed(self._source, *extent)
        raw = self._source[start:end]
        try:
            is_json = isinstance(layout, Json)
            text = json.loads(f'"{raw}"') if is_json else html.unescape(raw)
        except ValueError:
            return
        if start < end:
            bare = normalized(text).strip()
            self._own.append(Span((start, end), kind, bare, layout, name=name))

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
        raw, foreign = self._marked(start, end)
        kind = self._texts[first].kind if known else BlockKind.PARAGRAPH
        breaks = tuple(ENDING.findall(raw))
        layout = Running(self._ending, foreign)
        yield Span((start, end), kind, normalized(raw), layout, Syntax.HTML, breaks=breaks)

    def _marked(self, start: int, end: int) -> tuple[str, tuple[str, ...]]:
        """Return a stretch in which parts in another language say that they stay."""
        raw = self._source[start:end]
        found = []
        for first, last in sorted(self._foreign, reverse=True):
            if start <= first and last <= end:
                opening = self._source[first:last]
                found.append(opening)
                raw = raw[: first - start] + _kept(opening) + raw[last - start :]
        return raw, tuple(found)

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


_ANY_TAG = re.compile(
    r"""<!--[^<>]*-->|</?([A-Za-z][\w-]*)(?=[\s>/])(?:[^"'<>]|"[^"]*"|'[^']*')*>|<"""
)


def within(text: str, source: str) -> str:
    """Return a translation in which no tag begins that its source does not have.

    Within Markdown, such a tag could end the block of HTML or take in what follows it. A text of
    which nothing would be seen is shown as it stands.
    """
    known = {match[1].lower() for match in _ANY_TAG.finditer(source) if match[1]}
    safe = _ANY_TAG.sub(
        lambda match: (
            match[0]
            if (match[1] or "").lower() in known or (match[0] != "<" and match[0] in source)
            else f"&lt;{match[0][1:]}"
        ),
        text,
    )
    safe = safe if readable(plain(safe, Syntax.HTML)) else html.escape(text, quote=False)
    return _PARAGRAPHS.sub("<br>\n<br>\n", safe)


def unmarked(text: str, foreign: Sequence[str]) -> str:
    """Take away what opening tags say in a block's text and not in the file."""
    for opening in foreign:
        text = text.replace(_kept(opening), opening)
    return text


def _kept(opening: str) -> str:
    """Return an opening tag that says that what it holds is not translated."""
    return f'{opening[:-1]} translate="no">'


def _says_something(raw: str) -> bool:
    """Whether a reader sees or hears words in the stretch."""
    raw = _DRAWN.sub("", raw)
    found = list(tags(raw))
    bare = "".join(c for c in hidden(raw, found) if c != HIDDEN) if found else raw
    if readable(plain(bare, Syntax.HTML)):
        return True
    for span in spans(bare, Syntax.HTML):
        places = [span.title, *span.others]
        if span.kind is SpanKind.IMAGE:
            places.append((span.inner_start, span.inner_end))
        if any(place and mask(bare[slice(*place)], Syntax.PLAIN).requests for place in places):
            return True
    return False
