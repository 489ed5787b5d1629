"""Lots: the parts in which processes that share the work take it, each a minute's worth."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import dragoman
from dragoman import project
from dragoman.store import Store
from dragoman.workflow.claims import DONE
from dragoman.workflow.scope import Scope

SIZE = 64_000
"""Bytes of articles in a lot, about 10,000 words: half a minute for a model of base size on two
cores. A lot holds at least one article."""

_CUTS = 8
"""After one of so many articles a lot of half that size may end. Which one depends on its name
alone, so that a new article changes the lots near it and no others."""


@dataclass(frozen=True, slots=True)
class Lot:
    """Articles in one locale that are translated together."""

    locale: str
    names: tuple[str, ...]

    key: str
    """What tells it from any other lot: the articles as they are, the locale, the settings."""

    def below(self, folder: Path) -> Path:
        """Return where it is said who works on it. No folder holds more than some hundreds."""
        return folder / self.key[:2] / self.key


@dataclass(frozen=True, slots=True)
class LotRecord:
    """What is noted of a lot that is done."""

    run: str
    """The run that did it, or looked at it."""

    stamps: str
    """What tells how its files stood."""

    failed: bool
    """Whether something in it could not be done."""


def lots(scope: Scope, conditions: Sequence[str]) -> tuple[Lot, ...]:
    """Cut the scope's work, all of one locale before the next.

    Whoever looks at the same files cuts them alike, however many they are. `conditions` are what
    decides the text beside articles, settings and glossary.
    """
    store = scope.store
    around = [dragoman.__version__, *conditions, *_beside(store)]
    groups = list(_cut(scope))
    found = []
    for locale in scope.locales:
        for group in groups:
            parts = [*around, locale, *(f"{name} {stamp}" for name, stamp in group)]
            digest = hashlib.sha256("\0".join(parts).encode()).hexdigest()[:32]
            found.append(Lot(locale, tuple(name for name, _ in group), digest))
    return tuple(found)


def _beside(store: Store) -> Iterator[str]:
    """Say how settings and glossary stand. Logs may lie there, too, that grow meanwhile."""
    for path in (store.root / project.FILE, store.glossary_path):
        yield f"{path.name} {_stamp(store, path)}"


def _cut(scope: Scope) -> Iterator[list[tuple[str, str]]]:
    """Yield names and stamps of the articles of each lot."""
    store = scope.store
    group: list[tuple[str, str]] = []
    size = 0
    for name in scope.names:
        stamp = store.stamp(store.article_path(name))
        group.append((name, _stamp(store, store.article_path(name))))
        size += stamp[0] if stamp else 0
        if size >= SIZE or (size >= SIZE // 2 and _ends(name)):
            yield group
            group, size = [], 0
    if group:
        yield group


def _ends(name: str) -> bool:
    return hashlib.sha256(name.encode()).digest()[0] % _CUTS == 0


def _stamp(store: Store, path: Path) -> str:
    """How a file stands, as all machines see it: without its place on the disk."""
    size, _, changed = store.stamp(path) or (0, 0, 0)
    return f"{size} {changed}"


def standing(store: Store, lot: Lot) -> str:
    """Return what tells how the lot's articles and review files stand."""
    digest = hashlib.sha256()
    for name in lot.names:
        for path in (store.article_path(name), store.review_path(name, lot.locale)):
            digest.update(f"{_stamp(store, path)}\0".encode())
    return digest.hexdigest()


def marked(store: Store, folder: Path) -> LotRecord | None:
    """Return what is noted of the lot that has this folder; `None` if it is not done."""
    try:
        run, stamps, failed = json.loads(store.read(folder / DONE) or b"")
        return LotRecord(str(run), str(stamps), bool(failed))
    except (ValueError, TypeError):
        return None


def mark(store: Store, lot: Lot, run: str, *, failed: bool) -> bytes:
    """Return what is to be noted of a lot that is done now."""
    return json.dumps([run, standing(store, lot), failed]).encode()
