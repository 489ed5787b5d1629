"""What the page may ask for, and what it is answered."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from dragoman.errors import DragomanError
from dragoman.model import Status
from dragoman.publishing.messages import FALLBACK
from dragoman.web import rows, run_lines
from dragoman.web.runs import Runs
from dragoman.workflow.desk import Desk
from dragoman.workflow.replace_words import Search
from dragoman.workflow.sheets import CHOICES, SegmentEdit

MOST_FOUND = 1_000
"""Replacements that a list to confirm shows."""


@dataclass(frozen=True, slots=True)
class Visit:
    """What the page works with."""

    desk: Desk
    runs: Runs
    ui: str = FALLBACK
    """The language that the page is in."""


Asked = dict[str, Any]

Answer = Callable[[Visit, Asked], dict[str, Any]]
"""Answers a request of the page; raises `ValueError` and the like for one it would not send."""


def _check(visit: Visit, asked: Asked) -> dict[str, Any]:
    name, key, target = _segment(asked), _text(asked, "id"), _text(asked, "target")
    visit.desk.type(*name, key, target)
    return {
        "findings": [rows.finding(each, visit.ui) for each in visit.desk.check(*name, key, target)],
        "finished": visit.desk.finished(*name, key, target),
    }


def _help(visit: Visit, asked: Asked) -> dict[str, Any]:
    found = visit.desk.help(*_segment(asked), _text(asked, "id"))
    return {
        "row": rows.row(found.row, visit.ui),
        "terms": [{"term": term, "renderings": list(forms)} for term, forms in found.terms],
        "memory": found.memory,
        "remembered": found.remembered,
    }


def _wordings(visit: Visit, asked: Asked) -> dict[str, Any]:
    found = visit.desk.wordings(*_segment(asked), _text(asked, "id"))
    listed = [
        {"text": each.text, "signature": each.signature, "kind": each.kind.value} for each in found
    ]
    return {"wordings": listed}


def _complete(visit: Visit, asked: Asked) -> dict[str, Any]:
    typed = _text(asked, "typed")
    return {"rest": visit.desk.complete(*_segment(asked), _text(asked, "id"), typed) or ""}


def _history(visit: Visit, asked: Asked) -> dict[str, Any]:
    found = visit.desk.history(*_segment(asked), _text(asked, "id"))
    versions = [{**asdict(each), "status": each.status.value} for each in found]
    return {"versions": versions}


def _save(visit: Visit, asked: Asked) -> dict[str, Any]:
    edits = tuple(map(_edit, _list(asked, "edits")))
    found = visit.desk.save(*_segment(asked), edits)
    return {**rows.saved(found, visit.ui), "steps": visit.desk.steps}


def _approve(visit: Visit, asked: Asked) -> dict[str, Any]:
    seen = {_text(each, "id"): _text(each, "seen") for each in _list(asked, "segments")}
    found = visit.desk.approve(*_segment(asked), seen, dry=asked.get("dry") is True)
    return {
        **rows.saved(found.saved, visit.ui),
        "changed": found.changed,
        "unedited": found.unedited,
        "left": dict(found.left),
        "steps": visit.desk.steps,
    }


def _undo(visit: Visit, asked: Asked) -> dict[str, Any]:
    done = [
        {**rows.saved(found, visit.ui), "article": article, "locale": locale}
        for article, locale, found in visit.desk.undo()
    ]
    return {"files": done, "steps": visit.desk.steps}


def _find(visit: Visit, asked: Asked) -> dict[str, Any]:
    search = Search(
        _text(asked, "text"), whole=asked.get("whole") is True, case=asked.get("case") is True
    )
    names, locales = _chosen(visit, asked)
    found = visit.desk.search(search, _text(asked, "by"), names, locales) if search.text else ()
    listed = [
        {**asdict(each), "changes": list(rows.runs(each.before, each.after))}
        for each in found[:MOST_FOUND]
    ]
    return {"found": listed, "count": len(found)}


def _replace(visit: Visit, asked: Asked) -> dict[str, Any]:
    edits: dict[tuple[str, str], list[SegmentEdit]] = {}
    for each in _list(asked, "changes"):
        edits.setdefault(_segment(each), []).append(_edit(each))
    found = visit.desk.save_many(edits)
    changed = sum(len(each.rows) for each in found.values())
    conflicts = sum(len(each.conflicts) for each in found.values())
    return {"changed": changed, "conflicts": conflicts, "steps": visit.desk.steps}


def _translate(visit: Visit, asked: Asked) -> dict[str, Any]:
    names, locales = _chosen(visit, asked)
    begun = visit.runs.start(names if asked.get("articles") else (), locales)
    return run_lines.state(begun, visit.ui)


def _stop(visit: Visit, asked: Asked) -> dict[str, Any]:
    visit.runs.stop()
    return run_lines.state(visit.runs.state, visit.ui)


ANSWERS: dict[str, Answer] = {
    "check": _check,
    "help": _help,
    "wordings": _wordings,
    "complete": _complete,
    "history": _history,
    "save": _save,
    "approve": _approve,
    "undo": _undo,
    "find": _find,
    "replace": _replace,
    "translate": _translate,
    "stop": _stop,
}
"""What the page may ask for."""


def _chosen(visit: Visit, asked: Asked) -> tuple[Sequence[str], Sequence[str]]:
    """Return the articles and locales that are asked for, all of the visit where none are."""
    scope = visit.desk.scope()
    names = [_word(each) for each in asked.get("articles") or scope.names]
    locales = [_word(each) for each in asked.get("locales") or scope.locales]
    if not set(names) <= set(scope.names) or not set(locales) <= set(scope.locales):
        raise DragomanError("this is not an article of this visit", advice="Load the page again.")
    return names, locales


def _edit(asked: Asked) -> SegmentEdit:
    status = None if asked.get("status") is None else Status(asked["status"])
    if status not in (None, *CHOICES):
        raise ValueError("status")
    ignore = asked.get("ignore")
    if ignore is not None and not all(isinstance(each, str) for each in ignore):
        raise ValueError("ignore")
    return SegmentEdit(
        id=_text(asked, "id"),
        seen=_text(asked, "seen"),
        target=None if asked.get("target") is None else _text(asked, "target"),
        status=status,
        note=None if asked.get("note") is None else _text(asked, "note"),
        ignore=None if ignore is None else tuple(ignore),
        force=asked.get("force") is True,
    )


def _list(asked: Asked, key: str) -> list[Asked]:
    found = asked[key]
    if not isinstance(found, list) or not all(isinstance(each, dict) for each in found):
        raise ValueError(key)
    return found


def _text(asked: Asked, key: str) -> str:
    return _word(asked[key])


def _word(value: object) -> str:
    if not isinstance(value, str):
        raise ValueError(f"{value!r} is not a text")
    return value


def _segment(asked: Asked) -> tuple[str, str]:
    return _text(asked, "article"), _text(asked, "locale")
