"""Equal sentences where two versions are merged: whose an approval is, and what each is called."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from dragoman.model import Status, Unit, one_line

_ACCEPTED = frozenset((Status.REVIEWED, Status.APPROVED, Status.OMIT))

Between = tuple[str | None, str | None]
"""The sentences before and behind; `None` at the edges of the article."""


def between(units: Sequence[Unit], at: int) -> Between:
    """Return what stands around a unit."""
    before = one_line(units[at - 1].source) if at else None
    return before, one_line(units[at + 1].source) if at + 1 < len(units) else None


def elsewhere(
    units: Sequence[Unit],
    versions: Sequence[Sequence[Unit]],
    seen: Sequence[Sequence[Between]],
) -> Iterator[int]:
    """Yield the places of accepted texts that stand where nobody accepted them.

    `versions` are the units of both versions, and `seen` is for each unit of the result what stood
    around it where its text was accepted. Only one of several equal sentences is in question, and
    not if all of them say the same.
    """
    counts = [Counter(one_line(unit.source) for unit in each) for each in (units, *versions)]
    said: dict[str, set[tuple[str, Status]]] = {}
    for unit in units:
        said.setdefault(one_line(unit.source), set()).add((unit.target, unit.status))
    for place, unit in enumerate(units):
        source = one_line(unit.source)
        repeated = any(count[source] > 1 for count in counts)
        alike = len(said[source]) == 1 and counts[0][source] > 1
        if unit.status not in _ACCEPTED or not repeated or alike:
            continue
        here = between(units, place)
        if not any(one[0] == here[0] or one[1] == here[1] for one in seen[place]):
            yield place


def named(names: Sequence[str]) -> list[str]:
    """Return the names, each once: of equal ones those behind the first get numbers."""
    taken = set(names)
    met: set[str] = set()
    found = []
    for name in names:
        given, number = name, 2
        while given in met or (given != name and given in taken):
            given = f"{name.partition('-')[0]}-{number}"
            number += 1
        met.add(given)
        found.append(given)
    return found
