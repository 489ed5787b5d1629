"""XLIFF 1.2, which nearly every translation tool reads."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from dragoman.errors import ExchangeError
from dragoman.exchange.codes import Code, Part, alike, codes_of, join, lost, parts
from dragoman.exchange.markup import find, name_of, parse, text_of
from dragoman.exchange.sheet import Returned, ReturnedLine, Sheet, SheetLine, status_of
from dragoman.model import Status

NAMESPACE = "urn:oasis:names:tc:xliff:document:1.2"
OURS = "urn:dragoman:exchange"
"""The namespace of attributes in files that earlier versions sent out."""

_PURPOSE = "x-dragoman"
"""What the context is for in which we keep how a unit went out."""

XML = "http://www.w3.org/XML/1998/namespace"

STATES = {
    Status.NEW: "new",
    Status.DRAFT: "needs-review-translation",
    Status.NEEDS_WORK: "needs-translation",
    Status.STALE: "needs-adaptation",
    Status.REVIEWED: "signed-off",
    Status.APPROVED: "final",
    Status.OMIT: "x-omit",
}
"""What the target of a unit says of its status."""

_MEANT = {state: status for status, state in STATES.items()} | {
    "translated": Status.DRAFT,
    "needs-review-adaptation": Status.DRAFT,
    "needs-review-l10n": Status.DRAFT,
    "needs-l10n": Status.NEEDS_WORK,
}


def write(sheet: Sheet) -> bytes:
    """Return the document."""
    root = etree.fromstring(f'<xliff xmlns="{NAMESPACE}"/>')
    root.set("version", "1.2")
    file = etree.SubElement(root, f"{{{NAMESPACE}}}file")
    file.set("original", sheet.article)
    file.set("source-language", sheet.source)
    file.set("target-language", sheet.target)
    file.set("datatype", "plaintext")
    body = etree.SubElement(file, f"{{{NAMESPACE}}}body")
    for line in sheet.lines:
        _unit(body, line, sheet)
    return etree.tostring(root, encoding="utf-8", xml_declaration=True, pretty_print=False)


def _unit(body: etree._Element, line: SheetLine, sheet: Sheet) -> None:
    unit = etree.SubElement(body, f"{{{NAMESPACE}}}trans-unit")
    unit.set("id", line.id)
    unit.set(f"{{{XML}}}space", "preserve")
    unit.set("approved", "yes" if line.status is Status.APPROVED else "no")
    cut = parts(line.source, line.syntax)
    _fill(etree.SubElement(unit, f"{{{NAMESPACE}}}source"), cut)
    target = etree.SubElement(unit, f"{{{NAMESPACE}}}target")
    target.set("state", STATES[line.status])
    target.set(f"{{{XML}}}lang", sheet.target)
    _fill(target, alike(line.target, codes_of(cut)))
    # Attributes of our own would be against the strict schema.
    group = etree.SubElement(unit, f"{{{NAMESPACE}}}context-group")
    group.set("purpose", _PURPOSE)
    for kind, value in (("seen", line.seen), ("status", line.status.value)):
        context = etree.SubElement(group, f"{{{NAMESPACE}}}context")
        context.set("context-type", f"{_PURPOSE}-{kind}")
        context.text = value
    for text, author in _notes(line):
        note = etree.SubElement(unit, f"{{{NAMESPACE}}}note")
        note.set("from", author)
        note.text = text
    for text, origin in ((line.suggestion, "suggestion"),):
        if text:
            _alternative(unit, text, origin, cut)
    if line.was:
        _previous(unit, line)


def _notes(line: SheetLine) -> Iterator[tuple[str, str]]:
    if line.note:
        yield line.note, "reviewer"
    for finding in line.findings:
        yield finding, "checks"
    for term, forms in line.terms:
        yield f"{term} = {' / '.join(forms)}", "glossary"


def _alternative(unit: etree._Element, text: str, origin: str, cut: list[Part]) -> None:
    alternative = etree.SubElement(unit, f"{{{NAMESPACE}}}alt-trans")
    alternative.set("origin", origin)
    _fill(etree.SubElement(alternative, f"{{{NAMESPACE}}}target"), alike(text, codes_of(cut)))


def _previous(unit: etree._Element, line: SheetLine) -> None:
    """Put the source of a stale target beside it."""
    alternative = etree.SubElement(unit, f"{{{NAMESPACE}}}alt-trans")
    alternative.set("alttranstype", "previous-version")
    etree.SubElement(alternative, f"{{{NAMESPACE}}}source").text = line.was
    etree.SubElement(alternative, f"{{{NAMESPACE}}}target").text = line.target


def _fill(element: etree._Element, found: list[Part]) -> None:
    last: etree._Element | None = None
    for part in found:
        if isinstance(part, Code):
            last = etree.SubElement(element, f"{{{NAMESPACE}}}ph")
            last.set("id", part.id)
            last.text = part.text
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
            "this is not an XLIFF 1.2 document of `dragoman exchange export`",
            path=path,
            advice="Send back the file that you were given, one article a file.",
        )
    (file,) = files
    lines = tuple(_line(unit) for unit in file.iter(f"{{{NAMESPACE}}}trans-unit"))
    return Returned(file.get("original", ""), file.get("target-language", ""), lines)


def _line(unit: etree._Element) -> ReturnedLine:
    source, target = find(unit, NAMESPACE, "source"), find(unit, NAMESPACE, "target")
    wanted = _read(source, {})
    codes = {code.id: code.text for code in codes_of(wanted)}
    found = _read(target, codes)
    text = join(found)
    note = next(
        (text_of(each) for each in unit.findall(f"{{{NAMESPACE}}}note") if _is_theirs(each)), None
    )
    wrong = lost(codes_of(wanted), codes_of(found)) if text else ""
    return ReturnedLine(
        id=unit.get("id", ""),
        source=join(wanted),
        target=text.strip(),
        status=_status(unit, target),
        note=note or "",
        seen=_kept(unit, "seen"),
        place=f"line {unit.sourceline}",
        problem=f"tags do not fit the source ({wrong})" if wrong else "",
    )


def _kept(unit: etree._Element, kind: str) -> str:
    """Return what we noted of the unit when it went out; empty where that is lost."""
    for context in unit.iter(f"{{{NAMESPACE}}}context"):
        if context.get("context-type") == f"{_PURPOSE}-{kind}":
            return text_of(context)
    return unit.get(f"{{{OURS}}}{kind}", "")


def _is_theirs(note: etree._Element) -> bool:
    return note.get("from") not in ("checks", "glossary")


def _status(unit: etree._Element, target: etree._Element | None) -> Status | None:
    """Return the status: the one that went out while the state is still that of it."""
    state = target.get("state", "") if target is not None else ""
    before = status_of(_kept(unit, "status"))
    if before is not None and state in (STATES[before], ""):
        same = (unit.get("approved") == "yes") == (before is Status.APPROVED)
        if same:
            return before
    if unit.get("approved") == "yes":
        return Status.APPROVED
    return _MEANT.get(state, Status.DRAFT)


def _read(element: etree._Element | None, codes: dict[str, str]) -> list[Part]:
    """Return the words and codes of an element; a known code is what went out."""
    if element is None:
        return []
    found: list[Part] = [element.text or ""]
    for child in element:
        name = name_of(child)
        if name in ("mrk", "g"):
            found += _read(child, codes)
        elif name:
            key = child.get("id", "")
            found.append(Code(key, codes.get(key, text_of(child))))
        found.append(child.tail or "")
    return [part for part in found if part != ""]
