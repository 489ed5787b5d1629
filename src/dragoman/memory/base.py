"""The index of the translation memory.

An exact match is found by the key of a sentence: a number made of locale and source. A fuzzy one is
found by `postings`: a sentence that is 75 % alike shares some features. What shares most is
compared letter by letter, by rapidfuzz. Postings hold the key of a sentence, not a row: a sentence
that was approved a thousand times is one, and the order in which files were added does not show.
"""

from __future__ import annotations

import sqlite3
from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from rapidfuzz import fuzz, process

from dragoman.files import Files
from dragoman.memory.postings import SCHEMA, Postings, key
from dragoman.model import Syntax

_SCHEMA = f"""
create table if not exists files (
    id integer primary key, name text not null unique, stamp text not null, digest text not null,
    trust integer not null, first integer not null, last integer not null
);
create table if not exists units (
    id integer primary key, file integer not null,
    source text not null, target text not null, engine text not null, syntax text not null,
    before integer not null, after integer not null
);
create table if not exists sentences (
    key integer not null, unit integer not null, primary key (key, unit)
) without rowid;
{SCHEMA}
"""
"""The units of a file follow each other, from its `first` to its `last`. `before` and `after` are
the keys of their neighbours.
"""

_VERSION = 7

BATCH = 20_000
"""Sentences that are added in one go: sorted, so that each page is written once for many."""

_ASKED = 500
"""Keys in one question; SQLite has a limit."""

COMPARED = 200
"""Sentences that are compared letter by letter, those that share most first."""


@dataclass(frozen=True, slots=True)
class MemoryEntry:
    """An approved translation."""

    source: str
    target: str
    before: str = ""
    """The source sentence before it, empty at the start of an article."""

    after: str = ""

    engine: str = ""
    """The machine whose text was approved as it stood; empty for a person's text."""

    syntax: Syntax | None = None
    """How its markup is to be read; `None` where that is not known, as in imported memories."""


@dataclass(frozen=True, slots=True)
class Match:
    """What the memory holds for a sentence."""

    source: str
    target: str
    file: str
    """The review file, or the imported memory, that it stands in."""

    score: float
    """How alike the sources are, from 0 to 100."""

    engine: str = ""
    """As in `MemoryEntry`; so is the next."""

    syntax: Syntax | None = None

    context: bool = False
    """Whether the sentences before and after are the same, too."""

    others: int = 0
    """How many other translations of the same sentence there are."""


