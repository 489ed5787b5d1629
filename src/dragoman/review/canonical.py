"""Read what stands in a review file exactly as Dragoman wrote it, without a YAML parser.

A parser of YAML takes a second for some thousand segments, and most of them nobody touched. A
segment or a record is taken here only where writing what was read gives the very same lines; then
the writer's law, that its text reads back as what it wrote, says that a parser would read the same.
All else is left to `reading`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache

from dragoman.handyaml.scalars import block, quoted
from dragoman.model import Finding, Record, Segment, Status, Unit
from dragoman.patterns import lazily
from dragoman.review import record

_QUOTED = r'"(?:[^"\\\n]|\\.)*"'
_TEXTS = ("source", "was", "target", "suggestion", "note")
_BLOCK = r"(?:  {0}: \|-\n(?P<{0}>(?:    [^\n]+\n|\n(?=\n*    ))*))?"

_ENTRY = lazily(
    r"- id: (?P<id>[0-9a-f]{8}(?:-\d+)?)\n  status: (?P<status>[a-z-]+)\n"
    + "".join(_BLOCK.format(key) for key in _TEXTS)
    + r"(?:  ignore: \[(?P<ignore>[a-z_]+(?:, [a-z_]+)*)\]\n)?"
    r"(?:  findings:\n(?P<findings>(?:  - [^\n]+\n)+))?"
)

_PLAIN = r"(?:[^\W_]|[“«‘(…])(?:(?!: | #)[^\n\t])*(?<![:\s])"
"""What YAML takes for the same text without quotation marks."""

_FINDING = lazily(rf"  - ([a-z_]+): (?:({_QUOTED})|({_PLAIN}))\n")

_RECORD = lazily(
    r"\{origin: (?P<origin>[a-z]+)"
    rf"(?:, engine: (?P<engine>{_QUOTED}))?"
    r"(?:, confidence: (?P<confidence>\d\.\d\d))?(?:, agreement: (?P<agreement>\d\.\d\d))?"
    rf"(?:, finish: (?P<finish>{_QUOTED}))?"
    rf"(?:,\n    held: (?P<held>{_QUOTED}))?(?:,\n    between: (?P<between>{_QUOTED}))?"
    rf"(?:,\n    suggested: (?P<suggested>{_QUOTED}))?"
    rf"(?:,\n    accepted: \{{as: (?P<as>[a-z-]+), at: (?P<at>{_QUOTED})"
    rf"(?:, by: (?P<by>{_QUOTED}))?, how: (?P<how>[a-z-]+)(?P<unedited>, unedited: true)?"
    r"(?:, of: (?P<of>[0-9a-f]+))?\})?"
)
"""What stands between a record's id and its machine's text."""

_MACHINE = ",\n    machine: "
_RECORD_ID = lazily(r"  [0-9a-f]{8}(?:-\d+)?")
_ACCEPTED = ("as", "at", "by", "how", "unedited", "of")
_STATUSES = {status.value: status for status in Status}
_ACCEPTABLE = frozenset((Status.APPROVED, Status.REVIEWED))


def unit(
    body: str,
    known: Record | None = None,
    like: Segment | None = None,
    *,
    remarks: bool = False,
    entry: int | None = None,
    line: int | None = None,
) -> Unit | None:
    """Return the segment that the lines of an entry hold; `None` if they are not Dragoman's own.

    `known` is its record, and `like` the sentence of the article that stands at its place.
    """
    found = _ENTRY.fullmatch(body)
    status = _STATUSES.get(found["status"]) if found else None
    if found is None or status is None or found["source"] is None or found["target"] is None:
        return None
    texts = {}
    for key in _TEXTS:
        lines = found[key]
        text = _dedented(lines) if lines else ""
        if text is None or (not text and lines is not None and key != "target"):
            return None
        texts[key] = text
    if status in _ACCEPTABLE and not texts["target"]:
        return None
    findings = _findings(found["findings"] or "")
    if findings is None:
        return None
    if known is not None and known.machine == texts["target"]:
        texts["target"] = known.machine  # Of a long file, each text is held once.
    key = found["id"]
    if like is not None and like.id == key and like.source == texts["source"]:
        key, texts["source"] = like.id, like.source
    return Unit(
        id=key,
        status=status,
        ignore=tuple(found["ignore"].split(", ")) if found["ignore"] else (),
        findings=findings,
        record=record.traced(known, texts["target"]),
        remarks=remarks,
        entry=entry,
        line=line,
        **texts,
    )


def _dedented(lines: str) -> str | None:
    """Return the text of a block; `None` for one that would be written otherwise."""
    text = lines[4:-1].replace("\n    ", "\n")
    if text != text.strip() or f"|-\n{lines[:-1]}" != block(text, "    "):
        return None
    return text


@lru_cache(maxsize=4_096)
def _findings(lines: str) -> tuple[Finding, ...] | None:
    """Return the findings that the lines hold; many sentences of a long file have the same."""
    found = tuple(_FINDING.finditer(lines))
    if sum(each.end() - each.start() for each in found) != len(lines):
        return None
    messages = [each[3] or _unquoted(each[2]) for each in found]
    if None in messages:
        return None
    return tuple(Finding(each[1], text or "") for each, text in zip(found, messages, strict=True))


def entry_of_record(body: str) -> tuple[str, Record] | None:
    """Return the id and the record that lines hold; `None` if they are not Dragoman's own."""
    head, _, machine = body.rpartition(_MACHINE)
    key, _, rest = head.partition(": ")
    if not _RECORD_ID.fullmatch(key) or not machine.endswith("}\n"):
        return None
    text = _unquoted(machine[: -len("}\n")])
    known = _textless(rest)
    if known is None or text is None or text != text.strip():
        return None
    return key.strip(), replace(known, machine=text)


@lru_cache(maxsize=1_024)
def _textless(rest: str) -> Record | None:
    """Return the record that stands before a machine's text; in a file, many are the same."""
    found = _RECORD.fullmatch(rest)
    if found is None:
        return None
    values = {"machine": ""}
    accepted: dict[str, str] = {}
    for key, raw in found.groupdict().items():
        if raw is None:
            continue
        value = "true" if key == "unedited" else _unquoted(raw) if raw[0] == '"' else raw
        if value is None:
            return None
        (accepted if key in _ACCEPTED else values)[key] = value.strip()
    made = _record(values, accepted)
    same = made is not None and record.lines("", made, "  ") == f'  : {rest}{_MACHINE}""}}\n'
    return made if same else None


def _record(values: Mapping[str, str], accepted: Mapping[str, str]) -> Record | None:
    try:
        return record.parse(values, accepted)
    except ValueError:
        return None


@lru_cache(maxsize=256)
def _short(raw: str) -> str | None:
    try:
        text = json.loads(raw)
    except ValueError:
        return None
    return text if isinstance(text, str) and quoted(text) == raw else None


def _unquoted(raw: str) -> str | None:
    """Return the text of a quoted scalar; `None` for one that would be quoted otherwise."""
    if "\\" not in raw and len(raw) > 60:
        text = raw[1:-1]
        return text if quoted(text) == raw else None
    return _short(raw)
