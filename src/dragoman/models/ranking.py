"""Which of several models of a direction is the best, by published scores."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib.resources import files

import yaml

from dragoman.models.installed import Installed, version_key
from dragoman.models.kinds import ARGOS, FIREFOX

ORDER = (FIREFOX, ARGOS)
"""The engines whose models are better, first, where no score is known. In most directions for which
both have scores Firefox's model is ahead."""

Score = tuple[str, str, str | None]
"""Engine, direction and name of a model."""


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
    return _scores().get((package.engine, package.direction, package.name))


def _newness(package: Installed) -> list[tuple[int, str]]:
    return version_key(package.version)


@cache
def _scores() -> dict[Score, float]:
    text = (files("dragoman.models") / "scores.yaml").read_text(encoding="utf-8")
    return {
        (row["engine"], row["direction"], row.get("name")): row["score"]
        for row in yaml.safe_load(text)
    }
