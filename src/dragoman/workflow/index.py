"""What was found in files when they were last looked at, so that unchanged ones need no look.

An index lies in `.dragoman/` and may be deleted: then everything is looked at again. It is never
trusted over the files. A file counts as unchanged while its size, its place on the disk and its
time of change are the same. One that changed just before it was looked at is not trusted, for a
second change might not show in its time; where its bytes are known, they are compared instead, at
the end of the run or, where it ends too soon after the change, when the next one asks.

In the file, each entry is a line. Of an archive, the lines are not held in memory: what was read,
and what is found, waits on a shelf until it is asked for or written.
"""

from __future__ import annotations

import contextlib
import functools
import hashlib
import json
import os
import re
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import dragoman
from dragoman.errors import StoreError
from dragoman.files import Contents, Shelf, Spool, Stamp
from dragoman.patterns import lazily
from dragoman.project.settings import FILE as SETTINGS
from dragoman.publishing.withdrawals import FILE as WITHDRAWN
from dragoman.store import GLOSSARY, Store

_SECOND = 1_000_000_000
_TICK = _SECOND // 20
"""Longer than the tick of any file system whose times are finer than a second."""

_COARSE = 2 * _SECOND
"""The longest tick of the others."""

Files = Sequence[str]
"""What was looked at, as messages call it; the last one names the entry."""

Stamps = list[list[int]]


@dataclass(frozen=True, slots=True)
class _Pending:
    """An entry whose last file had just changed."""

    files: Files
    stamps: Stamps
    found: Mapping[str, Any]
    digest: str
    """That of what the last file held then."""


@dataclass(frozen=True, slots=True)
class _IndexEntry:
    """What a line of the file says."""

    key: str
    stamps: Stamps
    found: Mapping[str, Any]
    digest: str | None
    """That of what the last file must hold; `None` where its stamp says enough."""


