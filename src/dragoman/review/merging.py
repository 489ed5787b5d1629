"""Merge two versions of a review file that began as one, sentence by sentence.

A sentence that one of the two changed is taken from it as it stands, comments and all. Only one
that people changed in both, and differently, is a conflict: it becomes `needs-work`, and its note
holds both versions. Nothing that a person wrote in either is lost.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace

from dragoman.errors import ReviewError
from dragoman.handyaml.patch import Sheath, unsheathed
from dragoman.model import Status, Unit
from dragoman.review.kind import MERGED, RECORD, RETIRED
from dragoman.review.layout import Section
from dragoman.review.reading import parse
from dragoman.review.sentences import aside, given_to, loses, merged
from dragoman.review.twins import between, elsewhere, named
from dragoman.review.versions import CutFile, PlacedUnit, aligned, apart


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
    mine = CutFile.read(text, f"{path} (ours)")
    yours = CutFile.read(unsheathed(theirs)[0], f"{path} (theirs)", mine.column)
    old = CutFile({}, "", ())
    # Without its beginning, what differs is told as a conflict: nothing is lost.
    with suppress(ReviewError):
        if base is not None and base.strip():
            old = CutFile.read(unsheathed(base)[0], path, mine.column)
    return _result(_Merging(old, mine, yours), sheath, path)


def append(ours: str, theirs: str, path: str) -> str:
    """Return the review file that holds the sentences of both, of which none is another's twin.

    Raises `ReviewError` as `merge` does.
    """
    text, sheath = unsheathed(ours)
    mine = CutFile.read(text, path)
    yours = CutFile.read(unsheathed(theirs)[0], path, mine.column)
    return _result(_Merging(CutFile({}, "", ()), mine, yours, align=apart), sheath, path).text


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
    return unit.id, unit.source, given_to(unit)


@dataclass(slots=True)
class _Merging:
    """Decides on every sentence, and puts the file together."""

    base: CutFile
    ours: CutFile
    theirs: CutFile
    align: Callable[[Sequence[PlacedUnit], Sequence[PlacedUnit]], Mapping[int, int]] = aligned
    live: list[PlacedUnit] = field(default_factory=list)
    retired: list[PlacedUnit] = field(default_factory=list)
    origins: dict[int, tuple[PlacedUnit | None, PlacedUnit | None]] = field(default_factory=dict)
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
        placed: dict[int, PlacedUnit] = {}
        for number, entry in enumerate(ours):
            old, other = old_of_ours.get(number), others.get(number)
            kept = merged(
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
            if number in taken:
                continue
            # What ours took out of the article, and a person changed in theirs, is kept aside.
            kept = entry if old is None else aside(entry)
            if kept is None and old is not None and loses(base[old], entry):
                kept = replace(entry, retired=True)
            if kept is None:
                continue
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
                if given_to(entry.unit) == given_to(kept.unit)
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

    def put(self, entry: PlacedUnit, after: PlacedUnit | None = None) -> None:
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
