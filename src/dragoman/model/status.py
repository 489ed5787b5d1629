"""How far a person has come with a translation, and where its text is from."""

from __future__ import annotations

from enum import Enum


class Status(Enum):
    """How far a person has come with a unit."""

    NEW = "new"
    """There is no text."""

    DRAFT = "draft"
    """Machine or memory text that nobody accepted."""

    NEEDS_WORK = "needs-work"
    """Seen by a person, not acceptable."""

    STALE = "stale"
    """The source changed after a person worked on it."""

    REVIEWED = "reviewed"
    """The language is checked."""

    APPROVED = "approved"
    """May be published."""

    OMIT = "omit"
    """Left out on purpose: counts as done, and is published as nothing."""


GIVEN = frozenset({Status.NEEDS_WORK, Status.REVIEWED, Status.APPROVED, Status.OMIT})
"""The statuses that only people give."""

DONE = frozenset({Status.APPROVED, Status.OMIT})
"""Those after which nothing is left to do."""


class Origin(Enum):
    """Where a target came from."""

    MT = "mt"
    MEMORY = "memory"
    CONTEXT = "context"
    HUMAN = "human"

    UNKNOWN = "unknown"
    """Nothing tells: it stood in the file without a record."""
