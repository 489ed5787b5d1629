"""Write a line with its spans as text."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import ClassVar

from dragoman.inline import escape
from dragoman.inline.kinds import SpanKind
from dragoman.inline.line import Line, word_like
from dragoman.inline.mask import Masked, Node, has_letters, holds_apart
from dragoman.inline.place import Place
from dragoman.inline.reading import read
from dragoman.inline.template import around
from dragoman.model import Syntax

_STARS = ("*", "**", "_", "__")


class Care(Enum):
    """How much is changed so that the result reads as it should."""

    USUAL = "escape what is new and looks like markup"
    WARY = "escape everything that could be markup"
    APART = "and part protected items from words"
    FAR_APART = "and put spaces round every span"


class PartRole(Enum):
    """What a part of the text is."""

    WORDS = "words"
    ITEM = "item"
    OPENING = "opening"
    CLOSING = "closing"
    POINT = "point"


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of the text to be written."""

    role: PartRole
    text: str
    node: Node | None = None


class Assembly:
    """Writes lines with one degree of care."""

    CARE: ClassVar[tuple[Care, ...]] = tuple(Care)

    def __init__(
        self, masked: Masked, rendered: Callable[[Masked | None], str | None], care: Care
    ) -> None:
        self.masked = masked
        self.rendered = rendered
        self.care = care
        self.familiar = escape.counts(read(masked.source, masked.syntax, masked.names).words())

    def write(self, line: Line, places: tuple[Place, ...]) -> str:
        """Return the line as text."""
        parts: list[Part] = []
        self._emit(line, places, (0, len(line.text)), "", parts)
        return self._joined(parts)

    def _emit(
        self,
        line: Line,
        places: tuple[Place, ...],
        bounds: tuple[int, int],
        around: str,
        parts: list[Part],
    ) -> None:
        """Add what stands between two places; `around` is the markup just round it."""
        low, high = bounds
        for place in places:
            self._plain(line, low, place.start, parts)
            self._span(line, place, around if (place.start, place.end) == bounds else "", parts)
            low = max(low, place.end)
        self._plain(line, low, high, parts)

    def _plain(self, line: Line, low: int, high: int, parts: list[Part]) -> None:
        """Add words and the protected items among them."""
        start = low
        for index in range(low, high):
            number = line.number(line.text[index])
            if number is not None:
                if start < index:
                    parts.append(Part(PartRole.WORDS, line.text[start:index]))
                parts.append(Part(PartRole.ITEM, self.masked.items[number]))
                start = index + 1
        if start < high:
            parts.append(Part(PartRole.WORDS, line.text[start:high]))

    def _span(self, line: Line, place: Place, around: str, parts: list[Part]) -> None:
        node = place.node
        if node.span.kind.point:
            parts.append(Part(PartRole.POINT, self._image_or_note(node), node))
            return
        opening, closing = self._opening(node), self._closing(node)
        if opening in _STARS:
            stars = self._stars(line, place, opening, around)
            # A list of attributes may stand right behind the stars.
            opening, closing = stars, stars + closing[len(opening) :]
        parts.append(Part(PartRole.OPENING, opening, node))
        self._emit(line, place.children, (place.start, place.end), opening, parts)
        parts.append(Part(PartRole.CLOSING, closing, node))

    def _stars(self, line: Line, place: Place, stars: str, around: str) -> str:
        """Choose between stars and underscores: each has places where it is no emphasis."""
        if around in _STARS:
            # Stars on stars would be counted together.
            return ("_" if around[0] == "*" else "*") * len(stars)
        return "*" * len(stars) if self._in_word(line, place) else stars

    def _in_word(self, line: Line, place: Place) -> bool:
        """Whether a letter or a mask touches the place: underscores are no emphasis there."""
        beside = line.text[: place.start][-1:] + line.text[place.end :][:1]
        return any(word_like(c) or line.number(c) is not None for c in beside)

    def _image_or_note(self, node: Node) -> str:
        span, source = node.span, self.masked.source
        if source.startswith("<", span.start):
            return self._tag(node, span.end)
        if span.kind is not SpanKind.IMAGE:
            return source[span.start : span.end]
        alt = self.rendered(node.alt)
        if alt is None:
            return source[span.start : span.inner_end] + self._closing(node)
        return "![" + escape.escaped(alt, {}, wary=True) + self._closing(node)

    def _opening(self, node: Node) -> str:
        """Return the markup before a span's content."""
        if self.masked.source.startswith("<", node.span.start):
            return self._tag(node, node.span.inner_start)
        start, end = node.span.inner_start, node.span.inner_end
        opening = self.masked.source[node.span.start : start]
        # The site's generator may go by a space behind its tag, or let the words touch without.
        spaced = opening.endswith("}") and self.masked.source[start:end][:1].isspace()
        return f"{opening} " if spaced else opening

    def _tag(self, node: Node, end: int) -> str:
        """Return an HTML tag up to `end`, with its title and description translated."""
        span, source = node.span, self.masked.source
        values = [(span.title, self.rendered(node.title))]
        values += zip(span.others, map(self.rendered, node.others), strict=True)
        if span.kind is SpanKind.IMAGE:
            values.append(((span.inner_start, span.inner_end), self.rendered(node.alt)))
        tag = source[span.start : end]
        for extent, text in sorted(values, key=lambda value: value[0] or (0, 0), reverse=True):
            if extent is not None and text is not None:
                low, high = (place - span.start for place in extent)
                tag = tag[:low] + _value(text, tag[low - 1], source) + tag[high:]
        return tag

    def _closing(self, node: Node) -> str:
        """Return the markup after a span's content, with the translated title of a link."""
        span, source = node.span, self.masked.source
        closing = source[span.inner_end : span.end]
        if span.kind is SpanKind.TAG and closing.startswith("{"):
            spaced = source[span.inner_start : span.inner_end][-1:].isspace()
            return f" {closing}" if spaced else closing
        if source.startswith("<", span.start):
            return closing
        words = self.masked.form.pattern.sub("", node.content)
        label = source[span.inner_start : span.inner_end]
        if closing.startswith("][]") and (
            span.kind is SpanKind.IMAGE or has_letters(words) or "\\" in label
        ):
            # The content was the label of the definition; its translation is not. Code stays one,
            # and what is escaped may be written otherwise.
            return f"][{label}]{closing[3:]}"
        title = self.rendered(node.title)
        if span.title is None or title is None:
            return closing
        start, end = (place - span.inner_end for place in span.title)
        return closing[:start] + escape.title(title, closing[start - 1]) + closing[end:]

    # Joining

    def _joined(self, parts: list[Part]) -> str:
        written = ""
        for before, part, after in zip([None, *parts], parts, [*parts[1:], None], strict=False):
            text = self._text(part, after)
            if before is not None and self._joins(before):
                text = text.removeprefix(" ")
            if before is not None and self._parted(before, part, written[-1:], text[:1]):
                written += " "
            written += text
        return written

    def _joins(self, part: Part) -> bool:
        """Whether it is a point that stood between two words without a space."""
        return part.node is not None and holds_apart(self.masked.source, part.node.span)

    def _text(self, part: Part, after: Part | None) -> str:
        if part.role is not PartRole.WORDS or self.masked.syntax is Syntax.PLAIN:
            return part.text
        if self.masked.syntax is Syntax.HTML:
            return escape.html_words(part.text)
        wary = self.care is not Care.USUAL
        bracket = after is not None and after.text.startswith("[")
        return escape.escaped(part.text, self.familiar, wary=wary, bracket=bracket)

    def _parted(self, before: Part, part: Part, last: str, first: str) -> bool:
        """Whether a space goes between two parts that end with `last`, begin with `first`."""
        if not last or not first or last.isspace() or first.isspace():
            return False
        if before.role is PartRole.OPENING or part.role is PartRole.CLOSING:
            return False
        if _spaced(part, PartRole.OPENING, 0) or _spaced(before, PartRole.CLOSING, 1):
            return True
        if self.care is Care.FAR_APART:
            return True
        if self.care is Care.APART:
            items = PartRole.ITEM in (before.role, part.role)
            return items and (word_like(last) or word_like(first))
        return False


def _value(text: str, before: str, source: str) -> str:
    """Return an attribute's value, in quotes if the sign before it is none."""
    quote = before if before in "\"'" else '"'
    value = around(text, source, lambda words: escape.html_value(words, quote))
    return value if quote == before else f'"{value}"'


def _spaced(part: Part, markup: PartRole, side: int) -> bool:
    """Whether a point had white space on a side of it in the source."""
    node = part.node
    if node is None or node.content or part.role not in (PartRole.POINT, markup):
        return False
    return node.spaced[side]
