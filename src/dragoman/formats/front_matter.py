"""Front matter: the values of chosen keys are translated, the rest is verbatim.

The values are found by the places that PyYAML's parser reports for them, so that comments, order
and layout of everything else keep their bytes. Its events are walked without recursion, for
libyaml's own composer overflows the C stack on deeply nested input.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field

import yaml

from dragoman.errors import ArticleError
from dragoman.formats import flow
from dragoman.formats.contract import left_in_source
from dragoman.formats.cover import Span
from dragoman.formats.front_matter_values import TomlValue, YamlValue
from dragoman.formats.lines import ENDING, Extent, extents, normalized
from dragoman.handyaml import FileKind, SlipError, bounded, refusal, told
from dragoman.handyaml.scalars import Style, is_string, written
from dragoman.model import Block, BlockKind, Finding
from dragoman.patterns import lazily

FRONT_MATTER = FileKind(
    name="the front matter",
    error=ArticleError,
    keys=(
        "title",
        "subtitle",
        "description",
        "summary",
        "caption",
        "author",
        "date",
        "tags",
        "draft",
        "publish",
        "layout",
        "slug",
        "lang",
    ),
    text='Put the whole text after the key between double quotation marks: key: "text"',
    indent="Write each entry as “key: text” on a line of its own, from the first column.",
    left="",
)

_FENCE = lazily(r"---|(?:[ \t]*\r?\n)*+\+\+\+")
"""How a text with a front matter begins: Hugo and Zola pass over blank lines above TOML."""

_YAML = lazily(r"---(?:json|ya?ml)?[ \t]*\Z")
"""Eleventy names the language; all of JSON is YAML."""

_CODE = lazily(r"---(?:js|javascript)[ \t]*(?:\r?\n|\Z)")
_YAML_END = lazily(r"(?:---|\.\.\.)[ \t]*\Z")
_TOML = lazily(r"\+\+\+[ \t]*\Z")

_KEY = lazily(r"""^[{ ]*["']?[\w.-]+["']?[ \t]*:(?:[ \t]|$)""", re.MULTILINE)
"""A line that makes a text between two lines of dashes look like front matter."""

_OBJECT = lazily(r"\{\s*\"[^\"\n]+\"[ \t]*:")
_LINE_END = lazily(r"[ \t]*(?:\r?\n|\Z)")

_PROPERTIES = lazily(r"(?:[!&]\S*\s+)+")
"""A tag and an anchor, which stand before a value and stay."""

_BLANK_END = lazily(r"(?<![ \t\r\n])[ \t]*([\r\n])[ \t\r\n]*\Z")


def spans(path: str, text: str, keys: Collection[str]) -> tuple[list[Span], int]:
    """Return the values to translate, and where the front matter ends: 0 where there is none.

    A key is chosen by its name at any depth, or by its whole dotted path, such as `image.alt`.
    A list under a chosen key is translated item by item. Values that are not text are left.

    Raises ArticleError where it cannot be read.
    """
    if not _FENCE.match(text):
        end = json_end(text)
        values = _values(path, text, (0, end), frozenset(keys)) if end else None
        return ([], 0) if values is None else (values, end)
    lines = fenced(text)
    if is_code(text):
        last = _closing(text, lines, _CODE, _YAML_END)
        return [], 0 if last is None else (*lines, (len(text), 0))[last + 1][0]
    for opening, closing in ((_YAML, _YAML_END), (_TOML, _TOML)):
        last = _closing(text, lines, opening, closing)
        if last is None:
            continue
        end = lines[last + 1][0] if last + 1 < len(lines) else len(text)
        if opening is _TOML:
            from dragoman.formats import front_matter_toml  # its library takes time to load

            inside = (lines[1][0], lines[last][0])
            texts = front_matter_toml.spans(path, text, inside, frozenset(keys))
            return ([], 0) if texts is None else (texts, end)
        values = _values(path, text, (lines[1][0], lines[last][0]), frozenset(keys))
        return ([], 0) if values is None else (values, end)
    return [], 0


def json_end(text: str) -> int:
    """Return where the object of JSON ends that a text of Hugo begins with; 0 where none does."""
    if not _OBJECT.match(text):
        return 0
    try:
        _, end = json.JSONDecoder().raw_decode(text)
    except (ValueError, RecursionError):
        return 0
    line_end = _LINE_END.match(text, end)
    return line_end.end() if line_end else 0


def is_code(text: str) -> bool:
    """Whether the front matter is a program: nothing of it is known, and all of it stays."""
    return _CODE.match(text) is not None


def findings(text: str) -> tuple[Finding, ...]:
    """Return what is to be said of the front matter."""
    found = is_code(text) and spans("", text, ())[1]
    return (left_in_source(1, "the front matter in JavaScript"),) if found else ()


def fenced(text: str) -> list[Extent]:
    """Return the lines of a text with a front matter, those above it left out."""
    lines = extents(text)
    first = next((n for n, line in enumerate(lines) if text[slice(*line)].strip()), 0)
    return lines[first:]


def encode(block: Block, targets: Sequence[str | None]) -> str:
    """Return a value of the front matter with the targets in place, written as it was.

    Where its style cannot hold the new text, the value is double-quoted.
    """
    text = flow.joined(block, targets)
    match block.layout:
        case TomlValue():
            from dragoman.formats import front_matter_toml

            if not block.layout.holds_paragraphs(block):
                text = flow.on_one_line(text)
            return front_matter_toml.encode(block, text)
        case YamlValue(style, in_flow):
            if not block.layout.holds_paragraphs(block):
                text = flow.on_one_line(text)
            return written(text, style, block.raw, in_flow=in_flow)
    raise TypeError(f"not a value of a front matter: {block.layout}")


def _closing(
    text: str, lines: Sequence[Extent], opening: re.Pattern[str], closing: re.Pattern[str]
) -> int | None:
    """Return the number of the line that closes the front matter, if the text begins with one."""
    if not opening.match(text, *lines[0]):
        return None
    for number, line in enumerate(lines[1:], start=1):
        if closing.match(text, *line):
            return number
    return None


def _values(path: str, text: str, inside: Extent, keys: frozenset[str]) -> list[Span] | None:
    """Return the chosen values, or `None` where this is no front matter but a rule and a text."""
    start, end = inside
    # libyaml skips a byte order mark and does not count it.
    start += text.startswith("\ufeff", start, end)
    content = text[start:end]
    above = len(ENDING.findall(text, 0, start))
    try:
        events = bounded(content)
    except (SlipError, yaml.YAMLError) as error:
        lines = normalized(content)
        if not _KEY.search(lines):
            return None
        raise refusal(lines, path, FRONT_MATTER, error, above) from None
    documents = [i for i, event in enumerate(events) if isinstance(event, yaml.DocumentStartEvent)]
    if not documents:
        return []
    if not isinstance(events[documents[0] + 1], yaml.MappingStartEvent):
        return None
    if len(documents) > 1:
        index, _ = _extent(events[documents[1]])
        slip = SlipError(
            len(normalized(content[:index])),
            "the front matter has a line that begins with three dashes and goes on",
            "Put the closing “---” on a line of its own.",
        )
        raise told(normalized(content), path, FRONT_MATTER, [slip], above)
    return [value.span(content, start) for value in _MappingWalk(keys).values(events)]


@dataclass(frozen=True, slots=True)
class _Value:
    """The text of a chosen key."""

    event: yaml.ScalarEvent
    name: str
    in_flow: bool

    def span(self, content: str, offset: int) -> Span:
        """Return the value's place, `offset` being that of `content` in the article."""
        style = Style(self.event.style or "")
        start, end = _extent(self.event)
        properties = _PROPERTIES.match(content, start, end)
        start = properties.end() if properties else start
        if style in (Style.LITERAL, Style.FOLDED):
            blank = _BLANK_END.search(content, start, end)
            end = blank.start(1) if blank else end
        text = normalized(self.event.value).strip()
        extent = (start + offset, end + offset)
        layout = YamlValue(style, self.in_flow)
        return Span(extent, BlockKind.METADATA, text, layout, name=self.name)


def _extent(event: yaml.Event) -> Extent:
    """Return where an event lies in the front matter, which parsed events always know."""
    if event.start_mark is None or event.end_mark is None:
        raise ValueError("an event has no place in the file")
    return event.start_mark.index, event.end_mark.index


@dataclass(slots=True)
class _Frame:
    """A mapping or list that is being walked."""

    names: tuple[str, ...]
    """The keys on the way to it, and positions in lists."""

    path: tuple[str, ...]
    """The keys alone."""

    in_flow: bool
    is_mapping: bool
    chosen: bool
    """Whether it is a list under a chosen key."""

    at_key: bool = True
    key: str = ""
    position: int = 1


@dataclass(slots=True)
class _MappingWalk:
    """A walk over the events of one mapping, keeping what its keys choose."""

    keys: frozenset[str]
    frames: list[_Frame] = field(default_factory=list)
    anchored: dict[str, _Value] = field(default_factory=dict)
    spoiled: set[int] = field(default_factory=set)
    """Values that a key which is not chosen refers to by an alias: they must not change."""

    def values(self, events: Sequence[yaml.Event]) -> list[_Value]:
        """Return the chosen values, in order."""
        found = [value for event in events for value in self._step(event)]
        return [value for value in found if id(value) not in self.spoiled]

    def _step(self, event: yaml.Event) -> Iterator[_Value]:
        if isinstance(event, yaml.CollectionStartEvent):
            self._enter(event)
            return
        if isinstance(event, yaml.CollectionEndEvent):
            self.frames.pop()
        elif isinstance(event, yaml.ScalarEvent) and self._is_key():
            self.frames[-1].key = event.value
        elif isinstance(event, yaml.ScalarEvent):
            yield from self._scalar(event)
        elif isinstance(event, yaml.AliasEvent):
            value = self.anchored.get(event.anchor or "")
            if value is not None and (self._is_key() or not self._chosen()):
                self.spoiled.add(id(value))
        else:
            return
        self._advance()

    def _scalar(self, event: yaml.ScalarEvent) -> Iterator[_Value]:
        if not self._chosen() or not is_string(event):
            return
        value = _Value(event, ".".join(self._names()), self.frames[-1].in_flow)
        if event.anchor:
            self.anchored[event.anchor] = value
        yield value

    def _enter(self, event: yaml.CollectionStartEvent) -> None:
        is_mapping = isinstance(event, yaml.MappingStartEvent)
        in_flow = bool(event.flow_style) or any(frame.in_flow for frame in self.frames[-1:])
        if not self.frames:
            self.frames.append(_Frame((), (), in_flow, is_mapping, chosen=False))
            return
        chosen = not is_mapping and not self._is_key() and self._chosen()
        self.frames.append(_Frame(self._names(), self._path(), in_flow, is_mapping, chosen))

    def _advance(self) -> None:
        if self.frames:
            frame = self.frames[-1]
            frame.at_key = not frame.at_key
            frame.position += 1

    def _is_key(self) -> bool:
        return self.frames[-1].is_mapping and self.frames[-1].at_key

    def _names(self) -> tuple[str, ...]:
        frame = self.frames[-1]
        return (*frame.names, frame.key if frame.is_mapping else str(frame.position))

    def _path(self) -> tuple[str, ...]:
        frame = self.frames[-1]
        return (*frame.path, frame.key) if frame.is_mapping else frame.path

    def _chosen(self) -> bool:
        frame = self.frames[-1]
        if not frame.is_mapping:
            return frame.chosen
        return frame.key in self.keys or ".".join(self._path()) in self.keys
