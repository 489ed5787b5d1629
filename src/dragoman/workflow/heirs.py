"""Which articles continue which reviews, by the sentences that they share."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path, PurePosixPath

from rapidfuzz import fuzz

from dragoman.catalog import doubt
from dragoman.matching import MatchKind, matches
from dragoman.model import Article, Catalog, one_line

MOST = 0.5
"""Of the words of two articles, the longer one's, how many must stand in sentences of both for one
to be the other one renamed; and how many of a review the parts of a split article must have."""

PART = 0.8
"""How many words of an article must stand in sentences of another for it to be a part of it."""

NEAR = 3
"""How far from each other, in sentences, those of a passage may stand, in both articles."""

Pair = tuple[int, int]
"""The numbers of a unit that was lost, and of a sentence of another article that it is."""


@dataclass(frozen=True, slots=True)
class Orphan:
    """A review file whose article is gone, or lost sentences."""

    article: str
    locale: str
    file: Path


@dataclass(frozen=True)
class Legacy:
    """A review file that others may continue, with what it holds."""

    orphan: Orphan
    data: bytes
    text: str
    catalog: Catalog
    lost: tuple[int, ...]
    """Which of its units have no place in its own article any more."""

    doubtful: frozenset[int] = frozenset()
    """Which of those that have one may be others than those that were lost."""

    @cached_property
    def words(self) -> Mapping[str, int]:
        """For each sentence that was lost its words, as often as it stood there."""
        return _words([source for source, _ in self._lost()])

    @cached_property
    def texts(self) -> Mapping[str, frozenset[str]]:
        """For each sentence that was lost its texts."""
        texts: defaultdict[str, set[str]] = defaultdict(set)
        for source, target in self._lost():
            texts[source].add(target)
        return {source: frozenset(targets) for source, targets in texts.items()}

    def _lost(self) -> Iterator[tuple[str, str]]:
        for number in self.lost:
            unit = self.catalog.units[number]
            yield one_line(unit.source), unit.target


@dataclass(frozen=True)
class Heir:
    """A new article that continues a review."""

    article: Article

    @cached_property
    def words(self) -> Mapping[str, int]:
        """For each of its sentences its words, as often as it stands there."""
        return _words([segment.source for segment in self.article.segments])


def _words(sentences: Sequence[str]) -> Counter[str]:
    counts: Counter[str] = Counter()
    for sentence in sentences:
        counts[sentence] += len(sentence.split())
    return counts


def _shared(one: Mapping[str, int], other: Mapping[str, int]) -> int:
    return sum(min(count, other.get(sentence, 0)) for sentence, count in one.items())


def pair(
    known: Sequence[Legacy], heirs: Sequence[Heir]
) -> Iterator[tuple[Legacy, tuple[Heir, ...]]]:
    """Yield each review with the articles that continue it, the main one first."""
    pairs = []
    for number, each in enumerate(known):
        for place, heir in enumerate(heirs):
            shared = _shared(each.words, heir.words)
            if shared:
                alike = fuzz.ratio(each.orphan.article, heir.article.path)
                pairs.append((shared, alike, number, place))
    pairs.sort(key=lambda each: (-each[0], -each[1], each[2:]))
    main: dict[int, int] = {}
    parts: dict[int, list[int]] = {}
    taken: set[int] = set()
    for shared, _, number, place in pairs:
        longer = max(sum(known[number].words.values()), sum(heirs[place].words.values()))
        if number not in main and place not in taken and shared >= MOST * longer:
            main[number] = place
            taken.add(place)
    for shared, _, number, place in pairs:
        if place not in taken and shared >= PART * sum(heirs[place].words.values()):
            parts.setdefault(number, []).append(place)
            taken.add(place)
    for number, each in enumerate(known):
        places = [*([main[number]] if number in main else []), *parts.get(number, [])]
        together: Counter[str] = Counter()
        for place in places:
            together.update(heirs[place].words)
        if places and _shared(each.words, together) >= MOST * sum(each.words.values()):
            yield each, tuple(heirs[place] for place in places)


def split_off(donor: Legacy, heirs: Sequence[Heir]) -> list[Heir]:
    """Return the new articles that are surely parts of one that is still there.

    Each has several of its lost sentences, which are most of what it holds, and together they have
    most of what was lost.
    """
    words = donor.words
    parts = [
        heir
        for heir in heirs
        if len(words.keys() & heir.words.keys()) > 1
        and _shared(words, heir.words) >= MOST * sum(heir.words.values())
    ]
    together = sum((Counter(heir.words) for heir in parts), Counter[str]())
    return parts if _shared(words, together) >= MOST * sum(words.values()) else []


def nearer(known: Sequence[Legacy], split: Sequence[Legacy], heirs: Sequence[Heir]) -> list[Heir]:
    """Return the new articles that share no more with one that was split than with one gone."""
    most: dict[str, int] = {}
    for donor in split:
        for heir in split_off(donor, heirs):
            path = heir.article.path
            most[path] = max(most.get(path, 0), _shared(donor.words, heir.words))
    return [
        heir
        for heir in heirs
        if most.get(heir.article.path, 0)
        <= max((_shared(each.words, heir.words) for each in known), default=0)
    ]


def _doubted(known: Legacy, heir: Heir, reviews: Sequence[Legacy]) -> frozenset[str]:
    """Return the sentences for which another review, as likely the one meant, has other texts."""
    doubted: set[str] = set()
    for rival in reviews:
        if rival is not known and _likeness(rival, heir) >= _likeness(known, heir):
            both = known.texts.keys() & rival.texts.keys() & heir.words.keys()
            doubted |= {each for each in both if known.texts[each] != rival.texts[each]}
    return frozenset(doubted)


def _likeness(known: Legacy, heir: Heir) -> tuple[int, bool]:
    """Say how likely an article continues a review; one that only moved has its file's name."""
    old, new = known.orphan.article, heir.article.path
    return _shared(known.words, heir.words), PurePosixPath(old).name == PurePosixPath(new).name


