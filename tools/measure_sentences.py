"""Measure where sentences are cut.

    python tools/measure_sentences.py LANGUAGE FILE... [--show N]

A file holds a sentence a line, and an empty line between two paragraphs. Each paragraph is joined
by spaces and divided anew. Boundaries are counted, the end of a paragraph is none.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Iterator
from pathlib import Path

from dragoman.segment import split

AROUND = 40
"""Characters that are shown to each side of a boundary."""


def main() -> None:
    """Print one row a file, and the first boundaries that are wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("language")
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--show", type=int, default=0)
    options = parser.parse_args()
    for path in options.files:
        measure(path, options.language, options.show)


def measure(path: Path, language: str, show: int) -> None:
    """Print what is right and wrong in one file."""
    right = extra = missed = characters = 0
    seconds = 0.0
    wrong: list[str] = []
    for sentences in paragraphs(path.read_text(encoding="utf-8")):
        text = " ".join(sentences)
        wanted = set(ends(sentences))
        began = time.process_time()
        found = {len(text[:end].rstrip()) for _, end in split(text, language)} - {len(text)}
        seconds += time.process_time() - began
        characters += len(text)
        right += len(wanted & found)
        extra += len(found - wanted)
        missed += len(wanted - found)
        for kind, places in (("extra", found - wanted), ("missed", wanted - found)):
            wrong += [f"  {kind:6} {shown(text, place)}" for place in sorted(places)]
    precision, recall = right / max(1, right + extra), right / max(1, right + missed)
    f1 = 2 * precision * recall / max(1e-9, precision + recall)
    speed = characters / max(1e-9, seconds) / 1e6
    print(f"{path.name}: {right + missed:,} boundaries, F1 {f1:.2%}")
    print(f"  precision {precision:.2%}, recall {recall:.2%}, {speed:.1f} Mchar/s")
    print("\n".join(wrong[:show]), end="\n" if wrong[:show] else "")


def paragraphs(text: str) -> Iterator[list[str]]:
    """Yield the sentences of each paragraph."""
    for paragraph in text.split("\n\n"):
        sentences = [line.strip() for line in paragraph.splitlines() if line.strip()]
        if sentences:
            yield sentences


def ends(sentences: list[str]) -> Iterator[int]:
    """Yield where each sentence but the last ends in the joined paragraph."""
    length = 0
    for sentence in sentences[:-1]:
        length += len(sentence)
        yield length
        length += 1


def shown(text: str, place: int) -> str:
    """Return the text around a boundary."""
    return f"{text[max(0, place - AROUND) : place]} ¦{text[place : place + AROUND]}"


if __name__ == "__main__":
    main()
