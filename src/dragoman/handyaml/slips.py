"""What is wrong in a file that a person edited: where, what, and what to do.

All slips of a file are collected and told at once, so that thirty of them need one look.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

import yaml

from dragoman.errors import DragomanError

MOST = 100
"""Slips of one file that are told at once."""

SHOWN = 120
"""Characters of a line that a message shows."""


class SlipError(Exception):
    """A slip at a character of a text. `what` was found there, `advice` says what to do."""

    def __init__(self, at: int, what: str, advice: str) -> None:
        super().__init__(what)
        self.at = at
        self.what = what
        self.advice = advice


def slip(node: yaml.Node, what: str, advice: str) -> SlipError:
    """Return the slip that points at a node."""
    return SlipError(node.start_mark.index, what, advice)


@dataclass(frozen=True, slots=True)
class FileKind:
    """A kind of file: what its keys are, and how its readers are spoken to."""

    name: str
    """What it is called in messages, with its article: `the glossary`."""

    error: type[DragomanError]

    keys: tuple[str, ...]
    """The keys that have a meaning."""

    text: str
    """How to write a text that YAML would misread."""

    sections: tuple[str, ...] = ()
    """The keys at the first level, if all that have a meaning are known. Only these then begin a
    section, and only `keys` a line with a key: the file holds long texts of people."""

    lists: tuple[str, ...] = ()
    """Those of the sections that hold a list."""

    texts: tuple[str, ...] = ()
    """The keys that hold a text, where lists and mappings may not stand; all if it is empty."""

    kept: str = ""
    """The section that Dragoman keeps."""

    restore: str = ""
    """What to do where `kept` is damaged."""

    is_list: bool = False
    """Whether the file is a list, and not keys with values."""

    indent: str = "Let it begin at the same column as the other keys."
    left: str = "The file was left as it is."
    longest: int = 1_000_000
    """The most characters that are read."""


@dataclass(frozen=True, slots=True)
class SlipSheet:
    """The text that is being read, with the slips found so far."""

    text: str
    whole: bool = True
    """Whether it is the whole file, and not an entry of one that cannot be read as a whole."""

    slips: list[SlipError] = field(default_factory=list)
    above: int = 0
    """How many lines the whole file has above the first of the text."""

    names: dict[object, int] = field(default_factory=dict)
    """What may be given but once in the file, with the line of the first."""

    def first(self, name: object, node: yaml.Node) -> int | None:
        """Return the line at which the name was given before, and remember where it is now."""
        line = self.above + node.start_mark.line + 1
        known = self.names.setdefault(name, line)
        return known if known != line else None

    def at(self, line: int, column: int) -> int:
        """Return the character at a line and column, both counted from 1."""
        start = 0
        for _ in range(line - 1):
            start = self.text.find("\n", start) + 1
        return start + column - 1

    @contextmanager
    def noting(self) -> Iterator[None]:
        """Note a slip that ends the block, and go on after it."""
        try:
            yield
        except SlipError as found:
            self.slips.append(found)


def place(text: str, index: int) -> tuple[int, int]:
    """Return line and column of a character, counted from 0."""
    return text.count("\n", 0, index), index - text.rfind("\n", 0, index) - 1


def excerpt(line: str, column: int = 0) -> str:
    """Return a line about a column, cut to what fits a screen."""
    line = line.rstrip("\r")
    if len(line) <= SHOWN:
        return line
    most = len(line) - SHOWN + 1
    start = max(0, min(column + 1 - SHOWN // 2, most)) if column >= SHOWN - 10 else 0
    end = start + SHOWN - bool(start)
    end -= end < len(line)
    return ("…" if start else "") + line[start:end] + ("…" if end < len(line) else "")


def told(
    text: str, path: str, kind: FileKind, slips: Sequence[SlipError], above: int = 0
) -> DragomanError:
    """Return one error that tells all slips, in the order of the file.

    `above` is the number of lines above the text.
    """
    unique: dict[int, SlipError] = {}
    for each in slips:
        unique.setdefault(each.at, each)
    found = [unique[at] for at in sorted(unique)]
    errors = []
    line, start = 0, 0
    for each in found[:MOST]:
        line += text.count("\n", start, each.at)
        start = each.at
        begin = text.rfind("\n", 0, each.at) + 1
        # No more of a line is copied than an excerpt may show.
        end = text.find("\n", begin, each.at + 2 * SHOWN)
        column = each.at - begin
        errors.append(
            kind.error(
                each.what,
                path=path,
                line=above + line + 1,
                column=column + 1,
                excerpt=excerpt(text[begin : end if end >= 0 else each.at + 2 * SHOWN], column),
                advice=each.advice,
            )
        )
    if len(found) > MOST:
        errors[-1].advice += f" {len(found) - MOST} more are told when these are gone."
    if kind.left and errors[-1].advice.endswith((".", "?")):
        errors[-1].advice += f" {kind.left}"
    first, *others = errors
    first.others = tuple(others)
    return first
