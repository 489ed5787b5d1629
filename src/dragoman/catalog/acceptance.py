"""Who gave a unit its status, and what it was before."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from dragoman.model import (
    GIVEN,
    Acceptance,
    Grounds,
    Origin,
    Status,
    Unit,
    digest,
    unknown,
)


@dataclass(frozen=True, slots=True)
class Witness:
    """Who sees that a person gave a status, and when."""

    who: str | None
    when: str
    """In ISO 8601, to the second and with the zone."""


def accept(unit: Unit, witness: Witness, grounds: Grounds) -> Unit:
    """Return the unit with the acceptance of its status, source and target as they stand."""
    record = unit.record or unknown(unit)
    accepted = Acceptance(
        status=unit.status,
        when=witness.when,
        who=witness.who,
        unedited=bool(unit.target) and record.origin is Origin.MT and not unit.edited,
        grounds=grounds,
        digest=digest(unit.source, unit.target),
    )
    return replace(unit, record=replace(record, accepted=accepted))


def witnessed(unit: Unit, witness: Callable[[], Witness], *, lost: bool) -> Unit:
    """Return the unit with an acceptance if a person gave its status, and with none if not.

    Where the record was `lost`, somebody gave it at some time, and nobody knows who.
    """
    accepted = unit.record.accepted if unit.record is not None else None
    if unit.status in GIVEN:
        covered = accepted is not None and accepted.covers(unit)
        if covered:
            return unit
        who = witness()
        return accept(unit, replace(who, who=None) if lost else who, Grounds.TYPED)
    if accepted is None or unit.status is Status.STALE:
        return unit
    return replace(unit, record=unit.record and replace(unit.record, accepted=None))


def status_before(unit: Unit) -> Status | None:
    """Return the status that a stale unit's text had for the old source.

    `None` where nothing tells it, and where the text is no longer the one that had it.
    """
    held = unit.record.held if unit.record is not None else None
    if held is None or not unit.was or held.digest != digest(unit.was, unit.target):
        return None
    return held.status
