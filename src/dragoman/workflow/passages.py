"""Bring people's work along when passages go from one article to another.

What an article lost, in this run or an earlier one, lies among the retired units of its review
file; a review file whose article is gone holds nothing else. Where several of these sentences
stand together again in another article, they go on there, comments and all. A single sentence
never does: nothing but company tells that it is the same passage. The memory has its text.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence, Set
from contextlib import suppress
from dataclasses import dataclass, replace
from operator import eq

from dragoman import review
from dragoman.catalog import doubt
from dragoman.errors import DragomanError, ReviewError
from dragoman.files import Contents
from dragoman.matching import matches, neighbours
from dragoman.model import Status, Unit, one_line, unknown
from dragoman.workflow.heirs import MOST, PART, Legacy, Orphan, Pair, in_company, paired
from dragoman.workflow.moved import Moved, orphans, read_legacy
from dragoman.workflow.reading import decoded
from dragoman.workflow.reviewed import Reviewed
from dragoman.workflow.saving import save, up_to_now
from dragoman.workflow.scope import Scope
from dragoman.workflow.summary import Summaries, Summary

FEW, SEVERAL = 2, 3
"""How many sentences are a passage: the fewer, if they are most of what is new in the article."""

MOST_SEARCHES = 20
"""For how many files of a run it is searched where their sentences went: all others are read for
it. It bounds the cost where a whole archive changed."""

_RETIRED = b"\nretired:"


@dataclass(frozen=True, slots=True)
class _Giving:
    """What a review file gives away."""

    known: Legacy
    units: tuple[Unit, ...]
    gone: bool
    """The article is gone, and most of it is in the other one: then all else goes along."""

    doubted: int = 0
    """How many of the units are stale now, because others have other texts for them, or they get
    other neighbours."""


class Passages:
    """The sentences that articles lost, and where their reviews are."""

    def __init__(self, scope: Scope, summaries: Summaries, *, shared: bool = False) -> None:
        """Read nothing yet: what was lost is looked up when an article has new sentences.

        `shared` says that processes shared work since the last run. They bring nothing along, and
        so what articles lost meanwhile may stand elsewhere as drafts.
        """
        self._shared = shared
        self._scope = scope
        self._summaries = summaries
        self._lost: dict[str, dict[str, list[Orphan]]] = {}
        self._searches = 0

    @property
    def complete(self) -> bool:
        """Whether nobody was left out because too many had lost something."""
        return self._searches < MOST_SEARCHES

    def may_go(self, summary: Summary) -> bool:
        """Whether what an article lost before may stand elsewhere by now."""
        return self._shared and summary.retired > 0

    def moved_with(self, found: Reviewed) -> list[Moved]:
        """Bring along what goes to an article or from it, and return what went."""
        came, _ = self.taken_in(found)
        return came or self.handed_on(found)

    def taken_in(
        self, found: Reviewed, *, dry: bool = False
    ) -> tuple[list[Moved], Contents | None]:
        """Give an article's review file what others have for its new sentences.

        Return what came along, and what the file holds then. With `dry`, nothing is written.
        """
        fresh = {at: unit.source for at, unit in enumerate(found.catalog.units) if _is_new(unit)}
        if len(set(fresh.values())) < FEW:
            return [], found.file
        offers = [
            giving
            for donor in self._donors(found, set(fresh.values()))
            if (giving := self._giving(donor, found, fresh)) is not None
        ]
        file, given = found.file, []
        left = Counter(fresh.values())
        for offer in offers:
            giving = _doubted(_left_of(offer, left), offers)
            made = self._with(file, giving, found) if giving.units else None
            if made is not None:
                file = made
                given.append(giving)
                left.subtract(one_line(unit.source) for unit in giving.units)
        if not given or file is None:
            return [], found.file
        try:
            if not dry:
                self._write(found, file, given)
        except DragomanError as error:
            self._scope.note(error)
            return [], found.file
        return [_told(each, found) for each in given], file

    def handed_on(self, found: Reviewed, *, dry: bool = False) -> list[Moved]:
        """Give what an article loses to the one that holds it already, as drafts nobody touched.

        That is so where a passage was first put there and is cut only now. Return what went.
        """
        old = found.old
        places = {unit.entry for unit in old.units} if old is not None else set()
        lost = [
            unit
            for unit in found.catalog.retired
            if unit.entry in places or (self._shared and unit.touched)
        ]
        if len({one_line(unit.source) for unit in lost}) < FEW or self._searches >= MOST_SEARCHES:
            return []
        self._searches += 1
        taking = [
            (reviewed, pairs)
            for reviewed in self._holding(found, lost)
            if (pairs := _drafted(reviewed, lost))
        ]
        known = read_legacy(self._scope, _place(self._scope, found)) if len(taking) == 1 else None
        if known is None:
            return []
        (reviewed, pairs), *_ = taking
        giving = _giving_of(known, lost, pairs, reviewed, gone=False)
        replaced = {reviewed.catalog.units[other].entry for _, other in pairs}
        file = self._with(_without(reviewed, replaced), giving, reviewed)
        if file is None:
            return []
        try:
            if not dry:
                self._write(reviewed, file, [giving])
                save(self._scope, reviewed.article, reviewed.locale, up_to_now)
        except DragomanError as error:
            self._scope.note(error)
            return []
        return [_told(giving, reviewed)]

    def _holding(self, found: Reviewed, lost: Sequence[Unit]) -> Iterator[Reviewed]:
        """Yield the other articles whose review files hold some of these sentences."""
        store, locale = self._scope.store, found.locale
        longest = sorted({one_line(unit.source) for unit in lost}, key=len)[-FEW:]
        for name in self._scope.names:
            donor = Orphan(name, locale, store.review_path(name, locale))
            data = self._read(donor) if name != found.article.path else b""
            article = None
            if all(sentence.encode() in data for sentence in longest):
                article = self._scope.article(name)
            if article is not None:
                with suppress(DragomanError):  # whoever translates that file is told
                    yield self._scope.merged(article, locale)

    def _donors(self, found: Reviewed, fresh: set[str]) -> list[Orphan]:
        """Return the review files that have some of these sentences, the ones with most first."""
        shared = Counter(
            donor for sentence in fresh for donor in self._known(found.locale).get(sentence, ())
        )
        return sorted(
            (
                donor
                for donor, count in shared.items()
                if count >= FEW and donor.article != found.article.path
            ),
            key=lambda donor: (-shared[donor], donor.article),
        )

    def _known(self, locale: str) -> Mapping[str, Sequence[Orphan]]:
        """Return for each line that may be a lost sentence of a locale the files that hold it."""
        if locale not in self._lost:
            lines: dict[str, list[Orphan]] = {}
            for donor, data in self._losers(locale):
                for line in {
                    one_line(each) for each in data.decode("utf-8", "replace").split("\n")
                }:
                    lines.setdefault(line, []).append(donor)
            self._lost[locale] = lines
        return self._lost[locale]

    def _losers(self, locale: str) -> Iterator[tuple[Orphan, bytes]]:
        """Yield the files that may hold lost sentences, with the part of each that may."""
        store = self._scope.store
        for orphan in orphans(self._scope):
            if orphan.locale == locale:
                yield orphan, self._read(orphan)
        for name in store.articles():
            donor = Orphan(name, locale, store.review_path(name, locale))
            if store.stamp(donor.file) is None:
                continue
            known = self._summaries.known(name, locale)
            if known is None or known.outdated:
                yield donor, self._read(donor)
            elif known.retired:
                yield donor, self._read(donor).partition(_RETIRED)[2]

    def _read(self, donor: Orphan) -> bytes:
        try:
            return self._scope.store.read(donor.file) or b""
        except DragomanError:
            return b""  # whoever translates that file is told

    def _giving(self, donor: Orphan, found: Reviewed, fresh: Mapping[int, str]) -> _Giving | None:
        """Return what a review file has for new sentences of an article, if it is a passage."""
        known = read_legacy(self._scope, donor)
        if known is None:
            return None
        store = self._scope.store
        gone = store.stamp(store.article_path(donor.article)) is None
        lost = (*known.catalog.units, *known.catalog.retired)
        if not gone:
            article = self._scope.article(donor.article)
            if article is None:
                return None
            left = matches(known.catalog, article.segments)
            places = {unit.entry for unit in (*left.gone, *left.retired)}
            lost = tuple(unit for unit in lost if unit.entry in places)
        sources = [one_line(unit.source) for unit in lost]
        every = [fresh.get(at, "") for at in range(len(found.catalog.units))]
        pairs = in_company(paired(sources, every))
        words = sum(len(sources[one].split()) for one, _ in pairs)
        new = sum(len(sentence.split()) for sentence in fresh.values())
        live = sum(len(one_line(unit.source).split()) for unit in known.catalog.units)
        whole = gone and words >= PART * live
        if len(pairs) < (FEW if whole or words >= MOST * new else SEVERAL):
            return None
        touched = [pair for pair in pairs if lost[pair[0]].touched]
        return _giving_of(known, lost, touched, found, gone=whole) if touched else None

    def _with(self, file: Contents | None, giving: _Giving, found: Reviewed) -> Contents | None:
        """Return the article's review file with what is given; `None` where it does not fit in.

        It is put among the retired units: each comes back where its neighbours are.
        """
        known = giving.known
        given = {unit.entry for unit in giving.units}
        catalog = known.catalog
        rest = (*catalog.units, *catalog.retired) if giving.gone else ()
        part = replace(
            catalog,
            article=found.article.path,
            units=(),
            labels=(),
            retired=(
                *giving.units,
                *(unit for unit in rest if unit.entry not in given and unit.touched),
            ),
        )
        with suppress(ReviewError):
            text = review.serialize(part, known.text, found.path)
            if file is not None:
                text = review.append(decoded(file.data, found.path), text, found.path)
            return Contents.of(text.encode())
        return None

    def _write(self, found: Reviewed, file: Contents, given: Sequence[_Giving]) -> None:
        """Write the article's review file first: then nothing is lost wherever this ends."""
        store = self._scope.store
        store.write(store.review_path(found.article.path, found.locale), file, found.file)
        for giving in given:
            known = giving.known
            if giving.gone:
                store.remove(known.orphan.file, known.data)
                continue
            went = {unit.entry for unit in giving.units}
            catalog = known.catalog
            kept = [at for at, unit in enumerate(catalog.units) if unit.entry not in went]
            left = replace(
                catalog,
                units=tuple(catalog.units[at] for at in kept),
                labels=tuple(catalog.labels[at] for at in kept),
                retired=tuple(unit for unit in catalog.retired if unit.entry not in went),
            )
            text = review.serialize(left, known.text, store.shown(known.orphan.file))
            store.write(known.orphan.file, text.encode(), known.data)


