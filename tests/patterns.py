"""Finds the regular expressions of the package, and texts on which they may take long."""

from __future__ import annotations

import ast
import importlib
import json
import pkgutil
import re
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

import dragoman
from dragoman import library, patterns

parser: Any = importlib.import_module("re._parser")
ROOT = Path(dragoman.__file__).parent
METHODS = {"search", "match", "fullmatch", "sub", "subn", "split", "findall", "finditer"}

ARTICLE = """\
# No road to Lorven was closed on 5 May 2026

The “Hope” convoy of 1,800 trucks did not leave Kazan at 6:30 p.m., Mayor Anna Petrova (42) said.
See [the map](https://a.org/x.pdf) of *both* towns: it cost $2.5 million; nobody was hurt.
"""


@dataclass(frozen=True)
class Used:
    """A regular expression, and how it is asked."""

    pattern: str
    flags: int
    place: str
    methods: frozenset[str]


def main() -> None:
    """Print all that is compiled while every module is imported and an article goes its way."""
    compiled: dict[tuple[str, int], tuple[str, int]] = {}
    usual = re._compile  # type: ignore[attr-defined]

    def noted(pattern: Any, flags: Any) -> Any:
        frame = sys._getframe(1)
        while frame.f_back and frame.f_code.co_filename in (re.__file__, __file__):
            frame = frame.f_back
        made = usual(pattern, flags)
        here = Path(frame.f_code.co_filename)
        if here.is_relative_to(ROOT) and isinstance(made.pattern, str):
            place = (str(here.relative_to(ROOT)), frame.f_lineno)
            compiled.setdefault((made.pattern, made.flags), place)
        return made

    re._compile = noted  # type: ignore[attr-defined]
    for name in [name for name in sys.modules if name.startswith("dragoman")]:
        del sys.modules[name]
    lazy: Any = importlib.import_module(patterns.__name__)
    lazy.lazily = lambda pattern, flags=0: re.compile(pattern, flags)  # those that none asks, too
    for module in pkgutil.walk_packages([str(ROOT)], "dragoman."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "seeds").mkdir()
        (Path(folder) / "seeds" / "a.md").write_text(ARTICLE, encoding="utf-8")
        (Path(folder) / "dragoman.yaml").write_text("targets: [ru, fa, tr, ar]\n", encoding="utf-8")
        newsroom = importlib.import_module(library.__name__).open_project(folder)
        newsroom.translate(engine="pseudo")
        newsroom.check()
    print(json.dumps([[*key, *place] for key, place in compiled.items()]))


def used(compiled: list[tuple[str, int, str, int]]) -> Iterator[Used]:
    """Yield the regular expressions with the methods by which the code asks them."""
    asked: dict[tuple[str, str], set[str]] = defaultdict(set)
    names: dict[tuple[str, int], str] = {}
    places = {file for _, _, file, _ in compiled}
    for path in ROOT.rglob("*.py"):
        file, text = str(path.relative_to(ROOT)), path.read_text(encoding="utf-8")
        if file not in places and not any(f".{method}" in text for method in METHODS):
            continue
        nodes = list(ast.walk(ast.parse(text)))
        names |= {(file, line): name for name, lines in _named(nodes) for line in lines}
        for name, method in _asked(nodes):
            asked[file, name].add(method)
            if not name.startswith("_"):
                asked["", name].add(method)
    for pattern, flags, file, line in compiled:
        name = names.get((file, line), "")
        methods = asked[file, name] | (set() if name.startswith("_") else asked["", name])
        yield Used(pattern, flags, f"{file}:{line}", frozenset(methods or {"finditer"}))


def _named(nodes: Sequence[ast.AST]) -> Iterator[tuple[str, range]]:
    """Yield what is called something in a module: functions, and then what stands in them."""
    for node in nodes:
        name: str | None = None
        if isinstance(node, ast.FunctionDef):
            name = node.name
        elif isinstance(node, ast.keyword):
            name = node.arg
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            target = node.targets[0] if isinstance(node, ast.Assign) else node.target
            name = target.id if isinstance(target, ast.Name) else None
        if name is not None and isinstance(node, ast.stmt | ast.keyword):
            yield name, range(node.lineno, (node.end_lineno or node.lineno) + 1)


def _asked(nodes: Sequence[ast.AST]) -> Iterator[tuple[str, str]]:
    """Yield the names on which methods of patterns are called, also by the names of a loop."""
    also: dict[str, set[str]] = defaultdict(set)
    parameters = {
        node.name: [each.arg for each in node.args.args if each.arg != "self"]
        for node in nodes
        if isinstance(node, ast.FunctionDef)
    }
    for node in nodes:
        if isinstance(node, ast.For | ast.comprehension):
            for name in _names(node.target):
                also[name] |= _names(node.iter)
        elif isinstance(node, ast.Call):
            called = getattr(node.func, "id", getattr(node.func, "attr", ""))
            for given, parameter in zip(node.args, parameters.get(called, ()), strict=False):
                also[parameter] |= _names(given)
    for node in nodes:
        if isinstance(node, ast.Attribute) and node.attr in METHODS:
            holder = node.value
            while isinstance(holder, ast.Subscript | ast.Call):
                holder = holder.value if isinstance(holder, ast.Subscript) else holder.func
            name = getattr(holder, "id", getattr(holder, "attr", ""))
            for known in {name} | also[name]:
                yield known, node.attr


