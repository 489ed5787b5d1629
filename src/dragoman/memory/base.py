"""The index of the translation memory.

An exact match is found by a number made of locale and source. For a fuzzy one, every sentence has
postings: numbers made of its neighbouring words, and of its single words if it is short. A sentence
that is 75 % alike shares some of them. What shares most is compared letter by letter, by rapidfuzz.
Postings point to the number of a sentence, not to a row: a sentence that was approved a thousand
times is one, and the order in which files were added does not show.
"""

from __future__ import annotations

import hashlib
import re
import sqlite3
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from rapidfuzz import fuzz, process

_SCHEMA = """
create table if not exists files (
    id integer primary key, name text not null unique, stamp text not null, digest text not null,
    trust integer not null
);
create table if not exists units (
    id integer primary key, file integer not null, key integer not null,
    source text not null, target text not null, before text not null, after text not null
);
create table if not exists postings (
    word integer not null, key integer not null, primary key (word, key)
) without rowid;
create index if not exists units_by_key on units (key);
create index if not exists units_by_file on units (file);
create temp table if not exists fresh (word integer not null, key integer not null);
"""
_SETTLED = """
insert or ignore into postings select word, key from fresh order by word, key;
delete from fresh;
"""
"""Puts new postings in their place: in order, so that the index is written from front to back."""

_VERSION = 3

COMMON = 400
"""Sentences that are taken of a posting: those with the lowest numbers.

The order is the same in every posting, so sentences of one pattern, such as the lines under
photographs, are found by it even if it has thousands.
"""

COMPARED = 200
"""Sentences that are compared letter by letter, those that share most first."""

SHORT = 8
"""Words of a sentence of which the single ones are postings too."""

KEPT = 10
"""Postings of a longer one."""

_WORD = re.compile(r"\w+")
_DIGIT = re.compile(r"\d")
_NUMBER = re.compile(r"\d+(?:[.,:٬٫]\d+)*")


@dataclass(frozen=True, slots=True)
class Entry:
    """An approved translation."""

    source: str
    target: str
    before: str = ""
    """The source sentence before it, empty at the start of an article."""

    after: str = ""


@dataclass(frozen=True, slots=True)
class Match:
    """What the memory holds for a sentence."""

    entry: Entry
    file: str
    """The review file, or the imported memory, that it stands in."""

    score: float
    """How alike the sources are, from 0 to 100."""

    context: bool = False
    """Whether the sentences before and after are the same, too."""

    others: int = 0
    """How many other translations of the same sentence there are."""


