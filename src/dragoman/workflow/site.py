"""Write the web site: pages of what was exported, and of the originals."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from functools import partial
from itertools import product
from pathlib import PurePosixPath

from dragoman import __version__
from dragoman import site as pages
from dragoman.errors import DragomanError, StoreError
from dragoman.files import Spool
from dragoman.project import Project
from dragoman.publishing.references import place_of
from dragoman.site import Facts, Hints, Site, Template, Theme, Version, Versions, build, links
from dragoman.store import Store
from dragoman.workflow import served
from dragoman.workflow.boundary import Boundary
from dragoman.workflow.site_cache import CachedPage, Seen, seen
from dragoman.workflow.site_folder import SiteFolder, read
from dragoman.workflow.site_report import SiteReport
from dragoman.workflow.site_sources import Notice, PageSource, Sources

TITLE = "News"
"""The title of a site that has none in the settings."""


def write_site(project: Project, *, force: bool = False, now: datetime | None = None) -> SiteReport:
    """Bring the site up to date with the exports, and take away the pages it no longer has.

    An article is on the site when a localized copy of it was exported; its original is then, too.
    Pages whose article, versions and templates did not change are not made again. Files that a
    person made or changed stay, unless `force`. `now` is the clock's if it is not given.
    """
    store = Store(project)
    with store.lock():
        return _Work(project, store, now, force=force).done()


def write_templates(project: Project) -> tuple[str, tuple[str, ...]]:
    """Copy the program's templates that the newsroom has not yet; return folder and names."""
    store = Store(project)
    folder = project.settings.site.templates or "templates"
    made = []
    for name in pages.TEMPLATES:
        path = store.within(project.root / folder, name)
        if store.stamp(path) is None:
            store.write(path, pages.own_template(name), None)
            made.append(name)
    return folder, tuple(made)