def _names(tree: ast.AST) -> set[str]:
    return {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}


SHORT = 3
"""How often something is repeated that may be repeated without end."""

LETTERS = "a0 \"'<[A.-я\n\u064a\u200d\0"
"""What stands for any character, if the pattern takes it there."""


class Maker:
    """Makes texts that a pattern begins to match, by chance."""

    def __init__(self, pattern: str, flags: int) -> None:
        self.roll = Random(ascii(pattern))
        self.tree = parser.parse(pattern, flags)
        self.groups: dict[int, str] = {}

    def hostile(self, tries: int) -> set[tuple[str, str]]:
        """Return beginnings, each with what is to be repeated behind it."""
        texts = {("", self.text(self.tree)) for _ in range(tries)}
        texts |= {("", text[: len(text) // 2]) for _, text in texts}
        texts |= {("", text[:-1]) for _, text in texts}
        for _ in range(tries):
            for before, repeated in self.repeats(self.tree, ""):
                texts |= {(before, repeated), ("", repeated), ("", before + repeated)}
        return {(before, repeated) for before, repeated in texts if repeated}

    def repeats(self, tree: Any, before: str) -> Iterator[tuple[str, str]]:
        """Yield what may be repeated without end, with what stands before it."""
        for kind, value in tree:
            name = str(kind)
            if name.endswith("_REPEAT"):
                _, most, inner = value
                if most > 1000:
                    yield before, self.text(inner)
                    yield before, "".join(self.text(inner) for _ in range(SHORT))
                yield from self.repeats(inner, before)
            elif name == "BRANCH":
                for inner in value[1]:
                    yield from self.repeats(inner, before)
            elif name in ("SUBPATTERN", "ATOMIC_GROUP", "ASSERT", "ASSERT_NOT"):
                inner = value if name == "ATOMIC_GROUP" else value[-1]
                yield from self.repeats(inner, before)
            before += self.text([(kind, value)])

    def text(self, tree: Any) -> str:
        """Return a text that the tree may match, but for what it demands of what is around."""
        return "".join(self.part(str(kind), value) for kind, value in tree)

    def part(self, name: str, value: Any) -> str:
        match name:
            case "LITERAL":
                return chr(value)
            case "NOT_LITERAL" | "ANY":
                return self.roll.choice([each for each in LETTERS if each != chr(value or 10)])
            case "IN":
                return self.roll.choice(self.members(value))
            case "BRANCH":
                return self.text(self.roll.choice(value[1]))
            case "SUBPATTERN":
                self.groups[value[0]] = self.text(value[-1])
                return self.groups[value[0]]
            case "ATOMIC_GROUP":
                return self.text(value)
            case "GROUPREF":
                return self.groups.get(value, "")
            case "MAX_REPEAT" | "MIN_REPEAT" | "POSSESSIVE_REPEAT":
                least, most, inner = value
                times = self.roll.randint(least, max(least, min(most, SHORT)))
                return "".join(self.text(inner) for _ in range(min(times, 1000)))
        return ""

    def members(self, choices: Any) -> list[str]:
        """Return characters of a set: of its ranges the first, of its classes some."""
        kinds = [str(kind) for kind, _ in choices]
        if "NEGATE" in kinds:
            taken = re.compile(_written(choices))
            return [each for each in LETTERS if taken.match(each)] or ["中"]
        first = [chr(value if isinstance(value, int) else value[0]) for kind, value in choices
                 if str(kind) in ("LITERAL", "RANGE")]  # fmt: skip
        of_class = {"DIGIT": "0", "WORD": "a0", "SPACE": " \n", "NOT_SPACE": "a.", "NOT_WORD": " .",
                    "NOT_DIGIT": "a "}  # fmt: skip
        for kind, value in choices:
            if str(kind) == "CATEGORY":
                first += of_class[str(value).removeprefix("CATEGORY_")]
        return first


def _written(choices: Any) -> str:
    """Return a set as it is written in a pattern."""
    signs = {"DIGIT": r"\d", "WORD": r"\w", "SPACE": r"\s", "NOT_SPACE": r"\S", "NOT_WORD": r"\W",
             "NOT_DIGIT": r"\D"}  # fmt: skip
    parts = []
    for kind, value in choices:
        match str(kind):
            case "NEGATE":
                parts.append("^")
            case "LITERAL":
                parts.append(re.escape(chr(value)))
            case "RANGE":
                parts.append(f"{re.escape(chr(value[0]))}-{re.escape(chr(value[1]))}")
            case "CATEGORY":
                parts.append(signs[str(value).removeprefix("CATEGORY_")])
    return f"[{''.join(parts)}]"


if __name__ == "__main__":
    main()
