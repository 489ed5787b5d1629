"""Which version of an article a copy follows."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from dragoman.model import Article, BlockKind, Unit, one_line
from dragoman.patterns import lazily
from dragoman.publishing.release import Release


def text_digest(article: Article) -> str:
    """Return what tells what a reader sees of the article from what another version says.

    White space, layout and metadata that are not translated do not touch it.
    """
    texts = [one_line(block.text) for block in article.blocks if block.kind is not _VERBATIM]
    return hashlib.sha256("\0".join(texts).encode("utf-8", "surrogatepass")).hexdigest()[:16]


_VERBATIM = BlockKind.VERBATIM


def day_of(release: Release, units: Sequence[Unit]) -> str:
    """Return the day of the version that was translated, such as `2027-03-09`.

    That is the one of which the article tells; else the last on which a person accepted a
    sentence of it. Empty where neither is known.
    """
    told = release.changed or release.date
    if told is not None:
        return told.day.isoformat()
    accepted = (unit.record.accepted for unit in units if unit.record is not None)
    days = (each.when[:10] for each in accepted if each is not None)
    return max(filter(_DAY.fullmatch, days), default="")


_DAY = lazily(r"\d{4}-\d\d-\d\d")
"""Early files kept the month alone."""
