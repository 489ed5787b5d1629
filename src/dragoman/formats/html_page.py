"""A page of HTML on its way to blocks: where running text stands, and what else is read."""

from __future__ import annotations

import html
import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from dragoman.formats import google_docs, html_ruby, json_text
from dragoman.formats.cover import Span, readable
from dragoman.formats.html_endless import PICTURES, endless, is_verbatim, swallowing
from dragoman.formats.html_layouts import AttributeValue, InlineRun, Json, Title
from dragoman.formats.html_said import says_something
from dragoman.formats.html_tree import Element, Tree, is_switched
from dragoman.formats.html_unsaid import ATTRIBUTES, first_words, stays_whole, unheard, unsaid
from dragoman.formats.lines import ENDING, Extent, first_ending, normalized, trimmed
from dragoman.inline.elements import HEARD_OF
from dragoman.inline.template import HIDDEN, hidden, tags
from dragoman.model import BlockKind, Layout, Syntax
from dragoman.patterns import lazily

# fmt: off
_INLINE = frozenset((
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "br", "cite", "code", "data", "del",
    "dfn", "em", "font", "i", "img", "input", "ins", "kbd", "label", "mark", "meter", "output",
    "progress", "q", "rb", "rp", "rt", "rtc", "ruby", "s", "samp", "small", "span", "strike",
    "strong", "sub", "sup", "time", "tt", "u", "var", "wbr",
))
"""Elements that stand within a sentence. All others bound a block."""

_LABELS = frozenset(("title", "desc"))
"""Elements of a drawing that are read aloud."""

_KINDS = {
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6", "hgroup"), BlockKind.HEADING),
    **dict.fromkeys(("li", "dt", "dd"), BlockKind.LIST_ITEM),
    **dict.fromkeys(("td", "th"), BlockKind.TABLE_CELL),
    "blockquote": BlockKind.QUOTATION,
}

_META = frozenset((
    "description", "twitter:title", "twitter:description", "twitter:image:alt", "og:title",
    "og:description", "og:image:alt", "dc.title", "dc.description",
))
# fmt: on

_VALUE = lazily(r"""\s([^\s"'<>/=]+)\s*=\s*("[^"]*"|'[^']*'|[^\s"'<>][^\s<>]*+)""")
_LITERAL = lazily(
    r'"(headline|alternativeHeadline|description|abstract|articleBody|caption)"\s*:\s*"((?:[^"\\\x00-\x1f]|\\.)*)"'
)
_NOISE = lazily(r"\s*(?:<!(?:--.*?-->|[^>]*>)|</[A-Za-z][^>]*>)\s*", re.DOTALL)
_NOISE_AT_END = lazily(
    r"(?:<!--(?:(?!<!--).)*?-->|<(?!img|br|wbr|input)[A-Za-z](?:[^\"'<>]|\"[^\"]*\"|'[^']*')*>)\s*\Z",
    re.DOTALL | re.IGNORECASE,
)
_UNKNOWN = lazily("[-:]")
"""In the names of custom elements and of other vocabularies."""

_LONGEST_END = 2000
"""How far from the end of a stretch the tag is looked for that ends it."""


_Place = TypeVar("_Place", bound=tuple[Any, ...])


@dataclass(frozen=True, slots=True)
class _TextStart:
    """Where running text begins, and of what kind of block it is."""

    start: int
    kind: BlockKind


