"""Write the web site: pages of what was exported, and of the originals."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath

from dragoman import __version__
from dragoman import site as pages
from dragoman.errors import DragomanError, StoreError
from dragoman.project import Project
from dragoman.publishing import manifest
from dragoman.site import Site, Template, Theme, Version, build, links
from dragoman.store import OUTPUT, Store
from dragoman.workflow.site_cache import Cache, Page, Seen, seen

TITLE = "News"
"""The title of a site that has none in the settings."""


@dataclass(slots=True)
class SiteReport:
    """What was made of a site."""

    folder: str = ""
    locales: tuple[str, ...] = ()
    articles: int = 0
    written: int = 0
    unchanged: int = 0
    removed: int = 0
    address: str = ""
    missing: list[str] = field(default_factory=list)
    """Pictures and articles that articles refer to and the newsroom does not have."""

    problems: list[DragomanError] = field(default_factory=list)

    @property
    def failed(self) -> bool:
        """Whether anything could not be made."""
        return bool(self.problems)


@dataclass(frozen=True, slots=True)
class _Source:
    """The file that a page is made of."""

    article: str
    locale: str
    file: Path
    page: str


def write_site(project: Project) -> SiteReport:
    """Bring the site up to date with the exports, and take away the pages it no longer has.

    An article is on the site when a localized copy of it was exported; its original is then, too.
    Pages whose article, versions and templates did not change are not made again.
    """
    store = Store(project)
    with store.lock():
        return _Work(project, store).done()


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

    def __init__(self, project: Project, store: Store) -> None:
        self.project = project
        self.store = store
        settings = project.settings.site
        self.folder = project.root / settings.folder
        self.cache = Cache.load(store, self.folder)
        self.report = SiteReport(settings.folder, address=settings.address)
        every = store.articles()
        self.files = frozenset(every)
        articles = [each for each in every if _suffix(each) in pages.READERS]
        self.names = pages.names(articles)
        self.exports = self._exports()
        self.locales = self._locales()
        self.sources = list(self._sources(articles))
        self.pages: dict[str, dict[str, str]] = {}
        for source in self.sources:
            self.pages.setdefault(source.article, {})[source.locale] = source.page
        found = {source.locale for source in self.sources}
        theme = Theme(self._templates(settings.templates))
        self.site = Site(
            theme=theme,
            title=lambda locale: settings.title_in(locale) or TITLE,
            words=pages.words,
            source=project.settings.source,
            locales=tuple(each for each in self.locales if each in found),
            address=settings.address,
            per_page=settings.per_page,
        )
        self.key = _digest(__version__, theme.digest, repr(settings), repr(self.site.locales))
        self.made: dict[str, Page] = {}
        self.media: dict[str, str] = {}
        self.missing: set[str] = set()

    def done(self) -> SiteReport:
        if not self.sources:
            raise StoreError(
                "there is nothing to make a site of",
                path=self.store.root / "output",
                advice="Write localized copies first: dragoman export",
            )
        versions: dict[str, list[Version]] = {locale: [] for locale in self.site.locales}
        for source in self.sources:
            try:
                versions[source.locale].append(self.article(source))
            except DragomanError as error:
                self.report.problems.append(error)
        for path, text in self.others(versions):
            self.write(path, text.encode())
        for place, file in self.media.items():
            self.copy(place, self.store.article_path(file))
        for path in self.cache.pages.keys() - self.made.keys():
            try:
                self.store.discard(self.store.within(self.folder, path))
                self.report.removed += 1
            except StoreError as error:
                self.report.problems.append(error)
        Cache(self.made).save(self.store, self.folder)
        self.report.locales = self.site.locales
        self.report.articles = len(self.pages)
        self.report.missing = sorted(self.missing)
        return self.report

    def article(self, source: _Source) -> Version:
        """Make the page of an article, if it is not the same as before."""
        now = self._seen(source.file)
        alternates = self.pages[source.article]
        before = self.cache.pages.get(source.page)
        key = _digest(self.key, source.locale, repr(sorted(alternates.items())))
        if before is not None and before.facts is not None and self.same(before, key, now, source):
            for linked_to, found in before.links.items():
                self.refer(linked_to, found)
            self.keep(source.page, before)
            return Version(source.article, source.locale, before.facts, source.page)
        shown = self.store.shown(source.file)
        document = pages.read(shown, self._read(source.file))
        linked: dict[str, str | None] = {}

        def resolve(place: str) -> str | None:
            if place not in linked:
                linked[place] = self.resolve(place, source.locale)
                self.refer(place, linked[place])
            return linked[place]

        body = links.relinked(document.body, source.article, source.page, resolve)
        facts = document.facts
        version = Version(source.article, source.locale, facts, source.page)
        place = links.place_of(facts.image, source.article) if facts.image else None
        picture = facts.image if place is None else (resolve(place) or "")
        text = build.article_page(self.site, version, body, alternates, picture)
        page = Page(key=key, source=now, facts=facts, links=linked)
        self.write(source.page, text.encode(), page)
        return version

    def same(self, before: Page, key: str, now: Seen, source: _Source) -> bool:
        """Whether the page would be made anew for nothing."""
        if before.key != key or before.source != now or not self.cache.trusts(now):
            return False
        if self._seen(self.store.within(self.folder, source.page)) != before.written:
            return False
        return all(self.resolve(each, source.locale) == to for each, to in before.links.items())

    def resolve(self, place: str, locale: str) -> str | None:
        """Return where the site has what stands in `seeds/` at a place."""
        if place in self.pages:
            versions = self.pages[place]
            return versions.get(locale) or versions.get(self.site.source)
        if place in self.files and place not in self.names:
            return f"{build.MEDIA}/{place}"
        return None

    def refer(self, place: str, found: str | None) -> None:
        """Note that a page shows or links to a place in `seeds/`."""
        if found is None:
            self.missing.add(place)
        elif place not in self.names:
            self.media[found] = place

    def others(self, versions: Mapping[str, list[Version]]) -> Iterator[tuple[str, str]]:
        """Yield path and text of everything that is no article."""
        site = self.site
        yield build.STYLE, site.theme.render("style.css", {})
        yield "index.html", build.home_page(site)
        for locale, own in versions.items():
            yield from build.list_pages(site, locale, own)
            yield build.feed_path(locale), build.feed(site, locale, own)
            if site.address:
                yield build.sitemap_path(locale), build.sitemap(site, locale, own, self.pages)
        if site.address:
            yield from build.for_crawlers(site)

    def write(self, path: str, data: bytes, page: Page | None = None) -> None:
        """Write a page if its file does not hold it yet."""
        file = self.store.within(self.folder, path)
        digest = hashlib.sha256(data).hexdigest()
        before = self.cache.pages.get(path)
        page = replace(page or Page(), digest=digest)
        if before is not None and before.digest == digest and self._seen(file) == before.written:
            self.keep(path, replace(page, written=before.written))
            return
        self.store.replace(file, data)
        self.made[path] = replace(page, written=self._seen(file))
        self.report.written += 1

    def keep(self, path: str, page: Page) -> None:
        self.made[path] = page
        self.report.unchanged += 1

    def copy(self, path: str, original: Path) -> None:
        """Copy a picture, or another file that is no article."""
        now = self._seen(original)
        before = self.cache.pages.get(path)
        file = self.store.within(self.folder, path)
        known = before is not None and before.source == now and self.cache.trusts(now)
        if before is not None and known and self._seen(file) == before.written:
            self.keep(path, before)
        else:
            self.write(path, self._read(original), Page(source=now))

    def _seen(self, file: Path) -> Seen:
        return seen(self.store, file)

    def _read(self, file: Path) -> bytes:
        data = self.store.read(file)
        if data is None:
            raise StoreError(
                "the file is gone",
                path=self.store.shown(file),
                advice="Restore it, or run: dragoman export",
            )
        return data

    def _templates(self, name: str) -> dict[str, Template]:
        """Return the newsroom's templates, by their names; none where it has no folder of them."""
        folder = self.project.root / name
        every = self.store.below(folder) if name else ()
        return {
            path.relative_to(folder).as_posix(): Template(self.store.shown(path), self._read(path))
            for path in every
        }

    def _sources(self, articles: list[str]) -> Iterator[_Source]:
        """Yield the files of all pages: of each article that was exported, the original first."""
        for article in articles:
            found = [
                (locale, self.exports[article, locale])
                for locale in self.locales[1:]
                if (article, locale) in self.exports
            ]
            if found:
                original = (self.locales[0], self.store.article_path(article))
                for locale, file in (original, *found):
                    yield _Source(article, locale, file, f"{locale}/{self.names[article]}")

    def _locales(self) -> tuple[str, ...]:
        """Return the source's locale, those of the settings, and others that were exported."""
        settings = self.project.settings
        others = sorted(locale for _, locale in self.exports)
        return tuple(dict.fromkeys((settings.source, *settings.targets, *others)))

    def _exports(self) -> dict[tuple[str, str], Path]:
        """Return for each article and locale the file that was exported, and is still there."""
        output = self.store.root / OUTPUT
        data = self.store.read(output / manifest.NAME)
        copies = (
            manifest.parse(data, self.store.shown(output / manifest.NAME)).copies if data else {}
        )
        found: dict[tuple[str, str], Path] = {}
        for copy in copies.values():
            try:
                path = self.store.output_path(copy.path)
            except StoreError as error:
                self.report.problems.append(error)
                continue
            if self.store.is_file(path):
                found[copy.article, copy.locale] = path
        return found


def _suffix(article: str) -> str:
    return PurePosixPath(article).suffix.lower()


def _digest(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:16]
