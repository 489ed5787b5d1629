"""Checks that one thing is called by one name."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterator, Sequence
from itertools import groupby, takewhile
from typing import TypeVar

from dragoman.checks.names import renderings
from dragoman.checks.pair import Pair
from dragoman.checks.placed import Placed
from dragoman.languages import record
from dragoman.model import Status
from dragoman.patterns import lazily
from dragoman.typography import bidi

WORDS = 3
"""Words of a target from which on it is no accident that two sources share it."""

_NOISE = lazily(r"[\W_]+")


def check_inconsistent(units: Sequence[Placed]) -> Iterator[tuple[int, str]]:
    """Find sentences that are translated in one way here and in another there.

    The translation that most units have counts, of equally many that of an approved unit, then
    the first. Marks and capitals are no difference.
    """
    for group in _groups(units, lambda each: each.unit.source.strip()).values():
        if len(group) < 2:
            continue
        ways = {number: _bare(bidi.stripped(units[number].unit.target)) for number in group}
        counts = Counter(ways.values())
        if len(counts) < 2:
            continue
        leading = min(group, key=lambda n: (-counts[ways[n]], not _approved(units[n]), n))
        for number in group:
            if ways[number] != ways[leading]:
                other = units[leading]
                yield number, f"translated as “{other.unit.target}” in {other.where}"


def check_same_target(units: Sequence[Placed]) -> Iterator[tuple[int, str]]:
    """Find different sentences of one article that have one and the same translation.

    It is what a slip of copy and paste leaves, and what a lost model writes. Targets of fewer
    than three words are not looked at.
    """
    for _, placed in groupby(enumerate(units), lambda one: one[1].article):
        # What stands once, as most does, need not be held: an article may be very long.
        first_of: dict[int, int] = {}
        repeats: dict[int, list[int]] = defaultdict(list)
        for number, each in placed:
            if _is_valid(each):
                target = _bare(each.unit.target)
                if len(target.split()) >= WORDS:
                    first = first_of.setdefault(hash(target), number)
                    if first != number:
                        repeats[first].append(number)
        for first in sorted(repeats):
            leading = units[first]
            for number in repeats[first]:
                each = units[number]
                if _bare(each.unit.target) != _bare(leading.unit.target):
                    continue  # two texts of one hash
                if _bare(each.unit.source) != _bare(leading.unit.source):
                    said = f"the same translation as for “{leading.unit.source}” in {leading.where}"
                    yield number, said


def check_name_variants(units: Sequence[Placed]) -> Iterator[tuple[int, str]]:
    """Find persons whose last name is spelled in one way here and in another there.

    Only names that the source gives in full. Endings of a case are no difference. The spelling of
    most units counts, of equally many the first.
    """
    spelled: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for number, each in enumerate(units):
        if _is_valid(each):
            target = bidi.stripped(each.unit.target)
            codes = (each.source, each.locale.partition("-")[0])
            for name, word in renderings(
                Pair(each.unit.source, target, each.syntax, *codes)
            ).items():
                spelled[name].append((number, word))
    for name, all_of in spelled.items():
        ending = record(units[all_of[0][0]].locale.partition("-")[0]).case_letters
        counts = Counter(word for _, word in all_of)
        if len(counts) < 2:
            continue
        weights = {
            one: sum(count for two, count in counts.items() if _same(one, two, ending))
            for one in counts
        }
        leading = max(all_of, key=lambda one: weights[one[1]])
        for number, word in all_of:
            if not _same(word, leading[1], ending):
                where = units[leading[0]].where
                yield number, f"{name} is “{word}” here and “{leading[1]}” in {where}"


def _same(one: str, other: str, ending: int) -> bool:
    """Whether two words differ in nothing but their endings."""
    pairs = zip(one.casefold(), other.casefold(), strict=False)
    shared = sum(1 for _ in takewhile(lambda each: each[0] == each[1], pairs))
    return shared >= min(len(one), len(other)) - ending


_Key = TypeVar("_Key", bound=Hashable)


def _groups(units: Sequence[Placed], key: Callable[[Placed], _Key]) -> dict[_Key, list[int]]:
    """Gather the numbers of the units with a valid translation by a key."""
    found: dict[_Key, list[int]] = defaultdict(list)
    for number, each in enumerate(units):
        if _is_valid(each):
            found[key(each)].append(number)
    return found


def _is_valid(each: Placed) -> bool:
    return bool(each.unit.target) and each.unit.status not in (Status.STALE, Status.OMIT)


def _bare(text: str) -> str:
    return _NOISE.sub(" ", text).strip().casefold()


def _approved(each: Placed) -> bool:
    return each.unit.status is Status.APPROVED
