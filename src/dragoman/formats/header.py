"""The first level of a front matter: reading its entries, and setting or removing some.

Only the lines of an entry that changes are written; all others keep their bytes. YAML in its
block and flow style, and TOML.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

import yaml

from dragoman.errors import ArticleError
from dragoman.formats import front_matter
from dragoman.formats.lines import Extent, extents, first_ending
from dragoman.handyaml.scalars import Style, written
from dragoman.patterns import lazily

Value = str | int | float

_BLANK = lazily(r"[ \t]*(?:#.*)?\Z")


@dataclass(frozen=True, slots=True)
class HeaderEntry:
    """A key at the first level, with its value."""

    name: str
    start: int
    """Where the key begins in the text."""

    end: int
    """Where the value ends: in block style the line after it, comments left out."""

    text: str | None
    """The value, if it is a single scalar that says something."""

    is_mapping: bool
    shown: str = ""
    """The entry as YAML, where the front matter is TOML."""


@dataclass(frozen=True, slots=True)
class Header:
    """The front matter of a text."""

    inner: Extent
    """What lies between its fences."""

    end: int
    """Where the article begins."""

    toml: bool
    in_flow: bool
    """Whether it is written between braces."""

    indent: str
    entries: tuple[HeaderEntry, ...]

    json: bool = False
    """Whether programs read it as JSON, which YAML holds but for its looser forms."""

    code: bool = False
    """Whether it is a program, which nobody but its generator can read or change."""

    def entry(self, name: str) -> HeaderEntry | None:
        """Return the entry with the name."""
        return next((entry for entry in self.entries if entry.name == name), None)

    def yaml(self, entry: HeaderEntry, text: str) -> str:
        """Return an entry as YAML; `text` is that of the article."""
        return entry.shown or text[entry.start : entry.end]

    def value(self, name: str) -> str:
        """Return the text of an entry, empty where there is none."""
        entry = self.entry(name)
        return (entry and entry.text) or ""


def read(path: str, text: str) -> Header | None:
    """Return the front matter at the beginning of the text, `None` where there is none.

    Raises ArticleError where it cannot be read.
    """
    _, end = front_matter.spans(path, text, ())
    if not end:
        return None
    whole = front_matter.json_end(text) == end
    lines = front_matter.fenced(text[:end])
    inner = (0, end) if whole else (lines[1][0], lines[-1][0])
    if text.startswith("+++", lines[0][0]):
        from dragoman.formats import front_matter_toml  # its library takes time to load

        found = front_matter_toml.document(path, text, inner)
        level = front_matter_toml.first_level(found) if found is not None else ()
        table = tuple(_of_toml(text, inner, *each) for each in level)
        return Header(inner, end, toml=True, in_flow=False, indent="", entries=table)
    if front_matter.is_code(text):
        return Header(inner, end, toml=False, in_flow=True, indent="", entries=(), code=True)
    content = text[slice(*inner)]
    root, entries = _entries(content, inner[0])
    in_flow = root is not None and bool(root.flow_style)
    column = root.start_mark.column if root and root.start_mark and not in_flow else 0
    return Header(
        inner, end, toml=False, in_flow=in_flow, indent=" " * column, entries=tuple(entries),
        json=whole or text.startswith("---json", lines[0][0]),
    )  # fmt: skip


def _of_toml(text: str, inner: Extent, name: str, value: str | None, shown: str) -> HeaderEntry:
    named = re.compile(rf"^[ \t]*\[?[ \t]*{re.escape(name)}\b", re.MULTILINE)
    match = named.search(text, *inner)
    start = match.start() if match else inner[0]
    return HeaderEntry(name, start, start, value, is_mapping=value is None, shown=shown)


def changed(
    path: str,
    text: str,
    values: Mapping[str, Value],
    without: str = "",
    drop: Collection[str] = (),
) -> str:
    """Return the text with the entries set, without the mapping `without` and the entries `drop`.

    An entry that is there keeps its place; others come last. A text without a front matter
    gets one, if there is anything to set. Raises ArticleError where it cannot be read, or where
    it is written in a way that takes no entry.
    """
    header = read(path, text)
    if header is None:
        if not values:
            return text
        ending = first_ending(text)
        lines = [f"{name}: {_yaml(value)}" for name, value in values.items()]
        return ending.join(["---", *lines, "---", "", text])
    if header.code:
        if values:
            raise _takes_none(path)
        return text
    gone = {name for name in drop if name not in values}
    gone |= {each.name for each in header.entries if each.name == without and each.is_mapping}
    if header.toml:
        return _changed_toml(path, text, header, values, gone)
    edits = list(_edits(text, header, values, gone))
    if not edits:
        return text
    result = text
    for (start, end), new in sorted(edits, reverse=True):
        result = result[:start] + new + result[end:]
    if header.json:
        end = header.inner[1] + len(result) - len(text)
        result = _without_last_comma(result[:end]) + result[end:]
    _verify(path, result, header, values, gone)
    return result


def _edits(
    text: str, header: Header, values: Mapping[str, Value], gone: Collection[str]
) -> Iterator[tuple[Extent, str]]:
    ending = first_ending(text)
    fresh = dict(values)
    for entry in header.entries:
        if entry.name in gone:
            yield (entry.start, entry.end), ""
        elif entry.name in fresh:
            value = fresh.pop(entry.name)
            if str(value) != entry.text:
                yield (entry.start, entry.end), _line(header, entry.name, value, ending)
    if fresh:
        place = header.inner[1] if not header.in_flow else text.index("{", header.inner[0]) + 1
        lines = "".join(_line(header, name, value, ending) for name, value in fresh.items())
        yield (place, place), lines


def _changed_toml(
    path: str, text: str, header: Header, values: Mapping[str, Value], gone: Collection[str]
) -> str:
    from dragoman.formats import front_matter_toml

    start, end = header.inner
    found = front_matter_toml.document(path, text, header.inner)
    ending = first_ending(text)
    new = None if found is None else front_matter_toml.changed(found, values, gone, ending)
    if new is None:
        raise _takes_none(path)
    return text[:start] + new + text[end:]


def _line(header: Header, name: str, value: Value, ending: str) -> str:
    if header.in_flow:
        key = json.dumps(name) if header.json else name
        return f"{key}: {json.dumps(value, ensure_ascii=False)}, "
    return f"{header.indent}{name}: {_yaml(value)}{ending}"


def _yaml(value: Value) -> str:
    return written(value, Style.PLAIN, "", in_flow=False) if isinstance(value, str) else str(value)


def _verify(
    path: str, result: str, before: Header, values: Mapping[str, Value], gone: Collection[str]
) -> None:
    """Make sure that the entries read back, and all others are the same ones."""
    after = read(path, result)
    found = {entry.name: entry.text for entry in after.entries} if after else {}
    wanted = {entry.name: entry.text for entry in before.entries if entry.name not in gone}
    wanted |= {name: str(value) for name, value in values.items()}
    if after and after.json and not _is_json(result[slice(*after.inner)]):
        raise _takes_none(path)
    if found != wanted or (after and not _names_are_known(result[slice(*after.inner)])):
        raise _takes_none(path)


def _without_last_comma(text: str) -> str:
    """Take out the comma behind the last entry of an object with which a text ends."""
    above = text.rstrip().removesuffix("}").rstrip()
    return above[:-1] + text[len(above) :] if above.endswith(",") else text


def _is_json(text: str) -> bool:
    try:
        json.loads(text)
    except ValueError:
        return False
    return True


def _takes_none(path: str) -> ArticleError:
    return ArticleError(
        "the front matter is written in a way that takes no further key",
        path=path,
        line=1,
        advice="Write each entry as “key: text” on a line of its own, from the first column, "
        "or say `metadata: never` in the section `publish` of dragoman.yaml.",
    )


def _names_are_known(content: str) -> bool:
    """Whether every alias still has its anchor."""
    events = list(yaml.parse(content, Loader=yaml.CSafeLoader))
    aliases = {event.anchor for event in events if isinstance(event, yaml.AliasEvent)}
    others = (each for each in events if not isinstance(each, yaml.AliasEvent))
    return aliases <= {each.anchor for each in others if isinstance(each, yaml.NodeEvent)}


def first_level(content: str) -> list[HeaderEntry]:
    """Return the entries of a YAML text, such as a file that holds nothing else."""
    return _entries(content, 0)[1]


def _entries(content: str, offset: int) -> tuple[yaml.MappingStartEvent | None, list[HeaderEntry]]:
    """Return the root and its entries, walking the parser's events without recursion."""
    root: yaml.MappingStartEvent | None = None
    depth = 0
    key: yaml.ScalarEvent | None = None
    first: yaml.Event | None = None
    entries: list[HeaderEntry] = []
    for event in yaml.parse(content, Loader=yaml.CSafeLoader):
        opens = isinstance(event, yaml.CollectionStartEvent)
        if root is None:
            if isinstance(event, yaml.MappingStartEvent):
                root, depth = event, 1
            continue
        if isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        whole = isinstance(event, (yaml.NodeEvent, yaml.CollectionEndEvent)) and depth == 1
        if opens:
            depth += 1
        if depth == 0:
            break
        if key is None:
            key = event if whole and isinstance(event, yaml.ScalarEvent) else None
            first = None
        else:
            first = first or event
            if whole and not opens:
                entries.append(_entry(content, offset, key, first, event, root))
                key = None
    return root, entries


