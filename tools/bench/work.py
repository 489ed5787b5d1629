"""The work that all contenders do: the same sentences, as articles or one by one."""

from __future__ import annotations

import json
import resource
import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

CODES = ("en", "fa")
"""From and to."""

PARAGRAPH = 3
"""Sentences of a paragraph."""

ARTICLE = 10
"""Sentences of an article; the first is its title."""


@dataclass(frozen=True)
class Result:
    """What one contender measured in one run."""

    seconds: float
    """From the first sentence to the last one written, loading left out."""

    load: float
    """Seconds to load the model."""

    memory: float
    """The most memory the process ever had, in MB of 10 ** 6 bytes."""

    first: float | None = None
    """Seconds from the loaded model to the first finished article on disk."""

    after: float | None = None
    """Seconds from the loaded model to the end, where there is work before it is loaded, too."""

    processor: float | None = None
    """Seconds of processor time in all threads from the loaded model on, where it was measured."""

    started: float = 0.0
    """Clock (`time.time`) at which the process was ready to load the model."""


def sentences(file: Path) -> list[str]:
    """Read the sentences, one a line."""
    return [line for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]


def articles(sentences: Sequence[str]) -> list[list[list[str]]]:
    """Make articles of them: lists of paragraphs, which are lists of sentences."""
    made = []
    for start in range(0, len(sentences), ARTICLE):
        title, *body = sentences[start : start + ARTICLE]
        paragraphs = [body[at : at + PARAGRAPH] for at in range(0, len(body), PARAGRAPH)]
        made.append([[title], *paragraphs])
    return made


def peak() -> float:
    """Return the most memory this process ever had, in MB."""
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / 1e6 if sys.platform == "darwin" else most * 1024 / 1e6


def make_project(root: Path, texts: Sequence[Sequence[Sequence[str]]]) -> None:
    """Write a project with the articles in Markdown."""
    _, target = CODES
    (root / "seeds").mkdir()
    (root / "dragoman.yaml").write_text(f"targets: [{target}]\n", encoding="utf-8")
    for number, (title, *paragraphs) in enumerate(texts):
        blocks = [f"# {title[0]}", *(" ".join(paragraph) for paragraph in paragraphs)]
        path = root / "seeds" / f"{number:05}.md"
        path.write_text("\n\n".join(blocks) + "\n", encoding="utf-8")


def tell(result: Result) -> None:
    """Print a result for the process that started this one."""
    print(json.dumps(asdict(result)))
