"""A review file cut into its segments and records, so that one is read and written alone.

    parts = review.cut(text, path)
    parts.catalog                                       # as `parse` gives it
    review.revised(parts, {unit.id: unit})              # the file with that segment written anew
    parts.file

Reading and writing a file of some thousand segments as a whole takes seconds. What a person
changes is one segment: its lines and those of its record go through the same reader and the same
writer as a whole file does, with the same guard, and all others keep their bytes.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from dragoman.errors import ReviewError
from dragoman.files import Contents
from dragoman.handyaml.patch import Sheath, unsheathed
from dragoman.model import Catalog, Record, Segment, Unit
from dragoman.patterns import lazily
from dragoman.review import canonical
from dragoman.review.pieces import SEGMENTS, EntrySpan, FilePieces, ReviewFrame, framed
from dragoman.review.reading import LABEL, opened
from dragoman.review.record import traced

LEAD = lazily(r"(?:\n|#[^\n]*\n)*")
_SIMPLE = Sheath("", crlf=False, unended="")


@dataclass(frozen=True, slots=True)
class ReviewParts:
    """A review file in parts."""

    catalog: Catalog
    """What it holds. After `revised`, the lines of other segments are those of before."""

    parts: FilePieces
    """Joined, they are the file with every line ended by LF: what stands above the segments, each
    segment, what stands below them, and so on for the records and what is retired."""

    numbers: Sequence[int]
    """Which part each segment is, with the comments above it, live ones first."""

    entries: Mapping[str, int]
    """The same for live ones, by their ids."""

    records: Mapping[str, int]
    """Which part its record is."""

    sheath: Sheath

    @property
    def file(self) -> Contents:
        """The file."""
        joined = self.parts.joined
        if self.simple:
            return joined
        return Contents.of(self.sheath.close(joined.data.decode()).encode())

    @property
    def text(self) -> str:
        """The file's text."""
        return self.file.data.decode()

    @property
    def simple(self) -> bool:
        """Whether the joined parts are the very text, line ends and all."""
        return self.sheath == _SIMPLE

    def line(self, key: str) -> int:
        """Return the line at which a segment begins."""
        number = self.entries[key]
        lead = LEAD.match(self.parts[number])
        return self.parts.lines(number) + (lead[0].count("\n") if lead else 0) + 1


def cut(file: str | bytes, path: str, segments: Sequence[Segment] = ()) -> ReviewParts | None:
    """Return the file in parts; `None` for one that must be read as a whole.

    Whatever is wrong in a file, or only unusual, makes it one of these. Sentences that stand in
    the file as in the `segments` of its article are held in memory once.
    """
    try:
        data = file.encode() if isinstance(file, str) else file
        sheath = _SIMPLE
        if b"\r" in data or data.startswith(b"\xef\xbb\xbf") or not data.endswith(b"\n"):
            text, sheath = unsheathed(data.decode())
            data = text.encode()
        frame = framed(data)
        return None if frame is None else _Cutter(data, frame, sheath, path, segments).cut()
    except (ReviewError, UnicodeError, _WholeError):
        return None


class _WholeError(Exception):
    """The file must be read as a whole."""


class _Cutter:
    def __init__(
        self,
        data: bytes,
        frame: ReviewFrame,
        sheath: Sheath,
        path: str,
        segments: Sequence[Segment],
    ) -> None:
        self.data = data
        self.frame = frame
        self.sheath = sheath
        self.path = path
        self.segments = segments
        self.ends = array("Q")

    def cut(self) -> ReviewParts:
        frame = self.frame
        head = self.data[: frame.segments.start - len(SEGMENTS)].decode()
        header = opened(head, self.path).catalog
        numbers = [*self.part(frame.segments)]
        kept = self.part(frame.record)
        known: dict[str, Record] = {}
        records: dict[str, int] = {}
        for (_, body), number in zip(self.texts(frame.record), kept, strict=True):
            found = canonical.entry_of_record(body) or self._record(body)
            if found is None or found[0] in known:
                raise _WholeError
            known[found[0]] = found[1]
            records[found[0]] = number
        live = list(self.units(frame.segments, 0, known))
        retired: list[Unit] = []
        if frame.retired is not None:
            numbers += self.part(frame.retired)
            retired = [unit for unit, _ in self.units(frame.retired, len(live), known)]
        units = tuple(unit for unit, _ in live)
        wanted = [unit.id for unit in (*units, *retired) if unit.record is not None]
        if len(set(wanted)) != len(wanted) or list(records) != wanted:
            raise _WholeError
        records = dict(zip(wanted, records.values(), strict=True))  # Each id is held once.
        ids = {unit.id: number for unit, number in zip(units, numbers, strict=False)}
        if len(ids) != len(units):
            raise _WholeError
        catalog = replace(
            header,
            units=units,
            labels=tuple(label for _, label in live),
            retired=tuple(retired),
        )
        pieces = FilePieces(Contents.read(self.data), self.ends)
        return ReviewParts(catalog, pieces, array("L", numbers), ids, records, self.sheath)

    def part(self, span: EntrySpan) -> range:
        """Make parts of what stands above the entries, each of them, and what stands below.

        Returns the numbers of the entries.
        """
        self.ends.append(span.start)
        first = len(self.ends)
        self.ends.extend(span.ends)
        last = len(self.ends)
        self.ends.append(span.end)
        return range(first, last)

    def texts(self, span: EntrySpan) -> Iterator[tuple[str, str]]:
        """Yield the comments above each entry, and its lines."""
        for start, body, end in span.places():
            yield self.data[start:body].decode(), self.data[body:end].decode()

    def units(
        self, span: EntrySpan, first: int, known: Mapping[str, Record]
    ) -> Iterator[tuple[Unit, str]]:
        line, counted = 1, 0
        for entry, ((lead, body), (_, at, _)) in enumerate(
            zip(self.texts(span), span.places(), strict=True), first
        ):
            line += self.data.count(b"\n", counted, at)
            counted = at
            yield self.unit(lead, body, entry, line, known)

    def unit(
        self, lead: str, body: str, entry: int, line: int, known: Mapping[str, Record]
    ) -> tuple[Unit, str]:
        labels = LABEL.findall(lead)
        if len(labels) > 1:
            raise _WholeError
        label = labels[0] if labels else ""
        remarks = "#" in lead and "#" in LABEL.sub("", lead)
        key = body[len("- id: ") : body.index("\n")]
        like = self.segments[entry] if entry < len(self.segments) else None
        unit = canonical.unit(body, known.get(key), like, remarks=remarks, entry=entry, line=line)
        if unit is None:
            (unit,) = opened(f"{SEGMENTS}{lead}{body}", self.path).catalog.units
            unit = replace(
                unit, record=traced(known.get(unit.id), unit.target), entry=entry, line=line
            )
        return unit, label

    def _record(self, body: str) -> tuple[str, Record] | None:
        found = opened(f"record:\n{body}", self.path).records
        return next(iter(found.items())) if len(found) == 1 else None
