"""Measure what each typographic rule does to the likeness of machine text and its reference.

    python tools/measure_typography.py LOCALE SOURCE OUTPUT REFERENCE

The files hold a sentence a line. For each rule that is on by default it prints chrF after that
rule alone less chrF before, and how many lines it changed. A no-break space counts as a space:
chrF leaves spaces out, and so a rule that only binds words changes nothing.
"""

from __future__ import annotations

import sys
from pathlib import Path

from sacrebleu.metrics.chrf import CHRF

from dragoman.typography import RULES, RuleChoice, Typography, finish

SPACES = str.maketrans({"\u00a0": " ", "\u202f": " "})


def main(locale: str, source: str, output: str, reference: str) -> None:
    """Print one row a rule, then what all of them together do."""
    sources, outputs, references = (
        Path(name).read_text(encoding="utf-8").splitlines() for name in (source, output, reference)
    )
    before = score(outputs, references)
    print(f"{locale}: {len(outputs):,} lines, chrF {before:.2f} before the rules")
    print(f"{'rule':18} {'chrF':>7} {'lines':>7}")
    on = [rule.name for rule in RULES if rule.applies(locale, Typography())]
    for name in on:
        style = Typography(tuple(RuleChoice(rule.name, on=rule.name == name) for rule in RULES))
        show(name, sources, outputs, references, locale, style, before)
    show("all together", sources, outputs, references, locale, Typography(), before)


def show(
    name: str,
    sources: list[str],
    outputs: list[str],
    references: list[str],
    locale: str,
    style: Typography,
    before: float,
) -> None:
    """Print what the rules that are on in a style do."""
    finished = [
        finish(text, locale, style=style, source=given).text
        for given, text in zip(sources, outputs, strict=True)
    ]
    changed = sum(one != other for one, other in zip(outputs, finished, strict=True))
    print(f"{name:18} {score(finished, references) - before:+7.2f} {changed:7,}")


def score(outputs: list[str], references: list[str]) -> float:
    """Return corpus chrF2."""
    clean = [[text.translate(SPACES) for text in texts] for texts in (outputs, references)]
    result: float = CHRF().corpus_score(clean[0], [clean[1]]).score
    return result


if __name__ == "__main__":
    if len(sys.argv) != 5:
        raise SystemExit(__doc__)
    main(*sys.argv[1:])
