"""Mark a copy that is out already when its article changed since it was made."""

from __future__ import annotations

from dataclasses import replace

from dragoman import formats
from dragoman.formats import header
from dragoman.publishing import account, disclosure
from dragoman.publishing.disclosure import DisclosureNote
from dragoman.publishing.manifest import ExportedFile
from dragoman.publishing.messages import messages
from dragoman.publishing.original import Original
from dragoman.publishing.policy import Preset
from dragoman.publishing.presets import GENERATORS

_MARK = "\ufeff"

KEY = "outdated"
"""The entry of a front matter that says to programs what the mark says to readers."""


def marked(copy: ExportedFile, data: bytes, *, original: Original, preset: Preset) -> bytes:
    """Return a copy with the mark at its top. Raises ArticleError where it cannot be read.

    `original` is the article as it is now; `copy` says which version was translated.
    """
    note = notice(copy, original)
    known = formats.of(copy.path)
    if known.note is None:
        article = formats.parse(copy.path, data, copy.locale)
        lines = disclosure.in_text(note, copy.locale, marks=False).split("\n")
        texts = [None] * len(article.segments)
        return formats.serialize(
            article, texts, copy.locale, notes=lines, note_first=True, comments=True
        )
    text = data.decode()
    mark = _MARK if text.startswith(_MARK) else ""
    text = text.removeprefix(_MARK)
    written = account.literal(copy.path, note, copy.locale, marks=True, outdated=True)
    text = known.note(text, written, first=True)
    if known.has_front_matter and header.read(copy.path, text) is not None:
        values = {KEY: copy.day or "true"}
        text = GENERATORS[preset].header(copy.path, text, values)
    return (mark + text).encode()


def notice(copy: ExportedFile, original: Original) -> DisclosureNote:
    """Return what the readers of a copy are told of the change of its original."""
    said = messages(copy.locale)
    whole = disclosure.note_of_change(said, copy.day, copy.locale)
    if original.address:
        return DisclosureNote(
            said.language,
            whole,
            disclosure.line_on(said, replace(original, day=None), copy.locale),
            original,
        )
    return DisclosureNote(said.language, whole)
