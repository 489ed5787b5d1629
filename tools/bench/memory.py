"""What the translation memory costs at scale: building, exact and fuzzy lookup, size, recall.

    python tools/bench/memory.py [--segments 1000000]

The text is made up of words by Zipf's law, as news is. Recall is the share of changed sentences
whose best like one, by comparing with every sentence of a sample, is found with the same score.
"""

from __future__ import annotations

import argparse
import random
import statistics
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from rapidfuzz import fuzz, process

from dragoman.memory import Memory, MemoryEntry

WORDS = 50_000
ASKED = 500
SAMPLE = 20_000
"""Sentences in which recall is measured against a search through all."""

PER_FILE = 1_000


def words() -> Callable[[], str]:
    """Return what gives a word, the n-th most frequent with a chance of about 1 / n."""
    letters = "etaoinshrdlcumwfgypbvk"
    vocabulary = ["".join(random.choices(letters, k=random.randint(2, 9))) for _ in range(WORDS)]
    weights, total = [], 0.0
    for rank in range(1, WORDS + 1):
        total += 1 / (rank + 2.7)
        weights.append(total)
    return lambda: random.choices(vocabulary, cum_weights=weights)[0]


def sentences(number: int) -> Iterator[MemoryEntry]:
    """Yield sentences of 6 to 30 words with a translation of the same length."""
    word = words()
    before, source = "", sentence(word)
    for _ in range(number):
        after = sentence(word)
        yield MemoryEntry(source, source[::-1], before, after)
        before, source = source, after


def sentence(word: Callable[[], str]) -> str:
    """Return a sentence that ends with a number."""
    text = " ".join(word() for _ in range(random.randint(6, 30))).capitalize()
    return f"{text} {random.randrange(900)}."


def changed(source: str) -> str:
    """Change one word in eight, so that about 80 to 95 percent stay alike."""
    every = source.split()
    for _ in range(max(1, len(every) // 8)):
        every[random.randrange(len(every))] = "changed"
    return " ".join(every)


def timed(ask: Callable[[str], object], texts: list[str]) -> float:
    """Return the median time of a question in milliseconds."""
    costs = []
    for text in texts:
        begun = time.perf_counter()
        ask(text)
        costs.append(time.perf_counter() - begun)
    return statistics.median(costs) * 1000


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--segments", type=int, default=1_000_000)
    options = parser.parse_args()
    random.seed(1)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "memory.sqlite"
        every = list(sentences(options.segments))
        begun, worked = time.perf_counter(), time.process_time()
        with Memory(path) as memory:
            for start in range(0, len(every), PER_FILE):
                name = f"locales/fa/{start}.md.yaml"
                memory.put(name, "", "", "fa", every[start : start + PER_FILE])
        seconds, work = time.perf_counter() - begun, time.process_time() - worked
        size = path.stat().st_size / len(every)
        print(f"build    {len(every) / seconds:10,.0f} segments/s")
        print(f"         {len(every) / work:10,.0f} segments in a second of one core's work")
        print(f"size     {size:10,.0f} bytes a segment")
        with Memory(path) as memory:
            asked = [each.source for each in random.sample(every, ASKED)]
            print(f"exact    {timed(lambda text: memory.exact('fa', text), asked):10.3f} ms")
            like = [changed(text) for text in asked]
            print(f"fuzzy    {timed(lambda text: memory.fuzzy('fa', text, 75), like):10.2f} ms")
    sample = every[:SAMPLE]
    with Memory(None) as memory:
        memory.put("locales/fa/x.md.yaml", "", "", "fa", sample)
        sources = [each.source for each in sample]
        like = [changed(text) for text in random.sample(sources, ASKED)]
        found = wanted = 0
        for text in like:
            best = process.extractOne(text, sources, scorer=fuzz.ratio, score_cutoff=75)
            if best is not None:
                wanted += 1
                match = memory.fuzzy("fa", text, 75)
                found += match is not None and match.score >= best[1]
        print(f"recall   {100 * found / wanted:10.1f} % of {wanted} sentences")


if __name__ == "__main__":
    main()
