"""The domain's types: read this first.

An article is a sequence of blocks, a block a sequence of segments. A catalog holds one unit for
each segment of an article in one locale. Everything here is an immutable value; change one with
`dataclasses.replace`.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import chain

from dragoman.signature import NONE, Signature

_BREAK = r"\t-\r\x1c-\x1f\x85\u2028\u2029"
_BLANKS = re.compile(rf"[{_BREAK}][ {_BREAK}]*| [ {_BREAK}]+")
"""White space that a line break or an indent is made of, and more than one space; no-break spaces
are text."""

_AFTER_OPENING = re.compile(r"(?:<[A-Za-z][^<>]*>)+(\s+)")


def one_line(text: str) -> str:
    """Return the text stripped, each run of spaces, tabs and line ends made one space.

    At its ends, white space of any kind goes, as it does where a review file is read.
    """
    return _BLANKS.sub(" ", text).strip()


def one_space(blank: str) -> str:
    """Return a plain space for white space with a line end in it, all other as it is."""
    return " " if "\n" in blank else blank


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
        """The white space that a closing tag hides at the end: `<b>Left. </b>`."""
        text, end = self.text, len(self.text)
        while self.syntax is not Syntax.PLAIN and text.endswith(">", 0, end):
            start = text.rfind("<", 0, end)
            if not text.startswith("</", start, end):
                break
            end = start
        inner = text[:end]
        return one_space(inner[len(inner.rstrip()) :]) if end < len(text) else ""

    @property
    def key(self) -> Key:
        """What a machine needs to know of it."""
        return self.syntax, self.source


Attention = Sequence[Sequence[float]]
"""For each word of a translation, how much of what the model looked at while writing it was each
word of the source. Words are what spaces part; the numbers of a row add up to 1. Empty where
nothing is known."""

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

    @property
    def segments(self) -> tuple[Segment, ...]:
        """All segments in reading order."""
        return tuple(chain.from_iterable(block.segments for block in self.blocks))


class Status(Enum):
    """How far a person has come with a unit."""

    NEW = "new"
    """There is no text."""

    DRAFT = "draft"
    """Machine or memory text that nobody accepted."""

    NEEDS_WORK = "needs-work"
    """Seen by a person, not acceptable."""

    STALE = "stale"
    """The source changed after a person worked on it."""

    REVIEWED = "reviewed"
    """The language is checked."""

    APPROVED = "approved"
    """May be published."""

    OMIT = "omit"
    """Left out on purpose: counts as done, and is published as nothing."""


GIVEN = frozenset({Status.NEEDS_WORK, Status.REVIEWED, Status.APPROVED, Status.OMIT})
"""The statuses that only people give."""

DONE = frozenset({Status.APPROVED, Status.OMIT})
"""Those after which nothing is left to do."""


class Origin(Enum):
    """Where a target came from."""

    MT = "mt"
    MEMORY = "memory"
    CONTEXT = "context"
    HUMAN = "human"

    UNKNOWN = "unknown"
    """Nothing tells: it stood in the file without a record."""


class Severity(Enum):
    """What a finding means for publishing: an error keeps its unit out of the export."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check says of a unit."""

    check: str
    message: str
    severity: Severity = Severity.WARNING


@dataclass(frozen=True, slots=True)
class Machine:
    """What a machine made of one source sentence."""

    text: str
    signature: Signature

    confidence: float | None = None
    """From 0 (a guess) to 1 (certain); `None` where the engine does not say."""

    findings: tuple[Finding, ...] = ()
    """What was doubtful in the making; checks of the finished text come on top."""

    origin: Origin = Origin.MT

    rescued: bool = False
    """Whether the engine's first choice was broken and this is another one."""

    finish: tuple[str, ...] = ()
    """The typographic rules that changed what the engine wrote."""

    suggestion: str = ""
    """What people approved for a like sentence."""

    suggested: str = ""
    """Where that is from, and how alike: `memory 87% flood.md`."""

    agreement: float | None = None
    """How far another engine agrees, from 0 to 1; `None` where none was asked."""

    @property
    def broken(self) -> bool:
        """Whether it holds an error that a person must see to."""
        return any(finding.severity is Severity.ERROR for finding in self.findings)


def digest(source: str, target: str) -> str:
    """Return what tells a source with its target from any other pair."""
    return hashlib.sha256(f"{one_line(source)}\0{target}".encode()).hexdigest()[:12]


_ID_DIGITS = 8


def sentence_id(source: str) -> str:
    """Return the id of a sentence; repeats in an article get `-2`, `-3` after it."""
    return hashlib.sha256(source.encode()).hexdigest()[:_ID_DIGITS]


@dataclass(frozen=True, slots=True)
class Held:
    """In stale units: the status before, so that a source edit that is taken back gives it back."""

    status: Status

    digest: str
    """Of the source and target that it was given for."""

    between: tuple[str, str] | None = None
    """What tells the neighbours that the sentence had then; `None` in early files."""


