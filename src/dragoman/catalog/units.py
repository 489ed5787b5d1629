"""Make the unit of a segment from what it continues and from what a machine says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum

from dragoman.matching import Continuation, MatchKind
from dragoman.model import (
    GIVEN,
    Held,
    Machine,
    Origin,
    Record,
    Segment,
    Status,
    Unit,
    digest,
    one_line,
    unknown,
)
from dragoman.signature import NONE

_WORKED = GIVEN | {Status.STALE}

_WORST_FIRST = (
    Status.NEEDS_WORK,
    Status.NEW,
    Status.DRAFT,
    Status.STALE,
    Status.REVIEWED,
    Status.APPROVED,
    Status.OMIT,
)
"""Of sentences that became one, the first of these is the status of all."""


class Outcome(Enum):
    """What became of a unit."""

    NEW = "new"
    RETRANSLATED = "retranslated"
    STALE = "stale"
    SPLIT = "split"
    """Stale, too: the sentence is several now, and the first one has its text."""

    JOINED = "joined"
    """Stale, too: several sentences are one now, and it has all their texts."""

    GUESSED = "guessed"
    """Stale, too: nothing tells whether it was meant for these surroundings."""

    RETIRED = "retired"
    REVIVED = "revived"

    REFILLED = "refilled"
    """Its text was taken out by hand, and the machine's stands there again."""


Between = tuple[str, str]
"""What tells the neighbours of a sentence."""

_NOWHERE: Between = ("?", "?")
"""Neighbours that are not known: none ever stands beside a sentence."""


@dataclass(frozen=True, slots=True)
class Made:
    """The unit of a segment."""

    unit: Unit
    wants: bool = False
    """Whether a machine's text is wanted for it."""

    outcome: Outcome | None = None
    before: Unit | None = None
    """A person's work that it continues otherwise than as it was."""


def make(
    segment: Segment, continued: Continuation | None, machine: Machine | None, *, renew: bool
) -> Made:
    """Make the unit of a segment from what it continues and from what a machine says."""
    if continued is None:
        fresh = _filled(Unit(segment.id, segment.source), machine, renew=renew)
        return replace(fresh, outcome=Outcome.NEW)
    old = _at_home(continued.unit)
    if continued.kind is MatchKind.JOINED:
        old = _joined(old, continued.others)
    if continued.kind is MatchKind.SAME and old.id == segment.id:
        return _same(old, machine, renew=renew)
    unit = replace(old, id=segment.id, source=segment.source)
    if continued.kind is MatchKind.SAME:
        return _same(unit, machine, renew=renew)
    if continued.kind is MatchKind.GUESSED:
        return _guessed(unit, old, machine, continued.between, renew=renew)
    if continued.kind is MatchKind.CHANGED and old.status is Status.STALE:
        restored = _restored(unit, old)
        if restored is not None:
            return Made(_in_doubt(restored, old) if continued.away else restored)
    if _is_worked(old):
        made = _stale(unit, old, machine, continued.between)
        return replace(made, outcome=_OUTCOMES[continued.kind], before=continued.unit)
    bare = replace(unit, target="", status=Status.NEW, findings=(), record=None)
    return replace(_filled(bare, machine, renew=renew), outcome=Outcome.RETRANSLATED)


def _at_home(unit: Unit) -> Unit:
    """A unit without what it remembered of the place that it had before it was retired."""
    if unit.record is None or unit.record.between is None:
        return unit
    return replace(unit, record=replace(unit.record, between=None))


def _is_worked(unit: Unit) -> bool:
    """Whether a person answers for the text, or for its absence."""
    return unit.status is Status.OMIT or bool(
        unit.target and (unit.edited or unit.status in _WORKED)
    )


def _joined(first: Unit, others: Sequence[Unit]) -> Unit:
    """Return one unit of several whose sentences became one: all texts, in their order.

    If people worked on any of them, it counts as a person's work on all, and as no better than
    the worst of them.
    """
    every = (first, *others)
    worked = [unit for unit in every if _is_worked(unit)]
    if not worked:
        return first
    return replace(
        first,
        source=" ".join(one_line(unit.source) for unit in every),
        target=" ".join(unit.target for unit in every if unit.target),
        status=min((unit.status for unit in every), key=_WORST_FIRST.index),
        was="",
        note="\n".join(dict.fromkeys(unit.note for unit in every if unit.note)),
        ignore=tuple(dict.fromkeys(name for unit in every for name in unit.ignore)),
        record=first.record and replace(first.record, held=None, accepted=None),
    )


