"""Read single values of `dragoman.yaml`, and say where a wrong one stands.

A reader takes a YAML node and the file's name. It raises `ValueError` with what is valid, or a
`DragomanError`; `filled` and `wrong` add the line.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, TypeVar

import yaml

from dragoman import languages
from dragoman.errors import DragomanError, ProjectError

Reader = Callable[[yaml.Node, str], Any]
Readers = Mapping[str, Reader]
"""For each key of a section its reader. The field of the section's dataclass has the same name,
with underscores."""

Pair = tuple[yaml.Node, yaml.Node]

S = TypeVar("S")


def filled(settings: S, pairs: list[Pair], readers: Readers, path: str) -> S:
    """Return the settings with what the pairs say; what they do not mention stays.

    `settings` is a dataclass. Raises `ProjectError` with the line for unknown keys and wrong
    values.
    """
    result: S = replace(settings, **read(pairs, readers, path))  # type: ignore[type-var]
    return result


def read(pairs: list[Pair], readers: Readers, path: str) -> dict[str, Any]:
    """Return what the pairs say, by the name of the field that it is for.

    Raises `ProjectError` as `filled` does.
    """
    found: dict[str, Any] = {}
    for key, value in pairs:
        name = str(key.value)
        if name not in readers:
            known = ", ".join(readers)
            raise wrong(key, path, f"`{name}` is no setting", f"Known here are: {known}.")
        try:
            found[name.replace("-", "_")] = readers[name](value, path)
        except ValueError as error:
            raise wrong(value, path, f"`{name}` has a wrong value", str(error)) from None
        except ProjectError:
            raise
        except DragomanError as error:
            raise wrong(value, path, error.problem, error.advice) from None
    return found


def pairs(node: yaml.Node, path: str, what: str) -> list[Pair]:
    """Return the keys and values of a mapping. Raises `ProjectError` for anything else."""
    if not isinstance(node, yaml.MappingNode):
        raise wrong(node, path, f"{what} are not `key: value` lines", "Write one on each line.")
    return list(node.value)


def word(node: yaml.Node, path: str) -> str:
    """Read a word or name."""
    if not isinstance(node, yaml.ScalarNode) or not node.value:
        raise ValueError("Write one word or name.")
    return str(node.value)


def words(node: yaml.Node, path: str) -> tuple[str, ...]:
    """Read a list, or words between commas."""
    if isinstance(node, yaml.ScalarNode):
        return tuple(str(node.value).replace(",", " ").split())
    if isinstance(node, yaml.SequenceNode):
        return tuple(word(item, path) for item in node.value)
    raise ValueError("Write a list: [one, two].")


def locale(node: yaml.Node, path: str) -> str:
    """Read a locale, in its usual writing."""
    return languages.normalize(word(node, path))


def locales(node: yaml.Node, path: str) -> tuple[str, ...]:
    """Read a list of locales, each once."""
    found = tuple(languages.normalize(each) for each in words(node, path))
    if not found:
        raise ValueError("Write at least one locale: [ru, fa, tr, ar].")
    return tuple(dict.fromkeys(found))


def switch(node: yaml.Node, path: str) -> bool:
    """Read `true` or `false`."""
    said = word(node, path).lower()
    if said not in ("true", "false"):
        raise ValueError("Use true or false.")
    return said == "true"


def number(node: yaml.Node, path: str) -> int:
    """Read a whole number from 1 on."""
    said = word(node, path)
    if not (said.isascii() and said.isdigit()) or int(said) < 1:
        raise ValueError("Write a number from 1 on.")
    return int(said)


def wrong(node: yaml.Node, path: str, problem: str, advice: str) -> ProjectError:
    """Return the error that points at the node."""
    mark = node.start_mark
    return ProjectError(
        problem, path=path, line=mark.line + 1, column=mark.column + 1, advice=advice
    )
