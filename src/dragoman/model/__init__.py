"""The domain's types: read this first.

An article is a sequence of blocks, a block a sequence of segments. A catalog holds one unit for
each segment of an article in one locale. Everything here is an immutable value; change one with
`dataclasses.replace`.
"""

from __future__ import annotations

from dragoman.model.article import (
    Article,
    Block,
    BlockKind,
    Key,
    Layout,
    Segment,
    Syntax,
    one_line,
    sentence_id,
)
from dragoman.model.finding import Finding, Severity
from dragoman.model.machine import Attention, Machine
from dragoman.model.status import DONE, GIVEN, Origin, Status
from dragoman.model.unit import Acceptance, Catalog, Grounds, Held, Record, Unit, digest, unknown

__all__ = [
    "DONE",
    "GIVEN",
    "Acceptance",
    "Article",
    "Attention",
    "Block",
    "BlockKind",
    "Catalog",
    "Finding",
    "Grounds",
    "Held",
    "Key",
    "Layout",
    "Machine",
    "Origin",
    "Record",
    "Segment",
    "Severity",
    "Status",
    "Syntax",
    "Unit",
    "digest",
    "one_line",
    "sentence_id",
    "unknown",
]
