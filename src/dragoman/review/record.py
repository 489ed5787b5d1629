"""What a review file keeps of a unit below `record:`, as text and as a value.

A unit has a line for what made its text, one for the text itself and one for its acceptance, so
that two branches on which neighbours were accepted change lines that are not neighbours.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from dragoman import signature
from dragoman.handyaml.scalars import quoted
from dragoman.model import Acceptance, Grounds, Held, Origin, Record, Status

_UNEDITED = "unedited"
_MONTH = len("2026-11")


def parse(values: Mapping[str, str], accepted: Mapping[str, str]) -> Record:
    """Return the record that the keys give; `accepted` holds the keys of its acceptance.

    Every record holds the machine's text, be it empty: one that does not has lost it, and then
    nothing tells what people changed.

    Raises `ValueError` where one does not hold what Dragoman writes there.
    """
    origin = Origin(values.get("origin", Origin.MT.value))
    early = values.get("accepted", "")
    return Record(
        origin=origin if "machine" in values else Origin.UNKNOWN,
        signature=signature.parse(values.get("engine", "")),
        machine=values.get("machine", ""),
        confidence=float(values["confidence"]) if "confidence" in values else None,
        held=_held(values.get("held", "")),
        between=_between(values.get("between", "")),
        suggested=values.get("suggested", ""),
        finish=tuple(values.get("finish", "").split()),
        accepted=_acceptance(accepted) if accepted else _early(early),
        agreement=float(values["agreement"]) if "agreement" in values else None,
    )


def lines(key: str, record: Record, indent: str) -> str:
    """Return the record's lines, the last one ended."""
    made = [f"origin: {record.origin.value}"]
    if record.signature != signature.NONE:
        made.append(f"engine: {quoted(str(record.signature))}")
    if record.confidence is not None:
        made.append(f"confidence: {record.confidence:.2f}")
    if record.agreement is not None:
        made.append(f"agreement: {record.agreement:.2f}")
    if record.finish:
        made.append(f"finish: {quoted(' '.join(record.finish))}")
    rows = [", ".join(made)]
    if record.held:
        held = (record.held.status.value, record.held.digest, *(record.held.between or ()))
        rows.append(f"held: {quoted(' '.join(held))}")
    if record.between:
        rows.append(f"between: {quoted(' '.join(record.between))}")
    if record.suggested:
        rows.append(f"suggested: {quoted(record.suggested)}")
    if record.accepted:
        rows.append(f"accepted: {_flow(record.accepted)}")
    rows.append(f"machine: {quoted(record.machine)}")
    joined = f",\n{indent}  ".join(rows)
    return f"{indent}{key}: {{{joined}}}\n"


def _flow(accepted: Acceptance) -> str:
    parts = []
    if accepted.status is not None:
        parts.append(f"as: {accepted.status.value}")
    parts.append(f'at: "{accepted.when}"')
    if accepted.who is not None:
        parts.append(f"by: {quoted(accepted.who)}")
    parts.append(f"how: {accepted.grounds.value}")
    if accepted.unedited:
        parts.append("unedited: true")
    if accepted.digest is not None:
        parts.append(f"of: {accepted.digest}")
    return "{" + ", ".join(parts) + "}"


def _acceptance(values: Mapping[str, str]) -> Acceptance:
    when = values.get("at", "")
    if len(when) > _MONTH:
        datetime.fromisoformat(when)
    return Acceptance(
        status=Status(values["as"]) if "as" in values else None,
        when=when,
        who=values.get("by"),
        unedited=values.get("unedited") == "true",
        grounds=Grounds(values.get("how", Grounds.BULK.value)),
        digest=values.get("of"),
    )


def _early(words: str) -> Acceptance | None:
    """Return what early files said in words: `2026-11 unedited by-confidence`."""
    month, *said = words.split()[:3] or [""]
    if not month:
        return None
    sure = Grounds.BY_CONFIDENCE.value in said
    return Acceptance(
        None,
        month,
        unedited=_UNEDITED in said,
        grounds=Grounds.BY_CONFIDENCE if sure else Grounds.BULK,
    )


def _between(words: str) -> tuple[str, str] | None:
    before, _, behind = words.partition(" ")
    return (before, behind) if behind else None


def _held(words: str) -> Held | None:
    status, _, rest = words.partition(" ")
    digest, _, neighbours = rest.partition(" ")
    return Held(Status(status), digest, _between(neighbours)) if digest else None


def traced(known: Record | None, target: str) -> Record | None:
    """Return a record as it holds for a target.

    What is left of a damaged one must not make a person's work of a machine's text.
    """
    if known is None or known.origin is not Origin.UNKNOWN or known.machine:
        return known
    return replace(known, machine=target)
