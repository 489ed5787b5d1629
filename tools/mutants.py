"""Change a module in many small ways, and see for each whether its tests notice.

    python tools/mutants.py src/dragoman/matching/match.py tests/catalog [--every 3]

Each mutant is tried in a process forked from one that has imported the tests' libraries, and its
tests stop at the first failure. A mutant that survives is printed as a line of a patch: either no
test holds what it changes, or it means the same. `--every 3` tries every third one.
"""

from __future__ import annotations

import argparse
import ast
import gc
import os
import signal
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import redirect_stdout
from copy import deepcopy
from importlib.machinery import SourceFileLoader
from pathlib import Path
from typing import Any

import pytest

SWAPS: dict[type[ast.AST], type[ast.AST]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.And: ast.Or,
    ast.Or: ast.And,
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Add,
    ast.BitOr: ast.BitAnd,
    ast.BitAnd: ast.BitOr,
}
"""What stands in the place of an operator."""


def changed(node: ast.AST) -> Iterator[ast.AST]:
    """Yield what may stand in the place of an expression or a statement."""
    match node:
        case ast.Compare(ops=[operator]) if type(operator) in SWAPS:
            yield ast.Compare(node.left, [SWAPS[type(operator)]()], node.comparators)  # type: ignore[list-item]
        case ast.BoolOp():
            yield ast.BoolOp(SWAPS[type(node.op)](), node.values)  # type: ignore[arg-type]
            for at in range(len(node.values)):
                yield ast.BoolOp(node.op, node.values[:at] + node.values[at + 1 :])
        case ast.BinOp() if type(node.op) in SWAPS:
            yield ast.BinOp(node.left, SWAPS[type(node.op)](), node.right)  # type: ignore[arg-type]
        case ast.UnaryOp(op=ast.Not()):
            yield node.operand
        case ast.IfExp():
            yield node.body
            yield node.orelse
        case ast.If():
            yield ast.If(ast.UnaryOp(ast.Not(), node.test), node.body, node.orelse)
        case ast.Constant(value=bool() as value):
            yield ast.Constant(not value)
        case ast.Constant(value=int() as value):
            yield ast.Constant(value + 1)
        case ast.Return(value=ast.expr()) if not isinstance(node.value, ast.Constant):
            yield ast.Return(ast.Constant(None))
        case ast.Continue():
            yield ast.Break()


def without_docs(tree: ast.AST) -> set[int]:
    """Return the nodes that are annotations or docstrings: they change nothing."""
    left: set[int] = set()
    for node in ast.walk(tree):
        for name in ("annotation", "returns"):
            if isinstance(inner := getattr(node, name, None), ast.AST):
                left.update(map(id, ast.walk(inner)))
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            left.update(map(id, ast.walk(node)))
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "dataclass":
            left.update(map(id, ast.walk(node)))
    return left


def mutants(text: str) -> Iterator[tuple[int, str, str, str]]:
    """Yield the line, what stands there, what stands there then, and the whole text then."""
    tree = ast.parse(text)
    left = without_docs(tree)
    for place, node in enumerate(ast.walk(tree)):
        if id(node) in left:
            continue
        for number, new in enumerate(changed(node)):
            copy = deepcopy(tree)
            old = next(each for at, each in enumerate(ast.walk(copy)) if at == place)
            _, made = number, deepcopy(new)
            put(copy, old, made)
            line = getattr(node, "lineno", 0)
            yield line, shown(node), shown(new), ast.unparse(ast.fix_missing_locations(copy))


def shown(node: ast.AST) -> str:
    """Return a node as source, in one line."""
    return " ".join(ast.unparse(ast.fix_missing_locations(deepcopy(node))).split())[:90]


def put(tree: ast.AST, old: ast.AST, new: ast.AST) -> None:
    """Put a node in the place of another one."""
    for parent in ast.walk(tree):
        for name, value in ast.iter_fields(parent):
            if value is old:
                setattr(parent, name, new)
                return
            if isinstance(value, list) and any(each is old for each in value):
                setattr(parent, name, [new if each is old else each for each in value])
                return


def replace_source(module: str, text: str) -> None:
    """Let the import of a module find another text in its file, and nothing compiled before."""
    get_data, path_stats = SourceFileLoader.get_data, SourceFileLoader.path_stats

    def changed_data(self: SourceFileLoader, path: str) -> bytes:
        return text.encode() if path == module else get_data(self, path)

    def stats(self: SourceFileLoader, path: str) -> Mapping[str, Any]:
        if path == module:
            raise OSError
        return path_stats(self, path)

    setattr(SourceFileLoader, "get_data", changed_data)  # noqa: B010 - mypy allows no other way
    setattr(SourceFileLoader, "path_stats", stats)  # noqa: B010


def prepare(tests: list[str]) -> None:
    """Import what the tests need of other packages; what they need of ours is imported anew."""
    with Path(os.devnull).open("w") as nothing, redirect_stdout(nothing):
        pytest.main(["-q", "--collect-only", "-n", "0", *tests])
    for name in [name for name in sys.modules if name.partition(".")[0] in ("dragoman", "tests")]:
        del sys.modules[name]
    gc.collect()
    gc.freeze()


def survives(module: Path, text: str, tests: list[str], seconds: float) -> bool:
    """Whether the tests pass over the changed module. What takes too long was noticed."""
    process = os.fork()
    if process == 0:
        os.setsid()
        nothing = os.open(os.devnull, os.O_WRONLY)
        for stream in (1, 2):
            os.dup2(nothing, stream)
        replace_source(str(module.resolve()), text)
        words = ["-q", "-x", "-p", "no:cacheprovider", "-n", "0", "--hypothesis-profile=quick"]
        os._exit(pytest.main([*words, *tests]))
    end = time.monotonic() + seconds
    while (done := os.waitpid(process, os.WNOHANG))[0] == 0:
        if time.monotonic() > end:
            os.killpg(process, signal.SIGKILL)
            os.waitpid(process, 0)
            return False
        time.sleep(0.02)
    return os.waitstatus_to_exitcode(done[1]) == 0


def main() -> None:
    """Try the mutants of one module."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("module", type=Path)
    parser.add_argument("tests", nargs="+")
    parser.add_argument("--every", type=int, default=1)
    parser.add_argument("--seconds", type=float, default=120)
    options = parser.parse_args()
    text = options.module.read_text(encoding="utf-8")
    prepare(options.tests)
    if not survives(options.module, text, options.tests, 10 * options.seconds):
        sys.exit("the tests fail before anything is changed")
    tried = killed = 0
    for line, old, new, mutant in list(mutants(text))[:: options.every]:
        tried += 1
        if survives(options.module, mutant, options.tests, options.seconds):
            print(f"{options.module}:{line}: {old}  →  {new}", flush=True)
        else:
            killed += 1
    print(f"{options.module}: {killed} of {tried} mutants killed")


if __name__ == "__main__":
    main()
