"""Imports go down the layers, never up."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

import pytest

import dragoman

SOURCE = Path(dragoman.__file__).parent

LAYERS = (
    "__main__",
    "cli",
    "library",
    "report",
    "web",
    "workflow",
    "site",
    "preview",
    "store",
    "project",
    "publishing",
    "exchange",
    "translate",
    "settle",
    "rescue",
    "guard",
    "engines",
    "models",
    "risk",
    "calibration",
    "checks",
    "difference",
    "glossary",
    "memory",
    "facts",
    "catalog",
    "matching",
    "review",
    "formats",
    "typography",
    "inline",
    "segment",
    "handyaml",
    "files",
    "languages",
    "machine",
    "model",
    "signature",
    "errors",
    "patterns",
    "__init__",
)
"""From the top down; the README's architecture section shows the same order."""

MODULES = sorted(
    path.relative_to(SOURCE)
    for path in SOURCE.rglob("*.py")
    if path.parent != SOURCE or path.stem != "__init__"
)


def layer(path: Path) -> str:
    return path.parts[0].removesuffix(".py")


def statements(body: Iterable[ast.AST]) -> Iterator[ast.AST]:
    """All statements, at any depth; expressions, which are most of a module, are not entered."""
    for node in body:
        yield node
        for name in ("body", "orelse", "finalbody", "handlers", "cases"):
            yield from statements(getattr(node, name, ()))


@cache
def nodes(path: Path) -> list[ast.AST]:
    """The imports and the classes of a module, at any depth in its code."""
    tree = ast.parse((SOURCE / path).read_text(encoding="utf-8"))
    wanted = (ast.Import, ast.ImportFrom, ast.ClassDef)
    return [node for node in statements(tree.body) if isinstance(node, wanted)]


def imported(path: Path) -> Iterator[str]:
    """The layers that a module imports from."""
    for node in nodes(path):
        if isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: write imports in full"
            names = [f"{node.module}.{alias.name}" for alias in node.names]
        elif isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        else:
            continue
        for name in names:
            top, _, rest = name.partition(".")
            if top == "dragoman":
                first = rest.split(".")[0]
                yield first if first in LAYERS else "__init__"


@pytest.mark.parametrize("path", MODULES, ids=str)
def test_a_module_imports_only_from_below(path: Path) -> None:
    place = LAYERS.index(layer(path))
    for name in imported(path):
        own = name == layer(path)
        assert own or LAYERS.index(name) > place, f"{path} imports {name}, which is above it"


def test_the_package_itself_offers_the_library_and_imports_nothing_else() -> None:
    assert set(imported(Path("__init__.py"))) == {"library"}


def test_every_layer_exists() -> None:
    found = {layer(path) for path in MODULES}
    assert found == set(LAYERS) - {"__init__"}


def test_no_two_classes_have_one_name() -> None:
    names = Counter(
        node.name.lstrip("_")
        for path in SOURCE.rglob("*.py")
        for node in nodes(path.relative_to(SOURCE))
        if isinstance(node, ast.ClassDef)
    )
    assert [name for name, times in names.items() if times > 1] == []
