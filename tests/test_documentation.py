"""What the documentation lists is what the program has."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from tools.write_docs import PAGES

from dragoman import checks, project
from dragoman.cli import COMMANDS, cli
from dragoman.errors import visible
from dragoman.model import Status
from tests.conftest import Run
from tests.test_layers import LAYERS

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
REVIEW, SETTINGS, ARCHITECTURE = (
    (ROOT / "docs" / f"{name}.md").read_text(encoding="utf-8")
    for name in ("review", "settings", "architecture")
)
MOST = 8 * 1024
"""Bytes that the README may have: one page."""


def test_the_readme_is_one_page() -> None:
    assert len(README.encode()) <= MOST


def test_every_command_is_in_the_table() -> None:
    for name in COMMANDS:
        assert f"| `dragoman {name}" in README


@pytest.mark.parametrize("name", COMMANDS)
def test_the_short_help_is_the_commands_own(name: str) -> None:
    command = cli.get_command(None, name)  # type: ignore[arg-type]
    assert command is not None
    assert command.help is not None
    assert command.help.splitlines()[0] == COMMANDS[name]


@pytest.mark.parametrize("name", ["", *COMMANDS])
def test_every_command_explains_itself(name: str, run: Run) -> None:
    result = run(*filter(None, [name]), "--help")
    assert result.exit_code == 0
    assert "Usage: dragoman" in result.stdout


def test_the_page_on_checks_has_a_section_for_each() -> None:
    page = (ROOT / "docs" / "checks.md").read_text(encoding="utf-8")
    assert re.findall(r"^## (\w+)$", page, re.MULTILINE) == list(checks.explained())


@pytest.mark.parametrize("name", PAGES)
def test_the_pages_made_from_the_program_are_current(name: str) -> None:
    page = (ROOT / "docs" / name).read_text(encoding="utf-8")
    assert page == PAGES[name](), "run: make docs"


def test_every_status_is_in_the_table() -> None:
    for status in Status:
        assert f"| `{status.value}` |" in REVIEW


def test_the_settings_shown_are_the_defaults() -> None:
    shown = SETTINGS.split("```yaml settings\n")[1].split("```")[0]
    assert project.parse(shown) == project.Settings()


def test_the_architecture_lists_the_layers_in_their_order() -> None:
    listed = re.findall(r"^\| `(\w+)(?:/|\.py)` \|", ARCHITECTURE, re.MULTILINE)
    assert listed == [layer for layer in LAYERS if not layer.startswith("__")]


@pytest.mark.parametrize("name", ["run", "dev", "argostranslate"])
def test_the_lock_is_exact_and_lean_and_names_no_index(name: str) -> None:
    text = (ROOT / "requirements" / f"{name}.txt").read_text(encoding="utf-8")
    assert "://" not in text
    assert "--index" not in text
    for line in text.splitlines():
        assert re.match(r"\S+==\S+ |    --hash=sha256:[0-9a-f]{64}", line), line
        assert not re.match(r"(torch|stanza|spacy|minisbd)\b", line)


def test_the_lock_asks_for_what_the_package_declares() -> None:
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    asked = {
        name: {
            line
            for line in (ROOT / "requirements" / f"{name}.in").read_text("utf-8").splitlines()
            if line and not line.startswith(("#", "flit_core"))
        }
        for name in ("run", "argostranslate")
    }
    assert asked["run"] == set(declared["dependencies"])
    assert asked["argostranslate"] == set(declared["optional-dependencies"]["argos"])


@pytest.mark.parametrize("page", sorted((ROOT / "docs").glob("*.md")), ids=lambda page: page.stem)
def test_every_row_of_a_table_has_the_cells_of_its_head(page: Path) -> None:
    # A bar ends a cell even in a code span, unless a backslash stands before it.
    tables = re.findall(r"(?:^\|.*\n)+", page.read_text(encoding="utf-8"), re.MULTILINE)
    for table in tables:
        head, *rows = (re.findall(r"(?<!\\)\|", row) for row in table.splitlines())
        assert {len(row) for row in rows} == {len(head)}, table


def test_the_examples_of_checks_stand_on_one_line_each_and_hide_nothing() -> None:
    page = (ROOT / "docs" / "checks.md").read_text(encoding="utf-8")
    examples = re.findall(r"^- (?:Source|Found|All right).*$", page, re.MULTILINE)
    assert all(example.endswith("`") for example in examples)
    assert visible(page) == page
