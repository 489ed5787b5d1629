"""Say how far the review of every article has come."""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields
from datetime import datetime
from operator import attrgetter
from typing import Any

from dragoman.calibration import Calibration, calibrated
from dragoman.errors import DragomanError
from dragoman.files import Spool
from dragoman.model import Article, Status, Unit
from dragoman.risk import Risk, risk
from dragoman.workflow import moved
from dragoman.workflow.judged import Counts, tallies
from dragoman.workflow.looking import look
from dragoman.workflow.reviewed import Reviewed
from dragoman.workflow.scope import Scope
from dragoman.workflow.strays import strays
from dragoman.workflow.summary import Summaries, Summary


@dataclass(frozen=True, slots=True)
class Standing:
    """How far one article is in one locale."""

    article: str
    locale: str
    path: str
    counts: Mapping[Status, int]
    words: int
    """Words of the source."""

    approved_words: int
    errors: int
    """Units that a finding keeps out of the export."""

    warnings: int
    """Findings that do not."""

    left: tuple[str, ...]
    """What of the article no segment holds: it stays in the source language in every copy."""

    edited: int
    """Units with a person's text that is not approved yet."""

    accepted: str | None
    """When a person last gave a segment its status, in ISO 8601; `None` where nothing tells."""

    changed: datetime | None
    """When the review file was last saved on this machine, in local time; after a clone of the
    project that is the time of the clone."""

    outdated: bool
    """The article changed since the last `dragoman translate`, or it never ran."""

    def __reduce__(self) -> tuple[Any, ...]:
        """Keep only the numbers: an archive has a row for each article in each locale."""
        return _standing_again, (tuple(self.counts.values()), *_ALL_BUT_COUNTS(self))


_ALL_BUT_COUNTS = attrgetter(*(each.name for each in fields(Standing) if each.name != "counts"))


def _standing_again(numbers: tuple[int, ...], *rest: Any) -> Standing:
    article, locale, path, *others = rest
    return Standing(article, locale, path, dict(zip(Status, numbers, strict=True)), *others)


@dataclass(frozen=True, slots=True)
class Risky:
    """A unit that needs a person, and where it stands."""

    article: str
    locale: str
    path: str
    """The review file."""

    unit: Unit
    risk: Risk


@dataclass(slots=True)
class StatusReport:
    """How far everything is."""

    rows: Spool[Standing] = field(default_factory=Spool)
    """By article, and by locale in each."""

    asked: int = 0
    """How many risky units were asked for."""

    risky: list[Risky] = field(default_factory=list)
    """Those that need a person most, the most urgent first."""

    problems: list[DragomanError] = field(default_factory=list)
    notices: list[DragomanError] = field(default_factory=list)
    """What people should know although nothing was kept from being done."""

    @property
    def failed(self) -> bool:
        """Whether any file could not be read."""
        return bool(self.problems)


def status(scope: Scope, risky: int = 0) -> StatusReport:
    """Count everything in the scope, and read what changed since it was counted last.

    With `risky`, so many units are listed that need a person most; then everything is read.
    """
    report = StatusReport(asked=risky)
    summaries = Summaries(scope)
    look(scope, summaries)
    counts: dict[str, list[Counts]] = {locale: [] for locale in scope.locales}
    for name in scope.names:
        known = {each: summaries.known(name, each) for each in scope.locales}
        article: Article | None = None
        for locale in scope.locales:
            summary = known[locale]
            if summary is None:
                article = article or scope.article(name)
                if article is None:
                    break
                try:
                    with scope.boundary(scope.store.review_path(name, locale)):
                        summary = summaries.note_read(scope.reviewed(article, locale))
                except DragomanError as error:
                    scope.note(error)
                    continue
            report.rows.append(_standing(scope, name, locale, summary))
            if risky and summary.judged:
                counts[locale].append(summary.judged)
    summaries.save()
    if risky:
        report.risky = _riskiest(scope, counts, risky)
    report.notices += moved.told(scope)
    for problem in strays(scope):
        scope.note(problem)
    report.problems = scope.problems
    return report


def _riskiest(scope: Scope, counts: Mapping[str, Iterable[Counts]], most: int) -> list[Risky]:
    """Return the units that need a person most; what cannot be read was told already."""
    calibrations = {
        (locale, engine): calibrated(tally)
        for locale, every in counts.items()
        for engine, tally in tallies(every).items()
    }
    riskiest = _Riskiest(most)
    for found in scope.every_review():
        path = _review(scope, found.article.path, found.locale)
        riskiest.add(_risky(found, path, calibrations))
    return riskiest.listed()


def _review(scope: Scope, article: str, locale: str) -> str:
    return scope.store.shown(scope.store.review_path(article, locale))


def _risky(
    found: Reviewed, path: str, calibrations: Mapping[tuple[str, str], Calibration | None]
) -> Iterator[Risky]:
    for unit in found.catalog.units:
        weight = risk(unit, calibrations.get((found.locale, unit.credit)))
        if weight.score:
            yield Risky(found.article.path, found.locale, path, unit, weight)


class _Riskiest:
    """Keeps the riskiest units of all, and of two alike the one that came first."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._seen = 0
        self._heap: list[tuple[float, int, Risky]] = []

    def add(self, found: Iterable[Risky]) -> None:
        for each in found:
            self._seen += 1
            heapq.heappush(self._heap, (each.risk.score, -self._seen, each))
            if len(self._heap) > self._most:
                heapq.heappop(self._heap)

    def listed(self) -> list[Risky]:
        return [each for *_, each in sorted(self._heap, reverse=True)]


def _standing(scope: Scope, article: str, locale: str, summary: Summary) -> Standing:
    return Standing(
        article=article,
        locale=locale,
        path=_review(scope, article, locale),
        counts={status: summary.counts.get(status.value, 0) for status in Status},
        words=summary.words,
        approved_words=summary.approved_words,
        errors=summary.errors,
        warnings=summary.warnings,
        left=tuple(summary.left),
        edited=summary.edited,
        accepted=summary.accepted,
        changed=scope.store.changed(scope.store.review_path(article, locale)),
        outdated=summary.outdated,
    )
