"""How fast Dragoman translates, beside Argos Translate and beside CTranslate2 alone.

    python tools/bench/speed.py [SENTENCES_FILE] [--sentences 200] [--few 40] [--rounds 9]

All run the same int8 model of Argos's size on the same sentences, one process after the other,
in turn, so that a busy machine is unfair to nobody. What counts are the ratios of time for a word,
each of two neighbours in time, of which there are many in short rounds. Where Argos Translate works
through its small batches one after the other, it gets the first few sentences only: its speed does
not depend on their number. It is installed in build/bench/argos when it first runs.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import time
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median, quantiles

from work import Result, sentences

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
BUILD = ROOT / "build" / "bench"
ARGOS = BUILD / "argos" / "bin" / "python"
BITEXT = ROOT / "tools" / "demo" / "bitext" / "en"
REST = "all but inference"
UNCOMPILED = "PYTHONDONTWRITEBYTECODE"
PHRASES = "phrases.txt"
"""No sentences, so not among those that are translated."""

Texts = Mapping[str, Path]
"""The sentences by what they are for: `every`, `few` of them, and the `own` of the demo models."""


@dataclass(frozen=True)
class Contender:
    """A program that is measured, in one setting."""

    label: str
    arguments: tuple[str, ...]
    """Of Python."""

    words: int
    """Of its text."""

    python: Path = Path(sys.executable)
    environment: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Measured:
    """One run of a contender."""

    result: Result
    start: float
    """Seconds from the call to the process being ready to load a model."""


def contenders(texts: Texts, packages: Path) -> dict[str, Contender]:
    """Return who runs, in the order of the rounds."""
    text, few, own = texts["every"], texts["few"], texts["own"]
    every = words(text)

    def argos(label: str, given: Path, *ways: str, **settings: str) -> Contender:
        arguments = (str(HERE / "run_argos.py"), str(given), *ways)
        # Importing it makes folders.
        homes = {f"XDG_{name}_HOME": str(BUILD / "home") for name in ("DATA", "CONFIG", "CACHE")}
        places = {"ARGOS_PACKAGES_DIR": str(packages), **homes}
        return Contender(label, arguments, words(given), ARGOS, {**places, **settings})

    (package,) = packages.iterdir()
    return {
        "dragoman": Contender(
            "dragoman translate", (str(HERE / "run_dragoman.py"), str(text), str(packages)), every
        ),
        "rest": Contender(REST, (str(HERE / "run_rest.py"), str(own)), words(own)),
        "bare": Contender(
            "CTranslate2 alone, sorted", (str(HERE / "run_bare.py"), str(text), str(package)), every
        ),
        "defaults": argos("Argos, defaults", few),
        "one": argos("Argos, one thread", few, ARGOS_INTRA_THREADS="1"),
        "awake": argos("Argos, both threads", few, "thread"),
        "best": argos("Argos, large batches too", text, "thread", ARGOS_BATCH_SIZE="1024"),
        "glued": argos("Argos, all text glued", text, "thread", "glued", ARGOS_BATCH_SIZE="1024"),
    }


def run(contender: Contender) -> Measured:
    """Run a contender once, in a process of its own."""
    called = time.time()
    path = os.pathsep.join([str(HERE), str(ROOT / "src")])
    # With the variable, every run would compile every module: so does no installed program.
    inherited = {key: value for key, value in os.environ.items() if key != UNCOMPILED}
    process = subprocess.run(
        [str(contender.python), *contender.arguments],
        env={**inherited, **contender.environment, "PYTHONPATH": path},
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    result = Result(**json.loads(process.stdout.splitlines()[-1]))
    return Measured(result, result.started - called)


def default_text() -> list[str]:
    """Return the English sentences that were written for the demo models."""
    files = sorted(path for path in BITEXT.glob("*.txt") if path.name != PHRASES)
    if not files:
        sys.exit(f"There are no sentences in {BITEXT}: name a file, one sentence a line.")
    return [line for file in files for line in sentences(file)]


def words(text: Path) -> int:
    """Return how many words a text has."""
    return sum(len(line.split()) for line in sentences(text))


def prepare(every: Sequence[str], number: int, few: int) -> tuple[Texts, Path]:
    """Write the sentences and the model; return their places."""
    BUILD.mkdir(parents=True, exist_ok=True)
    distinct = list(dict.fromkeys(every))
    lines = {
        "every": distinct[:number],
        "few": distinct[: min(few, number)],
        "own": list(dict.fromkeys(default_text()))[:number],
    }
    texts = {name: BUILD / f"{name}.txt" for name in lines}
    for name, text in texts.items():
        text.write_text("\n".join(lines[name]) + "\n", encoding="utf-8")
    trained, packages = BUILD / "trained.txt", BUILD / "packages"
    content = "\n".join(distinct) + "\n"
    known = trained.read_text(encoding="utf-8") if trained.exists() else ""
    if not packages.exists() or known != content:
        trained.write_text(content, encoding="utf-8")
        file = BUILD / "bench.argosmodel"
        model = [sys.executable, str(HERE / "model.py"), str(trained), str(file)]
        subprocess.run(model, check=True, stdout=subprocess.DEVNULL)
        subprocess.run(["rm", "-rf", str(packages)], check=True)
        with zipfile.ZipFile(file) as archive:
            archive.extractall(packages)
    return texts, packages


def install_argos() -> None:
    """Give Argos Translate an environment of its own, unless it has one."""
    if ARGOS.exists():
        return
    print("Installing Argos Translate …", file=sys.stderr)
    subprocess.run([sys.executable, "-m", "venv", str(ARGOS.parents[1])], check=True)
    wanted = str(HERE / "requirements-argos.in")
    install = [str(ARGOS), "-m", "pip", "install", "--quiet", "-r", wanted]
    subprocess.run(install, check=True)


def spread(values: Sequence[float]) -> str:
    """Return median and quartiles."""
    if len(values) < 2:
        return f"{values[0]:.2f}"
    low, _, high = quantiles(values, n=4)
    return f"{median(values):.2f} (quartiles {low:.2f} to {high:.2f})"


def show(runs: Mapping[str, list[Measured]], every: Mapping[str, Contender]) -> None:
    """Print the medians and the ratios."""
    print(f"{'':27}words/s   load s  start s  peak MB  first article s")
    for name, measured in runs.items():
        speed = median(every[name].words / each.result.seconds for each in measured)
        load = median(each.result.load for each in measured)
        start = median(each.start for each in measured)
        memory = median(each.result.memory for each in measured)
        firsts = [each.result.first for each in measured if each.result.first is not None]
        first = f"{median(firsts):17.1f}" if firsts else ""
        print(f"{every[name].label:26}{speed:8.0f} {load:8.2f} {start:8.2f} {memory:8.0f}{first}")
    for name in runs:
        if name not in ("dragoman", "rest") and "dragoman" in runs:
            pairs = zip(runs[name], runs["dragoman"], strict=True)
            ratios = [other.result.seconds / ours.result.seconds for other, ours in pairs]
            size = every["dragoman"].words / every[name].words
            print(f"dragoman / {every[name].label}: {spread([size * one for one in ratios])}")
    if "dragoman" in runs and "bare" in runs:
        pairs = zip(runs["bare"], runs["dragoman"], strict=True)
        ratios = [bare.result.seconds / (ours.result.after or 1) for bare, ours in pairs]
        print(f"the same from the loaded model on, to CTranslate2 alone: {spread(ratios)}")
    if "dragoman" in runs and "rest" in runs:
        whole, rest = (
            median((each.result.processor or 0) / every[name].words for each in runs[name])
            for name in ("dragoman", "rest")
        )
        print(f"{REST}: {1e6 * rest:.0f} µs a word, {rest / whole:.1%} of the processor time")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("text", nargs="?", type=Path, help="sentences, one a line")
    parser.add_argument("--sentences", type=int, default=200, help="how many are translated")
    parser.add_argument("--few", type=int, default=40, help="how many by Argos's small batches")
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--only", help="such as dragoman,bare")
    options = parser.parse_args()
    lines = sentences(options.text) if options.text else default_text()
    every = contenders(*prepare(lines, options.sentences, options.few))
    names = options.only.split(",") if options.only else list(every)
    if any(every[name].python == ARGOS for name in names):
        install_argos()
    print(
        f"{every['dragoman'].words} words, {options.rounds} rounds in turn, {os.cpu_count()} cores"
    )
    runs: dict[str, list[Measured]] = {name: [] for name in names}
    for number in range(options.rounds):
        for name in names:
            print(f"round {number + 1}: {every[name].label} …", file=sys.stderr)
            runs[name].append(run(every[name]))
    show(runs, every)


if __name__ == "__main__":
    main()
