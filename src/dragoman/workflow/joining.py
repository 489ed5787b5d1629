"""What processes have in common that share the work: a beginning, a memory, an end."""

from __future__ import annotations

import hashlib
import sqlite3
import time
import uuid
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from dragoman.engines.cached import absorb
from dragoman.engines.journal import rows
from dragoman.errors import DragomanError, StoreError
from dragoman.memory import Memory
from dragoman.store import Store
from dragoman.workflow import recall
from dragoman.workflow.claims import DONE, RESULTS, Claim, Claims
from dragoman.workflow.lots import Lot
from dragoman.workflow.moved import Moved, follow, told
from dragoman.workflow.recall import Remembered
from dragoman.workflow.scope import Scope

RUN = "run"
"""The file that a run has as long as it lasts."""

PAUSE = 0.2
"""Seconds between looks at whether somebody else has begun."""

FOLLOWING = 10.0
"""Seconds to wait for another command before reviews are given to renamed articles."""

SHARED = "shared"
"""The file that says that work was shared since the last ordinary run over all."""

LEFT = 3600 * 1_000_000_000
"""Nanoseconds without a touch after which nobody goes on with a run, and a new one begins."""


def was_shared(store: Store) -> bool:
    """Whether processes shared work since `ordinary_again` was said."""
    return store.stamp(store.work_path / SHARED) is not None


def ordinary_again(store: Store) -> None:
    """Say that an ordinary run looked at all that was shared, unless somebody is still at it."""
    if not any(store.stamp(folder / RUN) for folder in store.folders(store.work_path)):
        store.discard(store.work_path / SHARED)


class CommonRun:
    """A run that several processes take part in, each by an object of its own.

    What was approved when it began is what all of them remember.
    """

    def __init__(self, scope: Scope, claims: Claims, asked: Sequence[str]) -> None:
        """Take the run of those who were asked for the same."""
        self.scope = scope
        self.token = ""
        self.moved: list[Moved] = []
        self.notices: list[DragomanError] = []
        self._store = scope.store
        self._claims = claims
        key = hashlib.sha256("\0".join(asked).encode()).hexdigest()[:12]
        self._folder = self._store.work_path / key
        self._file = self._folder / RUN
        claims.beside = (self._file,)

    def place(self, lot: Lot) -> Path:
        """Return the folder of a lot."""
        return lot.below(self._folder)

    @property
    def _snapshot(self) -> Path:
        return self._folder / f"memory-{self.token}.sqlite"

    def join(self) -> None:
        """Take part, and begin if nobody has. Raises `StoreError`."""
        folder = self._folder / "beginning"
        while (claim := self._claims.take(folder)) is None:
            time.sleep(PAUSE)
        with claim:
            token = (self._store.read(self._file) or b"").decode("ascii", "replace")
            if token and not self._is_left(claim):
                self.token = token
                self._store.touch(self._file)
            else:
                self._begin()

    def _is_left(self, claim: Claim) -> bool:
        """Whether nobody takes part any more. Both times are those of where the files are."""
        now, last = self._store.stamp(claim.path), self._store.stamp(self._file)
        return now is not None and last is not None and now[-1] - last[-1] > LEFT

    def _begin(self) -> None:
        # Another command may be at work for long; reviews are given to renamed articles then.
        with suppress(StoreError), self._store.lock(FOLLOWING):
            self.moved = follow(self.scope)
        self.notices += told(self.scope)
        for path in self._store.below(self._folder):
            if path.name.startswith("memory-") and path.parent == self._folder:
                self._store.discard(path)
        self._store.replace(self._store.work_path / SHARED, b"")
        self.token = uuid.uuid4().hex
        memory, problems = recall.opened(self._store)
        with memory:
            memory.copy(self._snapshot)
        for problem in problems:
            self.scope.note(problem)
        self._store.replace(self._file, self.token.encode("ascii"))

    @contextmanager
    def memory(self) -> Iterator[Remembered]:
        """Open the memory as it was when the run began."""
        settings = self.scope.project.settings.memory
        found: Memory | None = None
        # Where somebody deleted it, it is made of the review files as they are now.
        with suppress(sqlite3.Error):
            found = Memory(self._snapshot, frozen=True)
        with closing(Remembered(self._store, settings, dry=True, memory=found)) as remembered:
            yield remembered

    def close(self, every: Sequence[Lot], look: Callable[[], None]) -> None:
        """End the run, if nobody else does: `look` at all lots, and tidy up.

        What engines made goes to the memory of engines. That the lots are done stays known.
        """
        claim = self._claims.take(self._folder / "ending")
        if claim is None:
            return
        with claim:
            if self._store.read(self._file) != self.token.encode("ascii"):
                return
            look()
            for lot in every:
                self._tidy(self.place(lot))
            self._forget(every)
            with suppress(StoreError):
                self._store.sweep()
            self._store.discard(self._snapshot)
            self._store.discard(self._file)

    def _tidy(self, folder: Path) -> None:
        for path in self._store.below(folder):
            if path.name.startswith(f"{RESULTS}-"):
                absorb(self._store.cache_path, rows(self._store.read(path) or b""))
            if path.name != DONE:
                self._store.discard(path)

    def _forget(self, every: Sequence[Lot]) -> None:
        """Remove what is known of lots that are no more: their articles changed."""
        known = {lot.key for lot in every}
        for first in self._store.folders(self._folder):
            for folder in self._store.folders(first) if len(first.name) == 2 else ():
                if folder.name not in known:
                    for path in self._store.below(folder):
                        self._store.discard(path)
