"""Articles that stay open while the review page shows them.

They are read once, and again when their bytes change. In a long one the findings are at first
those that stand in its review file; `look` checks one segment after the other, and what it finds
is kept for the next time.
"""

from __future__ import annotations

from collections import OrderedDict
from contextlib import suppress
from dataclasses import dataclass, field, replace
from time import perf_counter

from dragoman import catalog, checks
from dragoman.errors import DragomanError
from dragoman.files.digest import digest
from dragoman.model import Article, Block, BlockKind, Catalog, Finding, Segment, Severity, Unit
from dragoman.workflow.index import conditions
from dragoman.workflow.kept import LONG, Findings, Kept, asked
from dragoman.workflow.reading import read_parts
from dragoman.workflow.reviewed import Reviewed
from dragoman.workflow.saving import Saved
from dragoman.workflow.scope import Scope

MOST = 3
"""Files that are kept open; the ones that were not asked for longest are closed."""


@dataclass(slots=True)
class _OpenFile:
    """A review file as it was read last, merged with its article."""

    reviewed: Reviewed
    findings: dict[str, tuple[Finding, ...]] = field(default_factory=dict)
    unchecked: list[int] = field(default_factory=list)
    """The numbers of the segments whose findings are those of the file; the first one last."""

    looks: int = 0
    """How often all segments were checked."""


