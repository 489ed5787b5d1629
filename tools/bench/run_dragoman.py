"""Translate articles by the command `dragoman translate`, from seeds/ to locales/."""

from __future__ import annotations

import contextlib
import io
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from work import CODES, Result, articles, peak, sentences, tell

from dragoman import report, store, workflow
from dragoman.cli import cli
from dragoman.engines import argos

MODULES = (report, workflow)
"""Imported here, so that they count as the start."""


class Clock:
    """Hears when the model is loaded and when an article is written."""

    def __init__(self) -> None:
        self.load = 0.0
        self.loaded: float | None = None
        self.written: float | None = None

    def loading(self, load: Callable[..., Any]) -> Callable[..., Any]:
        """Time the loading of the model."""

        def timed(*args: Any, **options: Any) -> Any:
            begun = time.perf_counter()
            loaded = load(*args, **options)
            self.loaded = time.perf_counter()
            self.load += self.loaded - begun
            return loaded

        return timed

    def writing(self, write: Callable[..., None]) -> Callable[..., None]:
        """Note when the first file is written."""

        def timed(*args: Any, **options: Any) -> None:
            write(*args, **options)
            self.written = self.written or time.perf_counter()

        return timed

    @property
    def first(self) -> float | None:
        """Seconds from the loaded model to the first article."""
        if self.loaded is None or self.written is None:
            return None
        return self.written - self.loaded


def main() -> None:
    """Translate what the arguments name: a file of sentences, and a folder of packages."""
    file, packages = (Path(word).resolve() for word in sys.argv[1:])
    import ctranslate2  # noqa: F401
    import sentencepiece  # noqa: F401

    clock = Clock()
    vars(argos)["load"] = clock.loading(vars(argos)["load"])
    # The model writes random text. Every rescue would be tried on all of it, in vain.
    argos.ArgosEngine.guarded = False
    store.Store.write = clock.writing(store.Store.write)  # type: ignore[method-assign]
    with TemporaryDirectory() as folder:
        make_project(Path(folder), articles(sentences(file)))
        os.chdir(folder)
        started = time.time()
        begun = time.perf_counter()
        with contextlib.redirect_stdout(io.StringIO()):
            code = cli(["translate", "--models", str(packages)], standalone_mode=False)
        seconds = time.perf_counter() - begun - clock.load
        os.chdir("/")
    if code:
        sys.exit("dragoman translate failed")
    tell(Result(seconds, clock.load, peak(), clock.first, started))


def make_project(root: Path, texts: list[list[list[str]]]) -> None:
    """Write a project with the articles in Markdown."""
    _, target = CODES
    (root / "seeds").mkdir()
    (root / "dragoman.yaml").write_text(f"targets: [{target}]\n", encoding="utf-8")
    for number, (title, *paragraphs) in enumerate(texts):
        blocks = [f"# {title[0]}", *(" ".join(paragraph) for paragraph in paragraphs)]
        path = root / "seeds" / f"{number:05}.md"
        path.write_text("\n\n".join(blocks) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
