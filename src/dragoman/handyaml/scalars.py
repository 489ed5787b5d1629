"""Write a string so that YAML reads back exactly that string.

`quoted` and `block` hold anything, `plain` and `simple` go without quotation marks where they may.
`written` keeps the style that stands in a file, as far as that style can hold the text: it is read
back before it is used, and where it would not read as the very same string, it is quoted.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator
from enum import Enum
from functools import lru_cache

import yaml
from yaml.resolver import Resolver

from dragoman.patterns import lazily

_UNPRINTABLE = lazily(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]"
)
"""What YAML 1.1 either forbids or takes for a line end."""

_NOT_FOR_BLOCKS = lazily(r"\r|\A[ \t\n]|[ \t\n]\Z|^[ \t]+$", re.MULTILINE)
"""What a literal block would lose or make invisible."""


_encoded = json.JSONEncoder(ensure_ascii=False).encode


def quoted(text: str) -> str:
    """Return the text as a double-quoted scalar on one line."""
    escaped = _encoded(text)
    if text.isprintable():  # The usual case, and a tenth of the search's time.
        return escaped
    return _UNPRINTABLE.sub(lambda match: f"\\u{ord(match[0]):04x}", escaped)


def block(text: str, indent: str) -> str:
    """Return the text as a literal block that starts after `key: `, without a final newline.

    The text stands on lines of its own, so that an editor that shows right-to-left lines keeps
    it apart from the key. Text that a block cannot hold is quoted instead.
    """
    if text and text.isprintable() and text.strip(" ") == text:  # The usual case, found sooner.
        return f"|-\n{indent}{text}"
    if _UNPRINTABLE.search(text) or _NOT_FOR_BLOCKS.search(text):
        return quoted(text)
    lines = [f"{indent}{line}" if line else "" for line in text.split("\n")] if text else []
    return "\n".join(["|-", *lines])


_MEANING = {"y", "n", "yes", "no", "on", "off", "true", "false", "null"}
"""Words that some YAML readers take for something else than text."""

_ENDING = lazily(r"\r\n|\r|\n")


class Style(Enum):
    """How a string is written; the value is PyYAML's name."""

    PLAIN = ""
    SINGLE = "'"
    DOUBLE = '"'
    LITERAL = "|"
    FOLDED = ">"


_RESOLVER = Resolver()
_STR = "tag:yaml.org,2002:str"

_OTHERS_READ_AS_VALUE = lazily(r"(?i:y|n|[-+.]?\d\S*)\Z")
"""What PyYAML takes for text, and another YAML reader for a truth value or a number."""

_BLOCK_CONTEXTS = ("k: {}\n", "- {}\n")
_FLOW_CONTEXTS = ("{{k: {}}}\n", "[{}]\n", "{{k: {}, l: m}}\n")


def is_string(event: yaml.ScalarEvent) -> bool:
    """Whether a scalar is text, and not a number, a date, a truth value or nothing."""
    if event.tag not in (None, "!"):
        return bool(event.tag == _STR)
    plain, _ = event.implicit
    if not plain or event.tag == "!":
        return True
    # The stubs leave this method without types.
    tag = _RESOLVER.resolve(yaml.ScalarNode, event.value, (True, False))  # type: ignore[no-untyped-call]
    return bool(tag == _STR)


def plain(text: str) -> str:
    """Return the text as a plain scalar where that reads back the same, else quoted."""
    try:
        node = yaml.compose(f"- x: {text}\n", Loader=yaml.CSafeLoader)
    except yaml.YAMLError:
        return quoted(text)
    value = node.value[0].value[0][1] if node is not None else None
    same = isinstance(value, yaml.ScalarNode) and value.value == text and value.tag == _STR
    return text if same and "\n" not in text else quoted(text)


def simple(text: str) -> str:
    """Return the text on one line; only plain words go without quotation marks.

    It holds in braces and brackets too, and for every reader of YAML.
    """
    words = all(_simple(character) for character in text) and text[:1].isalpha()
    if words and text.lower() not in _MEANING and text == " ".join(text.split()):
        return text
    return quoted(text)


def _simple(character: str) -> bool:
    return (
        character.isalnum() or character in " -’\u200c" or unicodedata.category(character) == "Mn"
    )


def written(text: str, style: Style, old: str, *, in_flow: bool) -> str:
    """Return the text in the style of `old`, the scalar that it replaces."""
    for raw in _attempts(text, style, old):
        if style is not Style.PLAIN:
            in_flow = False
        if _reads_as(raw, text, in_flow=in_flow):
            return raw
    return quoted(text)


def _attempts(text: str, style: Style, old: str) -> Iterator[str]:
    if not _printable(text):
        return
    if style is Style.PLAIN and not _OTHERS_READ_AS_VALUE.match(text):
        yield text
    elif style is Style.SINGLE and "\n" not in text:
        yield "'{}'".format(text.replace("'", "''"))
    elif style is Style.LITERAL:
        yield _block(old, text)
    elif style is Style.FOLDED:
        yield _block(old, re.sub(r"\n+", lambda feeds: feeds[0] + "\n", text))


def _printable(text: str) -> bool:
    """Whether the text can stand in YAML without escapes, line feeds apart."""
    line = text.replace("\n", " ")
    return quoted(line) == '"{}"'.format(line.replace("\\", "\\\\").replace('"', '\\"'))


def _block(old: str, text: str) -> str:
    """Return the text under the header of the old block, line by line, at its indentation."""
    header, *lines = _ENDING.split(old)
    ending = _ENDING.search(old)
    first = next((line for line in lines if line.strip(" ")), "")
    indent = first[: len(first) - len(first.lstrip(" "))]
    written = [header, *(f"{indent}{line}" if line else "" for line in text.split("\n"))]
    return (ending[0] if ending else "\n").join(written)


@lru_cache(maxsize=256)
def _reads_as(raw: str, text: str, *, in_flow: bool) -> bool:
    """Whether libyaml and PyYAML's own parser, which differ in flow style, both read the text."""
    contexts = _BLOCK_CONTEXTS + _FLOW_CONTEXTS if in_flow else _BLOCK_CONTEXTS
    return all(
        _value(context.format(raw), loader) == text
        for context in contexts
        for loader in (yaml.CSafeLoader, yaml.SafeLoader)
    )


def _value(document: str, loader: type[yaml.CSafeLoader | yaml.SafeLoader]) -> str | None:
    """Return the text that is the first value of a mapping or list, if it is one text."""
    try:
        events = list(yaml.parse(document, Loader=loader))
    except yaml.YAMLError:
        return None
    scalars = [event for event in events if isinstance(event, yaml.ScalarEvent)]
    keys = [event.value for event in scalars[:1] if event.value == "k"]
    found = scalars[len(keys) :]
    opened = sum(isinstance(event, yaml.CollectionStartEvent) for event in events)
    strays = any(isinstance(event, yaml.AliasEvent) for event in events)
    if opened != 1 or strays or not found or len(found) not in (1, 3):
        return None
    if len(found) == 3 and [event.value for event in found[1:]] != ["l", "m"]:
        return None
    return found[0].value.rstrip("\n") if is_string(found[0]) else None
