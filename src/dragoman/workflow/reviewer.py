"""Who gives a status, and when: what stands in acceptances.

The name comes from the command's option, else from `reviewer` in `dragoman.yaml`, the environment
variable `DRAGOMAN_REVIEWER`, or git's `user.name`, in this order. Where none of them says one, an
acceptance has no name.
"""

from __future__ import annotations

import os
import subprocess
from datetime import datetime

from dragoman.catalog import Witness
from dragoman.model import one_line
from dragoman.project import Project

VARIABLE = "DRAGOMAN_REVIEWER"

LONGEST = 200
"""Characters of a name that are kept."""

_PATIENCE = 10.0
"""Seconds that git may take to answer."""


def witness(project: Project, name: str | None = None) -> Witness:
    """Return who is at work now; `name` is what the command was told, if anything."""
    said = (name, project.settings.reviewer, os.environ.get(VARIABLE))
    who = next(filter(None, map(_clean, said)), None) or _clean(_by_git(project))
    return Witness(who, now().isoformat(timespec="seconds"))


def now() -> datetime:
    """Return the time, with the zone of this computer."""
    return datetime.now().astimezone()


def _by_git(project: Project) -> str | None:
    try:
        answer = subprocess.run(
            ["git", "config", "user.name"],
            cwd=project.root,
            capture_output=True,
            timeout=_PATIENCE,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return answer.stdout.decode("utf-8", "replace")


def _clean(name: str | None) -> str | None:
    """Return a name as one line that can be shown anywhere; `None` if nothing is left of it."""
    letters = one_line(name or "")
    return "".join(filter(str.isprintable, letters))[:LONGEST] or None