class Grounds(Enum):
    """How a person came to give a status."""

    TYPED = "typed"
    """It was typed into the review file; when, and by whom, is known from the run that saw it."""

    NAMED = "named"
    """By a command that named the segment, or on the review page."""

    BULK = "bulk"
    """By a command, together with others of its article or locale."""

    BY_CONFIDENCE = "by-confidence"
    """In bulk, because the machine was sure of it."""

    SAME_MEANING = "same-meaning"
    """For a new source, because nothing but its spelling changed."""

    INSISTED = "insisted"
    """For a new source in which more changed, because a person said that the text still holds."""


@dataclass(frozen=True, slots=True)
class Acceptance:
    """Who gave a unit its status, when, and for exactly which source and target."""

    status: Status | None
    """One of `GIVEN`; `None` in early files, which did not keep it."""

    when: str
    """In ISO 8601, to the second and with the zone; early files kept the month alone."""

    who: str | None = None
    unedited: bool = False
    """Whether the text stood as the machine wrote it."""

    grounds: Grounds = Grounds.BULK

    digest: str | None = None
    """Of source and target; `None` in early files, which did not keep it."""

    @property
    def month(self) -> str:
        """The month, such as `2026-11`."""
        return self.when[:7]

    def covers(self, unit: Unit) -> bool:
        """Whether it is for the unit as it stands: its status, its source and its target."""
        same = self.digest in (None, digest(unit.source, unit.target))
        return same and self.status in (None, unit.status)


@dataclass(frozen=True, slots=True)
class Record:
    """What Dragoman remembers of a unit between runs."""

    origin: Origin
    signature: Signature
    machine: str
    """The text as the machine left it. A target that differs is a person's work."""

    confidence: float | None = None
    held: Held | None = None

    suggested: str = ""
    """Where the suggestion is from: the signature of an engine, or the memory."""

    finish: tuple[str, ...] = ()
    """The typographic rules that changed what the engine wrote, before it became `machine`."""

    accepted: Acceptance | None = None

    between: tuple[str, str] | None = None
    """In retired units: what tells the neighbours that their sentence had."""

    agreement: float | None = None
    """How far another engine agreed, from 0 to 1; `None` where none was asked."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A segment's translation in one locale."""

    id: str
    source: str
    target: str = ""
    status: Status = Status.NEW
    note: str = ""
    ignore: tuple[str, ...] = ()
    """Names of checks that a person dismissed for this unit, for good."""

    was: str = ""
    """In stale units: the source that the target was made for."""

    suggestion: str = ""
    """In stale units what a machine makes of the source as it is now; in drafts what people
    approved for a like sentence."""

    findings: tuple[Finding, ...] = ()
    record: Record | None = None

    remarks: bool = False
    """The file holds comments or keys of a person's own beside this unit."""

    entry: int | None = None
    """Where the unit stood in the review file it was read from, counted from 0 over `segments`
    and then `retired`; `None` for a unit that is not in the file yet."""

    line: int | None = None
    """The line of the review file at which the unit begins."""

    @property
    def edited(self) -> bool:
        """Whether the target is a person's text, or may be: then no machine may replace it."""
        if not self.target:
            return False
        record = self.record
        if record is None or record.origin is Origin.UNKNOWN:
            return True
        return self.target != record.machine

    @property
    def origin(self) -> Origin:
        """Where the target came from, whatever its status says."""
        if self.record is None:
            return Origin.UNKNOWN
        if self.target and self.target != self.record.machine:
            return Origin.HUMAN
        return self.record.origin

    @property
    def credit(self) -> str:
        """The machine that the text began with, as readers are told; empty for a person's."""
        return self.record.signature.credit if self.record is not None else ""

    @property
    def untraced(self) -> bool:
        """Whether nothing tells if the text began with a machine or with a person."""
        record = self.record
        if not self.target or self.credit:
            return False
        if record is None or record.signature.lost:
            return True
        return record.origin is not Origin.HUMAN and record.signature == NONE

    @property
    def touched(self) -> bool:
        """Whether a person left anything here that must not be lost."""
        worked = self.status not in (Status.NEW, Status.DRAFT)
        return self.edited or worked or bool(self.note or self.ignore) or self.remarks


def unknown(unit: Unit) -> Record:
    """Return the record of a unit of which nothing is known but how it stands."""
    return Record(Origin.UNKNOWN, NONE, unit.target)


@dataclass(frozen=True, slots=True)
class Catalog:
    """The units of one article in one locale."""

    article: str
    source: str
    target: str
    units: tuple[Unit, ...] = ()
    labels: tuple[str, ...] = ()
    """For each unit the name of the block it begins, such as `paragraph 3`; empty for a unit
    that goes on with the block of the unit before it."""

    retired: tuple[Unit, ...] = ()
    """People's work on sentences that the article no longer holds."""
