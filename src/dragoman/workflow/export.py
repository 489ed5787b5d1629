"""Write localized copies, of nothing but what may be published."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import nullcontext
from dataclasses import asdict, dataclass, field, replace
from enum import Enum
from functools import partial
from pathlib import Path
from typing import Any

from dragoman import checks, publishing
from dragoman.errors import ArticleError, DragomanError
from dragoman.formats.header import Header
from dragoman.formats.lines import ENDING
from dragoman.model import Article, Finding, Syntax, Unit
from dragoman.project import Publish, override
from dragoman.publishing import Copy, Fate, Lack, Share, manifest
from dragoman.store import Store
from dragoman.workflow.index import Index, sha
from dragoman.workflow.scope import Reviewed, Scope


class Result(Enum):
    """What became of a localized copy."""

    WRITTEN = "written"
    UNCHANGED = "unchanged"
    SKIPPED = "skipped"
    WITHHELD = "withheld"
    REMOVED = "removed"
    LEFT = "left"
    """Its article is gone, and it was not asked to be removed, or was changed by hand."""


@dataclass(frozen=True, slots=True)
class Exported:
    """What became of one article in one locale."""

    article: str
    locale: str
    path: str
    """The localized copy."""

    review: str
    """The review file."""

    result: Result
    reason: str = ""
    """Why it is not written; empty if it is."""

    segments: int = 0
    lacks: tuple[Lack, ...] = ()
    share: Share = field(default_factory=Share)


@dataclass(frozen=True, slots=True)
class Wanted:
    """How an export is to be done, beside the policy."""

    dry: bool = False
    """Say what would be done, and write nothing."""

    force: bool = False
    """Replace files that were changed by hand, or that Dragoman did not write."""

    prune: bool = False
    """Remove copies whose article is gone, or that are written elsewhere now."""

    policy: Mapping[str, Any] = field(default_factory=dict)
    """Fields of the policy that the run sets, whatever the settings and the articles say."""


@dataclass(slots=True)
class ExportReport:
    """What an export did, or with `dry` would do."""

    dry: bool = False
    files: list[Exported] = field(default_factory=list)
    problems: list[DragomanError] = field(default_factory=list)

    @property
    def failed(self) -> bool:
        """Whether anything asked for was withheld."""
        withheld = any(each.result is Result.WITHHELD for each in self.files)
        return withheld or bool(self.problems)


def export(scope: Scope, publish: Publish, wanted: Wanted | None = None) -> ExportReport:
    """Write the localized copies of the scope, each complete or not at all.

    A copy that would not change is not written again. A file that Dragoman did not write, or
    that was changed since, is replaced only with `Wanted.force`.
    """
    wanted = wanted or Wanted()
    report = ExportReport(wanted.dry)
    with nullcontext() if wanted.dry else scope.store.lock():
        work = _Export(scope, publish, wanted)
        try:
            for name in scope.names:
                report.files += work.article(name)
            report.files += work.orphans()
        finally:
            work.close()
    report.problems = scope.problems
    return report


class _Export:
    """A run over articles, with the list of what is exported."""

    def __init__(self, scope: Scope, publish: Publish, wanted: Wanted) -> None:
        self._scope = scope
        self._store = scope.store
        self._publish = publish
        self._wanted = wanted
        self._written = _Written(scope.store, dry=wanted.dry)
        settings = scope.project.settings
        policy = sorted(wanted.policy.items())
        path = scope.store.index_path("exported")
        self._fresh = Index(scope.store, path, settings, publish, policy)
        self._claimed: dict[str, str] = {}
        """For each path of this run the article that it is the copy of."""

        self._places: dict[tuple[str, str], str] = {}
        """For each article and locale of this run the path of its copy."""

    def article(self, name: str) -> Iterator[Exported]:
        """Export the article in every locale; note what cannot be read."""
        fresh = [self._unchanged(name, locale) for locale in self._scope.locales]
        waiting = [
            locale
            for locale, found in zip(self._scope.locales, fresh, strict=True)
            if found is None
        ]
        yield from (found for found in fresh if found is not None)
        article = self._scope.article(name) if waiting else None
        if article is None:
            return
        shown = self._store.shown(self._store.article_path(name))
        try:
            front = publishing.front_matter(article)
            publish = _of_article(self._publish, article, front, shown)
            publish = replace(publish, **self._wanted.policy)
        except DragomanError as error:
            self._note(error, name, shown)
            return
        for locale in waiting:
            try:
                yield self._copy(self._scope.reviewed(article, locale), publish, front)
            except DragomanError as error:
                self._note(error, name, shown)

    def _note(self, error: DragomanError, name: str, shown: str) -> None:
        if isinstance(error, ArticleError) and error.path == name:
            error.path = shown
        self._scope.note(error)

    def _files(self, name: str, locale: str, place: str) -> tuple[Path, ...]:
        """Return what a copy is made from, and the copy."""
        store = self._store
        return store.article_path(name), store.review_path(name, locale), store.output_path(place)

    def _unchanged(self, name: str, locale: str) -> Exported | None:
        """Return the copy if nothing changed since it was written or found as it should be."""
        place = self._written.place(name, locale)
        if place is None:
            return None
        _, review, copy = files = self._files(name, locale, place)
        known = self._fresh.known(files)
        if known is None:
            return None
        share = Share(**{**known, "engines": tuple(known["engines"])})
        self._places[name, locale] = place
        self._claimed[place] = name
        return Exported(
            name,
            locale,
            self._store.shown(copy),
            self._store.shown(review),
            Result.UNCHANGED,
            segments=share.segments,
            share=share,
        )

    def _copy(self, found: Reviewed, publish: Publish, front: Header | None) -> Exported:
        article, locale = found.article, found.locale
        original = publishing.original(article, front, publish.original)
        place = publishing.place(article.path, locale, original, publish.preset)
        self._places[article.path, locale] = place
        findings = partial(self._findings, locale=locale)
        verdict = publishing.judge(article, found.catalog.units, publish, findings)
        result, reason = _FATES[verdict.fate], verdict.reason
        if verdict.fate is Fate.PUBLISH:
            data = publishing.written(article, locale, verdict, publish, original, front)
            result, reason = self._put(Copy(place, article.path, locale, ""), data)
            if result is not Result.WITHHELD:
                files = self._files(article.path, locale, place)
                self._fresh.note(files, asdict(verdict.share), sha(data))
        elif place in self._written.copies:
            reason += "; an earlier copy stays"
        review = self._store.review_path(article.path, locale)
        return Exported(
            article.path,
            locale,
            self._store.shown(self._store.output_path(place)),
            self._store.shown(review),
            result,
            reason,
            len(found.catalog.units),
            verdict.lacks,
            verdict.share,
        )

    def _findings(self, unit: Unit, syntax: Syntax, *, locale: str) -> tuple[Finding, ...]:
        scope = self._scope
        rules, context = scope.project.settings.checks, scope.context(locale)
        return checks.findings(unit, syntax, scope.language, locale, rules, context)

    def _put(self, copy: Copy, data: bytes) -> tuple[Result, str]:
        """Write a copy unless somebody else's file is in its place."""
        other = self._claimed.setdefault(copy.path, copy.article)
        if other != copy.article:
            return Result.WITHHELD, f"{other} has the same place"
        before = self._store.read(self._store.output_path(copy.path))
        if data == before:
            self._written.note(copy, data)
            return Result.UNCHANGED, ""
        ours = before is None or self._written.is_ours(copy.path, before)
        if not ours and not self._wanted.force:
            known = copy.path in self._written.copies
            return Result.WITHHELD, _EDITED if known else _FOREIGN
        self._written.write(copy, data, before)
        return Result.WRITTEN, ""

    def orphans(self) -> Iterator[Exported]:
        """Name the copies that no article of this project makes any more, or remove them.

        An article that was not part of the run keeps its copies.
        """
        present = set(self._store.articles())
        targets = {*self._scope.project.settings.targets, *self._scope.locales}
        for copy in list(self._written.copies.values()):
            place = self._places.get((copy.article, copy.locale), copy.path)
            if copy.article not in present:
                reason = "its article is gone"
            elif copy.locale not in targets:
                reason = f"{copy.locale} is no target of the project any more"
            elif place != copy.path:
                reason = f"the copy is {place} now"
            else:
                continue
            try:
                yield self._orphan(copy, reason)
            except DragomanError as error:
                self._scope.note(error)

    def _orphan(self, copy: Copy, reason: str) -> Exported:
        path = self._store.output_path(copy.path)
        data = self._store.read(path)
        result = Result.LEFT
        if not self._wanted.prune and data is not None:
            reason += "; --prune removes it"
        elif data is not None and not self._written.is_ours(copy.path, data):
            reason += ", but it was changed by hand: delete it yourself"
        else:
            self._written.remove(copy, data)
            result = Result.REMOVED
        review = self._store.review_path(copy.article, copy.locale)
        return Exported(
            copy.article,
            copy.locale,
            self._store.shown(path),
            self._store.shown(review),
            result,
            reason,
        )

    def close(self) -> None:
        """Save the list of what is exported."""
        self._written.save()
        if not self._wanted.dry:
            self._fresh.save()


