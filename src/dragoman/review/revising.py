"""Write single segments of a review file anew, and leave all others as they are."""

from __future__ import annotations

from array import array
from collections.abc import Mapping
from dataclasses import replace

from dragoman.model import Catalog, Unit
from dragoman.review.kind import RECORD
from dragoman.review.parts import ReviewParts
from dragoman.review.pieces import SEGMENTS, pieces
from dragoman.review.writing import serialize


def revised(parts: ReviewParts, units: Mapping[str, Unit], path: str = "") -> ReviewParts | None:
    """Return the file with these segments as they are here; their ids stay.

    `None` where that is not certain to be what writing the whole file would give. Raises
    `ReviewError` if a segment would not read back as it is.
    """
    every = list(parts.catalog.units)
    places = {unit.id: at for at, unit in enumerate(every) if unit.id in units}
    anew: dict[int, str] = {}
    fresh: dict[str, str] = {}
    for key, unit in units.items():
        at = places.get(key)
        if at is None or key not in parts.entries or (unit.record is None and every[at].record):
            return None
        entry, kept = _rewritten(parts, unit, parts.catalog.labels[at], path)
        anew[parts.entries[key]] = entry
        if key in parts.records:
            anew[parts.records[key]] = kept
        elif kept:
            fresh[key] = kept
        every[at] = unit
    catalog = replace(parts.catalog, units=tuple(every))
    made = replace(parts, catalog=catalog, parts=parts.parts.with_others(anew))
    return _with_records(made, fresh) if fresh else made


def _rewritten(parts: ReviewParts, unit: Unit, label: str, path: str) -> tuple[str, str]:
    """Return the lines of a segment and of its record, written over those that stand here."""
    base = f"{SEGMENTS}{parts.parts[parts.entries[unit.id]]}"
    if unit.id in parts.records:
        base += f"{RECORD}{parts.parts[parts.records[unit.id]]}"
    alone = Catalog("", "", "", (replace(unit, entry=0),), (label,))
    entry, _, kept = serialize(alone, base, path).removeprefix(SEGMENTS).partition(RECORD)
    return entry, kept


def _with_records(parts: ReviewParts, fresh: Mapping[str, str]) -> ReviewParts | None:
    """Return the file with records that it did not have, each behind that of the unit before.

    `None` where there is none before.
    """
    behind: dict[int, list[str]] = {}
    last: int | None = None
    for unit in parts.catalog.units:
        last = parts.records.get(unit.id, last)
        if unit.id in fresh:
            if last is None:
                return None
            behind.setdefault(last, []).append(unit.id)
    texts: list[str] = []
    places: dict[int, int] = {}
    records: dict[str, int] = {}
    known = {number: key for key, number in parts.records.items()}
    for number, part in enumerate(parts.parts):
        places[number] = len(texts)
        if number in known:
            records[known[number]] = len(texts)
        texts.append(part)
        for key in behind.get(number, ()):
            records[key] = len(texts)
            texts.append(fresh[key])
    # Records stand below all segments, so that no segment's place changes.
    if records and min(records.values()) < max(parts.entries.values()):
        return None
    numbers = array("L", (places[number] for number in parts.numbers))
    return replace(parts, parts=pieces(texts), records=records, numbers=numbers)