def _place(scope: Scope, found: Reviewed) -> Orphan:
    name, locale = found.article.path, found.locale
    return Orphan(name, locale, scope.store.review_path(name, locale))


def _giving_of(
    known: Legacy, lost: Sequence[Unit], pairs: Sequence[Pair], found: Reviewed, *, gone: bool
) -> _Giving:
    """Return lost units as they are given to an article: each tells the neighbours that it had.

    One that gets others there will be stale.
    """
    before = [one_line(unit.source) for unit in known.catalog.units]
    stood = {unit.entry: at for at, unit in enumerate(known.catalog.units)}
    sources = [unit.source for unit in found.catalog.units]
    units, doubted = [], 0
    for one, other in sorted(pairs):
        unit = lost[one]
        record = unit.record or unknown(unit)
        if unit.entry in stood:
            record = replace(record, between=neighbours(before, stood[unit.entry]))
        beside = record.between and any(map(eq, record.between, neighbours(sources, other)))
        doubted += not beside and unit.status is not Status.STALE
        units.append(replace(unit, record=record))
    return _Giving(known, tuple(units), gone, doubted)


def _drafted(reviewed: Reviewed, lost: Sequence[Unit]) -> list[Pair]:
    """Return the passage of lost sentences that an article holds as drafts, if it is one."""
    sources = [one_line(unit.source) for unit in lost]
    drafts = [
        "" if _is_new(unit) or unit.touched else unit.source for unit in reviewed.catalog.units
    ]
    pairs = in_company(paired(sources, drafts))
    words = sum(len(sources[one].split()) for one, _ in pairs)
    most = words >= MOST * sum(len(source.split()) for source in sources)
    return pairs if len(pairs) >= (FEW if most else SEVERAL) else []


