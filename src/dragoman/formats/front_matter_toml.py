"""TOML front matter: the texts of chosen keys, as Hugo's articles have them.

Only what stands on one line is read: `key = "text"`, at any depth. Strings over several lines,
lists and everything else keep their bytes.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from dragoman.formats.cover import Span
from dragoman.formats.lines import Extent, extents
from dragoman.model import Block, BlockKind, Layout


@dataclass(frozen=True, slots=True)
class TomlValue(Layout):
    """A string of a TOML front matter."""


_NAME = r"""(?:[A-Za-z0-9_-]+|"[^"\\]*"|'[^']*')"""
_NAMES = rf"{_NAME}(?:[ \t]*\.[ \t]*{_NAME})*"
_TABLE = re.compile(rf"[ \t]*\[\[?[ \t]*({_NAMES})[ \t]*\]\]?[ \t]*(?:#.*)?\Z")
_ENTRY = re.compile(rf"[ \t]*({_NAMES})[ \t]*=[ \t]*")
_TEXT = re.compile(r"""("(?:[^"\\]|\\.)*"|'[^']*')(?=[ \t]*(?:#.*)?\Z)""")
_LONG = re.compile(r'"""|\'\'\'')
_STRING = re.compile(r""""(?:[^"\\]|\\.)*"|'[^']*'|#.*""")
_BARE = re.compile(r"[^#]*[^#\s]")


@dataclass(frozen=True, slots=True)
class Entry:
    """A key with its value on one line."""

    names: tuple[str, ...]
    """The tables that it stands in, and its own name."""

    line: Extent
    value: Extent
    text: str
    """The value, without quotes if it has some."""

    is_text: bool


def entries(text: str, inside: Extent) -> Iterator[Entry]:
    """Yield the entries of one line each."""
    table: tuple[str, ...] = ()
    until, depth = "", 0
    for start, end in extents(text[slice(*inside)]):
        start, end = start + inside[0], end + inside[0]
        line = text[start:end]
        if until:
            until = "" if until in line else until
            continue
        if depth:
            depth += _opened(line)
            continue
        header, entry = _TABLE.match(line), _ENTRY.match(line)
        if header:
            table = _names(header[1])
        elif entry:
            value = line[entry.end() :]
            names = (*table, *_names(entry[1]))
            long = _LONG.match(value)
            if long:
                until = "" if long[0] in value[3:] else long[0]
            elif value.startswith(("[", "{")):
                depth = _opened(value)
            elif found := _entry(value, names, (start, end), start + entry.end()):
                yield found


def spans(text: str, inside: Extent, keys: Collection[str]) -> list[Span]:
    """Return the texts of the chosen keys."""
    return [
        Span(entry.value, BlockKind.METADATA, entry.text, TomlValue(), name=".".join(entry.names))
        for entry in entries(text, inside)
        if entry.is_text and (entry.names[-1] in keys or ".".join(entry.names) in keys)
    ]


def encode(block: Block, text: str) -> str:
    """Return a text between quotes: the source's, if they can hold it."""
    if block.raw.startswith("'") and "'" not in text and text.isprintable():
        return f"'{text}'"
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _entry(value: str, names: tuple[str, ...], line: Extent, start: int) -> Entry | None:
    quoted = _TEXT.match(value)
    if quoted is None:
        bare = _BARE.match(value)
        known = bare is not None and value[0] not in "\"'"
        return Entry(names, line, (start, start), bare[0], False) if bare and known else None
    raw = quoted[1]
    try:
        text = json.loads(raw) if raw[0] == '"' else raw[1:-1]
    except ValueError:
        return None  # an escape that JSON does not know
    return Entry(names, line, (start, start + len(raw)), text, True)


def _names(dotted: str) -> tuple[str, ...]:
    return tuple(match[0].strip("\"'") for match in re.finditer(_NAME, dotted))


def _opened(line: str) -> int:
    """Return how many more brackets the line opens than it closes."""
    bare = _STRING.sub("", line)
    return sum(map(bare.count, "[{")) - sum(map(bare.count, "]}"))
