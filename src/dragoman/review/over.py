"""Write a catalog over a review file in parts.

No part is parsed but those of segments that changed: a file of 100,000 segments does not fit into
memory as a tree.
"""

from __future__ import annotations

from collections.abc import Iterator

from dragoman.handyaml.patch import comments
from dragoman.model import Catalog, Origin, Record, Unit
from dragoman.review import canonical
from dragoman.review.entry import Entry, new_entry
from dragoman.review.kind import KEYS, RECORD, RETIRED
from dragoman.review.parts import LEAD, ReviewParts
from dragoman.review.pieces import SEGMENTS
from dragoman.review.reading import LABEL, opened
from dragoman.review.record import lines as record_lines

_OURS = frozenset(f"#{head.partition('#')[2].rstrip()}" for head in (RECORD, RETIRED))


def over(parts: ReviewParts, catalog: Catalog, path: str) -> Iterator[str] | None:
    """Yield what the file holds that has the catalog's units; `None` where the whole must be read.

    That is where a section comes or goes, or where a person's comments stand at its ends.
    """
    old, pieces = parts.catalog, parts.parts
    if catalog.article not in ("", old.article) or not (old.units and parts.records):
        return None
    if not catalog.units or all(unit.record is None for unit in catalog.units):
        return None
    live, first = len(old.units), len(old.units) + 3
    last = first + len(parts.records)
    ends = [1, live + 1, first, last]
    has_retired = len(pieces) > last + 1
    if has_retired:
        if not (old.retired and catalog.retired):
            return None
        ends += [last + 2, len(pieces) - 1]
    if any("#" in _remarks_above(pieces[number]) for number in ends):
        return None
    return _over(_OverWriter(parts, path), catalog, has_retired=has_retired)


def _remarks_above(text: str) -> str:
    """Return the comments at the beginning of a part that are a person's."""
    lead = LEAD.match(text)
    above = lead[0] if lead else ""
    return LABEL.sub("", above) if above.startswith("\n") else above


def _over(writer: _OverWriter, catalog: Catalog, *, has_retired: bool) -> Iterator[str]:
    parts, pieces = writer.parts, writer.parts.parts
    live, kept = len(parts.catalog.units), len(parts.records)
    yield pieces[0]
    for unit, label in zip(catalog.units, catalog.labels, strict=True):
        yield writer.listed(unit, label)
    yield pieces[live + 1]
    yield pieces[live + 2]
    yield from writer.records(catalog)
    yield pieces[live + 3 + kept]
    if catalog.retired:
        yield pieces[live + 4 + kept] if has_retired else f"\n{RETIRED}"
        for unit in catalog.retired:
            yield writer.listed(unit, "")
        if has_retired:
            yield pieces[len(pieces) - 1]


class _OverWriter:
    """Writes single entries over those of a file."""

    def __init__(self, parts: ReviewParts, path: str) -> None:
        self.parts = parts
        self.path = path
        self.units = (*parts.catalog.units, *parts.catalog.retired)

    def listed(self, unit: Unit, label: str) -> str:
        """Return an entry with the comments above it."""
        if unit.entry is None:
            return lead_of("\n", label) + new_entry(unit)
        text = self.parts.parts[self.parts.numbers[unit.entry]]
        lead = LEAD.match(text)
        at = lead.end() if lead else 0
        return lead_of(text[:at], label) + self.body(unit, text[at:])

    def body(self, unit: Unit, text: str) -> str:
        """Return an entry's lines with what changed written anew."""
        before = None if unit.entry is None else self.units[unit.entry]
        if before is unit or all(getattr(before, key) == getattr(unit, key) for key in KEYS):
            return text
        if canonical.unit(text) is not None:
            return new_entry(unit)
        alone = f"{SEGMENTS}{text}"
        file = opened(alone, self.path)
        (section,) = file.sections
        return Entry(
            alone, section.chunks[0], section.node.value[0], file.catalog.units[0]
        ).rewritten(unit)

    def records(self, catalog: Catalog) -> Iterator[str]:
        """Yield the records of the catalog's units, and comments of those that go."""
        wanted: dict[str, Record] = {}
        for unit in (*catalog.units, *catalog.retired):
            if unit.record is not None:
                wanted.setdefault(unit.id, unit.record)
        known = {unit.id: unit.record for unit in self.units if unit.record is not None}
        for key, record in wanted.items():
            if key in self.parts.records:
                yield self.recorded(key, record, known[key])
            else:
                yield record_lines(key, record, "  ")
        for key, number in self.parts.records.items():
            if key not in wanted:
                yield from remarks_in(self.parts.parts[number])

    def recorded(self, key: str, record: Record, known: Record) -> str:
        """Return the lines of a record, with a person's comments above and in it."""
        text = self.parts.parts[self.parts.records[key]]
        if known.origin is Origin.UNKNOWN:
            known = opened(f"record:\n{text}", self.path).records[key]  # as it was written
        if known == record:
            return text
        lead = LEAD.match(text)
        at = lead.end() if lead else 0
        lines = record_lines(key, record, "  ")
        if canonical.entry_of_record(text[at:]) is not None:
            return text[:at] + lines  # Nobody wrote anything into it.
        return text[:at] + lines + "".join(f"    {line}" for line in remarks_in(text[at:]))


def lead_of(lead: str, label: str) -> str:
    """The blank lines and comments above a segment, with the label that it should have."""
    if LABEL.findall(lead) == ([label] if label else []):
        return lead
    bare = LABEL.sub("", lead)
    if not label:
        return bare
    text = bare.lstrip("\r\n")
    return f"{bare[: len(bare) - len(text)] or chr(10)}# {label}\n{text}"


def shifted(body: str, by: int) -> str:
    """The entry moved right, or left for a negative number, by so many columns."""
    if by == 0:
        return body
    lines = body.split("\n")
    if by > 0:
        return "\n".join(" " * by + line if line.strip() else line for line in lines)
    return "\n".join(line[min(-by, len(line) - len(line.lstrip(" "))) :] for line in lines)


def remarks_in(fragment: str) -> list[str]:
    """A person's comments in a piece of the file, each a line at the margin."""
    return [f"{line}\n" for line in comments(fragment) if line not in _OURS]
