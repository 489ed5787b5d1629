"""What the readers of a copy are told of it, kept beside the copy in the manifest.

A site that shows the copy sets it apart from the text, and can lead to the original on the same
site; programs get the same in their vocabularies.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from typing import Any

from dragoman import formats
from dragoman.publishing import disclosure
from dragoman.publishing.disclosure import DisclosureNote
from dragoman.publishing.original import Original
from dragoman.publishing.verdict import Share


@dataclass(frozen=True, slots=True)
class Told:
    """How a copy was made, and what it says of it."""

    share: Share = field(default_factory=Share)
    note: DisclosureNote | None = None
    first: bool = False
    """The note stands before the text."""

    marks: bool = True
    """It has direction marks where it needs them."""

    shape: str = ""
    """In plain texts what each paragraph is."""


def data(told: Told) -> bytes:
    """Return it as the manifest holds it: in JSON."""
    share = {name: value for name, value in asdict(told.share).items() if value}
    found: dict[str, Any] = {"share": share}
    note = told.note
    if note is not None:
        found["note"] = {"language": note.language, "sentences": list(note.sentences)}
        if note.source is not None:
            source = note.source
            found["note"] |= {"line": note.original, "of": source.language, "title": source.title}
            found["note"] |= {"address": source.address} if source.address else {}
    found |= {"first": True} if told.first else {}
    found |= {} if told.marks else {"marks": False}
    found |= {"shape": told.shape} if told.shape else {}
    return json.dumps(found, ensure_ascii=False).encode()


def read(data: bytes) -> Told:
    """Read what `data` made. What is missing, or is not as it should be, counts as not told."""
    try:
        state = json.loads(data or b"{}")
        share = dict(state.get("share", {}))
        share["engines"] = tuple(map(str, share.get("engines", ())))
        return Told(
            Share(**share),
            _note(state.get("note")),
            bool(state.get("first")),
            bool(state.get("marks", True)),
            str(state.get("shape", "")),
        )
    except (TypeError, ValueError, KeyError, AttributeError):
        return Told()


def _note(found: Any) -> DisclosureNote | None:
    if not found:
        return None
    sentences = tuple(map(str, found["sentences"]))
    if "of" not in found:
        return DisclosureNote(str(found["language"]), sentences)
    source = Original(str(found["of"]), str(found["title"]), str(found.get("address", "")))
    return DisclosureNote(str(found["language"]), sentences, str(found["line"]), source)


def literal(
    path: str, note: DisclosureNote, locale: str, *, marks: bool, outdated: bool = False
) -> str:
    """Return a note as it stands in the copy at `path`; `outdated` for the mark of one."""
    known = formats.of(path)
    if known.note is None:
        return disclosure.in_text(note, locale, marks=False)
    write = disclosure.WAYS.get(known.name, disclosure.in_text)
    text = write(note, locale, marks=marks)
    return f"> {text}" if outdated and known.name == "Markdown" else text
