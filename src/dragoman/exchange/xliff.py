"""XLIFF 1.2, which nearly every translation tool reads."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from lxml import etree

from dragoman.exchange.codes import Code, Part, alike, are_alike, codes_of, parts
from dragoman.exchange.markup import find, text_of
from dragoman.exchange.sheet import (
    SETTLED,
    WAITING,
    Offered,
    Returned,
    ReturnedLine,
    Sheet,
    SheetLine,
    status_of,
)
from dragoman.exchange.tags import came_back, files_of, read_parts, write_parts
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


_UNTOUCHED = ("new", "needs-translation")
"""The states of a target in which there is nothing yet, whatever a tool has put there."""


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
    unit.set("approved", "yes" if line.status in SETTLED else "no")
    cut = parts(line.source, line.syntax)
    _fill(etree.SubElement(unit, f"{{{NAMESPACE}}}source"), cut)
    target = etree.SubElement(unit, f"{{{NAMESPACE}}}target")
    target.set("state", STATES[line.status])
    target.set(f"{{{XML}}}lang", sheet.target)
    _fill(target, alike(line.target, codes_of(cut)))
    # Attributes of our own would be against the strict schema.
    group = etree.SubElement(unit, f"{{{NAMESPACE}}}context-group")
    group.set("purpose", _PURPOSE)
    codes = json.dumps([code.text for code in codes_of(cut)], ensure_ascii=False)
    kept = [("seen", line.seen), ("status", line.status.value)]
    for kind, value in (*kept, *([("codes", codes)] if codes_of(cut) else [])):
        context = etree.SubElement(group, f"{{{NAMESPACE}}}context")
        context.set("context-type", f"{_PURPOSE}-{kind}")
        context.text = value
    for text, author in _notes(line):
        note = etree.SubElement(unit, f"{{{NAMESPACE}}}note")
        note.set("from", author)
        note.text = text
    for offered in line.matches:
        _alternative(unit, offered, codes_of(cut))
    if line.suggestion and all(line.suggestion != each.target for each in line.matches):
        _alternative(unit, Offered("", line.suggestion, 0, "suggestion"), codes_of(cut))
    if line.was:
        _previous(unit, line)


def _notes(line: SheetLine) -> Iterator[tuple[str, str]]:
    if line.note:
        yield line.note, "reviewer"
    for finding in line.findings:
        yield finding, "checks"
    for term, forms in line.terms:
        yield f"{term} = {' / '.join(forms)}", "glossary"


def _alternative(unit: etree._Element, offered: Offered, codes: list[Code]) -> None:
    """Put what the sentence may be beside it."""
    alternative = etree.SubElement(unit, f"{{{NAMESPACE}}}alt-trans")
    if offered.source:
        alternative.set("match-quality", f"{offered.score:.0f}%")
        source = etree.SubElement(alternative, f"{{{NAMESPACE}}}source")
        _fill(source, alike(offered.source, codes))
    alternative.set("origin", offered.origin)
    _fill(etree.SubElement(alternative, f"{{{NAMESPACE}}}target"), alike(offered.target, codes))


def _previous(unit: etree._Element, line: SheetLine) -> None:
    """Put the source of a stale target beside it."""
    alternative = etree.SubElement(unit, f"{{{NAMESPACE}}}alt-trans")
    alternative.set("alttranstype", "previous-version")
    etree.SubElement(alternative, f"{{{NAMESPACE}}}source").text = line.was
    etree.SubElement(alternative, f"{{{NAMESPACE}}}target").text = line.target


def _fill(element: etree._Element, found: list[Part]) -> None:
    write_parts(element, found, _tag)


def _tag(parent: etree._Element, code: Code) -> etree._Element:
    element = etree.SubElement(parent, f"{{{NAMESPACE}}}ph")
    element.set("id", code.id)
    element.text = code.text
    return element


def read(data: bytes, path: str) -> tuple[Returned, ...]:
    """Return what stands in a document, for each article. Raises ExchangeError."""
    files = files_of(data, path, NAMESPACE, "trans-unit", "target-language")
    return tuple(
        Returned(article, locale, _lines(units)) for (article, locale), units in files.items()
    )


def _lines(units: list[etree._Element]) -> tuple[ReturnedLine, ...]:
    levelled = _levelled(units)
    return tuple(_line(unit, levelled=levelled) for unit in units)


def _levelled(units: list[etree._Element]) -> bool:
    """Whether a tool gave all texts that are not approved one state, whichever they had."""
    states: list[str] = []
    sent: set[Status | None] = set()
    for unit in units:
        target = find(unit, NAMESPACE, "target")
        if target is not None and text_of(target) and not _is_approved(unit):
            states.append(target.get("state", ""))
            sent.add(status_of(_kept(unit, "status")))
    one = len(states) > 1 and set(states) == {"needs-translation"}
    return one and sent != {Status.NEEDS_WORK} and None not in sent


def _line(unit: etree._Element, *, levelled: bool) -> ReturnedLine:
    source, target = find(unit, NAMESPACE, "source"), find(unit, NAMESPACE, "target")
    wanted = _filled(_read(source), _codes(unit))
    found = _read(target)
    if not are_alike(codes_of(wanted), codes_of(found)):
        # A program may have written into a tag how it shows it: a known one is what went out.
        known = {code.id: code.text for code in codes_of(wanted)}
        found = [_known(part, known) for part in found]
    before = status_of(_kept(unit, "status"))
    return came_back(
        unit,
        unit.get("id", ""),
        wanted,
        found,
        status=before if levelled and not _is_approved(unit) else _status(unit, target, before),
        notes=_said(unit),
        seen=_kept(unit, "seen"),
        empty=target is not None or before is Status.NEW,
        begun=before not in (None, Status.NEW) or _is_approved(unit) or not _untouched(target),
    )


def _untouched(target: etree._Element | None) -> bool:
    return target is not None and target.get("state") in _UNTOUCHED


def _read(element: etree._Element | None) -> list[Part]:
    """Return the words and codes of an element."""
    return read_parts(
        element, ("mrk", "g"), lambda _, child: Code(child.get("id", ""), text_of(child))
    )


def _filled(found: list[Part], kept: Sequence[str]) -> list[Part]:
    """Return a source in which codes that came back bare are as they were `kept`.

    A program may have given them other ids, but a source keeps their order.
    """
    codes = codes_of(found)
    if all(code.text for code in codes):
        return found
    numbers = map(str, range(1, len(kept) + 1))
    keys = (code.id for code in codes) if len(codes) == len(kept) else numbers
    known = dict(zip(keys, kept, strict=True))
    return [
        _known(part, known) if isinstance(part, Code) and not part.text else part for part in found
    ]


def _known(part: Part, known: Mapping[str, str]) -> Part:
    """Return a part, a code of which the id is known with what that stands for."""
    return replace(part, text=known.get(part.id) or part.text) if isinstance(part, Code) else part


def _codes(unit: etree._Element) -> list[str]:
    """Return what the codes of a unit stand for, in their order, as we noted it."""
    try:
        texts = json.loads(_kept(unit, "codes") or "[]")
    except ValueError:
        return []
    whole = isinstance(texts, list) and all(isinstance(text, str) for text in texts)
    return texts if whole else []


def _kept(unit: etree._Element, kind: str) -> str:
    """Return what we noted of the unit when it went out; empty where that is lost."""
    for context in unit.iter(f"{{{NAMESPACE}}}context"):
        if context.get("context-type") == f"{_PURPOSE}-{kind}":
            return text_of(context)
    return unit.get(f"{{{OURS}}}{kind}", "")


def _said(unit: etree._Element) -> list[str]:
    """Return what people noted: ours as it went out, and what translators put beside it."""
    notes = unit.findall(f"{{{NAMESPACE}}}note")
    return [text_of(note) for note in notes if note.get("from") not in ("checks", "glossary")]


def _status(
    unit: etree._Element, target: etree._Element | None, before: Status | None
) -> Status | None:
    """Return the status: the one that went out while the state is still that of it.

    `None` where a tool says of a text what it says of all that it showed: that takes nothing
    away from one that was settled, and does nothing for one that waits for somebody.
    """
    state = target.get("state", "") if target is not None else ""
    approved = unit.get("approved", "")
    # Early versions said `approved` of what was approved alone.
    fits = _is_approved(unit) == (before in SETTLED) or before is Status.REVIEWED
    if before is not None and state in (STATES[before], "") and fits:
        return before
    meant = _MEANT.get(state, Status.DRAFT)
    bare = state in ("", "translated")
    if _is_approved(unit) and (bare or meant in SETTLED):
        kept = before if bare else meant
        return kept if kept in SETTLED else Status.APPROVED
    if approved == "no" and before is Status.APPROVED:
        return Status.REVIEWED if meant in SETTLED else meant
    return None if bare and (before in SETTLED or before in WAITING) else meant


def _is_approved(unit: etree._Element) -> bool:
    return unit.get("approved") == "yes"
