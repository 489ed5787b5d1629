"""A review file cut into its segments and records, so that one is read and written alone.

    parts = review.cut(text, path)
    parts.catalog                     # as `parse` gives it
    parts.revised({unit.id: unit})    # the file with that segment written anew
    parts.text

Reading and writing a file of some thousand segments as a whole takes seconds. What a person
changes is one segment: its lines and those of its record go through the same reader and the same
writer as a whole file does, with the same guard, and all others keep their bytes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from dragoman.errors import ReviewError
from dragoman.handyaml.patch import Sheath, unsheathed
from dragoman.model import Catalog, Record, Unit
from dragoman.review import canonical
from dragoman.review.reading import LABEL, opened
from dragoman.review.record import traced
from dragoman.review.writing import RECORD, RETIRED, serialize

_SEGMENTS = "segments:\n"
_HEADS = re.compile(
    rf"^(?:{_SEGMENTS}|{re.escape(RECORD)}|{re.escape(RETIRED)})|^(?!article|source|target)\w+:",
    re.MULTILINE,
)
_LEAD = r"((?:\n|#[^\n]*\n)*)"
_ENTRY = re.compile(_LEAD + r"(- [^\n]*\n(?:\n*[ ][^\S\n]*+\S[^\n]*+\n)*)")
_LINES = re.compile(_LEAD + r"(  \S[^\n]*\n(?:    [^\n]*\n)*)")
_TAIL = re.compile(r"(?:\n|#[^\n]*\n)*\Z")
_ODD = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]|\t")


@dataclass(frozen=True, slots=True)
class ReviewParts:
    """A review file in parts."""

    catalog: Catalog
    """What it holds. After `revised`, the lines of other segments are those of before."""

    parts: tuple[str, ...]
    """Joined, they are the file's text with every line ended by LF."""

    entries: Mapping[str, int]
    """Which part a segment is, with the comments above it, by its id."""

    records: Mapping[str, int]
    """Which part its record is."""

    sheath: Sheath

    @property
    def text(self) -> str:
        """The file's text."""
        return self.sheath.close("".join(self.parts))

    @property
    def simple(self) -> bool:
        """Whether the joined parts are the very text, line ends and all."""
        return self.sheath == Sheath("", crlf=False, unended="")

    def line(self, key: str) -> int:
        """Return the line at which a segment begins."""
        number = self.entries[key]
        lead = _LEAD_ALONE.match(self.parts[number])
        above = lead.end() if lead else 0
        lines = sum(part.count("\n") for part in self.parts[:number])
        return lines + self.parts[number].count("\n", 0, above) + 1

    def revised(self, units: Mapping[str, Unit], path: str = "") -> ReviewParts | None:
        """Return the file with these segments as they are here; their ids stay.

        `None` where that is not certain to be what writing the whole file would give. Raises
        `ReviewError` if a segment would not read back as it is.
        """
        places = {unit.id: at for at, unit in enumerate(self.catalog.units)}
        every, parts = list(self.catalog.units), list(self.parts)
        fresh: dict[str, str] = {}
        for key, unit in units.items():
            at = places.get(key)
            if at is None or key not in self.entries or (unit.record is None and every[at].record):
                return None
            entry, kept = self._rewritten(unit, self.catalog.labels[at], path)
            parts[self.entries[key]] = entry
            if key in self.records:
                parts[self.records[key]] = kept
            elif kept:
                fresh[key] = kept
            every[at] = unit
        catalog = replace(self.catalog, units=tuple(every))
        made = replace(self, catalog=catalog, parts=tuple(parts))
        return made._with_records(fresh) if fresh else made

    def _rewritten(self, unit: Unit, label: str, path: str) -> tuple[str, str]:
        """Return the lines of a segment and of its record, written over those that stand here."""
        base = f"{_SEGMENTS}{self.parts[self.entries[unit.id]]}"
        if unit.id in self.records:
            base += f"{RECORD}{self.parts[self.records[unit.id]]}"
        alone = Catalog("", "", "", (replace(unit, entry=0),), (label,))
        entry, _, kept = serialize(alone, base, path).removeprefix(_SEGMENTS).partition(RECORD)
        return entry, kept

    def _with_records(self, fresh: Mapping[str, str]) -> ReviewParts | None:
        """Return the file with records that it did not have, each behind that of the unit before.

        `None` where there is none before.
        """
        behind: dict[int, list[str]] = {}
        last: int | None = None
        for unit in self.catalog.units:
            last = self.records.get(unit.id, last)
            if unit.id in fresh:
                if last is None:
                    return None
                behind.setdefault(last, []).append(unit.id)
        parts: list[str] = []
        records: dict[str, int] = {}
        known = {number: key for key, number in self.records.items()}
        for number, part in enumerate(self.parts):
            if number in known:
                records[known[number]] = len(parts)
            parts.append(part)
            for key in behind.get(number, ()):
                records[key] = len(parts)
                parts.append(fresh[key])
        # Records stand below all segments, so that no segment's place changes.
        if records and min(records.values()) < max(self.entries.values()):
            return None
        return replace(self, parts=tuple(parts), records=records)


