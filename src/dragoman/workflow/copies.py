"""The localized copies of a run: what each is made from, what is decided, what is done."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from functools import partial
from typing import Any

from dragoman import checks, formats, publishing
from dragoman.errors import ArticleError, DragomanError
from dragoman.files import Spool
from dragoman.formats.header import Header
from dragoman.model import Article, Finding, Syntax, Unit
from dragoman.project import Publish
from dragoman.publishing import (
    ExportedFile,
    Fate,
    Hold,
    Lack,
    Original,
    Release,
    Share,
    Verdict,
    account,
    outdated,
    plan,
    references,
    version,
)
from dragoman.publishing.plan import Before, Result, Step
from dragoman.publishing.release import Why
from dragoman.workflow import remembered, served
from dragoman.workflow.exported import Exported, ExportOptions, lacking
from dragoman.workflow.index import Index, sha
from dragoman.workflow.material import ArticleReviews, Material, materials, stamps
from dragoman.workflow.output import Output
from dragoman.workflow.policies import policy_of
from dragoman.workflow.releases import Releases
from dragoman.workflow.scope import Scope


@dataclass(frozen=True, slots=True)
class _Source:
    """An article, and what is the same for all copies of it."""

    article: Article
    front: Header | None
    publish: Publish
    release: Release
    original: Original
    files: tuple[str, ...]
    """The pictures and attachments that are brought along."""

    missing: tuple[str, ...]
    digest: str


@dataclass(frozen=True, slots=True)
class _Unchanged:
    """A copy that is as it should be."""

    place: str
    copy: Exported
    missing: tuple[str, ...]


class Copies:
    """A run over articles."""

    def __init__(self, scope: Scope, publish: Publish, wanted: ExportOptions) -> None:
        self._scope = scope
        self._store = scope.store
        self._publish = publish
        self._wanted = wanted
        self._now = wanted.now or datetime.now(UTC)
        self._files = frozenset(scope.store.articles())
        self._serves = served.has_folders(scope.store)
        self._releases = Releases(scope.project, scope.store)
        self.output = Output(scope.store, wanted.folder, dry=wanted.dry)
        self.missing: set[tuple[str, str]] = set()
        """Articles, and files that they refer to and that are not in `seeds/`, nor served."""

        settings = scope.project.settings
        policy = sorted(wanted.policy.items())
        path = scope.store.index_path("exported")
        self._fresh = Index(
            scope.store, path, settings, publish, policy, is_sound=remembered.is_sound
        )
        self._claimed: dict[str, str] = {}
        """For each path of this run the article that it is the copy of."""

        self._moved: dict[tuple[str, str], str] = {}
        """For each article and locale of which a copy was elsewhere before: its place now."""

    def names(self) -> tuple[str, ...]:
        """Return the articles to export."""
        if not self._wanted.due:
            return self._scope.names
        return tuple(filter(self._is_due, self._scope.names))

    def _is_due(self, name: str) -> bool:
        """Whether the time came that a run before had to wait for."""
        due = self.output.due.get(name)
        return due is not None and due <= self._now

    def articles(self) -> Iterator[Exported]:
        """Export every article in every locale; note what cannot be read."""
        names = self.names()
        known: Spool[tuple[_Unchanged, ...]] = Spool()
        asked: list[ArticleReviews] = []
        for name in names:
            fresh = {locale: self._unchanged(name, locale) for locale in self._scope.locales}
            known.append(tuple(found for found in fresh.values() if found is not None))
            changed = tuple(locale for locale, found in fresh.items() if found is None)
            if changed:
                asked.append(ArticleReviews(name, changed))
        read = materials(self._scope, asked)
        waiting = iter(asked)
        awaited = next(waiting, None)
        for name, kept in zip(names, known, strict=True):
            yield from map(self._kept, kept)
            if awaited is not None and awaited.article == name:
                yield from self._article(name, next(read))
                awaited = next(waiting, None)

    def _article(self, name: str, material: Material) -> Iterator[Exported]:
        """Export an article in the locales in which anything changed."""
        article = material.article
        if article is None:
            return
        shown = self._store.shown(self._store.article_path(name))
        try:
            with self._scope.boundary(self._store.article_path(name)):
                source = self._source(article, shown)
        except DragomanError as error:
            self._note(error, name, shown)
            return
        self.missing |= {(name, each) for each in source.missing}
        hold = source.release.hold(self._now) if self._wanted.folder is None else None
        if hold is not None and hold.why is Why.UNCLEAR:
            self._scope.note(publishing.unclear(hold, source.release, shown))
        incomplete = False
        for locale in material.reviews:
            try:
                with self._scope.boundary(self._store.review_path(name, locale)):
                    done_here = tuple(self._copy(source, locale, hold, material))
                for done in done_here:
                    incomplete |= done.result is Result.WITHHELD
                    yield done
            except DragomanError as error:
                self._note(error, name, shown)
        if self._wanted.folder is None and not (incomplete and self._is_due(name)):
            self.output.note_due(name, source.release.turns(self._now))

    def _note(self, error: DragomanError, name: str, shown: str) -> None:
        if isinstance(error, ArticleError) and error.path == name:
            error.path = shown
        self._scope.note(error)

    def _source(self, article: Article, shown: str) -> _Source:
        """Look at an article. Raises `DragomanError` where its metadata are wrong."""
        front = publishing.front_matter(article)
        rules = self._scope.project.settings.articles
        publish = policy_of(article, front, self._publish, rules, shown)
        publish = replace(publish, **self._wanted.policy)
        text = formats.written(article)
        files, missing = references.attachments(
            article.path, text, self._files, self._scope.is_article
        )
        if self._serves:
            for picture in references.from_the_top(article.path, text):
                if served.place(self._store, picture) is not None:
                    files.append(f"/{picture}")
                elif picture not in self._files:
                    missing.append(f"/{picture}")
        return _Source(
            article,
            front,
            publish,
            self._releases.of(article, shown),
            publishing.original(article, front, publish.original),
            tuple(files) if publishing.brings_along(publish.preset) else (),
            tuple(missing),
            sha(self._store.article(article.path) or b""),
        )

    def _known(self, name: str, locale: str) -> Mapping[str, Any] | None:
        """Return what is known of a copy if nothing changed since it was as it should be."""
        places = self.output.places(name, locale)
        if len(places) != 1 or self._wanted.folder is not None:
            return None
        known: Mapping[str, Any] | None = self._fresh.known(self._made_of(name, locale, places[0]))
        closes = known["closes"] if known is not None else ""
        if known is not None and any(map(self._is_there, known["missing"])):
            return None
        return None if closes and datetime.fromisoformat(closes) <= self._now else known

    def _is_there(self, file: str) -> bool:
        """Whether a picture or another file that was missing is there now."""
        if file.startswith("/"):
            return served.place(self._store, file) is not None
        return file in self._files

    def _unchanged(self, name: str, locale: str) -> _Unchanged | None:
        """Return a copy that is as it should be, `None` if something changed since it was."""
        known = self._known(name, locale)
        if known is None:
            return None
        (place,) = self.output.places(name, locale)
        share = Share(**{**known["share"], "engines": tuple(known["share"]["engines"])})
        step = Step(Result.UNCHANGED)
        copy = self._exported(name, locale, place, step, share.segments, share)
        return _Unchanged(place, copy, tuple(known["missing"]))

    def _kept(self, found: _Unchanged) -> Exported:
        """Take a copy that is as it should be into the run."""
        copy = found.copy
        self.missing |= {(copy.article, each) for each in found.missing}
        self._claimed[found.place] = copy.article
        return copy

    def _made_of(self, name: str, locale: str, place: str) -> tuple[str, ...]:
        """Return the files that a copy is made from, and the copy."""
        return *self._store.names_of(name, locale), self._store.shown(self.output.path(place))

    def _copy(
        self, source: _Source, locale: str, hold: Hold | None, material: Material
    ) -> Iterator[Exported]:
        article, publish = source.article, source.publish
        place = publishing.place(article.path, locale, source.original, publish.preset)
        if any(known != place for known in self.output.places(article.path, locale)):
            self._moved[article.path, locale] = place
        if hold is not None:
            yield from self._held(article.path, locale, place, hold)
            return
        units = material.units(locale)
        verdict = publishing.judge(article, units, publish, partial(self._findings, locale=locale))
        before = self.output.before(place)
        if verdict.fate is Fate.PUBLISH:
            step = self._published(source, locale, units, verdict, place, before)
        else:
            step = plan.refused(
                verdict,
                before,
                version.text_digest(article),
                publish,
                partial(outdated.marked, original=source.original, preset=publish.preset),
                prune=self._wanted.prune,
            )
        self.output.act(place, before, step)
        if material.stamps[locale] == stamps(self._scope, article.path, locale):
            self._remember(source, locale, verdict, place, step)  # nobody saved since it was read
        yield self._exported(
            article.path, locale, place, step, len(units), verdict.share, verdict.lacks
        )

    def _published(
        self,
        source: _Source,
        locale: str,
        units: Sequence[Unit],
        verdict: Verdict,
        place: str,
        before: Before,
    ) -> Step:
        """Decide on a copy that the policy lets out."""
        article = source.article
        other = self._claimed.setdefault(place, article.path)
        if other != article.path:
            return Step(Result.WITHHELD, f"{other} has the same place")
        data = publishing.written(
            article, locale, verdict, source.publish, source.original, source.front
        )
        copy = ExportedFile(
            place,
            article.path,
            locale,
            "",
            source=source.digest,
            text=version.text_digest(article),
            day=version.day_of(source.release, units),
            lowest=verdict.lowest.value if verdict.lowest is not None else "",
            files=source.files,
            state=account.data(
                publishing.told(article, locale, verdict, source.publish, source.original)
            ),
        )
        return plan.published(copy, data, before, force=self._wanted.force)

    def _remember(
        self, source: _Source, locale: str, verdict: Verdict, place: str, step: Step
    ) -> None:
        """Note for the next run that a copy is as it should be."""
        done = step.result in (Result.WRITTEN, Result.UNCHANGED)
        if not done or step.copy is None or self._wanted.folder is not None:
            return
        closes = source.release.closes
        found = {
            "share": asdict(verdict.share),
            "closes": closes.isoformat() if closes is not None else "",
            "missing": source.missing,
        }
        files = self._made_of(source.article.path, locale, place)
        note = self._fresh.note_read if step.data is None else self._fresh.note_written
        note(files, found, step.copy.digest)

    def _held(self, name: str, locale: str, place: str, hold: Hold) -> Iterator[Exported]:
        """Take back every copy of an article that may not go out now."""
        for known in dict.fromkeys((*self.output.places(name, locale), place)):
            before = self.output.before(known)
            if before.known is None and known != place:
                continue
            step = plan.held(hold, before)
            if before.out and hold.why is Why.WITHDRAWN:
                self.output.note_withdrawn(name, locale)
            self.output.act(known, before, step)
            if step.result is not Result.HELD or known == place:
                yield self._exported(name, locale, known, step, until=hold.until)

    def _findings(self, unit: Unit, syntax: Syntax, *, locale: str) -> tuple[Finding, ...]:
        scope = self._scope
        rules, context = scope.project.settings.checks, scope.context(locale)
        return checks.findings(
            unit, syntax, scope.language, locale, rules, context, paragraphs=True
        )

    def _exported(
        self,
        article: str,
        locale: str,
        place: str,
        step: Step,
        segments: int = 0,
        share: Share | None = None,
        lacks: tuple[Lack, ...] = (),
        until: datetime | None = None,
    ) -> Exported:
        return Exported(
            article,
            locale,
            self._store.shown(self.output.path(place)),
            self._store.shown(self._store.review_path(article, locale)),
            step.result,
            step.reason,
            segments,
            lacking(lacks),
            share or Share(),
            until,
            step.urgent,
        )

    def orphans(self) -> Iterator[Exported]:
        """Name the copies that no article of this project makes any more, or remove them.

        An article that was not part of the run keeps its copies.
        """
        targets = {*self._scope.project.settings.targets, *self._scope.locales}
        for path in list(self.output.copies):
            copy = self.output.copies[path]
            place = self._moved.get((copy.article, copy.locale), path)
            if copy.article not in self._files:
                reason = "its article is gone"
            elif copy.locale not in targets:
                reason = f"{copy.locale} is no longer a target of the project"
            elif place != path:
                reason = f"the copy is {place} now"
            else:
                continue
            try:
                before = self.output.before(path)
                step = plan.orphaned(reason, before, prune=self._wanted.prune)
                self.output.act(path, before, step)
                yield self._exported(copy.article, copy.locale, path, step)
            except DragomanError as error:
                self._scope.note(error)

    def close(self) -> None:
        """Save the list of what is exported."""
        for name in self.output.due.keys() - self._files:
            self.output.note_due(name, None)
        self.output.save()
        if not self._wanted.dry and self._wanted.folder is None:
            self._fresh.save()
