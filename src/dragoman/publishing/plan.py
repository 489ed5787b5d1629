"""What is to become of a file in `output/`: decided here, from values alone, and done elsewhere.

held        the article may not go out now: no copy, and none that was made before
refused     a text may not be published: no new copy; what becomes of an earlier one depends on
            why: outdated, it is marked or taken back; not allowed any more, it is named
published   the copy is written, unless somebody else's file is in its place
orphaned    no article makes the copy any more
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import Enum

from dragoman.model import Status
from dragoman.publishing.manifest import ExportedFile, digest
from dragoman.publishing.policy import ORDER, Outdated, Publish
from dragoman.publishing.release import Hold, Why
from dragoman.publishing.verdict import Fate, Verdict


class Result(Enum):
    """What became of a localized copy."""

    WRITTEN = "written"
    UNCHANGED = "unchanged"
    HELD = "held"
    """Its article may not go out now, by its own words or the newsroom's."""

    SKIPPED = "skipped"
    WITHHELD = "withheld"
    REMOVED = "removed"
    """Its article is gone, or makes another copy now."""

    TAKEN_BACK = "taken back"
    """It was out, and may not be now."""

    LEFT = "left"
    """It should go, and was not asked to be removed, or was changed by hand."""


@dataclass(frozen=True, slots=True)
class Before:
    """What stands in the place of a copy before the run."""

    data: bytes | None = None
    known: ExportedFile | None = None
    """What the manifest says of it."""

    ours: bool = True
    """There is no file, or it holds what Dragoman wrote."""

    @property
    def out(self) -> bool:
        """Whether a copy of this article is there."""
        return self.known is not None and self.data is not None


@dataclass(frozen=True, slots=True)
class Step:
    """What is to be done with one file."""

    result: Result
    reason: str = ""
    """Why it is not written; empty if it is."""

    data: bytes | None = None
    """What is to be written; `None` leaves the file as it is."""

    copy: ExportedFile | None = None
    """What the manifest is to say of it; `None` leaves that as it is."""

    remove: bool = False
    urgent: bool = False
    """Something is out that may not be, and only a person can take it back."""


_BY_HAND = "it was changed by hand: delete it yourself"
_EDITED = "it was changed by hand since it was written; --force replaces it"
_FOREIGN = "a file that Dragoman did not write is in its place; --force replaces it"


def held(hold: Hold, before: Before) -> Step:
    """Decide on the copy of an article that may not go out now."""
    if not before.out:
        return Step(Result.HELD, hold.said, remove=before.known is not None)
    if not before.ours:
        reason = f"{hold.said}, and a copy is out; {_BY_HAND}"
        return Step(Result.LEFT, reason, urgent=True)
    if hold.why is Why.UNCLEAR:
        return Step(Result.LEFT, f"{hold.said}; an earlier copy stays", urgent=True)
    return Step(Result.TAKEN_BACK, hold.said, remove=True)


def refused(
    verdict: Verdict,
    before: Before,
    text: str,
    publish: Publish,
    mark: Callable[[ExportedFile, bytes], bytes],
    *,
    prune: bool,
) -> Step:
    """Decide on an earlier copy of an article that the policy does not let out anew.

    `text` is the digest of what a reader sees of the article now. `mark` makes a copy say that
    its original has changed.
    """
    result = Result.SKIPPED if verdict.fate is Fate.SKIP else Result.WITHHELD
    known, data, reason = before.known, before.data, verdict.reason
    if known is None or data is None:
        return Step(result, reason)
    older = changed_since(known, verdict, text)
    forbidden = _forbidden(known, verdict, publish, older=older)
    if not before.ours:
        return Step(result, f"{reason}; an earlier copy stays, and was changed by hand")
    if forbidden and prune:
        return Step(Result.TAKEN_BACK, f"{reason}; the earlier copy is taken back", remove=True)
    told = f"{reason}; an earlier copy stays"
    if forbidden:
        told = f"{reason}; {forbidden}: --prune takes it back"
    if not older:
        return Step(result, told)
    if publish.outdated is Outdated.WITHHOLD:
        return Step(Result.TAKEN_BACK, f"{reason}; the article has changed since", remove=True)
    if not forbidden:
        told += ", and says that the original has changed"
    if known.outdated:
        return Step(result, told)
    new = mark(known, data)
    return Step(result, told, new, replace(known, outdated=True, digest=digest(new)))


def changed_since(known: ExportedFile, verdict: Verdict, text: str) -> bool:
    """Whether the article says something else than the version that a copy was made of."""
    if known.text:
        return known.text != text
    return any(lack.unit.status in (Status.STALE, Status.NEW) for lack in verdict.lacks)


def _forbidden(known: ExportedFile, verdict: Verdict, publish: Publish, *, older: bool) -> str:
    """Say why a copy that is out may not be out by today's policy and review; empty if it may."""
    lowest = Status(known.lowest) if known.lowest else None
    if lowest in ORDER and ORDER.index(lowest) < ORDER.index(publish.accept):
        return f"an earlier copy stays, which holds text that is only {known.lowest}"
    rejected = any(lack.unit.status is Status.NEEDS_WORK for lack in verdict.lacks)
    if rejected or (known.text and not older):
        return "an earlier copy stays, which holds text that may not be published any more"
    return ""


def published(copy: ExportedFile, data: bytes, before: Before, *, force: bool) -> Step:
    """Decide on a copy that the policy lets out."""
    copy = replace(copy, digest=digest(data))
    if data == before.data:
        return Step(Result.UNCHANGED, copy=copy)
    if not before.ours and not force:
        return Step(Result.WITHHELD, _EDITED if before.known is not None else _FOREIGN)
    return Step(Result.WRITTEN, data=data, copy=copy)


def orphaned(reason: str, before: Before, *, prune: bool) -> Step:
    """Decide on a copy that no article of the project makes any more."""
    if before.data is None:
        return Step(Result.REMOVED, reason, remove=True)
    if not prune:
        return Step(Result.LEFT, f"{reason}; --prune removes it")
    if not before.ours:
        return Step(Result.LEFT, f"{reason}, but {_BY_HAND}")
    return Step(Result.REMOVED, reason, remove=True)
