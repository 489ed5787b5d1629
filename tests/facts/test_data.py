"""The files of what words mean say each thing once, and nothing that nobody reads."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import pytest
import yaml

PACKAGE = Path(str(files("dragoman")))
FILES = sorted(PACKAGE.rglob("data/**/*.yaml"))
SECTIONS = sorted(
    path
    for name in ("calendar", "negation", "numerals")
    for path in (PACKAGE / "facts").rglob(f"data/*/{name}.yaml")
)


def twice(node: yaml.Node | None) -> Iterator[str]:
    """Yield the keys that a mapping has more than once."""
    if isinstance(node, yaml.MappingNode):
        keys = [key.value for key, _ in node.value]
        yield from {key for key in keys if keys.count(key) > 1}
        for _, value in node.value:
            yield from twice(value)
    elif isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield from twice(item)


def shown(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


@pytest.mark.parametrize("path", FILES, ids=shown)
def test_no_key_stands_twice(path: Path) -> None:
    assert [*twice(yaml.compose(path.read_text(encoding="utf-8")))] == []


@pytest.mark.parametrize("path", SECTIONS, ids=shown)
def test_each_section_is_read(path: Path) -> None:
    code = "".join(module.read_text(encoding="utf-8") for module in PACKAGE.glob("facts/*.py"))
    sections = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert [name for name in sections if f'"{name}"' not in code] == []


def test_a_key_that_stands_twice_is_seen() -> None:
    assert [*twice(yaml.compose("a: 1\nb: {c: 1, c: 2}\nd: [{e: 1}, {e: 1, e: 1}]\na: 2\n"))] == [
        "a",
        "c",
        "e",
    ]
