"""Find like sentences by our postings, and by trigrams of SQLite's FTS5: which is better.

    python tools/bench/postings.py [--segments 50000] [--asked 200] [TEXT]

Both get the same sentences, those of TEXT, one a line, or made-up ones, and are asked for changed
ones. Each gives the 200 sentences that it takes for the most alike; the score of the best of them,
letter by letter, is held against that of a search through all. One thread, index in memory.
"""

from __future__ import annotations

import argparse
import random
import sqlite3
import statistics
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from rapidfuzz import fuzz, process

from dragoman.memory.base import COMPARED
from dragoman.memory.postings import SCHEMA, Postings, key
from memory import changed, sentences

Find = Callable[[str], list[str]]
Build = Callable[[sqlite3.Connection, Sequence[str]], Find]

LEAST = 75


def with_postings(database: sqlite3.Connection, texts: Sequence[str]) -> Find:
    """Build the index that the memory has."""
    database.executescript(SCHEMA)
    postings = Postings(database)
    by_key = {key("fa", text): text for text in texts}
    postings.add((own, "fa", text) for own, text in by_key.items())
    return lambda source: [by_key[own] for own in postings.alike("fa", source, COMPARED)]


def with_trigrams(step: int) -> Build:
    """Return what builds an index of trigrams, and asks for every `step`th one of a sentence."""

    def build(database: sqlite3.Connection, texts: Sequence[str]) -> Find:
        database.execute("create virtual table like using fts5(text, tokenize=trigram, content='')")
        database.executemany("insert into like(rowid, text) values (?, ?)", enumerate(texts, 1))
        database.execute("insert into like(like) values ('optimize')")

        def find(source: str) -> list[str]:
            parts = {source[at : at + 3] for at in range(0, len(source) - 2, step)}
            asked = " OR ".join('"{}"'.format(part.replace('"', '""')) for part in sorted(parts))
            rows = database.execute(
                "select rowid from like where like match ? order by rank limit ?",
                (asked, COMPARED),
            )
            return [texts[row - 1] for (row,) in rows]

        return find

    return build


WAYS: dict[str, Build] = {
    "postings": with_postings,
    "trigrams, all": with_trigrams(1),
    "trigrams, every third": with_trigrams(3),
}


def best(source: str, texts: Sequence[str]) -> float:
    """Return how alike the most like of some sentences is, from 0 to 100."""
    match = process.extractOne(source, texts, scorer=fuzz.ratio)
    return match[1] if match else 0.0


def measure(build: Build, texts: Sequence[str], asked: Sequence[tuple[str, float]]) -> str:
    """Return the figures of one way in a line."""
    database = sqlite3.connect(":memory:")
    start = time.process_time()
    find = build(database, texts)
    built = time.process_time() - start
    (size,) = database.execute(
        "select page_count * page_size from pragma_page_count(), pragma_page_size()"
    ).fetchone()
    times, kept = [], 0
    for source, score in asked:
        start = time.process_time()
        found = find(source)
        times.append(time.process_time() - start)
        kept += best(source, found) >= score
    slow = statistics.quantiles(times, n=20)[-1]
    return (
        f"built in {built:.1f} s, {size / len(texts):.0f} bytes a sentence; a search takes "
        f"{1000 * statistics.median(times):.1f} ms (p95 {1000 * slow:.1f}); "
        f"recall {100 * kept / len(asked):.1f} %"
    )


def main() -> None:
    """Measure all ways on the same text."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("text", nargs="?", type=Path)
    parser.add_argument("--segments", type=int, default=50_000)
    parser.add_argument("--asked", type=int, default=200)
    options = parser.parse_args()
    random.seed(1)
    if options.text:
        lines = dict.fromkeys(options.text.read_text(encoding="utf-8").splitlines())
        texts = [line for line in lines if len(line.split()) > 2][: options.segments]
    else:
        texts = [entry.source for entry in sentences(options.segments)]
    asked = []
    for source in random.sample(texts, min(options.asked, len(texts))):
        other = changed(source)
        if (score := best(other, texts)) >= LEAST:
            asked.append((other, score))
    print(f"{len(texts):,} sentences, {len(asked)} asked for")
    for name, build in WAYS.items():
        print(f"{name}: {measure(build, texts, asked)}")


if __name__ == "__main__":
    main()
