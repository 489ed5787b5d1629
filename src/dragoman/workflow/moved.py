"""Keep reviews with their articles when these are renamed, moved or split."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from dragoman import review
from dragoman.catalog import doubt
from dragoman.errors import DragomanError, StoreError, typed
from dragoman.matching import MatchKind, matches
from dragoman.model import Article, Catalog, Status
from dragoman.store import LOCALES
from dragoman.workflow.heirs import (
    Heir,
    Legacy,
    Orphan,
    divide,
    nearer,
    pair,
    part,
    share,
    split_off,
    unowned,
)
from dragoman.workflow.reading import decoded, read_review
from dragoman.workflow.scope import Scope
from dragoman.workflow.summary import Summaries


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

    doubted: int = 0
    """How many texts became stale: another article lost the same sentences with other texts, or
    they came along without their neighbours."""


def orphans(scope: Scope) -> tuple[Orphan, ...]:
    """Return the review files in the scope's locales whose article is gone."""
    store = scope.store
    present = frozenset(store.articles())
    found: list[Orphan] = []
    for locale in scope.locales:
        folder = store.root / LOCALES / locale
        gone = (
            name
            for name in store.names(folder)
            if name.endswith(".yaml") and name.removesuffix(".yaml") not in present
        )
        found += (
            Orphan(name.removesuffix(".yaml"), locale, folder / name) for name in sorted(gone)
        )
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
            "review file, or move it out of locales/. If its text stands in another article now, "
            "give the name of that one to `dragoman mv`.",
        )


def _by_article(found: Sequence[Orphan]) -> dict[str, list[Orphan]]:
    groups: dict[str, list[Orphan]] = {}
    for orphan in found:
        groups.setdefault(orphan.article, []).append(orphan)
    return groups


def follow(scope: Scope, *, dry: bool = False) -> list[Moved]:
    """Give the reviews of articles that are gone to new articles with the same sentences.

    An article that is new in a locale and has most of its sentences in the review of one that is
    gone is that article renamed; several that share its sentences are its parts. An article that
    is still there keeps its review, but for the sentences that it lost to a new one. Where two
    reviews are as likely to be continued, and their texts of a sentence differ, the text becomes
    stale. With `dry`, nothing is moved.
    """
    moved: list[Moved] = []
    articles: dict[str, Article | None] = {}
    every = orphans(scope)
    for locale in scope.locales:
        lost = [orphan for orphan in every if orphan.locale == locale]
        try:
            with scope.boundary(scope.store.root / LOCALES / locale):
                donors = _changed(scope, locale)
                if lost or donors:
                    moved += _followed(scope, locale, lost, donors, articles, dry=dry)
        except DragomanError as error:
            scope.note(error)
    return moved


def _followed(
    scope: Scope,
    locale: str,
    lost: Sequence[Orphan],
    donors: Sequence[Orphan],
    articles: dict[str, Article | None],
    *,
    dry: bool,
) -> Iterator[Moved]:
    """Give away the reviews in a locale; `articles` are those that were read, and grow."""
    known = [each for orphan in lost if (each := read_legacy(scope, orphan)) is not None]
    heirs = []
    for name in scope.names:
        if scope.store.stamp(scope.store.review_path(name, locale)) is None:
            if name not in articles:
                articles[name] = scope.article(name)
            if (article := articles[name]) is not None:
                heirs.append(Heir(article))
    split = [each for orphan in donors if (each := _split(scope, orphan, heirs)) is not None]
    every_review = [*known, *split]
    given: set[str] = set()
    for each, parts in pair(known, nearer(known, split, heirs)):
        try:
            yield from _given(scope, each, parts, every_review, dry=dry)
            given |= {heir.article.path for heir in parts}
        except DragomanError as error:
            scope.note(error)
    left = [heir for heir in heirs if heir.article.path not in given]
    yield from _divided(scope, split, left, every_review, dry=dry)


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
    scope: Scope,
    donors: Sequence[Legacy],
    heirs: Sequence[Heir],
    reviews: Sequence[Legacy],
    *,
    dry: bool,
) -> Iterator[Moved]:
    """Give new articles their sentences that articles lost which are still there."""
    left = list(heirs)
    for donor in donors:
        parts = split_off(donor, left)
        if not parts:
            continue
        try:
            yield from _shared_out(scope, donor, parts, reviews, dry=dry)
        except DragomanError as error:
            scope.note(error)
        left = [heir for heir in left if heir not in parts]


