"""An article, its blocks and their segments: the source as it stands in its file."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum
from itertools import chain

from dragoman.model.finding import Finding
from dragoman.model.quick import quickly_made

_BREAK = r"\t-\r\x1c-\x1f\x85\u2028\u2029"
_BLANKS = re.compile(rf"[{_BREAK}][ {_BREAK}]*| [ {_BREAK}]+")
"""White space that a line break or an indent is made of, and more than one space; no-break spaces
are text."""

_AFTER_OPENING = re.compile(r"(?:<[A-Za-z][^<>]*>)+(\s+)")


def one_line(text: str) -> str:
    """Return the text stripped, each run of spaces, tabs and line ends made one space.

    At its ends, white space of any kind goes, as it does where a review file is read.
    """
    if "  " not in text and text.isprintable():
        return text.strip()
    return _BLANKS.sub(" ", text).strip()


def one_space(blank: str) -> str:
    """Return a plain space for white space with a line end in it, all other as it is."""
    return " " if "\n" in blank else blank


_SPACES = ("&nbsp;", "&ensp;", "&emsp;", "&thinsp;", "&#160;", "&#xA0;", "&#xa0;")
_MOST_SPACES = 20


def _blank_at_end(text: str, syntax: Syntax) -> str:
    """Return the white space at the end, with what stands for it where the syntax has entities."""
    bare = text.rstrip()
    for _ in range(_MOST_SPACES):
        if syntax is Syntax.PLAIN or not bare.endswith(_SPACES):
            break
        bare = bare[: bare.rindex("&")].rstrip()
    return text[len(bare) :]


class BlockKind(Enum):
    """What a block is for the reader."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list item"
    TABLE_CELL = "table cell"
    QUOTATION = "quotation"
    FOOTNOTE = "footnote"
    METADATA = "front matter"
    VERBATIM = "verbatim"


class Syntax(Enum):
    """How a block's text marks emphasis, links and code inside a sentence."""

    PLAIN = "plain"
    MARKDOWN = "markdown"
    HTML = "html"


@quickly_made
@dataclass(frozen=True, slots=True)
class Segment:
    """One sentence of a block, with the white space after it."""

    id: str
    """A short hash of `source`, with `-2`, `-3` for repeats within the article."""

    text: str
    """The exact text. Joining a block's segments gives back the block's text."""

    source: str
    """What is translated: `text` on one line, as `one_line` makes it."""

    syntax: Syntax = Syntax.PLAIN
    """That of its block."""

    paragraphs: bool = True
    """Whether its block has room for a second paragraph."""

    room: int | None = None
    """How many characters can be read while it is shown; `None` where no time limits it."""

    @property
    def gap(self) -> str:
        """The white space after the sentence, kept in every translation."""
        return self.text[len(self.text.rstrip()) :]

    @property
    def inner_lead(self) -> str:
        """The white space that an opening tag hides at the beginning: `<i> Then.</i>`."""
        match = None if self.syntax is Syntax.PLAIN else _AFTER_OPENING.match(self.text)
        return one_space(match[1]) if match else ""

    @property
    def inner_gap(self) -> str:
        """The white space that a tag or an entity hides: `<b>Left. </b>`, `Left.&nbsp;`."""
        text, end = self.text, len(self.text)
        while self.syntax is not Syntax.PLAIN and text.endswith(">", 0, end):
            start = text.rfind("<", 0, end)
            if not text.startswith("</", start, end):
                break
            end = start
        hidden = end < len(text)
        blank = _blank_at_end(text[:end] if hidden else text.rstrip(), self.syntax)
        return one_space(blank)

    @property
    def key(self) -> Key:
        """What a machine needs to know of it."""
        return self.syntax, self.source


Key = tuple[Syntax, str]
"""A source sentence and how its markup is to be read."""


class Layout:
    """How a format writes the text of a block; each format has its own kinds of it."""

    __slots__ = ()

    def holds_paragraphs(self, block: Block) -> bool:
        """Whether a blank line in a target stays one, or begins a paragraph."""
        del block
        return True

    def room(self, block: Block) -> int | None:
        """How many characters of the block can be read while it is shown, in subtitles."""
        del block
        return None


@quickly_made
@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of an article that is translated as a whole, or verbatim text between two."""

    kind: BlockKind

    raw: str
    """The exact characters in the file. Joining the blocks' `raw` gives back the article."""

    text: str = ""
    """`raw` as a reader sees it: prefixes and escapes of the container undone, lines ended by
    LF, stripped. Empty in verbatim blocks, and only there."""

    syntax: Syntax = Syntax.PLAIN

    name: str = ""
    """What the block is called beside its kind, such as a front-matter key."""

    layout: Layout | None = None
    """How the format writes `text` as `raw`; the format alone reads it. Verbatim: `None`."""

    breaks: tuple[str, ...] = ()
    """The characters in `raw` for each line feed in `text`, in order."""

    segments: tuple[Segment, ...] = ()

    def divided(self, segments: tuple[Segment, ...]) -> Block:
        """Return the block with its segments."""
        return Block(
            self.kind, self.raw, self.text, self.syntax, self.name, self.layout, self.breaks,
            segments,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Article:
    """One source document."""

    path: str
    """Relative to `seeds/`, with forward slashes."""

    language: str

    blocks: tuple[Block, ...]

    data: bytes = b""
    """The file itself, of formats that are not text: their blocks' `raw` is what a reader sees.
    Also of a page that is not in UTF-8."""

    findings: tuple[Finding, ...] = ()
    """What a reader of the article sees and its segments do not hold: it stays in the source
    language in every copy."""

    beside: Mapping[str, Sequence[int] | None] = field(default_factory=dict, compare=False)
    """Other articles that the findings depend on, with what tells whether each changed since."""

    @property
    def segments(self) -> tuple[Segment, ...]:
        """All segments in reading order."""
        return tuple(chain.from_iterable(block.segments for block in self.blocks))

    def without_layout(self) -> Article:
        """Return the article with its segments, and nothing of how its file is laid out.

        No copy can be written of it. To review a long one takes less memory.
        """
        blocks = tuple(
            Block(block.kind, "", "", block.syntax, block.name, segments=block.segments)
            for block in self.blocks
            if block.segments
        )
        return replace(self, blocks=blocks, data=b"")


_ID_BYTES = 4


def sentence_id(source: str) -> str:
    """Return the id of a sentence; repeats in an article get `-2`, `-3` after it."""
    return hashlib.sha256(source.encode()).digest()[:_ID_BYTES].hex()
