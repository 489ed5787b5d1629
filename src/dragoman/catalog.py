"""Bring a catalog up to date with its article, and lose nothing that a person wrote.

same sentence            keeps everything, wherever it moved
changed, a person's      keeps its text, becomes stale, shows the old source
split, a person's        the first part keeps the text and becomes stale, the others are new
joined, a person's       the texts are joined and become stale
changed, a machine's     is translated again
gone, a person's         moves to `retired`, and comes back if the sentence does
gone, a machine's        is dropped
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum

from dragoman.matching import matches
from dragoman.model import (
    GIVEN,
    Acceptance,
    Article,
    BlockKind,
    Catalog,
    Grounds,
    Held,
    Key,
    Machine,
    Origin,
    Record,
    Segment,
    Status,
    Unit,
    digest,
    one_line,
)
from dragoman.signature import NONE

_WORKED = GIVEN | {Status.STALE}


class Outcome(Enum):
    """What became of a unit."""

    NEW = "new"
    RETRANSLATED = "retranslated"
    STALE = "stale"
    SPLIT = "split"
    """Stale, too: the sentence is several now, and the first one has its text."""

    JOINED = "joined"
    """Stale, too: several sentences are one now, and it has all their texts."""

    RETIRED = "retired"
    REVIVED = "revived"


@dataclass(frozen=True, slots=True)
class Affected:
    """A person's work that a change of the article touched."""

    outcome: Outcome

    before: Unit
    """As it stood in the file."""

    after: Unit | None = None
    """As it stands now; `None` where the sentence is gone."""


@dataclass(frozen=True, slots=True)
class Merge:
    """A catalog brought up to date."""

    catalog: Catalog
    wanted: tuple[Key, ...]
    """The source sentences for which there is no machine text yet, each once."""

    outcomes: Mapping[Outcome, int]

    affected: tuple[Affected, ...] = ()
    """What happened to people's work, in the order of the article."""


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


def merge(
    old: Catalog | None,
    article: Article,
    locale: str,
    machine: Mapping[Key, Machine],
    *,
    renew: bool = False,
    witness: Callable[[], Witness] | None = None,
) -> Merge:
    """Return the catalog for the article as it is now.

    `machine` holds what an engine made of source sentences; what it lacks is listed in
    `Merge.wanted`, and the units that wait for it stay `new`, or stale without a suggestion.
    With `renew`, drafts that no person touched are wanted again. A status that a person typed is
    accepted by `witness`; it is asked only where there is such a status.
    """
    segments = article.segments
    before = matches(old, segments)
    work = _Merger(machine, renew)
    units: list[Unit] = []
    for number, segment in enumerate(segments):
        unit = before.matched.get(number)
        parts = before.joined.get(number, ())
        if unit is not None and number in before.split:
            work.kind = Outcome.SPLIT
        elif unit is not None and parts:
            work.kind = Outcome.JOINED
            unit = _joined(unit, parts)
        units.append(work.unit(segment, unit))
        work.kind = Outcome.STALE
    left = [part for parts in before.joined.values() for part in parts if _has_words(part)]
    gone = [unit for unit in before.gone if unit.touched and (unit.target or _has_words(unit))]
    for each in gone:
        work.note(Outcome.RETIRED, each)
    for each in before.revived:
        work.note(Outcome.REVIVED, each, each)
    if witness is not None:
        units = [_seen(unit, witness) for unit in units]
    catalog = Catalog(
        article=article.path,
        source=article.language,
        target=locale,
        units=tuple(units),
        labels=labels(article),
        retired=(*before.retired, *(replace(unit, findings=()) for unit in (*left, *gone))),
    )
    wanted = tuple(dict.fromkeys(work.wanted))
    return Merge(catalog, wanted, +work.outcomes, tuple(work.affected))


def _seen(unit: Unit, witness: Callable[[], Witness]) -> Unit:
    """Return the unit with an acceptance if a person gave its status, and with none if not."""
    accepted = unit.record.accepted if unit.record is not None else None
    if unit.status in GIVEN:
        covered = accepted is not None and accepted.covers(unit)
        return unit if covered else accept(unit, witness(), Grounds.TYPED)
    if accepted is None or unit.status is Status.STALE:
        return unit
    return replace(unit, record=unit.record and replace(unit.record, accepted=None))


def _joined(first: Unit, others: Sequence[Unit]) -> Unit:
    """Return one unit of several whose sentences became one: all texts, in their order.

    If people worked on any of them, it counts as a person's work on all.
    """
    every = (first, *others)
    worked = [unit for unit in every if unit.target and unit.touched]
    if not worked:
        return first
    return replace(
        first,
        source=" ".join(one_line(unit.source) for unit in every),
        target=" ".join(unit.target for unit in every if unit.target),
        status=first.status if first.status in _WORKED else worked[0].status,
        note="\n".join(dict.fromkeys(unit.note for unit in every if unit.note)),
        ignore=tuple(dict.fromkeys(name for unit in every for name in unit.ignore)),
    )


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


