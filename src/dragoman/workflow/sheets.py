"""What the review page is given and gives back: rows, edits, and what became of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dragoman.model import Segment, Status, Unit
from dragoman.risk import Risk

CHOICES = frozenset(
    (Status.DRAFT, Status.NEEDS_WORK, Status.REVIEWED, Status.APPROVED, Status.OMIT)
)
"""Statuses that a person may give; the others follow from the texts."""


@dataclass(frozen=True, slots=True)
class Row:
    """A segment as the page shows it."""

    segment: Segment
    unit: Unit
    label: str
    risk: Risk
    seen: str
    """What stands for the unit as the file holds it; an edit gives it back."""


@dataclass(frozen=True, slots=True)
class ReviewSheet:
    """An article in one locale."""

    article: str
    locale: str
    language: str
    """That of the article."""

    path: str
    """The review file, as messages name it."""

    stamp: str
    """Changes when a file on the disk does."""

    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class SegmentEdit:
    """What a person wants of one segment; `None` leaves a field as it is."""

    id: str
    seen: str
    target: str | None = None
    status: Status | None = None
    note: str | None = None
    ignore: tuple[str, ...] | None = None
    force: bool = False
    """Whether a status is given in spite of an error."""


@dataclass(frozen=True, slots=True)
class Conflict:
    """An edit that was not made: the segment is no longer what its author saw."""

    edit: SegmentEdit
    row: Row | None
    """As it stands now; `None` where the article no longer holds it."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """An edit that was not made, and why."""

    edit: SegmentEdit
    reason: str
    force: bool = False
    """Whether a person may insist."""


@dataclass(frozen=True, slots=True)
class SavedEdits:
    """What became of edits."""

    rows: tuple[Row, ...] = ()
    """Those that were changed, as they stand now."""

    conflicts: tuple[Conflict, ...] = ()
    refusals: tuple[Refusal, ...] = ()

    away: tuple[str, ...] = ()
    """The ids of those that were changed too, and that the article no longer holds."""


@dataclass(frozen=True, slots=True)
class Approved:
    """What became of many segments that were to be approved."""

    saved: SavedEdits
    changed: int
    unedited: int
    """Those of them whose text stands as the machine wrote it."""

    left: Mapping[str, int]
    """How many were not open, by their status."""


@dataclass(frozen=True, slots=True)
class Help:
    """What the newsroom has beside a segment."""

    row: Row
    """The segment as it stands."""

    terms: tuple[tuple[str, tuple[str, ...]], ...]
    """The glossary's terms in the source with their renderings."""

    memory: str
    """What people approved for the same or a like sentence; may be empty."""

    remembered: str
    """Where that is from."""