class Memory:
    """An open index. It is a context manager that keeps or drops what was added."""

    def __init__(self, path: Path | None) -> None:
        """Open the index, and make it anew if it is damaged or of another version.

        `None` keeps it in memory only.
        """
        self._path = path
        self._fresh = False
        self._database = self._opened()

    def __enter__(self) -> Memory:
        return self

    def __exit__(self, kind: object, error: object, trace: object) -> None:
        if kind is None:
            self._settle()
            self._database.commit()
        self._database.close()

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
                for suffix in ("", "-wal", "-shm"):
                    Path(f"{self._path}{suffix}").unlink(missing_ok=True)
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
        entries: Iterable[Entry],
        trust: int = 100,
    ) -> None:
        """Put what a file holds in place of what it held before.

        `trust` is from 0 to 100: only what is wholly trusted is an exact match, and the score of
        a fuzzy one is so much lower.
        """
        self.drop([name])
        run = self._database.execute
        cursor = run(
            "insert into files (name, stamp, digest, trust) values (?, ?, ?, ?)",
            (name, stamp, digest, trust),
        )
        file = cursor.lastrowid
        (last,) = run("select coalesce(max(id), 0) from units").fetchone()
        units, postings = [], []
        for unit, entry in enumerate(dict.fromkeys(entries), start=last + 1):
            key = _number(f"{locale}\0{entry.source}")
            row = (unit, file, key, entry.source, entry.target, entry.before, entry.after)
            units.append(row)
            postings += [(word, key) for word in _postings(locale, entry.source)]
        self._database.executemany("insert into units values (?, ?, ?, ?, ?, ?, ?)", units)
        self._database.executemany("insert into fresh values (?, ?)", postings)
        self._fresh = True

    def _settle(self) -> None:
        if self._fresh:
            for command in _SETTLED.strip().split("\n"):
                self._database.execute(command)
            self._fresh = False

    def touch(self, name: str, stamp: str) -> None:
        """Note that a file's stamp changed, and nothing in it."""
        self._database.execute("update files set stamp = ? where name = ?", (stamp, name))

    def drop(self, names: Iterable[str]) -> None:
        """Take files out of the index."""
        run = self._database.execute
        for name in names:
            row = run("select id from files where name = ?", (name,)).fetchone()
            if row is None:
                continue
            self._settle()
            held = dict(run("select key, source from units where file = ?", row).fetchall())
            run("delete from units where file = ?", row)
            for key, source in held.items():
                if run("select 1 from units where key = ? limit 1", (key,)).fetchone() is None:
                    self._database.executemany(
                        "delete from postings where word = ? and key = ?",
                        [(word, key) for word in _postings(_locale(name), source)],
                    )
            run("delete from files where id = ?", row)

    def exact(self, locale: str, source: str, before: str = "", after: str = "") -> Match | None:
        """Return the best translation of the very sentence, `None` if there is none.

        The same neighbours count most, then how often a translation was approved, then the order
        of its letters, so that the same memory gives the same answer.
        """
        rows = self._database.execute(
            "select source, target, before, after, name from units join files on files.id = file "
            "where key = ? and trust = 100",
            (_number(f"{locale}\0{source}"),),
        ).fetchall()
        found = [
            (Entry(*row[:4]), row[4])
            for row in rows
            if row[0] == source and _locale(row[4]) == locale
        ]
        if not found:
            return None
        often = Counter(entry.target for entry, _ in found)

        def rank(each: tuple[Entry, str]) -> tuple[int, int, str, str]:
            entry, name = each
            alike = (entry.before == before) + (entry.after == after)
            return -alike, -often[entry.target], entry.target, name

        entry, name = min(found, key=rank)
        context = (entry.before, entry.after) == (before, after)
        return Match(entry, name, 100.0, context, len(often) - 1)

    def fuzzy(self, locale: str, source: str, least: float) -> Match | None:
        """Return the translation of the sentence that is most alike, `None` below `least`.

        Numbers are no difference in the search, but they are one in the score. Of several
        translations of that sentence, the one that was approved most often is returned, then the
        order of its letters decides.
        """
        self._settle()
        shared: Counter[int] = Counter()
        for word in _postings(locale, source):
            rows = self._database.execute(
                "select key from postings where word = ? order by key limit ?", (word, COMMON)
            )
            shared.update(key for (key,) in rows)
        keys = [key for key, _ in shared.most_common(COMPARED)]
        if not keys:
            return None
        marks = ",".join("?" * len(keys))
        found = self._database.execute(
            "select source, target, min(name), trust, count(*) from units "
            f"join files on files.id = file where key in ({marks}) "
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
        known, target, name, *_ = found[-place]
        return Match(Entry(known, target), name, float(score))

    def held(self) -> list[tuple[str, int, int]]:
        """Return the name of each file that holds anything, how much, and its trust."""
        return self._database.execute(
            "select name, count(*), trust from units join files on files.id = file "
            "group by name order by name"
        ).fetchall()

    def approved(self, locale: str) -> list[tuple[str, str]]:
        """Return each source with its translation in the review files of a locale, each once."""
        return self._database.execute(
            "select distinct source, target from units join files on files.id = file "
            "where name glob ? order by source, target",
            (f"locales/{locale}/*",),
        ).fetchall()

    def count(self) -> int:
        """Return how many translations there are."""
        (count,) = self._database.execute("select count(*) from units").fetchone()
        return int(count)


def _locale(name: str) -> str:
    """The locale of a file: `locales/fa/flood.md.yaml` and `memories/fa/old.tmx` are Persian."""
    return name.split("/")[1]


def _postings(locale: str, source: str) -> list[int]:
    """Return the numbers by which a like sentence is found.

    Of a long sentence, the `KEPT` lowest of its pairs of neighbours: two sentences that share half
    of their pairs share some of these, all but surely, and the index stays small.
    """
    plain = _NUMBER.sub("0", source) if _DIGIT.search(source) else source
    words = [_word_number(word) for word in _WORD.findall(plain.casefold())]
    own = _word_number(locale)
    ends = own & _MASK
    pairs = {
        (left * _FACTOR + right ^ own) & _MASK
        for left, right in zip([ends, *words], [*words, ends], strict=True)
    }
    if len(words) <= SHORT:
        return [*pairs, *{(word ^ own) & _MASK for word in words}]
    return sorted(pairs)[:KEPT]


@lru_cache(maxsize=1 << 16)
def _word_number(word: str) -> int:
    return _number(word)


_MASK = (1 << 62) - 1
_FACTOR = 0x9E3779B97F4A7C15
"""An odd number with bits well spread, so that the order of two words counts."""


def _number(text: str) -> int:
    """A number of 63 bits that stands for a text."""
    digest = hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "big") >> 1
