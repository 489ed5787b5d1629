"""Who and what made each sentence of a copy, and who answers for it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from rapidfuzz.distance import LCSseq

from dragoman.model import Acceptance, Grounds, Origin, Status, Unit

ACCEPTED = (Status.REVIEWED, Status.APPROVED)

WARNED = 85
"""Percent of the accepted machine text that stands as the machine wrote it, from which on an
export says so: people who read leave less untouched."""

FEWEST = 5
"""Sentences of machine text below which the share says nothing."""


@dataclass(frozen=True, slots=True)
class SegmentRecord:
    """One segment, with what is on record of it."""

    unit: Unit
    label: str
    """The block that it belongs to."""

    acceptance: Acceptance | None
    """That of its status, source and target as they stand; `None` where nobody's is known."""

    edited: int
    """Words of the target that are not the machine's, nor of unknown origin."""

    words: int
    """Words of the target."""

    @property
    def accepted(self) -> bool:
        """Whether it may count as reviewed."""
        return self.unit.status in ACCEPTED

    @property
    def unedited(self) -> bool:
        """Whether it is machine text that was accepted as the machine wrote it."""
        return self.accepted and self.from_machine and not self.edited

    @property
    def from_machine(self) -> bool:
        """Whether it began with a machine's text, or may have: nothing tells otherwise."""
        return bool(self.unit.credit) or self.unit.untraced

    @property
    def read(self) -> bool:
        """Whether a named person accepted it, and not by the machine's own confidence."""
        found = self.acceptance
        return (
            self.accepted
            and found is not None
            and bool(found.who)
            and found.grounds is not Grounds.BY_CONFIDENCE
        )


@dataclass(frozen=True, slots=True)
class Responsibility:
    """The record of responsibility of an article in one locale."""

    sentences: tuple[SegmentRecord, ...]

    @property
    def machine(self) -> tuple[SegmentRecord, ...]:
        """Accepted sentences that began with a machine's text, or may have."""
        return tuple(each for each in self.sentences if each.accepted and each.from_machine)

    @property
    def unedited(self) -> int:
        """How many of these stand as the machine wrote them."""
        return sum(each.unedited for each in self.machine)

    @property
    def percent(self) -> int | None:
        """The share of them that stands as the machine wrote it; `None` where there are none."""
        found = self.machine
        return 100 * self.unedited // len(found) if found else None

    @property
    def suspicious(self) -> bool:
        """Whether so much was left as it was that somebody should ask whether it was read."""
        return suspicious(len(self.machine), self.unedited)

    @property
    def reviewers(self) -> tuple[str, ...]:
        """The people who accepted sentences, as far as they are named."""
        names = {each.acceptance.who for each in self.sentences if each.acceptance is not None}
        return tuple(sorted(name for name in names if name))

    @property
    def grounds(self) -> Mapping[Grounds | None, int]:
        """How many sentences were accepted on which grounds; `None` where that is not on record."""
        return Counter(
            each.acceptance.grounds if each.acceptance is not None else None
            for each in self.sentences
            if each.accepted
        )

    @property
    def whole(self) -> bool:
        """Whether a named person accepted every sentence."""
        return all(each.read for each in self.sentences if each.unit.status is not Status.OMIT)


def suspicious(machine: int, unedited: int) -> bool:
    """Whether so much accepted machine text was left as it was that it may not have been read."""
    return machine >= FEWEST and 100 * unedited >= WARNED * machine


def of_units(units: Sequence[Unit], labels: Sequence[str] = ()) -> Responsibility:
    """Return the record of units in reading order; `labels` as a catalog holds them."""
    names = list(_carried(labels)) if labels else [""] * len(units)
    return Responsibility(
        tuple(_sentence(unit, label) for unit, label in zip(units, names, strict=True))
    )


def _carried(labels: Iterable[str]) -> Iterable[str]:
    """Yield for each unit the block that it belongs to."""
    last = ""
    for label in labels:
        last = label or last
        yield last


def _sentence(unit: Unit, label: str) -> SegmentRecord:
    record = unit.record
    acceptance = record.accepted if record is not None else None
    if acceptance is not None and not acceptance.covers(unit):
        acceptance = None
    target = unit.target.split()
    return SegmentRecord(unit, label, acceptance, _new_words(_first(unit), target), len(target))


def _first(unit: Unit) -> list[str]:
    """Return the words that people found: a machine's, or those whose origin is unknown."""
    if unit.record is None:
        return unit.target.split()
    return [] if unit.record.origin is Origin.HUMAN else unit.record.machine.split()


_MOST_PAIRS = 40_000
"""Pairs of words up to which difflib finds those that stayed; of longer texts it takes minutes."""


def _new_words(old: Sequence[str], new: Sequence[str]) -> int:
    if old == new:
        return 0
    if len(old) * len(new) > _MOST_PAIRS:
        return len(new) - LCSseq.similarity(old, new)
    blocks = SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks()
    return len(new) - sum(block.size for block in blocks)
