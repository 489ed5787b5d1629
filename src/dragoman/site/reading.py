"""Read a localized copy, or an original, as a document for the site."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import PurePosixPath

from dragoman.formats import comments, encoding
from dragoman.site.document import NO_HINTS, Document, Hints
from dragoman.site.from_html import from_html
from dragoman.site.from_markdown import from_markdown
from dragoman.site.from_ninjs import from_ninjs
from dragoman.site.from_text import from_text

Reader = Callable[[str, bytes, Hints], Document]


def _of_data(read: Callable[[str, str, Hints], Document]) -> Reader:
    """Return the reader of files in which a note is no literal part of a text."""

    def reader(path: str, data: bytes, hints: Hints) -> Document:
        return read(path, encoding.decode(path, data).removeprefix("\ufeff"), hints)

    return reader


def _nitf(path: str, text: str, hints: Hints) -> Document:
    """Read a NITF text; the library is loaded when there is one."""
    from dragoman.site.from_nitf import from_nitf

    return from_nitf(path, text, hints)


def _of_text(read: Callable[[str, str, Hints], Document]) -> Reader:
    """Return the reader of files that are texts."""

    def reader(path: str, data: bytes, hints: Hints) -> Document:
        text = encoding.decode(path, data).removeprefix("\ufeff").replace("\r\n", "\n")
        for note in hints.notes:
            if text.count(note) == 1:
                before, _, after = text.partition(note)
                text = before.rstrip() + "\n\n" + after.lstrip() if before.strip() else after
        return read(path, text.lstrip("\n") if hints.notes else text, hints)

    return reader


def _word(path: str, data: bytes, hints: Hints) -> Document:
    """Read a Word document; the library is loaded when there is one."""
    from dragoman.site.from_word import from_word

    return from_word(path, data, hints)


READERS: dict[str, Reader] = {
    ".txt": _of_text(from_text),
    ".md": _of_text(from_markdown),
    ".markdown": _of_text(from_markdown),
    ".mdx": _of_text(from_markdown),
    ".html": _of_text(from_html),
    ".htm": _of_text(from_html),
    ".docx": _word,
    ".json": _of_data(from_ninjs),
    ".ninjs": _of_data(from_ninjs),
    ".nitf": _of_data(_nitf),
}
"""For each ending the function that takes the file's path, its bytes and what else is known."""


def read(path: str, data: bytes, hints: Hints = NO_HINTS) -> Document:
    """Return the document of a file whose path ends in one of `READERS`.

    What editors say to each other in an original is on no page. Raises ArticleError where the
    file cannot be read.
    """
    document = READERS[PurePosixPath(path).suffix.lower()](path, data, hints)
    return replace(document, body=comments.of_page(document.body))
