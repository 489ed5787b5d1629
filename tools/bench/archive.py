"""What a large archive costs: time, memory and disk of each command, by the engine `pseudo`.

    python tools/bench/archive.py [--articles 10000] [--sentences 10] [--workers 2] [--made]

With `--made` the review files are written directly, as `newsroom.py` does, and so it begins with
`status`. Where they lie can be said by `--folder`. The memory is that of the largest process.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

import newsroom
from curve import LOCALES, Cost, dragoman, show
from speed import ROOT, default_text
from work import ARTICLE


def make(root: Path, number: int, sentences: int) -> None:
    """Write the articles of a newsroom in which nothing is translated yet."""
    lines = default_text()
    (root / "dragoman.yaml").write_text(newsroom.SETTINGS, encoding="utf-8")
    for count in range(number):
        text = newsroom.article(lines, count, sentences)
        newsroom.write(root / "seeds" / newsroom.name(count), text)


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
    parser.add_argument("--sentences", type=int, default=ARTICLE, help="of an article")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--made", action="store_true", help="write the review files directly")
    parser.add_argument("--folder", type=Path, help="where the newsroom is made")
    options = parser.parse_args()
    number = options.articles
    with TemporaryDirectory(dir=options.folder) as folder:
        root = Path(folder)
        print(f"{number:,} articles × {len(LOCALES.split(', '))} locales", flush=True)
        if options.made:
            newsroom.make(root, number, options.sentences)
        else:
            make(root, number, options.sentences)
            label = f"translate --claim, {options.workers} workers"
            show(label, together(root, options.workers), number)
            show("translate --claim", dragoman(root, "translate", "--claim"), number)
        for words in ("status", "status", "translate", "export", "export", "site", "site"):
            show(words, dragoman(root, words), number)
        for name in ("seeds", "locales", "output", "site", ".dragoman"):
            count, size = disk(root / name)
            print(f"{name:12}{count:10,} files {size:10,.0f} MB", flush=True)


if __name__ == "__main__":
    main()