class Index:
    """What was found in each file, or in the few files that belong together."""

    def __init__(
        self,
        store: Store,
        path: Path,
        *conditions: object,
        is_sound: Callable[[Mapping[str, Any]], bool] = lambda found: True,
    ) -> None:
        """Read what is remembered in the file `path`.

        `is_sound` says whether findings are such as are remembered: the file may be damaged, or
        somebody may have changed it.

        `conditions` are what the findings depend on beside the files. With others, with another
        program, or after a change of the settings, the glossary or the list of what is withdrawn,
        nothing that is remembered holds.
        """
        self._store = store
        self._path = path
        self._is_sound = is_sound
        self._key = _digest([*map(repr, conditions), program(), *_beside(store)])[:16]
        data = _read(store, path)
        self._saved = data.digest
        self._known: Shelf[bytes] = Shelf()
        """For each name its entry as it stands in the file: the conditions, the stamps of the
        files, and what was found in them."""

        self._known.update(_lines(data))
        self._pending: Spool[Files] = Spool()
        """Files whose last one had just changed when its entry was made."""

        self._seen: dict[str, bytes] = {}
        """The stamps that files had when they were asked for, as they would stand in the file."""

        self._held: dict[str, bytes] = {}
        """The stamps of the last files of the entries that still held when they were asked for."""

    def known(self, files: Files) -> Any | None:
        """Return what was found in the files, or `None` if they must be looked at."""
        name, stamps = files[-1], self._stamps(files)
        entry = self._entry(name)
        if entry is not None and entry.key == self._key and entry.stamps == stamps:
            if entry.digest is None:
                self._held[name] = _json(stamps[-1])
                return entry.found
            each = _Pending(files, stamps, entry.found, entry.digest)
            settled = _settled(stamps[-1])
            if self._holds_the_same(each):
                self._keep(each, settled=settled)
                return entry.found
        self._seen[name] = _json(stamps)
        return None

    def last_known(self, name: str, stamp: Stamp) -> Mapping[str, Any] | None:
        """Return what was found in files of which the last one is still the same.

        Nothing is said of the others: what is found must depend on the last one alone.
        """
        entry = self._entry(name)
        if entry is None or entry.digest is not None or entry.stamps[-1:] != [list(stamp)]:
            return None
        return entry.found

    def held(self, name: str, stamp: Stamp) -> bool:
        """Whether the entry of a file held when it was asked for, and the file is still the same.

        `False` also where only the bytes of the file told that it held.
        """
        return self._held.get(name) == _json(stamp)

    def holding(self) -> int:
        """Return of how many files something is remembered that may still hold."""
        begin = _json([self._key])[:-1]
        return sum(line.startswith(begin) for line in self._known.values())

    def note_read(self, files: Files, found: Mapping[str, Any], digest: str | None = None) -> None:
        """Remember what was found in files that were read.

        `digest` is that of what the last one held then. Without it, a file that has just changed
        is not remembered. Nothing is remembered of files that changed since `known` was asked for
        them.
        """
        stamps = self._stamps(files)
        seen = self._stamps_before(files, stamps)
        self._known.pop(files[-1], None)
        if seen != stamps or not all(map(_settled, stamps[:-1])):
            return
        if _settled(stamps[-1]):
            self._keep(_Pending(files, stamps, found, ""), settled=True)
        elif digest is not None:
            self._await(_Pending(files, stamps, found, digest))

    def note_written(self, files: Files, found: Mapping[str, Any], digest: str) -> None:
        """Remember what is found in files of which this run has just written the last one.

        `digest` is that of what was written; the file is compared with it before it is trusted.
        Nothing is remembered if another one changed since `known` was asked for them.
        """
        stamps = self._stamps(files)
        seen = self._stamps_before(files, stamps)
        self._known.pop(files[-1], None)
        if seen[:-1] == stamps[:-1] and all(map(_settled, stamps[:-1])):
            self._await(_Pending(files, stamps, found, digest))

    def _stamps_before(self, files: Files, now: Stamps) -> Stamps:
        """Return the stamps that files had when they were asked for; those of now if never."""
        seen = self._seen.pop(files[-1], None)
        stamps: Stamps = now if seen is None else json.loads(seen.decode())
        return stamps

    def _await(self, each: _Pending) -> None:
        """Keep an entry, to see at the end of the run whether it still holds."""
        self._keep(each, settled=False)
        # Without room for its names, its digest stays, and is compared when it is asked for.
        with contextlib.suppress(StoreError):
            self._pending.append(each.files)

    def _keep(self, each: _Pending, *, settled: bool) -> None:
        """Keep an entry; one that is not settled with the digest of what the file must hold."""
        entry = [self._key, each.stamps, dict(each.found), *([] if settled else [each.digest])]
        self._known[each.files[-1]] = _json(entry)

    def _holds_the_same(self, each: _Pending) -> bool:
        """Whether the last file still holds what was known, and no file changed meanwhile."""
        with contextlib.suppress(StoreError):
            same = self._store.digest(self._store.root / each.files[-1]) == each.digest
            return same and self._stamps(each.files) == each.stamps
        return False

    def _entry(self, name: str) -> _IndexEntry | None:
        """Return what is remembered under a name, `None` if there is nothing or it is damaged."""
        try:
            entry = json.loads(self._known.get(name, b"null").decode("utf-8", "surrogatepass"))
        except (ValueError, RecursionError):
            return None
        if not isinstance(entry, list) or len(entry) not in (3, 4):
            return None
        key, stamps, found, *digest = entry
        if not isinstance(stamps, list) or not isinstance(found, dict):
            return None
        if not self._is_sound(found):
            return None
        return _IndexEntry(key, stamps, found, digest[0] if digest else None)

    def save(self) -> None:
        """Write what is remembered, if it changed; an index that cannot be written is no loss."""
        for files in self._pending:
            self._settle(files)
        self._pending = Spool()
        with contextlib.suppress(StoreError):
            data = Contents(self._written())
            if data.digest != self._saved:
                self._store.replace(self._path, data)

    def _written(self) -> Iterator[bytes]:
        """Yield the file that remembers what is known, in parts."""
        between = b"{\n"
        for name, line in self._known.items():
            yield b"%s%s:%s" % (between, _json(name), line)
            between = b",\n"
        yield b"{\n\n}\n" if between == b"{\n" else b"\n}\n"

    def _settle(self, files: Files) -> None:
        """Trust an entry without its digest, or forget it, if it is old enough to tell."""
        entry = self._entry(files[-1])
        if entry is None or entry.digest is None or not _settled(entry.stamps[-1]):
            return
        each = _Pending(files, entry.stamps, entry.found, entry.digest)
        if self._holds_the_same(each):
            self._keep(each, settled=True)
        else:
            del self._known[files[-1]]

    def _stamps(self, files: Files) -> Stamps:
        stamp, whole = self._store.stamp, self._store.whole
        return [list(stamp(whole(name)) or ()) for name in files]


