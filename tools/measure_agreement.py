"""How well the agreement of two engines finds bad translations.

    python tools/measure_agreement.py FIRST SECOND REFERENCE [REFERENCE ...]

All are files of translations of the same sentences, line by line: those of the engine that is
judged, of the engine that judges, and of people or of strong systems. The truth is the mean chrF
to the references; bad is the worst tenth. What is printed is the chance that a bad sentence agrees
less than a good one (AUC), for the agreement and for its parts.
"""

from __future__ import annotations

import sys
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from pathlib import Path
from statistics import mean

from sacrebleu.metrics.chrf import CHRF

from dragoman.engines.agreement import agreement

BAD = 0.1
"""The share of sentences that are bad."""


def chance(values: Sequence[float], bad: Sequence[bool]) -> float:
    """Return the chance that a bad sentence has a lower value than a good one."""
    pairs = list(zip(values, bad, strict=True))
    good = sorted(value for value, is_bad in pairs if not is_bad)
    lower = [
        len(good) - (bisect_left(good, value) + bisect_right(good, value)) / 2
        for value, is_bad in pairs
        if is_bad
    ]
    return mean(lower) / len(good)


def main() -> None:
    """Measure the files that are named."""
    first, second, *references = (
        Path(name).read_text(encoding="utf-8").splitlines() for name in sys.argv[1:]
    )
    measure = CHRF()

    def alike(one: Sequence[str], other: Sequence[str]) -> list[float]:
        pairs = zip(one, other, strict=True)
        return [float(measure.sentence_score(text, [given]).score) for text, given in pairs]

    scores = [alike(first, reference) for reference in references]
    truth = [mean(row) for row in zip(*scores, strict=True)]
    worst = sorted(truth)[int(BAD * len(truth))]
    bad = [value < worst for value in truth]
    pairs = list(zip(first, second, strict=True))
    print(f"{len(first)} sentences, chrF {mean(truth):.1f}, of the bad ones below {worst:.1f}")
    for name, values in (
        ("agreement", [agreement(one, other) for one, other in pairs]),
        ("chrF one way", alike(first, second)),
        ("length", [min(1.0, len(one) / max(len(other), 1)) for one, other in pairs]),
    ):
        print(f"{name:14} AUC {chance(values, bad):.3f}")


if __name__ == "__main__":
    main()
