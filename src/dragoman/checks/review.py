"""Checks of how a review was done."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from dragoman.checks.placed import Placed
from dragoman.difference import difference
from dragoman.model import Origin, Status
from dragoman.review.kind import MERGED


def check_merge_conflict(units: Sequence[Placed]) -> Iterator[tuple[int, str]]:
    """Find sentences of which a merge put two versions into the note."""
    for number, each in enumerate(units):
        if MERGED in each.unit.note:
            yield number, "two people changed this sentence differently; both versions are in note"


def check_stale(units: Sequence[Placed]) -> Iterator[tuple[int, str]]:
    """Find translations of a sentence that is no more as it was."""
    for number, each in enumerate(units):
        if each.unit.status is Status.STALE:
            if not each.unit.was:
                yield number, ELSEWHERE
                continue
            change = difference(each.unit.was, each.unit.source).told
            what = f": {change}" if change else ""
            yield number, f"the source changed since this was translated{what}"


ELSEWHERE = "other sentences stand around it now; see whether its translation belongs here"
"""What there is to say of a sentence that is stale, though its own words did not change."""

FEWEST = 8
"""Approved machine sentences of an article below which nothing is said."""

SHARE = 0.95
"""Of its approved sentences so many as the machine left them are too many; Wikipedia's
translation tool stops publishing there."""


def check_unedited_approved(units: Sequence[Placed]) -> Iterator[tuple[int, str]]:
    """Find articles that were approved as the machine wrote them, sentence after sentence.

    Said once for an article, of its first such unit.
    """
    approved: dict[str, list[int]] = defaultdict(list)
    for number, each in enumerate(units):
        if each.unit.status is Status.APPROVED and each.unit.target:
            approved[each.article].append(number)
    for numbers in approved.values():
        raw = [n for n in numbers if units[n].unit.origin is Origin.MT]
        if len(raw) >= FEWEST and len(raw) >= SHARE * len(numbers):
            said = (
                f"{len(raw)} of {len(numbers)} approved sentences stand as the machine wrote them"
            )
            yield raw[0], f"{said}; has a person read them?"
