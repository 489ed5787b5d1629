"""Take the last decision by command back: its review files hold again what they held before.

The files are remembered as they stood, in the tool's own folder, by the command that decided. A
file that was changed since is left alone.
"""

from __future__ import annotations

import base64
import json
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from dragoman.errors import DragomanError, StoreError
from dragoman.project import Project
from dragoman.store import ChangedMeanwhileError, Store
from dragoman.workflow.index import sha
from dragoman.workflow.saving import Saved

_NAME = "last-decision"


@dataclass(slots=True)
class Journal:
    """What a command changed."""

    files: dict[str, tuple[str, str]] = field(default_factory=dict)
    """For each path in the project the bytes before, packed, and what tells those after."""

    def note(self, saved: Saved) -> None:
        """Remember a review file that was written."""
        before, after = saved.reviewed.data, saved.data
        if saved.changed and before is not None and after is not None:
            packed = base64.b85encode(zlib.compress(before)).decode()
            self.files[saved.reviewed.path] = packed, sha(after)


@contextmanager
def journal(store: Store, *, dry: bool) -> Iterator[Journal]:
    """Keep what a command notes, in place of what the one before it did; with `dry`, nothing.

    A command that changed no file leaves the one before it to be taken back.
    """
    kept = Journal()
    try:
        yield kept
    finally:
        if kept.files and not dry:
            store.replace(store.index_path(_NAME), json.dumps(kept.files).encode())


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

    Raises `StoreError` where there is nothing to take back, or another run is at work.
    """
    store, report = Store(project), UndoReport()
    place = store.index_path(_NAME)
    with store.lock():
        left = _read(store, place)
        if not left:
            raise StoreError(
                "there is no decision to take back",
                path=project.root,
                advice="Only the last `approve` or `reject` can be taken back, once.",
            )
        reviews = {store.shown(path): path for path in store.reviews()}
        for name, (packed, digest) in left.items():
            try:
                path = reviews.get(name)
                now = store.read(path) if path is not None else None
                if path is None or now is None or sha(now) != digest:
                    raise ChangedMeanwhileError(
                        "the file was changed since that decision",
                        path=name,
                        advice="It was left as it is. Change the statuses in it by hand.",
                    )
                store.write(path, zlib.decompress(base64.b85decode(packed)), now)
            except DragomanError as error:
                report.problems.append(error)
            else:
                report.files.append(name)
        store.discard(place)
    return report


def _read(store: Store, place: Path) -> dict[str, tuple[str, str]]:
    """Return what the last decision changed; nothing if that is not to be read."""
    try:
        found = json.loads(store.read(place) or b"{}")
        return {str(name): (str(packed), str(digest)) for name, (packed, digest) in found.items()}
    except (ValueError, TypeError, AttributeError):
        return {}
