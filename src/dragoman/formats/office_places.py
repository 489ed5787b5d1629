"""The places of a document that hold words for its readers, and what is to become of them."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from dragoman.formats import flow
from dragoman.formats.contract import Copy
from dragoman.formats.cover import readable
from dragoman.model import BlockKind, Layout, Syntax
from dragoman.patterns import lazily

MADE_BY = lazily(r"(?:generated|created|converted|produced) (?:by|with|using)\b", re.IGNORECASE)
"""What programs say of themselves where a description should stand."""

_FILE = lazily(r"[^\s\\/]*[\\/]\S*|\S+\.[A-Za-z]{2,4}|(?:https?|file):.*")
_PASSAGE = lazily(r"\b[^\W\d_]{2,}\b")
_PARAGRAPH = lazily(r"(?<![ \t])[ \t]*\n\s*\n[ \t]*")


TAG = lazily(r"<math [^<>]*>[^<>]*</math>|</?(?:span|a|code|wbr|br)\b[^<>]*>")
"""The tags by which markup is shown to people in documents of an office."""


@dataclass(frozen=True, slots=True)
class Sentences:
    """A paragraph, and its twins: what older programs show in its stead."""

    part: str
    elements: tuple[Any, ...]
    kind: BlockKind


@dataclass(frozen=True, slots=True)
class AttributeText:
    """A text without markup that stands in attributes, or in an element of its own."""

    part: str
    holders: tuple[tuple[Any, str | None], ...]
    """Elements, and the attribute of each; `None` for the element's text."""

    kind: BlockKind
    name: str
    others: tuple[str, ...] = ()
    """Parts that hold it, too."""

    @property
    def text(self) -> str:
        """The text."""
        element, attribute = self.holders[0]
        return str((element.text if attribute is None else element.get(attribute)) or "")

    def write(self, markup: str) -> None:
        """Put another text in its place, which has no room for markup."""
        text = html.unescape(TAG.sub("", markup))
        for element, attribute in self.holders:
            if attribute is None:
                element.text = text
            else:
                element.set(attribute, text)


Place = Sentences | AttributeText


@dataclass(frozen=True, slots=True)
class Spot(Layout):
    """Where a block stands in the document."""

    place: int
    """Counted from 0 over all places."""

    text: int = 0
    """Which of the texts that tabs part in the paragraph."""


@dataclass(slots=True)
class Order:
    """What is to become of a place."""

    markup: dict[int, str] = field(default_factory=dict)
    """The new texts by their numbers."""

    speaks: bool = False
    """Whether any text of it is translated, now or at all."""

    stays: bool = False


def orders(copy: Copy, count: int) -> list[Order]:
    found = [Order() for _ in range(count)]
    done = 0
    for number, block in enumerate(copy.article.blocks):
        own = copy.targets[done : done + len(block.segments)]
        done += len(own)
        if not isinstance(block.layout, Spot):
            raise TypeError(f"not a block of such a document: {block.layout}")
        order = found[block.layout.place]
        stays = number in copy.kept
        order.stays = stays and (order.stays or not order.speaks)
        order.speaks = True
        if not stays and flow.is_changed(block, own):
            whole = flow.joined(block, own)
            parts = _PARAGRAPH.split(whole) if "\n" in whole else [whole]
            text = flow.PARAGRAPH.join(flow.on_one_line(part) for part in parts)
            plain = block.syntax is Syntax.PLAIN
            order.markup[block.layout.text] = html.escape(text, quote=False) if plain else text
    return found


def attributes_first(places: Sequence[Place], wanted: Sequence[Order]) -> list[tuple[Place, Order]]:
    """Return each place with its order, the attributes before the paragraphs.

    A link that a translation divides is copied, with the tip that it has then.
    """
    pairs = zip(places, wanted, strict=True)
    return sorted(pairs, key=lambda pair: isinstance(pair[0], Sentences))


def speaks(value: str) -> bool:
    """Whether a value is words, and not the name of a file or an address."""
    return readable(value) and not _FILE.fullmatch(value.strip()) and bool(_PASSAGE.search(value))
