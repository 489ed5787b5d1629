"""The record of responsibility that `dragoman audit` prints."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from rich.console import Console

from dragoman.errors import named
from dragoman.model import Grounds, Origin
from dragoman.publishing.responsibility import SegmentRecord
from dragoman.report.page import counted, line, place
from dragoman.workflow import AuditReport
from dragoman.workflow.audit import Audited

GROUNDS: dict[Grounds | None, str] = {
    Grounds.TYPED: "typed into the review file",
    Grounds.NAMED: "chosen one by one",
    Grounds.BULK: "in bulk, with others",
    Grounds.BY_CONFIDENCE: "in bulk, by the machine's confidence",
    Grounds.SAME_MEANING: "kept after a change of the source's spelling",
    Grounds.INSISTED: "kept after a change of the source",
    None: "not on record",
}
"""How a person came to accept a sentence."""

_ORIGINS = {
    Origin.MT: "by machine",
    Origin.MEMORY: "by memory",
    Origin.CONTEXT: "by memory, same surroundings",
    Origin.HUMAN: "by a person",
    Origin.UNKNOWN: "of unknown origin",
}


def render(console: Console, report: AuditReport) -> None:
    """Print the report."""
    for found in report.files:
        console.print(line(f"{named(found.article)} in {found.locale}: {_how(found)}"))
        for sentence in found.record.sentences:
            at = place(found.path, sentence.unit.line)
            console.print(line(f"  {at}: {', '.join(_said(sentence))}"))
        for text in _summary(found):
            console.print(line(f"  {text}"))


def _how(found: Audited) -> str:
    return found.making.value if found.making is not None else "nothing is translated"


def _said(sentence: SegmentRecord) -> Iterator[str]:
    unit = sentence.unit
    yield unit.status.value
    if unit.target:
        yield _ORIGINS[unit.origin]
    if unit.untraced and unit.origin is not Origin.UNKNOWN:
        yield "over text of unknown origin"
    if unit.credit:
        yield unit.credit
    if unit.target and unit.credit and unit.origin is not Origin.UNKNOWN:
        yield (
            f"{sentence.edited} of {counted(sentence.words, 'word')} changed"
            if sentence.edited
            else "as the machine wrote it"
        )
    found = sentence.acceptance
    if _is_lost(sentence):
        yield "nobody knows who accepted it, and when"
    elif found is not None:
        yield f"{found.who or 'somebody unnamed'} on {found.when}, {GROUNDS[found.grounds]}"
    elif sentence.accepted:
        yield "nobody is on record for it"


def _is_lost(sentence: SegmentRecord) -> bool:
    """Whether the acceptance went with the record: then its time is that of the next run."""
    found = sentence.acceptance
    return found is not None and found.who is None and sentence.unit.untraced


def _summary(found: Audited) -> Iterator[str]:
    record = found.record
    accepted = sum(each.accepted for each in record.sentences)
    yield f"Accepted: {accepted} of {counted(len(record.sentences), 'segment')}"
    for grounds, count in sorted(record.grounds.items(), key=lambda pair: -pair[1]):
        yield f"  {count} {GROUNDS[grounds]}"
    if record.percent is not None:
        known = all(each.unit.credit for each in record.machine)
        yield (
            f"As the machine wrote it{'' if known else ', or of unknown origin'}: "
            f"{record.unedited} of {len(record.machine)} accepted ({record.percent}%)"
        )
    unknown = sum(each.unit.untraced for each in record.sentences)
    if unknown:
        yield (
            f"Of unknown origin: {counted(unknown, 'segment')}, for the record below `record:` "
            "was lost. Readers are told so. Restore it from version control if you can."
        )
    if record.suspicious:
        yield "So much is unchanged that somebody should ask whether it was read."
    yield f"Reviewers: {', '.join(record.reviewers) or 'nobody is named'}"
    yield f"Answers for the article: {found.answers or 'nobody is named'}"


def data(report: AuditReport) -> dict[str, Any]:
    """Return the report for scripts."""
    return {"files": [_file(found) for found in report.files]}


def _file(found: Audited) -> dict[str, Any]:
    record = found.record
    return {
        "article": found.article,
        "locale": found.locale,
        "path": found.path,
        "making": found.making.value if found.making is not None else None,
        "answers": found.answers or None,
        "reviewers": list(record.reviewers),
        "unknown": sum(each.unit.untraced for each in record.sentences),
        "machine_accepted": len(record.machine),
        "machine_unedited": record.unedited,
        "unedited_percent": record.percent,
        "grounds": {
            grounds.value if grounds is not None else "unknown": count
            for grounds, count in record.grounds.items()
        },
        "segments": [_segment(sentence) for sentence in record.sentences],
    }


def _segment(sentence: SegmentRecord) -> dict[str, Any]:
    unit, found = sentence.unit, sentence.acceptance
    return {
        "id": unit.id,
        "line": unit.line,
        "block": sentence.label,
        "status": unit.status.value,
        "origin": unit.origin.value,
        "untraced": unit.untraced,
        "engine": unit.credit or None,
        "words": sentence.words,
        "words_edited": sentence.edited,
        "accepted_by": found.who if found is not None else None,
        "accepted_at": None if found is None or _is_lost(sentence) else found.when,
        "grounds": found.grounds.value if found is not None else None,
        "unedited": sentence.unedited,
    }
