"""Which version of an article a copy follows."""

from __future__ import annotations

import hashlib

from dragoman.model import Article, BlockKind, one_line
from dragoman.publishing.release import Release


def text_digest(article: Article) -> str:
    """Return what tells what a reader sees of the article from what another version says.

    White space, layout and metadata that are not translated do not touch it.
    """
    texts = [one_line(block.text) for block in article.blocks if block.kind is not _VERBATIM]
    return hashlib.sha256("\0".join(texts).encode("utf-8", "surrogatepass")).hexdigest()[:16]


_VERBATIM = BlockKind.VERBATIM


def day_of(release: Release) -> str:
    """Return the day of the version, such as `2027-03-09`, by the article's own account."""
    told = release.changed or release.date
    return told.day.isoformat() if told is not None else ""
