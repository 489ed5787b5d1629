"""What a like sentence is found by: postings, in lists as few and as plain as possible.

A feature is a number made of two neighbouring words, or of one. A posting is a feature and the key
of a sentence that has it, in one number of 64 bits: the feature above, the key below. Postings that
begin with the same bits stand together, sorted, in a few long rows: a million sentences have ten
million of them, and a row for each would cost more than all the rest of the index.
"""

from __future__ import annotations

import hashlib
import re
import sqlite3
from array import array
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache
from operator import xor

SCHEMA = """
create table if not exists postings (place integer primary key, list blob not null);
"""
"""The place of a list: the bits that its postings begin with, then its number among such lists."""

COMMON = 400
"""Sentences that are taken of a feature: those with the lowest keys.

The order is the same for every feature, so sentences of one pattern, such as the lines under
photographs, are found by it even if it has thousands.
"""

SHORT = 8
"""Words of a sentence of which the single ones are features too."""

KEPT = 8
"""Features of a longer one."""

_KEY_BITS = 40
_FEATURE_BITS = 24
_BUCKET_BITS = 10
_SHIFT = _KEY_BITS + _FEATURE_BITS - _BUCKET_BITS
_KEY = (1 << _KEY_BITS) - 1

_PART_BITS = 32

_PART = 1 << 11
"""Bytes of a list that new postings are still added to."""

_KNOWN = 1 << 16
"""Words of a locale whose numbers are kept."""

_UNSPACED = 16
"""Characters to a word from which on a language is taken to write no spaces."""

_EDGE = re.compile(r"^\W+|\W+$")
_NUMBER = re.compile(r"\d+(?:[.,:٬٫]\d+)*")


def key(locale: str, source: str) -> int:
    """Return the number that stands for a sentence in a locale.

    Two of a million sentences share theirs with a chance of about one in two: whoever looks by it
    compares the sentences, too.
    """
    return _hashed(f"{locale}\0{source}", _KEY_BITS)


def features(locale: str, source: str) -> list[int]:
    """Return what a like sentence is found by. All numbers are the same number here.

    Of a long sentence, the `KEPT` lowest of its pairs of neighbours: two sentences that share half
    of their pairs share some of these, all but surely, and the index stays small. Where no spaces
    are written, the neighbours are characters.
    """
    plain = source.casefold()
    words = plain.split()
    numbers = _numbers(locale)
    every = [*map(numbers.__getitem__, words if len(plain) < _UNSPACED * len(words) else plain)]
    end = numbers[""]
    pairs = sorted(map(xor, [end, *every], [*every, end]))
    return [*pairs, *every] if len(every) <= SHORT else pairs[:KEPT]


class Postings:
    """The postings of an index in SQLite."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self._run = database.execute

    def add(self, sentences: Iterable[tuple[int, str, str]]) -> None:
        """Add sentences that are not there: the key, the locale and the source of each."""
        for bucket, fresh in _buckets(sentences).items():
            row = self._run(
                "select place, list from postings where place between ? and ? "
                "order by place desc limit 1",
                _places(bucket),
            ).fetchone()
            place, held = row or (bucket << _PART_BITS, b"")
            if len(held) >= _PART:
                place, held = place + 1, b""
            self._write(place, array("Q", sorted([*array("Q", held), *fresh])))

    def remove(self, sentences: Iterable[tuple[int, str, str]]) -> None:
        """Take sentences out, given as they were added."""
        for bucket, gone in _buckets(sentences).items():
            for place, held in self._lists(bucket):
                kept = array("Q", held)
                for posting in gone:
                    index = bisect_left(kept, posting)
                    if index < len(kept) and kept[index] == posting:
                        del kept[index]
                if len(kept) * kept.itemsize < len(held):
                    self._write(place, kept)

    def _lists(self, bucket: int) -> list[tuple[int, bytes]]:
        query = "select place, list from postings where place between ? and ?"
        return self._run(query, _places(bucket)).fetchall()

    def _write(self, place: int, postings: array[int]) -> None:
        if postings:
            self._run("insert or replace into postings values (?, ?)", (place, postings.tobytes()))
        else:
            self._run("delete from postings where place = ?", (place,))

    def alike(self, locale: str, source: str, most: int) -> list[int]:
        """Return the keys of sentences that share most features with this one.

        Of those that share as many, the ones that share a rare feature come first.
        """
        if self._run("select 1 from postings limit 1").fetchone() is None:
            return []  # as in a new newsroom, whose first run is not to look for nothing
        shared: Counter[int] = Counter()
        for keys in sorted(map(self._keys, set(features(locale, source))), key=len):
            shared.update(keys)
        return [key for key, _ in shared.most_common(most)]

    def _keys(self, feature: int) -> list[int]:
        found: list[int] = []
        for _, held in self._lists(feature >> _SHIFT):
            every = array("Q", held)
            start = bisect_left(every, feature)
            end = bisect_left(every, feature + _KEY + 1, start)
            found += every[start : min(end, start + COMMON)]
        return [posting & _KEY for posting in sorted(found)[:COMMON]]


def _places(bucket: int) -> tuple[int, int]:
    """The first and the last place that lists of a bucket can have."""
    return bucket << _PART_BITS, (bucket + 1 << _PART_BITS) - 1


def _buckets(sentences: Iterable[tuple[int, str, str]]) -> dict[int, list[int]]:
    """Return the postings of sentences by the bits that they begin with."""
    buckets: list[list[int]] = [[] for _ in range(1 << _BUCKET_BITS)]
    add = [bucket.append for bucket in buckets]
    shift = _SHIFT
    for own, locale, source in sentences:
        for feature in features(locale, source):
            add[feature >> shift](feature | own)
    return {number: bucket for number, bucket in enumerate(buckets) if bucket}


class _Numbers(dict[str, int]):
    """The numbers of words in a locale, each made when it is first asked for."""

    def __init__(self, locale: str) -> None:
        super().__init__()
        self._locale = locale

    def __missing__(self, word: str) -> int:
        if len(self) >= _KNOWN:
            self.clear()
        plain = _NUMBER.sub("0", _EDGE.sub("", word))
        number = _hashed(f"{self._locale}\0{plain}", _FEATURE_BITS) << _KEY_BITS
        self[word] = number
        return number


@lru_cache(maxsize=4)
def _numbers(locale: str) -> _Numbers:
    return _Numbers(locale)


def _hashed(text: str, bits: int) -> int:
    data = text.encode("utf-8", "surrogatepass")
    return int.from_bytes(hashlib.blake2b(data, digest_size=bits // 8).digest(), "big")
