"""How much faster several workers are than one, and what sharing the work costs.

    python tools/bench/sharing.py [--workers 1,2] [--sleepers 1,8] [--ways claim,dask] [--rounds 2]
    python tools/bench/sharing.py --engines argos --ways dask --articles 100

`--claim` and `--dask` each translate so many articles for each worker: with a model of base size,
one thread each, as many as there are cores; and with an engine that waits instead of computing, so
that eight fit on two cores; and with one that waits as long as a model does for batches, and of
whose output a part is broken and asked for again. All take their turn in each round, so that a busy
machine is unfair to nobody. Scaling is the time of one worker, divided by that of N, who have N
times as much to do; the figure is the median over the rounds.

Time counts until the last review file is written: of the engine that waits, from the moment at
which all workers have a sentence; of the model, from the start. The whole command, which has to
start and to tidy up, is told beside it. A lot is an article here, of a second instead of a
minute: dividing the work costs more than in an archive. A round takes a quarter of an hour on two
quiet cores.

`--engines` names those that are measured. With a model alone, one way to share and 100 articles, a
round takes six minutes on two quiet cores.

What it costs for each sentence is measured by the engine `pseudo`, against a plain `translate`,
between the first review file and the last; its processor time is that of the whole command.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from sleep_engine import FOLDER, PAUSE, WORKERS
from speed import HERE, ROOT, default_text, prepare

ENGINES = ("sleep", "argos", "stumble", "pseudo")
"""All that are measured, and what a sentence costs is by the last."""

ARTICLES = 54
"""For each worker: as many lots, and some twenty tasks of Dask. An archive has so many that it does
not matter which worker has the last one."""

SENTENCES = 12
"""Of an article."""

SLEEP = 0.1
"""Seconds of a sentence: three times what a model of base size takes on a core. So what eight
workers do beside the engine has room on two cores."""

VERBATIM = 64_000
"""Characters of code in an article, which fill a lot and are not translated."""

PLAIN_ARTICLES = 300
"""For the costs of a sentence, in lots as they are."""

DASK = "distributed.cli.dask_{}"


@dataclass(frozen=True)
class Contender:
    """A way to share the work, with so many workers."""

    way: str
    """`claim`, `dask` or `plain`."""

    engine: str
    workers: int


@dataclass(frozen=True)
class Taken:
    """What one run took."""

    work: float
    """Seconds from the first sentence to the last review file."""

    whole: float
    """Seconds of the command, or of the longest of several."""

    processor: float
    """Seconds of the processor that the commands had; workers of Dask are not in it."""


@dataclass(frozen=True)
class Field:
    """Where contenders run."""

    seeds: Path
    """A folder with the articles."""

    articles: int
    """How many each worker has."""

    packages: Path
    """Where the engine that waits is installed."""

    models: Path
    """Where the model is installed."""

    results: dict[Contender, list[Taken]] = field(default_factory=dict)


def make_articles(folder: Path, articles: int, verbatim: int) -> None:
    """Write articles in which no sentence stands twice."""
    lines = default_text()
    folder.mkdir()
    for number in range(articles):
        own = [
            f"{number} {lines[(number * SENTENCES + at) % len(lines)]}" for at in range(SENTENCES)
        ]
        code = f"\n\n```\n{'0' * verbatim}\n```" if verbatim else ""
        text = "\n\n".join(own)
        (folder / f"{number:04}.md").write_text(f"{text}{code}\n", encoding="utf-8")


def install(folder: Path) -> Path:
    """Install the engine that waits in a folder, as a package brings an engine."""
    about = folder / "sleep_engine-1.dist-info"
    about.mkdir(parents=True)
    (about / "METADATA").write_text("Name: sleep-engine\nVersion: 1\n", encoding="utf-8")
    entry = "[dragoman.engines]\nsleep = sleep_engine:PROVIDER\n"
    entry += "stumble = sleep_engine:STUMBLING\n"
    (about / "entry_points.txt").write_text(entry, encoding="utf-8")
    return folder


def run(contender: Contender, where: Field) -> Taken:
    """Let a contender translate everything anew."""
    with TemporaryDirectory() as folder:
        root, meeting = Path(folder) / "newsroom", Path(folder) / "meeting"
        (root / "seeds").mkdir(parents=True)
        meeting.mkdir()
        for article in sorted(where.seeds.iterdir())[: where.articles * contender.workers]:
            shutil.copy(article, root / "seeds")
        settings = f"targets: [fa]\nengine: {contender.engine}\nsecond-opinion: off\n"
        settings += f"models: '{where.models}'\nargos: {{threads: 1}}\n"
        (root / "dragoman.yaml").write_text(settings, encoding="utf-8")
        environment = {
            **os.environ,
            "PYTHONPATH": os.pathsep.join(map(str, (ROOT / "src", HERE, where.packages))),
            PAUSE: str(SLEEP),
            WORKERS: str(contender.workers),
            FOLDER: str(meeting),
        }
        with commands(contender, root, environment) as (words, number):
            whole = contender.engine != "sleep"
            return measured(root, meeting, environment, words, number, whole=whole)


@contextmanager
def commands(
    contender: Contender, root: Path, environment: Mapping[str, str]
) -> Iterator[tuple[tuple[str, ...], int]]:
    """Yield the words of the command, and how many at once are to be run."""
    if contender.way == "plain":
        yield (), 1
    elif contender.way == "claim":
        yield ("--claim",), contender.workers
    else:
        processes: list[subprocess.Popen[str]] = []

        def begin(module: str, pattern: str, *words: str) -> str:
            code = f"from {DASK.format(module)} import main; main()"
            begun = subprocess.Popen(
                [sys.executable, "-c", code, *words, "--no-dashboard"],
                env=environment,
                cwd=root,
                stderr=subprocess.PIPE,
                text=True,
            )
            processes.append(begun)
            return said(begun, pattern)

        try:
            local = ("--host", "127.0.0.1")
            address = begin("scheduler", r"Scheduler at:\s+(tcp://\S+)", *local, "--port", "0")
            for _ in range(contender.workers):
                begin(
                    "worker",
                    r"Registered to",
                    address,
                    *("--nthreads", "1", "--no-nanny", *local),
                )
            yield ("--dask", address), 1
        finally:
            for process in processes:
                process.kill()
                process.wait()


def said(process: subprocess.Popen[str], pattern: str) -> str:
    """Wait until a process says something, and return it."""
    assert process.stderr is not None
    for line in process.stderr:
        if match := re.search(pattern, line):
            threading.Thread(target=process.stderr.read, daemon=True).start()
            return match.group(match.lastindex or 0)
    sys.exit("Dask did not start")


def measured(
    root: Path,
    meeting: Path,
    environment: Mapping[str, str],
    words: Sequence[str],
    number: int,
    *,
    whole: bool,
) -> Taken:
    """Run so many commands at once, and return what they took.

    Workers who do not meet are timed from the first review file on, or from the start with `whole`.
    """
    begun = time.time()
    processes = [
        subprocess.Popen(
            [sys.executable, "-m", "dragoman", "translate", *words],
            cwd=root,
            env=environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        for _ in range(number)
    ]
    processor = 0.0
    for process in processes:
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        processor += usage.ru_utime + usage.ru_stime
        if process.returncode:
            sys.exit("a worker failed")
    ended = time.time()
    written = [path.stat().st_mtime for path in (root / "locales").rglob("*.yaml")]
    met = [path.stat().st_mtime for path in meeting.iterdir()]
    first = max(met, default=begun if whole else min(written))
    return Taken(max(written) - first, ended - begun, processor)


def show_scaling(where: Field, contenders: Sequence[Contender]) -> None:
    """Print the table of who shares the work with how many."""
    for contender in contenders:
        alone = where.results[Contender(contender.way, contender.engine, 1)]
        taken = where.results[contender]
        scaling = median(one.work / each.work for one, each in zip(alone, taken, strict=True))
        work = median(each.work for each in taken)
        whole = median(each.whole for each in taken)
        label = f"{contender.engine} --{contender.way}, {contender.workers}"
        print(f"{label:24}{work:8.2f} s {whole:8.2f} s whole{scaling:10.3f}", flush=True)


def show_costs(where: Field, contenders: Sequence[Contender]) -> None:
    """Print what a sentence costs more than in a plain run."""
    for contender in contenders:
        plain = where.results[Contender("plain", "pseudo", 1)]
        taken = where.results[contender]
        seconds, processor = (
            median(
                (getattr(each, name) - getattr(one, name)) / (where.articles * SENTENCES) * 1e6
                for one, each in zip(plain, taken, strict=True)
            )
            for name in ("work", "processor")
        )
        work = median(each.work for each in taken)
        label = f"{contender.engine} {contender.way}, {contender.workers}"
        print(
            f"{label:24}{work:8.2f} s, for a sentence{seconds:8.0f} µs"
            f"{processor:8.0f} µs of processor more than plain",
            flush=True,
        )


def numbers(text: str) -> list[int]:
    """Read numbers of workers; one is always among them."""
    return sorted({1, *map(int, text.split(","))})


def engines(text: str) -> list[str]:
    """Read names of engines."""
    names = text.split(",")
    if strange := set(names).difference(ENGINES):
        raise argparse.ArgumentTypeError(f"no engine that is measured: {', '.join(strange)}")
    return names


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--workers", type=numbers, default=[1, 2], help="of the model")
    parser.add_argument("--sleepers", type=numbers, default=[1, 8], help="of the one that waits")
    parser.add_argument("--ways", default="claim,dask")
    parser.add_argument("--engines", type=engines, default=list(ENGINES))
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--articles", type=int, default=ARTICLES, help="for each worker")
    parser.add_argument("--plain-articles", type=int, default=PLAIN_ARTICLES)
    options = parser.parse_args()
    ways = options.ways.split(",")
    scaling = [Contender(way, "sleep", number) for way in ways for number in options.sleepers]
    scaling += [
        Contender(way, engine, number)
        for engine in ("argos", "stumble")
        for way in ways
        for number in options.workers
    ]
    scaling = [each for each in scaling if each.engine in options.engines]
    costs = [Contender("plain", "pseudo", 1), *(Contender(way, "pseudo", 1) for way in ways)]
    costs = costs if "pseudo" in options.engines else []
    _, models = prepare(default_text(), 1, 1)
    with TemporaryDirectory() as folder:
        packages = install(Path(folder) / "packages")
        lots, plain = Path(folder) / "lots", Path(folder) / "plain"
        most = options.articles * max(*options.workers, *options.sleepers)
        make_articles(lots, most, VERBATIM)
        make_articles(plain, options.plain_articles, 0)
        fields = [
            (Field(lots, options.articles, packages, models), scaling),
            (Field(plain, options.plain_articles, packages, models), costs),
        ]
        print(
            f"{options.articles * SENTENCES:,} sentences for each worker, "
            f"{options.plain_articles * SENTENCES:,} for the costs of one",
            flush=True,
        )
        for _ in range(options.rounds):
            for where, contenders in fields:
                for contender in contenders:
                    where.results.setdefault(contender, []).append(run(contender, where))
        for (where, contenders), show in zip(fields, (show_scaling, show_costs), strict=True):
            show(where, contenders)


if __name__ == "__main__":
    main()
