"""Whether a localized copy may go out, with which texts, and if not, why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum

from dragoman import catalog
from dragoman.formats import OMITTED
from dragoman.model import Article, Finding, Origin, Severity, Status, Syntax, Unit, one_line
from dragoman.publishing import responsibility
from dragoman.publishing.policy import ORDER, Missing, Publish, Stale


class Fate(Enum):
    """What the policy says of a copy."""

    PUBLISH = "publish"
    SKIP = "skip"
    WITHHOLD = "withhold"


@dataclass(frozen=True, slots=True)
class Lack:
    """A unit that may not be published, and why."""

    unit: Unit
    reason: str

    error: bool = False
    """It is good enough by its status, and a check found an error in it."""


@dataclass(frozen=True, slots=True)
class Share:
    """How much of a copy is translated, and by whom. From the states of its units alone."""

    segments: int = 0
    sentences: int = 0
    """Translated ones that hold a letter."""

    reviewed: int = 0
    """Of these, the ones that a person accepted or wrote."""

    stale: int = 0
    """Of these, the ones whose source has changed since."""

    words: int = 0
    """Words of the source."""

    translated_words: int = 0

    kept: int = 0
    """Paragraphs that stand in the source language."""

    engines: tuple[str, ...] = ()
    """The signatures of the machines that the translated sentences began with."""

    unknown: int = 0
    """Translated sentences of which nothing tells whether a machine made them, or a person."""

    machine: int = 0
    """Accepted sentences that began with a machine's text, or may have."""

    unedited: int = 0
    """Of these, the ones that stand as the machine wrote them."""

    read: bool = False
    """Whether a named person accepted every sentence, and not by the machine's confidence."""

    answers: str = ""
    """Who answers for the article, as readers are told; empty where they are told nobody."""

    warnings: Mapping[str, int] = field(default_factory=dict)
    """How often each check warns of a text that goes out."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What of an article may go out in one locale."""

    fate: Fate
    reason: str
    """Why the copy is not published; empty if it is."""

    lacks: tuple[Lack, ...]

    texts: tuple[str | None, ...]
    """For each segment the text that goes out; `None` where the source stays."""

    kept: frozenset[int]
    """The numbers of the blocks that stand in the source language."""

    share: Share

    lowest: Status | None = None
    """The lowest status of a text that goes out; `None` where there is none."""


Findings = Callable[[Unit, Syntax], Sequence[Finding]]
"""What the checks say of a unit."""


def judge(article: Article, units: Sequence[Unit], publish: Publish, findings: Findings) -> Verdict:
    """Judge the units of an article, one for each segment, by the policy.

    A paragraph of which any sentence lacks stands in the source language as a whole: a reader
    cannot follow one that changes its language midway. A text with an error of a check withholds
    the copy whatever the policy does with missing ones: somebody accepted it and it is wrong.
    """
    lacks: list[Lack] = []
    texts: list[str | None] = []
    kept: set[int] = set()
    waiting = iter(units)
    published: list[Unit] = []
    for number, block in enumerate(article.blocks):
        own = [next(waiting) for _ in block.segments]
        found = [
            _lack(unit, segment.syntax, publish, findings)
            for unit, segment in zip(own, block.segments, strict=True)
        ]
        lacking = [lack for lack in found if lack is not None]
        lacks += lacking
        if lacking:
            kept.add(number)
            texts += [None] * len(own)
        else:
            published += own
            texts += [OMITTED if unit.status is Status.OMIT else unit.target for unit in own]
    share = share_of(units, published, len(kept), publish.responsible)
    fate, reason = _fate(lacks, share, publish)
    lowest = _lowest(published)
    return Verdict(fate, reason, tuple(lacks), tuple(texts), frozenset(kept), share, lowest)


def _lowest(units: Sequence[Unit]) -> Status | None:
    found = [
        catalog.status_before(unit) if unit.status is Status.STALE else unit.status
        for unit in units
    ]
    known = [status for status in found if status in ORDER]
    return min(known, key=ORDER.index, default=None)


