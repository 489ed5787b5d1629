"""The folder of exports during a run: the manifest, the copies, and the files that go along."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from sys import intern

from dragoman.errors import DragomanError
from dragoman.files import Contents, Files, anywhere
from dragoman.publishing import Manifest, manifest
from dragoman.publishing.plan import Before, Step
from dragoman.store import OUTPUT, Store
from dragoman.workflow import served
from dragoman.workflow.boundary import Boundary


@dataclass(slots=True)
class Attachments:
    """What became of the pictures and other files that copies refer to."""

    written: int = 0
    removed: int = 0
    kept: list[str] = field(default_factory=list)
    """Files in their places that were changed by hand, or that somebody else put there."""


class Output:
    """The exports in one folder, `output/` unless another is named."""

    def __init__(self, store: Store, folder: Path | None = None, *, dry: bool = False) -> None:
        """Read the manifest. Raises `StoreError` where it cannot be used."""
        self._store = store
        self._at: Files = anywhere() if folder is not None else store
        self._folder = folder.absolute() if folder is not None else store.root / OUTPUT
        self._dry = dry
        self._path = self._folder / manifest.NAME
        self._before = self._at.contents(self._path)
        shown = store.shown(self._path)
        found = manifest.parse(self._before, shown) if self._before is not None else Manifest()
        self.copies = found.copies
        self.due = dict(found.due)
        self.withdrawn = dict(found.withdrawn)
        self._files = dict(found.files)
        self._journal = store.exporting
        self._begun = self._journal.begun()
        self._places: dict[str, tuple[tuple[str, str], ...]] = {}
        """For each article the locales and the paths of its copies."""

        for path, copy in self.copies.items():
            known = self._places.get(copy.article, ())
            self._places[copy.article] = (*known, (intern(copy.locale), path))

    def path(self, place: str) -> Path:
        """Return where a copy stands."""
        return self._at.within(self._folder, place)

    def places(self, article: str, locale: str) -> list[str]:
        """Return where copies of the article were when this run began."""
        return [path for own, path in self._places.get(article, ()) if own == locale]

    def before(self, place: str) -> Before:
        """Look at what stands in a place."""
        data = self._at.read(self.path(place))
        known = self.copies.get(place)
        return Before(data, known, data is None or self._is_ours(place, data))

    def _is_ours(self, place: str, data: bytes) -> bool:
        """Whether a file holds what Dragoman wrote, be it in a run that was cut off."""
        digest = manifest.digest(data)
        known = self.copies.get(place)
        written = known.digest if known is not None else self._files.get(place)
        return written == digest or (self._name(place), digest) in self._begun

    def act(self, place: str, before: Before, step: Step) -> None:
        """Do what was decided. What is about to be written is noted first: runs are cut off."""
        if step.data is not None and not self._dry:
            self._write(place, step.data, before.data)
        if step.remove:
            if before.data is not None and not self._dry:
                self._at.remove(self.path(place), before.data)
            self.copies.pop(place, None)
        if step.copy is not None and step.copy != before.known:
            self.copies[place] = step.copy

    def _write(self, place: str, data: bytes, before: bytes | None) -> None:
        self._journal.begin(self._name(place), manifest.digest(data))
        self._at.write(self.path(place), data, before)

    def _name(self, place: str) -> str:
        return self._store.shown(self.path(place))

    def note_due(self, article: str, at: datetime | None) -> None:
        """Remember when time lets an article out or takes it back next."""
        if at is None:
            self.due.pop(article, None)
        else:
            self.due[article] = at

    def note_withdrawn(self, article: str, locale: str) -> None:
        """Remember that readers had a withdrawn article in a locale."""
        known = self.withdrawn.get(article, ())
        self.withdrawn[article] = tuple(sorted({*known, locale}))

    def attach(self) -> Attachments:
        """Bring along what the copies refer to, and take away what none refers to any more."""
        done = Attachments()
        wanted = {
            file.lstrip("/") if file.startswith("/") else f"{copy.locale}/{file}": file
            for copy in self.copies.values()
            for file in copy.files
        }
        for place, file in sorted(wanted.items()):
            from_top = served.place(self._store, file) if file.startswith("/") else None
            if from_top is not None or not file.startswith("/"):
                source = from_top or self._store.article_path(file)
                try:
                    with Boundary(self._store, self._store.shown(source)):
                        self._bring(place, source, done)
                except DragomanError as error:
                    self._store.note(error)
        for place in sorted(self._files.keys() - wanted.keys()):
            before = self.before(place)
            if before.data is not None and before.ours and not self._dry:
                self._at.remove(self.path(place), before.data)
            done.removed += before.data is not None and before.ours
            del self._files[place]
        return done

    def _bring(self, place: str, source: Path, done: Attachments) -> None:
        if place in self._files and self._same(place, source):
            return
        data = self._store.read(source)
        if data is None:
            return
        before = self.before(place)
        if before.data != data and not before.ours:
            done.kept.append(self._name(place))
            return
        if before.data != data:
            if not self._dry:
                self._write(place, data, before.data)
            done.written += 1
        self._files[place] = manifest.digest(data)

    def _same(self, place: str, source: Path) -> bool:
        """Whether a file's size and time say that it is the one in `seeds/`."""
        there, own = self._at.stamp(self.path(place)), self._store.stamp(source)
        return there is not None and own is not None and there[0] == own[0] and there[2] >= own[2]

    def save(self) -> None:
        """Write the manifest, if it changed."""
        if self._dry:
            return
        found = Manifest(self.copies, self._files, self.due, self.withdrawn)
        before = self._before
        if before is not None or not found.is_empty:
            made = Contents(manifest.lines(found))
            if before is None or made.digest != before.digest:
                self._at.write(self._path, made, before)
        self._journal.finish()
