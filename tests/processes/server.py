"""Import all of Dragoman once, let it read its own data, and fork a process for each request.

Each process has a keeper: it tells the client how the process ended, and kills it when the client
was killed.
"""

from __future__ import annotations

import atexit
import contextlib
import gc
import importlib
import io
import json
import os
import pkgutil
import runpy
import select
import signal
import socket
import sys
import tempfile
import threading
import traceback
from pathlib import Path
from types import ModuleType
from typing import Any

import dragoman

HEAVY = ("ctranslate2", "hypothesis", "pytest", "sentencepiece", "uvicorn")
"""What commands import when they need it, and what tests import."""

LEFT_OUT = ("dragoman.__main__", "dragoman.engines.far", "dragoman.models.firefox_worker")


ARTICLE = """\
---
title: The *river* falls
date: 2021-03-09
---

# Mayor Anna Petrova saw “no” trucks

The convoy of 64 trucks left [Kazan](https://example.org/d) at 6:30 a.m. on Monday, 5 May 2026.
"""
"""What makes all parts read their data."""


def load() -> None:
    for module in pkgutil.walk_packages(dragoman.__path__, "dragoman."):
        if not module.name.startswith(LEFT_OUT):
            importlib.import_module(module.name)
    for name in HEAVY:
        importlib.import_module(name)
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "seeds").mkdir()
        Path(folder, "seeds", "a.md").write_text(ARTICLE, encoding="utf-8")
        Path(folder, "dragoman.yaml").write_text("targets: [ru, fa]\n", encoding="utf-8")
        newsroom = dragoman.open_project(folder)
        newsroom.translate(engine="pseudo")
        newsroom.check()
        newsroom.export(accept="draft")
    gc.collect()
    gc.freeze()
    assert len(os.listdir("/proc/self/task")) == 1, "a thread would be lost in a fork"  # noqa: PTH208


def serve(address: str) -> None:
    """Answer requests until the input ends."""
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(address)
        listener.listen()
        print("ready", flush=True)
        while True:
            ready, _, _ = select.select([listener, sys.stdin], [], [])
            if sys.stdin in ready:
                return
            client, _ = listener.accept()
            if os.fork() == 0:
                listener.close()
                signal.signal(signal.SIGCHLD, signal.SIG_DFL)
                keep(client)
                os._exit(0)
            client.close()


def keep(client: socket.socket) -> None:
    size, streams, _, _ = socket.recv_fds(client, 8, 3)
    with client.makefile("rb") as file:
        request = json.loads(file.read(int.from_bytes(size, "big")))
    process = os.fork()
    if process == 0:
        client.close()
        begin(request, streams)
    for stream in streams:
        os.close(stream)
    ended = os.pidfd_open(process)
    ready, _, _ = select.select([ended, client.fileno()], [], [])
    if ended not in ready:
        os.kill(process, signal.SIGKILL)
    code = os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])
    with contextlib.suppress(OSError):
        client.sendall(str(code).encode())


def begin(request: dict[str, Any], streams: list[int]) -> None:
    """Be what `python` would be."""
    for place, stream in enumerate(streams):
        os.dup2(stream, place)
        os.close(stream)
    environment: dict[str, str] = request["environment"]
    os.chdir(request["folder"])
    os.environ.clear()
    os.environ.update(environment)
    encoding, _, errors = environment.get("PYTHONIOENCODING", "utf-8").partition(":")
    sys.stdin = io.TextIOWrapper(io.BufferedReader(io.FileIO(0)), encoding, errors or "strict")
    out = io.BufferedWriter(io.FileIO(1, "w"))
    sys.stdout = io.TextIOWrapper(out, encoding, errors or "strict")
    error = io.BufferedWriter(io.FileIO(2, "w"))
    sys.stderr = io.TextIOWrapper(error, encoding, "backslashreplace", line_buffering=True)
    paths = environment.get("PYTHONPATH", "").split(os.pathsep)
    sys.path[:0] = ["", *filter(None, paths)]
    code = ran(request["argv"])
    with contextlib.suppress(OSError, ValueError):
        sys.stdout.flush()
        sys.stderr.flush()
    if code < 0:
        signal.signal(-code, signal.SIG_DFL)
        os.kill(os.getpid(), -code)
    os._exit(code)


def ran(argv: list[str]) -> int:
    """Run `-c CODE`, `-m MODULE` or `FILE` as the main program, and return its exit code."""
    kind, *words = argv
    sys.argv = [kind, *words[1:]] if kind in ("-c", "-m") else argv
    code: object = 0
    try:
        if kind == "-m":
            runpy.run_module(words[0], run_name="__main__", alter_sys=True)
        elif kind == "-c":
            main = sys.modules["__main__"] = ModuleType("__main__")
            exec(compile(words[0], "<string>", "exec"), main.__dict__)
        else:
            sys.path[0] = os.path.dirname(os.path.abspath(kind))  # noqa: PTH100, PTH120
            runpy.run_path(kind, run_name="__main__")
    except SystemExit as end:
        code = end.code
    except KeyboardInterrupt:
        traceback.print_exc()
        return -signal.SIGINT
    except BaseException as error:
        sys.excepthook(type(error), error, error.__traceback__)
        code = 1
    threading._shutdown()  # type: ignore[attr-defined]  # as at the end of any process
    atexit._run_exitfuncs()
    if isinstance(code, int | None):
        return code or 0
    print(code, file=sys.stderr)
    return 1


if __name__ == "__main__":
    load()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for the keepers
    serve(sys.argv[1])
