"""What a site is made of: the copies that may be shown, their originals, and notices."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from sys import intern

from dragoman import formats, publishing
from dragoman.errors import DragomanError, ReviewError, StoreError
from dragoman.formats import encoding
from dragoman.model import Status, one_line
from dragoman.project import Project, articles
from dragoman.publishing import (
    ExportedFile,
    Manifest,
    Original,
    Outdated,
    Release,
    account,
    manifest,
    outdated,
    version,
)
from dragoman.publishing.account import Told
from dragoman.publishing.policy import ORDER, Missing
from dragoman.publishing.release import Why
from dragoman.publishing.withdrawals import Withdrawal
from dragoman.store import OUTPUT, Store
from dragoman.workflow.index import sha
from dragoman.workflow.reading import read_review
from dragoman.workflow.releases import Releases


@dataclass(frozen=True, slots=True)
class PageSource:
    """The file that a page is made of."""

    article: str
    locale: str
    file: Path
    page: str
    release: Release
    copy: ExportedFile | None = None
    """What the manifest says of it; `None` for the original."""

    told: Told | None = None
    outdated: bool = False
    """The article has changed since the copy was made."""

    notes: tuple[str, ...] = ()
    """What stands in the copy for its readers beside the text."""


@dataclass(frozen=True, slots=True)
class Notice:
    """A page that says that an article was withdrawn."""

    article: str
    locale: str
    page: str
    withdrawal: Withdrawal | None


class Sources:
    """The articles of a site, each looked at once."""

    def __init__(self, project: Project, store: Store, now: datetime | None = None) -> None:
        """Read what was exported. Raises `DragomanError` where the lists cannot be used."""
        self._project = project
        self._store = store
        self._now = now or datetime.now(UTC)
        self._releases = Releases(project, store)
        self.problems: list[DragomanError] = []
        self.held: list[tuple[str, str]] = []
        """Articles of which a copy is in `output/` and that may not be shown now, and why."""

        self.manifest = self._manifest()
        self._there: dict[str, tuple[tuple[str, str], ...]] = {}
        """For each article the locales of the copies that were exported and are still there, and
        their paths."""

        for place, copy in self.manifest.copies.items():
            if self._is_there(place):
                known = self._there.get(copy.article, ())
                self._there[copy.article] = (*known, (intern(copy.locale), place))

    def _manifest(self) -> Manifest:
        path = self._store.root / OUTPUT / manifest.NAME
        data = self._store.contents(path)
        there = data is not None and data.size
        return manifest.parse(data, self._store.shown(path)) if data and there else Manifest()

    def _is_there(self, place: str) -> bool:
        try:
            return self._store.is_file(self._store.output_path(place))
        except StoreError as error:
            self.problems.append(error)
            return False

    def locales(self) -> set[str]:
        """Return the locales in which anything was exported."""
        return {locale for copies in self._there.values() for locale, _ in copies}

    def withdrawn(self, article: str) -> Mapping[str, None]:
        """Return the locales in which readers had a withdrawn article."""
        known = self.manifest.withdrawn.get(article, ())
        return dict.fromkeys((*known, *dict(self._there.get(article, ()))))

    def of(
        self, article: str, locales: tuple[str, ...], pages: Mapping[str, str]
    ) -> Iterator[PageSource | Notice]:
        """Yield what the pages of an article are made of, the original first.

        Raises `DragomanError` where the article cannot be read, unless it is withdrawn.
        """
        there = dict(self._there.get(article, ()))
        copies = [(locale, there[locale]) for locale in locales[1:] if locale in there]
        gone = self.withdrawn(article)
        if not copies and not gone:
            return
        unread: DragomanError | None = None
        try:
            data = self._store.article(article)
        except DragomanError as error:
            data, unread = None, error
        release = self._release(article, data)
        hold = release.hold(self._now)
        if hold is not None and hold.why is Why.WITHDRAWN:
            for locale in (locales[0], *(each for each in locales[1:] if each in gone)):
                found = self._releases.withdrawn.get(article)
                yield Notice(article, locale, f"{locale}/{pages[article]}", found)
            return
        if unread is not None:
            raise unread
        if not copies or data is None:
            return
        if hold is not None and hold.why is not Why.UNCLEAR:
            self.held.append((article, hold.said))
            return
        if hold is not None:
            path = self._store.shown(self._store.article_path(article))
            self.problems.append(publishing.unclear(hold, release, path))
        made = [
            source
            for locale, place in copies
            if (source := self._copy(locale, place, data, release, pages)) is not None
        ]
        if made:
            yield PageSource(
                article,
                locales[0],
                self._store.article_path(article),
                f"{locales[0]}/{pages[article]}",
                release,
            )
            yield from made

    def _release(self, article: str, data: bytes | None) -> Release:
        if data is None:
            return self._releases.beside(article)
        shown = self._store.shown(self._store.article_path(article))
        try:
            text = encoding.decode(shown, data) if article.endswith(_TEXTS) else ""
            return self._releases.of_text(article, text, shown)
        except DragomanError as error:
            self.problems.append(error)
            return self._releases.beside(article)

    def _copy(
        self,
        locale: str,
        place: str,
        data: bytes,
        release: Release,
        pages: Mapping[str, str],
    ) -> PageSource | None:
        """Return what the page of a copy is made of; `None` where it is withheld."""
        file, copy = self._store.output_path(place), self.manifest.copies[place]
        taken_back = self._taken_back(file, copy, current=copy.source == sha(data))
        if taken_back:
            reason = f"{locale}: {taken_back}; dragoman export --prune removes the copy"
            self.held.append((copy.article, reason))
            return None
        told = account.read(copy.state)
        notes = []
        if told.note is not None:
            notes.append(account.literal(copy.path, told.note, locale, marks=told.marks))
        older = False
        if copy.outdated or (copy.source and sha(data) != copy.source):
            older, original, policy = self._compared(copy, data)
            if older and policy is Outdated.WITHHOLD:
                self.held.append((copy.article, f"{locale}: the article has changed since"))
                return None
            if copy.outdated:
                note = outdated.notice(copy, original)
                notes.append(account.literal(copy.path, note, locale, marks=True, outdated=True))
        page = f"{locale}/{pages[copy.article]}"
        return PageSource(
            copy.article, locale, file, page, release, copy, told, older, tuple(notes)
        )

    def _taken_back(self, file: Path, copy: ExportedFile, *, current: bool) -> str:
        """Say which text of a copy people have taken back since; nothing if they have not.

        What a changed article left without approval is another matter: see `_compared`.
        """
        path = self._store.review_path(copy.article, copy.locale)
        shown_path = self._store.shown(path)
        try:
            data = self._store.read(path)
            lowest = Status(copy.lowest) if copy.lowest else None
            telling = {Status.NEEDS_WORK}
            if current and lowest in ORDER:
                telling.update(ORDER[: ORDER.index(lowest)])
            if not data or _any_but(frozenset(Status) - telling).search(data) is None:
                return ""
            units = read_review(data, shown_path).units
        except (ReviewError, StoreError):
            return ""  # `check` and `export` tell what is wrong with it
        settings = self._project.settings
        publish = articles.policy(settings.publish, settings.articles, copy.article)
        whole = publish.missing is not Missing.SOURCE
        shown = one_line(_searchable(self._store.read(file)))
        for unit in units:
            if unit.status in telling and (whole or one_line(unit.target) in shown):
                return f"{shown_path}:{unit.line} is {unit.status.value} now"
        return ""

    def _compared(self, copy: ExportedFile, data: bytes) -> tuple[bool, Original, Outdated]:
        """Say whether an article reads otherwise than the copy's version, and what it is now."""
        settings = self._project.settings
        publish = articles.policy(settings.publish, settings.articles, copy.article)
        try:
            keys, parameters = settings.front_matter, settings.shortcodes
            article = formats.parse(copy.article, data, settings.source, keys, parameters)
            front = publishing.front_matter(article)
        except DragomanError:
            return True, Original(settings.source), publish.outdated
        original = publishing.original(article, front, publish.original)
        older = not copy.text or version.text_digest(article) != copy.text
        return older, original, publish.outdated


def _searchable(data: bytes | None) -> str:
    """Return what can be searched of a copy: the text of a text, nothing of other files."""
    return data.decode(errors="ignore") if data else ""


@cache
def _any_but(harmless: frozenset[Status]) -> re.Pattern[bytes]:
    """Return what finds a status that is none of these, or is written in a way of its own."""
    names = "|".join(sorted(status.value for status in harmless))
    key = r"(?:^[ \t?-]*+|[{,]\s*)[\"']?status[\"']?\s*:\s*"
    return re.compile(rf"{key}(?!(?:{names})\s*$)\S".encode(), re.MULTILINE)


_TEXTS = (".txt", ".md", ".markdown", ".mdx", ".html", ".htm", ".json", ".ninjs", ".nitf")
