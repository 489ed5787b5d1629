"""Merge the lines of a file that came back into the units of a review file.

A line finds its sentence by the source that it was translated from. One of several equal sentences
is told by its neighbours; where they do not tell, what came back is taken as stale. A sentence
that changed since is found by its old source, or by its likeness. What a person changed here since
the file went out stays, and the line is told.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum

from rapidfuzz import fuzz, process

from dragoman.catalog import Witness, accept, status_before
from dragoman.exchange.sheet import ReturnedLine, holdable, seen
from dragoman.matching import SIMILAR, neighbours
from dragoman.model import GIVEN, Grounds, Status, Unit, one_line, unknown
from dragoman.workflow.reviewed import Reviewed

LEVELS = {
    Status.NEW: 0,
    Status.DRAFT: 0,
    Status.STALE: 0,
    Status.NEEDS_WORK: 0,
    Status.REVIEWED: 1,
    Status.APPROVED: 2,
    Status.OMIT: 2,
}
"""How much a status lets out: the importer says how much a file may."""

_QUOTES = re.compile(r"[\"'`´‘’‚‛“”„‟«»‹›]+")
_DASHES = re.compile(r"[-\u2010-\u2015\u2212]+")
_BLANKS = re.compile(r"[\s\u00ad\u200b-\u200f\u2060\ufeff]+")


class LineOutcome(Enum):
    """What became of a line that came back."""

    TAKEN = "taken"
    SAME = "unchanged"
    STALE = "stale"
    """Taken, but its source changed meanwhile."""

    KEPT = "kept"
    """Not taken: the segment was changed here since the file went out."""

    REFUSED = "refused"
    UNKNOWN = "unknown"
    """The article has no such segment, and had none when its review was last brought up to date."""


@dataclass(frozen=True, slots=True)
class FieldChange:
    """What a line did to one field of its segment."""

    name: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class NotTaken:
    """Why a line cannot be taken."""

    reason: str


@dataclass(frozen=True, slots=True)
class Took:
    """One line with what became of it."""

    id: str
    place: str
    outcome: LineOutcome
    reason: str = ""
    returned: str = ""
    """The target that came back, where it was not taken."""

    note: str = ""
    """Likewise the note, where it says something new."""

    changes: tuple[FieldChange, ...] = ()
    """What is another now in the segment, where it was taken."""


@dataclass(frozen=True, slots=True)
class _LinePlace:
    """The unit that a line is for."""

    number: int

    sure: bool = True
    """Whether the unit's sentence is the line's, and not another one like it."""


class LineMerging:
    """Merges the lines of one file into the units of one catalog."""

    def __init__(self, reviewed: Reviewed, highest: Status, witness: Witness) -> None:
        """Begin with the review file as it stands, merged with its article."""
        old = reviewed.old.units if reviewed.old is not None else ()
        self._before = {unit.entry: unit for unit in old}
        self._units = list(reviewed.catalog.units)
        self._sources = [one_line(unit.source) for unit in self._units]
        self._were = [one_line(unit.was) for unit in self._units]
        self._numbers = _by_source(enumerate(map(_folded, self._sources)))
        now = {unit.entry: number for number, unit in enumerate(self._units)}
        self._numbers_before = _by_source(
            (now[unit.entry], _folded(unit.source)) for unit in old if unit.entry in now
        )
        self._highest = highest
        self._witness = witness
        self.took: list[Took] = []
        self.changed = False

    def over(self, lines: Sequence[ReturnedLine]) -> tuple[Unit, ...]:
        """Return the units with what the lines bring; a line that comes twice counts once.

        Of copies in which nobody worked, none counts.
        """
        # A program may have dropped the ids: sentences are told by their sources then.
        lines = [line if line.id else replace(line, id=line.place) for line in lines]
        first: dict[str, ReturnedLine] = {}
        for line in lines:
            if line.id not in first or (_is_idle(first[line.id]) and not _is_idle(line)):
                first[line.id] = line
        places = self._places(list(first.values()))
        for line in lines:
            if first[line.id] is line:
                self._line(line, places.get(line.id))
            elif _is_idle(line):
                self._say(line, LineOutcome.SAME)
            else:
                self._say(line, LineOutcome.REFUSED, "the segment is in the file twice")
        return tuple(self._units)

    def _places(self, lines: Sequence[ReturnedLine]) -> dict[str, _LinePlace]:
        """Return for the ids of the lines which unit each is for; no unit is for two of them."""
        places: dict[str, _LinePlace] = {}
        taken: set[int] = set()
        # Each twin that has its place makes it clearer which one another twin has.
        twins = max(map(len, self._numbers.values()), default=1)
        for find in (*[self._known] * twins, self._guessed, self._changed):
            waiting = [line for line in lines if line.id not in places]
            for line in waiting:
                place = find(line, taken)
                if place is not None:
                    places[line.id] = place
                    taken.add(place.number)
        return places

    def _known(self, line: ReturnedLine, taken: set[int]) -> _LinePlace | None:
        """Return the unit that is the line's for certain."""
        equal = self._numbers.get(_folded(line.source), ())
        numbers = [number for number in equal if number not in taken]
        if line.between is None:
            alone = len(equal) == 1
            numbers = numbers if alone else []
        else:
            alike = {number: self._agreement(line.between, number) for number in numbers}
            best = max(alike.values(), default=0)
            numbers = [number for number in numbers if best and alike[number] == best]
        return _LinePlace(numbers[0]) if len(numbers) == 1 else None

    def _guessed(self, line: ReturnedLine, taken: set[int]) -> _LinePlace | None:
        """Return a unit of an equal sentence that no other line is for, by its name if it can."""
        free = [n for n in self._numbers.get(_folded(line.source), ()) if n not in taken]
        free.sort(key=lambda number: self._units[number].id != line.id)
        return _LinePlace(free[0], sure=False) if free else None

    def _changed(self, line: ReturnedLine, taken: set[int]) -> _LinePlace | None:
        """Return the unit of the sentence that the line's became, by its old source or likeness.

        A run may have brought the review file up to date since the file went out, or not yet.
        """
        source = one_line(line.source)
        by_file = (n for n in self._numbers_before.get(_folded(source), ()) if n not in taken)
        number = next(by_file, None)
        if number is None:
            free = {
                number: was or self._sources[number]
                for number, was in enumerate(self._were)
                if number not in taken
            }
            best = process.extractOne(source, free, scorer=fuzz.ratio, score_cutoff=SIMILAR)
            number = best[2] if best is not None else None
        if number is None:
            number = next((n for n, was in enumerate(self._were) if _is_part(source, was)), None)
        return None if number is None else _LinePlace(number, sure=False)

    def _agreement(self, between: tuple[str, str], number: int) -> int:
        """How many of the neighbours that the line's sentence had stand beside the unit's."""
        pairs = zip(between, neighbours(self._sources, number), strict=True)
        return sum(one == other for one, other in pairs)

    def _line(self, line: ReturnedLine, place: _LinePlace | None) -> None:
        if _is_idle(line):
            self._say(line, LineOutcome.SAME)
        elif line.problem:
            self._say(line, LineOutcome.REFUSED, line.problem)
        elif place is None:
            self._say(line, LineOutcome.UNKNOWN, "the article no longer holds this sentence")
        elif _says(self._units[place.number], line):
            self._say(line, LineOutcome.SAME)
        elif _is_part(one_line(line.source), self._were[place.number]):
            self._say(line, LineOutcome.KEPT, "it is part of a longer sentence now")
        elif not self._untouched(place.number, line):
            self._say(line, LineOutcome.KEPT, "it was changed here since the file went out")
        else:
            self._merge(place, line)

    def _untouched(self, number: int, line: ReturnedLine) -> bool:
        """Whether the unit is as it went out; where that is lost, whether nobody worked on it.

        Also where a run made it stale since.
        """
        unit = self._units[number]
        before = self._before.get(unit.entry)
        if not line.went_out:
            return not (before or unit).touched
        versions = [unit] if before is None else [unit, before]
        status = status_before(unit)
        if status is not None:
            versions.append(replace(unit, source=unit.was, status=status))
        return not unit.touched or any(
            line.went_out == seen(one_line(each.source), each.target, each.status, each.note)
            for each in versions
        )

    def _merge(self, place: _LinePlace, line: ReturnedLine) -> None:
        unit = self._units[place.number]
        changed = _folded(unit.source) != _folded(line.source)
        stale = changed or not place.sure
        made = _merged(unit, line, self._highest, self._witness, stale=stale)
        if isinstance(made, NotTaken):
            self._say(line, LineOutcome.REFUSED, made.reason)
            return
        if made == unit:
            self._say(line, LineOutcome.SAME)
            return
        self._units[place.number] = made
        self.changed = True
        reason = ""
        if stale:
            reason = (
                "its source changed meanwhile" if changed else "it is one of several equal ones"
            )
            if changed and unit.id == line.id:  # ids are made of sources
                reason = "its source was changed in the file"
        outcome = LineOutcome.STALE if stale else LineOutcome.TAKEN
        changes = tuple(_changes(unit, made))
        self.took.append(Took(line.id, line.place, outcome, reason, changes=changes))

    def _say(self, line: ReturnedLine, outcome: LineOutcome, reason: str = "") -> None:
        if outcome is LineOutcome.SAME:
            self.took.append(Took(line.id, line.place, outcome, reason))
        else:
            note = line.note or ""
            target = line.target or ""
            self.took.append(Took(line.id, line.place, outcome, reason, target, note))


