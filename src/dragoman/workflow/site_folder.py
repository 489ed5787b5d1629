"""The folder of a site: what a run writes there, keeps, and takes away."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from dragoman.errors import StoreError
from dragoman.files import Shelf
from dragoman.store import Store
from dragoman.workflow.site_cache import Cache, CachedPage, Seen, seen
from dragoman.workflow.site_report import SiteReport


class SiteFolder:
    """The site's files in a run. What a person made or changed stays, unless `force`."""

    def __init__(self, store: Store, path: Path, report: SiteReport, *, force: bool) -> None:
        self._store = store
        self._path = path
        self._report = report
        self._force = force
        self._journal = store.making_site
        self.before = Cache.load(store, path, self._begun())
        """What the last run noted, and what one wrote that was cut off."""

        self._made: Shelf[CachedPage] = Shelf()

    def _begun(self) -> Iterator[tuple[str, str]]:
        """Yield the paths and digests of files that a run wrote that was cut off."""
        start = f"{self._store.shown(self._path)}/"
        for name, digest in sorted(self._journal.begun()):
            if name.startswith(start):
                path = name.removeprefix(start)
                with suppress(StoreError):
                    if self._store.digest(self._store.within(self._path, path)) == digest:
                        yield path, digest

    def known(self, path: str) -> CachedPage | None:
        """Return what the last run noted of a page."""
        return self.before.pages.get(path)

    def seen(self, path: str) -> Seen:
        """Look at one of the site's files."""
        return seen(self._store, self._store.within(self._path, path))

    def close(self) -> None:
        """Take away the files that the site no longer has, and note those that it has."""
        for path in [each for each in self.before.pages if each not in self._made]:
            try:
                self._discard(path)
            except StoreError as error:
                self._report.problems.append(error)
        Cache(self._made).save(self._store, self._path)
        self._journal.finish()

    def write(self, path: str, data: bytes, page: CachedPage | None = None) -> None:
        """Write a page if its file does not hold it yet."""
        file = self._store.within(self._path, path)
        digest = hashlib.sha256(data).hexdigest()
        before = self.known(path)
        now = seen(self._store, file)
        page = replace(page or CachedPage(), digest=digest)
        if before is not None and before.digest == digest and before.written == now:
            self.keep(path, replace(page, written=before.written))
            return
        foreign = not self._ours(file, before) and self._store.read(file) != data
        if foreign:
            self._report.kept.append(self._store.shown(file))
            if before is not None:
                self._made[path] = before
            return
        self._journal.begin(self._store.shown(file), digest)
        self._store.replace(file, data)
        self._made[path] = replace(page, written=seen(self._store, file))
        self._report.written += 1

    def keep(self, path: str, page: CachedPage) -> None:
        """Note a page whose file is as it should be."""
        self._made[path] = page
        self._report.unchanged += 1

    def copy(self, path: str, original: Path) -> None:
        """Copy a picture, or another file that is no article."""
        now = seen(self._store, original)
        before = self.known(path)
        file = self._store.within(self._path, path)
        known = before is not None and before.source == now and self.before.trusts(now)
        if before is not None and known and seen(self._store, file) == before.written:
            self.keep(path, before)
        else:
            self.write(path, read(self._store, original), CachedPage(source=now))

    def _discard(self, path: str) -> None:
        """Remove a file that the site no longer has, unless a person changed it."""
        file = self._store.within(self._path, path)
        before = self.before.pages[path]
        if not self._ours(file, before):
            self._report.kept.append(self._store.shown(file))
            self._made[path] = before
            return
        self._store.discard(file)
        self._report.removed += 1

    def _ours(self, file: Path, before: CachedPage | None) -> bool:
        """Whether a file is not there, or holds what an earlier run wrote."""
        now = seen(self._store, file)
        if now is None or (before is not None and before.written == now):
            return True
        if self._force and before is not None:
            return True
        data = self._store.read(file) or b""
        return before is not None and hashlib.sha256(data).hexdigest() == before.digest


def read(store: Store, file: Path) -> bytes:
    """Return what a file holds that must be there."""
    data = store.read(file)
    if data is None:
        raise StoreError(
            "the file is gone",
            path=store.shown(file),
            advice="Restore it, or run: dragoman export",
        )
    return data