def divide(known: Legacy, heirs: Sequence[Heir]) -> list[list[int]]:
    """Say for each heir which lost units are its own, by their sentences; some are of none."""
    left = [Counter(segment.source for segment in heir.article.segments) for heir in heirs]
    owned: list[list[int]] = [[] for _ in heirs]
    for number in known.lost:
        source = one_line(known.catalog.units[number].source)
        owner = next((place for place, counts in enumerate(left) if counts[source] > 0), None)
        if owner is not None:
            left[owner][source] -= 1
            owned[owner].append(number)
    return owned


def unowned(known: Legacy, owned: Sequence[Sequence[int]]) -> frozenset[int]:
    """Return the units that the article lost and none of its heirs has."""
    return frozenset(known.lost).difference(*owned)


def share(
    known: Legacy,
    heir: Heir,
    numbers: Sequence[int],
    reviews: Sequence[Legacy],
    gone: Set[int] = frozenset(),
) -> Catalog:
    """Return what an article has of a review.

    A text is stale if another of the reviews is as likely the one to be continued, and has another
    text for the same sentence; or if this one has, and it does not all go along. So is one that is
    without its neighbours, where these are `gone`: they may be in none of the parts of the article.
    """
    doubted = _doubted(known, heir, reviews)
    loose = _loose(known, heir, numbers, gone)
    share = part(known.catalog, heir.article.path, numbers)
    units = (
        doubt(unit) if number in loose or one_line(unit.source) in doubted else unit
        for number, unit in zip(numbers, share.units, strict=True)
    )
    return replace(share, units=tuple(units))


