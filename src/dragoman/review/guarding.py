"""The last guard of people's words: what is to be written must read back as what it says."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from functools import partial
from itertools import repeat

from dragoman.errors import ReviewError
from dragoman.files import Contents
from dragoman.model import Catalog, Unit
from dragoman.review.groups import UnusualError, grouped
from dragoman.review.kind import RECORD, RETIRED
from dragoman.review.pieces import SEGMENTS
from dragoman.review.reading import opened, parse
from dragoman.review.record import traced

LONG = 1_000_000
"""Bytes from which on a file is read back in groups of segments: read as a whole, one of 100,000
takes more than a gigabyte."""


def reads_back(made: Contents, catalog: Catalog, path: str, longest: int = LONG) -> bool:
    """Whether YAML's own parser reads in the file what the catalog holds."""
    # What the parser says would be of a text that nobody has seen.
    with suppress(ReviewError):
        if made.size > longest and _same_by_groups(made, catalog, path):
            return True
        return _essence(parse(made.data.decode(), path)) == _essence(catalog)
    return False


def _essence(catalog: Catalog) -> object:
    """What must survive writing and reading."""
    live = [(_unit(unit), traced(unit.record, unit.target)) for unit in catalog.units]
    return live, list(map(_unit, catalog.retired)), catalog.labels


def _unit(unit: Unit) -> object:
    findings = tuple((finding.check, finding.message) for finding in unit.findings)
    return replace(unit, record=None, findings=(), entry=None, line=None, remarks=False), findings


def _same_by_groups(made: Contents, catalog: Catalog, path: str) -> bool:
    """Whether each group of entries reads back as its part of the catalog."""
    wanted: dict[str, Unit] = {}
    for unit in (*catalog.units, *catalog.retired):
        if unit.record is not None:
            wanted.setdefault(unit.id, unit)
    if any(wanted.get(unit.id, unit) is not unit for unit in catalog.units):
        return False
    live = zip(catalog.units, catalog.labels, strict=True)
    retired = zip(catalog.retired, repeat(None))
    records = iter(wanted.values())
    same = {
        SEGMENTS: partial(_same_units, live),
        RECORD: partial(_same_records, records),
        RETIRED: partial(_same_units, retired),
    }
    with suppress(UnusualError):
        read = all(same[head](group, path) for head, group in grouped(made))
        return read and all(next(rest, None) is None for rest in (live, retired, records))
    return False


def _same_units(expected: Iterator[tuple[Unit, str | None]], text: str, path: str) -> bool:
    """Whether the entries are the next of these units; of retired ones no label counts."""
    read = opened(f"{SEGMENTS}{text}", path).catalog
    return all(
        (mine := next(expected, None)) is not None
        and _unit(mine[0]) == _unit(unit)
        and mine[1] in (None, label)
        for unit, label in zip(read.units, read.labels, strict=True)
    )


def _same_records(expected: Iterator[Unit], text: str, path: str) -> bool:
    """Whether the entries are the records of the next of these units."""
    return all(
        (mine := next(expected, None)) is not None
        and mine.id == key
        and traced(mine.record, mine.target) == traced(found, mine.target)
        for key, found in opened(f"record:\n{text}", path).records.items()
    )
