"""A translation that the page started: the command itself, in a process of its own.

So it does, saves and says what `dragoman translate` does, uses no memory of the page, and ends
like it when it is interrupted: what was finished is saved.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO, Any

from dragoman.errors import StoreError

MOST_LINES = 200
"""Lines of what the command says that the page keeps."""

COMMAND = (sys.executable, "-m", "dragoman")
"""How this program is started."""

_STOPPED = (130, -signal.SIGINT)

PATIENCE = 10.0
"""Seconds that a command which is to end may take for it."""


@dataclass(frozen=True, slots=True)
class State:
    """How far the run is."""

    number: int = 0
    """Which run of the visit it is; 0 before the first."""

    locale: str = ""
    sentences: int = 0
    of_sentences: int = 0
    articles: int = 0
    of_articles: int = 0
    lines: tuple[str, ...] = ()
    """What the command printed for people."""

    said: tuple[str, ...] = ()
    """What it warned of while it ran."""

    report: Mapping[str, Any] | None = None
    """What it did, as scripts get it; `None` until its end, and where it came to no end."""

    written: int = 0
    """Review files that are finished, in all locales."""

    running: bool = False
    code: int | None = None
    """How it ended: 0 done, 1 with problems, 130 stopped."""

    @property
    def stopped(self) -> bool:
        """Whether somebody interrupted it."""
        return self.code in _STOPPED


class Runs:
    """The runs of a visit, one at a time. May be used from several threads."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._lock = threading.Lock()
        self._process: subprocess.Popen[str] | None = None
        self._state = State()

    @property
    def state(self) -> State:
        """How far the run is now."""
        return self._state

    def start(self, articles: Sequence[str], locales: Sequence[str]) -> State:
        """Begin to translate. Raises `StoreError` where a run is at work."""
        command = [*COMMAND, "translate", "--json"]
        for locale in locales:
            command += ["--to", locale]
        # An article of a project has no path that begins with a dash, but a name may.
        command += ["--", *(f"seeds/{name}" for name in articles)]
        with self._lock:
            if self._state.running:
                raise StoreError(
                    "a translation is at work already", advice="Wait until it ends, or stop it."
                )
            self._process = subprocess.Popen(
                command,
                cwd=self._root,
                env={**os.environ, "DRAGOMAN_PROGRESS": "json", "PYTHONUTF8": "1"},
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                encoding="utf-8",
                errors="replace",
            )
            self._state = State(number=self._state.number + 1, running=True)
            threading.Thread(target=self._follow, args=(self._process,), daemon=True).start()
            return self._state

    def stop(self) -> None:
        """Interrupt the run, as Ctrl-C does."""
        with self._lock:
            if self._process is not None and self._process.poll() is None:
                self._process.send_signal(signal.SIGINT)

    def close(self) -> None:
        """Interrupt the run and wait for its end."""
        self.stop()
        process = self._process
        if process is None:
            return
        try:
            process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            process.kill()

    def _follow(self, process: subprocess.Popen[str]) -> None:
        assert process.stdout is not None
        assert process.stderr is not None
        heard = threading.Thread(target=self._hear, args=(process.stderr,), daemon=True)
        heard.start()
        with process:
            report = _report(process.stdout.read())
            heard.join()
        code = process.returncode
        with self._lock:
            self._state = replace(self._state, running=False, code=code, report=report)

    def _hear(self, stream: IO[str]) -> None:
        for line in stream:
            found = _progress(line)
            if found is None:
                self._say(line)
                continue
            with self._lock:
                self._state = _further(self._state, found)

    def _say(self, line: str) -> None:
        if line.strip():
            with self._lock:
                lines = (*self._state.lines, line.rstrip())[-MOST_LINES:]
                self._state = replace(self._state, lines=lines)


def _further(state: State, found: Mapping[str, Any]) -> State:
    """Return how far the run is after what it told."""
    if "said" in found:
        return replace(state, said=(*state.said, found["said"])[-MOST_LINES:])
    if "locale" in found:
        return replace(state, sentences=0, articles=0, **found)
    written = state.written + ("articles" in found)
    return replace(state, written=written, **found)


def _report(text: str) -> Mapping[str, Any] | None:
    """Return what a run did; `None` where it was ended before it could say so."""
    try:
        found: Mapping[str, Any] = json.loads(text)
    except ValueError:
        return None
    return found


def _progress(line: str) -> dict[str, Any] | None:
    """Return what a line of progress says; `None` for any other."""
    if not line.startswith('\x1e{"'):
        return None
    found: dict[str, Any] = json.loads(line[1:])
    return found
