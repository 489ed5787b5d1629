"""Translate articles by the command `dragoman translate`, from seeds/ to locales/."""

from __future__ import annotations

import contextlib
import gc
import io
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from work import Result, articles, make_project, peak, sentences, tell

from dragoman import report, store, workflow
from dragoman.__main__ import COLLECTING
from dragoman.cli import cli
from dragoman.engines import argos, auto

MODULES = (report, workflow)
"""Imported here, so that they count as the start."""


class Clock:
    """Hears when the model is loaded and when an article is written."""

    def __init__(self) -> None:
        self.load = 0.0
        self.load_processor = 0.0
        self.loaded: float | None = None
        self.written: float | None = None

    def loading(self, load: Callable[..., Any]) -> Callable[..., Any]:
        """Time the loading of the model."""

        def timed(*args: Any, **options: Any) -> Any:
            begun, spent = time.perf_counter(), time.process_time()
            loaded = load(*args, **options)
            self.load_processor += time.process_time() - spent
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

    gc.set_threshold(*COLLECTING)  # as the command does
    clock = Clock()
    vars(argos)["load"] = clock.loading(vars(argos)["load"])
    # The model writes random text. Every rescue would be tried on all of it, in vain.
    argos.ArgosEngine.guarded = auto.AutoEngine.guarded = False
    store.Store.write = clock.writing(store.Store.write)  # type: ignore[method-assign]
    with TemporaryDirectory() as folder:
        make_project(Path(folder), articles(sentences(file)))
        os.chdir(folder)
        started = time.time()
        begun, spent = time.perf_counter(), time.process_time()
        with contextlib.redirect_stdout(io.StringIO()):
            code = cli(["translate", "--models", str(packages)], standalone_mode=False)
        ended = time.perf_counter()
        seconds = ended - begun - clock.load
        after = ended - (clock.loaded or begun)
        processor = time.process_time() - spent - clock.load_processor
        os.chdir("/")
    if code:
        sys.exit("dragoman translate failed")
    tell(Result(seconds, clock.load, peak(), clock.first, after, processor, started))


if __name__ == "__main__":
    main()
