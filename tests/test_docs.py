"""What README.md and docs/ show is true: every block that is marked so is run or read here.

```sh run         runs: in README.md in an empty folder, elsewhere in a copy of the sample newsroom
```sh run exit=1  the same, for lines whose exit code is 1
```yaml settings  is a dragoman.yaml; ```yaml glossary a glossary.yaml
```python run     runs in a copy of the sample newsroom
"""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from dragoman import glossary, project
from tests.processes import python

ROOT = Path(__file__).parent.parent
README = ROOT / "README.md"
PAGES = [README, *sorted((ROOT / "docs").glob("*.md"))]

_BLOCK = re.compile(r"^```(\w+) (\w+)(?: exit=(\d))?\n(.*?)^```$", re.DOTALL | re.MULTILINE)
_LINK = re.compile(r"\]\(([^)#\s]+)(#[^)\s]+)?\)")


@dataclass(frozen=True, slots=True)
class Example:
    """A marked block of a page."""

    page: Path
    language: str
    use: str
    exit_code: int
    text: str


def examples(page: Path, language: str, use: str) -> list[Example]:
    return [
        Example(page, match[1], match[2], int(match[3] or 0), match[4])
        for match in _BLOCK.finditer(page.read_text(encoding="utf-8"))
        if match.group(1, 2) == (language, use)
    ]


def pages_with(language: str, use: str) -> list[Path]:
    return [page for page in PAGES if examples(page, language, use)]


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


@pytest.fixture
def environment(index: str, tmp_path: Path) -> dict[str, str]:
    """An empty home, and `dragoman` on the path."""
    return at_home(tmp_path / "home", index)


@pytest.fixture(scope="module")
def equipped(index: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home in which the models of all languages are installed."""
    home = tmp_path_factory.mktemp("equipped")
    run(["dragoman models install ru fa tr ar"], home, at_home(home, index))
    return home


def at_home(home: Path, index: str) -> dict[str, str]:
    """Make a home with `dragoman` in it, and return the environment of who lives there."""
    command = home / "bin" / "dragoman"
    command.parent.mkdir(parents=True)
    command.write_text(
        f'#!/bin/sh\nexec {shlex.join(python())} -m dragoman "$@"\n', encoding="utf-8"
    )
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


@pytest.fixture
def newsroom(tmp_path: Path, packages: dict[str, Path]) -> Path:
    """A copy of the sample newsroom, with a package file beside it.

    It has the articles that pages name: others would be translated again and again.
    """
    folder = tmp_path / "newsroom"
    folder.mkdir()
    others = shutil.ignore_patterns("culture", "sport")
    for name in ("seeds", "locales", "output"):
        shutil.copytree(ROOT / name, folder / name, ignore=others)
    for name in ("dragoman.yaml", "glossary.yaml"):
        shutil.copy(ROOT / name, folder)
    shutil.copy(packages["fa"], folder / "translate-en_fa.argosmodel")
    return folder


def run(lines: list[str], folder: Path, environment: dict[str, str]) -> list[tuple[int, str]]:
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
    return list(zip(map(int, outputs[1::2]), outputs[0::2], strict=False))


def run_page(page: Path, folder: Path, environment: dict[str, str]) -> dict[str, str]:
    """Run a page's lines in their order, each for the exit code that it promises."""
    blocks = examples(page, "sh", "run")
    lines = [(line, block.exit_code) for block in blocks for line in block.text.splitlines()]
    results = run([line for line, _ in lines], folder, environment)
    for (line, expected), (code, text) in zip(lines, results, strict=True):
        assert code == expected, f"{page.name}: {line}\n{text}"
        assert "Traceback" not in text
    return {line: text for (line, _), (_, text) in zip(lines, results, strict=True)}


def test_the_set_up_commands_are_in_the_makefile() -> None:
    targets = re.findall(r"^(\w+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    for page in PAGES:
        for target in re.findall(r"(?:`|^)make (\w+)`?$", page.read_text(encoding="utf-8"), re.M):
            assert target in targets


def test_the_first_ten_minutes(environment: dict[str, str], tmp_path: Path) -> None:
    folder = tmp_path / "empty"
    folder.mkdir()
    results = run_page(README, folder, environment)
    assert "3 skipped" in results["dragoman export --missing skip"]
    news = folder / "news"
    assert (news / "output" / "fa" / "trucks.txt").is_file()
    shown = README.read_text(encoding="utf-8").split("```yaml\n", 1)[1].split("```")[0]
    written = (news / "locales" / "fa" / "trucks.txt.yaml").read_text(encoding="utf-8")
    assert shown in written, "the README shows an entry that is not in the file"


@pytest.mark.parametrize(
    "page", [page for page in pages_with("sh", "run") if page != README], ids=lambda page: page.stem
)
def test_the_commands_of_a_page_run(
    page: Path, environment: dict[str, str], equipped: Path, newsroom: Path
) -> None:
    shutil.copytree(equipped, environment["HOME"], dirs_exist_ok=True)
    run_page(page, newsroom, environment)


@pytest.mark.parametrize("page", pages_with("python", "run"), ids=lambda page: page.stem)
def test_the_python_of_a_page_runs(page: Path, environment: dict[str, str], newsroom: Path) -> None:
    script = "".join(block.text for block in examples(page, "python", "run"))
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", script],
        cwd=newsroom,
        env=environment,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_the_yaml_of_a_page_is_right(page: Path) -> None:
    for block in examples(page, "yaml", "settings"):
        project.parse(block.text)
    for block in examples(page, "yaml", "glossary"):
        assert glossary.parse(block.text).terms


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_the_links_of_a_page_lead_somewhere(page: Path) -> None:
    for target, _ in _LINK.findall(
        re.sub(r"```.*?```|`[^`]*`", "", page.read_text("utf-8"), flags=re.S)
    ):
        if "://" not in target:
            assert (page.parent / target).exists(), target
