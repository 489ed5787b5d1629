"""No command opens a socket but `models install CODE|URL` and `models list --available`.

The commands run in processes of their own, which end at once with an exit code of their own when
Python makes a socket of the internet or looks up a name. An audit hook sees both, whatever
library asks.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from dragoman.cli import COMMANDS
from dragoman.cli.models import models
from tests.conftest import FLOOD
from tests.packages import Kind, model_files, pack, package_folder, tokens
from tests.processes import python
from tests.transducers import Failing

CAUGHT = 77

WATCH = f"""
import os, socket, sys

def watch(event, arguments):
    used = event in ("socket.connect", "socket.bind", "socket.sendto")
    used = used and arguments[0].family != socket.AF_UNIX
    made = event == "socket.__new__" and arguments[1] != socket.AF_UNIX
    looked_up = event in ("socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr")
    if used or made or looked_up:
        os.write(2, f"network: {{event}} {{arguments}}".encode())
        os._exit({CAUGHT})

sys.addaudithook(watch)
"""
IMPORT = """
import importlib, pkgutil
import dragoman

for module in pkgutil.walk_packages(dragoman.__path__, "dragoman."):
    if not module.name.endswith(("__main__", "_worker")):
        importlib.import_module(module.name)
"""
COMMAND = """
from dragoman.__main__ import main

main()
"""


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A newsroom, a folder of packages beside it, and a package file."""
    place = tmp_path_factory.mktemp("offline")
    news = place / "news"
    (news / "seeds").mkdir(parents=True)
    (news / "seeds" / "flood.md").write_text(FLOOD, encoding="utf-8")
    (news / "dragoman.yaml").write_text("targets: [ru]\nmodels: ../packages\n", encoding="utf-8")
    Failing().package(place / "packages")
    pack(package_folder(place, target="tr"), place / "translate-en_tr.argosmodel")
    model_files(Kind.RANDOM, place / "foreign")
    (place / "foreign" / "sentencepiece.model").write_bytes(tokens().model)
    return place


def run(place: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run a command under watch, in a home that has nothing."""
    return subprocess.run(
        [*python(), "-c", WATCH + COMMAND, *words],
        cwd=place / "news",
        env={"PATH": os.environ["PATH"], "HOME": str(place / "home")},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize(
    "words",
    [
        ("models", "list", "--available"),
        ("models", "install", "fa"),
        ("models", "install", "http://127.0.0.1:9/p.argosmodel"),
    ],
)
def test_the_watch_sees_those_that_use_the_network(place: Path, words: tuple[str, ...]) -> None:
    done = run(place, *words)
    assert done.returncode == CAUGHT, done.stderr
    assert "network: socket." in done.stderr


@pytest.mark.parametrize(
    "words",
    [
        ("models", "list", "--available", "--offline"),
        ("models", "install", "fa", "--offline"),
        ("models", "install", "http://127.0.0.1:9/p.argosmodel", "--offline"),
    ],
)
def test_offline_keeps_them_from_it(place: Path, words: tuple[str, ...]) -> None:
    done = run(place, *words)
    assert (done.returncode, "`--offline` forbids" in done.stderr) == (1, True)


def test_no_import_uses_the_network() -> None:
    done = subprocess.run([sys.executable, "-c", WATCH + IMPORT], capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")


def test_no_other_command_uses_the_network(place: Path) -> None:
    here = ("--models", str(place / "packages"))
    file = str(place / "translate-en_tr.argosmodel")
    lines: tuple[tuple[str, ...], ...] = (
        ("--help",),
        ("--version",),
        ("init", "new"),
        ("translate",),
        ("translate", "--engine", "pseudo", "--to", "fa"),
        ("status",),
        ("status", "--json"),
        ("status", "--risky", "3"),
        ("check", "--to", "ru"),
        ("approve", "--to", "ru", "--no-findings"),
        ("reject", "--to", "ru", "--status", "draft"),
        ("approve", "--to", "ru", "--status", "needs-work"),
        ("diff", "--to", "ru"),
        ("effort",),
        ("export", "--to", "ru"),
        ("preview", "--to", "ru"),
        ("site",),
        ("glossary", "check"),
        ("glossary", "suggest"),
        ("memory", "list"),
        ("memory", "export", "ru.tmx", "--to", "ru"),
        ("models", "list"),
        ("models", "list", *here),
        ("models", "verify", *here),
        ("models", "install", file, *here),
        ("models", "install", file),
        ("models", "verify"),
        ("models", "import", str(place / "foreign"), "--to", "ru", *here),
        ("models", "bundle", "models.zip", *here),
        ("models", "install", "models.zip", *here),
        ("models", "remove", "tr", *here),
    )
    for words in lines:
        done = run(place, *words)
        assert done.returncode == 0, (words, done.stdout, done.stderr)
    # Too little is approved here to compare on.
    assert run(place, "models", "compare", "--to", "ru").returncode not in (0, CAUGHT)
    tried = {words[1] for words in lines if words[0] == "models"}
    assert tried | {"compare"} == set(models.commands)
    # `review` listens on this machine's own address: tests/web/test_review_fence.py.
    for name in set(COMMANDS) - {words[0] for words in lines} - {"review"}:
        assert run(place, name).returncode != CAUGHT
    assert (place / "news" / "locales" / "ru" / "flood.md.yaml").is_file()
