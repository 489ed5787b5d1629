"""Read a localized copy, or an original, as a document for the site."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import PurePosixPath

from dragoman.formats import encoding
from dragoman.site.document import Document
from dragoman.site.from_html import from_html
from dragoman.site.from_markdown import from_markdown
from dragoman.site.from_text import from_text

Reader = Callable[[str, str], Document]

READERS: dict[str, Reader] = {
    ".txt": from_text,
    ".md": from_markdown,
    ".markdown": from_markdown,
    ".html": from_html,
    ".htm": from_html,
}
"""For each ending the function that takes the file's path and text."""


def read(path: str, data: bytes) -> Document:
    """Return the document of a file whose path ends in one of `READERS`.

    Raises ArticleError where it is not a UTF-8 text or its front matter cannot be read.
    """
    text = encoding.decode(path, data).removeprefix("\ufeff").replace("\r\n", "\n")
    return READERS[PurePosixPath(path).suffix.lower()](path, text)
