"""Merge two versions of a review file that began as one, sentence by sentence.

A sentence that one of the two changed is taken from it as it stands, comments and all. Only one
that people changed in both, and differently, is a conflict: it becomes `needs-work`, and its note
holds both versions. Nothing that a person wrote in either is lost.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher

import yaml

from dragoman.errors import ReviewError
from dragoman.handyaml.patch import Sheath, comments, unsheathed
from dragoman.model import Status, Unit, one_line
from dragoman.review.entry import Entry
from dragoman.review.kind import KEYS, MERGED, RECORD, RETIRED
from dragoman.review.layout import Section, fields
from dragoman.review.over import shifted
from dragoman.review.reading import LABEL, File, opened, parse
from dragoman.review.twins import between, elsewhere, named

_MADE_BY_MACHINES = (Status.NEW, Status.DRAFT)


@dataclass(frozen=True, slots=True)
class Merged:
    """Two versions of a review file made one."""

    text: str
    conflicts: tuple[Unit, ...]
    """The sentences that people changed differently, as they stand in the text."""


def merge(base: str | None, ours: str, theirs: str, path: str) -> Merged:
    """Return the review file that holds what changed from `base` to either version.

    `base` is `None` where the two have no common beginning. Raises `ReviewError` where a version
    is not a review file, or the result would not hold what it should.
    """
    text, sheath = unsheathed(ours)
    mine = _CutFile.read(text, f"{path} (ours)")
    yours = _CutFile.read(unsheathed(theirs)[0], f"{path} (theirs)", mine.column)
    old = _CutFile({}, "", ())
    # Without its beginning, what differs is told as a conflict: nothing is lost.
    with suppress(ReviewError):
        if base is not None and base.strip():
            old = _CutFile.read(unsheathed(base)[0], path, mine.column)
    return _result(_Merging(old, mine, yours), sheath, path)


def append(ours: str, theirs: str, path: str) -> str:
    """Return the review file that holds the sentences of both, of which none is another's twin.

    Raises `ReviewError` as `merge` does.
    """
    text, sheath = unsheathed(ours)
    mine = _CutFile.read(text, path)
    yours = _CutFile.read(unsheathed(theirs)[0], path, mine.column)
    return _result(_Merging(_CutFile({}, "", ()), mine, yours, align=_apart), sheath, path).text


def _result(merging: _Merging, sheath: Sheath, path: str) -> Merged:
    result = sheath.close("".join(merging.parts()))
    return Merged(result, _checked(result, merging, path))


def _checked(text: str, merging: _Merging, path: str) -> tuple[Unit, ...]:
    """Return the conflicts as they stand in the result, if it holds every unit as decided."""
    with suppress(ReviewError):
        catalog = parse(text, path)
        found = (*catalog.units, *catalog.retired)
        wanted = [entry.unit for entry in (*merging.live, *merging.retired)]
        if list(map(_essence, found)) == list(map(_essence, wanted)):
            known = {
                entry.unit.note
                for version in (merging.ours, merging.theirs)
                for entry in version.entries
            }
            return tuple(unit for unit in found if MERGED in unit.note and unit.note not in known)
    raise ReviewError(
        "the two versions of this file cannot be merged without risk to what is written in them",
        path=path,
        advice="Nothing was changed. Choose one of them, and copy into it what you need.",
    )


def _essence(unit: Unit) -> object:
    return unit.id, unit.source, _given(unit)


def _given(unit: Unit) -> tuple[object, ...]:
    """What people give a unit."""
    return unit.status, unit.target, unit.note, unit.ignore


@dataclass(frozen=True, slots=True)
class _PlacedUnit:
    """A segment as it stands in a version."""

    unit: Unit
    lead: str
    body: str
    retired: bool
    record: str
    """Its lines in the record."""

    entry: Entry

    @property
    def text(self) -> tuple[object, ...]:
        return self.lead, self.body, self.record, self.retired

    @property
    def source(self) -> str:
        return one_line(self.unit.source)

    def called(self, name: str) -> _PlacedUnit:
        """The entry under another name, its record too."""
        if name == self.unit.id:
            return self
        key = re.compile(rf"^( *)(['\"]?){re.escape(self.unit.id)}\2(?=:)", re.MULTILINE)
        record = key.sub(rf"\g<1>{name}", self.record, count=1)
        return replace(self.given(replace(self.unit, id=name)), record=record)

    def given(self, unit: Unit, remarks: Sequence[str] = ()) -> _PlacedUnit:
        """The entry with other values, and with comments above it."""
        lead = self.lead + "".join(f"{remark}\n" for remark in remarks)
        if unit == self.unit:
            return replace(self, lead=lead)
        column = self.entry.chunk.column
        body = shifted(self.entry.rewritten(unit), _column(self.body) - column)
        return replace(self, unit=unit, lead=lead, body=body)


@dataclass(frozen=True, slots=True)
class _CutFile:
    """A version of the file, cut into what is merged."""

    sections: Mapping[str, Section]
    preamble: str
    entries: tuple[_PlacedUnit, ...]
    column: int | None = None
    """Where its segments begin."""

    @classmethod
    def read(cls, text: str, path: str, column: int | None = None) -> _CutFile:
        read = opened(text, path)
        known = {section.key: section for section in read.sections}
        if column is None and "segments" in known and known["segments"].chunks:
            column = known["segments"].chunks[0].column
        entries = tuple(_entries(text, read, known, column or 0))
        return cls(known, read.preamble, entries, column or 0)


def _entries(
    text: str, read: File, known: Mapping[str, Section], column: int
) -> Iterator[_PlacedUnit]:
    record = known.get("record")
    chunks = record.chunks if record else ()
    nodes = record.node.value if record and chunks else []
    lines = {
        str(key.value): shifted(chunk.lead + chunk.body, 2 - chunk.column)
        for (key, _), chunk in zip(nodes, chunks, strict=True)
    }
    units = iter((*read.catalog.units, *read.catalog.retired))
    for key in ("segments", "retired"):
        section = known.get(key)
        for chunk, node in zip(section.chunks, section.node.value, strict=True) if section else ():
            unit = next(units)
            body = shifted(chunk.body, column - chunk.column)
            yield _PlacedUnit(
                unit,
                chunk.lead,
                body,
                key == "retired",
                lines.get(unit.id, ""),
                Entry(text, chunk, node, unit),
            )


def _column(body: str) -> int:
    return len(body) - len(body.lstrip(" "))


def _aligned(one: Sequence[_PlacedUnit], other: Sequence[_PlacedUnit]) -> dict[int, int]:
    """Return for entries of one version which entry of the other is the same sentence.

    First by the order of the sentences, so that repeats keep to their neighbours; then wherever
    the sentence stands; then by the source that a stale one was translated from.
    """
    matcher = SequenceMatcher(
        None, [entry.source for entry in one], [entry.source for entry in other], autojunk=False
    )
    found = {
        block.a + step: block.b + step
        for block in matcher.get_matching_blocks()
        for step in range(block.size)
    }
    for names in (_by_id, _by_source, _by_was):
        taken = set(found.values())
        waiting: dict[str, list[int]] = {}
        for number, entry in enumerate(other):
            if number not in taken:
                for name in names(entry):
                    waiting.setdefault(name, []).append(number)
        for number, entry in enumerate(one):
            if number in found:
                continue
            candidates = (each for name in names(entry) for each in waiting.get(name, ()))
            match = next((each for each in candidates if each not in taken), None)
            if match is not None:
                found[number] = match
                taken.add(match)
    return found


def _apart(one: Sequence[_PlacedUnit], other: Sequence[_PlacedUnit]) -> dict[int, int]:
    """Say of no entries that they are the same sentence."""
    del one, other
    return {}


def _by_id(entry: _PlacedUnit) -> tuple[str, ...]:
    return (f"{entry.unit.id} {entry.source}",)


def _by_source(entry: _PlacedUnit) -> tuple[str, ...]:
    return (entry.source,)


def _by_was(entry: _PlacedUnit) -> tuple[str, ...]:
    return (entry.source, one_line(entry.unit.was)) if entry.unit.was else (entry.source,)


@dataclass(slots=True)
class _Merging:
    """Decides on every sentence, and puts the file together."""

    base: _CutFile
    ours: _CutFile
    theirs: _CutFile
    align: Callable[[Sequence[_PlacedUnit], Sequence[_PlacedUnit]], Mapping[int, int]] = _aligned
    live: list[_PlacedUnit] = field(default_factory=list)
    retired: list[_PlacedUnit] = field(default_factory=list)
    origins: dict[int, tuple[_PlacedUnit | None, _PlacedUnit | None]] = field(default_factory=dict)
    """For each entry of the result, by its identity, those that it was made of."""

    def __post_init__(self) -> None:
        base, ours, theirs = (each.entries for each in (self.base, self.ours, self.theirs))
        old_of_ours, old_of_theirs = self.align(ours, base), self.align(theirs, base)
        partner = {old: number for number, old in old_of_theirs.items()}
        others = {number: partner[old] for number, old in old_of_ours.items() if old in partner}
        fresh = [number for number in range(len(ours)) if number not in old_of_ours]
        fresh_there = [number for number in range(len(theirs)) if number not in old_of_theirs]
        both = self.align([ours[n] for n in fresh], [theirs[n] for n in fresh_there])
        others |= {fresh[number]: fresh_there[other] for number, other in both.items()}
        placed: dict[int, _PlacedUnit] = {}
        for number, entry in enumerate(ours):
            old, other = old_of_ours.get(number), others.get(number)
            kept = _merged(
                None if old is None else base[old], entry, None if other is None else theirs[other]
            )
            if kept is not None:
                self.put(kept)
                self.origins[id(kept)] = (entry, None if other is None else theirs[other])
            if kept is not None and other is not None:
                placed[other] = kept
        taken = set(others.values())
        for number, entry in enumerate(theirs):
            old = old_of_theirs.get(number)
            if number in taken or (old is not None and not _lost(base[old], entry)):
                continue
            # What ours took out of the article, and a person changed in theirs, is kept aside.
            kept = replace(entry, retired=entry.retired or old is not None)
            self.put(kept, placed.get(number - 1))
            self.origins[id(kept)] = (None, entry)
            placed[number] = kept
        self.settle()

    def settle(self) -> None:
        """Make stale what was accepted elsewhere, of equal sentences; give each its own name."""
        versions = [
            [entry for entry in version.entries if not entry.retired]
            for version in (self.ours, self.theirs)
        ]
        units = [[entry.unit for entry in version] for version in versions]
        places = [{id(entry): at for at, entry in enumerate(version)} for version in versions]
        seen = [
            [
                between(units[side], places[side][id(entry)])
                for side, entry in enumerate(self.origins[id(kept)])
                if entry is not None and id(entry) in places[side]
                if _given(entry.unit) == _given(kept.unit)
            ]
            for kept in self.live
        ]
        for place in list(elsewhere([entry.unit for entry in self.live], units, seen)):
            entry = self.live[place]
            self.live[place] = entry.given(replace(entry.unit, status=Status.STALE))
        every = (*self.live, *self.retired)
        names = named([entry.unit.id for entry in every])
        made = [entry.called(name) for entry, name in zip(every, names, strict=True)]
        self.live, self.retired = made[: len(self.live)], made[len(self.live) :]

    def put(self, entry: _PlacedUnit, after: _PlacedUnit | None = None) -> None:
        """Put an entry in its list, behind another if that is there."""
        place = self.retired if entry.retired else self.live
        at = next((n for n, each in enumerate(place) if each is after), None)
        place.insert(len(place) if at is None else at + 1, entry)

    def parts(self) -> Iterator[str]:
        """Yield the text of the file, part by part."""
        yield _texts(self.base.preamble, self.ours.preamble, self.theirs.preamble)
        writers = {"segments": self.segments, "record": self.record, "retired": self.gone}
        keys = list(dict.fromkeys((*self.ours.sections, *self.theirs.sections)))
        last = ""
        for key in (*keys, *(key for key in writers if key not in keys)):
            written = "".join(writers[key]()) if key in writers else self.section(key)
            if key not in self.ours.sections and last and not last.endswith("\n\n"):
                written = written and f"\n{written}"
            last = written or last
            yield written

    def section(self, key: str) -> str:
        """Return a section that holds neither segments nor records."""
        versions = (self.base, self.ours, self.theirs)
        return _texts(*(_whole(each.sections.get(key)) for each in versions))

    def segments(self) -> Iterator[str]:
        if self.live or "segments" in self.ours.sections:
            yield self.around("segments", "head") or "segments:\n"
            yield from (entry.lead + entry.body for entry in self.live)
            yield self.around("segments", "tail")

    def gone(self) -> Iterator[str]:
        if self.retired:
            yield self.around("retired", "head") or RETIRED
            yield from (entry.lead + entry.body for entry in self.retired)
            yield self.around("retired", "tail")

    def record(self) -> Iterator[str]:
        lines = {each.unit.id: each.record for each in reversed((*self.live, *self.retired))}
        kept = {each.unit.id: lines[each.unit.id] for each in (*self.live, *self.retired)}
        if any(kept.values()):
            yield self.around("record", "head") or RECORD
            yield from kept.values()
            yield self.around("record", "tail")

    def around(self, key: str, what: str) -> str:
        """Return the head or tail of a section that has entries."""
        versions = (self.base, self.ours, self.theirs)
        found = (each.sections.get(key) for each in versions)
        return _texts(*(str(getattr(each, what)) if each and each.chunks else "" for each in found))


def _whole(section: Section | None) -> str:
    if section is None:
        return ""
    return section.head + "".join(each.lead + each.body for each in section.chunks) + section.tail


def _texts(base: str, ours: str, theirs: str) -> str:
    """Merge what stands between the entries; of two changes theirs is kept as comments."""
    if theirs in (base, ours):
        return ours
    if ours in (base, ""):
        return theirs
    new = [line for line in theirs.split("\n") if line.strip() and line not in ours.split("\n")]
    return ours + "".join(f"{line if line.startswith('#') else f'# {line}'}\n" for line in new)


def _merged(
    base: _PlacedUnit | None, ours: _PlacedUnit, theirs: _PlacedUnit | None
) -> _PlacedUnit | None:
    """Return what becomes of a sentence of ours, `None` if it goes."""
    if theirs is None:
        return ours if base is None or _lost(base, ours) else None
    if base is not None and theirs.text == base.text:
        return ours
    if ours.text == theirs.text or (base is not None and ours.text == base.text):
        return theirs
    first, second = (theirs, ours) if not _by_person(base, ours) else (ours, theirs)
    if ours.source != theirs.source:
        return _moved_on(base, ours, theirs)
    unit = first.unit
    if _given(unit) != _given(second.unit) and _by_person(base, second):
        unit = _conflict(unit, ours, theirs)
    moved = first.retired if base is None or first.retired != base.retired else second.retired
    return replace(first.given(unit, _remarks(first, second)), retired=moved)


def _moved_on(base: _PlacedUnit | None, ours: _PlacedUnit, theirs: _PlacedUnit) -> _PlacedUnit:
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


def _by_person(base: _PlacedUnit | None, entry: _PlacedUnit) -> bool:
    """Whether a person changed what is given to the unit, and not a machine."""
    unit = entry.unit
    if base is None:
        return unit.touched
    old = base.unit
    if _given(unit) == _given(old):
        return False
    if (unit.note, unit.ignore) != (old.note, old.ignore):
        return True
    stale = unit.status is Status.STALE and unit.target == old.target
    drafted = unit.status in _MADE_BY_MACHINES and not unit.edited
    renewed = old.status in _MADE_BY_MACHINES or entry.source != base.source
    return not (stale or (drafted and renewed))


def _lost(base: _PlacedUnit, entry: _PlacedUnit) -> bool:
    """Whether taking the sentence out would lose what a person did since."""
    return _by_person(base, entry) or bool(_remarks(base, entry))


def _conflict(unit: Unit, ours: _PlacedUnit, theirs: _PlacedUnit) -> Unit:
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


def _note(first: _PlacedUnit, second: _PlacedUnit) -> str:
    """Return both notes whole; one alone where it holds the other's lines in a row."""
    one, other = first.unit.note, second.unit.note
    if f"\n{other}\n" in f"\n{one}\n" or not other:
        return one
    return other if f"\n{one}\n" in f"\n{other}\n" or not one else f"{one}\n{other}"


def _remarks(kept: _PlacedUnit, other: _PlacedUnit) -> list[str]:
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
