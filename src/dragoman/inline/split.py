"""Sentence boundaries of a block that holds markup."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from itertools import pairwise

from dragoman import segment
from dragoman.inline.kinds import InlineSpan, SpanKind
from dragoman.inline.reading import Reading, Stretch, is_surely_bare, read
from dragoman.model import Syntax
from dragoman.patterns import lazily


def split(text: str, syntax: Syntax, language: str) -> Iterator[tuple[int, int]]:
    """Yield the (start, end) of each sentence, in order, without gap or overlap.

    Boundaries are those that `segment.split` finds in the text as it reads, with these added: no
    span is divided; closing markup and footnote references at a boundary stay with the sentence
    before it; a hard line break of Markdown outside every span ends a segment. The white space
    after a sentence belongs to it. A stretch in which a reader sees nothing joins its neighbour.
    Empty text yields nothing.
    """
    if text and is_one(text):
        yield 0, len(text)
    else:
        yield from split_several(text, syntax, language)


def split_several(text: str, syntax: Syntax, language: str) -> Iterator[tuple[int, int]]:
    """Yield what `split` does of a text of which `is_one` was asked already."""
    if is_surely_bare(text, syntax):
        yield from segment.split(text, language)
        return
    reading = read(text, syntax)
    if reading.bare and not reading.breaks:
        yield from segment.split(text, language)
        return
    start = 0
    for cut in _cuts(reading, language):
        yield start, cut
        start = cut
    if start < len(text):
        yield start, len(text)


_STOP = lazily(
    # A search leaps to one of these; an alternative would be tried at every letter.
    r"[.!?…؟۔。！？｡\\&\n<](?:(?<=[.!?…؟۔])(?![A-Za-z0-9])|(?<=[。！？｡\\&])"
    r"|(?<=\n)(?:(?<=[ ]{2}\n)|[^\S\n]*+(?![^\W_]))|(?<=<)[bB][rR])"
)
"""What may end a sentence or a line, or may read as something that does.

