"""What this computer has."""

from __future__ import annotations

import math
import os
from pathlib import Path

_GROUPS = Path("/sys/fs/cgroup")
"""Where Linux shows what a container may use."""


def cores(groups: Path = _GROUPS) -> int:
    """Return the cores that this process may use, at least one.

    A container may be given part of a machine: 1.5 cores count as 2, so that none idles.
    """
    if hasattr(os, "sched_getaffinity"):
        found = len(os.sched_getaffinity(0))
    else:
        found = os.cpu_count() or 1
    quota = _quota(groups)
    return found if quota is None else max(1, min(found, math.ceil(quota)))


def _quota(groups: Path) -> float | None:
    """Return the cores' worth of time that control groups allow; `None` for all."""
    try:
        words = (groups / "cpu.max").read_text(encoding="ascii").split()
    except (OSError, ValueError):
        words = [
            _first_line(groups / "cpu" / "cpu.cfs_quota_us"),
            _first_line(groups / "cpu" / "cpu.cfs_period_us"),
        ]
    if len(words) != 2 or not all(word.isdecimal() and len(word) < 18 for word in words):
        return None
    quota, period = map(int, words)
    return quota / period if quota and period else None


def _first_line(file: Path) -> str:
    try:
        return file.read_text(encoding="ascii").strip()
    except (OSError, ValueError):
        return ""
