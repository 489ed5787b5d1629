"""Run random histories of real commands while faults are injected, and look at what is left.

    python tools/faults.py [--count 1000] [--first 1] [--minutes 60] [--processes 2]

Each history is a small newsroom of its own. People write and approve, articles change, and
commands run: some are ended by a signal, after a while or at the n-th change of a file, in some
that change fails, some run two at a time. Afterwards every review file must be readable, every
word that a person wrote must be there, no message may be a traceback, and the next plain run must
succeed. A history is made of its number alone, but for a signal that comes after a while.

Commands run in processes of their own, forked from one that has read all data, so that a command
takes 50 ms. Several histories go on at a time. They lie in memory where the system has such a
folder: nothing here takes a machine's power away, so that a disk would prove no more. Needs a
system that can fork.
"""

from __future__ import annotations

import argparse
import errno
import gc
import os
import random
import resource
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from typing import Any, NoReturn

from dragoman import review
from dragoman.__main__ import main as dragoman
from dragoman.errors import DragomanError

COMMANDS = (
    ("translate",),
    ("translate",),
    ("approve", ".", "--force"),
    ("approve", "a.txt", "--force", "--to", "fa"),
    ("reject", "b.md", "--note", "See page 2."),
    ("export", "--stale", "publish"),
    ("export", "--accept", "draft", "--to-folder", "drafts"),
    ("status",),
    ("check",),
    ("effort",),
    ("site",),
    ("unapprove",),
)
TEXTS = {
    "a.txt": "The convoy left at 9. Nobody slept. The road was open.\n",
    "b.md": "# Rain\n\nIt rained for *three* days. The bridge held.\n\n- one\n- two\n",
    "c/d.txt": "A school opened. It has 12 rooms.\n",
}
EVERY = 500
"""After how many lives the tool says how far it is."""

CHANGES = ("mkdir", "open", "replace", "rename", "unlink", "fsync", "link", "rmdir", "chmod")
"""What of `os` may fail."""

ERRORS = (errno.ENOSPC, errno.EIO, errno.EACCES, errno.EROFS, errno.EDQUOT)
SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGKILL)
CAUGHT = SIGNALS[:2]
"""Those that a process may hold back."""

SLOWEST = 0.15
"""Seconds after which a signal comes at the latest: most commands are at work then."""

FURTHEST = 40
"""The last change of a file that fails or at which a signal comes; most commands make fewer."""

MEMORY = Path("/dev/shm")
"""Where Linux keeps files in memory."""


@dataclass(frozen=True)
class Fault:
    """What goes wrong in a command."""

    error: int | None = None
    at: int = 0
    """Which change of a file fails, and all after it with `lasting`; or meets the signal."""

    lasting: bool = False
    signal: int | None = None
    after: float | None = None
    """Seconds after which the signal comes, if at no change of a file."""


@dataclass
class History:
    """A newsroom, and what people wrote in it."""

    root: Path
    chance: random.Random
    words: list[str] = field(default_factory=list)
    told: list[str] = field(default_factory=list)
    """What was done, for whoever must find out why something is lost."""


class LostError(Exception):
    """What must hold after every history does not."""


def begin(root: Path, words: Sequence[str], fault: Fault, output: Path) -> int:
    """Start a command in a process of its own; return its number."""
    # A signal before the command is at work would end what called this, in the new process.
    signal.pthread_sigmask(signal.SIG_BLOCK, CAUGHT)
    process = os.fork()
    if process:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, CAUGHT)
        return process
    code = 70
    try:
        code = command(root, words, fault, output)
    finally:
        os._exit(code)


def command(root: Path, words: Sequence[str], fault: Fault, output: Path) -> int:
    """Be the process of a command; return its exit code."""
    try:
        stream = os.open(output, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
        os.dup2(stream, 1)
        os.dup2(stream, 2)
        os.chdir(root)
        sys.argv = ["dragoman", *words]
        if fault.at:
            break_files(root, fault)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, CAUGHT)
        dragoman()
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else int(end.code is not None)
    finally:
        signal.pthread_sigmask(signal.SIG_BLOCK, CAUGHT)
        with suppress(OSError, ValueError):
            sys.stdout.flush()
            sys.stderr.flush()
    return 0