def _is_idle(line: ReturnedLine) -> bool:
    """Whether nobody worked on a line: a status that is none is a word of somebody's."""
    lost = line.status is None and not line.problem
    return line.unchanged or (lost and line.stands)


def _by_source(sources: Iterable[tuple[int, str]]) -> dict[str, list[int]]:
    numbers: dict[str, list[int]] = {}
    for number, source in sources:
        numbers.setdefault(source, []).append(number)
    return numbers


def _folded(text: str) -> str:
    """Return a source without what programs change by themselves: quotes, dashes, spaces."""
    plain = _BLANKS.sub(" ", _DASHES.sub("-", _QUOTES.sub("'", holdable(text))))
    return plain.replace("…", "...").strip()


def _changes(before: Unit, after: Unit) -> Iterator[FieldChange]:
    """Yield what a translator's line did to a unit."""
    for name, old, new in (
        ("target", before.target, after.target),
        ("status", before.status.value, after.status.value),
        ("note", before.note, after.note),
    ):
        if old != new:
            yield FieldChange(name, old, new)


def _is_part(source: str, was: str) -> bool:
    """Whether a stale unit's old sentences are this one and others."""
    return bool(source) and source != was and f" {source} " in f" {was} "


def _says(unit: Unit, line: ReturnedLine) -> bool:
    """Whether the unit already is as the line would have it."""
    same = line.target in (None, unit.target, holdable(unit.target))
    kept = line.keeps_note(unit.note)
    said = line.target is not None and line.status not in (None, unit.status)
    return same and kept and (not said or unit.status is Status.STALE)