class OpenFiles:
    """The open files of a scope."""

    def __init__(self, scope: Scope) -> None:
        self._scope = scope
        self._kept = Kept(scope.store, conditions(scope.store))
        self._articles: OrderedDict[str, tuple[bytes, Article]] = OrderedDict()
        self._open: OrderedDict[tuple[str, str], _OpenFile] = OrderedDict()
        self._whole: tuple[bytes, Article] | None = None
        self._uncut: list[tuple[str, str]] = []
        self._shown_early: dict[str, str] = {}

    def reviewed(self, name: str, locale: str) -> Reviewed | None:
        """Return an article in a locale as its files stand; `None` if the article cannot be read.

        Why it cannot is noted in the scope. Raises `DragomanError` for the review file.
        """
        article = self.article(name)
        if article is None:
            return None
        known = self._open.pop((name, locale), None)
        path = self._scope.store.review_path(name, locale)
        if (
            known is None
            or known.reviewed.article is not article
            or not self._scope.store.holds_still(path, known.reviewed.file)
        ):
            known = self._read(article, locale, known)
        self._open[name, locale] = known
        while len(self._open) > MOST:
            self._open.popitem(last=False)
        return known.reviewed

    def early(self, name: str, locale: str) -> tuple[tuple[Unit, str], ...] | None:
        """Return what the review file of a long article holds, with labels, before that is cut.

        To cut it takes a second where nobody did so on this machine; `look` does it then. `None`
        where the article is cut already or short, and for all but the first time: what is wrong
        with it must be told. Raises `DragomanError` for the review file.
        """
        store = self._scope.store
        data, path = store.article(name), store.review_path(name, locale)
        known = self._articles.get(name)
        if data is None or (known is not None and known[0] == data):
            return None
        version = digest(data)
        if self._shown_early.get(name) == version or self._kept.holds_article(name, data):
            return None
        review = store.read(path) or b""
        if review.count(b"\n- id: ") <= LONG:
            return None
        self._shown_early[name] = version
        self._uncut.append((name, locale))
        found, _ = read_parts(review, store.shown(path), ())
        severities = self._severities(locale)
        units = (_with(unit, _weighed(unit.findings, severities)) for unit in found.units)
        return tuple(zip(units, found.labels, strict=True))

    def whole(self, name: str) -> Article | None:
        """Return an article with all of its file; `None` as for `reviewed`."""
        article = self.article(name)
        if article is None or any(block.raw for block in article.blocks):
            return article
        data = self._articles[name][0]
        if self._whole is None or self._whole[0] != data or self._whole[1].path != name:
            found = self._scope.article(name)
            if found is None:
                return None
            self._whole = (data, found)
        return self._whole[1]

    def looks(self, name: str, locale: str) -> int:
        """Return what changes whenever an article was cut, or all of its segments checked."""
        if (name, locale) in self._uncut:
            return -1
        known = self._open.get((name, locale))
        return known.looks if known else 0

    def keep(self, saved: Saved) -> None:
        """Take over what a file holds now that it was saved."""
        before = saved.reviewed
        key = (before.article.path, before.locale)
        known = self._open.get(key)
        if known is None or saved.parts is None or known.reviewed is not before:
            self._open.pop(key, None)
            return
        old = saved.parts.catalog
        stood = before.parts.catalog.units if before.parts else ()
        units = list(before.catalog.units)
        for at, (unit, earlier) in enumerate(zip(old.units, stood, strict=True)):
            if unit is not earlier:
                units[at] = self._merged(unit, before.article.segments[at], before.locale)
        found = replace(before, file=saved.file, old=old, parts=saved.parts)
        known.reviewed = found.holding(tuple(units))

    @property
    def waiting(self) -> bool:
        """Whether any article is not cut yet, or any segment not checked."""
        return bool(self._uncut) or any(known.unchecked for known in self._open.values())

    def look(self, seconds: float) -> bool:
        """Cut an article, or check some more segments for so many seconds.

        Return whether there was anything to do.
        """
        if self._uncut:
            with suppress(DragomanError):  # Who asks for it next is told.
                self.reviewed(*self._uncut[-1])
            self._uncut.pop()
            return True
        for (name, locale), known in self._open.items():
            if not known.unchecked:
                continue
            self._check(known, perf_counter() + seconds)
            checks.forget()
            if not known.unchecked:
                known.looks += 1
                self._kept.keep_findings(name, locale, known.findings)
            return True
        return False

    def article(self, name: str) -> Article | None:
        """Return an article with its segments; `None` as for `reviewed`."""
        data = self._scope.store.article(name) or b""
        known = self._articles.pop(name, None)
        if known is None or known[0] != data:
            article = self._kept.article(name, self._scope.project.settings.source, data)
            if article is None:
                found = self._scope.article_of_file(name)
                if found is None:
                    return None
                article, data = found
                self._kept.keep_article(article, data)
            known = (data, article)
        self._articles[name] = known
        while len(self._articles) > MOST:
            self._articles.popitem(last=False)
        return known[1]

    def _read(self, article: Article, locale: str, known: _OpenFile | None) -> _OpenFile:
        """Read and merge the files; check what is to be checked, or note that it is."""
        found = self._scope.merged(article, locale)
        pairs = tuple(zip(article.segments, found.catalog.units, strict=True))
        if len(pairs) <= LONG:
            both = [(unit, segment) for segment, unit in pairs]
            return _OpenFile(found.holding(tuple(self._scope.checked_each(both, locale))))
        said: Findings = known.findings if known else self._kept.findings(article.path, locale)
        severities = self._severities(locale)
        made = _OpenFile(found, looks=known.looks if known else 0)
        units = []
        for number, (segment, unit) in enumerate(pairs):
            key = asked(unit, segment)
            if key in said:
                made.findings[key] = said[key]
                units.append(_with(unit, said[key]))
            else:
                made.unchecked.append(number)
                units.append(_with(unit, _weighed(unit.findings, severities)))
        made.unchecked.reverse()
        made.reviewed = found.holding(tuple(units))
        if len(made.unchecked) <= LONG:
            self._check(made)
        return made

    def _check(self, known: _OpenFile, until: float | None = None) -> None:
        """Check what was not, to the end or until a time."""
        found = known.reviewed
        segments, units = found.article.segments, list(found.catalog.units)
        while known.unchecked and (until is None or perf_counter() < until):
            number = known.unchecked.pop()
            unit, segment = units[number], segments[number]
            key = asked(unit, segment)
            units[number] = self._scope.checked(unit, segment, found.locale)
            known.findings[key] = units[number].findings
        known.reviewed = found.holding(tuple(units))

    def _merged(self, unit: Unit, segment: Segment, locale: str) -> Unit:
        """Return a unit as reading its file would give it."""
        article = Article("", "", (Block(BlockKind.PARAGRAPH, "", segments=(segment,)),))
        alone = Catalog("", "", "", (unit,), ("",))
        merge = catalog.merge(alone, article, locale, {}, witness=lambda: self._scope.witness)
        return self._scope.checked(merge.catalog.units[0], segment, locale)

    def _severities(self, locale: str) -> dict[str, Severity]:
        rules = self._scope.project.settings.checks
        made = {name: rules.severity(name, usual, locale) for name, usual in checks.MACHINE.items()}
        weighed = {check.name: severity for check, severity in checks.active(rules, locale)}
        return weighed | {name: severity for name, severity in made.items() if severity is not None}


def _with(unit: Unit, findings: tuple[Finding, ...]) -> Unit:
    return unit if unit.findings == findings else replace(unit, findings=findings)


def _weighed(findings: tuple[Finding, ...], severities: dict[str, Severity]) -> tuple[Finding, ...]:
    """Return what a file shows, which does not say how much it counts."""
    return tuple(
        replace(each, severity=severities[each.check])
        for each in findings
        if each.check in severities
    )
