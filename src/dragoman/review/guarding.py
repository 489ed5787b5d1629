"""The last guard of people's words: what is to be written must read back as what it says."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from itertools import zip_longest

from dragoman.errors import ReviewError
from dragoman.model import Catalog, Record, Unit
from dragoman.review.pieces import SEGMENTS, EntrySpan, ReviewFrame, framed
from dragoman.review.reading import opened, parse
from dragoman.review.record import traced

LONG = 1_000_000
"""Bytes from which on a file is read back in pieces: read as a whole, one of 100,000 segments
takes more than a gigabyte."""

PIECE = 200
"""Segments that are read back together."""


def reads_back(data: bytes, catalog: Catalog, path: str, longest: int = LONG) -> bool:
    """Whether YAML's own parser reads in the file what the catalog holds."""
    # What the parser says would be of a text that nobody has seen.
    with suppress(ReviewError):
        frame = framed(data) if len(data) > longest else None
        if frame is not None and _same_by_pieces(data, frame, catalog, path):
            return True
        return _essence(parse(data.decode(), path)) == _essence(catalog)
    return False


def _essence(catalog: Catalog) -> object:
    """What must survive writing and reading."""
    live = [(_unit(unit), traced(unit.record, unit.target)) for unit in catalog.units]
    return live, list(map(_unit, catalog.retired)), catalog.labels


def _unit(unit: Unit) -> object:
    findings = tuple((finding.check, finding.message) for finding in unit.findings)
    return replace(unit, record=None, findings=(), entry=None, line=None, remarks=False), findings


def _same_by_pieces(data: bytes, frame: ReviewFrame, catalog: Catalog, path: str) -> bool:
    """Whether each piece reads back as its part of the catalog."""
    wanted: dict[str, Unit] = {}
    for unit in (*catalog.units, *catalog.retired):
        if unit.record is not None:
            wanted.setdefault(unit.id, unit)
    if any(wanted.get(unit.id, unit) is not unit for unit in catalog.units):
        return False
    return (
        _same_units(data, frame.segments, catalog.units, catalog.labels, path)
        and _same_units(data, frame.retired, catalog.retired, None, path)
        and _same_records(data, frame.record, wanted, path)
    )


def _same_units(
    data: bytes,
    span: EntrySpan | None,
    units: tuple[Unit, ...],
    labels: tuple[str, ...] | None,
    path: str,
) -> bool:
    """Whether the entries of a section are these units; of retired ones no label counts."""
    read = (
        pair
        for text in _texts(data, span)
        for catalog in [opened(f"{SEGMENTS}{text}", path).catalog]
        for pair in zip(catalog.units, catalog.labels, strict=True)
    )
    return all(
        unit is not None
        and found is not None
        and _unit(unit) == _unit(found[0])
        and label in (None, found[1])
        for unit, label, found in zip_longest(units, labels or (), read)
    )


def _same_records(data: bytes, span: EntrySpan, wanted: dict[str, Unit], path: str) -> bool:
    read: Iterator[tuple[str, Record]] = (
        pair
        for text in _texts(data, span)
        for pair in opened(f"record:\n{text}", path).records.items()
    )
    return all(
        mine is not None
        and found is not None
        and mine[0] == found[0]
        and traced(mine[1].record, mine[1].target) == traced(found[1], mine[1].target)
        for mine, found in zip_longest(wanted.items(), read)
    )


def _texts(data: bytes, span: EntrySpan | None) -> Iterator[str]:
    if span is not None:
        for start, end in span.groups(PIECE):
            yield data[start:end].decode()
