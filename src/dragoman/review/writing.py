"""Write a catalog over the review file it was read from.

Segments, records and comments that did not change keep their bytes. Within a segment that did
change, only the keys that changed are written anew.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import yaml

from dragoman.errors import ReviewError
from dragoman.files import Contents
from dragoman.handyaml.patch import unsheathed
from dragoman.handyaml.scalars import plain
from dragoman.model import Catalog, Record, Unit
from dragoman.review.entry import Entry, new_entry
from dragoman.review.guarding import reads_back
from dragoman.review.kind import HEADER, RECORD, RETIRED
from dragoman.review.layout import Chunk, Section
from dragoman.review.over import lead_of, over, remarks_in, shifted
from dragoman.review.parts import ReviewParts, cut
from dragoman.review.reading import File, opened
from dragoman.review.record import lines as record_lines


def serialize(catalog: Catalog, base: str | None, path: str = "") -> str:
    """Return the text of the catalog's review file, as `written` does."""
    file = None if base is None else Contents.of(base.encode())
    return written(catalog, file, path).data.decode()


def written(
    catalog: Catalog, base: Contents | None, path: str = "", parts: ReviewParts | None = None
) -> Contents:
    """Return the catalog's review file.

    `base` is the file the catalog was read from, or `None` for a new one, and `parts` is that in
    parts, if it was cut before; the units' `entry` says which of its segments each one is. A
    segment of `base` that no unit refers to is left out. Raises `ReviewError` if `base` is no
    review file, or if the new file would not read back as the catalog: then nothing must be
    written.
    """
    if base is None:
        made = _encoded(_fresh(catalog))
    else:
        parts = parts or cut(base.data, path)
        texts = None if parts is None else over(parts, catalog, path)
        if parts is not None and texts is not None:
            made = _encoded(texts if parts.simple else (parts.sheath.close("".join(texts)),))
        else:
            text, sheath = unsheathed(base.data.decode())
            made = _encoded((sheath.close(_over(catalog, text, path)),))
    if reads_back(made, catalog, path):
        return made
    raise ReviewError(
        "this file cannot be brought up to date without risk to what is written in it",
        path=path,
        advice="Please report this with the file. The file was left as it is.",
    )


def _encoded(texts: Iterable[str]) -> Contents:
    return Contents(text.encode() for text in texts)


def _fresh(catalog: Catalog) -> Iterator[str]:
    yield (
        f"{HEADER}article: {plain(catalog.article)}\n"
        f"source: {plain(catalog.source)}\ntarget: {plain(catalog.target)}\n"
    )
    file = _ReadFile({}, {}, {})
    for write in _SECTIONS.values():
        yield from write(file, catalog)


@dataclass(frozen=True, slots=True)
class _ReadFile:
    """What a review file holds, by section, segment and record."""

    sections: Mapping[str, Section]
    entries: Mapping[int, Entry]
    records: Mapping[str, tuple[Record, Chunk]]
    """For each id the record and where it stands."""


def _over(catalog: Catalog, text: str, path: str) -> str:
    """Write over a text of which every line is ended."""
    read = opened(text, path)
    file = _read(text, read)
    parts = [read.preamble]
    for section in read.sections:
        if section.key == "article":
            parts.append(_article(section, catalog.article))
        elif section.key in _SECTIONS:
            parts.extend(_SECTIONS[section.key](file, catalog))
        else:
            parts.extend((section.head, *(c.lead + c.body for c in section.chunks), section.tail))
    for key, write in _SECTIONS.items():
        if key not in file.sections:
            if not "".join(parts[-3:]).endswith("\n"):
                parts.append("\n")
            parts.extend(write(file, catalog))
    written = "".join(parts)
    if "retired" in file.sections and not catalog.retired:
        # The blank line that set the section off goes with it.
        written = written.rstrip("\n") + "\n"
    return written


