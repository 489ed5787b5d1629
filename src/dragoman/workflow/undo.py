"""Take decisions by command back: their review files hold again what they held before.

Each file is remembered as it stood, in the tool's own folder, right before a command changes it:
of a command that was killed, just what it changed can be taken back. A file that was changed since
is left alone. The last decisions are kept, and taken back one by one, the newest first.
"""

from __future__ import annotations

import base64
import json
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from dragoman.errors import DragomanError, StoreError
from dragoman.files import Contents
from dragoman.project import Project
from dragoman.store import ChangedMeanwhileError, Store
from dragoman.workflow.boundary import Boundary

KEPT = 10
"""Decisions that can be taken back."""


@dataclass(frozen=True, slots=True)
class _FileChange:
    """What a command does to a review file."""

    path: str
    before: Contents
    after: str
    """What tells the file as the command left it."""

    def line(self) -> Iterator[bytes]:
        """Yield the change as a line of a journal, in parts: of a long file it is long, too."""
        start, end = json.dumps([self.path, "|", self.after, _PACKED]).rsplit("|", 1)
        yield start.encode()
        packer, rest = zlib.compressobj(), b""
        for block in self.before:
            packed = rest + packer.compress(block)
            whole = len(packed) - len(packed) % 3
            yield base64.b64encode(packed[:whole])
            rest = packed[whole:]
        yield base64.b64encode(rest + packer.flush())
        yield f"{end}\n".encode()


_PACKED = "base64"
"""How a journal packs a file. Early ones have no such word: base 85, by lists of Python's that take
some 30 bytes for each of the file's."""


class UndoJournal:
    """What a command is about to change."""

    def __init__(self, store: Store, *, dry: bool) -> None:
        self._store = store
        self._dry = dry
        self._place: Path | None = None

    def ahead(self, path: str, before: Contents | None, after: Contents) -> None:
        """Remember a review file that is about to be written."""
        if self._dry or before is None:
            return
        if self._place is None:
            self._place = self._begun()
        self._store.extend(self._place, _FileChange(path, before, after.digest).line())

    def _begun(self) -> Path:
        """Return the place of a new journal, and forget decisions that are long past."""
        known = self._store.decisions()
        for old in known[: max(0, len(known) - KEPT + 1)]:
            self._store.discard(old)
        place = self._store.decision_path(1 + (int(known[-1].stem) if known else 0))
        self._store.make_folder(place.parent)
        return place


@contextmanager
def journal(store: Store, *, dry: bool) -> Iterator[UndoJournal]:
    """Keep what a command is about to change; with `dry`, nothing.

    A command that changes no file leaves the one before it to be taken back.
    """
    yield UndoJournal(store, dry=dry)


@dataclass(slots=True)
class UndoReport:
    """What was taken back."""

    files: list[str] = field(default_factory=list)
    problems: list[DragomanError] = field(default_factory=list)

    @property
    def failed(self) -> bool:
        """Whether a file was left as it is."""
        return bool(self.problems)


def unapprove(project: Project) -> UndoReport:
    """Give the review files that the last decision changed the bytes that they had before it.

    It may be called again for the decision before. If it is cut off, the next call goes on with
    the same decision. Raises `StoreError` where there is nothing to take back, or another run is
    at work.
    """
    store, report = Store(project), UndoReport()
    with store.lock():
        places = store.decisions()
        changes = _places(store, places[-1]) if places else {}
        if not changes:
            raise StoreError(
                "no decision is left to take back",
                path=project.root,
                advice="`unapprove` takes back what `approve` and `reject` did, each of their last "
                f"{KEPT} runs once. What was changed by hand, change by hand.",
            )
        reviews = {store.shown(path): path for path in store.reviews()}
        for change in _read(store, places[-1], changes.values()):
            try:
                with Boundary(store, change.path):
                    if _restore(store, change, reviews.get(change.path)):
                        report.files.append(change.path)
            except DragomanError as error:
                report.problems.append(error)
        store.discard(places[-1])
    return report


def _restore(store: Store, change: _FileChange, path: Path | None) -> bool:
    """Give a file back what it held; say whether it held anything else.

    Raises `ChangedMeanwhileError` if somebody changed it since.
    """
    data = store.read(path) if path is not None else None
    now = None if data is None else Contents.read(data)
    if now is not None and now.digest == change.before.digest:
        return False
    if path is None or now is None or now.digest != change.after:
        raise ChangedMeanwhileError(
            "the file was changed since that decision",
            path=change.path,
            advice="It was left as it is. Change the statuses in it by hand.",
        )
    store.write(path, change.before, now)
    return True


def _places(store: Store, place: Path) -> dict[str, int]:
    """Return for each file that a decision changed where its line begins in the journal.

    Of a line that is cut off, nothing was changed yet. Of several for a file the last one holds:
    those before were not written, for somebody saved the file just then.
    """
    changes: dict[str, int] = {}
    with store.reading(place) as journal:
        start = 0
        for line in journal:
            change = _change(line)
            if change is not None:
                changes[change.path] = start
            start += len(line)
    return changes


def _read(store: Store, place: Path, starts: Iterable[int]) -> Iterator[_FileChange]:
    """Yield the changes whose lines begin there; a large newsroom has more than memory holds."""
    with store.reading(place) as journal:
        for start in starts:
            journal.seek(start)
            change = _change(journal.readline())
            if change is not None:
                yield change


def _change(line: bytes) -> _FileChange | None:
    """Return the change that a line of a journal holds, `None` if it is cut off or damaged."""
    if not line.endswith(b"\n"):
        return None
    try:
        path, packed, after, *how = json.loads(line)
        decode = base64.b64decode if how == [_PACKED] else base64.b85decode
        before = zlib.decompress(decode(packed))
    except (ValueError, TypeError, zlib.error):
        return None
    return _FileChange(str(path), Contents.read(before), str(after))