class Memory:
    """An open index. It is a context manager that keeps or drops what was added."""

    def __init__(self, path: Path | None, *, frozen: bool = False) -> None:
        """Open the index, and make it anew if it is damaged or of another version.

        `None` keeps it in memory only. A `frozen` one is a file that nobody changes: it is only
        read, without locks, so that it may lie on another machine. Raises `sqlite3.Error` where
        it cannot be.
        """
        self._path = path
        self._database = _frozen(path) if frozen and path is not None else self._opened()
        self._postings = Postings(self._database)
        self._rows: list[tuple[int, int]] = []
        """New rows of `sentences`."""

        self._fresh: dict[int, tuple[str, str]] = {}
        """Their locales and sources by their keys: perhaps known from other files."""

    def __enter__(self) -> Memory:
        return self

    def __exit__(self, kind: object, error: object, trace: object) -> None:
        with closing(self._database):
            if kind is None:
                self._settle()
                self._database.commit()

    def _opened(self) -> sqlite3.Connection:
        for attempt in (1, 2):
            database = sqlite3.connect(self._path or ":memory:")
            try:
                (version,) = database.execute("pragma user_version").fetchone()
                if version not in (0, _VERSION):
                    raise sqlite3.DatabaseError(f"its version is {version}")
                database.execute("pragma synchronous = off")
                database.execute("pragma cache_size = -65536")  # KiB: building goes all over it
                database.executescript(_SCHEMA)
                database.execute(f"pragma user_version = {_VERSION}")
            except sqlite3.DatabaseError:
                database.close()
                if attempt == 2 or self._path is None:
                    raise
                for suffix in ("", "-journal", "-wal", "-shm"):
                    Files(self._path.parent).discard(Path(f"{self._path}{suffix}"))
            else:
                return database
        raise AssertionError("unreachable")

    def files(self) -> dict[str, tuple[str, str]]:
        """Return for each file that is in the index its stamp and digest."""
        rows = self._database.execute("select name, stamp, digest from files")
        return {name: (stamp, digest) for name, stamp, digest in rows}

    def put(
        self,
        name: str,
        stamp: str,
        digest: str,
        locale: str,
        entries: Iterable[MemoryEntry],
        trust: int = 100,
    ) -> None:
        """Put what a file holds in place of what it held before.

        `trust` is from 0 to 100: only what is wholly trusted is an exact match, and the score of
        a fuzzy one is so much lower. The entries may be any number: they are taken in batches. If
        they raise, the file counts as changed.
        """
        taken = self._taken(name)
        before = next(taken, {})
        for more in taken:
            self._forget(locale, {own: more[own] for own in more.keys() - before.keys()})
        run = self._database.execute
        (last,) = run("select coalesce(max(id), 0) from units").fetchone()
        file = run(
            "insert into files (name, stamp, digest, trust, first, last) "
            "values (?, '', '', ?, ?, ?)",
            (name, trust, last + 1, last),
        ).lastrowid
        gone = dict(before)
        every = iter(entries)
        while batch := dict.fromkeys(islice(every, BATCH)):
            numbers = range(last + 1, last + len(batch) + 1)
            keys = _Keys(locale)
            rows = [
                (unit, file, *_columns(of), keys[of.before], keys[of.after])
                for unit, of in zip(numbers, batch, strict=True)
            ]
            self._database.executemany("insert into units values (?, ?, ?, ?, ?, ?, ?, ?)", rows)
            found = [keys[each.source] for each in batch]
            texts = [(locale, each.source) for each in batch]
            self._find(
                list(zip(found, numbers, strict=True)), dict(zip(found, texts, strict=True)), before
            )
            for own in found:
                gone.pop(own, None)
            last += len(batch)
            run("update files set last = ? where id = ?", (last, file))
        run("update files set stamp = ?, digest = ? where id = ?", (stamp, digest, file))
        self._forget(locale, gone)

    def _find(
        self,
        rows: list[tuple[int, int]],
        sentences: dict[int, tuple[str, str]],
        before: Container[int],
    ) -> None:
        """Make units be found by their keys; those in `before` have postings."""
        if before:
            kept = [row for row in rows if row[0] in before]
            self._database.executemany("insert into sentences values (?, ?)", kept)
            rows = [row for row in rows if row[0] not in before]
            sentences = {own: text for own, text in sentences.items() if own not in before}
        self._rows += rows
        self._fresh |= sentences
        if len(self._rows) >= BATCH:
            self._settle()

    def _settle(self) -> None:
        """Put what is new in its place."""
        if not self._rows:
            return
        self._rows.sort()
        known = self._known(dict.fromkeys(own for own, _ in self._rows))
        self._database.executemany("insert into sentences values (?, ?)", self._rows)
        self._postings.add((own, *text) for own, text in self._fresh.items() if own not in known)
        self._rows, self._fresh = [], {}

    def _known(self, keys: Iterable[int]) -> set[int]:
        """Return those of the keys that any file has."""
        found: set[int] = set()
        every = iter(keys)
        while asked := list(islice(every, _ASKED)):
            marks = ",".join("?" * len(asked))
            rows = self._database.execute(
                f"select distinct key from sentences where key in ({marks})", asked
            )
            found.update(own for (own,) in rows)
        return found

    def touch(self, name: str, stamp: str) -> None:
        """Note that a file's stamp changed, and nothing in it."""
        self._database.execute("update files set stamp = ? where name = ?", (stamp, name))

    def drop(self, names: Iterable[str]) -> None:
        """Take files out of the index."""
        held: defaultdict[str, dict[int, str]] = defaultdict(dict)
        for name in names:
            own = held[_locale(name)]
            for taken in self._taken(name):
                own |= taken
                if len(own) >= BATCH:
                    self._forget(_locale(name), own)
                    own.clear()
        for locale, sources in held.items():
            self._forget(locale, sources)

    def _taken(self, name: str) -> Iterator[dict[int, str]]:
        """Take out what a file holds, all but the postings; yield its sources by their keys."""
        run = self._database.execute
        row = run("select id, first, last from files where name = ?", (name,)).fetchone()
        if row is None:
            return
        self._settle()
        file, first, last = row
        run("delete from files where id = ?", (file,))
        for start in range(first, last + 1, BATCH):
            span = (start, min(last, start + BATCH - 1))
            held = run("select id, source from units where id between ? and ?", span).fetchall()
            rows = [(key(_locale(name), source), unit) for unit, source in held]
            self._database.executemany("delete from sentences where key = ? and unit = ?", rows)
            run("delete from units where id between ? and ?", span)
            yield {own: source for (own, _), (_, source) in zip(rows, held, strict=True)}

    def _forget(self, locale: str, held: dict[int, str]) -> None:
        """Take out the postings of what no file has any more."""
        known = self._known(held)
        self._postings.remove(
            (own, locale, source) for own, source in held.items() if own not in known
        )

    def exact(self, locale: str, source: str, before: str = "", after: str = "") -> Match | None:
        """Return the best translation of the very sentence, `None` if there is none.

        The same neighbours count most, then how often a translation was approved, then the order
        of its letters, so that the same memory gives the same answer.
        """
        self._settle()
        rows = self._database.execute(
            "select source, target, engine, syntax, before, after, name from sentences "
            "join units on units.id = unit join files on files.id = file "
            "where key = ? and trust = 100",
            (key(locale, source),),
        ).fetchall()
        around = key(locale, before), key(locale, after)
        found = [
            (target, (left == around[0]) + (right == around[1]), name, engine, syntax)
            for known, target, engine, syntax, left, right, name in rows
            if known == source and _locale(name) == locale
        ]
        if not found:
            return None
        often = Counter(target for target, *_ in found)

        def rank(each: tuple[str, int, str, str, str]) -> tuple[int, int, str, str, str, str]:
            target, same, name, engine, syntax = each
            return -same, -often[target], target, name, engine, syntax

        target, same, name, engine, syntax = min(found, key=rank)
        context, others = same == len(around), len(often) - 1
        return Match(source, target, name, 100.0, engine, _syntax(syntax), context, others)

    def fuzzy(self, locale: str, source: str, least: float) -> Match | None:
        """Return the translation of the sentence that is most alike, `None` below `least`.

        Numbers are no difference in the search, but they are one in the score. Of several
        translations of that sentence, the one that was approved most often is returned, then the
        order of its letters decides.
        """
        self._settle()
        keys = self._postings.alike(locale, source, COMPARED)
        if not keys:
            return None
        marks = ",".join("?" * len(keys))
        found = self._database.execute(
            "select source, target, min(name), trust, count(*), min(syntax) from sentences "
            f"join units on units.id = unit join files on files.id = file where key in ({marks}) "
            "group by key, target, trust order by source, target",
            keys,
        ).fetchall()
        found = [row for row in found if _locale(row[2]) == locale]
        alike = process.extract(
            source, [row[0] for row in found], scorer=fuzz.ratio, score_cutoff=least, limit=None
        )
        scored = [
            # Whole trust must leave the score as it is, to the last bit.
            (score * (found[place][3] / 100), found[place][4], -place)
            for _, score, place in alike
        ]
        score, _, place = max(scored, default=(0.0, 0, 0))
        if score < least:
            return None
        known, target, name, _, _, syntax = found[-place]
        return Match(known, target, name, float(score), syntax=_syntax(syntax))

    def held(self) -> list[tuple[str, int, int]]:
        """Return the name of each file that holds anything, how much, and its trust."""
        return self._database.execute(
            "select name, last - first + 1, trust from files where last >= first order by name"
        ).fetchall()

    def approved(self, locale: str) -> list[tuple[str, str, str]]:
        """Return what the review files of a locale hold: source, translation, engine; each once.

        There is no engine where a person wrote the same text anywhere.
        """
        return self._database.execute(
            "select source, target, min(engine) from units join files on files.id = file "
            "where name glob ? group by source, target order by source, target",
            (f"locales/{locale}/*",),
        ).fetchall()

    def copy(self, path: Path) -> None:
        """Write the index to a file of its own, as it is now."""
        self._settle()
        self._database.commit()
        with closing(sqlite3.connect(path)) as other:
            self._database.backup(other)

    def count(self) -> int:
        """Return how many translations there are."""
        (count,) = self._database.execute("select count(*) from units").fetchone()
        return int(count)


def _frozen(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)


class _Keys(dict[str, int]):
    """The keys of sentences in a locale, each made when it is first asked for."""

    def __init__(self, locale: str) -> None:
        super().__init__()
        self._locale = locale

    def __missing__(self, source: str) -> int:
        own = self[source] = key(self._locale, source)
        return own


def _columns(entry: MemoryEntry) -> tuple[str, str, str, str]:
    return entry.source, entry.target, entry.engine, entry.syntax.value if entry.syntax else ""


def _syntax(column: str) -> Syntax | None:
    return Syntax(column) if column else None


def _locale(name: str) -> str:
    """The locale of a file: `locales/fa/flood.md.yaml` and `memories/fa/old.tmx` are Persian."""
    return name.split("/")[1]
