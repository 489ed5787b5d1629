"""What a text holds and how it reads."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from html import unescape
from itertools import pairwise
from operator import itemgetter
from unicodedata import normalize

from dragoman.inline import html, markdown, protected
from dragoman.inline.apart import is_another_number
from dragoman.inline.kinds import InlineSpan, SpanKind
from dragoman.inline.names import NO_NAMES, Names
from dragoman.inline.opaque import opaque, without
from dragoman.model import Syntax
from dragoman.model.quick import quickly_made
from dragoman.patterns import lazily


@quickly_made
@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of a text that reads as `shown`."""

    start: int
    end: int
    shown: str

    span: InlineSpan | None = None
    """The protected or point span that this is; `None` for words and for markup."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A parsed text."""

    text: str
    spans: tuple[InlineSpan, ...]
    edits: tuple[tuple[int, int, str], ...] = ()
    breaks: tuple[int, ...] = ()
    syntax: Syntax = Syntax.PLAIN
    names: Names = NO_NAMES
    """What else than addresses and the like was protected."""

    @property
    def bare(self) -> bool:
        """Whether the text reads as it stands and holds nothing but words."""
        return not self.spans and not self.edits

    def chunks(self, start: int, end: int) -> list[Stretch]:
        """Cut the text from `start` to `end` into what a reader sees, leaving markup out."""
        cuts: list[Stretch] = []
        hidden: list[tuple[int, int, InlineSpan | None]] = []
        reached = start
        for span in self.spans:
            if not start <= span.start or span.end > end or span.start < reached:
                continue
            if span.kind.wrapping:
                hidden += [(span.start, span.inner_start, None), (span.inner_end, span.end, None)]
            else:
                hidden.append((span.start, span.end, span))
                reached = span.end
        hidden.sort(key=lambda cut: cut[0])
        position = start
        for cut_start, cut_end, atom in hidden:
            self._add_words(position, cut_start, cuts)
            if atom is not None:
                cuts.append(Stretch(cut_start, cut_end, self._shown(atom), atom))
            position = cut_end
        self._add_words(position, end, cuts)
        return cuts

    def words(self) -> str:
        """Return the words as they stand in the text, without those that are escaped."""
        chunks = self.chunks(0, len(self.text))
        plain_chunks = (c for c in chunks if c.span is None and len(c.shown) == c.end - c.start)
        return "".join(chunk.shown for chunk in plain_chunks)

    def _add_words(self, start: int, end: int, cuts: list[Stretch]) -> None:
        first = bisect_left(self.edits, start, key=itemgetter(0))
        for number in range(first, len(self.edits)):
            edit_start, edit_end, shown = self.edits[number]
            if edit_start >= end:
                break
            if edit_end <= end:
                if start < edit_start:
                    cuts.append(Stretch(start, edit_start, self.text[start:edit_start]))
                cuts.append(Stretch(edit_start, edit_end, shown))
                start = edit_end
        if start < end:
            cuts.append(Stretch(start, end, self.text[start:end]))

    def written(self, span: InlineSpan) -> Syntax:
        """Return the syntax in which the values of a span are written."""
        return Syntax.HTML if self.text.startswith("<", span.start) else self.syntax

    def _shown(self, span: InlineSpan) -> str:
        if span.kind.protected or span.kind is SpanKind.EMOJI:
            return span.text
        if span.kind is SpanKind.IMAGE:
            return described(self.text[span.inner_start : span.inner_end], self.written(span))
        return " " if span.spaces else ""


_TELLING = frozenset("@#{}%$<>]")
_INNER_STOP = lazily(r"\.[^\W_]")
_FIRST_EMOJI = "\u20e3"
"""No letter of an alphabet comes after it."""


def is_bare(text: str, characters: frozenset[str]) -> bool:
    """Whether a plain text holds surely nothing but words, as most sentences do.

    `characters` are those of the text. To look at them takes a tenth of the time of `read`.
    """
    if not _TELLING.isdisjoint(characters) or "://" in text:
        return False
    if "__" in text or "[[" in text:
        return False
    if max(characters, default="") >= _FIRST_EMOJI:
        return False
    stops = text.count(".")
    if not stops or (stops == 1 and text[-1] == "."):
        return True
    return _INNER_STOP.search(text) is None


_EMOJI = lazily(":[^:]*:")


def is_surely_bare(text: str, syntax: Syntax) -> bool:
    """Whether a text with markup surely holds nothing but words, without reading it."""
    if syntax is Syntax.PLAIN or protected.may_hold(text) or _EMOJI.search(text):
        return False
    markup = markdown.MARKUP if syntax is Syntax.MARKDOWN else html.MARKUP
    return markup.search(text) is None


