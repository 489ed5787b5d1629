"""What is exchanged: the sentences of one article in one locale."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from dragoman.model import Status, Syntax

_UNHOLDABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""What neither XML nor a spreadsheet can hold."""

SETTLED = frozenset((Status.REVIEWED, Status.APPROVED, Status.OMIT))
"""The statuses after which a translator has nothing left to do."""

WAITING = frozenset((Status.STALE, Status.NEEDS_WORK))
"""The statuses that stay until somebody says otherwise, or writes another text."""


@dataclass(frozen=True, slots=True)
class Offered:
    """What people approved for this sentence or a like one."""

    source: str
    target: str
    """As the syntax of the sentence at hand writes it."""

    score: float
    """How alike the sources are, from 0 to 100."""

    origin: str
    """Where it stands, such as `memory flood.md`."""


@dataclass(frozen=True, slots=True)
class SheetLine:
    """One sentence as it goes out."""

    id: str
    source: str
    target: str
    status: Status
    note: str = ""
    syntax: Syntax = Syntax.PLAIN
    label: str = ""
    """The block that it begins, such as `paragraph 3`; empty within one."""

    findings: tuple[str, ...] = ()

    was: str = ""
    """In stale ones the source that the target was made for."""

    suggestion: str = ""
    terms: tuple[tuple[str, tuple[str, ...]], ...] = ()
    matches: tuple[Offered, ...] = ()

    between: tuple[str, str] | None = None
    """Of one of several equal sentences what tells its neighbours, as `matching` does."""

    @property
    def seen(self) -> str:
        """What stands for all that may come back changed, to tell whether it did.

        Of one of several equal sentences, also what tells which one it is.
        """
        return "_".join(
            (seen(self.source, self.target, self.status, self.note), *(self.between or ()))
        )


@dataclass(frozen=True, slots=True)
class Sheet:
    """The sentences of an article in a locale, in their order."""

    article: str
    source: str
    """The language of the article."""

    target: str
    """The locale."""

    rtl: bool
    """Whether the target is written from right to left."""

    lines: tuple[SheetLine, ...]


@dataclass(frozen=True, slots=True)
class ReturnedLine:
    """One sentence as it came back."""

    id: str
    source: str
    target: str | None
    """`None` where nothing came back, as in a document that lost the element for it."""

    status: Status | None
    """`None` where the format, or whoever filled it in, does not say."""

    note: str | None = None
    """`None` where the format keeps none."""

    seen: str = ""
    """That of the line that went out; empty where it was lost."""

    place: str = ""
    """Where it stands in the file, such as `row 12`."""

    problem: str = ""
    """Why the line cannot be taken, such as a tag that is missing; empty if it can."""

    wrapped: bool = False
    """Whether programs break the lines of notes anew when they save such a file."""

    def keeps_note(self, note: str) -> bool:
        """Whether what came back says nothing else than the note that is there."""
        if self.note in (None, note, holdable(note)):
            return True
        return self.wrapped and _letters(self.note) == _letters(holdable(note))

    @property
    def went_out(self) -> str:
        """What stands for the texts and the status that went out; empty where it was lost."""
        return self.seen.partition("_")[0]

    @property
    def unchanged(self) -> bool:
        """Whether it came back as it went out."""
        return self.went_out == seen(self.source, self.target, self.status, self.note)

    @property
    def stands(self) -> bool:
        """Whether its texts came back as they went out, whatever its status is."""
        return any(
            self.went_out == seen(self.source, self.target, status, self.note) for status in Status
        )

    @property
    def empty(self) -> bool:
        """Whether nobody wrote anything into it, as into an entry of a template."""
        said = (self.target, self.note) != (None, None)
        return not said and self.status in (None, Status.NEW)

    @property
    def between(self) -> tuple[str, str] | None:
        """`Line.between` of the line that went out; `None` in files of early versions."""
        match self.seen.split("_"):
            case [_, before, behind]:
                return before, behind
        return None


@dataclass(frozen=True, slots=True)
class Returned:
    """A file that came back."""

    article: str
    target: str
    lines: tuple[ReturnedLine, ...]

    problems: tuple[str, ...] = field(default=())
    """What was passed over, and where."""


def by_article(
    lines: Iterable[tuple[tuple[str, str] | None, ReturnedLine]], first: tuple[str, str]
) -> tuple[Returned, ...]:
    """Return lines by the article and the locale that each says it is of.

    One that does not say, such as a row that somebody added, goes with the line before it, and
    with `first` at the beginning.
    """
    found: dict[tuple[str, str], list[ReturnedLine]] = {}
    of = first
    for said, line in lines:
        of = said or of
        found.setdefault(of, []).append(line)
    return tuple(
        Returned(article, locale, tuple(its_own))
        for (article, locale), its_own in (found or {first: []}).items()
    )


def holdable(text: str) -> str:
    """Return a text with U+FFFD for each character that some format cannot hold."""
    return _UNHOLDABLE.sub("\ufffd", text)


def _letters(note: str | None) -> str:
    """Return a note without what breaking its lines changes."""
    return "".join((note or "").split())


def seen(source: str, target: str | None, status: Status | None, note: str | None) -> str:
    """Return what stands for the texts and the status of a line."""
    said = status.value if status is not None else ""
    parts = "\0".join(map(holdable, (source, target or "", said, note or "")))
    return hashlib.sha256(parts.encode()).hexdigest()[:12]


def status_of(word: str) -> Status | None:
    """Return the status that a person wrote; `None` for anything else."""
    plain = word.strip().casefold().replace("_", "-").replace(" ", "-")
    return next((status for status in Status if status.value == plain), None)