def lasting(stamp: Stamp | None) -> Sequence[int] | None:
    """Return a stamp to compare with later; of a file that has just changed, one of none."""
    return stamp if stamp is None or _settled(stamp) else ()


def _settled(stamp: Sequence[int]) -> bool:
    """Whether the file changed so long ago that another change would show in its time."""
    if not stamp:
        return False
    coarse = stamp[-1] % _SECOND == 0
    return stamp[-1] < time.time_ns() - (_COARSE if coarse else _TICK)


def _read(store: Store, path: Path) -> Contents:
    with contextlib.suppress(StoreError):
        return store.contents(path) or Contents.of(b"")
    return Contents.of(b"")


_LINE = re.compile(rb'("(?:[^"\\\n]++|\\.)*+"):(\[.*\]),?\n?')


def _lines(data: Contents) -> Iterator[tuple[str, bytes]]:
    """Yield each name with its entry; what is no line of an index is left out."""
    for line in map(_LINE.fullmatch, data.lines()):
        with contextlib.suppress(ValueError):
            if line is not None:
                yield json.loads(line[1].decode("utf-8", "surrogatepass")), line[2]


def are_names(found: object) -> bool:
    """Whether what is remembered is a list of texts that can be names of files."""
    return isinstance(found, list) and all(
        isinstance(each, str) and _NO_NAME.search(each) is None for each in found
    )


_NO_NAME = lazily("[\0\ud800-\udfff]")


def are_counts(found: object) -> bool:
    """Whether what is remembered is a table of numbers by names."""
    return isinstance(found, dict) and all(type(each) is int for each in found.values())


def _json(value: object) -> bytes:
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return text.encode("utf-8", "surrogatepass")


def conditions(store: Store) -> str:
    """Return what changes with all that findings depend on beside articles and review files."""
    return _digest([program(), *_beside(store)])


def _beside(store: Store) -> list[str]:
    """Say how the files stand on which what is found in all others depends."""
    return [f"{name} {store.stamp(store.root / name)}" for name in (SETTINGS, GLOSSARY, WITHDRAWN)]


@functools.cache
def program() -> str:
    """Return what tells this program from a changed one."""
    changes = sorted(_changes(os.path.dirname(dragoman.__file__)))  # noqa: PTH120
    return f"{dragoman.__version__} {_digest([repr(changes)])}"


def _changes(folder: str) -> Iterator[tuple[str, int]]:
    """Yield each file of the program, and when it was changed. Every command begins with this."""
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir():
                yield from _changes(entry.path)
            elif entry.name.endswith((".py", ".txt", ".mo", ".yaml")):
                yield entry.name, entry.stat().st_mtime_ns


def _digest(parts: Sequence[str]) -> str:
    return sha("\0".join(parts).encode())


def sha(data: bytes) -> str:
    """Return the digest of what a file holds, as an index wants it."""
    return hashlib.sha256(data).hexdigest()
