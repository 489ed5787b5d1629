"""What predicts a bad sentence of a machine: findings, the order of risk, length, vocabulary.

    python -m tools.measure_risk LANGUAGE SOURCE MACHINE REFERENCE [APPROVED_SOURCE APPROVED]

All are files of sentences, line by line: the English source, what an engine made of it, and what
people did; then, for the vocabulary, sentences that people translated before, and their
translations. Bad is the worst tenth by chrF to the reference. Printed are, for each kind of
finding, how many sentences have it and which share of these is bad; and for each predictor the
chance that a bad sentence ranks before another one (AUC), over all sentences and over those
without findings.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from math import log
from pathlib import Path
from statistics import median

from sacrebleu.metrics.chrf import CHRF
from tools.measure_agreement import BAD, chance

from dragoman import checks
from dragoman.model import Finding, Origin, Record, Status, Syntax, Unit
from dragoman.risk import risk
from dragoman.signature import Signature

FEWEST = 3
"""Sentences in which two words stand together before one is taken for the other's translation."""

LIKE = 0.3
"""Dice's coefficient from which they are."""

STEM = 5
"""Letters by which a word is known: endings change."""

Vocabulary = Mapping[str, frozenset[str]]
"""What a word of the source is translated by."""


def findings(source: str, target: str, language: str) -> tuple[Finding, ...]:
    """Return what the checks find in a pair."""
    pair = checks.Pair(source, target, Syntax.PLAIN, "en", language)
    return tuple(
        Finding(check.name, message, check.severity)
        for check in checks.CHECKS
        for message in check.run(pair)
    )


def words(text: str) -> set[str]:
    """Return the beginnings of a text's words."""
    return {word[:STEM].lower() for word in re.findall(r"\w+", text)}


def vocabulary(sources: Sequence[str], targets: Sequence[str]) -> Vocabulary:
    """Return which words translate which, by how often they stand in the same pair."""
    pairs = [
        (words(source), words(target)) for source, target in zip(sources, targets, strict=True)
    ]
    left = Counter(word for source, _ in pairs for word in source)
    right = Counter(word for _, target in pairs for word in target)
    both = Counter((a, b) for source, target in pairs for a in source for b in target)
    known: dict[str, set[str]] = {}
    for (a, b), count in both.items():
        if count >= FEWEST and 2 * count / (left[a] + right[b]) >= LIKE:
            known.setdefault(a, set()).add(b)
    return {word: frozenset(others) for word, others in known.items()}


def uncovered(known: Vocabulary, source: str, target: str) -> float:
    """Return the share of the known words of a source of which the target has no translation."""
    given = words(target)
    asked = [known[word] for word in words(source) if word in known]
    return (sum(not others & given for others in asked) + 0.5) / (len(asked) + 2)


def told(name: str, values: Sequence[float], bad: Sequence[bool], quiet: Sequence[bool]) -> str:
    """Return the line of a predictor, of which high values foretell a bad sentence."""
    among = [
        (-value, is_bad) for value, is_bad, none in zip(values, bad, quiet, strict=True) if none
    ]
    alone = "–"
    if 0 < sum(is_bad for _, is_bad in among) < len(among):
        alone = f"{chance([value for value, _ in among], [is_bad for _, is_bad in among]):.2f}"
    return f"{name:22} {chance([-value for value in values], bad):.2f}  {alone}"


def main() -> None:
    """Measure the files that are named."""
    language, *names = sys.argv[1:]
    source, machine, reference, *approved = (
        Path(name).read_text(encoding="utf-8").splitlines() for name in names
    )
    measure = CHRF()
    scores = [
        measure.sentence_score(made, [given]).score
        for made, given in zip(machine, reference, strict=True)
    ]
    worst = sorted(scores)[int(len(scores) * BAD)]
    bad = [score < worst for score in scores]
    found = [findings(text, made, language) for text, made in zip(source, machine, strict=True)]
    for check in sorted({finding.check for row in found for finding in row}):
        have = [any(finding.check == check for finding in row) for row in found]
        hits = sum(a and b for a, b in zip(have, bad, strict=True))
        print(f"{check:22} {sum(have):4}  {hits / sum(have):4.0%} bad")
    ratios = [
        log((len(made) + 1) / (len(text) + 1)) for text, made in zip(source, machine, strict=True)
    ]
    usual = median(ratios)
    predictors: dict[str, Callable[[int], float]] = {
        "findings": lambda at: len(found[at]),
        "order of risk": lambda at: risk(_unit(source[at], machine[at], found[at])).score,
        "odd length": lambda at: abs(ratios[at] - usual),
    }
    if approved:
        known = vocabulary(*approved)
        predictors["words not translated"] = lambda at: uncovered(known, source[at], machine[at])
    print(f"{'AUC':22} all   without findings")
    for name, value in predictors.items():
        values = [value(at) for at in range(len(source))]
        print(told(name, values, bad, [not row for row in found]))


def _unit(source: str, target: str, found: tuple[Finding, ...]) -> Unit:
    record = Record(Origin.MT, Signature("argos", "en-xx", "1"), target, None)
    return Unit("00000000", source, target, Status.DRAFT, findings=found, record=record)


if __name__ == "__main__":
    main()
