"""Make of a sentence what the engine gets: plain text with masks for what must not change."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from html import unescape
from itertools import accumulate, chain

from markdown_it.common.utils import unescapeAll

from dragoman.errors import ArticleError
from dragoman.inline import emoji, masks
from dragoman.inline.apart import is_apart
from dragoman.inline.kinds import InlineSpan, SpanKind
from dragoman.inline.masks import Form
from dragoman.inline.names import NO_NAMES, Names
from dragoman.inline.reading import Reading, Stretch, closed_up, described, parted, read
from dragoman.model import Syntax
from dragoman.patterns import lazily

MOST_NESTED = 100
"""How deep spans may stand in one another within a sentence: no writer comes near it, and each
level takes some of Python's stack wherever a tree of spans is gone through."""


@dataclass(frozen=True, slots=True)
class Node:
    """A wrapping or point span, placed in the plain text."""

    span: InlineSpan
    start: int
    end: int
    """From where to where its content goes in the plain text; the same for a point."""

    content: str
    """The stripped plain content of a wrapping span. Empty if it shows nothing."""

    spaced: tuple[bool, bool]
    """Whether white space stands before and after the span in the source."""

    children: tuple[Node, ...] = ()
    alt: Masked | None = None
    title: Masked | None = None
    others: tuple[Masked, ...] = ()
    """One for each of the span's."""

    @property
    def texts(self) -> Iterator[Masked]:
        """What is translated by itself and stands in the markup."""
        return (part for part in (self.alt, self.title, *self.others) if part is not None)


@dataclass(frozen=True, slots=True)
class Masked:
    """A sentence ready for the engine, and what it takes to put its markup back."""

    source: str
    syntax: Syntax

    plain: str
    """The engine's input: no markup, escapes undone, a mask for each protected item."""

    requests: tuple[str, ...]
    """Everything the engine should translate, `plain` first. Empty if there is nothing."""

    pieces: tuple[str, ...] = ()
    """The words between the masks, for an engine that does not keep the masks."""

    items: tuple[str, ...] = ()
    """The protected items as the source has them; mask number n stands for `items[n - 1]`."""

    form: Form = masks.USUAL
    """How the masks look; nothing else in `plain` looks like one."""

    nodes: tuple[Node, ...] = ()
    """The outermost wrapping and point spans."""

    names: Names = NO_NAMES
    """What else than addresses and the like is protected."""

    @property
    def evidence(self) -> frozenset[str]:
        """The requests that only help to find where the spans belong: their contents."""
        return frozenset(self.requests) - {self.plain, *_written(self.nodes)}


def mask(
    source: str,
    syntax: Syntax,
    names: Names = NO_NAMES,
    forms: Callable[[str], Form] = masks.words,
) -> Masked:
    """Take markup and protected items, `names` among them, out of a sentence.

    `forms` chooses how the masks look, for a text in which nothing may look like them.

    Raises `ArticleError` for spans that stand deeper in one another than `MOST_NESTED`.
    """
    reading = read(source, syntax, names)
    if reading.bare:
        requests = (source,) if has_letters(source) else ()
        return Masked(source, syntax, source, requests, names=names)
    chunks = reading.chunks(0, len(source))
    form = forms("\n".join((source, "".join(chunk.shown for chunk in chunks))))
    text, offsets, items = _flatten(source, chunks, form)
    nodes = _SpanTree(reading, text, chunks, offsets).nodes()
    pieces = (piece.strip() for piece in form.pattern.sub("\0", text).split("\0"))
    return Masked(
        source,
        syntax,
        text,
        _requests(text, nodes, form.pattern),
        tuple(dict.fromkeys(piece for piece in pieces if has_letters(piece))),
        tuple(items),
        form,
        nodes,
        names,
    )


_LETTER = lazily(r"[^\W\d_]")


def has_letters(text: str) -> bool:
    """Whether there is anything to translate."""
    return _LETTER.search(text) is not None


def _flatten(source: str, chunks: list[Stretch], form: Form) -> tuple[str, list[int], list[str]]:
    """Return the plain text, the offset in it of each chunk, and the protected items."""
    items: list[str] = []
    shown: list[str] = []
    for chunk in chunks:
        span = chunk.span
        if span is None:
            shown.append(chunk.shown)
        elif span.kind.protected:
            items.append(source[chunk.start : chunk.end])
            shown.append(form.mask(len(items)))
        else:
            shown.append(" " if span.spaces or holds_apart(source, span) else "")
    parts = closed_up(chunks, parted(source, chunks, shown, is_apart))
    offsets = [0, *accumulate(len(part) for part in parts)]
    text = "".join(parts).rstrip()
    return text, [min(offset, len(text)) for offset in offsets[:-1]], items


