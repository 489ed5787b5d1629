"""Claims: how processes on one machine, or on many with one folder, share work.

Who works on something says so in a file that only one of all can make. He touches it as long as
he is at work; who stopped touching it is dead, and the next one goes on.

    .dragoman/work/3f/3f9a1c20…/claim-1    somebody works on it
                                free-2     he gave it back undone
                                claim-3    somebody else took it
                                results-3  what his engine made so far
                                done       it is done

The file with the highest number counts, so that taking over is making a file, too: of many who try
at once, one can. Nothing is ever locked, replaced or removed for a claim, and so it works on
network folders.

No time of one machine is compared with another's, whose clock may be wrong. Whether a claim is
touched is seen by its time changing, and for how long it was not, by the clock of who looks.
"""

from __future__ import annotations

import json
import os
import platform
import threading
import time
import uuid
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

from dragoman.errors import StoreError
from dragoman.store import ChangedMeanwhileError, Store

LEASE = 60.0
"""Seconds without a touch after which whoever made a claim is taken for dead: ten touches, and
longer than what a network folder may show of the past."""

TOUCHES = 10
"""How often a claim is touched in that time."""

CLAIM, FREE, RESULTS, DONE = "claim", "free", "results", "done"


@dataclass(frozen=True, slots=True)
class Holder:
    """Who made a claim."""

    worker: str
    """What no other process has."""

    machine: str
    process: int

    def gone(self, machine: str) -> bool:
        """Whether he is a process of this machine that is there no more."""
        if self.machine != machine or not machine:
            return False
        try:
            state = Path(f"/proc/{self.process}/stat").read_text(encoding="utf-8", errors="replace")
        except OSError:
            return True
        # One that ended stays until the process that began it has heard of it.
        return state.rpartition(")")[2].split()[:1] in (["Z"], ["X"])


@dataclass(frozen=True, slots=True)
class _Seen:
    """What a claim looked like, and since when."""

    stamp: object
    since: float


class Claims:
    """The claims of one process, and what it saw of others'."""

    def __init__(self, store: Store, lease: float = LEASE) -> None:
        self._store = store
        self._lease = lease
        self.beside: tuple[Path, ...] = ()
        """Files that are touched with every claim."""

        self._seen: dict[Path, _Seen] = {}
        self._me = Holder(uuid.uuid4().hex, _machine(), os.getpid())

    def take(self, folder: Path) -> Claim | None:
        """Claim the work that has this folder; `None` where another one is at work on it.

        Raises `StoreError` if the folder cannot be written.
        """
        number, free = self._last(folder)
        if number and not free and self._at_work(folder / f"{CLAIM}-{number}"):
            return None
        path = folder / f"{CLAIM}-{number + 1}"
        if not self._made(path):
            return None
        return Claim(self._store, folder, number + 1, self._lease / TOUCHES, self.beside)

    def _last(self, folder: Path) -> tuple[int, bool]:
        """The highest number, 0 where there is none, and whether it says that it is free."""
        found = (path.name.partition("-") for path in self._store.below(folder))
        numbers = [
            (int(number), kind == FREE)
            for kind, _, number in found
            if kind in (CLAIM, FREE) and number.isdecimal()
        ]
        return max(numbers, default=(0, False))

    def _made(self, path: Path) -> bool:
        """Make a claim; return whether it is ours."""
        data = json.dumps([self._me.worker, self._me.machine, self._me.process]).encode()
        try:
            self._store.write(path, data, None)
        except ChangedMeanwhileError:
            # An answer of the file's server may be lost, and the file be ours all the same.
            return self._store.read(path) == data
        return True

    def _at_work(self, path: Path) -> bool:
        # Opening it makes a network folder ask its server how it stands now.
        holder = _holder(self._store.read(path))
        if holder is not None and holder.gone(self._me.machine):
            return False
        stamp, now = self._store.stamp(path), time.monotonic()
        seen = self._seen.get(path)
        if seen is None or seen.stamp != stamp:
            self._seen[path] = _Seen(stamp, now)
            return True
        return now - seen.since < self._lease


class Claim:
    """Work that is ours as long as the context lasts; then it is free, done or not."""

    def __init__(
        self, store: Store, folder: Path, number: int, pause: float, beside: tuple[Path, ...]
    ) -> None:
        self.path = folder / f"{CLAIM}-{number}"
        self._store = store
        self._folder = folder
        self._number = number
        self._pause = pause
        self._touched = self.path, *beside
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._touch, daemon=True)

    def __enter__(self) -> Claim:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._ended.set()
        self._thread.join()
        # Where it cannot be said, others see it when the lease ends.
        with suppress(StoreError):
            self._store.write(self._folder / f"{FREE}-{self._number + 1}", b"", None)

    def _touch(self) -> None:
        while not self._ended.wait(self._pause):
            for path in self._touched:
                with suppress(StoreError):
                    self._store.touch(path)

    def before(self) -> Iterator[bytes]:
        """Yield what those who worked on it wrote down."""
        for path in self._store.below(self._folder):
            if path.name.startswith(f"{RESULTS}-"):
                yield self._store.read(path) or b""

    def add(self, data: bytes) -> None:
        """Write down a result. Raises `StoreError`."""
        self._store.append(self._folder / f"{RESULTS}-{self._number}", data)

    def done(self, data: bytes) -> None:
        """Say that the work is done. Raises `StoreError`."""
        path = self._folder / DONE
        # Somebody else may say the same, who was taken for dead.
        with suppress(ChangedMeanwhileError):
            self._store.write(path, data, self._store.read(path))


def _holder(data: bytes | None) -> Holder | None:
    try:
        worker, machine, process = json.loads(data or b"")
        return Holder(str(worker), str(machine), int(process))
    except (ValueError, TypeError):
        return None


def _machine() -> str:
    """Name this machine, or the part of it in which our processes have their numbers.

    Empty where it is not known: then only time tells that a process is gone.
    """
    try:
        boot = Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii").strip()
        return f"{platform.node()} {boot} {Path('/proc/self/ns/pid').readlink()}"
    except OSError:
        return ""
