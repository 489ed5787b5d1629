"""What status and translate need to know of a review file, and the index that remembers it."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, field, fields, replace
from datetime import datetime
from typing import Any, Protocol

from dragoman.files import Stamp
from dragoman.model import DONE, Catalog, Severity, Status, Unit
from dragoman.workflow import judged
from dragoman.workflow.index import Index, are_counts, are_names
from dragoman.workflow.judged import Counts
from dragoman.workflow.reviewed import Reviewed
from dragoman.workflow.scope import Scope


@dataclass(frozen=True, slots=True)
class Summary:
    """A review file in numbers."""

    counts: Mapping[str, int]
    """Units by the name of their status."""

    words: int
    """Words of the source."""

    approved_words: int
    """Those of them in sentences that are done: approved, or left out on purpose."""

    errors: int
    """Findings that keep a unit out of the export."""

    warnings: int
    edited: int
    """Units with a person's text that is not approved yet."""

    waiting: int
    """Units without text."""

    outdated: bool
    """The article changed since the file was brought up to date, or there is no file."""

    current: bool
    """`translate` has nothing to do in the file."""

    left: Sequence[str] = ()
    """What of the article stays in the source language in every copy."""

    judged: Counts = field(default_factory=dict)
    """What people made of the machine's text, by how sure the model was."""

    accepted: str | None = None
    """When a person last gave a status, in ISO 8601; `None` where no record tells."""

    retired: int = 0
    """Units of sentences that the article no longer holds."""

    beside: Mapping[str, Sequence[int] | None] = field(default_factory=dict)
    """The stamps of other articles on which `left` depends, by their names."""

    @property
    def segments(self) -> int:
        """How many units there are."""
        return sum(self.counts.values())

    @property
    def undone(self) -> int:
        """How many things there are to do: units that are not done, and errors."""
        done = sum(self.counts.get(status.value, 0) for status in DONE)
        return self.segments - done + self.errors


def summed(found: Reviewed) -> Summary:
    """Return the numbers of what a review file should hold now."""
    units = found.catalog.units
    counts = Counter(unit.status.value for unit in units)
    findings = [finding for unit in units for finding in unit.findings]
    errors = sum(finding.severity is Severity.ERROR for finding in findings)
    words = {unit.source: len(unit.source.split()) for unit in units}
    return Summary(
        counts=dict(counts),
        words=sum(words[unit.source] for unit in units),
        approved_words=sum(words[unit.source] for unit in units if unit.status in DONE),
        errors=errors,
        warnings=len(findings) - errors,
        edited=sum(unit.edited and unit.status not in DONE for unit in units),
        waiting=sum(not unit.target and unit.status is not Status.OMIT for unit in units),
        outdated=found.old is None or reshaped(found.old, found.catalog),
        current=not found.merge.wanted and up_to_date(found),
        left=[finding.message for finding in found.article.findings],
        judged=judged.counted(units),
        accepted=_last_accepted(found.old),
        retired=len(found.catalog.retired),
        beside=dict(found.article.beside),
    )


def _last_accepted(catalog: Catalog | None) -> str | None:
    """Return when a person last gave a status, as the records of a file have it."""
    given = (
        unit.record.accepted.when
        for unit in (catalog.units if catalog is not None else ())
        if unit.record is not None and unit.record.accepted is not None
        # Where the record was lost, the time is that of the next run.
        if unit.record.accepted.who is not None or not unit.untraced
    )
    return max(given, default=None, key=_moment)


def _moment(when: str) -> tuple[float, str]:
    """Return what orders the times of acceptances; early ones are only the month."""
    with suppress(ValueError):
        return datetime.fromisoformat(when).timestamp(), when
    return 0.0, when


def reshaped(old: Catalog, new: Catalog) -> bool:
    """Whether two catalogs differ in what only a change of the article can change."""
    return len(old.units) != len(new.units) or any(
        (before.id, before.source) != (unit.id, unit.source)
        for before, unit in zip(old.units, new.units, strict=True)
    )


def up_to_date(found: Reviewed) -> bool:
    """Whether the file already says what it should; severities are not in the file."""
    old, new = found.old, found.catalog
    if old is None or old.labels != new.labels:
        return False
    if old.article and old.article != new.article:  # it was renamed
        return False
    before, after = (*old.units, *old.retired), (*new.units, *new.retired)
    return len(before) == len(after) and all(map(_alike, before, after))


def _alike(one: Unit, other: Unit) -> bool:
    if one == other:
        return True
    said, says = ([(each.check, each.message) for each in unit.findings] for unit in (one, other))
    return said == says and replace(one, findings=()) == replace(other, findings=())


