"""TOML front matter: the texts of chosen keys, as Hugo's articles have them.

tomlkit reads it and keeps every byte, but does not say where a value stands. So each text is
replaced by a mark, and the marks are looked for in what tomlkit writes.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import tomlkit
from tomlkit.exceptions import ParseError, TOMLKitError
from tomlkit.items import Item, String

from dragoman.errors import ArticleError
from dragoman.formats.cover import Span
from dragoman.formats.front_matter_values import TomlValue, is_long
from dragoman.formats.lines import ENDING, Extent, first_ending, normalized
from dragoman.handyaml import DEEPEST, FileKind, SlipError, conflicts, told
from dragoman.model import Block, BlockKind
from dragoman.patterns import lazily

TOML = FileKind(
    name="the front matter",
    error=ArticleError,
    keys=(),
    text='Put the text between double quotation marks: key = "text"',
    left="",
)

_LIKE_TOML = lazily(r"^[ \t]*(?:[\w.\"'-]+[ \t]*=|\[)", re.MULTILINE)
"""A line that makes a text between two lines of plus signs look like front matter."""

_TWICE = lazily(r'Key "([^"]+)" already exists')
_PLACE = lazily(r" at line \d+ col \d+\Z")
_FLATTEN = "Delete the brackets that nothing needs, or restore a backup."


@dataclass(frozen=True, slots=True)
class TomlText:
    """A value that is text."""

    names: tuple[str, ...]
    """The tables and lists that it stands in, and its own name."""

    path: tuple[str, ...]
    """The same without positions in lists."""

    value: Extent
    text: str


def document(path: str, text: str, inside: Extent) -> tomlkit.TOMLDocument | None:
    """Return the front matter, or `None` where this is a text between two lines of plus signs.

    Raises ArticleError, which tells each line that cannot be read.
    """
    content = text[slice(*inside)]
    above = len(ENDING.findall(text, 0, inside[0]))
    if _depth(content) > DEEPEST:
        slip = SlipError(0, f"lists or tables are nested more than {DEEPEST} deep", _FLATTEN)
        raise told(content, path, TOML, [slip], above)
    try:
        return tomlkit.parse(content)
    except TOMLKitError as error:
        if not _LIKE_TOML.search(normalized(content)):
            return None
        lines = normalized(content)
        slips = conflicts(lines) or list(_slips(lines, error))
        raise told(normalized(content), path, TOML, slips, above) from None


def _depth(content: str) -> int:
    """Return how deep brackets could nest, those in texts counted too."""
    deepest = depth = 0
    for bracket in re.findall(r"[\[\]{}]", content):
        depth = depth + 1 if bracket in "[{" else max(0, depth - 1)
        deepest = max(deepest, depth)
    return deepest


MOST = 20
"""How many mistakes of one front matter are told."""


def _slips(content: str, error: TOMLKitError) -> Iterator[SlipError]:
    """Yield what is wrong, line by line: each that cannot be read is passed over.

    All is read again for each. Where more than `MOST` lines are wrong it is no front matter.
    """
    lines = content.split("\n")
    for _ in range(min(len(lines), MOST)):
        number = error.line - 1 if isinstance(error, ParseError) else 0
        number = min(max(number, 0), len(lines) - 1)
        twice = _TWICE.search(str(error))
        while twice and number and not lines[number].lstrip(' ["').startswith(twice[1]):
            number -= 1
        line = lines[number]
        at = sum(len(each) + 1 for each in lines[:number])
        column = error.col if isinstance(error, ParseError) else 0
        what, advice = _cause(line, str(error))
        yield SlipError(at + min(column, len(line)), what, advice)
        if line.startswith("#"):
            return
        lines[number] = "#" + line[1:]
        try:
            tomlkit.parse("\n".join(lines))
        except TOMLKitError as following:
            error = following
        else:
            return


def _cause(line: str, problem: str) -> tuple[str, str]:
    """Return what is wrong in a line and what to do, of the causes that fit the first."""
    key, sign, value = line.partition("=")
    value = value.strip()
    if "already exists" in problem:
        return f"`{key.strip(' []')}` is given twice", "Keep only one."
    if not sign and ":" in line:
        return "a colon stands where TOML has an equals sign", 'Write it so: key = "text"'
    if not sign:
        return "this line is neither `key = value` nor `[table]`", TOML.text
    if not key.strip():
        return "there is no key before the equals sign", 'Write it so: key = "text"'
    if "Invalid character" in problem and "string" in problem:
        return (
            "a backslash has a meaning between double quotation marks",
            "Write it twice, or put the text between single ones: key = 'text'",
        )
    if "date" in problem.lower() or re.match(r"\d{4}-\d", value):
        return "this is not a date that there is", "Write it so: 2027-03-09 or 2027-03-09T08:00:00Z"
    if value[:1] in "\"'" and value.count(value[:1]) < 2:
        return "a quotation mark opens here and is never closed", TOML.text
    if value[:1].isalpha():
        return "a text stands without quotation marks", TOML.text
    return f"this is not valid TOML ({_PLACE.sub('', problem)})", TOML.text


def entries(found: tomlkit.TOMLDocument, text: str, inside: Extent) -> list[TomlText]:
    """Return all texts, in their order. The document is of no use afterwards."""
    content = text[slice(*inside)]
    if found.as_string() != content:
        return []
    stem = "zq"
    while stem in content:
        stem += "q"
    values: list[tuple[tuple[str, ...], tuple[str, ...], String]] = []
    for parent, key, names, path, value in list(_texts(found)):
        parent[key] = tomlkit.string(f"{stem}{len(values)}{stem}", literal=True)
        values.append((names, path, value))
    made = []
    at = inside[0]
    parts = re.split(rf"'{stem}(\d+){stem}'", found.as_string())
    for number, part in enumerate(parts):
        if number % 2 == 0:
            at += len(part)
            continue
        names, path, value = values[int(part)]
        end = at + len(value.as_string())
        if text[at:end] != value.as_string():
            return []
        made.append(TomlText(names, path, (at, end), normalized(str(value)).strip()))
        at = end
    return made


def _texts(
    parent: Any, names: tuple[str, ...] = (), path: tuple[str, ...] = ()
) -> Iterator[tuple[Any, Any, tuple[str, ...], tuple[str, ...], String]]:
    """Yield each text with what holds it, its key there, its names and its path."""
    is_list = isinstance(parent, list)
    pairs = enumerate(list(parent)) if is_list else list(parent.items())
    for key, value in pairs:
        inner = (*names, str(key + 1) if is_list else str(key))
        along = path if is_list else (*path, str(key))
        if isinstance(value, String):
            yield parent, key, inner, along, value
        elif isinstance(value, list | dict):
            yield from _texts(value, inner, along)


def spans(path: str, text: str, inside: Extent, keys: Collection[str]) -> list[Span] | None:
    """Return the texts of the chosen keys, and `None` where this is no front matter."""
    found = document(path, text, inside)
    if found is None:
        return None
    return [
        Span(entry.value, BlockKind.METADATA, entry.text, TomlValue(), name=".".join(entry.names))
        for entry in entries(found, text, inside)
        if entry.text and (entry.path[-1] in keys or ".".join(entry.path) in keys)
    ]


def first_level(found: tomlkit.TOMLDocument) -> Iterator[tuple[str, str | None, str]]:
    """Yield each key at the first level: its name, its value if it is one, and it as YAML."""
    for name, value in found.items():
        single = isinstance(value, Item) and not isinstance(value, list | dict)
        plain = str(value) if isinstance(value, String) else value.as_string() if single else None
        # tomlkit gives booleans as Python's own.
        data = value.unwrap() if isinstance(value, Item) else value
        yield name, plain, json.dumps({name: data}, ensure_ascii=False, default=str)


def changed(
    found: tomlkit.TOMLDocument, values: Mapping[str, object], gone: Collection[str], ending: str
) -> str | None:
    """Return the front matter with the values set, and without the entries that are to go.

    What is new comes first, for what follows a table belongs to it. `None` where it is written
    in a way that takes no further key.
    """
    wanted = found.unwrap()
    for name in wanted.keys() & set(gone):
        found.remove(name)
        del wanted[name]
    fresh = ""
    for name, value in values.items():
        if name not in wanted:
            fresh += f"{name} = {_json(value)}{ending}"
        elif wanted[name] != value:
            found[name] = tomlkit.value(_json(value))
    wanted |= values
    text = fresh + found.as_string()
    try:
        return text if tomlkit.parse(text).unwrap() == wanted else None
    except TOMLKitError:
        return None


def _json(value: object) -> str:
    """Return a value as JSON and TOML both write it."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def encode(block: Block, text: str) -> str:
    """Return a text between quotes: the source's, if they can hold it."""
    raw = block.raw
    if is_long(raw):
        return _long(raw, text)
    if raw.startswith("'") and "'" not in text and text.isprintable():
        return f"'{text}'"
    return _json(text)


def _long(raw: str, text: str) -> str:
    quotes, inner, ending = raw[:3], raw[3:-3], first_ending(raw)
    literal = quotes == "'''" and "''" not in text and not text.endswith("'")
    if not (literal and text.replace("\n", "").isprintable()):
        quotes = '"""'
        text = "\n".join(_json(line)[1:-1] for line in text.split("\n"))
    before = ending if ENDING.match(inner) else ""
    after = ending if ENDING.search(inner[-2:]) and before != inner else ""
    return f"{quotes}{before}{text.replace(chr(10), ending)}{after}{quotes}"
