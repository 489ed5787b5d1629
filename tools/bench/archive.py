"""What a large archive costs: time, memory and disk of each command, by the engine `pseudo`.

python tools/bench/archive.py [--articles 10000] [--workers 2]
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from curve import LOCALES, Cost, dragoman, show
from speed import ROOT, default_text
from work import ARTICLE, PARAGRAPH

FOLDER = 1_000
"""Articles of a folder."""


def make(root: Path, lines: Sequence[str], number: int) -> None:
    """Write a project whose articles lie in folders; no sentence is twice in it."""
    (root / "dragoman.yaml").write_text(
        f"targets: [{LOCALES}]\nengine: pseudo\npublish: {{accept: draft}}\n", encoding="utf-8"
    )
    for count in range(number):
        path = root / "seeds" / f"{count // FOLDER:04}" / f"{count:07}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        start = count * ARTICLE
        own = [f"{count} {lines[(start + at) % len(lines)]}" for at in range(ARTICLE)]
        title, *body = own
        paragraphs = [" ".join(body[at : at + PARAGRAPH]) for at in range(0, len(body), PARAGRAPH)]
        text = "\n\n".join(paragraphs)
        path.write_text(f"---\ndate: 2020-01-01\n---\n\n# {title}\n\n{text}\n", encoding="utf-8")


def together(project: Path, workers: int) -> Cost:
    """Let workers share the work; return the time of all, and the memory of the largest."""
    begun = time.perf_counter()
    at_work = [
        subprocess.Popen(
            [sys.executable, "-m", "dragoman", "translate", "--claim"],
            cwd=project,
            env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        for _ in range(workers)
    ]
    largest, processor = 0, 0.0
    for worker in at_work:
        _, status, usage = os.wait4(worker.pid, 0)
        worker.returncode = os.waitstatus_to_exitcode(status)
        largest = max(largest, usage.ru_maxrss)
        processor += usage.ru_utime + usage.ru_stime
        if worker.returncode:
            sys.exit("a worker failed")
    return Cost(time.perf_counter() - begun, largest * 1024 / 1e6, processor)


def disk(folder: Path) -> tuple[int, float]:
    """Return the number of files below a folder, and their size in MB."""
    sizes = [path.stat().st_size for path in folder.rglob("*") if path.is_file()]
    return len(sizes), sum(sizes) / 1e6


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--articles", type=int, default=10_000)
    parser.add_argument("--workers", type=int, default=2)
    options = parser.parse_args()
    number = options.articles
    with TemporaryDirectory() as folder:
        root = Path(folder)
        make(root, default_text(), number)
        print(f"{number:,} articles × {len(LOCALES.split(', '))} locales", flush=True)
        label = f"translate --claim, {options.workers} workers"
        show(label, together(root, options.workers), number)
        for words in (("translate", "--claim"), ("status",), ("status",), ("translate",)):
            show(" ".join(words), dragoman(root, *words), number)
        for words in (("export",), ("export",), ("site",), ("site",)):
            show(" ".join(words), dragoman(root, *words), number)
        for name in ("seeds", "locales", "output", "site", ".dragoman"):
            count, size = disk(root / name)
            print(f"{name:12}{count:10,} files {size:10,.0f} MB", flush=True)


if __name__ == "__main__":
    main()
