"""XLIFF 2.1, for newer translation tools."""

from __future__ import annotations

from dataclasses import replace

from lxml import etree

from dragoman.exchange.codes import Code, Part, alike, codes_of, parts
from dragoman.exchange.markup import find, name_of, text_of
from dragoman.exchange.sheet import (
    SETTLED,
    WAITING,
    Returned,
    ReturnedLine,
    Sheet,
    SheetLine,
    holdable,
    status_of,
)
from dragoman.exchange.tags import came_back, files_of, read_parts, write_parts
from dragoman.exchange.xliff2_modules import (
    MARK,
    NAMESPACES,
    write_matches,
    write_originals,
    write_terms,
)
from dragoman.model import Status

NAMESPACE = "urn:oasis:names:tc:xliff:document:2.0"
XML = "http://www.w3.org/XML/1998/namespace"

STATES = {
    Status.NEW: "initial",
    Status.DRAFT: "translated",
    Status.NEEDS_WORK: "translated",
    Status.STALE: "translated",
    Status.REVIEWED: "reviewed",
    Status.APPROVED: "final",
    Status.OMIT: "final",
}
_MEANT = {
    "initial": Status.NEW,
    "translated": Status.DRAFT,
    "reviewed": Status.REVIEWED,
    "final": Status.APPROVED,
}
_LIFE = ("initial", "translated", "reviewed", "final")
"""The states, from the beginning on."""

_PREFIX = "dragoman:"
_OURS = frozenset(("seen", "was", "check", "glossary", "suggestion"))
"""The categories of notes that are not people's."""


def write(sheet: Sheet) -> bytes:
    """Return the document."""
    modules = "".join(f' xmlns:{prefix}="{name}"' for prefix, name in NAMESPACES.items())
    root = etree.fromstring(f'<xliff xmlns="{NAMESPACE}"{modules}/>')
    root.set("version", "2.1")
    root.set("srcLang", sheet.source)
    root.set("trgLang", sheet.target)
    file = _add(root, "file")
    file.set("id", "f1")
    file.set("original", sheet.article)
    file.set(f"{{{XML}}}space", "preserve")
    for line in sheet.lines:
        _unit(file, line)
    return etree.tostring(root, encoding="utf-8", xml_declaration=True)


def _add(parent: etree._Element, name: str) -> etree._Element:
    return etree.SubElement(parent, f"{{{NAMESPACE}}}{name}")


def _unit(file: etree._Element, line: SheetLine) -> None:
    unit = _add(file, "unit")
    unit.set("id", f"u{line.id}")
    unit.set("name", line.id)
    cut = parts(line.source, line.syntax)
    codes = codes_of(cut)
    write_matches(unit, NAMESPACE, line, codes, _fill)
    write_terms(unit, line)
    notes = [("seen", line.seen), ("reviewer", line.note), ("was", line.was)]
    notes += [("check", finding) for finding in line.findings]
    notes += [("glossary", f"{term} = {' / '.join(forms)}") for term, forms in line.terms]
    notes += [("suggestion", line.suggestion)]
    holder = _add(unit, "notes")
    for category, text in notes:
        if text:
            note = _add(holder, "note")
            note.set("category", category)
            note.text = text
    write_originals(unit, NAMESPACE, codes)
    segment = _add(unit, "segment")
    segment.set("state", STATES[line.status])
    segment.set("subState", f"{_PREFIX}{line.status.value}")
    source = _add(segment, "source")
    if line.matches:
        source = _add(source, "mrk")
        source.set("id", MARK)
        source.set("type", "mtc:match")
    _fill(source, cut)
    if line.target or line.status is not Status.NEW:
        _fill(_add(segment, "target"), alike(line.target, codes))


def _fill(element: etree._Element, found: list[Part]) -> None:
    write_parts(element, found, _tag)


def _tag(parent: etree._Element, code: Code) -> etree._Element:
    element = _add(parent, "ph")
    element.set("id", code.id)
    element.set("dataRef", f"d{code.id}")
    element.set("disp", code.text)
    return element


