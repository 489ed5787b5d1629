"""What each check is for: the texts of `data/about.yaml`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from dragoman.checks.many import MANY
from dragoman.checks.stored import stored
from dragoman.checks.table import CHECKS, MACHINE, Check, checks
from dragoman.model import Severity

_OTHER = "uncategorized"
"""The type of ITS 2.0 for what has none: that of other packages' checks."""


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence that the check finds fault with, and one that it leaves in peace."""

    locale: str
    source: str
    wrong: str
    right: str

    glossary: str = ""
    """The glossary that is in force, where it matters."""

    room: int | None = None
    """How many characters can be read in the time of a subtitle."""


@dataclass(frozen=True, slots=True)
class About:
    """What people are told of a check."""

    name: str
    severity: Severity
    fix: str
    """The typographic rule that puts it right; empty where there is none."""

    issue_type: str
    """Its type among the localization quality issues of the W3C's ITS 2.0."""

    what: str
    why: str
    false_alarms: str
    example: Example | None
    """`None` where one sentence cannot show it."""


@cache
def explained() -> Mapping[str, About]:
    """Return what there is to say of every check, in the order of the tables."""
    said: dict[str, dict[str, Any]] = stored("about.yaml")
    severities = {check.name: check.severity for check in CHECKS} | MACHINE
    severities |= {check.name: check.severity for check in MANY}
    fixes = {check.name: check.fix for check in CHECKS}
    ours = {
        name: About(
            name,
            severity,
            fixes.get(name, ""),
            said[name]["type"],
            said[name]["what"].strip(),
            said[name]["why"].strip(),
            said[name]["false-alarms"].strip(),
            Example(**said[name]["example"]) if "example" in said[name] else None,
        )
        for name, severity in severities.items()
    }
    return ours | {check.name: _brought(check) for check in checks()[len(CHECKS) :]}


def _brought(check: Check) -> About:
    """Say of a check of another package what there is to say."""
    why = "Another package brings this check."
    return About(
        check.name, check.severity, check.fix, _OTHER, check.about, why, "its authors know.", None
    )
