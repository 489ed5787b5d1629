"""Every command in the README runs, in the order and the place in which a newcomer meets it."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")

BLOCK = re.compile(r"^```sh\n(.*?)^```$", re.DOTALL | re.MULTILINE)


def commands(section: str) -> list[str]:
    """The lines of a section's `sh` blocks."""
    text = README.split(f"\n## {section}\n")[1].split("\n## ")[0]
    return [line for block in BLOCK.findall(text) for line in block.splitlines()]


class Quiet(SimpleHTTPRequestHandler):
    """A server that does not write a log."""

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class's
        """Say nothing."""


@pytest.fixture(scope="module")
def packages() -> dict[str, Path]:
    folder = ROOT / "src" / "dragoman" / "demo"
    return {
        code: folder / f"translate-en_{code}-demo.argosmodel" for code in ("ru", "fa", "tr", "ar")
    }


@pytest.fixture(scope="module")
def index(packages: dict[str, Path], tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """An index of packages on this machine, in the shape of Argos's."""
    folder = tmp_path_factory.mktemp("index")
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder)))
    address = f"http://127.0.0.1:{server.server_port}/"
    listed = []
    for code, path in packages.items():
        shutil.copy(path, folder)
        listed.append(
            {
                "from_code": "en",
                "from_name": "English",
                "to_code": code,
                "to_name": code,
                "package_version": "demo-1",
                "argos_version": "1.5",
                "links": [address + path.name],
            }
        )
    (folder / "index.json").write_text(json.dumps(listed), encoding="utf-8")
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield address
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(scope="module")
def environment(index: str, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """An empty home, and `dragoman` on the path."""
    home = tmp_path_factory.mktemp("newcomer")
    command = home / "bin" / "dragoman"
    command.parent.mkdir()
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m dragoman "$@"\n', encoding="utf-8")
    command.chmod(0o755)
    kept = {name: os.environ[name] for name in ("LANG", "PYTHONPATH") if name in os.environ}
    if "PYTHONPATH" in kept:
        kept["PYTHONPATH"] = str(Path(kept["PYTHONPATH"].split(":")[0]).resolve())
    return {
        **kept,
        "HOME": str(home),
        "PATH": f"{command.parent}:{os.environ['PATH']}",
        "ARGOS_PACKAGE_INDEX": index,
        "no_proxy": "*",
    }


def run(lines: list[str], folder: Path, environment: dict[str, str]) -> dict[str, tuple[int, str]]:
    """Run the lines in one shell; return each one's exit code and output."""
    script = "\n".join(f'{line}\necho "= $?"' for line in lines)
    done = subprocess.run(
        ["bash", "-c", f"exec 2>&1\n{script}"],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
    )
    outputs = re.split(r"^= (\d+)\n", done.stdout, flags=re.MULTILINE)
    assert len(outputs) == 2 * len(lines) + 1, done.stdout
    pairs = zip(outputs[0::2], outputs[1::2], strict=False)
    return {line: (int(code), text) for line, (text, code) in zip(lines, pairs, strict=True)}


def test_the_set_up_commands_are_in_the_makefile() -> None:
    lines = commands("Install")
    assert lines == ["make demo", "make test", 'export PATH="$PWD/.venv/bin:$PATH"']
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = re.findall(r"^(\w+):", makefile, re.MULTILINE)
    for target in re.findall(r"`make (\w+)`", README):
        assert target in targets


def test_the_first_ten_minutes(environment: dict[str, str], tmp_path: Path) -> None:
    lines = commands("The first ten minutes")
    results = run(lines, tmp_path, environment)
    for line, (code, text) in results.items():
        assert code == 0, f"{line}\n{text}"
    assert "4 skipped" in results["dragoman export --missing skip"][1]
    news = tmp_path / "news"
    for locale in ("ru", "fa", "tr", "ar"):
        assert (news / "locales" / locale / "comet.txt.yaml").is_file()
        assert (news / "output" / locale / "comet.txt").is_file()


def test_the_sample_review_file_is_what_dragoman_writes(
    environment: dict[str, str], tmp_path: Path
) -> None:
    shown = README.split("```yaml\n", 1)[1].split("```")[0]
    lines = commands("The first ten minutes")[:5]
    run(lines, tmp_path, environment)
    text = (tmp_path / "news/locales/fa/comet.txt.yaml").read_text(encoding="utf-8")
    keys = re.findall(r"^(?:- |  )(\w+):", text, re.MULTILINE)[:4]
    assert re.findall(r"^(?:- |  )(\w+):", shown, re.MULTILINE) == keys
    assert "# paragraph 1\n- id: " in text


def test_every_command_and_option(
    environment: dict[str, str], packages: dict[str, Path], tmp_path: Path
) -> None:
    for name in ("seeds", "locales", "output"):
        shutil.copytree(ROOT / name, tmp_path / name)
    shutil.copy(ROOT / "glossary.yaml", tmp_path)
    shutil.copy(packages["fa"], tmp_path / "translate-en_fa.argosmodel")
    lines = [line for line in commands("The demo models") if "install" in line]
    lines += commands("Commands") + commands("Offline use") + commands("The sample newsroom")
    results = run([line for line in dict.fromkeys(lines) if line], tmp_path, environment)
    # Two of the samples are drafts, and so an export of everything tells what is missing.
    for line, (code, text) in results.items():
        everything = line.startswith("dragoman export") and "--missing skip" not in line
        assert code == int(everything), f"{line}\n{text}"
        assert "Traceback" not in text
