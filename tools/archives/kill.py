"""Kill workers at random moments, and see whether what they make is what one run makes.

    python tools/archives/kill.py [--articles 2000] [--workers 3] [--every 6]

Three workers share the articles with the demo models. Every few seconds one of them is killed as
by `kill -9`, and another one begins. When all is done, each byte is compared with those of a single
run. The exit code is 1 if one differs.

The seconds between two deaths are those of a processor that the workers had together: on two idle
cores, 6 are 3 of the clock. So a busy machine takes longer, and does not kill them before they
have begun. Each worker needs some two seconds to begin.
"""

from __future__ import annotations

import argparse
import os
import random
import subprocess
import sys
import time
from collections.abc import Iterable
from difflib import unified_diff
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).parents[2]
SETTINGS = "targets: [fa, ru]\nengine: argos\nmodels: demo\nsecond-opinion: off\n"
SENTENCES = (
    "The convoy of {0} trucks reached the {1} on Monday.",
    "Nobody was hurt in the {1}, the ministry said.",
    "The {1} is *closed* until {2} March.",
    "Call +7 495 {0} or write to [the {1}](https://example.org/{0}).",
    "People of the {1} asked for help, and {0} volunteers came.",
)
PLACES = ("school", "bridge", "valley", "river", "hospital", "market", "station", "village")


def make(root: Path, number: int) -> Path:
    """Write a project of so many articles, in folders of a hundred."""
    chance = random.Random(7)
    (root / "dragoman.yaml").parent.mkdir(parents=True)
    (root / "dragoman.yaml").write_text(SETTINGS, encoding="utf-8")
    for count in range(number):
        path = root / "seeds" / f"{count // 100:03}" / f"{count:06}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        lines = [
            chance.choice(SENTENCES).format(
                1000 + chance.randrange(9000), chance.choice(PLACES), chance.randrange(1, 29)
            )
            for _ in range(8)
        ]
        text = "\n\n".join(" ".join(lines[at : at + 3]) for at in range(0, len(lines), 3))
        path.write_text(f"# The {chance.choice(PLACES)} of {count}\n\n{text}\n", encoding="utf-8")
    return root


def start(root: Path, *words: str) -> subprocess.Popen[bytes]:
    """Begin to translate."""
    return subprocess.Popen(
        [sys.executable, "-m", "dragoman", "translate", *words],
        cwd=root,
        env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE if words else None,
    )


def spent(workers: Iterable[subprocess.Popen[bytes]]) -> float:
    """Return the seconds that these had of a processor."""
    ticks = 0
    for worker in workers:
        try:
            text = Path(f"/proc/{worker.pid}/stat").read_text(encoding="utf-8", errors="replace")
        except OSError:
            continue
        ticks += sum(map(int, text.rpartition(")")[2].split()[11:13]))
    return ticks / os.sysconf("SC_CLK_TCK")


def harass(root: Path, workers: int, every: float) -> int:
    """Let workers share the project and kill one now and then; return how many were killed."""
    chance = random.Random(11)
    at_work = [start(root, "--claim") for _ in range(workers)]
    killed = 0
    while True:
        until = spent(at_work) + every * chance.uniform(0.5, 1.5)
        while spent(at_work) < until and all(worker.poll() is None for worker in at_work):
            time.sleep(0.05)
        ended = [worker for worker in at_work if worker.poll() is not None]
        if ended:
            for worker in at_work:
                worker.communicate()
            return killed
        victim = chance.choice(at_work)
        victim.kill()
        victim.communicate()
        killed += 1
        at_work[at_work.index(victim)] = start(root, "--claim")
        if killed % 20 == 0:
            print(f"{killed} killed, {len(files(root)):,} review files", flush=True)


def files(root: Path) -> dict[str, bytes]:
    """Return all review files."""
    return {
        str(path.relative_to(root)): path.read_bytes() for path in root.glob("locales/**/*.yaml")
    }


def difference(one: dict[str, bytes], other: dict[str, bytes], name: str) -> list[str]:
    """Return the lines in which a file differs from that of a single run."""
    alone, shared = (every.get(name, b"").decode().splitlines() for every in (other, one))
    lines = unified_diff(alone, shared, n=0, lineterm="")
    return [line for line in lines if line[:2] not in ("--", "++")]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--articles", type=int, default=2_000)
    parser.add_argument("--workers", type=int, default=3)
    parser.add_argument(
        "--every", type=float, default=6.0, help="seconds of a processor between two deaths"
    )
    options = parser.parse_args()
    with TemporaryDirectory() as folder:
        shared = make(Path(folder) / "shared", options.articles)
        begun = time.perf_counter()
        killed = harass(shared, options.workers, options.every)
        print(f"{options.workers} workers, {killed} killed: {time.perf_counter() - begun:.0f} s")
        alone = make(Path(folder) / "alone", options.articles)
        begun = time.perf_counter()
        start(alone).wait()
        print(f"a single run: {time.perf_counter() - begun:.0f} s")
        one, other = files(shared), files(alone)
        differing = sorted(
            name for name in one.keys() | other.keys() if one.get(name) != other.get(name)
        )
        left = list(shared.rglob("*.dragoman.tmp"))
        print(f"{len(other):,} review files, {len(differing)} differ, {len(left)} left unfinished")
        for name in differing[:10]:
            print(f"  {name}")
            print("".join(f"    {line}\n" for line in difference(one, other, name)), end="")
        sys.exit(bool(differing or left))


if __name__ == "__main__":
    main()
