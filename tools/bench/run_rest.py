"""Run the command `dragoman translate` where every translation is at hand: all but the inference.

The demo models translate their own sentences, and what they make is kept. Then the review files are
deleted, and the command is run again: it reads, splits, masks, guards, finishes, checks, looks into
the memory and writes, all on real text in which hardly anything is broken.
"""

from __future__ import annotations

import contextlib
import io
import os
import shutil
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from work import Result, articles, make_project, peak, sentences, tell

from dragoman import report, workflow
from dragoman.cli import cli
from dragoman.engines import argos

MODULES = (argos, report, workflow)
"""Imported here, so that they count as the start."""


def main() -> None:
    """Measure with the sentences of the file that is named."""
    (file,) = (Path(word).resolve() for word in sys.argv[1:])
    with TemporaryDirectory() as folder:
        make_project(Path(folder), articles(sentences(file)))
        os.chdir(folder)
        # In a process of its own, so that nothing is warm.
        child = os.fork()
        if not child:
            os._exit(_translate())
        _, status = os.waitpid(child, 0)
        shutil.rmtree("locales")
        started = time.time()
        begun, spent = time.perf_counter(), time.process_time()
        code = _translate()
        seconds, processor = time.perf_counter() - begun, time.process_time() - spent
        os.chdir("/")
    if status or code:
        sys.exit("dragoman translate failed")
    tell(Result(seconds, 0.0, peak(), processor=processor, started=started))


def _translate() -> int:
    with contextlib.redirect_stdout(io.StringIO()):
        return int(cli(["translate", "--models", "demo"], standalone_mode=False) or 0)


if __name__ == "__main__":
    main()