def _same(unit: Unit, machine: Machine | None, *, renew: bool) -> Made:
    """The unit of a sentence that did not change."""
    if unit.status is Status.STALE:
        return Made(unit) if unit.suggestion or not unit.was else _suggested(unit, machine)
    offered = unit.status is Status.DRAFT and not unit.edited and not unit.was
    if (unit.was or unit.suggestion) and not offered:
        record = unit.record and replace(unit.record, held=None, suggested="")
        unit = replace(unit, was="", suggestion="", record=record)
    if unit.target and unit.status is Status.NEW:
        typed = unit.record or Record(Origin.HUMAN, NONE, "")
        unit = replace(unit, status=Status.DRAFT, record=typed)
    if unit.target and unit.record is None:
        return _traced(unit, machine)
    if unit.status not in (Status.NEW, Status.DRAFT) or unit.edited:
        return Made(unit)
    return _filled(unit, machine, renew=renew) if renew or not unit.target else Made(unit)


def _guessed(
    unit: Unit,
    old: Unit,
    machine: Machine | None,
    between: Between | None,
    *,
    renew: bool,
) -> Made:
    """The unit of a sentence of which nobody knows whether it is this one."""
    doubtful = doubt(unit, between or _NOWHERE)
    if doubtful is unit:
        return _same(unit, machine, renew=renew)
    return Made(doubtful, outcome=Outcome.GUESSED, before=old)


def doubt(unit: Unit, between: Between = _NOWHERE) -> Unit:
    """Make a person's text stale, of which nobody knows whether it was meant for this sentence.

    `between` tells the neighbours that it was meant for.
    """
    if not _is_worked(unit) or unit.status is Status.STALE:
        return unit
    record = unit.record or unknown(unit)
    held = Held(unit.status, digest(unit.source, unit.target), between)
    return replace(unit, status=Status.STALE, findings=(), record=replace(record, held=held))


def _traced(unit: Unit, machine: Machine | None) -> Made:
    """A unit whose record is lost: a machine's if a machine writes the very same, or unknown.

    The machine is asked only for drafts; whoever accepted a text answers for it.
    """
    if machine is None and unit.status is Status.DRAFT:
        return Made(unit, wants=True)
    if machine is None or machine.origin is not Origin.MT or machine.text != unit.target:
        return Made(replace(unit, record=unknown(unit)))
    return Made(replace(unit, record=_recorded(machine)))


def _filled(unit: Unit, machine: Machine | None, *, renew: bool) -> Made:
    """A unit with the machine's text in it, if there is one."""
    if machine is not None:
        filled = replace(
            unit,
            target=machine.text,
            status=Status.DRAFT if machine.text else Status.NEW,
            findings=machine.findings,
            suggestion=machine.suggestion,
            record=_recorded(machine),
        )
        return Made(filled)
    if unit.record is not None and unit.record.signature != NONE and not renew:
        # The machine spoke before: either it failed, or a person emptied the target.
        text = unit.record.machine
        outcome = Outcome.REFILLED if text and not unit.target else None
        filled = replace(unit, target=text, status=Status.DRAFT if text else Status.NEW)
        return Made(filled, outcome=outcome)
    return Made(unit if unit.target else replace(unit, status=Status.NEW), wants=True)


def _stale(unit: Unit, old: Unit, machine: Machine | None, between: Between | None) -> Made:
    """A person's text over a source that is no longer the one it was made for."""
    record = old.record or unknown(old)
    if old.status is not Status.STALE or not old.was:
        held = record.held if old.status is Status.STALE else None
        held = held or Held(old.status, digest(old.source, old.target), between)
        record = replace(record, held=held)
        unit = replace(unit, was=old.source)
    return _suggested(
        replace(
            unit,
            status=Status.STALE,
            suggestion="",
            findings=(),
            record=replace(record, suggested=""),
        ),
        machine,
    )


def _suggested(unit: Unit, machine: Machine | None) -> Made:
    """A stale unit with what the machine makes of the new source."""
    record = unit.record or unknown(unit)
    if machine is None:
        return Made(unit, wants=not record.suggested)
    record = replace(record, suggested=str(machine.signature))
    return Made(replace(unit, suggestion=machine.text, record=record))


def _recorded(machine: Machine) -> Record:
    """Return what is to be remembered of a machine's text."""
    return Record(
        machine.origin,
        machine.signature,
        machine.text,
        machine.confidence,
        suggested=machine.suggested,
        finish=machine.finish,
        agreement=machine.agreement,
    )


def _restored(unit: Unit, old: Unit) -> Unit | None:
    """The unit as it was before its source changed, if it is still the text accepted then."""
    held = old.record.held if old.record is not None else None
    if old.record is None or held is None or held.digest != digest(unit.source, old.target):
        return None
    record = replace(old.record, held=None, suggested="")
    return replace(unit, status=held.status, was="", suggestion="", record=record)


def _in_doubt(restored: Unit, old: Unit) -> Unit:
    """The same, among other neighbours than those it was accepted between: as stale as it was."""
    held = old.record.held if old.record is not None else None
    record = restored.record and replace(restored.record, held=held)
    return replace(restored, status=Status.STALE, record=record)


_OUTCOMES = {
    MatchKind.CHANGED: Outcome.STALE,
    MatchKind.MOVED: Outcome.STALE,
    MatchKind.SPLIT: Outcome.SPLIT,
    MatchKind.JOINED: Outcome.JOINED,
}
