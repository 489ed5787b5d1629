"""Where everything stands in a review file: the characters that belong to each entry.

PyYAML's node marks say where a value begins and ends; comments and blank lines are in no node.
Here they are given to the entry they speak of: a comment above an entry belongs to the entry
below it, a comment indented deeper than the entry's first column to the entry above.
"""

from __future__ import annotations

from dataclasses import dataclass

import yaml


@dataclass(frozen=True, slots=True)
class Chunk:
    """The characters of one entry of a list or mapping."""

    lead: str
    """Blank lines and comments above the entry."""

    body: str
    """The entry from the start of its first line to the end of its last, line end included."""

    column: int
    """The column of the entry's first character, counted from 0."""

    start: int
    """Where `body` begins in the file, in characters."""

    @property
    def end(self) -> int:
        """Where it ends."""
        return self.start + len(self.body)


@dataclass(frozen=True, slots=True)
class Section:
    """A top-level key of the file with its value."""

    key: str
    start: int
    """Where the section begins in the file, in characters."""

    head: str
    """From the start of the key's line to its first entry, or the whole section."""

    chunks: tuple[Chunk, ...]
    tail: str
    """What follows the last entry, up to the next section."""

    node: yaml.Node


def sections(text: str, root: yaml.MappingNode) -> tuple[str, tuple[Section, ...]]:
    """Cut the file into what stands before the first key and one section a key.

    Joining the preamble and every section's head, chunks and tail gives back the text.
    """
    if not root.value:
        return text, ()
    starts = [_line_start(text, key.start_mark.index) for key, _ in root.value]
    ends = [*starts[1:], len(text)]
    cut = tuple(
        _section(text, key.value, node, start, end)
        for (key, node), start, end in zip(root.value, starts, ends, strict=True)
    )
    return text[: starts[0]], cut


def fields(text: str, item: yaml.MappingNode) -> dict[str, tuple[int, int]]:
    """Say where each key of an entry stands, as (start, end) in characters of the file.

    A field runs from its key to the end of its value's last line, comment included.
    """
    return {key.value: (key.start_mark.index, _line_end(text, value)) for key, value in item.value}


def _section(text: str, key: str, node: yaml.Node, start: int, end: int) -> Section:
    bounds = _bounds(text, node)
    if not bounds:
        return Section(key, start, text[start:end], (), "", node)
    chunks = []
    at = min(_own_remarks(text, _line_end_at(text, start)), bounds[0][0])
    head = text[start:at]
    for number, (first, last) in enumerate(bounds):
        column = _column(text, first)
        following = bounds[number + 1][0] if number + 1 < len(bounds) else end
        last = _own_comments(text, last, following, column)
        chunks.append(Chunk(text[at:first], text[first:last], column, first))
        at = last
    return Section(key, start, head, tuple(chunks), text[at:end], node)


def _own_remarks(text: str, at: int) -> int:
    """Move `at` past the comments right below a section's key that a blank line parts from all."""
    end = at
    while text[end : _line_end_at(text, end)].lstrip(" \t").startswith("#"):
        end = _line_end_at(text, end)
    return end if not text[end : _line_end_at(text, end)].strip() else at


def _bounds(text: str, node: yaml.Node) -> list[tuple[int, int]]:
    """The first and last character of each entry of a block collection, whole lines."""
    if not isinstance(node, (yaml.SequenceNode, yaml.MappingNode)) or node.flow_style:
        return []
    if isinstance(node, yaml.MappingNode):
        return [
            (_line_start(text, key.start_mark.index), _line_end(text, value))
            for key, value in node.value
        ]
    return [(_dash(text, item.start_mark.index), _line_end(text, item)) for item in node.value]


def _dash(text: str, index: int) -> int:
    """The start of the line with the dash that opens the entry at `index`."""
    start = _line_start(text, index)
    while start and not text[start:index].lstrip().startswith("-"):
        start = _line_start(text, start - 1)
    return start


def _own_comments(text: str, at: int, limit: int, column: int) -> int:
    """Move `at` past the comment lines that are indented deeper than the entry."""
    end = at
    while at < limit:
        after = _line_end_at(text, at)
        line = text[at:after]
        indent = len(line) - len(line.lstrip(" "))
        if line.strip() and not (line.lstrip().startswith("#") and indent > column):
            break
        if line.strip():
            end = after
        at = after
    return end


def _line_end(text: str, node: yaml.Node) -> int:
    """The end of the last line of a node's own text, line end included."""
    while isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
        last = node.value[-1]
        node = last[1] if isinstance(node, yaml.MappingNode) else last
    end: int = node.end_mark.index
    if isinstance(node, yaml.ScalarNode) and node.style in ("|", ">"):
        while end and text[end - 1] in " \t\r\n":
            end -= 1
    return _line_end_at(text, end)


def _line_end_at(text: str, index: int) -> int:
    return text.find("\n", index) + 1 or len(text)


def _line_start(text: str, index: int) -> int:
    return text.rfind("\n", 0, index) + 1


def _column(text: str, index: int) -> int:
    end = index
    while text[end : end + 1] == " ":
        end += 1
    return end - index