class _Merger:
    """Makes the unit of each segment, and notes what it lacks."""

    def __init__(self, machine: Mapping[Key, Machine], renew: bool) -> None:
        self.machine = machine
        self.renew = renew
        self.wanted: list[Key] = []
        self.outcomes: Counter[Outcome] = Counter()
        self.affected: list[Affected] = []
        self.kind = Outcome.STALE
        """How the sentence at hand changed, if a person worked on it."""

    def note(self, outcome: Outcome, before: Unit, after: Unit | None = None) -> None:
        """Count what happened to a person's work, and remember to whose."""
        self.outcomes[outcome] += 1
        self.affected.append(Affected(outcome, before, after))

    def unit(self, segment: Segment, old: Unit | None) -> Unit:
        if old is None:
            self.outcomes[Outcome.NEW] += 1
            return self.filled(segment, Unit(segment.id, segment.source))
        if one_line(old.source) == segment.source and self.kind is not Outcome.JOINED:
            same = old if old.id == segment.id else replace(old, id=segment.id)
            return self.same(segment, same)
        renamed = replace(old, id=segment.id, source=segment.source)
        if old.was and old.status is Status.STALE and one_line(old.was) == segment.source:
            restored = _restored(renamed, old)
            if restored is not None:
                return restored
        if old.target and (old.edited or old.status in _WORKED):
            stale = self.stale(segment, renamed, old)
            self.note(self.kind, old, stale)
            return stale
        self.outcomes[Outcome.RETRANSLATED] += 1
        return self.filled(
            segment, replace(renamed, target="", status=Status.NEW, findings=(), record=None)
        )

    def same(self, segment: Segment, unit: Unit) -> Unit:
        """A unit whose sentence did not change."""
        if unit.status is Status.STALE and unit.was:
            return unit if unit.suggestion else self.suggested(segment, unit)
        offered = unit.status is Status.DRAFT and not unit.edited and not unit.was
        if (unit.was or unit.suggestion) and not offered:
            record = unit.record and replace(unit.record, held=None, suggested="")
            unit = replace(unit, was="", suggestion="", record=record)
        if unit.target and unit.status is Status.NEW:
            typed = unit.record or Record(Origin.HUMAN, NONE, "")
            unit = replace(unit, status=Status.DRAFT, record=typed)
        if unit.target and unit.record is None:
            unit = self.traced(segment, unit)
        if unit.status not in (Status.NEW, Status.DRAFT) or unit.edited:
            return unit
        if self.renew or not unit.target:
            return self.filled(segment, unit)
        return unit

    def traced(self, segment: Segment, unit: Unit) -> Unit:
        """A unit whose record is lost: a machine's if a machine writes the very same, or unknown.

        The machine is asked only for drafts; whoever accepted a text answers for it.
        """
        found = self.machine.get(segment.key)
        if found is None and unit.status is Status.DRAFT:
            self.wanted.append(segment.key)
            return unit
        if found is None or found.origin is not Origin.MT or found.text != unit.target:
            return replace(unit, record=unknown(unit))
        return replace(unit, record=_recorded(found))

    def filled(self, segment: Segment, unit: Unit) -> Unit:
        """A unit with the machine's text in it, if there is one."""
        found = self.machine.get(segment.key)
        spoke = unit.record is not None and unit.record.signature != NONE
        if found is None and unit.record is not None and spoke and not self.renew:
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
            suggestion=found.suggestion,
            record=_recorded(found),
        )

    def stale(self, segment: Segment, unit: Unit, old: Unit) -> Unit:
        """A person's text over a source that is no longer the one it was made for."""
        record = old.record or unknown(old)
        if old.status is not Status.STALE or not old.was:
            held: Held | None = Held(old.status, digest(old.source, old.target))
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
        record = unit.record or unknown(unit)
        if found is None:
            if not record.suggested:
                self.wanted.append(segment.key)
            return unit
        return replace(
            unit, suggestion=found.text, record=replace(record, suggested=str(found.signature))
        )


def _recorded(machine: Machine) -> Record:
    """Return what is to be remembered of a machine's text."""
    return Record(
        machine.origin,
        machine.signature,
        machine.text,
        machine.confidence,
        suggested=machine.suggested,
        finish=machine.finish,
    )


def _restored(unit: Unit, old: Unit) -> Unit | None:
    """The unit as it was before its source changed, if it is still the text accepted then."""
    held = old.record.held if old.record is not None else None
    if old.record is None or held is None or held.digest != digest(unit.source, old.target):
        return None
    record = replace(old.record, held=None, suggested="")
    return replace(unit, status=held.status, was="", suggestion="", record=record)


def unknown(unit: Unit) -> Record:
    """Return the record of a unit of which nothing is known but how it stands."""
    return Record(Origin.UNKNOWN, NONE, unit.target)


def status_before(unit: Unit) -> Status | None:
    """Return the status that a stale unit's text had for the old source.

    `None` where nothing tells it, and where the text is no longer the one that had it.
    """
    held = unit.record.held if unit.record is not None else None
    if held is None or not unit.was or held.digest != digest(unit.was, unit.target):
        return None
    return held.status
