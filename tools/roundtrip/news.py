"""What agencies' news is made of, by other parsers, and what differs between two items."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any
from xml.etree import ElementTree

from structure import difference as in_page
from structure import left as left_in_page
from structure import letters, unaccented

_DECLARATION = re.compile(r"\A\ufeff?<\?xml[^>]*\?>")
_NAMES = ("uri", "guid")
_OWN = ("baselang", "id-string")
"""What a copy says of itself in NITF."""

_SEEN = ("headline", "headlines", "descriptions", "bodies", "value")
_EDITORS = ("docdata", "distributor", "byline", "copyrite", "ed-msg", "rights")


def of_ninjs(before: str, after: str) -> str:
    """Return the first thing in which two items in JSON differ, empty where they do not."""
    return _differs("", json.loads(before), json.loads(after))


def _differs(name: str, old: Any, new: Any) -> str:
    if isinstance(old, dict) and isinstance(new, dict):
        if old.keys() - new.keys() or new.keys() - old.keys() - {"language"}:
            return f"{name}: other names"
        pairs = ((key, old[key], new[key]) for key in old if key != "language")
        return next(filter(None, (_differs(*pair) for pair in pairs)), "")
    if isinstance(old, list) and isinstance(new, list) and len(old) == len(new):
        pairs = ((name, *pair) for pair in zip(old, new, strict=True))
        return next(filter(None, (_differs(*pair) for pair in pairs)), "")
    if isinstance(old, str) and isinstance(new, str):
        if name in _NAMES:
            return "" if new.startswith(old) else f"{name}: {old!r} became {new!r}"
        if "</" in old:
            return in_page(old, new)
        return "" if letters(old) == letters(new) else f"{name}: {old[:60]!r} became {new[:60]!r}"
    return "" if old == new else f"{name}: {old!r} became {new!r}"


def left_in_ninjs(after: str) -> list[str]:
    """Return the stretches of text without accents in what readers read."""
    return [*_left(json.loads(after), "")]


def _left(value: Any, name: str) -> Iterator[str]:
    if isinstance(value, dict):
        for key, each in value.items():
            yield from _left(each, key)
    elif isinstance(value, list):
        for each in value:
            yield from _left(each, name)
    elif isinstance(value, str) and (name in _SEEN or name.startswith(("body_", "description_"))):
        yield from left_in_page(value) if "</" in value else unaccented(value)


def of_nitf(before: str, after: str) -> str:
    """Return the first thing in which two items in XML differ, empty where they do not."""
    old, new = (list(_events(_root(text))) for text in (before, after))
    for one, other in zip(old, new, strict=False):
        if one != other:
            return f"{one!r} became {other!r}"
    return "" if len(old) == len(new) else f"{len(old)} parts became {len(new)}"


def _events(element: ElementTree.Element) -> Iterator[str]:
    said = sorted((name, letters(value)) for name, value in element.items() if name not in _OWN)
    yield f"{element.tag} {said}"
    yield letters(element.text or "")
    for child in element:
        yield from _events(child)
        yield letters(child.tail or "")


def left_in_nitf(after: str) -> list[str]:
    """Return the stretches of text without accents outside of what editors are told."""
    return [*_unread(_root(after))]


def _root(text: str) -> ElementTree.Element:
    """Read a text that is decoded, whatever encoding it names."""
    return ElementTree.fromstring(_DECLARATION.sub("", text).encode())


def _unread(element: ElementTree.Element) -> Iterator[str]:
    if element.tag.rpartition("}")[2] in _EDITORS:
        return
    yield from unaccented(element.text or "")
    for child in element:
        yield from _unread(child)
        yield from unaccented(child.tail or "")
