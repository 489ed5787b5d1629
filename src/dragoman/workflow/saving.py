"""Read, merge, decide, write: the one loop in which review files change.

A use case is a pure function, its decision. It is given the file as it stands, merged with its
article, and returns the catalog that the file should hold. If somebody saves the file meanwhile,
it is given what stands there then, and asked again. So it must have no effects of its own.

    def decision(reviewed: Reviewed) -> Catalog | None: ...

    saved = save(scope, article, "fa", decision)

For decisions on single units, on what people see in the file, there is `by_unit`:

    saved = save(scope, article, "fa", by_unit(lambda unit: replace(unit, note="See page 2.")))
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, replace
from functools import cached_property
from types import MappingProxyType
from typing import Generic, TypeVar

from dragoman import review
from dragoman.errors import StoreError, typed
from dragoman.files import Contents
from dragoman.model import Article, Catalog, Key, Machine, Segment, Unit
from dragoman.store import ChangedMeanwhileError
from dragoman.workflow.reviewed import Reviewed
from dragoman.workflow.scope import Scope
from dragoman.workflow.summary import reshaped, up_to_date

ATTEMPTS = 5
"""How often a review file is read again because somebody saved it while it was written."""

Decision = Callable[[Reviewed], Catalog | None]
"""What a review file should hold, given what it holds; `None` leaves it alone. It may raise any
`DragomanError`; then nothing is written."""

Ahead = Callable[[str, Contents | None, Contents], None]
"""It takes the path of a review file as messages show it, what it holds, and what it will hold."""

Checking = Callable[[Scope, Sequence[tuple[Unit, Segment]], str], Iterable[Unit]]
"""It gives the units, each with the findings that checks have for it in the locale."""

_Item = TypeVar("_Item", bound=Unit | Segment)

_NOTHING: Mapping[Key, Machine] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Saved:
    """What became of a review file."""

    reviewed: Reviewed
    """The file as it stood just before, merged with its article: what was decided on."""

    file: Contents | None
    """What it holds now; `None` if there is none. With `dry`, what it would hold."""

    parts: review.ReviewParts | None = None
    """That in parts, where single segments were written alone."""

    changed: bool = False
    """Whether it was written, or would be."""

    @property
    def digest(self) -> str:
        """What tells this version of the file from others; `save` takes it as `seen`."""
        return "" if self.file is None else self.file.digest


def one_by_one(scope: Scope, pairs: Sequence[tuple[Unit, Segment]], locale: str) -> Iterable[Unit]:
    """Check each unit in this process."""
    if len(pairs) == 1:
        return (scope.checked(*pairs[0], locale),)  # it may be known
    return scope.checked_each(pairs, locale)


def save(
    scope: Scope,
    article: Article,
    locale: str,
    decision: Decision,
    *,
    machine: Mapping[Key, Machine] = _NOTHING,
    renew: bool = False,
    seen: str | None = None,
    patience: float | None = 0,
    dry: bool = False,
    read: Callable[[], Reviewed] | None = None,
    ahead: Ahead | None = None,
    checking: Checking = one_by_one,
) -> Saved:
    """Bring the review file of an article in a locale to what `decision` says.

    `machine` and `renew` are for the merge with the article, as in `Scope.reviewed`. Units that
    `decision` changed get the findings that checks have for them now. Only the bytes of what
    changed are written; nothing is, if nothing changed, or with `dry`.

    `seen` is the `digest` of the version that a person decided on: of any other, nothing is
    written. `patience` says how many seconds to wait for another run to end. With `None` none is
    waited for: a person may save beside a run, because a file is replaced only if it holds what
    was read, and the run reads again what it finds changed. `read` is for who keeps files open: it
    gives the file as it stands, and is asked each time. `ahead` is told of it before it is
    written. `checking` is for who changes many units at once.

    Raises `ReviewError` for a file that cannot be understood, `ChangedMeanwhileError` if it is
    not the version that was seen or was saved again and again, and `StoreError` if it cannot be
    written or another run is at work.
    """
    store, path = scope.store, scope.store.review_path(article.path, locale)
    with nullcontext() if patience is None else store.lock(patience):
        for attempt in range(1, ATTEMPTS + 1):
            reviewed = read() if read else scope.reviewed(article, locale, machine, renew=renew)
            _refuse_another(seen, reviewed, store.shown(path))
            with scope.boundary(path):
                made, parts = _serialized(scope, reviewed, decision(reviewed), checking)
            if made is None or made.digest == reviewed.digest:
                return Saved(reviewed, reviewed.file, reviewed.parts)
            try:
                if not dry:
                    if ahead is not None:
                        ahead(store.shown(path), reviewed.file, made)
                    store.write(path, made, reviewed.file)
            except ChangedMeanwhileError:
                if attempt == ATTEMPTS:
                    raise
            else:
                return Saved(reviewed, made, parts, changed=True)
    raise AssertionError("unreachable")


def _refuse_another(seen: str | None, reviewed: Reviewed, shown: str) -> None:
    """Refuse any version but the one that a person saw, where one did."""
    if seen is not None and reviewed.digest != seen:
        raise ChangedMeanwhileError(
            "the file was changed since you looked at it",
            path=shown,
            advice="Nothing was written. Look at it again, and repeat what you did.",
        )


def up_to_now(reviewed: Reviewed) -> Catalog | None:
    """Decide that the file holds every sentence of the article as it is now."""
    return None if up_to_date(reviewed) else reviewed.catalog


def by_unit(change: Callable[[Unit], Unit]) -> Decision:
    """Return the decision that changes each unit as `change` does, and nothing else.

    `change` is given the unit with the findings that checks have for it now. Raises `StoreError`
    if the file is not up to date with its article: what a person sees in it is then not what
    would be decided on.
    """

    def decision(reviewed: Reviewed) -> Catalog | None:
        if reviewed.old is None:
            return None
        if reshaped(reviewed.old, reviewed.catalog):
            raise StoreError(
                "the article changed since this review file was brought up to date, or segments "
                "were added or taken out by hand",
                path=reviewed.path,
                advice="Nothing was changed in it. First run: dragoman translate "
                f"{typed(reviewed.article.path)}",
            )
        units = tuple(
            before if (after := change(now)) == now else after
            for before, now in zip(reviewed.old.units, reviewed.catalog.units, strict=True)
        )
        return replace(reviewed.old, units=units)

    return decision


def _serialized(
    scope: Scope, reviewed: Reviewed, catalog: Catalog | None, checking: Checking
) -> tuple[Contents | None, review.ReviewParts | None]:
    """Return the file that holds the catalog, `None` if it already does; and it in parts."""
    if catalog is None or catalog == reviewed.old:
        return None, None
    made = catalog if catalog is reviewed.catalog else _checked(scope, reviewed, catalog, checking)
    parts = _revised(reviewed, made)
    if parts is not None:
        return parts.file, parts
    return review.written(made, reviewed.file, reviewed.path, reviewed.parts), None


def _checked(scope: Scope, reviewed: Reviewed, catalog: Catalog, checking: Checking) -> Catalog:
    """Return the catalog with what checks say of the units that were decided on."""
    before = _WithIds(() if reviewed.old is None else reviewed.old.units)
    now, segments = _WithIds(reviewed.catalog.units), _WithIds(reviewed.article.segments)
    pairs: dict[int, tuple[Unit, Segment]] = {}
    for at, unit in enumerate(catalog.units):
        earlier = before.get(unit.id, at)
        # Most units are the very same.
        if unit is earlier or unit == earlier or unit == now.get(unit.id, at):
            continue
        segment = segments.get(unit.id, at)
        if segment is not None:
            pairs[at] = unit, segment
    units = list(catalog.units)
    made = checking(scope, tuple(pairs.values()), reviewed.locale)
    for at, unit in zip(pairs, made, strict=True):
        units[at] = unit
    return replace(catalog, units=tuple(units))


class _WithIds(Generic[_Item]):
    """What has ids. Of a long article, a dictionary of it is made only if things changed places."""

    def __init__(self, items: Sequence[_Item]) -> None:
        self._items = items

    def get(self, key: str, at: int) -> _Item | None:
        """Return what has the id, most likely at that place."""
        if at < len(self._items) and self._items[at].id == key:
            return self._items[at]
        return self._by_id.get(key)

    @cached_property
    def _by_id(self) -> dict[str, _Item]:
        return {item.id: item for item in self._items}


def _revised(reviewed: Reviewed, catalog: Catalog) -> review.ReviewParts | None:
    """Return the file in parts, with only those segments written anew that are others now.

    `None` if more than single segments changed, or the file cannot be had in parts.
    """
    old, parts = reviewed.old, reviewed.parts
    if old is None or parts is None or len(catalog.units) != len(old.units):
        return None
    units = catalog.units
    changed = [at for at, before in enumerate(old.units) if units[at] is not before]
    if len(changed) > len(old.units) // 4 or any(
        (units[at].id, units[at].entry) != (old.units[at].id, old.units[at].entry) for at in changed
    ):
        return None
    if replace(catalog, units=()) != replace(old, units=()):
        return None
    return review.revised(parts, {units[at].id: units[at] for at in changed}, reviewed.path)
