"""What becomes of a sentence that two versions of a review file hold."""

from __future__ import annotations

from dataclasses import replace

import yaml

from dragoman.handyaml.patch import comments
from dragoman.model import Status, Unit
from dragoman.review.kind import KEYS, MERGED
from dragoman.review.layout import fields
from dragoman.review.reading import LABEL
from dragoman.review.versions import PlacedUnit

_MADE_BY_MACHINES = (Status.NEW, Status.DRAFT)


def given_to(unit: Unit) -> tuple[object, ...]:
    """What people give a unit."""
    return unit.status, unit.target, unit.note, unit.ignore


def merged(
    base: PlacedUnit | None, ours: PlacedUnit, theirs: PlacedUnit | None
) -> PlacedUnit | None:
    """Return what becomes of a sentence of ours, `None` if it goes."""
    if theirs is None:
        return ours if base is None or loses(base, ours) else aside(ours)
    if base is not None and theirs.text == base.text:
        return ours
    if ours.text == theirs.text or (base is not None and ours.text == base.text):
        return theirs
    first, second = (theirs, ours) if not _by_person(base, ours) else (ours, theirs)
    if ours.source != theirs.source:
        return _moved_on(base, ours, theirs)
    unit = first.unit
    if given_to(unit) != given_to(second.unit) and _by_person(base, second):
        unit = _conflict(unit, ours, theirs)
    moved = first.retired if base is None or first.retired != base.retired else second.retired
    return replace(first.given(unit, _remarks(first, second)), retired=moved)


def _moved_on(base: PlacedUnit | None, ours: PlacedUnit, theirs: PlacedUnit) -> PlacedUnit:
    """Return a sentence whose source changed in one version, or differently in both."""
    newer, older = (ours, theirs)
    if base is not None and ours.source == base.source:
        newer, older = theirs, ours
    remarks = _remarks(newer, older)
    if not _by_person(base, older):
        return newer.given(newer.unit, remarks)
    if base is None or _by_person(base, newer) or newer.unit.status is not Status.STALE:
        return newer.given(_conflict(newer.unit, ours, theirs), remarks)
    unit = replace(
        newer.unit, target=older.unit.target, note=_note(newer, older), ignore=older.unit.ignore
    )
    return newer.given(unit, remarks)


def _by_person(base: PlacedUnit | None, entry: PlacedUnit) -> bool:
    """Whether a person changed what is given to the unit, and not a machine."""
    unit = entry.unit
    if base is None:
        return unit.touched
    old = base.unit
    if given_to(unit) == given_to(old):
        return False
    if (unit.note, unit.ignore) != (old.note, old.ignore):
        return True
    stale = unit.status is Status.STALE and unit.target == old.target
    drafted = unit.status in _MADE_BY_MACHINES and not unit.edited
    renewed = old.status in _MADE_BY_MACHINES or entry.source != base.source
    return not (stale or (drafted and renewed))


def loses(base: PlacedUnit, entry: PlacedUnit) -> bool:
    """Whether taking the sentence out would lose what a person did since."""
    return _by_person(base, entry) or bool(_remarks(base, entry))


def aside(entry: PlacedUnit) -> PlacedUnit | None:
    """Return a sentence that the other version took out; `None` if nobody worked on it.

    A run of the program keeps people's work among the retired ones, so a person took it out there,
    or something was lost.
    """
    return replace(entry, retired=True) if entry.unit.touched and not entry.retired else None


def _conflict(unit: Unit, ours: PlacedUnit, theirs: PlacedUnit) -> Unit:
    """Return the unit with the two versions of its sentence in its note."""
    versions = (
        f"{name} ({entry.unit.status.value}): {entry.unit.target or '—'}".replace("\n", "\n  ")
        for name, entry in (("ours", ours), ("theirs", theirs))
    )
    told = "\n".join((MERGED, *versions))
    note = _note(ours, theirs)
    return replace(
        unit,
        status=Status.NEEDS_WORK,
        note=f"{note}\n{told}" if note else told,
        ignore=tuple(dict.fromkeys((*ours.unit.ignore, *theirs.unit.ignore))),
    )


def _note(first: PlacedUnit, second: PlacedUnit) -> str:
    """Return both notes whole; one alone where it holds the other's lines in a row."""
    one, other = first.unit.note, second.unit.note
    if f"\n{other}\n" in f"\n{one}\n" or not other:
        return one
    return other if f"\n{one}\n" in f"\n{other}\n" or not one else f"{one}\n{other}"


def _remarks(kept: PlacedUnit, other: PlacedUnit) -> list[str]:
    """Return the comments and keys of a person's own that stand beside the other entry only."""
    known = kept.lead + kept.body
    found = list(comments(LABEL.sub("", other.lead) + other.body))
    node = other.entry.node
    places = fields(other.entry.text, node)
    for key, value in node.value:
        if key.value not in KEYS and isinstance(value, yaml.Node):
            lines = other.entry.text[slice(*places[key.value])].split("\n")
            found += [f"# {line.strip()}" for line in lines if line.strip() not in known]
    return [remark for remark in dict.fromkeys(found) if remark not in known and remark != "# "]
