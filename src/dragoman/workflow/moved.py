"""Keep reviews with their articles when these are renamed, moved or split."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from rapidfuzz import fuzz

from dragoman import review
from dragoman.errors import DragomanError, StoreError, typed
from dragoman.matching import matches
from dragoman.model import Article, Catalog, one_line
from dragoman.store import LOCALES
from dragoman.workflow.reading import decoded, read_review
from dragoman.workflow.scope import Scope
from dragoman.workflow.summary import Summaries

MOST = 0.5
"""Of the words of two articles, the longer one's, how many must stand in sentences of both for one
to be the other one renamed; and how many of a review the parts of a split article must have."""

PART = 0.8
"""How many words of an article must stand in sentences of another for it to be a part of it."""


@dataclass(frozen=True, slots=True)
class Moved:
    """A review file that went with its article."""

    old: str
    new: str
    """The articles."""

    locale: str
    path: str
    """The review file as it is now, as messages show it."""

    segments: int | None = None
    """How many segments of it came along, where the article was split; else all."""


@dataclass(frozen=True, slots=True)
class Orphan:
    """A review file whose article is gone."""

    article: str
    locale: str
    file: Path


def orphans(scope: Scope) -> tuple[Orphan, ...]:
    """Return the review files in the scope's locales whose article is gone."""
    store = scope.store
    present = frozenset(store.articles())
    found = []
    for locale in scope.locales:
        folder = store.root / LOCALES / locale
        for name in sorted(store.names(folder)):
            article = name.removesuffix(".yaml")
            if article != name and article not in present:
                found.append(Orphan(article, locale, folder / name))
    return tuple(found)


def told(scope: Scope, but: Collection[str] = ()) -> Iterator[DragomanError]:
    """Yield what people should know of review files whose article is gone.

    Articles in `but` are left out.
    """
    for article, group in _by_article(orphans(scope)).items():
        if article in but:
            continue
        first, *others = group
        yield StoreError(
            f"the article {article} is gone, so no command reads this review file"
            + (f", nor those in {', '.join(each.locale for each in others)}" if others else ""),
            path=scope.store.shown(first.file),
            advice="If it has another name now, run: "
            f"dragoman mv {typed(article)} NEW-NAME. If it was taken out on purpose, delete the "
            "review file, or move it out of locales/.",
        )


def _by_article(found: Sequence[Orphan]) -> dict[str, list[Orphan]]:
    groups: dict[str, list[Orphan]] = {}
    for orphan in found:
        groups.setdefault(orphan.article, []).append(orphan)
    return groups


@dataclass(frozen=True, slots=True)
class _OrphanReview:
    """An orphan with what it holds."""

    orphan: Orphan
    data: bytes
    text: str
    catalog: Catalog
    words: Mapping[str, int]
    """For each sentence its words, as often as it stands there."""


@dataclass(frozen=True, slots=True)
class _Heir:
    """A new article that continues a review."""

    article: Article
    words: Mapping[str, int]


def follow(scope: Scope, *, dry: bool = False) -> list[Moved]:
    """Give the reviews of articles that are gone to new articles with the same sentences.

    An article that is new in a locale and has most of its sentences in the review of one that is
    gone is that article renamed; several that share its sentences are its parts. An article that
    is still there keeps its review, but for the sentences that it lost to a new one. With `dry`,
    nothing is moved.
    """
    moved: list[Moved] = []
    articles: dict[str, Article | None] = {}
    every = orphans(scope)
    for locale in scope.locales:
        lost = [orphan for orphan in every if orphan.locale == locale]
        donors = _changed(scope, locale)
        if not lost and not donors:
            continue
        known = [each for orphan in lost if (each := _known(scope, orphan)) is not None]
        heirs = []
        for name in scope.names:
            if scope.store.stamp(scope.store.review_path(name, locale)) is None:
                if name not in articles:
                    articles[name] = scope.article(name)
                if (article := articles[name]) is not None:
                    sentences = [segment.source for segment in article.segments]
                    heirs.append(_Heir(article, _words(sentences)))
        given: set[str] = set()
        for each, parts in _matched(known, heirs):
            try:
                moved += _given(scope, each, parts, dry=dry)
                given |= {heir.article.path for heir in parts}
            except DragomanError as error:
                scope.note(error)
        moved += _divided(scope, donors, [h for h in heirs if h.article.path not in given], dry=dry)
    return moved


