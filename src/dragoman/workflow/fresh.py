"""Which copies need no look: nothing that they are made from changed since the last one.

What is remembered lies in `.dragoman/` and may be deleted: then everything is looked at again. A
file counts as unchanged while its size, its place on the disk and its time of change are the
same. A source that changed just before it was read is not trusted, for a second change might not
show in its time.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, replace
from pathlib import Path
from time import time_ns
from typing import Any

import dragoman
from dragoman.publishing import Share
from dragoman.store import Store

_SECOND = 1_000_000_000
_TICK = _SECOND // 20
"""Longer than the tick of any file system whose times are finer than a second."""

Files = Sequence[Path]
"""What a copy is made from, and the copy last."""


class Fresh:
    """What was found in every copy when it was last looked at."""

    def __init__(self, store: Store, *conditions: object) -> None:
        """Read what is remembered.

        `conditions` are what copies depend on beside their articles and reviews. With others, or
        with another program, what is remembered does not hold.
        """
        self._store = store
        self._began = time_ns()
        self._key = _digest([*map(repr, conditions), _program(), *_beside(store)])
        self._data = store.read(store.looks_path)
        self._known = _remembered(self._data)

    def share(self, files: Files) -> Share | None:
        """Return what was found in the copy, or `None` if it must be looked at."""
        known = self._known.get(self._name(files))
        if known is None or known[:2] != [self._key, self._stamps(files)]:
            return None
        found = Share(**known[2])
        return replace(found, engines=tuple(found.engines))

    def looked(self, files: Files, share: Share) -> None:
        """Remember what was found in a copy that is as it should be."""
        stamps = self._stamps(files)
        if all(self._settled(stamp) for stamp in stamps[:-1]):
            self._known[self._name(files)] = [self._key, stamps, asdict(share)]
        else:
            self._known.pop(self._name(files), None)

    def _name(self, files: Files) -> str:
        return self._store.shown(files[-1])

    def _stamps(self, files: Files) -> list[list[int]]:
        return [list(self._store.stamp(path) or ()) for path in files]

    def _settled(self, stamp: list[int]) -> bool:
        """Whether the file changed well before this run began."""
        if not stamp:
            return False
        coarse = stamp[-1] % _SECOND == 0
        return stamp[-1] < self._began - (2 * _SECOND if coarse else _TICK)

    def save(self) -> None:
        """Write what is remembered, if it changed."""
        data = json.dumps(self._known).encode()
        if data != self._data:
            self._store.write(self._store.looks_path, data, self._data)


def _remembered(data: bytes | None) -> dict[str, list[Any]]:
    """Return for each copy the conditions, the stamps of its files, and what was found."""
    try:
        return dict(json.loads(data or b"{}"))
    except ValueError:
        return {}


def _beside(store: Store) -> list[str]:
    """Say how the files beside the folders stand: settings, glossary and the like."""
    files = sorted(path for path in store.root.iterdir() if path.is_file())
    return [f"{path.name} {store.stamp(path)}" for path in files]


def _program() -> str:
    """Return what tells this program from a changed one."""
    folder = Path(dragoman.__file__).parent
    files = (path for path in folder.rglob("*") if path.suffix in (".py", ".txt", ".mo", ".yaml"))
    changes = sorted((path.name, path.stat().st_mtime_ns) for path in files)
    return f"{dragoman.__version__} {_digest([repr(changes)])}"


def _digest(parts: Sequence[str]) -> str:
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()
