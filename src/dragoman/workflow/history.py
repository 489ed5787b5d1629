"""How a segment came to stand as it does: its versions in git, where the newsroom keeps one."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from dragoman import review
from dragoman.errors import ReviewError
from dragoman.model import Status, Unit
from dragoman.store import Store

MOST = 20
"""Commits of a review file that are looked at."""

PATIENCE = 5.0
"""Seconds that git may take for one answer."""

_QUIET = ("-c", "core.fsmonitor=false", "-c", "log.showSignature=false", "-c", "core.hooksPath=")
"""A repository's settings may name programs: none is run."""


@dataclass(frozen=True, slots=True)
class CommittedVersion:
    """A segment as a commit left it."""

    when: str
    """In ISO 8601, with the zone."""

    who: str
    target: str
    status: Status


def history(store: Store, article: str, locale: str, key: str) -> tuple[CommittedVersion, ...]:
    """Return the versions of a segment that commits made, the newest first.

    Nothing where the newsroom is no repository, or git is not there or takes too long.
    """
    path = store.shown(store.review_path(article, locale))
    versions: list[CommittedVersion] = []
    for commit, when, who in _commits(store, path):
        text = _git(store, "show", "--no-textconv", f"{commit}:./{path}")
        unit = None if text is None else _unit(text, path, key)
        version = CommittedVersion(when, who, unit.target, unit.status) if unit else None
        if version is None:
            continue
        if versions and (versions[-1].target, versions[-1].status) == (
            version.target,
            version.status,
        ):
            # The commit before it says the same: this one, the older, is where it came about.
            versions[-1] = version
        else:
            versions.append(version)
    return tuple(versions)


def _commits(store: Store, path: str) -> Iterator[tuple[str, str, str]]:
    wanted = ("log", f"-n{MOST}", "--no-show-signature", "--format=%H%x09%aI%x09%an", "--", path)
    for line in (_git(store, *wanted) or "").splitlines():
        commit, _, rest = line.partition("\t")
        when, _, who = rest.partition("\t")
        yield commit, when, who


def _unit(text: str, path: str, key: str) -> Unit | None:
    try:
        parts = review.cut(text, path)
        catalog = parts.catalog if parts else review.parse(text, path)
    except ReviewError:
        return None
    return next((unit for unit in catalog.units if unit.id == key), None)


def _git(store: Store, *arguments: str) -> str | None:
    """Return what git answers; `None` where it does not."""
    try:
        answer = subprocess.run(
            ["git", *_QUIET, *arguments],
            cwd=store.root,
            env=_environment(),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=PATIENCE,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return answer.stdout.decode("utf-8", "replace") if answer.returncode == 0 else None


def _environment() -> Mapping[str, str]:
    return {**os.environ, "GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0", "GIT_PAGER": "cat"}
