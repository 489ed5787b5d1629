"""Read single values of `dragoman.yaml`, and say where a wrong one stands.

A reader takes a YAML node and the file's name. It raises `ValueError` with what is valid, or a
`DragomanError`; `filled` and `wrong` add the line.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import replace
from difflib import get_close_matches
from types import MappingProxyType
from typing import Any, TypeVar

import yaml

from dragoman import handyaml, languages
from dragoman.errors import DragomanError, ProjectError, together
from dragoman.handyaml import FileKind, SlipError, SlipSheet

Reader = Callable[[yaml.Node, str], Any]
Readers = Mapping[str, Reader]
"""For each key of a section its reader. The field of the section's dataclass has the same name,
with underscores."""

Pair = tuple[yaml.Node, yaml.Node]

LIKELY = ("en", "ru", "fa", "tr", "ar")
"""The locales that a newsroom most likely means by a word that is no tag."""

_OTHER_COMMAS = re.compile("[،؛;，、]")

S = TypeVar("S")
R = TypeVar("R")

SETTINGS = FileKind(
    name="the settings",
    error=ProjectError,
    keys=(
        "source",
        "targets",
        "engine",
        "models",
        "front-matter",
        "shortcodes",
        "checks",
        "publish",
        "site",
    ),
    text='Put the text between quotation marks: key: "text".',
    left="",
)


def filled(settings: S, pairs: list[Pair], readers: Readers, path: str) -> S:
    """Return the settings with what the pairs say; what they do not mention stays.

    `settings` is a dataclass. Raises `ProjectError` with the line for unknown keys and wrong
    values.
    """
    result: S = replace(settings, **read(pairs, readers, path))  # type: ignore[type-var]
    return result


def read(
    pairs: list[Pair],
    readers: Readers,
    path: str,
    elsewhere: Mapping[str, str] = MappingProxyType({}),
) -> dict[str, Any]:
    """Return what the pairs say, by the name of the field that it is for.

    `elsewhere` are keys of sections, with the name of theirs. Raises `ProjectError` as `filled`
    does.
    """
    found: dict[str, Any] = {}

    def fill(pair: Pair) -> None:
        key, value = pair
        name = str(key.value)
        if name not in readers:
            near = get_close_matches(name, readers, 1)
            meant = f"Did you mean `{near[0]}`? " if near else ""
            if name in elsewhere:
                within = elsewhere[name]
                meant = f"It belongs below `{within}:`, and is indented by two spaces there. "
            known = ", ".join(readers)
            raise wrong(key, path, f"`{name}` is not a setting", f"{meant}Known here are: {known}.")
        if name.replace("-", "_") in found:
            raise wrong(key, path, f"`{name}` is given twice", "Keep only one.")
        try:
            found[name.replace("-", "_")] = readers[name](value, path)
        except ValueError as error:
            raise wrong(value, path, f"`{name}` has a wrong value", str(error)) from None
        except ProjectError:
            raise
        except DragomanError as error:
            raise wrong(value, path, error.problem, error.advice) from None

    each(pairs, fill)
    return found


def each(pairs: Iterable[Pair], read: Callable[[Pair], R]) -> list[R]:
    """Return what is read of each pair. Raises one `ProjectError` that tells all mistakes."""
    results, errors = [], []
    for pair in pairs:
        try:
            results.append(read(pair))
        except ProjectError as error:
            errors.append(error)
    if errors:
        raise together(errors)
    return results


def parsed(
    text: str,
    path: str,
    make: Callable[[yaml.Node | None], R],
    above: int = 0,
    known: Collection[str] = (),
) -> R:
    """Return what `make` makes of a text of settings that a person wrote.

    `above` is the number of lines above it in its file, `known` are its keys. Raises
    `ProjectError` with all mistakes, each with its line.
    """

    def made(sheet: SlipSheet, root: yaml.Node | None) -> R:
        try:
            if isinstance(root, yaml.ScalarNode) and (slips := _colonless(sheet.text, known)):
                sheet.slips.extend(slips[:-1])
                raise slips[-1]
            return make(root)
        except ProjectError as error:
            *others, last = (
                SlipError(sheet.at(each.line or 1, each.column or 1), each.problem, each.advice)
                for each in error.every
            )
            sheet.slips.extend(others)
            raise last from None

    return handyaml.read(text, path, SETTINGS, made, above=above)


def pairs(
    node: yaml.Node, path: str, what: str, example: str = "", known: Collection[str] = ()
) -> list[Pair]:
    """Return the keys and values of a mapping; none where nothing is written.

    Raises `ProjectError` for anything else, with the `example` of how to write it. `known` are
    keys, of which one may stand there without its colon.
    """
    if isinstance(node, yaml.MappingNode):
        return list(node.value)
    if isinstance(node, yaml.ScalarNode):
        if not node.value and not node.style:
            return []
        match = _colonless_key(known).match(str(node.value))
        if match is not None:
            raise wrong(node, path, *_add_colon(match))
    advice = f"Write them like this: `{example}`." if example else "Write one on each line."
    if isinstance(node, yaml.SequenceNode) and not node.flow_style:
        advice += " Delete the dashes."
    raise wrong(node, path, f"{what} are not `key: value` lines", advice)


def _colonless(text: str, known: Collection[str]) -> list[SlipError]:
    """Return a slip for each line that begins with a known key, and has no colon behind it."""
    found = _colonless_key(known).finditer(text)
    return [SlipError(match.start("key"), *_add_colon(match)) for match in found]


def _colonless_key(known: Collection[str]) -> re.Pattern[str]:
    keys = "|".join(map(re.escape, sorted(known, key=len, reverse=True))) or r"(?!)"
    signs = r"[ \t]*[=\uff1a\ufe55\u2236\u02d0\ua789][ \t]*|:(?=\S)|[ \t]+"
    return re.compile(rf"^[ \t]*(?P<key>{keys})(?:{signs})(?P<rest>\S.*)$", re.MULTILINE)


def _add_colon(match: re.Match[str]) -> tuple[str, str]:
    key, rest = match["key"], match["rest"].strip()
    return (
        f"there is no colon and space after `{key}`",
        f"Write: `{key}: {rest}`.",
    )


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
    return languages.asked(word(node, path), LIKELY)


def locale_key(key: yaml.Node, path: str) -> str:
    """Read a locale that stands before a colon. Raises `ProjectError` for anything else."""
    try:
        return locale(key, path)
    except (ValueError, DragomanError) as error:
        problem = error.problem if isinstance(error, DragomanError) else str(error)
        advice = error.advice if isinstance(error, DragomanError) else ""
        raise wrong(key, path, problem, advice) from None


def by_locale(found: Iterable[Pair], path: str, read: Callable[[Pair, str], R]) -> tuple[R, ...]:
    """Return what is read of choices, some of which stand below the locale that they are for.

    `read` gets the locale, which is empty for a choice for all. Raises one `ProjectError` that
    tells all mistakes.
    """

    def choices(pair: Pair) -> list[R]:
        key, value = pair
        if not isinstance(value, yaml.MappingNode):
            return [read(pair, "")]
        locale = locale_key(key, path)
        return each(value.value, lambda inner: read(inner, locale))

    return tuple(choice for some in each(found, choices) for choice in some)


def locales(node: yaml.Node, path: str) -> tuple[str, ...]:
    """Read a list of locales, each once. Other commas than YAML's part them, too."""
    written = (each for some in words(node, path) for each in _OTHER_COMMAS.sub(" ", some).split())
    found = tuple(languages.asked(each, LIKELY) for each in written)
    if not found:
        raise ValueError("Write at least one locale: [ru, fa, tr, ar].")
    twice = [each for number, each in enumerate(found) if each in found[:number]]
    if twice:
        raise ValueError(f"{twice[0]} is named twice. Keep only one.")
    return found


def switch(node: yaml.Node, path: str) -> bool:
    """Read `true` or `false`."""
    said = word(node, path).lower()
    if said not in ("true", "false"):
        raise ValueError("Use true or false.")
    return said == "true"


def number(node: yaml.Node, path: str) -> int:
    """Read a whole number from 1 on."""
    said = whole(word(node, path))
    if not said:
        raise ValueError("Write a number from 1 on.")
    return said


def whole(digits: str) -> int | None:
    """Return a whole number; `None` for what is none, and for what is too long to be meant."""
    meant = digits.isascii() and digits.isdigit() and len(digits) <= _LONGEST
    return int(digits) if meant else None


_LONGEST = 100
"""Digits of a number. Python reads none of some thousands, and says so in its own words."""


def wrong(node: yaml.Node, path: str, problem: str, advice: str) -> ProjectError:
    """Return the error that points at the node."""
    mark = node.start_mark
    return ProjectError(
        problem, path=path, line=mark.line + 1, column=mark.column + 1, advice=advice
    )
