"""Sentence boundaries of a block that holds markup."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from itertools import pairwise

from dragoman import segment
from dragoman.inline.kinds import Span, SpanKind
from dragoman.inline.reading import Chunk, Reading, read
from dragoman.model import Syntax


def split(text: str, syntax: Syntax, language: str) -> Iterator[tuple[int, int]]:
    """Yield the (start, end) of each sentence, in order, without gap or overlap.

    Boundaries are those that `segment.split` finds in the text as it reads, with these added: no
    span is divided; closing markup and footnote references at a boundary stay with the sentence
    before it; a hard line break of Markdown outside every span ends a segment. The white space
    after a sentence belongs to it. A stretch in which a reader sees nothing joins its neighbour.
    Empty text yields nothing.
    """
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


def _cuts(reading: Reading, language: str) -> Iterator[int]:
    """Yield the places, in order, at which the text is divided."""
    text, chunks = reading.text, reading.chunks(0, len(reading.text))
    places = set(_line_breaks(reading))
    stops = [0, *sorted(places), len(text)]
    for start, end in pairwise(stops):
        places.update(_sentence_ends(_line(chunks, start, end), reading, language))
    wanted = sorted(place for place in places if not _inside(place, reading.spans))
    last = 0
    for place, following in pairwise([*wanted, len(text)]):
        seen = _visible(chunks, text, last, place)
        if seen and _visible(chunks, text, place, following):
            yield place
            last = place


def _line(chunks: list[Chunk], start: int, end: int) -> list[Chunk]:
    """Take the chunks from `start` to `end`; only words are divided by a line break."""
    line: list[Chunk] = []
    for chunk in chunks:
        low, high = max(chunk.start, start), min(chunk.end, end)
        if low < high:
            whole = (low, high) == (chunk.start, chunk.end)
            shown = chunk.shown if whole else chunk.shown[low - chunk.start : high - chunk.start]
            line.append(Chunk(low, high, shown, chunk.span))
    return line


def _visible(chunks: list[Chunk], text: str, start: int, end: int) -> bool:
    """Whether a reader sees anything of the text from `start` to `end`."""
    for chunk in chunks:
        if chunk.end > start and chunk.start < end:
            if chunk.span is not None:
                if chunk.span.kind is not SpanKind.VOID:
                    return True
            elif not text[max(start, chunk.start) : min(end, chunk.end)].isspace():
                return True
    return False


def _line_breaks(reading: Reading) -> Iterator[int]:
    """Yield where lines begin after a hard line break."""
    text = reading.text
    for place in reading.breaks:
        if not _inside(place, reading.spans):
            yield place
    for span in reading.spans:
        if span.kind is SpanKind.VOID and span.text == "br":
            place = _after_space(text, span.end)
            # In HTML, a line break in a sentence is there for its looks.
            if reading.syntax is not Syntax.HTML or not text[place : place + 1].islower():
                yield place


def _sentence_ends(line: list[Chunk], reading: Reading, language: str) -> Iterator[int]:
    """Yield where the sentences of one line begin in the text, but for the first."""
    offsets: list[int] = []
    shown: list[str] = []
    length = 0
    notes = [span for span in reading.spans if _is_note(span, reading.text)]
    for chunk in line:
        image = chunk.span is not None and chunk.span.kind is SpanKind.IMAGE
        note = any(span.start <= chunk.start < span.end for span in notes)
        shown.append("" if image or note else chunk.shown)
        offsets.append(length)
        length += len(shown[-1])
    for _, end in segment.split("".join(shown), language):
        if end == length:
            break
        index = bisect_left(offsets, end) - 1
        chunk, inside = line[index], end - offsets[index]
        if inside == len(shown[index]):
            yield _past_closing(chunk.end, reading)
        elif chunk.span is None and len(chunk.shown) == chunk.end - chunk.start:
            yield _past_closing(chunk.start + inside, reading)


def _past_closing(place: int, reading: Reading) -> int:
    """Move a boundary behind the closing markup and the footnote references at it."""
    moved = True
    while moved:
        moved = False
        for span in reading.spans:
            closes = span.kind.wrapping and span.inner_end == place and span.start < place
            if closes or (span.start == place and _is_note(span, reading.text)):
                place, moved = _after_space(reading.text, span.end), True
    return place


def _is_note(span: Span, text: str) -> bool:
    """Whether a span refers to a note: of Markdown, or a raised number, letter or asterisk."""
    if span.kind is SpanKind.TAG and span.text == "sup":
        return _RAISED.fullmatch(text, span.inner_start, span.inner_end) is not None
    return span.kind is SpanKind.FOOTNOTE


def _inside(place: int, spans: tuple[Span, ...]) -> bool:
    return any(span.start < place < span.end for span in spans)


_SPACE = re.compile(r"\s*")
_RAISED = re.compile(
    r"(?:<[^<>]{1,200}>)*\[?(?:\d{1,3}|\w|[*†‡§]{1,3})(?:[,–-]\s?\d{1,3})*\]?(?:</\w+>)*"
)


def _after_space(text: str, place: int) -> int:
    match = _SPACE.match(text, place)
    return match.end() if match is not None else place
