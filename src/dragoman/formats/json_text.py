"""The strings of a JSON text, with the place where each of them stands."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass

from dragoman.formats.lines import Extent
from dragoman.patterns import lazily

Path = tuple[str | int, ...]
"""The names and numbers by which a value is reached from the whole."""

_TOKEN = lazily(r'"((?:[^"\\]|\\.)*+)(?:"|\\?\Z)|[{}\[\],]', re.DOTALL)
_CHARACTER = lazily(
    r"\\u[dD][89aAbB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|\\u[0-9a-fA-F]{4}|\\.|.", re.DOTALL
)
_HALF = lazily(r"[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class JsonString:
    """A string, its quotation marks left out."""

    path: Path
    extent: Extent


@dataclass(slots=True)
class _Open:
    """An object or a list that is not closed yet."""

    is_object: bool
    at: str | int | None
    """Which of its values comes next; `None` where its name comes next."""


def strings(text: str) -> Iterator[JsonString]:
    """Yield the values that are strings, in order, of a text that is known to be JSON."""
    around: list[_Open] = []
    for token in _TOKEN.finditer(text):
        sign = token[0][0]
        holder = around[-1] if around else None
        if sign in "{[":
            around.append(_Open(sign == "{", None if sign == "{" else 0))
        elif sign in "}]":
            around.pop()
        elif sign == "," and holder is not None:
            holder.at = None if holder.is_object else int(holder.at or 0) + 1
        elif sign == '"' and holder is not None:
            if holder.at is None:
                holder.at = read(token[1])
            else:
                path = tuple(each.at for each in around if each.at is not None)
                yield JsonString(path, token.span(1))


def read(raw: str, *, strict: bool = False) -> str:
    """Return what a string says that is written so.

    Half a character, which no text can hold, is shown as programs show it. Raises `ValueError` for
    what is no string; `strict` also for control characters.
    """
    said = str(json.loads(f'"{raw}"', strict=strict))
    return said if said.isascii() else _HALF.sub("\ufffd", said)


def written(text: str) -> str:
    """Return how a string is written."""
    return json.dumps(text, ensure_ascii=False)[1:-1]


def places(raw: str) -> list[int]:
    """Return where each character of what a string says stands in it, and where it ends."""
    return [*(match.start() for match in _CHARACTER.finditer(raw)), len(raw)]
