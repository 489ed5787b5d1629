"""What size costs: each command over a large newsroom, and single large files, by `pseudo`.

    python tools/bench/loads.py [--articles 10000] [--made] [--source OTHER/src …] [--only NAME …]

Each row is one command, with its time, that of the processor, and the memory of all its processes
together at the worst moment. With `--source`, the same is done with other versions of the program,
for comparison: each has a newsroom of its own, and row after row all take their turn. With `--made`
the review files of the large newsroom are written directly, as `newsroom.py` does.
"""

from __future__ import annotations

import argparse
import os
import re
import resource
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import newsroom
from curve import LOCALES
from speed import ROOT, default_text

SENTENCES = 14
"""Sentences of an article."""

LONG = 100_000
"""Sentences of the long article."""

HUGE = 50_000_000
"""Bytes of the huge one."""

TERMS = 50_000
"""Entries of the long glossary."""

WAIT = 0.1
"""Seconds between two looks at the memory of the processes."""

PATIENCE = 1_800.0
"""Seconds after which a command is ended, and told as not done."""


@dataclass(frozen=True)
class Load:
    """What a command took."""

    seconds: float
    processor: float
    """Seconds of all its processes: what other work on the machine changes little."""

    peak: float
    """Memory of all its processes together at the worst moment, in MB of 10 ** 6 bytes."""

    code: int | None
    """The exit code; `None` if it was ended because it took too long."""


