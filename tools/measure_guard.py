"""Measure guard and checks on a test set: what they find in machine output and in references.

    PYTHONPATH=src python tools/measure_guard.py SOURCE REFERENCE MACHINE LANGUAGE [--show NAME]

The three files hold one sentence a line, line n of each being the same sentence. LANGUAGE is the
target's code; sources are English. What is said of the references is taken for a false alarm.
The references with damage done to them (`DAMAGE`) tell how much the guard would catch. `--show`
lists what a check (or the guard, `broken`) finds, references marked R, machine output M.
"""

from __future__ import annotations

import argparse
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from dragoman.checks import CHECKS, Pair
from dragoman.engines import Hypothesis
from dragoman.guard import BROKEN, Languages, broken
from dragoman.model import Syntax

SOURCE_LANGUAGE = "en"
NEW = ("untranslated", "junk", "loop", "stutter", "truncated_length", "digits_reversed")


def _words(text: str, start: float, end: float) -> str:
    words = text.split()
    return " ".join(words[int(start * len(words)) : int(end * len(words))])


DAMAGE: dict[str, Callable[[str, str], str]] = {
    "left in the source language": lambda source, target: source,
    "second half left in the source language": lambda source, target: (
        f"{_words(target, 0, 0.5)} {_words(source, 0.5, 1)}"
    ),
    "last two words × 8": lambda source, target: target + f" {' '.join(target.split()[-2:])}" * 7,
    "last word × 10": lambda source, target: target + f" {target.split()[-1]}" * 9,
    "a phrase of five words twice": lambda source, target: " ".join(
        target.split()[:5] + target.split()
    ),
    "⁇ for a word": lambda source, target: target.replace(target.split()[-1], "⁇"),
    "second half lost": lambda source, target: _words(target, 0, 0.5),
    "empty": lambda source, target: "",
}


def main() -> None:
    """Print how often the guard and each check find something, in percent of the sentences."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else None)
    for name in ("source", "reference", "machine"):
        parser.add_argument(name, type=Path)
    parser.add_argument("language")
    parser.add_argument("--show", metavar="NAME")
    given = parser.parse_args()
    source, reference, machine = (
        file.read_text(encoding="utf-8").splitlines()
        for file in (given.source, given.reference, given.machine)
    )
    for mark, targets in (("R", reference), ("M", machine)):
        found = pairs(source, targets, given.language)
        print(mark, len(found), "sentences:", shares(found, mark, given.show))
    for name, damage in DAMAGE.items():
        damaged = [damage(s, t) for s, t in zip(source, reference, strict=True)]
        caught = sum(bool(guarded(pair)) for pair in pairs(source, damaged, given.language))
        print(f"caught, {name}: {100 * caught / len(damaged):.1f} %")
    print(f"{speed(pairs(source, reference, given.language)):,.0f} sentences a second")


def pairs(source: list[str], target: list[str], language: str) -> list[Pair]:
    """Pair the sentences of two files, which must be as long as each other."""
    return [
        Pair(s, t, Syntax.PLAIN, SOURCE_LANGUAGE, language)
        for s, t in zip(source, target, strict=True)
    ]


def guarded(pair: Pair) -> list[str]:
    """Return what the guard says, one `name: message` for each fault."""
    languages = Languages(pair.source_language, pair.target_language)
    faults = broken(pair.source, Hypothesis(pair.target), languages)
    return [f"{fault.check}: {fault.message}" for fault in faults]


def shares(found: list[Pair], mark: str, show: str | None) -> str:
    """Count what fires, as a line of percentages; print what is to be shown."""
    counts: Counter[str] = Counter()
    for pair in found:
        said = {check.name: list(check.run(pair)) for check in CHECKS}
        said[BROKEN] = guarded(pair)
        counts.update(name for name, messages in said.items() if messages)
        if show and said.get(show):
            print(f"{mark} {'; '.join(said[show])}\n  {pair.source}\n  {pair.target}")
    names = (BROKEN, *(check.name for check in CHECKS))
    return ", ".join(f"{name} {100 * counts[name] / len(found):.2f}" for name in names)


def speed(found: list[Pair]) -> float:
    """Return how many sentences a second the checks for broken text read."""
    checks = [check for check in CHECKS if check.name in NEW]
    started = time.process_time()
    for pair in found:
        for check in checks:
            list(check.run(pair))
    return len(found) / (time.process_time() - started)


if __name__ == "__main__":
    main()