def _split(scope: Scope, donor: Orphan, heirs: Sequence[Heir]) -> Legacy | None:
    """Read what a changed article lost; `None` if it cannot be what any new article continues."""
    if not any(_may_share(scope, donor, heir) for heir in heirs):
        return None
    known = read_legacy(scope, donor)
    article = scope.article(donor.article) if known is not None else None
    if known is None or article is None:
        return None
    found = matches(known.catalog, article.segments)
    gone = {unit.id for unit in found.gone}
    guessed = {each.unit.id for each in found.continued.values() if each.kind is MatchKind.GUESSED}
    numbered = list(enumerate(known.catalog.units))
    return replace(
        known,
        lost=tuple(number for number, unit in numbered if unit.id in gone),
        doubtful=frozenset(number for number, unit in numbered if unit.id in guessed),
    )


def _may_share(scope: Scope, donor: Orphan, heir: Heir) -> bool:
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
    known: Legacy,
    heirs: Sequence[Heir],
    reviews: Sequence[Legacy],
    *,
    dry: bool,
) -> Iterator[Moved]:
    """Write the review files of new articles, and then that of the old one without their units."""
    store, orphan = scope.store, known.orphan
    owned = divide(known, heirs)
    gone = unowned(known, owned)
    for heir, numbers in zip(heirs, owned, strict=True):
        yield _written(scope, known, heir, share(known, heir, numbers, reviews, gone), dry=dry)
    went = {number for numbers in owned for number in numbers}
    rest = [number for number in range(len(known.catalog.units)) if number not in went]
    if not dry:
        kept = part(known.catalog, orphan.article, rest)
        units = (
            doubt(unit) if number in known.doubtful else unit
            for number, unit in zip(rest, kept.units, strict=True)
        )
        kept = replace(kept, units=tuple(units), retired=known.catalog.retired)
        store.write(orphan.file, _serialized(known, kept), known.data)


def read_legacy(scope: Scope, orphan: Orphan) -> Legacy | None:
    """Read a review file that others may continue; one that cannot be read is told elsewhere."""
    shown = scope.store.shown(orphan.file)
    try:
        with scope.boundary(orphan.file):
            data = scope.store.read(orphan.file)
            if data is None:
                return None
            catalog = read_review(data, shown)
    except DragomanError:
        return None
    every = tuple(range(len(catalog.units)))
    return Legacy(orphan, data, decoded(data, shown), catalog, every)


def _given(
    scope: Scope,
    known: Legacy,
    heirs: tuple[Heir, ...],
    reviews: Sequence[Legacy],
    *,
    dry: bool,
) -> Iterator[Moved]:
    """Move a review file to the article that continues it, what belongs to its parts before."""
    store, orphan, first = scope.store, known.orphan, heirs[0]
    owned = divide(known, heirs)
    # Of one heir alone, nothing tells which neighbours a text of other surroundings had.
    gone = unowned(known, owned) if len(heirs) > 1 else frozenset(known.lost)
    for heir, numbers in zip(heirs[1:], owned[1:], strict=True):
        yield _written(scope, known, heir, share(known, heir, numbers, reviews, gone), dry=dry)
    others = {number for numbers in owned[1:] for number in numbers}
    rest = [number for number in known.lost if number not in others]
    kept = replace(share(known, first, rest, reviews, gone), retired=known.catalog.retired)
    path = store.review_path(first.article.path, orphan.locale)
    if not dry:
        if kept.units != known.catalog.units:
            store.write(orphan.file, _serialized(known, kept), known.data)
        store.move(orphan.file, path)
    yield _told(known, first, store.shown(path), kept, split=len(heirs) > 1)


def _written(scope: Scope, known: Legacy, heir: Heir, share: Catalog, *, dry: bool) -> Moved:
    """Write the review file of an article that is part of another one."""
    path = scope.store.review_path(heir.article.path, known.orphan.locale)
    if not dry:
        scope.store.write(path, _serialized(known, share), None)
    return _told(known, heir, scope.store.shown(path), share, split=True)


def _told(known: Legacy, heir: Heir, path: str, share: Catalog, *, split: bool) -> Moved:
    before = {unit.id for unit in known.catalog.units if unit.status is Status.STALE}
    doubted = (unit.status is Status.STALE and unit.id not in before for unit in share.units)
    segments = len(share.units) if split else None
    orphan = known.orphan
    return Moved(orphan.article, heir.article.path, orphan.locale, path, segments, sum(doubted))


def _serialized(known: Legacy, part: Catalog) -> bytes:
    """Return the review file that holds a part of another one, with their comments."""
    return review.serialize(part, known.text, str(known.orphan.file)).encode()