def run(source: Path, project: Path, *words: str) -> Load:
    """Run a command of the program in `source` on a project."""
    begun, worked = time.perf_counter(), _worked()
    process = subprocess.Popen(
        [sys.executable, "-m", "dragoman", *words],
        cwd=project,
        env={**os.environ, "PYTHONPATH": str(source), "DRAGOMAN_REVIEWER": "Bench"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    peak = 0.0
    while process.poll() is None:
        peak = max(peak, held(process.pid))
        if time.perf_counter() - begun > PATIENCE:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, 9)
            process.wait()
            return Load(PATIENCE, _worked() - worked, peak, None)
        time.sleep(WAIT)
    return Load(time.perf_counter() - begun, _worked() - worked, peak, process.returncode)


def _worked() -> float:
    """Return the seconds of the processor that commands took so far."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def held(session: int) -> float:
    """Return the memory, in MB, of all processes of a session; 0 where the system shows none.

    Pages that several share are counted in parts (`Pss`).
    """
    total = 0
    for folder in Path("/proc").glob("[0-9]*"):
        with suppress(OSError, ValueError, IndexError):
            fields = (folder / "stat").read_text().rpartition(")")[2].split()
            if int(fields[3]) == session:
                shares = re.search(r"^Pss:\s+(\d+)", (folder / "smaps_rollup").read_text(), re.M)
                total += int(shares[1]) * 1024 if shares else 0
    return total / 1e6


def make_newsroom(root: Path, articles: int) -> None:
    """Write a newsroom with so many articles, in which no sentence stands twice."""
    lines = default_text()
    root.mkdir()
    settings = f"targets: [{LOCALES}]\nengine: pseudo\n"
    (root / "dragoman.yaml").write_text(settings, encoding="utf-8")
    for number in range(articles):
        newsroom.write(root / "seeds" / newsroom.name(number), article(lines, number))


def article(lines: Sequence[str], number: int) -> str:
    """Return an article of sentences that no other has."""
    own = [
        f"In report {number}, {lines[(number * SENTENCES + at) % len(lines)]}"
        for at in range(SENTENCES)
    ]
    paragraphs = [" ".join(own[at : at + 3]) for at in range(1, SENTENCES, 3)]
    return "\n\n".join((f"# {own[0]}", *paragraphs)) + "\n"


def change(root: Path, number: int, word: str) -> None:
    """Change a sentence of an article, as an editor would who saves by renaming."""
    path = root / "seeds" / newsroom.name(number)
    new = path.with_suffix(".new")
    new.write_text(path.read_text("utf-8").replace("# In", f"# {word}", 1), encoding="utf-8")
    new.replace(path)


def forget(root: Path) -> None:
    """Delete all that the program remembers beside the newsroom's own files."""
    for path in (root / ".dragoman").iterdir():
        if path.name.endswith((".json", ".sqlite", ".sqlite-wal", ".sqlite-shm", ".pickle")):
            path.unlink()


def make_long(root: Path) -> None:
    """Write an article of very many sentences."""
    make_newsroom(root, 0)
    (root / "seeds").mkdir()
    lines = default_text()
    text = "".join(
        f"In report {number}, {lines[number % len(lines)]}\n" + "\n" * (number % 10 == 9)
        for number in range(LONG)
    )
    (root / "seeds" / "long.txt").write_text(text, encoding="utf-8")
    (root / "dragoman.yaml").write_text("targets: [fa]\nengine: pseudo\n", encoding="utf-8")


def make_huge(root: Path) -> None:
    """Write a huge article, and a small one behind it."""
    make_newsroom(root, 0)
    (root / "seeds").mkdir()
    lines = default_text()
    with (root / "seeds" / "huge.txt").open("w", encoding="utf-8") as file:
        number = 0
        while file.tell() < HUGE:
            blank = "\n" * (number % 10 == 9)
            file.write(f"In report {number}, {lines[number % len(lines)]}\n{blank}")
            number += 1
    (root / "seeds" / "small.txt").write_text("The convoy left.\n", encoding="utf-8")
    (root / "dragoman.yaml").write_text("targets: [fa]\nengine: pseudo\n", encoding="utf-8")


def make_terms(root: Path) -> None:
    """Write a long glossary, and one article."""
    make_newsroom(root, 1)
    with (root / "glossary.yaml").open("w", encoding="utf-8") as file:
        for number in range(TERMS):
            file.write(f"- term: relief truck {number}\n  ru: грузовик помощи {number}\n")
            file.write(f"  fa: کامیون امدادی {number}\n")


Prepare = Callable[[Path], None]


@dataclass(frozen=True)
class Row:
    """A command, and what is done to the newsroom before it."""

    label: str
    words: tuple[str, ...]
    before: Prepare = lambda root: None


NEWSROOM = (
    Row("translate, everything new", ("translate",)),
    Row("translate, nothing to do", ("translate",)),
    Row("translate, one change", ("translate",), lambda root: change(root, 7, "Within")),
    Row("translate, another", ("translate",), lambda root: change(root, 8, "Within")),
    Row("translate, one, all forgotten", ("translate",), forget),
    Row("status, all forgotten", ("status",), forget),
    Row("status", ("status",)),
    Row("check --to fa", ("check", "--to", "fa")),
    Row("check", ("check",)),
    Row("glossary suggest", ("glossary", "suggest")),
    Row("approve --dry-run", ("approve", ".", "--force", "--dry-run")),
    Row("approve --to fa", ("approve", ".", "--force", "--to", "fa")),
    Row("translate, one change", ("translate",), lambda root: change(root, 9, "Within")),
    Row("effort", ("effort",)),
    Row("export --to fa", ("export", "--to", "fa", "--stale", "publish")),
    Row("export --to fa, nothing to do", ("export", "--to", "fa", "--stale", "publish")),
)
LONG_ONE = (
    Row("translate", ("translate",)),
    Row("translate, nothing to do", ("translate",)),
    Row("check", ("check",)),
    Row("check --format sarif", ("check", "--format", "sarif")),
    Row("approve", ("approve", ".", "--force")),
    Row("export", ("export",)),
    Row("effort", ("effort",)),
    Row("unapprove", ("unapprove",)),
)
HUGE_ONE = (Row("translate", ("translate",)), Row("status", ("status",)))
GLOSSARY = (
    Row("translate, first", ("translate",)),
    Row("check", ("check",)),
    Row("check, again", ("check",)),
)


@dataclass(frozen=True)
class Part:
    """A newsroom, and what is done in it."""

    name: str
    title: str
    make: Prepare
    rows: tuple[Row, ...]


def show(label: str, loads: Sequence[Load]) -> None:
    """Print a row: for each version its time and memory."""
    cells = (
        f"{load.seconds:9.1f} s {load.processor:9.1f} s {load.peak:7.0f} MB"
        + {None: "  ended", 0: "", 1: ""}.get(load.code, f"  exit {load.code}")
        for load in loads
    )
    print(f"{label:34}" + "  |".join(cells), flush=True)


def measure(part: Part, sources: Sequence[Path], folder: Path) -> None:
    """Measure every row of a part with every version."""
    print(f"\n{part.title}", flush=True)
    roots = [folder / f"{part.name}{number}" for number in range(len(sources))]
    for root in roots:
        if not root.exists():
            part.make(root)
    for row in part.rows:
        loads = []
        for source, root in zip(sources, roots, strict=True):
            row.before(root)
            loads.append(run(source, root, *row.words))
        show(row.label, loads)
    for root in roots:
        shutil.rmtree(root)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--articles", type=int, default=10_000)
    parser.add_argument("--made", action="store_true", help="write review files directly")
    parser.add_argument("--source", type=Path, nargs="*", default=[], help="other versions")
    parser.add_argument("--only", nargs="*", default=[], help="newsroom, long, huge, terms")
    parser.add_argument("--folder", type=Path, help="where newsrooms are made")
    options = parser.parse_args()
    make_large = newsroom.make if options.made else make_newsroom
    parts = (
        Part(
            "newsroom",
            f"{options.articles:,} articles × 4",
            lambda root: make_large(root, options.articles),
            NEWSROOM[1:] if options.made else NEWSROOM,
        ),
        Part("long", f"one article of {LONG:,} sentences × 1", make_long, LONG_ONE),
        Part("huge", f"one article of {HUGE // 10**6} MB × 1", make_huge, HUGE_ONE),
        Part("terms", f"a glossary of {TERMS:,} terms", make_terms, GLOSSARY),
    )
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    sources = [*(path.resolve() for path in options.source), ROOT / "src"]
    with TemporaryDirectory(dir=options.folder) as folder:
        for part in parts:
            if not options.only or part.name in options.only:
                measure(part, sources, Path(folder))


if __name__ == "__main__":
    main()