def _of_article(publish: Publish, article: Article, front: Header | None, shown: str) -> Publish:
    """Return the policy with what the article's front matter says of its own publishing."""
    entry = front.entry("publish") if front else None
    if entry is None or not entry.is_mapping:
        return publish
    text = "".join(block.raw for block in article.blocks).removeprefix("\ufeff")
    line = len(ENDING.findall(text, 0, entry.start)) + 1
    return override(publish, text[entry.start : entry.end], line, shown)


_EDITED = "it was changed by hand since it was written; --force replaces it"
_FOREIGN = "a file that Dragoman did not write is in its place; --force replaces it"

_FATES: Mapping[Fate, Result] = {
    Fate.PUBLISH: Result.WRITTEN,
    Fate.SKIP: Result.SKIPPED,
    Fate.WITHHOLD: Result.WITHHELD,
}


class _Written:
    """The manifest during a run."""

    def __init__(self, store: Store, *, dry: bool) -> None:
        self._store = store
        self._dry = dry
        self._path = store.output_path(manifest.NAME)
        self._data = store.read(self._path)
        shown = store.shown(self._path)
        self.copies = manifest.parse(self._data, shown) if self._data is not None else {}
        self._places = {(copy.article, copy.locale): copy.path for copy in self.copies.values()}
        self._begun = store.begun()

    def place(self, article: str, locale: str) -> str | None:
        """Return where the copy was when this run began, if it was written."""
        return self._places.get((article, locale))

    def is_ours(self, path: str, data: bytes) -> bool:
        """Whether the file holds what Dragoman wrote, be it in a run that was cut off."""
        digest = manifest.digest(data)
        known = self.copies.get(path)
        return (known is not None and known.digest == digest) or (path, digest) in self._begun

    def note(self, copy: Copy, data: bytes) -> None:
        """Take a file that holds the copy already for one that was written."""
        self.copies[copy.path] = Copy(copy.path, copy.article, copy.locale, manifest.digest(data))

    def write(self, copy: Copy, data: bytes, before: bytes | None) -> None:
        """Write a file. What is about to be written is noted first: the run may be cut off."""
        if not self._dry:
            self._store.begin(copy.path, manifest.digest(data))
            self._store.write(self._store.output_path(copy.path), data, before)
        self.note(copy, data)

    def remove(self, copy: Copy, data: bytes | None) -> None:
        """Remove a file, and the folders that it leaves empty."""
        if not self._dry and data is not None:
            self._store.remove(self._store.output_path(copy.path), data)
        del self.copies[copy.path]

    def save(self) -> None:
        """Write the manifest, if it changed."""
        if self._dry:
            return
        data = manifest.serialize(self.copies.values())
        if data != self._data and (self.copies or self._data is not None):
            self._store.write(self._path, data, self._data)
        self._store.finish()