class _Work:
    """One run."""

    def __init__(
        self, project: Project, store: Store, now: datetime | None, *, force: bool
    ) -> None:
        self.project = project
        self.store = store
        settings = project.settings.site
        self.report = SiteReport(settings.folder, address=settings.address)
        self.folder = SiteFolder(store, project.root / settings.folder, self.report, force=force)
        every = store.articles()
        self.files = frozenset(every)
        found = Sources(project, store, now)
        there = [each for each in every if _suffix(each) in pages.READERS]
        articles = list(dict.fromkeys((*there, *found.manifest.withdrawn)))
        self.names = pages.names(articles)
        self.locales = self._locales(found)
        self.sources: Spool[PageSource] = Spool()
        self.notices: list[Notice] = []
        self.pages: dict[str, dict[str, str]] = {}
        """For each article its pages by locale."""

        self.unread: list[str] = []
        """Articles that cannot be read now: what an earlier run made of them stays."""

        for article in articles:
            try:
                with Boundary(store, store.shown(store.article_path(article))):
                    for each in tuple(found.of(article, self.locales, self.names)):
                        if isinstance(each, PageSource):
                            self.sources.append(each)
                            self.pages.setdefault(each.article, {})[each.locale] = each.page
                        else:
                            self.notices.append(each)
            except DragomanError as error:
                found.problems.append(error)
                self.unread.append(article)
        self.report.problems = found.problems
        self.report.held = found.held
        shown = {locale for own in self.pages.values() for locale in own}
        shown |= {notice.locale for notice in self.notices}
        self.gone: dict[str, dict[str, str]] = {}
        """For each withdrawn article the pages that say so, by locale."""

        for notice in self.notices:
            self.gone.setdefault(notice.article, {})[notice.locale] = notice.page
        theme = Theme(self._templates(settings.templates))
        self.site = Site(
            theme=theme,
            title=lambda locale: settings.title_in(locale) or TITLE,
            words=pages.words,
            source=project.settings.source,
            locales=tuple(each for each in self.locales if each in shown),
            address=settings.address,
            per_page=settings.per_page,
        )
        self.key = _digest(__version__, theme.digest, repr(settings), repr(self.site.locales))
        self.media: dict[str, str] = {}
        self.headings: tuple[str, tuple[str, ...]] = ("", ())
        """The article whose original was looked at last, and the ids of its headings."""

        self.missing: set[str] = set()
        self.told: set[str] = set()

    def done(self) -> SiteReport:
        # An earlier site has pages of what was taken back since: they must go.
        nothing = not (self.sources or self.notices or self.report.held or self.folder.before.pages)
        if nothing:
            raise StoreError(
                "there is nothing to make a site of",
                path=self.store.root / "output",
                advice="Write localized copies first: dragoman export",
            )
        versions = {locale: Versions() for locale in self.site.locales}
        for source in self.sources:
            try:
                with Boundary(self.store, self.store.shown(source.file)):
                    versions[source.locale].add(self.article(source))
            except DragomanError as error:
                self.tell(error)
                for version in self.earlier(source):
                    versions[source.locale].add(version)
        for article, locale in product(self.unread, self.locales):
            self.kept(f"{locale}/{self.names[article]}")
        for notice in self.notices:
            with self.only(notice.page):
                self.folder.write(notice.page, self.notice(notice).encode())
        for path, make in self.others(versions):
            with self.only(path):
                self.folder.write(path, make().encode())
        for place, file in self.media.items():
            beside = served.place(self.store, file) if file.startswith("/") else None
            with self.only(place):
                self.folder.copy(place, beside or self.store.article_path(file.lstrip("/")))
        self.folder.close()
        self.report.locales = self.site.locales
        self.report.articles = len(self.pages)
        self.report.withdrawn = len(self.gone)
        self.report.missing = sorted(self.missing)
        self.report.kept.sort()
        return self.report

    @contextmanager
    def only(self, path: str) -> Iterator[None]:
        """Tell what goes wrong with one file of the site; it stays as an earlier run made it."""
        try:
            with Boundary(self.store, path):
                yield
        except DragomanError as error:
            self.tell(error)
            self.kept(path)

    def tell(self, error: DragomanError) -> None:
        """Note a problem, each once: a template that fails does so for every page."""
        if str(error) not in self.told:
            self.told.add(str(error))
            self.report.problems.append(error)

    def kept(self, path: str) -> None:
        """Keep a file that an earlier run made, and what it links to."""
        if (before := self.folder.known(path)) is not None:
            for linked_to, found in before.links.items():
                self.refer(linked_to, found)
            self.folder.keep(path, before)

    def article(self, source: PageSource) -> Version:
        """Make the page of an article, if it is not the same as before."""
        now = seen(self.store, source.file)
        alternates = self.pages[source.article]
        before = self.folder.known(source.page)
        key = self.key_of(source)
        if before is not None and before.facts is not None and self.same(before, key, now, source):
            for linked_to, found in before.links.items():
                self.refer(linked_to, found)
            self.folder.keep(source.page, before)
            return self.version(source, before.facts, before.headings)
        try:
            document = pages.read(
                self.store.shown(source.file), read(self.store, source.file), self.hints(source)
            )
        except DragomanError:
            if before is None or before.facts is None:
                raise
            self.report.problems.append(_stays(source, self.store))
            self.folder.keep(source.page, before)
            return self.version(source, before.facts, before.headings)
        linked: dict[str, str | None] = {}

        def resolve(place: str) -> str | None:
            if place not in linked:
                linked[place] = self.resolve(place, source.locale)
                self.refer(place, linked[place])
            return linked[place]

        for address, data in document.pictures.items():
            inside = place_of(address, source.article) or address
            linked[inside] = path = f"{build.MEDIA}/{inside}"
            self.folder.write(path, data)
        body = links.relinked(document.body, source.article, source.page, resolve)
        facts = _dated(document.facts, source)
        version = self.version(source, facts, document.headings)
        place = place_of(facts.image, source.article)
        from_top = links.from_top(facts.image)
        picture = facts.image if place is None else (resolve(place) or "")
        picture = (resolve(from_top) if from_top else None) or picture
        text = build.article_page(self.site, version, body, alternates, picture)
        page = CachedPage(
            key=key, source=now, facts=facts, links=linked, headings=document.headings
        )
        self.folder.write(source.page, text.encode(), page)
        return version

    def earlier(self, source: PageSource) -> Iterator[Version]:
        """Keep the page that an earlier run made where this one cannot, with what lists show."""
        before = self.folder.known(source.page)
        if before is not None and before.facts is not None:
            for linked_to, found in before.links.items():
                self.refer(linked_to, found)
            self.folder.keep(source.page, before)
            yield self.version(source, before.facts, before.headings)

    def key_of(self, source: PageSource) -> str:
        """Return what changes with everything but its file that a page depends on."""
        copy = source.copy
        return _digest(
            self.key,
            source.locale,
            repr(sorted(self.pages[source.article].items())),
            repr((source.outdated, source.notes, source.release)),
            repr((copy.day, copy.state)) if copy is not None else "",
            repr(self.headings_of(source.article) if copy is not None else ""),
        )

    def hints(self, source: PageSource) -> Hints:
        """Return what is known of an article beside its file."""
        zone = self.project.settings.zone
        if source.copy is None or source.told is None:
            return Hints(source.locale, zone)
        ids = self.headings_of(source.article) or ()
        return Hints(source.locale, zone, ids, source.told.shape, source.notes)

    def headings_of(self, article: str) -> tuple[str, ...] | None:
        """Return the ids of the headings of the article's original, which comes before copies."""
        of, ids = self.headings
        return ids if of == article else None

    def version(self, source: PageSource, facts: Facts, headings: tuple[str, ...]) -> Version:
        """Return what lists and feeds need to know, and remember the original's headings."""
        if source.copy is None:
            self.headings = source.article, headings
            return Version(source.article, source.locale, facts, source.page)
        if source.outdated:
            self.report.outdated.append(source.page)
        return Version(
            source.article,
            source.locale,
            facts,
            source.page,
            source.told,
            source.outdated,
            source.copy.day,
        )

    def notice(self, notice: Notice) -> str:
        """Return the page that says that an article was withdrawn."""
        others = self.gone[notice.article]
        found = notice.withdrawal
        since = found.since.day if found is not None and found.since is not None else None
        reasons = found.reason if found is not None else {}
        own = "" if notice.locale == self.site.source else notice.locale
        reason = reasons.get(notice.locale, reasons.get("", "") if not own else "")
        return build.notice_page(self.site, notice.locale, notice.page, others, since, reason)

    def same(self, before: CachedPage, key: str, now: Seen, source: PageSource) -> bool:
        """Whether the page would be made anew for nothing."""
        if before.key != key or before.source != now or not self.folder.before.trusts(now):
            return False
        if self.folder.seen(source.page) != before.written:
            return False
        return all(self.resolve(each, source.locale) == to for each, to in before.links.items())

    def resolve(self, place: str, locale: str) -> str | None:
        """Return where the site has what stands in `seeds/` at a place."""
        if place in self.pages:
            versions = self.pages[place]
            return versions.get(locale) or versions.get(self.site.source)
        if place.startswith("/"):
            file = served.place(self.store, place)
            if file is not None:
                return f"{build.MEDIA}/{self.store.shown(file)}"
            place = place.lstrip("/")
        if place in self.files and place not in self.names:
            return f"{build.MEDIA}/{place}"
        return None

    def refer(self, place: str, found: str | None) -> None:
        """Note that a page shows or links to a place in `seeds/`, or to what is served."""
        if found is None:
            # What is not beside `seeds/` may yet stand on the server.
            self.missing |= set() if place.startswith("/") else {place}
        elif place not in self.names:
            self.media[found] = place

    def others(self, versions: Mapping[str, Versions]) -> Iterator[tuple[str, build.Make]]:
        """Yield the path of everything that is no article, and what makes it."""
        site = self.site
        if not site.locales:
            return  # all that an earlier run wrote is taken away
        yield build.STYLE, partial(site.theme.render, "style.css", {})
        yield "index.html", partial(build.home_page, site)
        sitemaps: list[str] = []
        for locale, own in versions.items():
            gone = [
                (each.page, each.withdrawal.since if each.withdrawal is not None else None)
                for each in self.notices
                if each.locale == locale
            ]
            yield from build.list_pages(site, locale, own)
            yield build.feed_path(locale), partial(build.feed, site, locale, own, gone)
            if site.address:
                for path, make in build.sitemaps(site, locale, own, self.pages):
                    sitemaps.append(path)
                    yield path, make
        if site.address:
            yield from build.for_crawlers(site, sitemaps)

    def _templates(self, name: str) -> dict[str, Template]:
        """Return the newsroom's templates, by their names; none where it has no folder of them."""
        folder = self.project.root / name
        every = self.store.below(folder) if name else ()
        return {
            file.relative_to(folder).as_posix(): Template(
                self.store.shown(file), read(self.store, file)
            )
            for file in every
        }

    def _locales(self, found: Sources) -> tuple[str, ...]:
        """Return the source's locale, those of the settings, and others that were exported."""
        settings = self.project.settings
        others = sorted(found.locales())
        return tuple(dict.fromkeys((settings.source, *settings.targets, *others)))


def _dated(facts: Facts, source: PageSource) -> Facts:
    """Return the facts with the date that the settings give an article without its own."""
    told = source.release.date
    if facts.day is not None or told is None:
        return facts
    return replace(facts, day=told.day, published=told.text)


def _stays(source: PageSource, store: Store) -> StoreError:
    return StoreError(
        "the page of this article stays as it was, for the file cannot be read",
        path=store.shown(source.file),
        advice="See what `dragoman export` says of it.",
    )


def _suffix(article: str) -> str:
    return PurePosixPath(article).suffix.lower()


def _digest(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:16]
