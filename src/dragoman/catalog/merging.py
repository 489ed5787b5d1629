"""Merge the units of a catalog with the segments of its article."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from dragoman.catalog.acceptance import Witness, witnessed
from dragoman.catalog.units import Made, Outcome, make
from dragoman.matching import Matches, matches
from dragoman.model import Article, BlockKind, Catalog, Key, Machine, Unit


@dataclass(frozen=True, slots=True)
class Affected:
    """A person's work that a change of the article touched."""

    outcome: Outcome

    before: Unit
    """As it stood in the file."""

    after: Unit | None = None
    """As it stands now; `None` where the sentence is gone."""


@dataclass(frozen=True, slots=True)
class Merge:
    """A catalog brought up to date."""

    catalog: Catalog
    wanted: tuple[Key, ...]
    """The source sentences for which there is no machine text yet, each once."""

    outcomes: Mapping[Outcome, int]

    affected: tuple[Affected, ...] = ()
    """What happened to people's work, in the order of the article."""


def merge(
    old: Catalog | None,
    article: Article,
    locale: str,
    machine: Mapping[Key, Machine],
    *,
    renew: bool = False,
    witness: Callable[[], Witness] | None = None,
) -> Merge:
    """Return the catalog for the article as it is now.

    `machine` holds what an engine made of source sentences; what it lacks is listed in
    `Merge.wanted`, and the units that wait for it stay `new`, or stale without a suggestion.
    With `renew`, drafts that no person touched are wanted again. A status that a person typed is
    accepted by `witness`; it is asked only where there is such a status.
    """
    segments = article.segments
    before = matches(old, segments)
    made = [
        make(segment, before.continued.get(number), machine.get(segment.key), renew=renew)
        for number, segment in enumerate(segments)
    ]
    lost = {n for n, each in before.continued.items() if each.unit.record is None}
    units = [
        each.unit if witness is None else witnessed(each.unit, witness, lost=number in lost)
        for number, each in enumerate(made)
    ]
    gone = [unit for unit in before.gone if unit.touched and (unit.target or _has_words(unit))]
    affected = _affected(made, units, gone, before.revived)
    left = (*_parts_with_words(before), *gone)
    catalog = Catalog(
        article=article.path,
        source=article.language,
        target=locale,
        units=tuple(units),
        labels=labels(article),
        retired=_named(
            (*before.retired, *(replace(unit, findings=()) for unit in left)),
            {unit.id for unit in units},
        ),
    )
    wanted = dict.fromkeys(
        segment.key for segment, each in zip(segments, made, strict=True) if each.wants
    )
    outcomes = Counter(each.outcome for each in affected)
    outcomes.update(each.outcome for each in made if each.outcome is not None and not each.before)
    return Merge(catalog, tuple(wanted), outcomes, affected)


def _parts_with_words(before: Matches) -> Iterator[Unit]:
    """Yield the parts of sentences that were joined, as far as a person left words beside them."""
    for number in sorted(before.continued):
        yield from filter(_has_words, before.continued[number].others)


def _affected(
    made: Sequence[Made], units: Sequence[Unit], gone: Sequence[Unit], revived: Sequence[Unit]
) -> tuple[Affected, ...]:
    """Say what the change did to people's work, in the order of the article."""
    changed = (
        Affected(each.outcome, each.before, unit)
        for each, unit in zip(made, units, strict=True)
        if each.outcome is not None and each.before is not None
    )
    return (
        *changed,
        *(Affected(Outcome.RETIRED, unit) for unit in gone),
        *(Affected(Outcome.REVIVED, unit, unit) for unit in revived),
    )


def _named(retired: Sequence[Unit], taken: set[str]) -> tuple[Unit, ...]:
    """Return the retired units under names that no other unit has: records are kept by name."""
    named = []
    for unit in retired:
        name, count = unit.id, 1
        while name in taken:
            name = f"{unit.id.partition(_RETIRED)[0]}{_RETIRED}{count}"
            count += 1
        taken.add(name)
        named.append(unit if name == unit.id else replace(unit, id=name))
    return tuple(named)


_RETIRED = "-retired-"


def labels(article: Article) -> tuple[str, ...]:
    """Return for each segment the name of the block that it begins, or an empty string."""
    counts: Counter[BlockKind] = Counter()
    names: list[str] = []
    for block in article.blocks:
        if not block.segments:
            continue
        counts[block.kind] += 1
        if block.kind is BlockKind.METADATA:
            name = f"{block.kind.value}: {block.name}"
        elif block.kind is BlockKind.HEADING:
            name = block.kind.value
        else:
            name = f"{block.kind.value} {counts[block.kind]}"
        names += [name, *[""] * (len(block.segments) - 1)]
    return tuple(names)


def _has_words(unit: Unit) -> bool:
    return bool(unit.note) or unit.remarks
