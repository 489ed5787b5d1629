"""Read YAML that a person edited: within bounds, with the place of everything.

Where a file cannot be read as a whole, each of its entries is read by itself, so that every
mistake in it is found at once.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import TypeVar

import yaml

from dragoman.errors import DragomanError
from dragoman.handyaml.explaining import conflicts, explain
from dragoman.handyaml.slips import MOST, FileKind, SlipError, SlipSheet, slip, told
from dragoman.patterns import lazily

T = TypeVar("T")

DEEPEST = 100
"""Levels of nesting that are read; what people write needs four."""

_SAFE = 1000
"""Levels that the parser composes without danger to its stack."""

_SPARE = 10_000
"""Nodes that aliases may add, beside four for each character of the text."""

_INDENT = lazily(r"^(?:[ \t]++|[-?:][ \t])++", re.MULTILINE)
"""What stands in a line before the first thing that may begin a level of its own."""

_ALIAS = lazily(r"(?<![^\s\[{,:?-])\*[^\s*]")
_COMPLEX_KEY = lazily(
    r"(?<![^\s\[{,?-])\?\s|[\]}][ \t]*:"
    r"|[{,](?:\s|[&!][^\s,\[\]{}]*+)*+[\[{#]"  # with nothing behind it: {{x}}
)

_CONTROL = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff"
_ODD = lazily(rf"[{_CONTROL}]|[\u2028\u2029\x85](?!\r?\n|\Z)|\r(?![\r\n]|\Z)|\A\ufeff")
"""What YAML forbids, or takes for the end of a line where no editor shows one."""

_NO_TEXT = lazily(r"[\x00-\x08\x0e-\x1f\x7f]")
_CONTROLS = bytes((*range(0x09), *range(0x0E, 0x20), 0x7F)).decode("ascii")

_SOME = 0.02
"""Share of control characters above which a file is no text."""

_MANY = 10_000
"""Odd characters that are noted. The rest is told when these are gone."""

_MAYBE_ODD = lazily(rf"[{_CONTROL}\u2028\u2029\x85\r\ufeff]")


def read(
    text: str,
    path: str,
    kind: FileKind,
    make: Callable[[SlipSheet, yaml.Node | None], T],
    *,
    above: int = 0,
) -> T:
    """Return what `make` makes of the file's root, which is `None` in an empty file.

    `make` notes on the sheet what is wrong, or raises a `SlipError`. `above` is the number of
    lines above the text in its file. Raises the kind's error, which tells all that is wrong.
    """
    text = text.removeprefix("\ufeff")
    if len(text) > kind.longest:
        said = f"there are more than {kind.longest:,} characters in {kind.name}"
        raise told(text[:1000], path, kind, [SlipError(0, said, _ELSEWHERE)], above)
    sheet = _sheet(text, path, kind, above)
    try:
        root = compose(sheet.text)
    except (SlipError, yaml.YAMLError) as error:
        raise told(text, path, kind, _broken(sheet, kind, make, error), above) from None
    with sheet.noting():
        result = make(sheet, root)
    if sheet.slips:
        raise told(text, path, kind, sheet.slips, above)
    return result


def refusal(
    text: str, path: str, kind: FileKind, error: SlipError | yaml.YAMLError, above: int = 0
) -> DragomanError:
    """Return the error that tells all for which a text could not be read; `error` is the first."""
    try:
        sheet = _sheet(text, path, kind, above)
    except DragomanError as binary:
        return binary
    return told(text, path, kind, _broken(sheet, kind, _nothing, error), above)


def _nothing(sheet: SlipSheet, root: yaml.Node | None) -> None:
    """What is made of a text of which only the YAML is in question."""


def _broken(
    sheet: SlipSheet,
    kind: FileKind,
    make: Callable[[SlipSheet, yaml.Node | None], object],
    error: SlipError | yaml.YAMLError,
) -> list[SlipError]:
    """Return what is wrong in a text that cannot be read as a whole."""
    found = conflicts(sheet.text) or _by_parts(sheet.text, kind, make)
    if not found:
        first = error if isinstance(error, SlipError) else explain(sheet.text, kind)
        found = [first] if first else []
    return [*sheet.slips, *found] or [SlipError(0, "this is not valid YAML", kind.indent)]


def compose(text: str) -> yaml.Node | None:
    """Return the root of a text, every scalar as the characters that stand there.

    Raises `SlipError` for what nests too deeply, repeats itself by aliases or has keys that are
    not text, and `yaml.YAMLError` for what is not YAML.
    """
    most = _most_levels(text)
    if most > _SAFE:
        bounded(text)
    try:
        # No value is read as a number or a date, so nothing need tell them apart.
        root: yaml.Node | None = yaml.compose(text, Loader=yaml.CBaseLoader)
    except yaml.YAMLError:
        if most > DEEPEST:
            bounded(text)
        raise
    aliases = "*" in text and "&" in text and _ALIAS.search(text)
    complex_keys = ("?" in text or "]" in text or "}" in text) and _COMPLEX_KEY.search(text)
    if root is not None and (most > DEEPEST or aliases or complex_keys):
        _inspect(root, text)
    return root


def bounded(text: str, deepest: int = DEEPEST) -> list[yaml.Event]:
    """Return the parser's events, of which no composer's stack need be afraid.

    Raises `SlipError` at the first level that is too deep, without reading on, and
    `yaml.YAMLError` for what is not YAML.
    """
    depth = 0
    events = []
    for event in yaml.parse(text, Loader=yaml.CSafeLoader):
        depth += isinstance(event, yaml.CollectionStartEvent)
        depth -= isinstance(event, yaml.CollectionEndEvent)
        if depth > deepest:
            raise SlipError(event.start_mark.index if event.start_mark else 0, _DEEP, _FLATTEN)
        events.append(event)
    return events


_DEEP = f"lists or keys are nested more than {DEEPEST} deep"
_FLATTEN = "Delete the brackets or the indent that nothing needs, or restore a backup."
_ELSEWHERE = "This seems to be another file. Restore it from a backup."


def _binary(text: str) -> SlipError | None:
    """Return the first control character of a text that is full of them: no person wrote it."""
    found = _NO_TEXT.search(text)
    if found is None:
        return None
    if sum(map(text.count, _CONTROLS)) <= max(MOST, _SOME * len(text)):
        return None
    return SlipError(
        found.start(),
        f"this is a binary file, not text: byte {len(text[: found.start()].encode())} "
        f"holds the control character 0x{ord(found[0]):02x}",
        _ELSEWHERE,
    )


def _sheet(text: str, path: str, kind: FileKind, above: int) -> SlipSheet:
    """Return the text with a space for each character that would upset the parser, and these.

    Raises the kind's error for what no person wrote.
    """
    if (binary := _binary(text)) is not None:
        raise told(text[: binary.at + 1], path, kind, [binary], above)
    if _MAYBE_ODD.search(text) is None:
        return SlipSheet(text)
    slips = [_odd(found) for found in islice(_ODD.finditer(text), _MANY)]
    return SlipSheet(_ODD.sub(" ", text) if slips else text, slips=slips)


def _odd(found: re.Match[str]) -> SlipError:
    """Say what an odd character is."""
    code = f"U+{ord(found[0]):04X}"
    if found[0] in "\u2028\u2029\x85\r":
        kind = "a carriage return alone" if found[0] == "\r" else code
        return SlipError(
            found.start(),
            f"an invisible line break that is none of an editor's ({kind}) stands in the line",
            "Delete it, or type an ordinary line break and indent what follows.",
        )
    return SlipError(
        found.start(),
        f"an invisible control character that no text file should hold: {code}",
        "Delete the invisible character at this column.",
    )


def _most_levels(text: str) -> int:
    """Return a number that no nesting in the text exceeds, without parsing it.

    Each level in brackets has a bracket, and at one column at most a mapping and a list begin.
    """
    # A file of line ends alone has a million lines: no list of them is made.
    columns = max((each.end() - each.start() for each in _INDENT.finditer(text)), default=0)
    return text.count("[") + text.count("{") + 2 * (columns + 1)


def _inspect(root: yaml.Node, text: str) -> None:
    """Refuse what nests too deeply, repeats too much, or has a list or mapping for a key.

    The walk goes level by level through aliases, and ends where they add too much.
    """
    left = _SPARE + 4 * len(text)
    level = [root]
    depth = 0
    while level:
        depth += 1
        left -= len(level)
        repeated = _ALIAS.search(text)
        if left < 0 or (depth > DEEPEST and repeated):
            raise SlipError(
                repeated.start() if repeated else 0,
                "names that stand for other parts of the file (`*name`) repeat it endlessly",
                "Write the value itself instead of the name.",
            )
        if depth > DEEPEST:
            raise slip(level[0], _DEEP, _FLATTEN)
        following: list[yaml.Node] = []
        for node in level:
            if isinstance(node, yaml.MappingNode):
                for key, value in node.value:
                    if not isinstance(key, yaml.ScalarNode):
                        raise slip(
                            key,
                            "a list or keys stand where a single key belongs",
                            "Write one word before the colon, without brackets or `?`.",
                        )
                    following.append(value)
            elif isinstance(node, yaml.SequenceNode):
                following += node.value
        level = following


@dataclass(frozen=True, slots=True)
class _KeyedEntry:
    """An entry of a file, with the line of the key that it stands under."""

    file: str
    head: tuple[int, int]
    body: tuple[int, int]

    @property
    def text(self) -> str:
        return self.file[slice(*self.head)] + self.file[slice(*self.body)]

    def moved(self, found: SlipError) -> SlipError:
        """The slip, with its place in the file."""
        length = self.head[1] - self.head[0]
        start = self.head[0] if found.at < length else self.body[0] - length
        return SlipError(start + found.at, found.what, found.advice)


def _by_parts(
    text: str, kind: FileKind, make: Callable[[SlipSheet, yaml.Node | None], object]
) -> list[SlipError]:
    """Return what is wrong in a text that cannot be read as a whole, entry by entry.

    Nothing is returned where each entry can be read by itself, and all of them together cannot.
    """
    slips: list[SlipError] = []
    explained = False
    names: dict[object, int] = {}
    line, counted = 0, 0
    parts = list(_parts(text, kind))
    number = 0
    while number < len(parts):
        part, following = parts[number], parts[number + 1 : number + 2]
        number += 1
        root = _alone(part, kind)
        if isinstance(root, yaml.YAMLError) and following:
            # What looked like the next entry may be the rest of this one.
            both = replace(part, body=(part.body[0], following[0].body[1]))
            joined = _alone(both, kind)
            if isinstance(joined, yaml.Node):
                part, root = both, joined
                number += 1
            elif explain(part.text, kind) is None:
                part = both
        if isinstance(root, SlipError):
            explained = True
            slips.append(part.moved(root))
        elif isinstance(root, yaml.YAMLError):
            found = explain(part.text, kind)
            explained |= found is not None
            slips += [part.moved(found)] if found else []
        elif root is not None:
            line += text.count("\n", counted, part.body[0])
            counted = part.body[0]
            above = line - text.count("\n", *part.head)
            sheet = SlipSheet(part.text, whole=False, above=above, names=names)
            with sheet.noting():
                make(sheet, root)
            slips += map(part.moved, sheet.slips)
    return slips if explained else []


def _alone(part: _KeyedEntry, kind: FileKind) -> yaml.Node | SlipError | yaml.YAMLError | None:
    """Return the root of a part of a file, or why it has none."""
    wanted = yaml.SequenceNode if kind.is_list else yaml.MappingNode
    try:
        root = compose(part.text)
    except (SlipError, yaml.YAMLError) as error:
        return None if _is_elsewhere(error, part) else error
    return root if root is None or isinstance(root, wanted) else yaml.YAMLError()


def _is_elsewhere(error: SlipError | yaml.YAMLError, part: _KeyedEntry) -> bool:
    """Whether a part cannot be read only because it repeats what stands in another one."""
    mark = error.problem_mark if isinstance(error, yaml.MarkedYAMLError) else None
    alias = re.compile(r"\*([^\s,\[\]{}]+)").match(part.text, mark.index) if mark else None
    return alias is not None and f"&{alias[1]}" in part.file


_DASHES = r"[-\u2010-\u2015\u2212\u2022*]"
"""What is typed for the dash that begins an entry."""

_KEY = r"[^\s#\[\]{}'\"-][^\n]*?:(?=\s|\Z)"


def _parts(text: str, kind: FileKind) -> Iterator[_KeyedEntry]:
    """Cut a text into its entries, by how its lines begin."""
    dash = rf"(?:-(?=\s)|{_DASHES} *(?={kind.keys[0]}\b))"
    if kind.is_list:
        yield from _entries(text, (0, 0), (0, len(text)), dash)
        return
    name = "|".join(kind.sections) if kind.sections else r"[\w.'\"-]+"
    heads = re.compile(rf"^({name})[ \t]*:(?=\s|\Z)([ \t]*(?:#[^\n]*)?\r?\n)?", re.MULTILINE)
    found = list(heads.finditer(text))
    if not found or found[0].start():
        yield _KeyedEntry(text, (0, 0), (0, found[0].start() if found else len(text)))
    ends = [*(each.start() for each in found[1:]), len(text)]
    for head, end in zip(found, ends, strict=False):
        if head[2] is None:
            yield _KeyedEntry(text, (head.start(), head.start()), (head.start(), end))
        else:
            begins = dash if head[1] in kind.lists else _KEY
            yield from _entries(text, head.span(), (head.end(), end), begins)


def _entries(
    text: str, head: tuple[int, int], body: tuple[int, int], begins: str
) -> Iterator[_KeyedEntry]:
    """Cut a section into entries that begin at one column."""
    start, end = body
    first = re.compile(rf"^( *){begins}", re.MULTILINE).search(text, start, end)
    starts = [start]
    if first is not None:
        entry = re.compile(rf"^{first[1]}{begins}", re.MULTILINE)
        lines: Sequence[int] = [each.start() for each in entry.finditer(text, start, end)]
        filled = re.search(r"^[ \t]*[^\s#]", text[start : lines[0]], re.MULTILINE)
        starts = [start, *lines] if filled else [start, *lines[1:]]
    for begin, after in zip(starts, [*starts[1:], end], strict=True):
        yield _KeyedEntry(text, head, (begin, after))