def _lack(unit: Unit, syntax: Syntax, publish: Publish, findings: Findings) -> Lack | None:
    if unit.status is Status.OMIT:
        return None
    if unit.status is Status.NEW or not unit.target:
        return Lack(unit, "has no translation")
    found: Sequence[Finding] = unit.findings
    if unit.status is Status.STALE and publish.stale is Stale.PUBLISH:
        before = catalog.status_before(unit)
        if before is None:
            return Lack(unit, "is stale, and is not the text that was accepted before")
        if not _suffices(before, publish.accept):
            return Lack(unit, f"is stale, and was {before.value} before")
        # It is judged beside the source that it was accepted for.
        found = findings(replace(unit, source=one_line(unit.was), status=before), syntax)
    elif not _suffices(unit.status, publish.accept):
        return Lack(unit, f"is {unit.status.value}")
    for finding in found:
        if finding.severity is Severity.ERROR:
            return Lack(unit, f"{finding.check}: {finding.message}", error=True)
    return None


def _suffices(status: Status, accept: Status) -> bool:
    return status in ORDER and ORDER.index(status) >= ORDER.index(accept)


def share_of(
    units: Sequence[Unit], published: Sequence[Unit], kept: int = 0, responsible: str = ""
) -> Share:
    """Return how much of an article is translated, and by whom, where some of it is published."""
    shown = [unit for unit in published if unit.status is not Status.OMIT]
    spoken = [unit for unit in shown if any(map(str.isalpha, unit.source))]
    record = responsibility.of_units(spoken)
    return Share(
        segments=len(units),
        sentences=len(spoken),
        reviewed=sum(_by_person(unit) for unit in spoken),
        stale=sum(unit.status is Status.STALE for unit in published),
        words=_words(units),
        translated_words=_words(published),
        kept=kept,
        engines=tuple(sorted({unit.credit for unit in spoken if unit.credit})),
        unknown=sum(unit.untraced for unit in spoken),
        machine=len(record.machine),
        unedited=record.unedited,
        read=bool(spoken) and record.whole,
        answers=responsible,
        warnings=dict(
            Counter(
                finding.check
                for unit in published
                for finding in unit.findings
                if finding.severity is Severity.WARNING
            )
        ),
    )


def _by_person(unit: Unit) -> bool:
    """Whether a person answers for the text as it stands beside this source."""
    accepted = unit.status in (Status.REVIEWED, Status.APPROVED)
    return accepted or (unit.origin is Origin.HUMAN and unit.status is not Status.STALE)


def _words(units: Sequence[Unit]) -> int:
    return sum(len(unit.source.split()) for unit in units)


def _fate(lacks: Sequence[Lack], share: Share, publish: Publish) -> tuple[Fate, str]:
    errors = sum(lack.error for lack in lacks)
    if errors:
        return Fate.WITHHOLD, f"{errors} of {share.segments} segments with errors"
    if _untouched(share, publish):
        what = "machine text, or of unknown origin," if share.unknown else "machine text"
        found = f"{share.unedited} of {share.machine} sentences of {what}"
        most = f"{publish.unedited}% is too much here"
        return Fate.WITHHOLD, f"{found} were accepted untouched, and {most}"
    if not lacks:
        return Fate.PUBLISH, ""
    if publish.missing is not Missing.SOURCE:
        fate = Fate.SKIP if publish.missing is Missing.SKIP else Fate.WITHHOLD
        return fate, f"{len(lacks)} of {share.segments} segments not {publish.accept.value}"
    if not share.translated_words:
        return Fate.WITHHOLD, "no paragraph may be published"
    percent = 100 * share.translated_words // share.words
    if percent < publish.minimum:
        return Fate.WITHHOLD, f"{percent}% of the words may be published, of {publish.minimum}%"
    return Fate.PUBLISH, ""


def _untouched(share: Share, publish: Publish) -> bool:
    """Whether more of the machine's text stands as it was than the newsroom lets out."""
    if publish.unedited is None or not share.machine:
        return False
    return 100 * share.unedited >= publish.unedited * share.machine
