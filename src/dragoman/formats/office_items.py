"""What stands in a paragraph of a document, whatever kind of XML it is in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import Enum
from typing import Any, Protocol

Look = str
Key = tuple[tuple["Box", ...], Look]
"""What tells the formatting of an item, and what stands round it, from others'."""


class Role(Enum):
    """What an item is for the text round it."""

    TEXT = "text"

    SIGN = "sign"
    """It stands among the words: a picture, a note's number, a page's number."""

    PARTING = "parting"
    """The texts before and after it are not one: a tab, a page break."""

    HIDDEN = "hidden"
    """It takes no room among the words: a bookmark, the anchor of a text box."""


class Holding(Enum):
    """What a box is."""

    RUN = "run"
    LINK = "link"
    FIELD = "field"
    PART = "part"
    """A content control and the like."""


@dataclass(eq=False, slots=True)
class Box:
    """An element that holds items, or a field, which is several runs from its beginning on."""

    holding: Holding
    element: Any = None
    head: list[Leaf] = field(default_factory=list)
    tail: list[Leaf] = field(default_factory=list)
    used: bool = False
    """Whether it stands in the text that is being written."""


@dataclass(slots=True)
class Leaf:
    """An element that is not divided, and the boxes round it, the outermost first."""

    element: Any
    boxes: tuple[Box, ...]


@dataclass(eq=False, slots=True)
class Item:
    """What stands in a paragraph."""

    role: Role
    leaves: list[Leaf]
    boxes: tuple[Box, ...]
    """Those round it, without its run."""

    run: Any | None = None
    """The run that it is in."""

    text: str = ""
    number: int = 0
    """Its name in the review file: its place among the paragraph's runs and signs."""

    formula: str = ""
    """What it shows, if it is a formula: it stands among the words as one of them."""

    @property
    def link(self) -> Box | None:
        """The link that it is part of."""
        return next((box for box in reversed(self.boxes) if box.holding is Holding.LINK), None)


class Dialect(Protocol):
    """What differs between kinds of XML."""

    def look(self, run: Any) -> Look:
        """Return what tells the formatting of a run from others'."""

    def is_code(self, run: Any) -> bool:
        """Whether a run is formatted as code."""

    def fresh(self, words: str, model: Item, boxes: tuple[Box, ...], *, alike: bool) -> Item:
        """Return a new item within boxes, which looks like a model if it is to be alike."""


def merged(content: Iterable[Item]) -> Iterator[Item]:
    """Yield the items, texts of one run that stand together as one."""
    last: Item | None = None
    for item in content:
        joins = last is not None and last.role is item.role is Role.TEXT
        if last is not None and joins and last.run is item.run and last.boxes == item.boxes:
            last.leaves += item.leaves
            last.text += item.text
            continue
        if last is not None:
            yield last
        last = item
    if last is not None:
        yield last


def is_visible(item: Item) -> bool:
    """Whether a reader sees it: words, or a sign among them."""
    return item.role is Role.SIGN or (item.role is Role.TEXT and bool(item.text.strip()))


def room(item: Item) -> int:
    """Return how many characters of a line an item takes, spaces aside."""
    if item.role is Role.TEXT:
        return sum(map(len, item.text.split()))
    return int(item.role is Role.SIGN)


def shared(one: tuple[Box, ...], other: tuple[Box, ...]) -> tuple[Box, ...]:
    """Return the boxes that two items are both in."""
    same = 0
    while same < min(len(one), len(other)) and one[same] is other[same]:
        same += 1
    return one[:same]
