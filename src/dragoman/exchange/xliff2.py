"""XLIFF 2.1, for newer translation tools."""

from __future__ import annotations

from lxml import etree

from dragoman.errors import ExchangeError
from dragoman.exchange.codes import Code, Part, alike, codes_of, join, lost, parts
from dragoman.exchange.markup import find, name_of, parse, text_of
from dragoman.exchange.sheet import Returned, ReturnedLine, Sheet, SheetLine, status_of
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
_PREFIX = "dragoman:"


def write(sheet: Sheet) -> bytes:
    """Return the document."""
    root = _add(None, "xliff")
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


def _add(parent: etree._Element | None, name: str) -> etree._Element:
    tag = f"{{{NAMESPACE}}}{name}"
    if parent is None:
        return etree.fromstring(f'<{name} xmlns="{NAMESPACE}"/>')
    return etree.SubElement(parent, tag)


def _unit(file: etree._Element, line: SheetLine) -> None:
    unit = _add(file, "unit")
    unit.set("id", f"u{line.id}")
    unit.set("name", line.id)
    cut = parts(line.source, line.syntax)
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
    if codes := codes_of(cut):
        originals = _add(unit, "originalData")
        for code in codes:
            data = _add(originals, "data")
            data.set("id", f"d{code.id}")
            data.text = code.text
    segment = _add(unit, "segment")
    segment.set("state", STATES[line.status])
    segment.set("subState", f"{_PREFIX}{line.status.value}")
    _fill(_add(segment, "source"), cut)
    if line.target or line.status is not Status.NEW:
        _fill(_add(segment, "target"), alike(line.target, codes))


def _fill(element: etree._Element, found: list[Part]) -> None:
    last: etree._Element | None = None
    for part in found:
        if isinstance(part, Code):
            last = _add(element, "ph")
            last.set("id", part.id)
            last.set("dataRef", f"d{part.id}")
            last.set("disp", part.text)
        elif last is None:
            element.text = (element.text or "") + part
        else:
            last.tail = (last.tail or "") + part


def read(data: bytes, path: str) -> Returned:
    """Return what stands in a document. Raises ExchangeError."""
    root = parse(data, path)
    files = list(root.iter(f"{{{NAMESPACE}}}file"))
    if len(files) != 1:
        raise ExchangeError(
            "this is not an XLIFF 2 document of `dragoman exchange export`",
            path=path,
            advice="Send back the file that you were given, one article a file.",
        )
    (file,) = files
    lines = tuple(_line(unit) for unit in file.iter(f"{{{NAMESPACE}}}unit"))
    return Returned(file.get("original", ""), root.get("trgLang", ""), lines)


def _line(unit: etree._Element) -> ReturnedLine:
    originals = {data.get("id", ""): text_of(data) for data in unit.iter(f"{{{NAMESPACE}}}data")}
    segments = list(unit.iter(f"{{{NAMESPACE}}}segment"))
    wanted: list[Part] = []
    found: list[Part] = []
    for segment in segments:
        wanted += _read(find(segment, NAMESPACE, "source"), originals)
        found += _read(find(segment, NAMESPACE, "target"), originals)
    notes = {
        note.get("category", "reviewer"): text_of(note)
        for note in reversed(list(unit.iter(f"{{{NAMESPACE}}}note")))
    }
    text = join(found)
    wrong = lost(codes_of(wanted), codes_of(found)) if text else ""
    return ReturnedLine(
        id=unit.get("name") or unit.get("id", "").removeprefix("u"),
        source=join(wanted),
        target=text.strip(),
        status=_status(segments),
        note=notes.get("reviewer", ""),
        seen=notes.get("seen", ""),
        place=f"line {unit.sourceline}",
        problem=f"tags do not fit the source ({wrong})" if wrong else "",
    )


def _status(segments: list[etree._Element]) -> Status | None:
    """Return the status: the one that went out while the state is still that of it."""
    if not segments:
        return None
    state = segments[0].get("state", "initial")
    before = status_of(segments[0].get("subState", "").removeprefix(_PREFIX))
    if before is not None and STATES[before] == state:
        return before
    return _MEANT.get(state, Status.DRAFT)


def _read(element: etree._Element | None, originals: dict[str, str]) -> list[Part]:
    if element is None:
        return []
    found: list[Part] = [element.text or ""]
    for child in element:
        name = name_of(child)
        if name in ("mrk", "pc"):
            found += _read(child, originals)
        elif name == "ph":
            reference = child.get("dataRef", "")
            shown = originals.get(reference, child.get("disp", ""))
            found.append(Code(child.get("id", ""), shown))
        found.append(child.tail or "")
    return [part for part in found if part != ""]
