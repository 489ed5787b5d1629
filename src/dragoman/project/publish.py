"""The section `publish`: what may be exported, and how.

publish:
  accept: approved            # the lowest status that may be exported
  missing: fail               # or skip, or source
  direction-marks: true       # in right-to-left exports
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

import yaml

from dragoman.model import Status
from dragoman.project import values


class Missing(Enum):
    """What becomes of an article with units that may not be published."""

    FAIL = "fail"
    """It is not exported, and the run fails."""

    SKIP = "skip"
    """It is not exported."""

    SOURCE = "source"
    """It is exported with the source text in their place."""


@dataclass(frozen=True, slots=True)
class Publish:
    """What may be exported."""

    accept: Status = Status.APPROVED
    """The lowest status that may be published: draft, reviewed or approved."""

    missing: Missing = Missing.FAIL

    direction_marks: bool = True
    """Whether right-to-left copies get the marks that keep Latin addresses and names in place."""


def accept(text: str) -> Status:
    """Return the status that an export accepts. Raises `ValueError` for any other word."""
    if text not in ("draft", "reviewed", "approved"):
        raise ValueError("Use draft, reviewed or approved.")
    return Status(text)


def read(node: yaml.Node, path: str) -> Publish:
    """Read the section."""
    pairs = values.pairs(node, path, "the settings of `publish`")
    return values.filled(Publish(), pairs, _READERS, path)


def _accept(node: yaml.Node, path: str) -> Status:
    return accept(values.word(node, path))


def _missing(node: yaml.Node, path: str) -> Missing:
    try:
        return Missing(values.word(node, path))
    except ValueError:
        raise ValueError("Use fail, skip or source.") from None


_READERS: values.Readers = {
    "accept": _accept,
    "missing": _missing,
    "direction-marks": values.switch,
}