def warm() -> None:
    """Run each command once in this process, so that those forked from it find all data read.

    Words of languages and rules of typography take a second to load, which is many histories.
    """
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "newsroom"
        found(root)
        here, streams = Path.cwd(), (sys.stdout, sys.stderr)
        with (Path(folder) / "output").open("w", encoding="utf-8") as output:
            sys.stdout = sys.stderr = output
            os.chdir(root)
            try:
                for words in dict.fromkeys(COMMANDS):
                    sys.argv = ["dragoman", *words]
                    with suppress(SystemExit):
                        dragoman()
            finally:
                os.chdir(here)
                sys.stdout, sys.stderr = streams


def break_files(root: Path, fault: Fault) -> None:
    """Let the n-th change of a file below the folder fail, or a signal come just before it."""
    seen = 0
    top = str(root)

    def breaking(name: str, honest: Callable[..., Any]) -> Callable[..., Any]:
        def call(path: Any, *arguments: Any, **options: Any) -> Any:
            nonlocal seen
            reads = name == "open" and not (arguments and arguments[0] & (os.O_WRONLY | os.O_RDWR))
            ours = isinstance(path, int) or str(path).startswith((top, "."))
            if ours and not reads:
                seen += 1
                if fault.signal is not None and seen == fault.at:
                    os.kill(os.getpid(), fault.signal)
                if fault.error and (seen == fault.at or (fault.lasting and seen > fault.at)):
                    raise OSError(fault.error, os.strerror(fault.error), str(path))
            return honest(path, *arguments, **options)

        return call

    for name in CHANGES:
        setattr(os, name, breaking(name, getattr(os, name)))


def commands(history: History, faults: Sequence[Fault]) -> None:
    """Run as many commands at a time as there are faults."""
    output = history.root.parent / "output"
    output.write_bytes(b"")
    running = {}
    for fault in faults:
        words = history.chance.choice(COMMANDS)
        history.told.append(f"{' '.join(words)}  {fault}")
        running[begin(history.root, words, fault, output)] = fault
    for process, fault in running.items():
        if fault.signal is not None and fault.after is not None:
            time.sleep(fault.after)
            os.kill(process, fault.signal)
    for process in running:
        os.waitpid(process, 0)
    said = output.read_text("utf-8", "replace")
    if "Traceback" in said or "error in dragoman itself" in said:
        raise LostError(said)


def write(history: History) -> None:
    """Let a person write into a review file that is there."""
    files = sorted(history.root.glob("locales/*/**/*.yaml"))
    if not files:
        return
    file = history.chance.choice(files)
    text = file.read_text("utf-8")
    word = f"word{len(history.words)}w"
    place = text.rfind("  target: |-\n    ", 0, history.chance.randrange(1, len(text)))
    if place < 0:
        return
    place += len("  target: |-\n    ")
    new = file.with_name("new")
    new.write_text(f"{text[:place]}{word} {text[place:]}", "utf-8")
    new.replace(file)
    history.words.append(word)
    history.told.append(f"{word} into {file.relative_to(history.root)}")


def edit(history: History) -> None:
    """Change an article."""
    name = history.chance.choice(sorted(TEXTS))
    file = history.root / "seeds" / name
    sentences = [*TEXTS[name].strip().split(". "), "More came later."]
    if name.endswith(".txt"):
        history.chance.shuffle(sentences)
        file.write_text(". ".join(sentences) + "\n", "utf-8")
    else:
        file.write_text(TEXTS[name].replace("three", history.chance.choice("2345")), "utf-8")
    history.told.append(f"changed {name}")


def fault(chance: random.Random) -> Fault:
    """Return what goes wrong, if anything."""
    kind = chance.randrange(5)
    at = chance.randrange(1, FURTHEST)
    if kind == 0:
        return Fault()
    if kind == 1:
        return Fault(signal=chance.choice(SIGNALS), after=chance.random() * SLOWEST)
    if kind == 2:
        return Fault(signal=chance.choice(SIGNALS), at=at)
    return Fault(error=chance.choice(ERRORS), at=at, lasting=chance.random() < 0.3)


