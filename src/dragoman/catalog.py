"""Bring a catalog up to date with its article, and lose nothing that a person wrote.

same sentence            keeps everything, wherever it moved
changed, a person's      keeps its text, becomes stale, shows the old source
changed, a machine's     is translated again
gone, a person's         moves to `retired`, and comes back if the sentence does
gone, a machine's        is dropped
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum

from rapidfuzz import fuzz

from dragoman.model import (
    Article,
    BlockKind,
    Catalog,
    Key,
    Machine,
    Origin,
    Record,
    Segment,
    Status,
    Unit,
    one_line,
)

SIMILAR = 60.0
"""How alike two source sentences must be, in rapidfuzz's ratio from 0 to 100, for one to count
as the other one changed. Below it, sentences of the same length share little but common words."""

SIMILAR_IN_PLACE = 40.0
"""The same, for sentences that stand between the same neighbours."""

_WORKED = frozenset({Status.NEEDS_WORK, Status.STALE, Status.REVIEWED, Status.APPROVED})


class Outcome(Enum):
    """What became of a unit."""

    NEW = "new"
    RETRANSLATED = "retranslated"
    STALE = "stale"
    RETIRED = "retired"
    REVIVED = "revived"


@dataclass(frozen=True, slots=True)
class Merge:
    """A catalog brought up to date."""

    catalog: Catalog
    wanted: tuple[Key, ...]
    """The source sentences for which there is no machine text yet, each once."""

    outcomes: Mapping[Outcome, int]


def merge(
    old: Catalog | None,
    article: Article,
    locale: str,
    machine: Mapping[Key, Machine],
    *,
    renew: bool = False,
) -> Merge:
    """Return the catalog for the article as it is now.

    `machine` holds what an engine made of source sentences; what it lacks is listed in
    `Merge.wanted`, and the units that wait for it stay `new`, or stale without a suggestion.
    With `renew`, drafts that no person touched are wanted again.
    """
    segments = article.segments
    before = _Matches(old, segments)
    work = _Merger(machine, renew)
    units = tuple(
        work.unit(segment, before.matched.get(number)) for number, segment in enumerate(segments)
    )
    gone = [unit for unit in before.gone if unit.touched and (unit.target or _has_words(unit))]
    work.outcomes[Outcome.RETIRED] += len(gone)
    work.outcomes[Outcome.REVIVED] += before.revived
    catalog = Catalog(
        article=article.path,
        source=article.language,
        target=locale,
        units=units,
        labels=labels(article),
        retired=(*before.retired, *(replace(unit, findings=()) for unit in gone)),
    )
    return Merge(catalog, tuple(dict.fromkeys(work.wanted)), +work.outcomes)


def labels(article: Article) -> tuple[str, ...]:
    """Return for each segment the name of the block that it begins, or an empty string."""
    counts: Counter[BlockKind] = Counter()
    names: list[str] = []
    for block in article.blocks:
        if not block.segments:
            continue
        counts[block.kind] += 1
        if block.kind is BlockKind.METADATA:
            name = f"{block.kind.value}: {block.name}"
        elif block.kind is BlockKind.HEADING:
            name = block.kind.value
        else:
            name = f"{block.kind.value} {counts[block.kind]}"
        names += [name, *[""] * (len(block.segments) - 1)]
    return tuple(names)


def _has_words(unit: Unit) -> bool:
    return bool(unit.note) or unit.remarks


class _Matches:
    """Which old unit each segment continues."""

    def __init__(self, old: Catalog | None, segments: Sequence[Segment]) -> None:
        live = old.units if old else ()
        self.segments = segments
        self.live = live
        self.matched: dict[int, Unit] = {}
        self._place: dict[int, int] = {}
        taken = self._by_id(live)
        kept = self._by_id(old.retired if old else (), live=False)
        self.revived = len(kept)
        self.retired = tuple(
            unit for number, unit in enumerate(old.retired if old else ()) if number not in kept
        )
        taken |= self._by_likeness([n for n in range(len(live)) if n not in taken])
        self.gone = tuple(unit for number, unit in enumerate(live) if number not in taken)

    def _by_id(self, units: Sequence[Unit], *, live: bool = True) -> set[int]:
        """Match the units whose sentence is in the article as it was; return their numbers."""
        waiting = {
            segment.id: number
            for number, segment in enumerate(self.segments)
            if number not in self.matched
        }
        by_source: dict[str, list[str]] = {}
        for segment in self.segments:
            if segment.id in waiting:
                by_source.setdefault(segment.source, []).append(segment.id)
        taken = set()
        for by_key in (True, False):
            for number, unit in enumerate(units):
                if number in taken:
                    continue
                same = [key for key in by_source.get(one_line(unit.source), ()) if key in waiting]
                key = unit.id if by_key else (same[0] if same else "")
                if key in waiting and (by_key or same):
                    place = waiting.pop(key)
                    self.matched[place] = unit
                    if live:
                        self._place[number] = place
                    taken.add(number)
        return taken

    def _by_likeness(self, left: Sequence[int]) -> set[int]:
        """Match what is left by how alike the sentences are; return the numbers matched."""
        open_places = [n for n in range(len(self.segments)) if n not in self.matched]
        pairs = []
        for number in left:
            low, high = self._neighbours(number)
            for place in open_places:
                inside = low < place < high
                least = SIMILAR_IN_PLACE if inside else SIMILAR
                score = fuzz.ratio(
                    one_line(self.live[number].source),
                    self.segments[place].source,
                    score_cutoff=least,
                )
                if score >= least:
                    pairs.append((-score, not inside, abs(place - number), number, place))
        taken: set[int] = set()
        for *_, number, place in sorted(pairs):
            if number not in taken and place not in self.matched:
                self.matched[place] = self.live[number]
                taken.add(number)
        return taken

    def _neighbours(self, number: int) -> tuple[int, int]:
        """Where in the article the nearest matched units before and after this one stand."""
        before = [self._place[n] for n in range(number) if n in self._place]
        after = [self._place[n] for n in range(number + 1, len(self.live)) if n in self._place]
        return (before[-1] if before else -1), (after[0] if after else len(self.segments))


class _Merger:
    """Makes the unit of each segment, and notes what it lacks."""

    def __init__(self, machine: Mapping[Key, Machine], renew: bool) -> None:
        self.machine = machine
        self.renew = renew
        self.wanted: list[Key] = []
        self.outcomes: Counter[Outcome] = Counter()

    def unit(self, segment: Segment, old: Unit | None) -> Unit:
        if old is None:
            self.outcomes[Outcome.NEW] += 1
            return self.filled(segment, Unit(segment.id, segment.source))
        if one_line(old.source) == segment.source:
            return self.same(segment, replace(old, id=segment.id))
        renamed = replace(old, id=segment.id, source=segment.source)
        if old.was and old.status is Status.STALE and one_line(old.was) == segment.source:
            restored = _restored(renamed, old)
            if restored is not None:
                return restored
        if old.target and (old.edited or old.status in _WORKED):
            self.outcomes[Outcome.STALE] += 1
            return self.stale(segment, renamed, old)
        self.outcomes[Outcome.RETRANSLATED] += 1
        return self.filled(
            segment, replace(renamed, target="", status=Status.NEW, findings=(), record=None)
        )

    def same(self, segment: Segment, unit: Unit) -> Unit:
        """A unit whose sentence did not change."""
        if unit.status is Status.STALE and unit.was:
            return unit if unit.suggestion else self.suggested(segment, unit)
        if unit.was or unit.suggestion:
            record = unit.record and replace(unit.record, held="", suggested="")
            unit = replace(unit, was="", suggestion="", record=record)
        if unit.target and unit.status is Status.NEW:
            unit = replace(unit, status=Status.DRAFT)
        if unit.status not in (Status.NEW, Status.DRAFT) or unit.edited:
            return unit
        if self.renew or not unit.target:
            return self.filled(segment, unit)
        return unit

    def filled(self, segment: Segment, unit: Unit) -> Unit:
        """A unit with the machine's text in it, if there is one."""
        found = self.machine.get(segment.key)
        if found is None and unit.record is not None and not self.renew:
            # The machine spoke before: either it failed, or a person emptied the target.
            text = unit.record.machine
            return replace(unit, target=text, status=Status.DRAFT if text else Status.NEW)
        if found is None:
            self.wanted.append(segment.key)
            return unit if unit.target else replace(unit, status=Status.NEW)
        return replace(
            unit,
            target=found.text,
            status=Status.DRAFT if found.text else Status.NEW,
            findings=found.findings,
            record=Record(
                found.origin, found.engine, found.text, found.confidence, finish=found.finish
            ),
        )

    def stale(self, segment: Segment, unit: Unit, old: Unit) -> Unit:
        """A person's text over a source that is no longer the one it was made for."""
        record = old.record or Record(Origin.HUMAN, "", "")
        if old.status is not Status.STALE or not old.was:
            held = f"{old.status.value} {_digest(one_line(old.source), old.target)}"
            unit = replace(unit, was=old.source)
        else:
            held = record.held
        record = replace(record, held=held, suggested="")
        return self.suggested(
            segment, replace(unit, status=Status.STALE, suggestion="", findings=(), record=record)
        )

    def suggested(self, segment: Segment, unit: Unit) -> Unit:
        """A stale unit with what the machine makes of the new source."""
        found = self.machine.get(segment.key)
        record = unit.record or Record(Origin.HUMAN, "", "")
        if found is None:
            if not record.suggested:
                self.wanted.append(segment.key)
            return unit
        return replace(unit, suggestion=found.text, record=replace(record, suggested=found.engine))


def _restored(unit: Unit, old: Unit) -> Unit | None:
    """The unit as it was before its source changed, if it is still the text accepted then."""
    if old.record is None or " " not in old.record.held:
        return None
    status, digest = old.record.held.split(" ", 1)
    if digest != _digest(unit.source, old.target):
        return None
    record: Record | None = replace(old.record, held="", suggested="")
    if record == Record(Origin.HUMAN, "", ""):
        record = None
    return replace(unit, status=Status(status), was="", suggestion="", record=record)


def _digest(source: str, target: str) -> str:
    return hashlib.sha256(f"{source}\0{target}".encode()).hexdigest()[:12]


def status_before(unit: Unit) -> Status | None:
    """Return the status that a stale unit's text had for the old source.

    `None` where nothing tells it, and where the text is no longer the one that had it.
    """
    if unit.record is None or not unit.was or " " not in unit.record.held:
        return None
    status, digest = unit.record.held.split(" ", 1)
    return Status(status) if digest == _digest(one_line(unit.was), unit.target) else None