def _without(reviewed: Reviewed, entries: Set[int | None]) -> Contents | None:
    """Return a review file without some of its units."""
    old, file = reviewed.old, reviewed.file
    if old is None or file is None:
        return None
    kept = [at for at, unit in enumerate(old.units) if unit.entry not in entries]
    left = replace(
        old,
        units=tuple(old.units[at] for at in kept),
        labels=tuple(old.labels[at] for at in kept),
    )
    text = review.serialize(left, decoded(file.data, reviewed.path), reviewed.path)
    return Contents.of(text.encode())


def _left_of(offer: _Giving, left: Mapping[str, int]) -> _Giving:
    """Return what is offered of the sentences that nobody else has given yet."""
    free = Counter(left)
    units = []
    for unit in offer.units:
        source = one_line(unit.source)
        if free[source] > 0:
            free[source] -= 1
            units.append(unit)
    return replace(offer, units=tuple(units))


def _doubted(giving: _Giving, offers: Sequence[_Giving]) -> _Giving:
    """Make stale what others, as likely the ones meant, have other texts for."""
    mine = giving.known.orphan
    rivals = {
        (one_line(unit.source), unit.target)
        for offer in offers
        if offer.known.orphan != mine and len(offer.units) >= len(giving.units)
        for unit in offer.units
    }
    said: dict[str, set[str]] = {}
    for source, target in rivals:
        said.setdefault(source, set()).add(target)
    units = tuple(
        doubt(unit) if said.get(one_line(unit.source), {unit.target}) != {unit.target} else unit
        for unit in giving.units
    )
    doubted = sum(one is not other for one, other in zip(units, giving.units, strict=True))
    return replace(giving, units=units, doubted=giving.doubted + doubted)


def _told(giving: _Giving, found: Reviewed) -> Moved:
    old, count = giving.known.orphan.article, None if giving.gone else len(giving.units)
    return Moved(old, found.article.path, found.locale, found.path, count, giving.doubted)


def _is_new(unit: Unit) -> bool:
    """Whether a unit of an article brought up to date continues none of its file."""
    return unit.entry is None