def _merged(
    unit: Unit, line: ReturnedLine, highest: Status, witness: Witness, *, stale: bool
) -> Unit | NotTaken:
    """Return the unit with what the line brings, or why it cannot be taken."""
    # What no format can hold was not lost by the translator.
    note = unit.note if line.keeps_note(unit.note) else line.note or ""
    target = unit.target if line.target in (None, holdable(unit.target)) else line.target or ""
    status = None if line.target is None else line.status
    if status is Status.OMIT and unit.status is not status and LEVELS[status] > LEVELS[highest]:
        return NotTaken("leaving a sentence out needs --accept approved")
    if not target and status is not Status.OMIT and _is_work(unit):
        return NotTaken("it came back empty; to leave a sentence out, give it the status omit")
    given = _allowed(unit, target, status, highest)
    made = replace(unit, target=target, note=note)
    if stale and (target or status is Status.OMIT):
        record = replace(unit.record or unknown(made), held=None)
        was = line.source if _folded(line.source) != _folded(unit.source) else ""
        return replace(made, status=Status.STALE, was=was, record=record)
    if target == unit.target and given is unit.status:
        return made
    made = replace(made, status=given)
    if given is not unit.status and given is not Status.STALE:
        made = replace(made, was="")
    if given in (Status.REVIEWED, Status.APPROVED, Status.OMIT):
        made = replace(made, suggestion="")
    return accept(made, witness, Grounds.BULK) if given in GIVEN else made


def _is_work(unit: Unit) -> bool:
    """Whether the unit's text is a person's, or was taken by one."""
    worked = unit.status not in (Status.NEW, Status.DRAFT)
    return bool(unit.target) and (unit.edited or worked)


def _allowed(unit: Unit, target: str, status: Status | None, highest: Status) -> Status:
    """Return the status that a line may give to the text that it brings."""
    if not target and status is not Status.OMIT:
        return Status.NEW
    changed = target != unit.target
    if status is None or status in (Status.NEW, Status.STALE):
        status = Status.DRAFT if changed else unit.status
    if LEVELS[status] <= LEVELS[highest]:
        return status
    # What stands here already is not taken back by who may not give as much.
    return highest if changed or LEVELS[unit.status] <= LEVELS[highest] else unit.status
