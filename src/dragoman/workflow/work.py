"""How much work the machine's text left to people, in figures that can be added up."""

from __future__ import annotations

import operator
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, reduce
from typing import TYPE_CHECKING, Any

from dragoman.model import Unit

if TYPE_CHECKING:
    from sacrebleu.metrics.base import Metric


AT_A_TIME = 250
"""Units whose words the metrics have in memory together."""


@dataclass(frozen=True, slots=True)
class Tally:
    """What is counted of some units, of which the newsroom may have more than memory holds."""

    segments: int
    words: int
    untouched: int
    chrf: tuple[float, ...]
    ter: tuple[float, ...]
    """What each metric counts in sentences, summed up: its score is made of these sums alone."""

    @classmethod
    def of(cls, units: Sequence[Unit]) -> Tally:
        """Count units that have a record and a target; there is at least one."""
        lots = (units[at : at + AT_A_TIME] for at in range(0, len(units), AT_A_TIME))
        return reduce(operator.add, map(cls._of_few, lots))

    @classmethod
    def _of_few(cls, units: Sequence[Unit]) -> Tally:
        machine = [unit.record.machine for unit in units if unit.record is not None]
        human = [unit.target for unit in units]
        chrf, ter = _metrics()
        return cls(
            segments=len(units),
            words=sum(len(unit.source.split()) for unit in units),
            untouched=sum(not unit.edited for unit in units),
            chrf=_counted(chrf, machine, human),
            ter=_counted(ter, machine, human),
        )

    def __add__(self, other: Tally) -> Tally:
        """Count the units of both."""
        return Tally(
            self.segments + other.segments,
            self.words + other.words,
            self.untouched + other.untouched,
            tuple(map(sum, zip(self.chrf, other.chrf, strict=True))),
            tuple(map(sum, zip(self.ter, other.ter, strict=True))),
        )

    @property
    def figures(self) -> dict[str, Any]:
        """The fields of an `Effort` that come of it."""
        chrf, ter = _metrics()
        return {
            "segments": self.segments,
            "words": self.words,
            "untouched": self.untouched,
            "chrf": _score(chrf, self.chrf),
            "ter": _score(ter, self.ter),
        }


@cache
def _metrics() -> tuple[Metric, Metric]:
    """Return chrF and TER. Their library takes time to load."""
    from sacrebleu.metrics.chrf import CHRF
    from sacrebleu.metrics.ter import TER

    return CHRF(), TER()


def _counted(metric: Metric, machine: Sequence[str], human: Sequence[str]) -> tuple[float, ...]:
    # What sacrebleu asks of every metric that is derived from its base class.
    rows = metric._extract_corpus_statistics(machine, [human])
    return tuple(map(sum, zip(*rows, strict=True)))


def _score(metric: Metric, counts: Sequence[float]) -> float:
    return round(float(metric._compute_score_from_stats(list(counts)).score), 1)
