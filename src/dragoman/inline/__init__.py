"""Markup and protected items inside a sentence.

`mask` makes of a sentence the plain text that an engine can translate; `project` puts links,
emphasis, images, notes and protected items onto the translation, each exactly once.
"""

from __future__ import annotations

from dragoman.inline.kinds import InlineSpan, SpanKind
from dragoman.inline.mask import Masked, mask
from dragoman.inline.masks import brackets
from dragoman.inline.names import NO_NAMES, Names
from dragoman.inline.project import Projection, project, project_pieces
from dragoman.inline.reading import inventory, marks, plain, spans
from dragoman.inline.rewrite import rewritten
from dragoman.inline.split import is_one, split, split_several

__all__ = [
    "NO_NAMES",
    "InlineSpan",
    "Masked",
    "Names",
    "Projection",
    "SpanKind",
    "brackets",
    "inventory",
    "is_one",
    "marks",
    "mask",
    "plain",
    "project",
    "project_pieces",
    "rewritten",
    "spans",
    "split",
    "split_several",
]