@lru_cache(maxsize=512)
def read(text: str, syntax: Syntax, names: Names = NO_NAMES) -> Reading:
    """Parse a text, in which `names` are protected; never raises."""
    if syntax is not Syntax.PLAIN:
        parse = markdown.parse if syntax is Syntax.MARKDOWN else html.parse
        parsed = parse(text, names)
        spans, edits = tuple(parsed.spans), tuple(parsed.edits)
        return Reading(text, spans, edits, tuple(parsed.breaks), syntax, names)
    code = opaque(text, syntax)
    items = protected.items(without(text, code) if code else text, syntax, names)
    places = [(start, end, kind) for start, end, kind in items]
    places += [(item.start, item.end, SpanKind.PLACEHOLDER) for item in code]
    found = (
        InlineSpan(kind, start, end, start, end, text[start:end])
        for start, end, kind in sorted(places)
    )
    return Reading(text, tuple(found), names=names)


def spans(text: str, syntax: Syntax) -> tuple[InlineSpan, ...]:
    """Find the spans of a text: properly nested, in order of their start, outer first."""
    return read(text, syntax).spans


def marks(text: str, syntax: Syntax) -> Iterator[tuple[int, int]]:
    """Yield where markup and protected text stand in a text, in order, none over another."""
    reached = 0
    for start, end in sorted({mark for span in spans(text, syntax) for mark in span.marks}):
        if start >= reached:
            yield start, end
            reached = end


def plain(text: str, syntax: Syntax) -> str:
    """Show a text as it reads: markup left out, escapes undone, images by their description."""
    reading = read(text, syntax)
    if reading.bare:
        return text
    chunks = reading.chunks(0, len(text))
    shown = parted(text, chunks, [chunk.shown for chunk in chunks], is_another_number)
    return "".join(closed_up(chunks, shown))


def parted(
    source: str,
    chunks: list[Stretch],
    shown: list[str],
    is_apart: Callable[[str, str, str], bool],
) -> list[str]:
    """Put a space between words of different elements that only their looks hold apart.

    `<b>Comments</b><span>2</span>` is two things to a reader and one word to a machine. In
    documents, whose signs bear numbers, words stand apart only where a space does.
    """
    if _OF_DOCUMENT.search(source) and _DOCUMENT.fullmatch(source):
        return shown
    visible = [index for index, text in enumerate(shown) if text]
    for one, other in pairwise(visible):
        tags = source[chunks[one].end : chunks[other].start]
        if not tags.startswith("<"):
            continue
        before, after = shown[one], shown[other]
        # A sign that is written as an entity is a chunk of its own: that of a price, say.
        if len(before) == 1 and one and chunks[one - 1].end == chunks[one].start:
            before = shown[one - 1] + before
        if len(after) == 1 and chunks[other].end == chunks[min(other + 1, visible[-1])].start:
            after += shown[other + 1]
        if is_apart(tags, before, after):
            shown[one] += " "
    return shown


_OF_DOCUMENT = lazily(r'<(?:span|code|wbr|math) id="\d+">')
_DOCUMENT = lazily(
    r'(?:[^<]++|</?span>|<span id="\d++">|</?code>|<code id="\d++">|<a href="#\d++">|</a>|<br>'
    r'|<wbr id="\d++">|<math id="\d++">|</math>)*+'
)
"""A text of a document: no page numbers its elements so."""


def described(alt: str, syntax: Syntax) -> str:
    """Show the description of an image, as the syntax writes it, as it reads."""
    return unescape(alt) if syntax is Syntax.HTML else plain(alt, Syntax.MARKDOWN)


def closed_up(chunks: list[Stretch], shown: list[str]) -> list[str]:
    """Drop the white space that is double because an image, a note or a tag shows nothing.

    `shown` says what each chunk reads as. A line break tag is a space between words.
    """
    result: list[str] = []
    before, gap = " ", False
    for chunk, text in zip(chunks, shown, strict=True):
        point = chunk.span is not None and chunk.span.kind.point and not text.strip()
        if before.isspace() and (gap or point):
            text = text.lstrip()
        if gap and text[:1] in _CLOSING_MARKS:
            _strip_last(result)
        gap = point or (gap and not text)
        before = text[-1:] or before
        result.append(text)
    return result


_CLOSING_MARKS = frozenset(".,:;!?…؟،؛")


def _strip_last(parts: list[str]) -> None:
    """Drop the white space at the end of the last part that is not empty."""
    for index in reversed(range(len(parts))):
        if parts[index]:
            parts[index] = parts[index].rstrip()
            return


def inventory(text: str, syntax: Syntax, names: Names = NO_NAMES) -> Counter[tuple[SpanKind, str]]:
    """Count what a translation must keep: each span's kind with its text (see `Span.text`).

    A letter and its accent count as the one character they make.
    """
    spans = read(text, syntax, names).spans
    return Counter((span.kind, normalize("NFC", span.text)) for span in spans)
