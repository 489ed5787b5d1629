"""Processes that begin at once: forked from one that has imported all of Dragoman.

A process of Python that imports the command line takes most of a second of the processor, and the
suite starts some hundreds. `python()` stands for `sys.executable` where a test does not look at
what an import does: the process is a real one, with its own folder, environment, streams and
end, and it can be killed; only its imports were done before.
"""

from __future__ import annotations

import atexit
import os
import subprocess
import sys
import tempfile
from functools import cache
from pathlib import Path

HERE = Path(__file__).parent


@cache
def python() -> tuple[str, ...]:
    """Return the words that stand for `python`, before `-c CODE`, `-m MODULE` or a file."""
    if not hasattr(os, "pidfd_open"):
        return (sys.executable,)
    folder = tempfile.TemporaryDirectory(prefix="python-")
    address = f"{folder.name}/socket"
    server = subprocess.Popen(
        [sys.executable, str(HERE / "server.py"), address],
        env={**os.environ, "OPENBLAS_NUM_THREADS": "1"},  # it must have one thread when it forks
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )

    @atexit.register
    def stop() -> None:
        server.communicate()  # it ends when its input does
        folder.cleanup()

    assert server.stdout is not None
    assert server.stdout.readline() == b"ready\n"
    return (sys.executable, "-I", "-S", str(HERE / "client.py"), address)
