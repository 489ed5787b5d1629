"""What goes to the page as JSON: articles, segments, findings, what became of edits."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from dragoman import inline, languages
from dragoman.difference import Change, difference
from dragoman.errors import DragomanError, visible
from dragoman.model import Finding, Status, Syntax, Unit
from dragoman.publishing.messages import FALLBACK
from dragoman.typography.digits import system_of
from dragoman.web.told import is_english, told
from dragoman.workflow.sheets import Conflict, Refusal, ReviewSheet, Row, SavedEdits

_NAMES = {Change.SAME: "same", Change.GONE: "gone", Change.ADDED: "added"}


MOST_WHOLE = 300
"""Segments of an article up to which each comes with all that its editor shows. Of a longer one
the page asks for that when a segment is opened."""


AT_ONCE = 50
"""Segments that are made JSON together: of some thousand, all of it at once takes memory."""


def heading(found: ReviewSheet, ui: str = FALLBACK) -> dict[str, Any]:
    """Return what a page in the language `ui` says of an article in one locale."""
    return {
        "article": found.article,
        "locale": found.locale,
        "path": found.path,
        "stamp": found.stamp,
        "source": language(found.language, ui),
        "target": language(found.locale, ui),
    }


def sheet(found: ReviewSheet, ui: str = FALLBACK) -> Iterator[str]:
    """Yield an article in one locale as JSON, piece by piece: its heading, and its `rows`.

    It may stand in HTML as it is.
    """
    of_each = row if len(found.rows) <= MOST_WHOLE else line
    yield f'{_json(heading(found, ui))[:-1]}, "rows": ['
    for start in range(0, len(found.rows), AT_ONCE):
        some = [of_each(each, ui) for each in found.rows[start : start + AT_ONCE]]
        yield f"{', ' if start else ''}{_json(some)[1:-1]}"
    yield "]}"


def _json(found: object) -> str:
    text = json.dumps(found, ensure_ascii=False)
    if _HALF.search(text):
        text = json.dumps(found)
    for sign in "<>&'":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return text


_HALF = re.compile("[\ud800-\udfff]")
"""Half a character, which nothing can send."""


def language(code: str, ui: str = FALLBACK) -> dict[str, str]:
    """Return a language or locale as a page in the language `ui` needs it."""
    return {
        "code": code,
        "name": languages.name_in(code, ui),
        "direction": languages.direction(code),
        "digits": system_of(code),
    }


def line(found: Row, ui: str = FALLBACK) -> dict[str, Any]:
    """Return what the list of segments shows of one, in the language `ui`."""
    unit = found.unit
    return {
        "id": unit.id,
        "seen": found.seen,
        "label": found.label,
        "source": found.segment.source,
        "target": unit.target,
        "status": unit.status.value,
        "note": unit.note,
        "ignore": list(unit.ignore),
        "findings": [finding(each, ui) for each in unit.findings],
        "edited": unit.edited,
        "origin": unit.origin.value,
        "accepted": _accepted(unit),
        "risk": found.risk.score,
    }


def row(found: Row, ui: str = FALLBACK) -> dict[str, Any]:
    """Return a segment with its translation, and all that its editor shows."""
    unit, syntax = found.unit, found.segment.syntax
    record = unit.record
    machine = record.machine if record is not None else ""
    return {
        **line(found, ui),
        "suggestion": unit.suggestion,
        "suggested": record.suggested if record is not None else "",
        "was": unit.was if unit.status is Status.STALE else "",
        "changes": list(_changes(unit)),
        "engine": str(record.signature) if record is not None else "",
        "machine": machine if machine != unit.target else "",
        "machineChanges": list(runs(machine, unit.target)) if machine and unit.edited else [],
        "confidence": record.confidence if record is not None else None,
        "reasons": [told(reason, ui) for reason in _reasons(found)],
        "tokens": list(dict.fromkeys(_tokens(found.segment.source, syntax))),
        "parts": list(_parts(found.segment.source, syntax)),
        "line": unit.line,
    }


def _reasons(found: Row) -> Iterator[str]:
    """Yield why the segment needs a look, beside its findings."""
    told_already = {each.check for each in found.unit.findings}
    for reason in found.risk.reasons:
        if reason.partition(": ")[0] not in told_already:
            yield reason


def finding(found: Finding, ui: str = FALLBACK) -> dict[str, Any]:
    """Return what a check says."""
    return {
        "check": found.check,
        "severity": found.severity.value,
        "message": told(found.message, ui),
        "english": is_english(found.message, ui),
    }


def problems(error: DragomanError, ui: str = FALLBACK) -> list[dict[str, Any]]:
    """Return all that is wrong in a file, each with its place and what to do."""
    return [
        {
            "where": visible(each.where),
            "problem": visible(told(each.problem, ui)),
            "english": is_english(each.problem, ui),
            "excerpt": visible(each.excerpt),
            "advice": told(each.advice, ui) if each.advice else "",
            "adviceEnglish": is_english(each.advice, ui),
        }
        for each in error.every
    ]


def saved(found: SavedEdits, ui: str = FALLBACK) -> dict[str, Any]:
    """Return what became of edits, in the language `ui`."""
    return {
        "rows": [row(each, ui) for each in found.rows],
        "conflicts": [_conflict(each, ui) for each in found.conflicts],
        "refusals": [_refusal(each, ui) for each in found.refusals],
        "away": list(found.away),
    }


def _refusal(found: Refusal, ui: str) -> dict[str, Any]:
    reason = "\n".join(told(line, ui) for line in found.reason.split("\n"))
    return {"id": found.edit.id, "reason": reason, "force": found.force}


def _conflict(found: Conflict, ui: str) -> dict[str, Any]:
    return {
        "id": found.edit.id,
        "yours": found.edit.target,
        "row": row(found.row, ui) if found.row is not None else None,
    }


def _accepted(unit: Unit) -> dict[str, Any] | None:
    accepted = unit.record.accepted if unit.record is not None else None
    if accepted is None:
        return None
    status = accepted.status or unit.status
    return {
        "who": accepted.who,
        "when": accepted.when,
        "status": status.value,
        "current": accepted.covers(unit),
    }


def _changes(unit: Unit) -> Iterator[tuple[str, str]]:
    """Yield what became of each stretch of a stale unit's old source."""
    if unit.status is Status.STALE and unit.was:
        yield from runs(unit.was, unit.source)


def runs(old: str, new: str) -> Iterator[tuple[str, str]]:
    """Yield what became of each stretch of a text."""
    for run in difference(old, new).runs:
        yield _NAMES[run.change], run.text


def _tokens(source: str, syntax: Syntax) -> Iterator[str]:
    """Yield the stretches of a source that a target must have, and that are never cut."""
    for start, end in inline.marks(source, syntax):
        yield source[start:end]


def _parts(source: str, syntax: Syntax) -> Iterator[tuple[int, int]]:
    """Yield where markup and protected text stand in a source, in UTF-16 units as scripts count."""
    for start, end in inline.marks(source, syntax):
        yield _units(source[:start]), _units(source[:end])


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
