"""What becomes of a segment that a person edits on the review page."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from dragoman.difference import difference
from dragoman.errors import StoreError, typed
from dragoman.model import Catalog, Grounds, Severity, Status, Unit
from dragoman.risk import risk
from dragoman.workflow.decide import is_corrected
from dragoman.workflow.reviewed import Reviewed
from dragoman.workflow.saving import Saved as SavedFile
from dragoman.workflow.sheets import Conflict, Refusal, Row, SavedEdits, SegmentEdit

DONE = frozenset((Status.REVIEWED, Status.APPROVED, Status.OMIT))
"""Statuses that settle what a changed source asked."""

Decided = Unit | Conflict | Refusal | None
"""What becomes of a segment; `None` where nothing does."""


@dataclass(frozen=True, slots=True)
class Written:
    """What a write came to."""

    saved: SavedEdits
    before: tuple[Unit, ...]
    """The changed units as they stood."""

    missing: tuple[str, ...]
    """The ids that the article no longer holds."""

    file: SavedFile


def holding(reviewed: Reviewed, units: Mapping[str, Unit]) -> Catalog | None:
    """Return what the file holds with other units, which may be of an earlier version of it."""
    if reviewed.old is None or not units:
        return None
    if not _fits(reviewed.old, reviewed.catalog):
        raise StoreError(
            "the article changed since this review file was brought up to date",
            path=reviewed.path,
            advice="Nothing was saved. First run: dragoman translate "
            f"{typed(reviewed.article.path)}",
        )
    changed = tuple(units.get(unit.id, unit) for unit in reviewed.old.units)
    return replace(reviewed.old, units=changed)


def _fits(old: Catalog, now: Catalog) -> bool:
    """Whether a file holds the sentences of its article as it is now."""
    return len(old.units) == len(now.units) and all(
        one is other or (one.id == other.id and one.source == other.source)
        for one, other in zip(old.units, now.units, strict=True)
    )


def outcome(
    keys: Sequence[str], rows: Mapping[str, Row], made: Mapping[str, Decided], saved: SavedFile
) -> Written:
    """Return what a write came to."""
    stood = _stood(saved.reviewed, _places(saved.reviewed, frozenset(made)))
    changed = {
        key: unit
        for key, unit in made.items()
        if saved.changed and isinstance(unit, Unit) and unit != stood[key]
    }
    now = tuple(
        replace(rows[key], unit=_placed(unit, saved), risk=risk(unit), seen=seen_of(unit))
        for key, unit in changed.items()
    )
    decisions = made.values()
    return Written(
        SavedEdits(
            now,
            tuple(each for each in decisions if isinstance(each, Conflict)),
            tuple(each for each in decisions if isinstance(each, Refusal)),
        ),
        before=tuple(stood[key] for key in changed),
        missing=tuple(key for key in keys if key not in rows),
        file=saved,
    )


def _placed(unit: Unit, saved: SavedFile) -> Unit:
    """Return the unit with the line at which it stands now."""
    return replace(unit, line=saved.parts.line(unit.id)) if saved.parts else unit


def edited(unit: Unit, edit: SegmentEdit) -> Unit:
    """Return the unit as the person wants it."""
    made = replace(
        unit,
        target=unit.target if edit.target is None else _clean(edit.target),
        note=unit.note if edit.note is None else _clean(edit.note),
        ignore=unit.ignore if edit.ignore is None else edit.ignore,
    )
    if edit.status is None:
        # Who changes an accepted text, or begins one, has not accepted it.
        settled = unit.status in (Status.APPROVED, Status.REVIEWED, Status.NEW, Status.OMIT)
        status = Status.DRAFT if made.target != unit.target and settled else unit.status
        return replace(made, status=status if made.target else Status.NEW)
    if edit.status not in DONE:
        return replace(made, status=edit.status)
    record = made.record and replace(made.record, held=None, suggested="")
    return replace(made, status=edit.status, was="", suggestion="", record=record)


def _clean(typed: str) -> str:
    """Return a typed text as a review file holds it: line ends as LF, nothing round it."""
    return typed.replace("\r\n", "\n").replace("\r", "\n").strip()


KEPT = "the source changed, and the translation did not"
"""Why a stale unit is not approved as it stands."""


def refusal(before: Unit, unit: Unit, edit: SegmentEdit) -> Refusal | None:
    """Return why a unit cannot have the status that it was given, if there is a reason.

    `before` is the unit as it stood. Reasons are lines; a person may insist against all of them.
    """
    if unit.status not in (Status.APPROVED, Status.REVIEWED):
        return None
    if not unit.target.strip():
        return Refusal(edit, "there is no translation yet")
    reasons = [KEPT] if _kept(before, unit) else []
    reasons += [
        f"{each.check}: {each.message}" for each in unit.findings if each.severity is Severity.ERROR
    ]
    return Refusal(edit, "\n".join(reasons), force=True) if reasons and not edit.force else None


def grounds(before: Unit, unit: Unit, usual: Grounds) -> Grounds:
    """Return on which grounds a unit gets its status: for a new source, whether a person insisted.

    `usual` are those of units whose source did not change, or whose target did as well.
    """
    if not _kept(before, unit):
        return usual
    harmless = not before.was or difference(before.was, before.source).harmless
    return Grounds.SAME_MEANING if harmless else Grounds.INSISTED


def _kept(before: Unit, unit: Unit) -> bool:
    """Whether a unit was stale and has its old text still."""
    return before.status is Status.STALE and not is_corrected(replace(before, target=unit.target))


def rows_of(found: Reviewed, keys: Collection[str] | None = None) -> dict[str, Row]:
    """Return the segments of an article by their ids, or those with `keys`, in reading order."""
    units, labels, segments = found.catalog.units, found.catalog.labels, found.article.segments
    places = range(len(units)) if keys is None else _places(found, frozenset(keys))
    stood = _stood(found, places)
    rows = {}
    for at in places:
        unit = units[at]
        seen = seen_of(stood.get(unit.id, unit))
        rows[unit.id] = Row(segments[at], unit, labels[at], risk(unit), seen)
    return rows


def _places(found: Reviewed, keys: frozenset[str]) -> Sequence[int]:
    """Return where the segments with these ids stand in the article, as far as it holds them."""
    units, parts = found.catalog.units, found.parts
    if parts is not None and keys <= parts.entries.keys():
        # Of a long file, the others need not be looked at.
        places = sorted(parts.numbers.index(parts.entries[key]) for key in keys)
        if places[-1:] < [len(units)] and {units[at].id for at in places} == keys:
            return places
    return [at for at, unit in enumerate(units) if unit.id in keys]


def _stood(found: Reviewed, places: Sequence[int]) -> dict[str, Unit]:
    """Return the units of the segments at these places as the file holds them, by their ids."""
    if found.old is None:
        return {}
    old = found.old.units
    keys = [found.catalog.units[at].id for at in places]
    if all(at < len(old) and old[at].id == key for at, key in zip(places, keys, strict=True)):
        return {key: old[at] for at, key in zip(places, keys, strict=True)}
    wanted = frozenset(keys)
    return {unit.id: unit for unit in old if unit.id in wanted}


def seen_of(unit: Unit) -> str:
    """Return what stands for all of a unit that a person may write or must know of."""
    parts = (unit.id, unit.source, unit.target, unit.status.value, unit.note, *unit.ignore)
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:16]
