"""Measure the checks on a test set: what they find in machine output and in references.

    PYTHONPATH=src python tools/measure_guard.py SOURCE REFERENCE MACHINE LANGUAGE [--show CHECK]

The three files hold one sentence a line, line n of each being the same sentence. LANGUAGE is the
target's code; sources are English. What a check says of the references is taken for a false
alarm. `--show` lists what a check finds, references marked R, machine output M.
"""

from __future__ import annotations

import argparse
import time
from collections import Counter
from pathlib import Path

from dragoman.checks import CHECKS, Pair
from dragoman.model import Syntax

SOURCE_LANGUAGE = "en"


def main() -> None:
    """Print for each check how often it fires, in percent of the sentences."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else None)
    for name in ("source", "reference", "machine"):
        parser.add_argument(name, type=Path)
    parser.add_argument("language")
    parser.add_argument("--show", metavar="CHECK")
    given = parser.parse_args()
    source, reference, machine = (lines(f) for f in (given.source, given.reference, given.machine))
    for mark, targets in (("R", reference), ("M", machine)):
        report(mark, pairs(source, targets, given.language), given.show)


def lines(file: Path) -> list[str]:
    """Read the sentences of a file."""
    return file.read_text(encoding="utf-8").splitlines()


def pairs(source: list[str], target: list[str], language: str) -> list[Pair]:
    """Pair the sentences of two files, which must be as long as each other."""
    return [
        Pair(s, t, Syntax.PLAIN, SOURCE_LANGUAGE, language)
        for s, t in zip(source, target, strict=True)
    ]


def report(mark: str, found: list[Pair], show: str | None) -> None:
    """Print the shares of one side."""
    counts: Counter[str] = Counter()
    for pair in found:
        for check in CHECKS:
            messages = list(check.run(pair))
            counts[check.name] += bool(messages)
            if messages and check.name == show:
                print(f"{mark} {messages}\n  {pair.source}\n  {pair.target}")
    started = time.perf_counter()
    for pair in found:
        for check in CHECKS:
            for _ in check.run(pair):
                pass
    speed = len(found) / (time.perf_counter() - started)
    shares = ", ".join(f"{c.name} {100 * counts[c.name] / len(found):.2f}" for c in CHECKS)
    print(f"{mark} {len(found)} sentences, {speed:,.0f} a second, %: {shares}")


if __name__ == "__main__":
    main()
