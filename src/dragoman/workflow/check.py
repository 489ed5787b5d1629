"""Say what the checks find in the review files, unit by unit and among all units."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import islice
from typing import overload

from dragoman import checks
from dragoman.checks import Placed, Rules
from dragoman.errors import DragomanError
from dragoman.files import Spool
from dragoman.model import Finding, Severity, Unit
from dragoman.workflow import moved
from dragoman.workflow.reviewed import Checked
from dragoman.workflow.scope import Scope
from dragoman.workflow.spread import spread
from dragoman.workflow.strays import strays

AT_A_TIME = 250
"""Units that are kept together."""

REMEMBERED = 64
"""Such parts that are at hand while the units of all are compared."""


@dataclass(frozen=True, slots=True)
class Found:
    """A finding with the unit it speaks of."""

    article: str
    locale: str
    path: str
    """The review file."""

    line: int | None
    """Where the unit begins in it."""

    unit: Unit
    finding: Finding


@dataclass(slots=True)
class CheckReport:
    """What was found."""

    found: Sequence[Found] = ()
    """File after file, in the order of their units."""

    severities: Counter[Severity] = field(default_factory=Counter)
    """How many of them are of each severity."""

    files: int = 0
    units: int = 0
    """Those that have a translation."""

    problems: list[DragomanError] = field(default_factory=list)
    notices: list[DragomanError] = field(default_factory=list)
    """What people should know although nothing was kept from being done."""

    def count(self, severity: Severity) -> int:
        """Return how many findings are of the severity."""
        return self.severities[severity]

    def failed(self, *, strict: bool) -> bool:
        """Whether there are errors or, if `strict`, any findings; or files that are broken."""
        return bool(self.problems) or bool(self.found if strict else self.count(Severity.ERROR))


def check(scope: Scope) -> CheckReport:
    """Check everything in the scope. Writes nothing."""
    report = CheckReport()
    parts = {locale: _Units(locale) for locale in scope.locales}
    files = len(scope.names) * len(scope.locales)
    for bundle in spread(scope, _singly, scope.names, files):
        for article, locale, is_there, units in bundle:
            report.files += is_there
            parts[locale].add(article, units)
    rules = scope.project.settings.checks
    for part in parts.values():
        part.compare(rules)
        report.units += part.translated
        report.severities += part.severities
    report.found = _FoundList(scope.names, tuple(parts.values()), report.severities.total())
    report.notices += moved.told(scope)
    for problem in strays(scope):
        scope.note(problem)
    report.problems = scope.problems
    return report


_File = tuple[str, str, bool, tuple[Placed, ...]]
"""An article, a locale, whether there is a review file, and the units that it should hold."""


def _singly(scope: Scope, names: Sequence[str]) -> list[_File]:
    """Check some articles, each unit by itself."""
    return [
        (found.article.path, found.locale, found.is_there, tuple(_placed(scope, found)))
        for found in scope.every_checked(names)
    ]


def _placed(scope: Scope, found: Checked) -> Iterator[Placed]:
    for segment, unit in zip(found.article.segments, found.units, strict=True):
        article, locale = found.article.path, found.locale
        yield Placed(unit, segment.syntax, article, found.path, scope.language, locale)


class _Units(Sequence[Placed]):
    """The units of a locale, article after article: more than memory holds."""

    def __init__(self, locale: str) -> None:
        self.locale = locale
        self.translated = 0
        self.severities: Counter[Severity] = Counter()
        self._spool: Spool[tuple[Placed, ...]] = Spool()
        self._starts = [0]
        """The number of the first unit of each part, and of the one that would come next."""

        self._files: dict[str, range] = {}
        """For each article the numbers of the parts of its file."""

        self._among: dict[int, list[Finding]] = {}
        """What is to be said of units beside the others, by their numbers."""

        self._part = lru_cache(REMEMBERED)(self._spool.__getitem__)

    def add(self, article: str, units: tuple[Placed, ...]) -> None:
        """Keep the units of one more file."""
        first = len(self._spool)
        for at in range(0, len(units), AT_A_TIME):
            part = units[at : at + AT_A_TIME]
            self._spool.append(part)
            self._starts.append(self._starts[-1] + len(part))
        self._files[article] = range(first, len(self._spool))
        self.translated += sum(bool(each.unit.target) for each in units)
        self._count(finding for each in units for finding in each.unit.findings)

    def compare(self, rules: Rules) -> None:
        """Check the units as the newsroom's, beside each other."""
        among = checks.findings_among(self, self.locale, rules)
        self._among = {number: found for number, found in enumerate(among) if found}
        self._count(finding for found in among for finding in found)

    def _count(self, findings: Iterator[Finding]) -> None:
        self.severities.update(finding.severity for finding in findings)

    def found_in(self, article: str) -> Iterator[Found]:
        """Yield all findings of an article."""
        for part in self._files.get(article, ()):
            for number, each in enumerate(self._part(part), self._starts[part]):
                for finding in (*each.unit.findings, *self._among.get(number, ())):
                    yield Found(article, self.locale, each.path, each.unit.line, each.unit, finding)

    def __len__(self) -> int:
        return self._starts[-1]

    def __iter__(self) -> Iterator[Placed]:
        for units in self._spool:
            yield from units

    @overload
    def __getitem__(self, place: int) -> Placed: ...

    @overload
    def __getitem__(self, place: slice) -> Sequence[Placed]: ...

    def __getitem__(self, place: int | slice) -> Placed | Sequence[Placed]:
        if isinstance(place, slice):
            return [self[number] for number in range(len(self))[place]]
        part = bisect_right(self._starts, place) - 1
        return self._part(part)[place - self._starts[part]]


class _FoundList(Sequence[Found]):
    """The findings of all locales, article after article, made anew for each who asks."""

    def __init__(self, names: Sequence[str], parts: Sequence[_Units], size: int) -> None:
        self._names = names
        self._parts = parts
        self._size = size

    def __len__(self) -> int:
        return self._size

    def __iter__(self) -> Iterator[Found]:
        for name in self._names:
            for part in self._parts:
                yield from part.found_in(name)

    @overload
    def __getitem__(self, place: int) -> Found: ...

    @overload
    def __getitem__(self, place: slice) -> Sequence[Found]: ...

    def __getitem__(self, place: int | slice) -> Found | Sequence[Found]:
        if isinstance(place, slice):
            return list(self)[place]
        return next(islice(self, range(self._size)[place], None))
