"""Measure what a model's attention tells of the place of markup, where nothing else tells it.

    PYTHONPATH=src:tools/demo python tools/measure_attention.py ru fa tr ar

Phrases of the bitext whose translations are known are emphasized in its sentences, and these
translations are kept from the program. Printed is how well the emphasis that it guesses lies on the
words of the known translation (words in both / words in either), without and with attention.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator
from pathlib import Path

from bitext import collect, load_lines

from dragoman import inline
from dragoman.engines import Translator, create
from dragoman.model import Attention, Syntax

BITEXT = Path(__file__).parent / "demo" / "bitext"
SOURCE = "en"
CONTEXT = 3
"""Words that a sentence must have beside the phrase."""


def main() -> None:
    """Print the figures for each language."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else None)
    parser.add_argument("languages", nargs="+")
    for language in parser.parse_args().languages:
        with create("argos", "demo").open(SOURCE, language) as translator:
            found = list(overlaps(translator, language))
        order, attended = (sum(column) / len(found) for column in zip(*found, strict=True))
        print(f"{language}  {len(found)} phrases  order {order:.2f}  attention {attended:.2f}")


def overlaps(translator: Translator, language: str) -> Iterator[tuple[float, float]]:
    """Yield for each phrase in a sentence the overlap without and with attention."""
    texts = [(BITEXT / each / "phrases.txt").read_text("utf-8") for each in (SOURCE, language)]
    phrases = list(zip(*(text.splitlines() for text in texts), strict=True))
    sentences = [example.source for example in collect(load_lines(BITEXT, language))]
    made = dict(translator.translate(sentences, attended=frozenset(sentences)))
    for number, sentence in enumerate(sentences):
        target, attention = made[number].text, made[number].attention
        for phrase, known in phrases:
            once = sentence.count(phrase) == target.count(known) == 1
            if once and attention and len(sentence.split()) > len(phrase.split()) + CONTEXT:
                yield tuple(  # type: ignore[misc]
                    overlap(sentence, phrase, target, known, each) for each in ((), attention)
                )


def overlap(sentence: str, phrase: str, target: str, known: str, attention: Attention) -> float:
    """Return how well the guess lies on the words of the known translation."""
    masked = inline.mask(sentence.replace(phrase, f"*{phrase}*"), Syntax.MARKDOWN)
    text = inline.project(masked, {masked.plain: target}, attention).text
    guess, true = (words(each) for each in (text, target.replace(known, f"*{known}*")))
    return len(guess & true) / len(guess | true)


def words(text: str) -> set[int]:
    """Return which words stand between the marks."""
    match = re.search(r"\*(.+)\*", text)
    if match is None:
        return set()
    first = len(text[: match.start()].split())
    return set(range(first, first + len(match[1].split())))


if __name__ == "__main__":
    main()
