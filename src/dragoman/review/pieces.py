"""The bytes of a review file, cut where its entries begin and end.

A file of 100,000 segments is some 80 MB. So it waits on the disk, and each piece of it is made text
when it is asked for.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from io import BytesIO
from itertools import pairwise
from typing import overload

from dragoman.files import Contents
from dragoman.patterns import lazily
from dragoman.review.kind import RECORD, RETIRED

SEGMENTS = "segments:\n"
SECTIONS = (SEGMENTS, RECORD, RETIRED)
"""The lines that begin the sections, in their order; the last one need not be there."""

HEADS = lazily(
    rf"\n(?=({SEGMENTS}|{re.escape(RECORD)}|{re.escape(RETIRED)}".encode()
    + rb"|(?!article|source|target)[\w\x80-\xff]+:))"
)
"""It begins with a line end, for which there is a quick search."""

_LEAD = rb"(?:\n|#[^\n]*\n)*"
LEAD = lazily(_LEAD)
ENTRY = lazily(_LEAD + rb"(- [^\n]*\n(?:\n*[ ][^\S\n]*+\S[^\n]*+\n)*)")
LINES = lazily(_LEAD + rb"(  \S[^\n]*\n(?:    [^\n]*\n)*)")
_TAIL = lazily(_LEAD + rb"\Z")
_CONTROL = bytes({*range(0x20), 0x7F} - {0x0A})
_ODD = tuple(
    map(
        re.compile,
        (rb"\xc2[\x80-\x9f]", rb"\xe2\x80[\xa8\xa9]", rb"\xef(?:\xbb\xbf|\xbf[\xbe\xbf])"),
    )
)
"""Control characters, line ends that are none of an editor's, and what is no character: each begins
with a byte for which there is a quick search."""


@dataclass(frozen=True, slots=True, eq=False)
class FilePieces(Sequence[str]):
    """The pieces of a file, some of them written anew."""

    file: Contents
    ends: Sequence[int]
    """Where each piece of the file ends."""

    anew: Mapping[int, str] = field(default_factory=dict)
    """The pieces that are others now, by their numbers."""

    def __len__(self) -> int:
        """Return how many pieces there are."""
        return len(self.ends)

    @overload
    def __getitem__(self, number: int) -> str: ...
    @overload
    def __getitem__(self, number: slice) -> Sequence[str]: ...
    def __getitem__(self, number: int | slice) -> str | Sequence[str]:
        """Return the text of a piece, or of several."""
        if isinstance(number, slice):
            return [self[each] for each in range(*number.indices(len(self)))]
        if number in self.anew:
            return self.anew[number]
        return self.file.part(self.start(number), self.ends[number]).decode()

    def __eq__(self, other: object) -> bool:
        """Whether both hold the same pieces."""
        return isinstance(other, FilePieces) and list(self) == list(other)

    def start(self, number: int) -> int:
        """Return where a piece of the file begins."""
        return self.ends[number - 1] if number else 0

    def place(self, number: int) -> tuple[int, int]:
        """Return where a piece begins and ends when all are joined."""
        start = self.start(number)
        for other, text in self.anew.items():
            if other < number:
                start += len(text.encode()) - (self.ends[other] - self.start(other))
        return start, start + len(self[number].encode())

    def with_others(self, anew: Mapping[int, str]) -> FilePieces:
        """Return the pieces with some of them written anew."""
        return replace(self, anew={**self.anew, **anew})

    def lines(self, number: int) -> int:
        """Return how many lines stand above a piece."""
        count = self._lines(0, self.start(number))
        for other, text in self.anew.items():
            if other < number:
                count += text.count("\n")
                count -= self._lines(self.start(other), self.ends[other])
        return count

    def _lines(self, start: int, end: int) -> int:
        return sum(block.count(b"\n") for block in self.file.blocks(start, end))

    @property
    def joined(self) -> Contents:
        """All pieces together."""
        if not self.anew:
            return self.file
        stretches = self._stretches()
        return Contents(stretches) if self.file.on_disk else Contents.of(b"".join(stretches))

    def _stretches(self) -> Iterator[bytes]:
        at = 0
        for number in sorted(self.anew):
            yield from self.file.blocks(at, self.start(number))
            yield self.anew[number].encode()
            at = self.ends[number]
        yield from self.file.blocks(at, self.file.size)


def joined(parts: Iterable[bytes]) -> bytes:
    """Return the parts as one, and hold no more than one of them beside that."""
    buffer = BytesIO()
    for part in parts:
        buffer.write(part)
    return buffer.getvalue()


def pieces(texts: Iterable[str]) -> FilePieces:
    """Return texts as the pieces of a file."""
    ends = array("Q")
    length = 0

    def encoded() -> Iterator[bytes]:
        nonlocal length
        for text in texts:
            data = text.encode()
            length += len(data)
            ends.append(length)
            yield data

    data = joined(encoded())
    return FilePieces(Contents.of(data), ends)


@dataclass(frozen=True, slots=True)
class EntrySpan:
    """The entries of a section."""

    start: int
    end: int
    ends: Sequence[int]
    """Where each entry ends, with the comments above it; the first one begins with the section."""

    bodies: Sequence[int]
    """Where each one begins below its comments."""

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self.ends)

    def places(self) -> Iterator[tuple[int, int, int]]:
        """Yield where each entry begins, where it does below its comments, and where it ends."""
        for (start, end), body in zip(pairwise((self.start, *self.ends)), self.bodies, strict=True):
            yield start, body, end


@dataclass(frozen=True, slots=True)
class ReviewFrame:
    """Where the sections of a file stand, as Dragoman orders them."""

    segments: EntrySpan
    record: EntrySpan
    retired: EntrySpan | None


def framed(data: bytes) -> ReviewFrame | None:
    """Return where all stands in a file whose lines end with LF; `None` where it is unusual."""
    if is_odd(data):
        return None
    heads = [(head[1].decode(), head.end(1), head.start(1)) for head in HEADS.finditer(data)]
    if len(heads) < 2 or tuple(head for head, *_ in heads) != SECTIONS[: len(heads)]:
        return None
    limits = [*(start for *_, start in heads[1:]), len(data)]
    spans = [
        _span(data, pattern, start, limit)
        for pattern, (_, start, _), limit in zip((ENTRY, LINES, ENTRY), heads, limits, strict=False)
    ]
    segments, record, *rest = spans
    if segments is None or record is None or rest == [None]:
        return None
    return ReviewFrame(segments, record, rest[0] if rest else None)


_BLOCK = 1 << 20
"""Bytes that are looked through at once: a copy of more would count in a long file."""


def is_odd(data: bytes) -> bool:
    """Whether anything stands in the data that a review file seldom holds."""
    for at in range(0, len(data), _BLOCK):
        block = data[at : at + _BLOCK]
        if len(block.translate(None, _CONTROL)) != len(block):
            return True
    return any(odd.search(data) for odd in _ODD)


def _span(data: bytes, entry: re.Pattern[bytes], start: int, limit: int) -> EntrySpan | None:
    ends, bodies = array("Q"), array("Q")
    at = start
    while (found := entry.match(data, at, limit)) is not None:
        bodies.append(found.start(1))
        at = found.end()
        ends.append(at)
    if _TAIL.match(data, at, limit) is None:
        return None
    return EntrySpan(start, limit, ends, bodies)