def holds_apart(source: str, span: InlineSpan) -> bool:
    """Whether an emoji, or a sign of a document, stands between words that were one without it.

    A source in brackets that another program wrote is such a sign, as in “Lee(2008)says”.
    """
    if span.kind is SpanKind.EMOJI:
        return emoji.parts(source, span.start, span.end)
    if not source.startswith(_SIGN, span.start):
        return False
    beside = source[max(span.start - 1, 0) : span.start] + source[span.end : span.end + 1]
    return len(beside) == 2 and beside.isalpha() and not any(map(_SPACELESS.match, beside))


_SIGN = '<wbr id="'
_SPACELESS = lazily(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\ua4cf\uf900-\ufaff]")
"""Letters of scripts that put no space between words."""


class _SpanTree:
    """Nests the wrapping and point spans of a text and finds their places in its plain text."""

    def __init__(
        self, reading: Reading, text: str, chunks: list[Stretch], offsets: list[int]
    ) -> None:
        self.reading = reading
        self.text = text
        self.starts = [chunk.start for chunk in chunks]
        self.offsets = [*offsets, len(text)]

    def nodes(self) -> tuple[Node, ...]:
        spans = [span for span in self.reading.spans if not span.kind.protected]
        return tuple(self._nested(spans, MOST_NESTED))

    def _nested(self, spans: Sequence[InlineSpan], levels: int) -> Iterator[Node]:
        """Yield the outermost of the spans, with those in them, of which so many levels may be."""
        if spans and not levels:
            raise _too_deep(self.reading.text)
        number = 0
        while number < len(spans):
            outer = spans[number]
            behind = bisect_left(spans, outer.end, number + 1, key=lambda span: span.start)
            yield self._node(outer, spans[number + 1 : behind], levels)
            number = behind

    def _node(self, span: InlineSpan, inner: Sequence[InlineSpan], levels: int) -> Node:
        source = self.reading.text
        around = (_ends_in_space(source, span.start), source[span.end : span.end + 1].isspace())
        html = self.reading.written(span) is Syntax.HTML
        title = self._value(span.title, html=html) if span.title is not None else None
        others = tuple(self._value(place, html=html) for place in span.others)
        if span.kind.point:
            place = self._offset(span.start)
            image = span.kind is SpanKind.IMAGE
            alt = source[span.inner_start : span.inner_end] if image else ""
            shown = None
            if alt:
                bare = described(alt, self.reading.written(span))
                shown = mask(bare, Syntax.PLAIN, self.reading.names)
            return Node(span, place, place, "", around, (), shown, title, others)
        start, end = self._offset(span.inner_start), self._offset(span.inner_end)
        content = self.text[start:end].strip()
        children = tuple(self._nested(inner, levels - 1))
        return Node(span, start, end, content, around, children, None, title, others)

    def _value(self, extent: tuple[int, int], *, html: bool) -> Masked:
        written = self.reading.text[slice(*extent)]
        text = unescape(written) if html else unescapeAll(written)
        return mask(text, Syntax.PLAIN, self.reading.names)

    def _offset(self, place: int) -> int:
        """Find the offset in the plain text of a place where markup begins or ends."""
        return self.offsets[bisect_left(self.starts, place)]


def _ends_in_space(source: str, end: int) -> bool:
    """Whether a space stands before a place, if within the tags that close there."""
    while source.endswith(">", 0, end):
        start = source.rfind("<", 0, end)
        if not source.startswith("</", start, end):
            break
        end = start
    return source[max(end - 1, 0) : end].isspace()


def _too_deep(source: str) -> ArticleError:
    words = " ".join(_NO_WORDS.sub(" ", source[-_SEARCHED:]).split())
    return ArticleError(
        "markup stands more than 100 levels deep in a sentence",
        excerpt=words[:_SHOWN],
        advice="Take the needless markup out, and run the command again.",
    )


_NO_WORDS = lazily(r"<[^<>]*>?|[^\w\s]")
_SEARCHED, _SHOWN = 2_000, 60
"""Characters of a sentence at whose end words are looked for, and of these that are shown."""


def _requests(text: str, nodes: tuple[Node, ...], pattern: re.Pattern[str]) -> tuple[str, ...]:
    wanted = chain([text], _contents(text, nodes, 0, len(text)))
    return tuple(dict.fromkeys(one for one in wanted if has_letters(pattern.sub("", one))))


def _contents(text: str, nodes: tuple[Node, ...], low: int, high: int) -> Iterator[str]:
    """Yield what has to be translated by itself: contents, descriptions, titles."""
    for node in nodes:
        if node.content and not covers(text, node, low, high):
            yield node.content
        for part in node.texts:
            yield from part.requests
        yield from _contents(text, node.children, node.start, node.end)


def _written(nodes: tuple[Node, ...]) -> Iterator[str]:
    """Yield the requests of descriptions and titles, which stand in the text."""
    for node in nodes:
        for part in node.texts:
            yield from part.requests
        yield from _written(node.children)


_WORD_CHARACTER = lazily(r"[^\W_]")


def covers(text: str, node: Node, low: int, high: int) -> bool:
    """Whether a span holds every word of `text[low:high]`."""
    outside = text[low : node.start] + text[node.end : high]
    return _WORD_CHARACTER.search(outside) is None
