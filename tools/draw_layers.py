"""Draw which layers import which: a flowchart in Mermaid, which code hosts show as a picture.

    python tools/draw_layers.py [SRC]

An arrow that follows from others is left out: where `a` imports `b` and `b` imports `c`, nothing
is drawn from `a` to `c`. SRC is a folder that holds the package `dragoman`, of any version; it is
read, not run.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator, Mapping, Set
from graphlib import TopologicalSorter
from pathlib import Path

PACKAGE = "dragoman"
SOURCE = Path(__file__).parent.parent / "src"

Imports = Mapping[str, Set[str]]
"""The layers that each layer imports."""


def imports(source: Path) -> Imports:
    """Return which layers in `source` import which; a layer is a module or a package."""
    root = source / PACKAGE
    layers = {path.relative_to(root).parts[0].removesuffix(".py") for path in root.rglob("*.py")}
    layers.discard("__init__")
    made: dict[str, set[str]] = {layer: set() for layer in layers}
    for path in sorted(root.rglob("*.py")):
        layer = path.relative_to(root).parts[0].removesuffix(".py")
        if layer in layers:
            made[layer] |= (set(_imported(ast.parse(path.read_bytes()))) & layers) - {layer}
    return made


def reduced(whole: Imports) -> Imports:
    """Leave out each import that leads where the others lead anyway."""
    below: dict[str, frozenset[str]] = {}
    for layer in TopologicalSorter(whole).static_order():
        below[layer] = frozenset(whole[layer]).union(*(below[lower] for lower in whole[layer]))
    return {
        layer: {lower for lower in lowers if not any(lower in below[other] for other in lowers)}
        for layer, lowers in whole.items()
    }


def drawing(drawn: Imports) -> str:
    """Return the flowchart: a layer stands below all that import it."""
    depths = dict.fromkeys(drawn, 0)
    for layer in [*TopologicalSorter(drawn).static_order()][::-1]:
        for lower in drawn[layer]:
            depths[lower] = max(depths[lower], depths[layer] + 1)
    order = sorted(drawn, key=lambda layer: (depths[layer], layer))
    lines = [
        f"    {layer} --> {' & '.join(sorted(drawn[layer], key=order.index))}"
        for layer in order
        if drawn[layer]
    ]
    return "\n".join(["flowchart TD", *lines])


def main() -> None:
    """Print the drawing."""
    print(drawing(reduced(imports(Path(sys.argv[1]) if len(sys.argv) > 1 else SOURCE))))


def _imported(module: ast.Module) -> Iterator[str]:
    """Yield the first name below the package of all that a module imports from it."""
    for node in ast.walk(module):
        if isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names = [f"{node.module}.{alias.name}" for alias in node.names]
        elif isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        else:
            continue
        yield from (name.split(".")[1] for name in names if name.startswith(f"{PACKAGE}."))


if __name__ == "__main__":
    main()
