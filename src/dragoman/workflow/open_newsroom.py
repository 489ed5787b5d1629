"""A newsroom that is kept open: what is read and checked stays, as long as the files do."""

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from dragoman import project
from dragoman.catalog import Witness
from dragoman.errors import StoreError
from dragoman.model import Article, Segment, Unit
from dragoman.risk import risk
from dragoman.workflow import reviewer
from dragoman.workflow.edits import rows_of, seen_of
from dragoman.workflow.open_files import OpenFiles
from dragoman.workflow.reading import no_review
from dragoman.workflow.recall import Remembered
from dragoman.workflow.reviewed import Reviewed
from dragoman.workflow.saving import Saved
from dragoman.workflow.scope import Scope
from dragoman.workflow.sheets import Row

_BEGIN, _REST, _TURN = 1.5, 0.02, 0.01
"""Seconds before the first turn of checking beside the page's requests, in which the article is
sent and shown; between two turns; and of a turn."""


@dataclass(slots=True)
class _KnownScope:
    """What a scope makes of the newsroom, as long as settings and glossary stay."""

    stamps: object
    scope: Scope
    files: OpenFiles
    who: str | None = None
    """The reviewer's name, once it was asked for: git takes a while to say it."""

    asked: bool = False


class OpenNewsroom:
    """What a visit reads of a newsroom. Who uses it from several threads holds its lock."""

    def __init__(self, root: Path, names: Sequence[str], locales: Sequence[str], here: Path):
        self.root = root
        self.lock = threading.RLock()
        self._asked = (tuple(names), tuple(locales), here)
        self._known: _KnownScope | None = None
        self._looking: threading.Thread | None = None
        self.scope()

    def scope(self) -> Scope:
        """Return the scope for the settings and the glossary as they are now."""
        with self.lock:
            stamps = tuple(_stamp(self.root / name) for name in (project.FILE, "glossary.yaml"))
            if self._known is None or self._known.stamps != stamps:
                scope = Scope(project.find(self.root), *self._asked)
                self._known = _KnownScope(stamps, scope, OpenFiles(scope))
            self._known.scope.store.forget_problems()
            return self._known.scope

    def stamp(self, name: str, locale: str) -> str:
        """Return what changes when the article or its review file does."""
        with self.lock:
            store = self.scope().store
            paths = (store.article_path(name), store.review_path(name, locale))
            looks = self._known.files.looks(name, locale) if self._known else 0
            return "/".join((*(str(store.stamp(path)) for path in paths), str(looks)))

    def look(self) -> None:
        """Check what is not checked yet beside the page's requests, until all is."""
        waiting = self._known is not None and self._known.files.waiting
        if waiting and (self._looking is None or not self._looking.is_alive()):
            self._looking = threading.Thread(target=self._looks, daemon=True)
            self._looking.start()

    def _looks(self) -> None:
        more = True
        time.sleep(_BEGIN)
        while more:
            # Who types must not wait for what nobody asked for.
            time.sleep(_REST)
            with self.lock:
                known = self._known
                more = known is not None and known.files.look(_TURN)

    def memory(self, scope: Scope) -> Remembered:
        """Return the memory, to be closed.

        It is asked for each segment: without a place for its index, as where nothing has run yet,
        it would read all review files each time.
        """
        with contextlib.suppress(OSError, StoreError):
            scope.store.make_private()
        return Remembered(scope.store, scope.project.settings.memory)

    def article(self, scope: Scope, name: str) -> Article:
        """Return an article; of a long one, it may be only the segments."""
        self._refuse_others(scope, name)
        assert self._known is not None
        article = self._known.files.article(name)
        if article is None:
            raise scope.problems[-1]
        return article

    def whole(self, scope: Scope, name: str) -> Article:
        """Return the article with all of its file, which a long one is kept without."""
        assert self._known is not None
        article = self._known.files.whole(name)
        if article is None:
            raise scope.problems[-1]
        return article

    def witness(self, scope: Scope) -> Witness:
        """Return who is at work, and when."""
        known = self._known
        if known is None or not known.asked:
            found = reviewer.witness(scope.project)
            if known is not None:
                known.who, known.asked = found.who, True
            return found
        return Witness(known.who, reviewer.now().isoformat(timespec="seconds"))

    def found(self, scope: Scope, name: str, locale: str, key: str) -> tuple[Segment, Unit]:
        row = self.row(scope, name, locale, key)
        return row.segment, row.unit

    def row(self, scope: Scope, name: str, locale: str, key: str) -> Row:
        found = self.reviewed(scope, name, locale)
        row = rows_of(found, (key,)).get(key)
        if row is None:
            raise StoreError("the article no longer holds this segment", path=name)
        if found.parts is None or found.old is None:
            return row
        return replace(row, unit=replace(row.unit, line=found.parts.line(key)))

    def reviewed(self, scope: Scope, name: str, locale: str) -> Reviewed:
        """Return the article and its review file. Raises `DragomanError` if it has none."""
        self._refuse_others(scope, name, locale)
        assert self._known is not None
        found = self._known.files.reviewed(name, locale)
        if found is None:
            raise scope.problems[-1]
        path = scope.store.shown(scope.store.review_path(name, locale))
        if found.file is None or found.old is None:
            raise no_review(path, name, locale)
        return found

    def early(self, scope: Scope, name: str, locale: str) -> tuple[Row, ...] | None:
        """Return the segments as the review file holds them, where the article is to be cut yet.

        `None` where that is done, or soon done.
        """
        self._refuse_others(scope, name, locale)
        assert self._known is not None
        found = self._known.files.early(name, locale)
        if found is None:
            return None
        return tuple(
            Row(Segment(unit.id, unit.source, unit.source), unit, label, risk(unit), seen_of(unit))
            for unit, label in found
        )

    def _refuse_others(self, scope: Scope, name: str, locale: str | None = None) -> None:
        if name not in scope.names or (locale is not None and locale not in scope.locales):
            raise StoreError("this is not an article of this visit", path=name)

    def keep(self, saved: Saved) -> None:
        """Keep a file as it was written, so that it need not be read again."""
        if self._known:
            self._known.files.keep(saved)


def _stamp(path: Path) -> tuple[int, int] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_size, found.st_mtime_ns