No sentence ends before the letter or digit right behind a mark, as in an address, and no line is
empty that begins with one: markup does with neither.
"""

_LAST = lazily(r"[.!?…؟۔]+[\"'”’»)\]*_~ \t]*")
"""Marks, and behind them nothing that a reader could take for a word."""


def is_one(text: str) -> bool:
    """Whether a text is surely one sentence, whatever its markup: as headings are, and cells.

    To look for its end takes a small part of the time of reading it.
    """
    stop = _STOP.search(text)
    return stop is None or _LAST.fullmatch(text, stop.start()) is not None


class _ReadingPlaces:
    """What stands at the places of a text; each question costs the same in a text of any length."""

    def __init__(self, reading: Reading) -> None:
        self.text = reading.text
        self.chunks = reading.chunks(0, len(reading.text))
        self._ends = [chunk.end for chunk in self.chunks]
        outer: list[InlineSpan] = []
        for span in reading.spans:
            if not outer or span.start >= outer[-1].end:
                outer.append(span)
        self._starts = [span.start for span in outer]
        self._outer = outer
        notes = [span for span in reading.spans if _is_note(span, reading.text)]
        self._notes = {span.start: span for span in notes}
        self._note_starts = sorted(self._notes)
        self._closings: dict[int, list[InlineSpan]] = {}
        for span in reading.spans:
            if span.kind.wrapping:
                self._closings.setdefault(span.inner_end, []).append(span)
        self._asked, self._seen = 0, self._look(0)

    def inside(self, place: int) -> bool:
        """Whether a span would be divided there."""
        before = bisect_left(self._starts, place) - 1
        return before >= 0 and self._outer[before].end > place

    def in_note(self, place: int) -> bool:
        """Whether a reference to a note stands there."""
        before = bisect_right(self._note_starts, place) - 1
        return before >= 0 and self._notes[self._note_starts[before]].end > place

    def line(self, start: int, end: int) -> list[Stretch]:
        """Take the chunks from `start` to `end`; only words are divided by a line break."""
        line: list[Stretch] = []
        for number in range(bisect_right(self._ends, start), len(self.chunks)):
            chunk = self.chunks[number]
            if chunk.start >= end:
                break
            low, high = max(chunk.start, start), min(chunk.end, end)
            if (low, high) == (chunk.start, chunk.end):
                line.append(chunk)
            elif low < high:
                shown = chunk.shown[low - chunk.start : high - chunk.start]
                line.append(Stretch(low, high, shown, chunk.span))
        return line

    def next_seen(self, place: int) -> int:
        """Return the first place from `place` on at which a reader sees anything, or the end.

        Of places that are asked for in order, what lies between is looked at once.
        """
        if not self._asked <= place <= self._seen:
            self._asked, self._seen = place, self._look(place)
        return self._seen

    def _look(self, place: int) -> int:
        for number in range(bisect_right(self._ends, place), len(self.chunks)):
            chunk = self.chunks[number]
            start = max(place, chunk.start)
            if chunk.span is None:
                found = _SEEN.search(self.text, start, chunk.end)
                if found is not None:
                    return found.start()
            elif chunk.span.kind is not SpanKind.VOID:
                return start
        return len(self.text)

    def past_closing(self, place: int) -> int:
        """Move a boundary behind the closing markup and the footnote references at it."""
        while True:
            ends = [span.end for span in self._closings.get(place, ()) if span.start < place]
            note = self._notes.get(place)
            if note is not None:
                ends.append(note.end)
            # Of spans that close together the innermost is closed first.
            following = _after_space(self.text, min(ends)) if ends else place
            if following == place:
                return place
            place = following


def _cuts(reading: Reading, language: str) -> Iterator[int]:
    """Yield the places, in order, at which the text is divided."""
    known = _ReadingPlaces(reading)
    places = set(_line_breaks(reading, known))
    stops = [0, *sorted(places), len(reading.text)]
    for start, end in pairwise(stops):
        places.update(_sentence_ends(known.line(start, end), known, language))
    wanted = sorted(place for place in places if not known.inside(place))
    seen = known.next_seen(0)
    for place, following in pairwise([*wanted, len(reading.text)]):
        if seen < place and (after := known.next_seen(place)) < following:
            yield place
            seen = after


def _line_breaks(reading: Reading, known: _ReadingPlaces) -> Iterator[int]:
    """Yield where lines begin after a hard line break."""
    text = reading.text
    for place in reading.breaks:
        if not known.inside(place):
            yield place
    for span in reading.spans:
        if span.kind is SpanKind.VOID and span.text == "br":
            place = _after_space(text, span.end)
            # In HTML, a line break in a sentence is there for its looks.
            if reading.syntax is not Syntax.HTML or not text[place : place + 1].islower():
                yield place


def _sentence_ends(line: list[Stretch], known: _ReadingPlaces, language: str) -> Iterator[int]:
    """Yield where the sentences of one line begin in the text, but for the first."""
    offsets: list[int] = []
    shown: list[str] = []
    length = 0
    for chunk in line:
        image = chunk.span is not None and chunk.span.kind is SpanKind.IMAGE
        shown.append("" if image or known.in_note(chunk.start) else chunk.shown)
        offsets.append(length)
        length += len(shown[-1])
    for _, end in segment.split("".join(shown), language):
        if end == length:
            break
        index = bisect_left(offsets, end) - 1
        chunk, inside = line[index], end - offsets[index]
        if inside == len(shown[index]):
            yield known.past_closing(chunk.end)
        elif chunk.span is None and len(chunk.shown) == chunk.end - chunk.start:
            yield known.past_closing(chunk.start + inside)


def _is_note(span: InlineSpan, text: str) -> bool:
    """Whether a span refers to a note: of Markdown, or a raised number, letter or asterisk."""
    if span.kind is SpanKind.TAG and span.text == "sup":
        return _RAISED.fullmatch(text, span.inner_start, span.inner_end) is not None
    return span.kind is SpanKind.FOOTNOTE


_SPACE = lazily(r"\s*")
_SEEN = lazily(r"\S")
_RAISED = lazily(
    r"(?:<[^<>]{1,200}>)*\[?(?:\d{1,3}|\w|[*†‡§]{1,3})(?:[,–-]\s?\d{1,3})*\]?(?:</\w+>)*"
)


def _after_space(text: str, place: int) -> int:
    match = _SPACE.match(text, place)
    return match.end() if match is not None else place
