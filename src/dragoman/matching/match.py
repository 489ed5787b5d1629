"""Match the units of a catalog with the segments of the article as it is now."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from enum import Enum
from functools import cached_property

from dragoman.matching.changed import Changes
from dragoman.matching.equal import Places
from dragoman.model import Catalog, Segment, Status, Unit, one_line, unknown


class MatchKind(Enum):
    """How a segment continues a unit."""

    SAME = "same"
    """It is the same sentence, in its own surroundings."""

    GUESSED = "guessed"
    """It is an equal sentence; whether this one, its surroundings do not tell, or are others."""

    CHANGED = "changed"
    """It is the sentence edited, in its own place."""

    MOVED = "moved"
    """It is like the sentence, and stands elsewhere."""

    SPLIT = "split"
    """It is the first part of the sentence."""

    JOINED = "joined"
    """It is the sentence together with those that followed it."""


@dataclass(frozen=True, slots=True)
class Continuation:
    """The unit that a segment continues."""

    kind: MatchKind
    unit: Unit

    others: tuple[Unit, ...] = ()
    """With `MatchKind.JOINED` the units behind it that became part of the sentence."""

    between: tuple[str, str] | None = None
    """What tells the neighbours that the unit had; `None` where it keeps its surroundings."""

    away: bool = False
    """Whether no neighbour stands beside it that the unit had when its status was given."""


@dataclass(frozen=True, slots=True)
class Matches:
    """What became of the units of an old catalog."""

    continued: Mapping[int, Continuation] = field(default_factory=dict)
    """For the number of each segment what it continues, if anything."""

    revived: tuple[Unit, ...] = ()
    """Retired units whose sentence is back."""

    retired: tuple[Unit, ...] = ()
    """Those whose sentence is not."""

    gone: tuple[Unit, ...] = ()
    """Units that no segment continues. Those that people worked on remember their neighbours."""


def matches(old: Catalog | None, segments: Sequence[Segment]) -> Matches:
    """Match the units of a catalog, live and retired, with the segments of the article."""
    return _Matching(old or Catalog("", "", ""), segments).matches()


class _Matching:
    def __init__(self, old: Catalog, segments: Sequence[Segment]) -> None:
        self.old = old
        self.places = Places(
            [one_line(unit.source) for unit in old.units],
            [segment.source for segment in segments],
        )
        self.before, self.after = Counter(self.places.old), Counter(self.places.new)
        """How often each sentence stands in both."""

        self.away = Counter(one_line(unit.source) for unit in old.retired)
        """The same, among the retired."""

    def matches(self) -> Matches:
        if self.places.old == self.places.new:
            return self.unchanged()
        return self.changed()

    def unchanged(self) -> Matches:
        """Match an article whose sentences are what they were, which is the most frequent case."""
        units = enumerate(self.old.units)
        same = {number: Continuation(MatchKind.SAME, unit) for number, unit in units}
        return Matches(same, retired=self.old.retired)

    def changed(self) -> Matches:
        """Match any other."""
        places = self.places
        places.settle()
        changes = Changes(places, reserved=self.away.keys())
        changes.find()
        places.settle_between()
        doubtful = {here for here in places.to if places.is_replaced(here)}
        doubtful.update(here for here, _ in places.guesses())
        doubtful.update(places.moved_alone())
        continued = {
            there: self.continuation(here, there, changes, guessed=here in doubtful)
            for here, there in places.to.items()
            if 0 <= here < len(places.old)
        }
        revived = self.revived(continued)
        back = {id(each.unit) for each in revived.values()}
        merged = {part for parts in changes.joined.values() for part in parts}
        return Matches(
            {**continued, **revived},
            tuple(unit for unit in self.old.retired if id(unit) in back),
            tuple(unit for unit in self.old.retired if id(unit) not in back),
            tuple(
                self.left(number, unit)
                for number, unit in enumerate(self.old.units)
                if number not in places.to and number not in merged
            ),
        )

    def continuation(
        self, here: int, there: int, changes: Changes, *, guessed: bool
    ) -> Continuation:
        """Return how the new sentence `there` continues the old one `here`."""
        places, unit = self.places, self.old.units[here]
        text = places.new[there]
        same = places.old[here] == text
        if same and (not guessed or text in self.interchangeable):
            return Continuation(MatchKind.SAME, unit)
        between = neighbours(places.old, here)
        if same:
            return Continuation(MatchKind.GUESSED, unit, between=between)
        if there in changes.split:
            return Continuation(MatchKind.SPLIT, unit, between=between)
        if there in changes.joined:
            others = tuple(self.old.units[part] for part in changes.joined[there])
            return Continuation(MatchKind.JOINED, unit, others, between)
        beside = any(
            here + side not in places.vague and places.to.get(here + side) == there + side
            for side in (-1, 1)
        )
        kind = MatchKind.CHANGED if beside else MatchKind.MOVED
        held = unit.record.held if unit.record is not None else None
        before = held.between if held is not None else None
        away = before is not None and not self.agreement(before, there)
        return Continuation(kind, unit, between=between, away=away)

    @cached_property
    def interchangeable(self) -> Set[str]:
        """The sentences that stood several times and have one translation, alike accepted."""
        found: dict[str, set[tuple[str, Status]]] = {}
        for text, unit in zip(self.places.old, self.old.units, strict=True):
            if self.before[text] > 1:
                found.setdefault(text, set()).add((unit.target, unit.status))
        return {text for text, kinds in found.items() if len(kinds) == 1}

    def revived(self, continued: Mapping[int, Continuation]) -> dict[int, Continuation]:
        """Return the retired units whose sentence stands in the article again.

        Of several, the one that has its neighbours back comes first. Without any of them, or where
        they are not known, nothing tells whether it is this sentence.
        """
        free: dict[str, list[int]] = {}
        for there, text in enumerate(self.places.new):
            if there not in continued and text in self.away:
                free.setdefault(text, []).append(there)
        pairs = [
            (-self.agreement(_before(unit), there), number, there)
            for number, unit in enumerate(self.old.retired)
            for there in free.get(one_line(unit.source), ())
        ]
        rivals = Counter(
            end for less, number, there in pairs for end in ((less, number), (less, "at", there))
        )
        found: dict[int, Continuation] = {}
        taken: set[int] = set()
        for less, number, there in sorted(pairs):
            if number in taken or there in found:
                continue
            taken.add(number)
            unit = self.old.retired[number]
            single = rivals[less, number] == rivals[less, "at", there] == 1
            kind = MatchKind.SAME if single and less < 0 else MatchKind.GUESSED
            found[there] = Continuation(kind, unit, between=_before(unit))
        return found

    def agreement(self, between: tuple[str, str] | None, there: int) -> int:
        """How many of these neighbours of before stand beside the sentence."""
        if between is None:
            return 0
        pairs = zip(between, neighbours(self.places.new, there), strict=True)
        return sum(one == other for one, other in pairs)

    def left(self, number: int, unit: Unit) -> Unit:
        """Return a unit that nothing continues, with its neighbours if people worked on it."""
        if not unit.touched:
            return unit
        record = unit.record or unknown(unit)
        between = neighbours(self.places.old, number)
        return replace(unit, record=replace(record, between=between))


def _before(unit: Unit) -> tuple[str, str] | None:
    """Return what tells the neighbours that a retired unit had, if it is known."""
    return unit.record.between if unit.record is not None else None


def neighbours(texts: Sequence[str], at: int) -> tuple[str, str]:
    """Return what tells the sentences before and behind; a dash at the edge of the article."""
    before = _mark(texts[at - 1]) if at else _EDGE
    behind = _mark(texts[at + 1]) if at + 1 < len(texts) else _EDGE
    return before, behind


_EDGE = "-"


def _mark(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:8]
