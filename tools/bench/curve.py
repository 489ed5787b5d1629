"""What many articles cost beside the translating: time and memory, by the engine `pseudo`.

    python tools/bench/curve.py [SENTENCES_FILE] [--most 10000]

Time and memory per article should not grow with their number. The last lines are a project of
1,000 articles in four languages in which nothing is to do.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from speed import ROOT, default_text
from work import ARTICLE, articles, sentences

SIZES = (10, 100, 1_000, 10_000)
IDLE = 1_000
LOCALES = "ru, fa, tr, ar"


@dataclass(frozen=True)
class Cost:
    """What a command took."""

    seconds: float
    memory: float
    """Its peak, in MB of 10 ** 6 bytes."""

    processor: float
    """Seconds of processor time, that of its processes included."""


def dragoman(project: Path, *words: str) -> Cost:
    """Run a command in the project."""
    begun = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-m", "dragoman", *words],
        cwd=project,
        env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
        stdout=subprocess.DEVNULL,
    )
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"dragoman {' '.join(words)} failed")
    most = usage.ru_maxrss if sys.platform == "darwin" else usage.ru_maxrss * 1024
    return Cost(time.perf_counter() - begun, most / 1e6, usage.ru_utime + usage.ru_stime)


def make_project(root: Path, lines: Sequence[str], number: int, locales: str) -> None:
    """Write a project with so many articles; no sentence is twice in it."""
    (root / "seeds").mkdir()
    settings = f"targets: [{locales}]\nengine: pseudo\n"
    (root / "dragoman.yaml").write_text(settings, encoding="utf-8")
    for count in range(number):
        start = count * ARTICLE
        own = [f"{count} {lines[(start + at) % len(lines)]}" for at in range(ARTICLE)]
        (paragraphs,) = articles(own)
        text = "\n\n".join(" ".join(paragraph) for paragraph in paragraphs)
        (root / "seeds" / f"{count:05}.md").write_text(f"# {text}\n", encoding="utf-8")


def show(label: str, cost: Cost, number: int) -> None:
    """Print a line."""
    each = cost.processor / number * 1000
    print(
        f"{label:32}{cost.seconds:8.2f} s, {cost.processor:8.2f} of processor"
        f"{each:8.2f} ms/article {cost.memory:8.0f} MB",
        flush=True,
    )


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("text", nargs="?", type=Path, help="sentences, one a line")
    parser.add_argument("--most", type=int, default=SIZES[-1], help="articles at most")
    options = parser.parse_args()
    lines = sentences(options.text) if options.text else default_text()
    for number in (size for size in SIZES if size <= options.most):
        with TemporaryDirectory() as folder:
            make_project(Path(folder), lines, number, "fa")
            show(f"translate, {number:,} × 1", dragoman(Path(folder), "translate"), number)
    number = min(IDLE, options.most)
    with TemporaryDirectory() as folder:
        make_project(Path(folder), lines, number, LOCALES)
        for command in ("translate", "translate", "status"):
            show(f"{command}, {number:,} × 4", dragoman(Path(folder), command), number)


if __name__ == "__main__":
    main()
