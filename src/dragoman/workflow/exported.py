"""How an export is to be done, and what became of each article in each locale."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from sys import intern
from typing import Any

from dragoman.publishing import Lack, Share
from dragoman.publishing.plan import Result

SHOWN = 10
"""For how many segments of a copy that lack something their sentences are kept, to be shown."""


@dataclass(frozen=True, slots=True)
class Lacking:
    """A segment that may not be published, and why."""

    id: str
    line: int | None
    """Where it stands in the review file."""

    reason: str
    source: str = ""
    """Its sentence, for the first `SHOWN` of a copy."""


def lacking(lacks: Sequence[Lack]) -> tuple[Lacking, ...]:
    """Return what a run keeps of segments: of an archive, all of their texts would be too much."""
    return tuple(
        Lacking(
            each.unit.id,
            each.unit.line,
            intern(each.reason),
            each.unit.source if at < SHOWN else "",
        )
        for at, each in enumerate(lacks)
    )


@dataclass(frozen=True, slots=True)
class Exported:
    """What became of one article in one locale."""

    article: str
    locale: str
    path: str
    """The localized copy."""

    review: str
    """The review file."""

    result: Result
    reason: str = ""
    """Why it is not written; empty if it is."""

    segments: int = 0
    lacks: tuple[Lacking, ...] = ()
    share: Share = field(default_factory=Share)
    until: datetime | None = None
    """When it goes out, if time alone holds it."""

    urgent: bool = False
    """Something is out that may not be, and only a person can take it back."""

    @property
    def withheld(self) -> bool:
        """Whether it was asked for and is withheld, or is out and may not be."""
        taken_back = self.result is Result.TAKEN_BACK and bool(self.lacks)
        return self.result is Result.WITHHELD or self.urgent or taken_back


@dataclass(frozen=True, slots=True)
class ExportOptions:
    """How an export is to be done, beside the policy."""

    dry: bool = False
    """Say what would be done, and write nothing."""

    force: bool = False
    """Replace files that were changed by hand, or that Dragoman did not write."""

    prune: bool = False
    """Remove copies whose article is gone, that are written elsewhere now, or that hold what may
    not be published any more."""

    policy: Mapping[str, Any] = field(default_factory=dict)
    """Fields of the policy that the run sets, whatever the settings and the articles say."""

    folder: Path | None = None
    """A folder to look at, and not to publish: nothing is held there for its date. `None` is
    `output/`."""

    due: bool = False
    """Only articles that time let out or took back since the last run."""

    now: datetime | None = None
    """What counts as now, with its zone; `None` is the clock's."""
