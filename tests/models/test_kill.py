"""Killed without warning, in the middle of everything: no half model is ever seen.

The processes are real, and so is SIGKILL. Where one is to die is marked by a file that it makes
and a wait that never ends, so that no test depends on the clock.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from dragoman.models import bundle, install_bundle, install_file, installed, stray, verify
from dragoman.models.folder import TEMPORARY
from tests.models.conftest import Handler, Site
from tests.packages import package_folder
from tests.processes import python

HALT = """
import os, sys, time
from pathlib import Path

marker = Path(sys.argv[1])
calls = [0]

def halt_at(count, real):
    def call(*arguments, **keywords):
        calls[0] += 1
        if calls[0] == count:
            halted = marker.with_suffix(".new")
            halted.write_text(str(os.getpid()))
            os.replace(halted, marker)
            time.sleep(600)
        return real(*arguments, **keywords)
    return call
"""
"""Stops a program in the middle for good, at the call with a number."""

AT_SYNC = """
os.fsync = halt_at(int(sys.argv[2]), os.fsync)
"""
AT_RENAME = """
Path.rename = halt_at(int(sys.argv[2]), Path.rename)
"""
AT_DELETION = """
import filelock  # some of its versions delete a folder of their own when imported
import shutil
shutil.rmtree = halt_at(int(sys.argv[2]), shutil.rmtree)
"""

COMMAND = """
from dragoman.__main__ import main
sys.argv[1:] = sys.argv[3:]
main()
"""


def killed(where: str, count: int, tmp_path: Path, *words: str | Path) -> None:
    """Run a command to the given place and kill it there."""
    marker = tmp_path / "marker"
    command = [*python(), "-c", HALT + where + COMMAND, str(marker), str(count)]
    with subprocess.Popen([*command, *map(str, words)], stdout=subprocess.PIPE) as process:
        while not marker.exists():
            assert process.poll() is None, "it came to an end before it could be killed"
            threading.Event().wait(0.01)
        os.kill(int(marker.read_text()), signal.SIGKILL)
    assert process.returncode == -9
    marker.unlink()


def left_over(tmp_path: Path) -> list[str]:
    return [path.name for path in tmp_path.iterdir() if path.name.startswith(TEMPORARY)]


def listed(folder: Path) -> list[str]:
    """What is installed; all of it whole and unchanged, and nothing else there."""
    assert stray(folder) == ()
    assert all(verdict.problem is None for verdict in verify(folder))
    return [f"{package.direction} {package.version}" for package in installed(folder)]


@pytest.mark.parametrize(
    ("where", "count"),
    [
        (AT_SYNC, 1),
        (AT_SYNC, 2),
        (AT_SYNC, 4),
        (AT_SYNC, 6),
        (AT_RENAME, 1),
        (AT_DELETION, 1),
    ],
)
def test_while_unpacking(
    package_file: Path, folder: Path, tmp_path: Path, where: str, count: int
) -> None:
    folder.mkdir()
    killed(where, count, tmp_path, "models", "install", package_file, "--models", folder)
    assert listed(folder) in ([], ["en-fa 1.5"])
    assert (listed(folder) == []) == (where is not AT_DELETION)
    assert left_over(tmp_path)
    assert install_file(package_file, folder).package.version == "1.5"
    assert listed(folder) == ["en-fa 1.5"]
    assert left_over(tmp_path) == []


@pytest.mark.parametrize(
    ("where", "count", "expected"),
    [
        (AT_RENAME, 1, ["en-fa 1.4"]),
        (AT_RENAME, 2, ["en-fa 1.5", "en-fa 1.4"]),
        (AT_DELETION, 1, ["en-fa 1.5"]),
        (AT_DELETION, 2, ["en-fa 1.5"]),
    ],
)
def test_while_another_version_makes_way(
    package_file: Path, folder: Path, tmp_path: Path, where: str, count: int, expected: list[str]
) -> None:
    package_folder(folder, version="1.4")
    killed(where, count, tmp_path, "models", "install", package_file, "--models", folder)
    assert listed(folder) == expected
    assert install_file(package_file, folder).package.version == "1.5"
    assert listed(folder)[0] == "en-fa 1.5"
    assert left_over(tmp_path) == []


def test_while_a_bundle_is_unpacked(folder: Path, tmp_path: Path) -> None:
    for code in ("fa", "tr"):
        package_folder(tmp_path / "source", target=code)
    file = tmp_path / "out.zip"
    bundle(file, tmp_path / "source")
    folder.mkdir()
    killed(AT_RENAME, 2, tmp_path, "models", "install", file, "--models", folder)
    assert listed(folder) == ["en-fa 1.5"]
    assert len(install_bundle(file, folder)) == 2
    assert listed(folder) == ["en-fa 1.5", "en-tr 1.5"]


def test_while_a_bundle_is_written(folder: Path, tmp_path: Path) -> None:
    package_folder(folder)
    file = tmp_path / "out.zip"
    killed(AT_SYNC, 1, tmp_path, "models", "bundle", file, "--models", folder)
    assert not file.exists()
    bundle(file, folder)
    assert len(install_bundle(file, tmp_path / "there")) == 1


@pytest.mark.parametrize(("where", "expected"), [(AT_RENAME, 1), (AT_DELETION, 0)])
def test_while_removing(
    package_file: Path, folder: Path, tmp_path: Path, where: str, expected: int
) -> None:
    install_file(package_file, folder)
    killed(where, 1, tmp_path, "models", "remove", "fa", "--models", folder)
    assert len(listed(folder)) == expected
    install_file(package_file, folder)
    assert listed(folder) == ["en-fa 1.5"]
    assert left_over(tmp_path) == []


def test_while_importing(folder: Path, tmp_path: Path) -> None:
    (model,) = (package_folder(tmp_path / "source"),)
    folder.mkdir()
    words = ("models", "import", model, "--to", "fa", "--models", folder)
    killed(AT_SYNC, 3, tmp_path, *words)
    assert listed(folder) == []
    done = subprocess.run([*python(), "-m", "dragoman", *map(str, words)], check=False)
    assert done.returncode == 0
    assert listed(folder) == ["en-fa 1"]
    assert left_over(tmp_path) == []


def test_while_downloading(site: Site, package_file: Path, folder: Path, tmp_path: Path) -> None:
    """The server falls silent in the middle; the next run asks for the rest alone."""
    content = package_file.read_bytes()
    half = len(content) // 2
    sent, over = threading.Event(), threading.Event()

    def silent(handler: Handler) -> None:
        handler.send(content[:half], length=len(content))
        handler.wfile.flush()
        sent.set()
        over.wait(60)

    def rest(handler: Handler) -> None:
        start = int(str(handler.headers.get("Range")).removeprefix("bytes=").rstrip("-"))
        span = f"bytes {start}-{len(content) - 1}/{len(content)}"
        handler.send(content[start:], status=206, Content_Range=span)

    url = site.answer("/p.argosmodel", silent, rest)
    entries = [{"from_code": "en", "to_code": "fa", "package_version": "1.5", "links": [url]}]
    index = site.answer("/index.json", lambda h: h.send(json.dumps(entries).encode()))
    folder.mkdir()
    environment = {
        **os.environ,
        "ARGOS_PACKAGE_INDEX": index.removesuffix("index.json"),
        "XDG_CACHE_HOME": str(tmp_path / "cache"),
    }
    words = ["models", "install", "fa", "--models", str(folder)]
    command = [sys.executable, "-m", "dragoman", *words]
    downloads = tmp_path / "cache" / "dragoman" / "downloads"
    try:
        with subprocess.Popen(command, env=environment) as process:
            assert sent.wait(60)
            while sum(part.stat().st_size for part in downloads.glob("*.part")) < half:
                assert process.poll() is None
                threading.Event().wait(0.01)
            process.kill()
    finally:
        over.set()
    assert listed(folder) == []
    done = subprocess.run(command, env=environment, check=False)
    assert done.returncode == 0
    assert listed(folder) == ["en-fa 1.5"]
    assert site.seen[-1] == ("/p.argosmodel", f"bytes={half}-")
    assert [path.suffix for path in downloads.iterdir()] == [".lock"]


def test_two_commands_at_once(site: Site, package_file: Path, folder: Path, tmp_path: Path) -> None:
    """They wait for each other's download, and the second finds the work done."""
    content = package_file.read_bytes()
    url = site.answer("/p.argosmodel", lambda handler: handler.send(content))
    folder.mkdir()
    environment = {**os.environ, "XDG_CACHE_HOME": str(tmp_path / "cache")}
    command = [*python(), "-m", "dragoman", "models", "install", url, "--models", str(folder)]
    running = [
        subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) for _ in "12"
    ]
    outputs = sorted(process.communicate()[0] for process in running)
    assert outputs == ["already installed: en → fa 1.5\n", "installed en → fa 1.5\n"]
    assert listed(folder) == ["en-fa 1.5"]


FULL = """
import resource
resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))
"""
"""The system refuses to write a larger file, as a full disk does."""


@pytest.mark.parametrize("from_network", [True, False])
def test_a_system_that_writes_no_more(
    site: Site, package_file: Path, folder: Path, tmp_path: Path, from_network: bool
) -> None:
    content = package_file.read_bytes()
    url = site.answer("/p.argosmodel", lambda handler: handler.send(content))
    folder.mkdir()
    words = ["models", "install", url if from_network else str(package_file)]
    environment = {**os.environ, "XDG_CACHE_HOME": str(tmp_path / "cache")}
    command = [*python(), "-c", f"import sys{FULL}sys.argv[1:1] = ['', '']{COMMAND}"]
    command += [*words, "--models", str(folder)]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "File too large" in done.stderr
    assert "Traceback" not in done.stderr
    assert listed(folder) == []
    assert left_over(tmp_path) == []
    command = [*python(), "-m", "dragoman", *words, "--models", str(folder)]
    assert subprocess.run(command, env=environment, check=False).returncode == 0
    assert listed(folder) == ["en-fa 1.5"]