class KnownReviews(Protocol):
    """Knows review files that need not be looked at."""

    def known(self, article: str, locale: str) -> Summary | None:
        """Return the numbers of a file that did not change, `None` where it must be read."""

    def note_read(self, found: Reviewed) -> Summary:
        """Return the numbers of a file that was looked at."""

    def note_written(self, found: Reviewed, digest: str) -> Summary:
        """Return the numbers of a file that this run made what it should be, by its digest."""


class Unknown:
    """Knows none, and remembers none: for processes that share the work."""

    def known(self, article: str, locale: str) -> None:
        """Know nothing of it."""

    def note_read(self, found: Reviewed) -> Summary:
        """Return the numbers, as `Summaries` does."""
        return summed(found)

    def note_written(self, found: Reviewed, digest: str) -> Summary:
        """Return the numbers, as `Summaries` does."""
        return _made_current(found)


def _made_current(found: Reviewed) -> Summary:
    return replace(
        summed(found),
        outdated=False,
        current=not found.merge.wanted,
        accepted=_last_accepted(found.catalog),
    )


def _is_sound(found: Mapping[str, Any]) -> bool:
    """Whether what is remembered of a file is such as `Summaries` remembers."""
    return (
        found.keys() == _FIELDS
        and all(type(found[name]) is int for name in _NUMBERS)
        and type(found["outdated"]) is bool
        and type(found["current"]) is bool
        and are_counts(found["counts"])
        and are_names(found["left"])
        and (found["accepted"] is None or type(found["accepted"]) is str)
        and isinstance(found["judged"], dict)
        and all(map(_are_tallies, found["judged"].values()))
        and isinstance(found["beside"], dict)
        and are_names([*found["beside"]])
        and all(each is None or _are_numbers(each) for each in found["beside"].values())
    )


_FIELDS = {each.name for each in fields(Summary)}
_NUMBERS = ("words", "approved_words", "errors", "warnings", "edited", "waiting", "retired")


def _are_tallies(found: object) -> bool:
    """Whether these are numbers of judged and of kept units, by confidence."""
    try:
        return isinstance(found, dict) and all(
            math.isfinite(float(sure)) and _are_numbers(each) and len(each) == 2
            for sure, each in found.items()
        )
    except ValueError:
        return False


def _are_numbers(found: Any) -> bool:
    return isinstance(found, list) and all(type(each) is int for each in found)


def _is_plain(found: Mapping[str, Any]) -> bool:
    """Whether what the index has of a file says that nothing in it is approved."""
    counts = found.get("counts", {})
    return bool(
        found.get("current")
        and found.get("retired", 1) == 0
        and Status.APPROVED.value not in counts
    )


class Summaries:
    """The numbers of review files; of those that did not change, without reading them."""

    def __init__(self, scope: Scope) -> None:
        self._scope = scope
        self._store = scope.store
        path = scope.store.index_path("reviews")
        self._index = Index(scope.store, path, is_sound=_is_sound)
        self._plain: set[str] = set()
        """The files that were asked for and hold nothing approved, by their names."""

    def known(self, article: str, locale: str) -> Summary | None:
        """Return the numbers of a file that did not change since it was looked at.

        `None` where it must be looked at, or there is none.
        """
        files = self._files(article, locale)
        found: Mapping[str, Any] | None = self._index.known(files)
        if found is None:
            return None
        summary = Summary(**found)
        if _is_plain(found):
            self._plain.add(files[-1])
        return summary if self._store.stand(summary.beside) else None

    def note_read(self, found: Reviewed) -> Summary:
        """Remember, and return, the numbers of a file that was looked at."""
        summary = summed(found)
        if found.file is not None:
            files = self._files(found.article.path, found.locale)
            self._index.note_read(files, asdict(summary), found.digest)
        return summary

    def note_written(self, found: Reviewed, digest: str) -> Summary:
        """Remember, and return, the numbers of a file that this run made what it should be."""
        summary = _made_current(found)
        files = self._files(found.article.path, found.locale)
        self._index.note_written(files, asdict(summary), digest)
        return summary

    def is_plain(self, name: str, stamp: Stamp) -> bool:
        """Whether a review file is known to hold nothing approved, by its name and its stamp.

        What is counted is what the file should hold, so it must be what it holds.
        """
        if name in self._plain and self._index.held(name, stamp):
            return True
        found = self._index.last_known(name, stamp)
        return found is not None and _is_plain(found)

    def lacking(self) -> int:
        """Return of how many of the scope's files nothing is remembered, at least."""
        return len(self._scope.names) * len(self._scope.locales) - self._index.holding()

    def remember(self, article: str, locale: str, summary: Summary, digest: str) -> None:
        """Remember what another process found in a file, whose bytes had the digest.

        Nothing is remembered of a file that changed since `known` was asked for it.
        """
        self._index.note_read(self._files(article, locale), asdict(summary), digest)

    def save(self) -> None:
        """Keep the numbers for the next run."""
        self._index.save()

    def _files(self, article: str, locale: str) -> tuple[str, str]:
        return self._store.names_of(article, locale)
