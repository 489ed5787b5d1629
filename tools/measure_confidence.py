"""Measure what a confidence tells: known sentences against the same with one unknown word.

    PYTHONPATH=src:tools/demo python tools/measure_confidence.py ru fa tr ar

The demonstration models know every sentence of their bitext and nothing else, so each sentence
with a made-up word in it is translated wrongly, in one place. Printed are the confidences of both
(5th, 50th and 95th percentile) and how often a known sentence is surer than a spoilt one: 1 would
be always, 0.5 by chance. The same is told of sums of log-probabilities that are divided by a lower
power of the length than 1, which is what the confidence is made of.
"""

from __future__ import annotations

import argparse
import math
import random
from collections.abc import Iterator, Sequence
from pathlib import Path

from bitext import collect, load_lines

from dragoman.engines import Translator, create
from dragoman.engines.base import Hypothesis

BITEXT = Path(__file__).parent / "demo" / "bitext"
SOURCE = "en"
POWERS = (0.0, 0.5, 1.0)


def main() -> None:
    """Print the figures for each language."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else None)
    parser.add_argument("languages", nargs="+")
    for language in parser.parse_args().languages:
        known = [example.source for example in collect(load_lines(BITEXT, language))]
        with create("argos", "demo").open(SOURCE, language) as translator:
            sides = [translated(translator, texts) for texts in (known, list(spoilt(known)))]
        for name, made in zip(("known", "spoilt"), sides, strict=True):
            sure = sorted(each.confidence or 0 for each in made)
            shown = " ".join(f"{sure[int(share * len(sure))]:.2f}" for share in (0.05, 0.5, 0.95))
            print(f"{language} {name:7} {shown}")
        for power in POWERS:
            order = surer(*([score(each, power) for each in made] for made in sides))
            print(f"{language} surer, by length ** {power}: {order:.3f}")


def translated(translator: Translator, texts: Sequence[str]) -> list[Hypothesis]:
    """Translate texts, in their order."""
    return [made for _, made in sorted(translator.translate(texts), key=lambda each: each[0])]


def spoilt(texts: Sequence[str]) -> Iterator[str]:
    """Put a made-up word, letters of the old one reversed, for one word of each text."""
    chance = random.Random(1)
    for text in texts:
        words = text.split()
        place = chance.randrange(len(words))
        words[place] = f"{words[place][::-1]}ov"
        yield " ".join(words)


def score(made: Hypothesis, power: float) -> float:
    """Return the sum of log-probabilities over a power of the length, here in characters."""
    return math.log(made.confidence or 1e-3) * math.pow(len(made.text), 1 - power)


def surer(one: Sequence[float], other: Sequence[float]) -> float:
    """Return how often one of the first is above one of the second."""
    pairs = sum((a > b) + 0.5 * (a == b) for a in one for b in other)
    return pairs / len(one) / len(other)


if __name__ == "__main__":
    main()