def read(data: bytes, path: str) -> tuple[Returned, ...]:
    """Return what stands in a document, for each article. Raises ExchangeError."""
    files = files_of(data, path, NAMESPACE, "unit", "trgLang")
    return tuple(
        Returned(article, locale, tuple(map(_line, units)))
        for (article, locale), units in files.items()
    )


def _line(unit: etree._Element) -> ReturnedLine:
    held = find(unit, NAMESPACE, "originalData")
    originals = {} if held is None else {data.get("id", ""): text_of(data) for data in held}
    names = (f"{{{NAMESPACE}}}segment", f"{{{NAMESPACE}}}ignorable")
    pieces = list(unit.iterchildren(*names))
    segments = [piece for piece in pieces if name_of(piece) == "segment"]
    targets = [(piece, find(piece, NAMESPACE, "target")) for piece in pieces]
    before = status_of(segments[0].get("subState", "").removeprefix(_PREFIX)) if segments else None
    notes = list(unit.iter(f"{{{NAMESPACE}}}note"))
    line = came_back(
        unit,
        unit.get("name") or unit.get("id", "").removeprefix("u"),
        [part for piece in pieces for part in _read(find(piece, NAMESPACE, "source"), originals)],
        _targets(targets, originals),
        status=_status(segments, before),
        notes=[text_of(note) for note in notes if note.get("category") not in _OURS],
        seen=next((text_of(note) for note in notes if note.get("category") == "seen"), ""),
        empty=before is Status.NEW
        or any(target is not None for piece, target in targets if piece in segments),
        begun=before not in (None, Status.NEW) or _state(segments) != "initial",
    )
    # Tools leave the status beside a new text: there is but one state for it and for a draft.
    is_new = line.status in WAITING and not line.stands
    return replace(line, status=None) if is_new else line


def _targets(
    targets: list[tuple[etree._Element, etree._Element | None]], originals: dict[str, str]
) -> list[Part]:
    """Return what stands in the targets of a unit that a tool may have cut into segments.

    What lies between two segments is that of the source where the target has none.
    """
    if all(target is None for _, target in targets):
        return []
    ordered: list[tuple[int, list[Part]]] = []
    for place, (piece, target) in enumerate(targets, 1):
        between = target is None and name_of(piece) == "ignorable"
        read = find(piece, NAMESPACE, "source") if between else target
        order = target.get("order", "") if target is not None else ""
        ordered.append((int(order) if order.isdecimal() else place, _read(read, originals)))
    return [part for _, parts in sorted(ordered, key=lambda one: one[0]) for part in parts]


def _status(segments: list[etree._Element], before: Status | None) -> Status | None:
    """Return the status: the one that went out while the state is still that of it."""
    state = _state(segments)
    if not state:
        return None
    if before is not None and STATES[before] == state:
        return before
    if before in SETTLED and state == "translated":
        return None  # a tool says so of all that it was shown
    return _MEANT.get(state, Status.DRAFT)


def _state(segments: list[etree._Element]) -> str:
    """Return the state of the segment that is least done; nothing where there is none."""
    states = {segment.get("state", "initial") for segment in segments}
    return min(states, key=lambda state: _LIFE.index(state) if state in _LIFE else 1, default="")


def _read(element: etree._Element | None, originals: dict[str, str]) -> list[Part]:
    def part(name: str, child: etree._Element) -> Part | None:
        if name == "cp":
            return _character(child.get("hex", ""))
        if name != "ph":
            return None
        shown = originals.get(child.get("dataRef", ""), child.get("disp", ""))
        return Code(child.get("id", ""), shown)

    return read_parts(element, ("mrk", "pc"), part)


def _character(number: str) -> str:
    """Return what stands for a character that XML cannot hold."""
    try:
        return holdable(chr(int(number, 16)))
    except (ValueError, OverflowError):
        return "\ufffd"
