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
    if len(packages) == 1:
        return packages[0]
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


def is_better(signature: str, other: str, *, by: float = 0.0) -> bool:
    """Whether the model that a signature names is known to be better than another's.

    Its published score must be higher by more than `by`.
    """
    one, two = _score_of(signature), _score_of(other)
    return one is not None and two is not None and one - two > by


def _score_of(signature: str) -> float | None:
    """Return the published score of the model that a signature such as `argos en-fa 1.5` names."""
    engine, direction, *more = [*signature.split(), "", ""][:4]
    named = catalogue.score(engine, direction, more[0])
    return named if named is not None else catalogue.score(engine, direction, None)


def _newness(package: Installed) -> list[tuple[int, str]]:
    return version_key(package.version)
