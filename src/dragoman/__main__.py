"""The command `dragoman`, also as `python -m dragoman`."""

from __future__ import annotations

import _thread
import contextlib
import gc
import io
import signal
import sys
import tempfile
import threading
import time
from types import TracebackType

COLLECTING = 50_000, 20, 100
"""How much is made before it is looked for what can go, of what is young, older, and old.

Nearly all stays to the end of a command. To look as often as Python does takes from a twentieth of
the time to a fifth.
"""


def main() -> None:
    """Run the command line."""
    from dragoman.cli import cli

    gc.set_threshold(*COLLECTING)
    for stream in (sys.stdout, sys.stderr):
        # On a terminal of few letters, what it lacks is shown as a code, and nothing fails.
        if isinstance(stream, io.TextIOWrapper) and stream.errors == "strict":
            stream.reconfigure(errors="backslashreplace")
    sys.excepthook = _tell
    sys.unraisablehook = _pass_on
    cli(prog_name="dragoman")


def _pass_on(error: sys.UnraisableHookArgs) -> None:
    """Let an interrupt that came while Python tidied up come once more; it would be lost there."""
    if error.exc_type is not KeyboardInterrupt:
        sys.__unraisablehook__(error)
        return
    threading.Thread(target=_interrupt, daemon=True).start()


_MOMENT = 0.01
"""Seconds after which it comes again, if what cannot be interrupted is left by then."""


def _interrupt() -> None:
    main = threading.main_thread().ident
    time.sleep(_MOMENT)
    while _passes_on(main):  # there, too, it would be lost
        time.sleep(_MOMENT)
    if hasattr(signal, "pthread_kill") and main is not None:
        signal.pthread_kill(main, signal.SIGINT)  # It also ends what the thread waits for.
    else:
        _thread.interrupt_main()


def _passes_on(thread: int | None) -> bool:
    """Whether a thread is still at letting an interrupt pass: on a busy machine that takes long."""
    frame = sys._current_frames().get(thread or 0)
    while frame is not None and frame.f_code is not _pass_on.__code__:
        frame = frame.f_back
    return frame is not None


def _tell(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """Say of an error that nobody expected, in one message, where its details are."""
    from pathlib import Path

    from dragoman.errors import StoreError
    from dragoman.files import PRIVATE, Files
    from dragoman.workflow.boundary import FINISHED, unexpected

    del kind, trace  # both are the error's own
    folder = Path(tempfile.gettempdir())
    with contextlib.suppress(OSError, StoreError):
        here = Path.cwd()
        folder = next((each for each in (here, *here.parents) if (each / PRIVATE).is_dir()), folder)
    print(unexpected(Files(folder), "dragoman", error, FINISHED), file=sys.stderr)


if __name__ == "__main__":
    main()