def _entry(
    content: str,
    offset: int,
    key: yaml.ScalarEvent,
    first: yaml.Event,
    last: yaml.Event,
    root: yaml.MappingStartEvent,
) -> HeaderEntry:
    # libyaml skips a byte order mark and does not count it.
    skipped = content.startswith("\ufeff")
    start = (key.start_mark.index if key.start_mark else 0) + skipped
    end = (last.end_mark.index if last.end_mark else 0) + skipped
    if root.flow_style:
        after = re.compile(r"\s*,?\s*").match(content, end)
        end = after.end() if after else end
    else:
        column = key.start_mark.column if key.start_mark else 0
        start -= column
        end = _line_end(content, start, end)
    text = first.value if isinstance(first, yaml.ScalarEvent) else None
    is_mapping = isinstance(first, yaml.MappingStartEvent)
    return HeaderEntry(key.value, start + offset, end + offset, text, is_mapping)


def _line_end(content: str, start: int, end: int) -> int:
    """Return the start of the line after the last one that says something before `end`."""
    reached = start
    for first, last in extents(content[start:]):
        if start + first >= end and reached > start:
            break
        if not _BLANK.match(content, start + first, start + last) or reached == start:
            ending = re.compile(r"\r\n|\r|\n|\Z").match(content, start + last)
            reached = ending.end() if ending else start + last
    return reached
