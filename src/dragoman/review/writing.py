"""Write a catalog over the review file it was read from.

Segments, records and comments that did not change keep their bytes. Within a segment that did
change, only the keys that changed are written anew.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace

import yaml

from dragoman.errors import ReviewError
from dragoman.handyaml.patch import comments, unsheathed
from dragoman.handyaml.scalars import plain
from dragoman.model import Catalog, Record, Unit
from dragoman.review.entry import Entry, new_entry
from dragoman.review.layout import Chunk, Section
from dragoman.review.reading import LABEL, File, opened, parse
from dragoman.review.record import lines as record_lines
from dragoman.review.record import traced

HEADER = "# Edit `target`, then set `status: approved` (or `needs-work`, and say why in `note`).\n"
RECORD = "record:     # kept by dragoman\n"
RETIRED = "retired:     # no longer in the article\n"
_OURS = frozenset(f"#{head.partition('#')[2].rstrip()}" for head in (RECORD, RETIRED))


def serialize(catalog: Catalog, base: str | None, path: str = "") -> str:
    """Return the text of the catalog's review file.

    `base` is the text the catalog was read from, or `None` for a new file; the units' `entry`
    says which of its segments each one is. A segment of `base` that no unit refers to is left
    out. Raises `ReviewError` if `base` is no review file, or if the text would not read back as
    the catalog: then nothing must be written.
    """
    if base is None:
        return _checked(_fresh(catalog), catalog, path)
    text, sheath = unsheathed(base)
    return _checked(sheath.close(_over(catalog, text, path)), catalog, path)


def _checked(text: str, catalog: Catalog, path: str) -> str:
    """Return the text if it reads back as the catalog: the last guard of people's words."""
    # What the parser says would be of a text that nobody has seen.
    with suppress(ReviewError):
        if _essence(parse(text, path)) == _essence(catalog):
            return text
    raise ReviewError(
        "this file cannot be brought up to date without risk to what is written in it",
        path=path,
        advice="Please report this with the file. The file was left as it is.",
    )


def _essence(catalog: Catalog) -> object:
    """What must survive writing and reading."""

    def essence(unit: Unit) -> object:
        findings = tuple((finding.check, finding.message) for finding in unit.findings)
        known = traced(unit.record, unit.target)
        bare = replace(unit, record=known, findings=(), entry=None, line=None, remarks=False)
        return bare, findings

    retired = [essence(replace(unit, record=None)) for unit in catalog.retired]
    return [essence(unit) for unit in catalog.units], retired, catalog.labels


def _fresh(catalog: Catalog) -> str:
    head = (
        f"{HEADER}article: {plain(catalog.article)}\n"
        f"source: {plain(catalog.source)}\ntarget: {plain(catalog.target)}\n"
    )
    file = _ReadFile({}, {}, {})
    return head + "".join(text for write in _SECTIONS.values() for text in write(file, catalog))


@dataclass(frozen=True, slots=True)
class _ReadFile:
    """What a review file holds, by section, segment and record."""

    sections: Mapping[str, Section]
    entries: Mapping[int, Entry]
    records: Mapping[str, tuple[Record, Chunk]]
    """For each id the record and where it stands."""


def _over(catalog: Catalog, text: str, path: str) -> str:
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
    remarks = "".join(_remarks(section.head))
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
        yield from _remarks(section.head)
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
            yield from _remarks(section.head)
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
        return _lead("\n", label) + shifted(new_entry(unit), column)
    entry = file.entries[unit.entry]
    body = shifted(entry.rewritten(unit), column - entry.chunk.column)
    return _lead(entry.chunk.lead, label) + (body if body.endswith("\n") else f"{body}\n")


def _lead(lead: str, label: str) -> str:
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


def _record(file: _ReadFile, catalog: Catalog) -> Iterator[str]:
    wanted: dict[str, Record] = {}
    for unit in (*catalog.units, *catalog.retired):
        if unit.record is not None:
            wanted.setdefault(unit.id, unit.record)
    section = file.sections.get("record")
    dropped = [chunk for key, (_, chunk) in file.records.items() if key not in wanted]
    remarks = [line for chunk in dropped for line in _remarks(chunk.lead + chunk.body)]
    kept = section is not None and bool(section.chunks)
    if section and not (kept and wanted):
        remarks = [*_remarks(section.head), *remarks]
    if wanted:
        yield section.head if section and kept else RECORD
        indent = " " * section.chunks[0].column if section and kept else "  "
        written = [_recorded(file, key, record, indent) for key, record in wanted.items()]
        # The last line of a file may have no end; where something follows, it needs one.
        yield from (each if each.endswith("\n") else f"{each}\n" for each in written[:-1])
        yield written[-1] if written[-1].endswith("\n") or not remarks else f"{written[-1]}\n"
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
    remarks = "".join(f"{indent}  {line}" for line in _remarks(chunk.body))
    return chunk.lead + record_lines(key, record, indent) + remarks


def _remarks(fragment: str) -> list[str]:
    """A person's comments in a piece of the file, each a line at the margin."""
    return [f"{line}\n" for line in comments(fragment) if line not in _OURS]


_SECTIONS = {"segments": _segments, "record": _record, "retired": _retired}
"""The sections that Dragoman writes, in the order in which a new file has them."""
