"""Translate articles with the engine `firefox`, or sentences in a loop over one `Translator`.

run_firefox.py SENTENCES PACKAGES dragoman
run_firefox.py SENTENCES PACKAGES loop [shortlist]
"""

from __future__ import annotations

import contextlib
import gc
import io
import os
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from work import Result, articles, peak, sentences, tell

TARGET = "pt"


def translate(file: Path, packages: Path) -> Result:
    """Run the command `dragoman translate`, from seeds/ to locales/."""
    from dragoman import report, store, workflow
    from dragoman.__main__ import COLLECTING
    from dragoman.cli import cli

    gc.set_threshold(*COLLECTING)  # as the command does
    assert report
    assert workflow
    written: list[float] = []
    write = store.Store.write

    def timed(*arguments: object, **options: object) -> None:
        write(*arguments, **options)  # type: ignore[arg-type]
        written.append(time.perf_counter())

    store.Store.write = timed  # type: ignore[method-assign]
    with TemporaryDirectory() as folder:
        make_project(Path(folder), file)
        os.chdir(folder)
        started, begun = time.time(), time.perf_counter()
        words = ["translate", "--engine", "firefox", "--models", str(packages)]
        with contextlib.redirect_stdout(io.StringIO()):
            code = cli(words, standalone_mode=False)
        seconds = time.perf_counter() - begun
        os.chdir("/")
    if code:
        sys.exit("dragoman translate failed")
    return Result(seconds, 0.0, peak(), written[0] - begun, started=started)


def make_project(root: Path, file: Path) -> None:
    """Write a project with articles of the sentences."""
    (root / "seeds").mkdir()
    (root / "dragoman.yaml").write_text(f"targets: [{TARGET}]\n", encoding="utf-8")
    for number, (title, *paragraphs) in enumerate(articles(sentences(file))):
        blocks = [f"# {title[0]}", *(" ".join(paragraph) for paragraph in paragraphs)]
        path = root / "seeds" / f"{number:05}.md"
        path.write_text("\n\n".join(blocks) + "\n", encoding="utf-8")


def loop(file: Path, packages: Path, *, shortlist: bool) -> Result:
    """Translate sentence by sentence in this process."""
    from fxtranslate import Translator

    from dragoman.models import firefox

    (package,) = packages.glob("firefox-*")
    found = firefox.files(package)
    started, begun = time.time(), time.perf_counter()
    data = [path.read_bytes() for path in found.arguments]
    translator = Translator(*(data if shortlist else data[:3]))
    for text in sentences(file):
        translator.translate(text)
    return Result(time.perf_counter() - begun, 0.0, peak(), started=started)


def main() -> None:
    """Do what the arguments say."""
    file, packages = (Path(word).resolve() for word in sys.argv[1:3])
    way, *more = sys.argv[3:]
    if way == "dragoman":
        tell(translate(file, packages))
    else:
        tell(loop(file, packages, shortlist="shortlist" in more))


if __name__ == "__main__":
    main()