def _read(text: str, read: File) -> _ReadFile:
    known = {section.key: section for section in read.sections}
    nodes = [
        (chunk, node)
        for key in ("segments", "retired")
        if key in known
        for chunk, node in zip(known[key].chunks, known[key].node.value, strict=False)
    ]
    units = (*read.catalog.units, *read.catalog.retired)
    entries = {
        number: Entry(text, chunk, node, unit)
        for number, ((chunk, node), unit) in enumerate(zip(nodes, units, strict=True))
    }
    section = known.get("record")
    pairs = zip(read.records.items(), section.chunks if section else (), strict=False)
    return _ReadFile(known, entries, {key: (record, chunk) for (key, record), chunk in pairs})


def _article(section: Section, article: str) -> str:
    """The line that names the article, which may have another name now."""
    node = section.node
    if not article or (isinstance(node, yaml.ScalarNode) and node.value == article):
        return section.head
    remarks = "".join(remarks_in(section.head))
    blank = section.head[len(section.head.rstrip("\n")) + 1 :]
    return f"article: {plain(article)}\n{remarks}{blank}"


def _segments(file: _ReadFile, catalog: Catalog) -> Iterator[str]:
    pairs = zip(catalog.units, catalog.labels, strict=True)
    yield from _list(file, "segments", "segments:\n", tuple(pairs))
    if "segments" not in file.sections:
        yield "\n"


def _retired(file: _ReadFile, catalog: Catalog) -> Iterator[str]:
    if catalog.retired:
        gap = "" if "retired" in file.sections else "\n"
        yield from _list(
            file, "retired", gap + RETIRED, tuple((unit, "") for unit in catalog.retired)
        )
    elif "retired" in file.sections:
        section = file.sections["retired"]
        yield from remarks_in(section.head)
        yield section.tail


def _list(
    file: _ReadFile, key: str, head: str, units: tuple[tuple[Unit, str], ...]
) -> Iterator[str]:
    section = file.sections.get(key)
    if section is not None and not section.chunks and not units:
        yield section.head
        return
    if section is None or not section.chunks:
        yield head
        if section is not None:
            yield from remarks_in(section.head)
        column = 0
    else:
        yield section.head
        column = section.chunks[0].column
    for unit, label in units:
        yield _listed(file, unit, label, column)
    if section is not None:
        yield section.tail if section.chunks else "\n"


def _listed(file: _ReadFile, unit: Unit, label: str, column: int) -> str:
    if unit.entry is None:
        return lead_of("\n", label) + shifted(new_entry(unit), column)
    entry = file.entries[unit.entry]
    body = shifted(entry.rewritten(unit), column - entry.chunk.column)
    return lead_of(entry.chunk.lead, label) + body


def _record(file: _ReadFile, catalog: Catalog) -> Iterator[str]:
    wanted: dict[str, Record] = {}
    for unit in (*catalog.units, *catalog.retired):
        if unit.record is not None:
            wanted.setdefault(unit.id, unit.record)
    section = file.sections.get("record")
    dropped = [chunk for key, (_, chunk) in file.records.items() if key not in wanted]
    remarks = [line for chunk in dropped for line in remarks_in(chunk.lead + chunk.body)]
    kept = section is not None and bool(section.chunks)
    if section and not (kept and wanted):
        remarks = [*remarks_in(section.head), *remarks]
    if wanted:
        yield section.head if section and kept else RECORD
        indent = " " * section.chunks[0].column if section and kept else "  "
        for key, record in wanted.items():
            yield _recorded(file, key, record, indent)
    yield from remarks
    if section:
        yield section.tail


def _recorded(file: _ReadFile, key: str, record: Record, indent: str) -> str:
    """The lines of a record, with a person's comments above and in it."""
    if key not in file.records:
        return record_lines(key, record, indent)
    known, chunk = file.records[key]
    if known == record:
        return chunk.lead + chunk.body
    remarks = "".join(f"{indent}  {line}" for line in remarks_in(chunk.body))
    return chunk.lead + record_lines(key, record, indent) + remarks


_SECTIONS = {"segments": _segments, "record": _record, "retired": _retired}
"""The sections that Dragoman writes, in the order in which a new file has them."""
