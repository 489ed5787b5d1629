"""Whose each record is, where people copied entries or took their ids away.

Records are kept by id. Of entries with one id only one made the record; and an entry without an id
is known by its sentence, of which an id is made.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from dragoman.model import Record, Unit, one_line, sentence_id


def owners(units: Sequence[Unit], records: Mapping[str, Record]) -> list[Record | None]:
    """Return the record of each unit; of a unit that is none's own, `None`."""
    counts = Counter(unit.id for unit in units)
    found = [records.get(unit.id) for unit in units]
    for name in [name for name, count in counts.items() if count > 1 and name in records]:
        rivals = [at for at, unit in enumerate(units) if unit.id == name]
        record = records[name]
        first = max(rivals, key=lambda at: _fits(units[at], name, record))
        for at in rivals:
            found[at] = record if at == first else None
    free = {name: record for name, record in records.items() if name not in counts}
    nameless = [at for at, unit in enumerate(units) if unit.id not in records] if free else []
    for at in sorted(nameless, key=lambda at: not _is_machine(units[at], free)):
        names = [name for name in free if _is_of(units[at], name)]
        if names:
            name = max(names, key=lambda name: _fits(units[at], name, free[name]))
            found[at] = free.pop(name)
    return found


def _fits(unit: Unit, name: str, record: Record) -> tuple[bool, bool, bool]:
    """Say how well a record fits a unit: by what was accepted, its sentence, and its text."""
    accepted = record.accepted
    covered = accepted is not None and accepted.digest is not None and accepted.covers(unit)
    return covered, _is_of(unit, name), unit.target == record.machine


def _is_of(unit: Unit, name: str) -> bool:
    """Whether an id was made of the unit's sentence."""
    return name.partition("-")[0] == sentence_id(one_line(unit.source))


def _is_machine(unit: Unit, records: Mapping[str, Record]) -> bool:
    return any(
        _is_of(unit, name) and unit.target == record.machine for name, record in records.items()
    )
