"""How soon the rest of a sentence is offered to a person who types.

    python tools/bench/complete.py [SENTENCES_FILE] [--sentences 60] [--rounds 3]

The model has the size of Argos's. Each sentence is completed at a quarter, a half and three
quarters of the model's own translation, behind a whole word and within one.
"""

from __future__ import annotations

import argparse
import os
import time
from pathlib import Path
from statistics import median, quantiles

from speed import BUILD, default_text
from work import CODES, sentences

from dragoman.engines.completing import Completer, completer
from dragoman.models import install_file


def package(lines: list[str]) -> Path:
    """Return a folder with the model, which is made at the first time."""
    from model import save_package

    folder = BUILD / "completing"
    if not folder.exists():
        file = BUILD / "completing.argosmodel"
        save_package(lines, file)
        install_file(file, folder)
    return folder


def waits(model: Completer, line: str) -> list[float]:
    """Return the milliseconds until each completion of a sentence."""
    whole = model.complete(line, "") or line
    found = []
    for part in (1, 2, 3):
        cut = len(whole) * part // 4
        for typed in (whole[:cut], whole[:cut].rpartition(" ")[0] + " "):
            begun = time.perf_counter()
            model.complete(line, typed)
            found.append(1000 * (time.perf_counter() - begun))
    return found


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("text", nargs="?", type=Path, help="sentences, one a line")
    parser.add_argument("--sentences", type=int, default=60, help="how many are completed")
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    BUILD.mkdir(parents=True, exist_ok=True)
    lines = sentences(options.text) if options.text else default_text()
    lines = list(dict.fromkeys(lines))[: options.sentences]
    begun = time.perf_counter()
    with completer(str(package(lines)), *CODES) as model:
        assert model is not None
        print(
            f"{len(lines)} sentences, {os.cpu_count()} cores; the model is loaded once, in "
            f"{time.perf_counter() - begun:.1f} s"
        )
        for number in range(options.rounds):
            found = [wait for line in lines for wait in waits(model, line)]
            print(
                f"round {number + 1}: median {median(found):.0f} ms, "
                f"p95 {quantiles(found, n=20)[-1]:.0f} ms, load {os.getloadavg()[0]:.0f}"
            )


if __name__ == "__main__":
    main()