def found(root: Path) -> None:
    """Make a newsroom."""
    for name, text in TEXTS.items():
        file = root / "seeds" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    settings = "targets: [fa, ru]\nengine: pseudo\nreviewer: Sima\n"
    (root / "dragoman.yaml").write_text(settings, "utf-8")


def run(history: History, steps: int) -> None:
    """Let a history happen, and look at what is left. Raises `LostError`."""
    found(history.root)
    for _ in range(steps):
        step = history.chance.randrange(6)
        if step == 0:
            edit(history)
        elif step == 1:
            write(history)
        else:
            commands(history, [fault(history.chance) for _ in range(1 + (step == 2))])
    settled(history)


def settled(history: History) -> None:
    """Check what must hold. Raises `LostError`."""
    for file in history.root.glob("locales/*/**/[!.]*.yaml"):
        try:
            review.parse(file.read_text("utf-8"), str(file))
        except DragomanError as error:
            raise LostError(str(error)) from None
    output = history.root.parent / "output"
    output.write_bytes(b"")
    _, status = os.waitpid(begin(history.root, ("translate",), Fault(), output), 0)
    said = output.read_text("utf-8", "replace")
    code = os.waitstatus_to_exitcode(status)
    kept = "".join(
        file.read_text("utf-8", "replace")
        for file in history.root.glob("locales/**/*")
        if file.is_file()
    )
    gone = [word for word in history.words if word not in kept]
    if gone:
        raise LostError(f"lost: {', '.join(gone)}\n{said}")
    if code and "somebody saved this version" not in said:
        raise LostError(f"exit code {code}: {said}")


def live(number: int, steps: int, end: float) -> str | None:
    """Let a history happen. Return what is wrong after it, nothing if all is well.

    `None` where it is past the `end`.
    """
    if time.monotonic() > end:
        return None
    memory = MEMORY if MEMORY.is_dir() else None
    with tempfile.TemporaryDirectory(dir=memory) as folder:
        history = History(Path(folder) / "newsroom", random.Random(number))
        history.root.mkdir()
        try:
            run(history, steps)
        except LostError as error:
            return f"history {number}:\n" + "\n".join((*history.told, str(error)))
    return ""


def options_of(description: str | None) -> argparse.ArgumentParser:
    """Return what reads which lives to try, for how long, and how many at a time."""
    parser = argparse.ArgumentParser(description=description and description.splitlines()[0])
    parser.add_argument("--count", type=int, default=1_000)
    parser.add_argument("--first", type=int, default=1)
    parser.add_argument("--minutes", type=float, default=600.0)
    parser.add_argument("--processes", type=int)
    return parser


def try_all(
    one: Callable[..., str | None],
    options: argparse.Namespace,
    what: str,
    memory: int | None = None,
) -> NoReturn:
    """Try one life for each number in processes of their own, tell what is wrong, and exit.

    `one` takes a number, and `end`, the moment past which it returns `None`. `memory` is how many
    bytes of addresses each process may have.
    """
    sys.excepthook = sys.__excepthook__  # The program's own says nothing of what is wrong here.
    # What is there stays there: collecting it in each command would copy all pages.
    gc.freeze()
    if memory is not None:
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    done = wrong = 0
    numbers = range(options.first, options.first + options.count)
    one = partial(one, end=time.monotonic() + 60 * options.minutes)
    with get_context("fork").Pool(options.processes) as pool:
        for said in pool.imap_unordered(one, numbers):
            done += said is not None
            if said is not None and done % EVERY == 0:
                print(f"… {done} so far, {wrong} with something wrong", file=sys.stderr, flush=True)
            if said:
                wrong += 1
                print(f"{said}\n", flush=True)
    print(f"{done} {what}, {wrong} with something wrong")
    sys.exit(1 if wrong else 0)


def main() -> None:
    """Run them, and say how many went wrong."""
    parser = options_of(__doc__)
    parser.add_argument("--steps", type=int, default=10)
    options = parser.parse_args()
    warm()
    try_all(partial(live, steps=options.steps), options, "histories")


if __name__ == "__main__":
    main()
