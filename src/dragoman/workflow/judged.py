"""What people did with the machine's text, by how sure the model was of it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from dragoman.calibration import Tally
from dragoman.model import BY_CONFIDENCE, Origin, Status, Unit
from dragoman.translate import COPIED

JUDGED = (Status.REVIEWED, Status.APPROVED, Status.NEEDS_WORK)

Counts = Mapping[str, Mapping[str, list[int]]]
"""By engine and confidence, such as `0.93`, how many units were judged and how many of them kept:
text, so that JSON holds it as it is."""

_RESCUE = re.compile(r" (?:rescued|tried): .*")


def engine_of(unit: Unit) -> str:
    """Return the signature of the unit's engine, without what was done to rescue the sentence."""
    return _RESCUE.sub("", unit.record.engine) if unit.record is not None else ""


def counted(units: Iterable[Unit]) -> Counts:
    """Count what people judged.

    They keep a text that they accept as it is, and keep none that they change or reject. What
    was accepted because of its confidence is not counted: it would prove itself.
    """
    found: dict[str, dict[str, list[int]]] = {}
    for unit, confidence in _judged(units):
        kept = not unit.edited and unit.status is not Status.NEEDS_WORK
        cell = found.setdefault(engine_of(unit), {}).setdefault(f"{confidence:.2f}", [0, 0])
        cell[0] += 1
        cell[1] += kept
    return found


def _judged(units: Iterable[Unit]) -> Iterator[tuple[Unit, float]]:
    for unit in units:
        record = unit.record
        if record is None or unit.status not in JUDGED or not unit.target:
            continue
        by_machine = record.origin is Origin.MT and record.engine != COPIED and record.machine
        chosen = BY_CONFIDENCE in record.accepted.split()
        if by_machine and record.confidence is not None and not chosen:
            yield unit, record.confidence


def tallies(every: Iterable[Counts]) -> dict[str, Tally]:
    """Return for each engine what was judged in all files of a locale together."""
    found: dict[str, dict[float, tuple[int, int]]] = defaultdict(dict)
    for counts in every:
        for engine, cells in counts.items():
            for confidence, (judged, kept) in cells.items():
                before = found[engine].get(float(confidence), (0, 0))
                found[engine][float(confidence)] = (before[0] + judged, before[1] + kept)
    return dict(found)
