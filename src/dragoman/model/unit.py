"""A translated segment, what is remembered of it, and the catalog of an article's units."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from enum import Enum

from dragoman.model.article import one_line
from dragoman.model.finding import Finding
from dragoman.model.status import Origin, Status
from dragoman.signature import NONE, Signature


def digest(source: str, target: str) -> str:
    """Return what tells a source with its target from any other pair."""
    return hashlib.sha256(f"{one_line(source)}\0{target}".encode()).hexdigest()[:12]


@dataclass(frozen=True, slots=True)
class Held:
    """In stale units: the status before, so that a source edit that is taken back gives it back."""

    status: Status

    digest: str
    """Of the source and target that it was given for."""

    between: tuple[str, str] | None = None
    """What tells the neighbours that the sentence had then; `None` in early files."""


class Grounds(Enum):
    """How a person came to give a status."""

    TYPED = "typed"
    """It was typed into the review file; when, and by whom, is known from the run that saw it."""

    NAMED = "named"
    """By a command that named the segment, or on the review page."""

    BULK = "bulk"
    """By a command, together with others of its article or locale."""

    BY_CONFIDENCE = "by-confidence"
    """In bulk, because the machine was sure of it."""

    SAME_MEANING = "same-meaning"
    """For a new source, because nothing but its spelling changed."""

    INSISTED = "insisted"
    """For a new source in which more changed, because a person said that the text still holds."""


@dataclass(frozen=True, slots=True)
class Acceptance:
    """Who gave a unit its status, when, and for exactly which source and target."""

    status: Status | None
    """One of `GIVEN`; `None` in early files, which did not keep it."""

    when: str
    """In ISO 8601, to the second and with the zone; early files kept the month alone."""

    who: str | None = None
    unedited: bool = False
    """Whether the text stood as the machine wrote it."""

    grounds: Grounds = Grounds.BULK

    digest: str | None = None
    """Of source and target; `None` in early files, which did not keep it."""

    @property
    def month(self) -> str:
        """The month, such as `2026-11`."""
        return self.when[:7]

    def covers(self, unit: Unit) -> bool:
        """Whether it is for the unit as it stands: its status, its source and its target."""
        same = self.digest in (None, digest(unit.source, unit.target))
        return same and self.status in (None, unit.status)


@dataclass(frozen=True, slots=True)
class Record:
    """What Dragoman remembers of a unit between runs."""

    origin: Origin
    signature: Signature
    machine: str
    """The text as the machine left it. A target that differs is a person's work."""

    confidence: float | None = None
    held: Held | None = None

    suggested: str = ""
    """Where the suggestion is from: the signature of an engine, or the memory."""

    finish: tuple[str, ...] = ()
    """The typographic rules that changed what the engine wrote, before it became `machine`."""

    accepted: Acceptance | None = None

    between: tuple[str, str] | None = None
    """In retired units: what tells the neighbours that their sentence had."""

    agreement: float | None = None
    """How far another engine agreed, from 0 to 1; `None` where none was asked."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A segment's translation in one locale."""

    id: str
    source: str
    target: str = ""
    status: Status = Status.NEW
    note: str = ""
    ignore: tuple[str, ...] = ()
    """Names of checks that a person dismissed for this unit, for good."""

    was: str = ""
    """In stale units: the source that the target was made for."""

    suggestion: str = ""
    """In stale units what a machine makes of the source as it is now; in drafts what people
    approved for a like sentence."""

    findings: tuple[Finding, ...] = ()
    record: Record | None = None

    remarks: bool = False
    """The file holds comments or keys of a person's own beside this unit."""

    entry: int | None = None
    """Where the unit stood in the review file it was read from, counted from 0 over `segments`
    and then `retired`; `None` for a unit that is not in the file yet."""

    line: int | None = None
    """The line of the review file at which the unit begins."""

    @property
    def edited(self) -> bool:
        """Whether the target is a person's text, or may be: then no machine may replace it."""
        if not self.target:
            return False
        record = self.record
        if record is None or record.origin is Origin.UNKNOWN:
            return True
        return self.target != record.machine

    @property
    def origin(self) -> Origin:
        """Where the target came from, whatever its status says."""
        if self.record is None:
            return Origin.UNKNOWN
        if self.target and self.target != self.record.machine:
            return Origin.HUMAN
        return self.record.origin

    @property
    def credit(self) -> str:
        """The machine that the text began with, as readers are told; empty for a person's."""
        return self.record.signature.credit if self.record is not None else ""

    @property
    def untraced(self) -> bool:
        """Whether nothing tells if the text began with a machine or with a person."""
        record = self.record
        if not self.target or self.credit:
            return False
        if record is None or record.signature.lost:
            return True
        return record.origin is not Origin.HUMAN and record.signature == NONE

    @property
    def touched(self) -> bool:
        """Whether a person left anything here that must not be lost."""
        worked = self.status not in (Status.NEW, Status.DRAFT)
        return self.edited or worked or bool(self.note or self.ignore) or self.remarks


def unknown(unit: Unit) -> Record:
    """Return the record of a unit of which nothing is known but how it stands."""
    return Record(Origin.UNKNOWN, NONE, unit.target)


@dataclass(frozen=True, slots=True)
class Catalog:
    """The units of one article in one locale."""

    article: str
    source: str
    target: str
    units: tuple[Unit, ...] = ()
    labels: tuple[str, ...] = ()
    """For each unit the name of the block it begins, such as `paragraph 3`; empty for a unit
    that goes on with the block of the unit before it."""

    retired: tuple[Unit, ...] = ()
    """People's work on sentences that the article no longer holds."""