def _loose(known: Legacy, heir: Heir, numbers: Sequence[int], gone: Set[int]) -> frozenset[int]:
    """Return the units of which nobody knows whether what was said of them holds there.

    None of the neighbours that such a unit had stands beside the sentence in the new article, and
    one of them may be `gone`, or it is one of several equal sentences with different texts, of
    which some stay behind or go elsewhere.
    """
    every = [one_line(unit.source) for unit in known.catalog.units]
    texts: defaultdict[str, set[str]] = defaultdict(set)
    for source, unit in zip(every, known.catalog.units, strict=True):
        texts[source].add(unit.target)
    elsewhere = Counter(every)
    elsewhere.subtract(every[number] for number in numbers)
    new = [segment.source for segment in heir.article.segments]
    rivals = {
        number
        for number in numbers
        if elsewhere[every[number]] > 0 and len(texts[every[number]]) > 1
    }
    once = Counter(new)
    place = {source: at for at, source in enumerate(new) if once[source] == 1}
    whole = set(numbers) <= gone
    loose = {
        number
        for number in numbers
        if {number - 1, number + 1} & gone
        and every[number] in place
        and not _meets(every, number, new, place[every[number]], edges=whole)
    }
    placed = _places(known, heir, numbers) if rivals else {}
    return frozenset(loose) | {
        number
        for number in rivals
        if number not in placed or not _meets(every, number, new, placed[number])
    }


def _places(known: Legacy, heir: Heir, numbers: Sequence[int]) -> dict[int, int]:
    """Return for units that go to an article where it has them, as far as that is sure."""
    mine = part(known.catalog, heir.article.path, numbers)
    continued = matches(mine, heir.article.segments).continued
    numbered = {known.catalog.units[number].id: number for number in numbers}
    return {
        numbered[each.unit.id]: there
        for there, each in continued.items()
        if each.kind is MatchKind.SAME
    }


def _meets(
    old: Sequence[str], here: int, new: Sequence[str], there: int, *, edges: bool = False
) -> bool:
    """Whether a neighbour of the old sentence stands on the same side of the new one.

    With `edges`, the edge of the article is one.
    """
    beside = ((_at(old, here + side), _at(new, there + side)) for side in (-1, 1))
    return any(one == other and (edges or one is not None) for one, other in beside)


def _at(texts: Sequence[str], at: int) -> str | None:
    """Return a sentence; `None` beyond the edge of the article."""
    return texts[at] if 0 <= at < len(texts) else None


def part(catalog: Catalog, article: str, numbers: Sequence[int]) -> Catalog:
    """Return some units of a catalog as that of an article, with nothing retired."""
    return replace(
        catalog,
        article=article,
        units=tuple(catalog.units[number] for number in numbers),
        labels=tuple(catalog.labels[number] for number in numbers),
        retired=(),
    )


def paired(lost: Sequence[str], fresh: Sequence[str]) -> dict[int, int]:
    """Pair lost sentences with equal new ones: first those that stand once, then their neighbours.

    New sentences that take none are empty.
    """
    counts = Counter(lost), Counter(fresh)
    places = {text: at for at, text in enumerate(fresh) if text}
    found = {
        at: places[text]
        for at, text in enumerate(lost)
        if counts[0][text] == 1 and counts[1][text] == 1 and text in places
    }
    taken = set(found.values())
    waiting = list(found.items())
    while waiting:
        one, other = waiting.pop()
        for side in (-1, 1):
            here, there = one + side, other + side
            inside = 0 <= here < len(lost) and 0 <= there < len(fresh)
            if inside and here not in found and there not in taken and lost[here] == fresh[there]:
                found[here] = there
                taken.add(there)
                waiting.append((here, there))
    return found


def in_company(pairs: Mapping[int, int]) -> list[Pair]:
    """Return the pairs that have another one near them in both articles."""
    return [
        (one, other)
        for one, other in pairs.items()
        if any(
            side and abs(pairs[one + side] - other) <= NEAR
            for side in range(-NEAR, NEAR + 1)
            if one + side in pairs
        )
    ]