def _changed(scope: Scope, locale: str) -> list[Orphan]:
    """Return the review files of articles that changed, if there is a new article to take them.

    Of files that did not change since they were last looked at, none is read.
    """
    store = scope.store
    there = frozenset(store.names(store.root / LOCALES / locale))
    if all(f"{name}.yaml" in there for name in scope.names):
        return []
    summaries = Summaries(scope)
    return [
        Orphan(name, locale, store.review_path(name, locale))
        for name in store.articles()
        if f"{name}.yaml" in there
        if (known := summaries.known(name, locale)) is None or known.outdated
    ]


def _divided(
    scope: Scope, donors: Sequence[Orphan], heirs: Sequence[_Heir], *, dry: bool
) -> Iterator[Moved]:
    """Give new articles what they have of the sentences that articles lost which are still there.

    Only what is surely a part: several sentences, most of what the new article holds, and together
    most of what the old one lost.
    """
    left = list(heirs)
    for donor in donors:
        wanted = [heir for heir in left if _may_share(scope, donor, heir)]
        known = _known(scope, donor) if wanted else None
        article = scope.article(donor.article) if known is not None else None
        if known is None or article is None:
            continue
        gone = {unit.id for unit in matches(known.catalog, article.segments).gone}
        lost = [number for number, unit in enumerate(known.catalog.units) if unit.id in gone]
        words = _words([one_line(known.catalog.units[number].source) for number in lost])
        parts = [
            heir
            for heir in wanted
            if len(words.keys() & heir.words.keys()) > 1
            and _shared(words, heir.words) >= MOST * sum(heir.words.values())
        ]
        together = sum((Counter(heir.words) for heir in parts), Counter[str]())
        if not parts or _shared(words, together) < MOST * sum(words.values()):
            continue
        try:
            yield from _shared_out(scope, known, lost, parts, dry=dry)
        except DragomanError as error:
            scope.note(error)
        left = [heir for heir in left if heir not in parts]


