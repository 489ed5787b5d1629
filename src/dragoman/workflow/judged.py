"""What people did with the machine's text, by how sure the model was of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from dragoman.calibration import Tally
from dragoman.model import Grounds, Origin, Status, Unit

JUDGED = (Status.REVIEWED, Status.APPROVED, Status.NEEDS_WORK)

Counts = Mapping[str, Mapping[str, list[int]]]
"""By engine and confidence, such as `0.93`, how many units were judged and how many of them kept:
text, so that JSON holds it as it is."""


def counted(units: Iterable[Unit]) -> Counts:
    """Count what people judged.

    They keep a text that they accept as it is, and keep none that they change or reject. What
    was accepted because of its confidence is not counted: it would prove itself.
    """
    found: dict[str, dict[str, list[int]]] = {}
    for unit, confidence in _judged(units):
        kept = not unit.edited and unit.status is not Status.NEEDS_WORK
        cell = found.setdefault(unit.credit, {}).setdefault(f"{confidence:.2f}", [0, 0])
        cell[0] += 1
        cell[1] += kept
    return found


def _judged(units: Iterable[Unit]) -> Iterator[tuple[Unit, float]]:
    for unit in units:
        record = unit.record
        if record is None or unit.status not in JUDGED or not unit.target:
            continue
        accepted = record.accepted
        by_machine = record.origin is Origin.MT and unit.credit and record.machine
        chosen = accepted is not None and accepted.grounds is Grounds.BY_CONFIDENCE
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
