"""What all tests share: a newsroom in a temporary folder, and no network."""

from __future__ import annotations

import gc
import os
import shutil
import signal
import socket
import tempfile
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from hypothesis import HealthCheck, settings

settings.register_profile(
    "dragoman",
    max_examples=50,  # nobody waits long; the profile `thorough` is for nights
    deadline=None,  # the machine may be slow; no law depends on the clock
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
settings.register_profile("quick", settings.get_profile("dragoman"), max_examples=10)
settings.register_profile("thorough", settings.get_profile("dragoman"), max_examples=1000)
settings.load_profile("dragoman")

MEMORY = Path("/dev/shm")
"""Where Linux keeps files in memory. Each save waits for the disk, and the suite saves often."""

ROOM = 4_000_000_000
"""Bytes that must be free there; a run fills about a gigabyte."""


def _has_room() -> bool:
    """Whether all that the tests write may be kept in memory, programs that they run among it."""
    if not os.access(MEMORY, os.W_OK | os.X_OK) or os.statvfs(MEMORY).f_flag & os.ST_NOEXEC:
        return False
    return shutil.disk_usage(MEMORY).free > ROOM


if _has_room():
    os.environ["TMPDIR"] = tempfile.tempdir = str(MEMORY)


@pytest.fixture(scope="session", autouse=True)
def tried_here() -> Iterator[None]:
    """Try packages in this process: one of its own for each would take most of a test's time."""
    verify = import_module("dragoman.models.verify")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(verify, "_apart", verify.judged)
        yield


@pytest.fixture(scope="session", autouse=True)
def usual_allocation() -> Iterator[None]:
    """Leave the allocator as it is, which a command that reads a long file sets for its own end.

    Set once, it gives every long block back at once, also those of all later tests: they took a
    tenth more time, and those with models several times as much.
    """
    with pytest.MonkeyPatch.context() as patch:
        for place in ("dragoman.files.heap.settle", "dragoman.web.serve._save_memory"):
            patch.setattr(place, lambda: None)
        yield


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """Let the collector of garbage not look through thousands of tests again and again."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.collect()
        gc.freeze()
        # Nor through what a test holds each time that it has made 700 objects more.
        gc.set_threshold(50_000, 20, 100)
        gc.enable()


@pytest.fixture(scope="session", autouse=True)
def interruptible() -> None:
    """Let what tests start be interrupted, also where the shell began them in the background."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


LOOPBACK = ("127.0.0.1", "::1", "localhost")


@pytest.fixture(scope="session", autouse=True)
def no_network() -> Iterator[None]:
    """Fail a test that looks up or reaches any other machine than this one."""
    connect, look_up = socket.socket.connect, socket.getaddrinfo

    def guarded_connect(self: socket.socket, address: Any) -> None:
        assert self.family == socket.AF_UNIX or address[0] in LOOPBACK, address
        connect(self, address)

    def guarded_look_up(host: Any, *args: Any, **kwargs: Any) -> Any:
        assert host in LOOPBACK, host
        return look_up(host, *args, **kwargs)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", guarded_connect)
        patch.setattr(socket, "getaddrinfo", guarded_look_up)
        yield


@pytest.fixture(scope="session", autouse=True)
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Keep away from the user's folders: argostranslate.settings makes some when imported."""
    folder = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as patch:
        for name in ("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME"):
            patch.setenv(name, str(folder))
        patch.setenv("ARGOS_PACKAGES_DIR", str(folder / "packages"))
        patch.setenv("no_proxy", "*")
        yield folder


FLOOD = """\
---
title: The river falls
date: 2021-03-09
---

# Trucks reach the valley

The convoy of 64 trucks left at 6:30 a.m. on Monday. *All* drivers are [safe](https://example.org/d).

- Send `FLOOD` to 4455.
"""

NOTE = "Comet seen in the north\n\nIt was bright. Nobody slept.\n"


def make_newsroom(root: Path) -> Path:
    """Make a project with two articles and the pseudo engine."""
    (root / "seeds" / "sky").mkdir(parents=True)
    (root / "seeds" / "flood.md").write_text(FLOOD, encoding="utf-8")
    (root / "seeds" / "sky" / "comet.txt").write_text(NOTE, encoding="utf-8")
    (root / "dragoman.yaml").write_text("targets: [ru, fa]\nengine: pseudo\n", encoding="utf-8")
    return root


@pytest.fixture
def newsroom(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with two articles and the pseudo engine; it is the current folder."""
    root = make_newsroom(tmp_path / "newsroom")
    monkeypatch.chdir(root)
    return root


class Master:
    """A folder that was made once and that many tests begin with.

    Dragoman remembers files with their inodes and times, so a copy would not do: it is not the
    folder of which anything was remembered.
    """

    def __init__(self, root: Path) -> None:
        files = [path for path in root.rglob("*") if path.is_file()]
        self.root = root
        self.files = {path: (path.read_bytes(), path.stat()) for path in files}

    @contextmanager
    def lent(self, folder: Path) -> Iterator[Path]:
        """Let the same files stand in another folder, and take back what is done to them there."""
        shutil.copytree(self.root, folder, copy_function=os.link)
        try:
            yield folder
        finally:
            for path, (data, was) in self.files.items():
                now = path.stat()
                if (now.st_size, now.st_mtime_ns) != (was.st_size, was.st_mtime_ns):
                    path.write_bytes(data)
                    os.utime(path, ns=(was.st_atime_ns, was.st_mtime_ns))


Run = Callable[..., Result]


def invoke(*words: str) -> Result:
    """Run a command line as a person would: `invoke("translate", "--to", "fa")`."""
    from dragoman.cli import cli

    return CliRunner().invoke(cli, words, prog_name="dragoman", catch_exceptions=False)


@pytest.fixture
def run() -> Run:
    """What runs a command line as a person would: `run("translate", "--to", "fa")`."""
    return invoke


def publish_drafts(root: Path) -> None:
    """Let the newsroom publish what nobody has reviewed."""
    with (root / "dragoman.yaml").open("a", encoding="utf-8") as file:
        file.write("publish: {accept: draft}\n")


@pytest.fixture
def tree() -> Callable[[Path], dict[str, bytes]]:
    """Return every file below a folder with its bytes, the tool's own folder left out."""

    def read(root: Path) -> dict[str, bytes]:
        return {
            path.relative_to(root).as_posix(): path.read_bytes()
            for path in sorted(root.rglob("*"))
            if path.is_file() and ".dragoman" not in path.parts
        }

    return read