class Page:
    """A parsed page on its way to spans."""

    def __init__(
        self, source: str, page: Tree, languages: frozenset[str], bounds: Sequence[Extent] = ()
    ) -> None:
        self._source = source
        self._shadow = hidden(source, list(tags(source)))
        self._page = page
        self._languages = languages
        self._foreign: list[Extent] = []
        self._export = google_docs.export(source)
        self._neutral: list[tuple[Extent, Extent]] = []
        """The tags of spans that only say how all text looks, as Google Docs writes them."""

        self._edits: list[tuple[Extent, str]] = []
        """Stretches for which the text of a block has something else."""

        self._ending = first_ending(source)
        self._bounds: list[Extent] = [*bounds]
        hides = endless(self._shadow)
        if hides:
            self._bounds.append((hides[0], len(source)))
        self.endless = [hides] if hides else []
        """Where begins what takes in the rest of the page, and what to say of it; with the spans,
        also what takes in some of it."""

        comments = google_docs.comments(source) if self._export else []
        self._bounds += comments
        self.comments = len(comments)
        """How many comments of editors it holds."""

        self._read_aloud = False
        """Whether it is told that readings of words are left out."""

        self.left: list[tuple[int, str]] = []
        """Where words stand that readers see and no span holds, and which; with the spans."""

        self._texts: list[_TextStart] = []
        self._own: list[Span] = []
        self._titled: list[tuple[Element, bool]] = []
        """Elements within sentences, if they have attributes, and whether these are translated."""

    def spans(self) -> list[Span]:
        """Return what is to be translated, in reading order, no two overlapping."""
        self._walk(self._page.root)
        self._texts.sort(key=lambda text: text.start)
        self._foreign.sort()
        self._neutral.sort()
        self._edits.sort()
        runs = list(self._runs())
        starts = [run.extent[0] for run in runs]
        for node, on in self._titled:
            place = node.extent[0]
            run = bisect_right(starts, place) - 1
            if run < 0 or runs[run].extent[1] <= place:
                # It wraps blocks, or holds nothing but a picture: no sentence has its title.
                self._attributes(node, on=on)
            elif on and stays_whole(node):
                self.left += unheard(node)
        return _apart([*self._own, *runs])

    def _walk(self, root: Element) -> None:
        """Note boundaries, running text and attributes. Elements may lie too deep to recurse."""
        waiting = [(root, BlockKind.PARAGRAPH, True)]
        while waiting:
            element, kind, on = waiting.pop()
            for node in element.children:
                if node.name == "#text":
                    if on and node.start is not None:
                        self._texts.append(_TextStart(node.start, kind))
                    continue
                inside = is_switched(node, on) and not self._is_foreign(node)
                if self._enter(node, element, was=on, on=inside):
                    waiting.append((node, _KINDS.get(node.name, kind), inside))

    def _enter(self, node: Element, parent: Element, *, was: bool, on: bool) -> bool:
        """Note what an element is, and return whether to look into it.

        `on` says that text in it is translated, and `was` that text round it is.
        """
        inline = self._is_inline(node, parent)
        takes = swallowing(node, self._shadow)
        if takes and node.start_tag:
            self.endless.append((node.start_tag[0], takes))
        if on:
            self.left += unsaid(node, parent, self._source)
        if node.name in PICTURES:
            if not inline:
                self._bounds.append(node.extent)
            self._drawing(node, on=on, inline=inline)
            return False
        if is_verbatim(node) or (was and not on and not inline):
            self._bounds.append(node.extent)
            self._special(node, on=on)
            self._attributes(node, on=on)
            return False
        if inline:
            if self._is_foreign(node) and node.start_tag is not None:
                self._foreign.append(node.start_tag)
            elif node.name == "ruby" and on:
                self._ruby(node)
            if self._export and node.name == "span" and self._export.is_neutral(node.attributes):
                if node.start_tag and node.end_tag:
                    self._neutral.append((node.start_tag, node.end_tag))
            elif node.attributes:
                self._titled.append((node, on))
            return True
        self._bounds += node.tags
        self._attributes(node, on=on)
        return not self._special(node, on=on)

    def _drawing(self, picture: Element, *, on: bool, inline: bool) -> None:
        """Take what is read aloud of a drawing, and note what words it shows."""
        if inline and on:
            self.left += unheard(picture)
        elif on:
            self._attributes(picture, on=on)
        waiting = [picture] if on else []
        drawn: Extent | None = None
        while waiting:
            node = waiting.pop()
            waiting += reversed(node.children)
            if node.inner is None:
                continue
            words = first_words(self._source, node)
            if node.name in _LABELS and not inline:
                self._plain(node.inner, BlockKind.PARAGRAPH, Title(), "")
            elif node.name in (*_LABELS, "text", "tspan") and words and drawn is None:
                drawn = words
        if drawn is not None:
            self.left.append((drawn[0], f"“{self._source[slice(*drawn)]}” in a drawing"))

    def _ruby(self, node: Element) -> None:
        ruby = html_ruby.read(self._source, node)
        self._edits += ruby.edits
        if ruby.reading and node.start_tag and not self._read_aloud:
            self._read_aloud = True
            self.endless.append((node.start_tag[0], html_ruby.LEFT_OUT % ruby.reading))

    def _is_foreign(self, node: Element) -> bool:
        """Whether a part of the page is in a language of its own: by what it says, or its look."""
        said = (node.attributes.get("lang") or "").partition("-")[0].lower()
        if node.name == "ruby" and not said:
            return html_ruby.is_foreign(self._source, node, self._languages)
        return bool(said) and said not in self._languages and node.name not in ("html", "body")

    def _is_inline(self, node: Element, parent: Element) -> bool:
        """Whether the element stands within a sentence.

        Pictures and elements that HTML does not know do if there is text beside them.
        """
        if node.name in _INLINE:
            return True
        if node.name not in PICTURES and not _UNKNOWN.search(node.name):
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
            for name in (*ATTRIBUTES, *HEARD_OF.get(node.name, ())):
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
            self._plain(extent, kind, AttributeValue(quote), label)
            return

    def _plain(self, extent: Extent, kind: BlockKind, layout: Layout, name: str) -> None:
        """Add a stretch of text without markup."""
        start, end = trimmed(self._source, *extent)
        raw = self._source[start:end]
        try:
            is_json = isinstance(layout, Json)
            text = json_text.read(raw, strict=True) if is_json else html.unescape(raw)
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
        if not raw or not says_something(raw):
            return
        raw, foreign, wrapper = self._marked(start, end)
        if not raw.strip():
            return
        kind = self._texts[first].kind if known else BlockKind.PARAGRAPH
        breaks = tuple(ENDING.findall(raw))
        layout = InlineRun(self._ending, foreign, wrapper)
        yield Span((start, end), kind, normalized(raw).strip(), layout, Syntax.HTML, breaks=breaks)

    def _marked(self, start: int, end: int) -> tuple[str, tuple[str, ...], str]:
        """Return a stretch in which parts in another language say that they stay.

        With it go their opening tags, and that of a span which says how all of the stretch looks.
        """
        wrapper = ""
        found: list[str] = []
        edits: list[tuple[Extent, str]] = []
        for opening in _within(self._foreign, (start, 0), end, lambda tag: tag[1]):
            found.append(self._source[slice(*opening)])
            edits.append((opening, kept(found[-1])))
        places = _within(self._neutral, ((start, 0), (0, 0)), end, lambda tags: tags[0][1])
        for opening, closing in places:
            if closing[1] <= end:
                wrapper = wrapper or self._source[slice(*opening)]
                edits += ((opening, ""), (closing, ""))
        edits += _within(self._edits, ((start, 0), ""), end, lambda edit: edit[0][1])
        raw = self._source[start:end]
        for (first, last), new in sorted(edits, reverse=True):
            raw = raw[: first - start] + new + raw[last - start :]
        return google_docs.direct(raw) if self._export else raw, tuple(found[::-1]), wrapper

    def _without_noise(self, low: int, high: int) -> Extent:
        """Leave out what no reader sees at both ends.

        White space, comments, and tags whose partner stands in another block.
        """
        start, end = trimmed(self._source, low, high)
        while match := _NOISE.match(self._source, start, end):
            start = match.end()
        while match := self._noise_at_end(start, end):
            _, end = trimmed(self._source, start, match.start())
        return trimmed(self._source, start, end)

    def _noise_at_end(self, start: int, end: int) -> re.Match[str] | None:
        """Return the comment or tag that ends here."""
        if not self._source.endswith(">", start, end):
            return None
        sign = "<!--" if self._source.endswith("-->", start, end) else "<"
        begins = max(start, self._source.rfind(sign, start, end))
        near = max(start, end - _LONGEST_END)
        return _NOISE_AT_END.match(self._source, begins, end) or _NOISE_AT_END.search(
            self._source, near, end
        )


def _apart(spans: list[Span]) -> list[Span]:
    """Return the spans in reading order, no two overlapping."""
    spans.sort(key=lambda span: span.extent)
    apart: list[Span] = []
    for span in spans:
        if not apart or span.extent[0] >= apart[-1].extent[1]:
            apart.append(span)
    return apart


def _within(
    places: list[_Place], first: _Place, end: int, ends: Callable[[_Place], int]
) -> Iterator[_Place]:
    """Yield the places in order from the first one on that lie before an end."""
    for number in range(bisect_left(places, first), len(places)):
        if ends(places[number]) > end:
            break
        yield places[number]


def kept(opening: str) -> str:
    """Return an opening tag that says that what it holds is not translated."""
    at = len(opening.rstrip("/>").rstrip()) if opening.endswith("/>") else len(opening) - 1
    return f'{opening[:at]} translate="no"{opening[at:]}'