def _may_share(scope: Scope, donor: Orphan, heir: _Heir) -> bool:
    """Whether a review file holds any of some sentences of a new article, by its bytes alone."""
    sentences = list(heir.words)
    some = sentences[:: max(1, len(sentences) // _LOOKED_FOR)]
    try:
        data = scope.store.read(donor.file) or b""
    except DragomanError:
        return False
    return any(sentence.encode() in data for sentence in some)


_LOOKED_FOR = 12
"""Sentences of a new article that are looked for in the review files of changed ones."""


def _shared_out(
    scope: Scope,
    known: _OrphanReview,
    lost: Sequence[int],
    heirs: Sequence[_Heir],
    *,
    dry: bool,
) -> Iterator[Moved]:
    """Write the review files of new articles, and then that of the old one without their units."""
    store, orphan, units = scope.store, known.orphan, known.catalog.units
    left = [Counter(segment.source for segment in heir.article.segments) for heir in heirs]
    shares: list[list[int]] = [[] for _ in heirs]
    for number in lost:
        source = one_line(units[number].source)
        owner = next((place for place, counts in enumerate(left) if counts[source] > 0), None)
        if owner is not None:
            left[owner][source] -= 1
            shares[owner].append(number)
    for heir, numbers in zip(heirs, shares, strict=True):
        path = store.review_path(heir.article.path, orphan.locale)
        if not dry:
            store.write(path, _part(known, heir.article.path, numbers, retired=False), None)
        new = heir.article.path
        yield Moved(orphan.article, new, orphan.locale, store.shown(path), len(numbers))
    went = {number for numbers in shares for number in numbers}
    rest = [number for number in range(len(units)) if number not in went]
    if not dry:
        store.write(orphan.file, _part(known, orphan.article, rest, retired=True), known.data)


def _known(scope: Scope, orphan: Orphan) -> _OrphanReview | None:
    """Read an orphan; one that cannot be read is told as any other that nothing continues."""
    shown = scope.store.shown(orphan.file)
    try:
        data = scope.store.read(orphan.file)
        if data is None:
            return None
        catalog = read_review(data, shown)
    except DragomanError:
        return None
    sentences = [one_line(unit.source) for unit in catalog.units]
    return _OrphanReview(orphan, data, decoded(data, shown), catalog, _words(sentences))


def _words(sentences: Sequence[str]) -> Counter[str]:
    counts: Counter[str] = Counter()
    for sentence in sentences:
        counts[sentence] += len(sentence.split())
    return counts


def _shared(one: Mapping[str, int], other: Mapping[str, int]) -> int:
    return sum(min(count, other.get(sentence, 0)) for sentence, count in one.items())


def _matched(
    known: Sequence[_OrphanReview], heirs: Sequence[_Heir]
) -> Iterator[tuple[_OrphanReview, tuple[_Heir, ...]]]:
    """Yield each review with the articles that continue it, the main one first."""
    pairs = []
    for number, each in enumerate(known):
        for place, heir in enumerate(heirs):
            shared = _shared(each.words, heir.words)
            if shared:
                alike = fuzz.ratio(each.orphan.article, heir.article.path)
                pairs.append((shared, alike, number, place))
    pairs.sort(key=lambda pair: (-pair[0], -pair[1], pair[2:]))
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


def _given(
    scope: Scope, known: _OrphanReview, heirs: tuple[_Heir, ...], *, dry: bool
) -> Iterator[Moved]:
    """Move a review file to the article that continues it, what belongs to its parts before."""
    store, orphan = scope.store, known.orphan
    shares = _shares(known.catalog, heirs)
    for heir, numbers in zip(heirs[1:], shares[1:], strict=True):
        path = store.review_path(heir.article.path, orphan.locale)
        if not dry:
            part = _part(known, heir.article.path, numbers, retired=False)
            store.write(path, part, None)
        yield Moved(
            orphan.article, heir.article.path, orphan.locale, store.shown(path), len(numbers)
        )
    path = store.review_path(heirs[0].article.path, orphan.locale)
    if not dry:
        if len(heirs) > 1:
            rest = _part(known, heirs[0].article.path, shares[0], retired=True)
            store.write(orphan.file, rest, known.data)
        store.move(orphan.file, path)
    segments = len(shares[0]) if len(heirs) > 1 else None
    yield Moved(orphan.article, heirs[0].article.path, orphan.locale, store.shown(path), segments)


def _shares(catalog: Catalog, heirs: Sequence[_Heir]) -> list[list[int]]:
    """Say for each heir which units are its own: by their sentences, the rest the first one's."""
    left = [Counter(segment.source for segment in heir.article.segments) for heir in heirs]
    shares: list[list[int]] = [[] for _ in heirs]
    for number, unit in enumerate(catalog.units):
        source = one_line(unit.source)
        owner = next((place for place, counts in enumerate(left) if counts[source] > 0), 0)
        left[owner][source] -= 1
        shares[owner].append(number)
    return shares


def _part(known: _OrphanReview, article: str, numbers: Sequence[int], *, retired: bool) -> bytes:
    """Return the review file that holds some units of another one, with their comments."""
    catalog = known.catalog
    labels = [catalog.labels[number] for number in numbers]
    part = replace(
        catalog,
        article=article,
        units=tuple(catalog.units[number] for number in numbers),
        labels=tuple(labels),
        retired=catalog.retired if retired else (),
    )
    return review.serialize(part, known.text, str(known.orphan.file)).encode()