_LEAD_ALONE = re.compile(_LEAD)


def cut(text: str, path: str) -> ReviewParts | None:
    """Return the file in parts; `None` for one that must be read as a whole.

    Whatever is wrong in a file, or only unusual, makes it one of these.
    """
    text, sheath = unsheathed(text)
    if _ODD.search(text):
        return None
    bounds = [(head[0], head.start(), head.end()) for head in _HEADS.finditer(text)]
    if [head for head, *_ in bounds] not in ([_SEGMENTS, RECORD], [_SEGMENTS, RECORD, RETIRED]):
        return None
    try:
        header = opened(text[: bounds[0][1]], path).catalog
        ends = [*(start for _, start, _ in bounds[1:]), len(text)]
        return _Cutter(text, sheath, path).cut(
            header, [(end, limit) for (_, _, end), limit in zip(bounds, ends, strict=True)]
        )
    except (ReviewError, _WholeError):
        return None


class _WholeError(Exception):
    """The file must be read as a whole."""


class _Cutter:
    def __init__(self, text: str, sheath: Sheath, path: str) -> None:
        self.text = text
        self.sheath = sheath
        self.path = path
        self.parts: list[str] = []

    def cut(self, header: Catalog, bounds: list[tuple[int, int]]) -> ReviewParts:
        (segments, end), (kept, kept_end), *rest = bounds
        self.parts.append(self.text[:segments])
        entries = list(self._chunks(_ENTRY, segments, end))
        self.parts.append(self.text[kept - len(RECORD) : kept])
        known: dict[str, Record] = {}
        records: dict[str, int] = {}
        for number, _, body, _ in self._chunks(_LINES, kept, kept_end):
            found = canonical.entry_of_record(body) or self._record(body)
            if found is None or found[0] in known:
                raise _WholeError
            known[found[0]] = found[1]
            records[found[0]] = number
        live = [self._unit(chunk, at, known) for at, chunk in enumerate(entries)]
        retired: list[Unit] = []
        for start, limit in rest:
            self.parts.append(self.text[start - len(RETIRED) : start])
            gone = list(self._chunks(_ENTRY, start, limit))
            retired = [self._unit(chunk, len(live) + at, known)[0] for at, chunk in enumerate(gone)]
        units = tuple(unit for unit, _ in live)
        wanted = [unit.id for unit in (*units, *retired) if unit.record is not None]
        if len(set(wanted)) != len(wanted) or list(records) != wanted:
            raise _WholeError
        ids = {unit.id: chunk[0] for unit, chunk in zip(units, entries, strict=True)}
        if len(ids) != len(units):
            raise _WholeError
        catalog = replace(
            header,
            units=units,
            labels=tuple(label for _, label in live),
            retired=tuple(retired),
        )
        return ReviewParts(catalog, tuple(self.parts), ids, records, self.sheath)

    def _chunks(
        self, entry: re.Pattern[str], at: int, end: int
    ) -> Iterator[tuple[int, str, str, int]]:
        """Yield the entries of a section: which part it is, its lead, its lines, and its place."""
        while (found := entry.match(self.text, at, end)) is not None:
            self.parts.append(found[0])
            yield len(self.parts) - 1, found[1], found[2], found.start(2)
            at = found.end()
        if _TAIL.match(self.text[at:end]) is None:
            raise _WholeError
        self.parts.append(self.text[at:end])

    def _unit(
        self, chunk: tuple[int, str, str, int], entry: int, known: Mapping[str, Record]
    ) -> tuple[Unit, str]:
        _, lead, body, place = chunk
        labels = LABEL.findall(lead)
        if len(labels) > 1:
            raise _WholeError
        label = labels[0] if labels else ""
        line = self._line(place)
        remarks = "#" in lead and "#" in LABEL.sub("", lead)
        key = body[len("- id: ") : body.index("\n")]
        unit = canonical.unit(body, known.get(key), remarks=remarks, entry=entry, line=line)
        if unit is None:
            (unit,) = opened(f"{_SEGMENTS}{lead}{body}", self.path).catalog.units
            unit = replace(
                unit, record=traced(known.get(unit.id), unit.target), entry=entry, line=line
            )
        return unit, label

    def _line(self, place: int) -> int:
        self._lines += self.text.count("\n", self._counted, place)
        self._counted = place
        return self._lines

    _lines = 1
    _counted = 0

    def _record(self, body: str) -> tuple[str, Record] | None:
        found = opened(f"record:\n{body}", self.path).records
        return next(iter(found.items())) if len(found) == 1 else None
