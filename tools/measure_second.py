"""What a second opinion is worth: whose text is taken, and whether a finding would be right.

    python tools/measure_second.py LANGUAGE SOURCE FIRST SECOND REFERENCE [REFERENCE ...]

All are files of the same sentences, line by line: the English source, what the first engine and
the second made of it, and what people or strong systems did. After `@`, the name of an engine's
file may have its signature, as in `made.tr@argos en-tr`, which tells what is published of how good
it is. Printed are the mean chrF of the first, of the second and of the text that is taken; then,
for levels of agreement, how many sentences are below it, and how many of these are among the worst
tenth.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence, Set
from pathlib import Path
from statistics import mean

from sacrebleu.metrics.chrf import CHRF

from dragoman.engines.base import USUAL, Decoding, Hypothesis
from dragoman.guard import Languages
from dragoman.settle import EnginePair, Unsettled, settle

LEVELS = (0.1, 0.15, 0.2, 0.25, 0.3, 0.4)


class Stored:
    """Translates as was stored."""

    searches = False

    def __init__(self, signature: str, made: Mapping[str, str]) -> None:
        self.signature = signature
        self._made = made

    def translate(
        self,
        texts: Sequence[str],
        decoding: Decoding = USUAL,
        attended: Set[str] = frozenset(),
    ) -> Iterator[tuple[int, Hypothesis]]:
        """Yield what is stored for each text."""
        for index, text in enumerate(texts):
            yield index, Hypothesis(self._made[text])


def main() -> None:
    """Measure the files that are named."""
    language, *names = sys.argv[1:]
    files, signatures = zip(*((name.partition("@")[::2]) for name in names), strict=True)
    source, first, second, *references = (
        Path(name).read_text(encoding="utf-8").splitlines() for name in files
    )
    second_engine = signatures[2] or "second"
    measure = CHRF()

    def scores(made: Sequence[str]) -> list[float]:
        return [
            mean(measure.sentence_score(text, [given]).score for given in row)
            for text, row in zip(made, zip(*references, strict=True), strict=True)
        ]

    engines = EnginePair(
        Stored(signatures[1] or "first", dict(zip(source, first, strict=True))),
        Stored(second_engine, dict(zip(source, second, strict=True))),
    )
    asked = Unsettled(source, frozenset(source), frozenset())
    settled = dict(settle(asked, engines, Languages("en", language), ladder=()))
    taken = [settled[text].hypothesis.text for text in source]
    others = sum(settled[text].by == second_engine for text in source)
    values = scores(first)
    print(f"{len(source)} sentences, {others} texts of the second engine taken")
    print(
        f"chrF: first {mean(values):.2f}, second {mean(scores(second)):.2f}, "
        f"taken {mean(scores(taken)):.2f}"
    )
    worst = sorted(values)[len(values) // 10]
    for level in LEVELS:
        below = [
            value
            for text, value in zip(source, values, strict=True)
            if (settled[text].agreement or 0) < level
        ]
        bad = sum(value < worst for value in below)
        share = f"{bad / len(below):4.0%} of these among the worst tenth" if below else ""
        print(f"agreement below {level:.2f}: {len(below) / len(source):5.1%} {share}")


if __name__ == "__main__":
    main()
