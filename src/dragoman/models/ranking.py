"""Which of several models of a direction is the best, by published scores."""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.models import catalogue
from dragoman.models.installed import Installed, version_key
from dragoman.models.kinds import ARGOS, FIREFOX

ORDER = (FIREFOX, ARGOS)
"""The engines whose models are better, first, where no score is known. In most directions for which
both have scores Firefox's model is ahead."""


def best(packages: Sequence[Installed]) -> Installed:
    """Return the best of several packages, of which there is at least one.

    If the scores of all are known, that with the highest; else the first of `ORDER`. Of one
    engine, the newest.
    """
    scores = [score(package) for package in packages]
    if None not in scores:
        return max(packages, key=lambda package: (score(package) or 0.0, _newness(package)))
    return min(
        sorted(packages, key=_newness, reverse=True),
        key=lambda package: ORDER.index(package.engine) if package.engine in ORDER else len(ORDER),
    )


def score(package: Installed) -> float | None:
    """Return the published score of a package's model; `None` where none is known."""
    return catalogue.score(package.engine, package.direction, package.name)


def _newness(package: Installed) -> list[tuple[int, str]]:
    return version_key(package.version)
