"""A version of a review file, cut into what is merged, and which entries of two are the same."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from dragoman.model import Unit, one_line
from dragoman.review.entry import Entry
from dragoman.review.layout import Section
from dragoman.review.over import shifted
from dragoman.review.reading import File, opened


@dataclass(frozen=True, slots=True)
class PlacedUnit:
    """A segment as it stands in a version."""

    unit: Unit
    lead: str
    body: str
    retired: bool
    record: str
    """Its lines in the record."""

    entry: Entry

    @property
    def text(self) -> tuple[object, ...]:
        return self.lead, self.body, self.record, self.retired

    @property
    def source(self) -> str:
        return one_line(self.unit.source)

    def called(self, name: str) -> PlacedUnit:
        """The entry under another name, its record too."""
        if name == self.unit.id:
            return self
        key = re.compile(rf"^( *)(['\"]?){re.escape(self.unit.id)}\2(?=:)", re.MULTILINE)
        record = key.sub(rf"\g<1>{name}", self.record, count=1)
        return replace(self.given(replace(self.unit, id=name)), record=record)

    def given(self, unit: Unit, remarks: Sequence[str] = ()) -> PlacedUnit:
        """The entry with other values, and with comments above it."""
        lead = self.lead + "".join(f"{remark}\n" for remark in remarks)
        if unit == self.unit:
            return replace(self, lead=lead)
        column = self.entry.chunk.column
        body = shifted(self.entry.rewritten(unit), _column(self.body) - column)
        return replace(self, unit=unit, lead=lead, body=body)


@dataclass(frozen=True, slots=True)
class CutFile:
    """A version of the file, cut into what is merged."""

    sections: Mapping[str, Section]
    preamble: str
    entries: tuple[PlacedUnit, ...]
    column: int | None = None
    """Where its segments begin."""

    @classmethod
    def read(cls, text: str, path: str, column: int | None = None) -> CutFile:
        read = opened(text, path)
        known = {section.key: section for section in read.sections}
        if column is None and "segments" in known and known["segments"].chunks:
            column = known["segments"].chunks[0].column
        entries = tuple(_entries(text, read, known, column or 0))
        return cls(known, read.preamble, entries, column or 0)


def _entries(
    text: str, read: File, known: Mapping[str, Section], column: int
) -> Iterator[PlacedUnit]:
    record = known.get("record")
    chunks = record.chunks if record else ()
    nodes = record.node.value if record and chunks else []
    lines = {
        str(key.value): shifted(chunk.lead + chunk.body, 2 - chunk.column)
        for (key, _), chunk in zip(nodes, chunks, strict=True)
    }
    units = iter((*read.catalog.units, *read.catalog.retired))
    for key in ("segments", "retired"):
        section = known.get(key)
        for chunk, node in zip(section.chunks, section.node.value, strict=True) if section else ():
            unit = next(units)
            body = shifted(chunk.body, column - chunk.column)
            yield PlacedUnit(
                unit,
                chunk.lead,
                body,
                key == "retired",
                lines.get(unit.id, ""),
                Entry(text, chunk, node, unit),
            )


def _column(body: str) -> int:
    return len(body) - len(body.lstrip(" "))


def aligned(one: Sequence[PlacedUnit], other: Sequence[PlacedUnit]) -> dict[int, int]:
    """Return for entries of one version which entry of the other is the same sentence.

    First by the order of the sentences, so that repeats keep to their neighbours; then wherever
    the sentence stands; then by the source that a stale one was translated from.
    """
    matcher = SequenceMatcher(
        None, [entry.source for entry in one], [entry.source for entry in other], autojunk=False
    )
    found = {
        block.a + step: block.b + step
        for block in matcher.get_matching_blocks()
        for step in range(block.size)
    }
    for names in (_by_id, _by_source, _by_was):
        taken = set(found.values())
        waiting: dict[str, list[int]] = {}
        for number, entry in enumerate(other):
            if number not in taken:
                for name in names(entry):
                    waiting.setdefault(name, []).append(number)
        for number, entry in enumerate(one):
            if number in found:
                continue
            candidates = (each for name in names(entry) for each in waiting.get(name, ()))
            match = next((each for each in candidates if each not in taken), None)
            if match is not None:
                found[number] = match
                taken.add(match)
    return found


def apart(one: Sequence[PlacedUnit], other: Sequence[PlacedUnit]) -> dict[int, int]:
    """Say of no entries that they are the same sentence."""
    del one, other
    return {}


def _by_id(entry: PlacedUnit) -> tuple[str, ...]:
    return (f"{entry.unit.id} {entry.source}",)


def _by_source(entry: PlacedUnit) -> tuple[str, ...]:
    return (entry.source,)


def _by_was(entry: PlacedUnit) -> tuple[str, ...]:
    return (entry.source, one_line(entry.unit.was)) if entry.unit.was else (entry.source,)
