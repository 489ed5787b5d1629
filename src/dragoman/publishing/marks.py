"""How a copy was made, in the words of programs: one table for all formats.

The digital source types are those of the IPTC's NewsCodes, and schema.org's names for them. A text
that a person wrote from the start has none here: readers of such marks take their absence for it.
A text of unknown origin has one for that reason: a machine may have had a part in it.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from dragoman.publishing.verdict import Share

SCHEME = "http://cv.iptc.org/newscodes/digitalsourcetype/"
_SCHEMA = "https://schema.org/"


class Making(Enum):
    """How far people answer for a machine's text."""

    MACHINE = "machine translation"
    PARTLY = "machine translation, partly reviewed"
    REVIEWED = "machine translation, reviewed"
    UNKNOWN = "translation of unknown origin"
    HUMAN = "human translation"


@dataclass(frozen=True, slots=True)
class SourceType:
    """What each vocabulary calls a way of making."""

    iptc: str
    schema: str

    @property
    def address(self) -> str:
        """The IPTC's address of the term."""
        return SCHEME + self.iptc

    @property
    def schema_address(self) -> str:
        """Schema.org's address of the term."""
        return _SCHEMA + self.schema


_TRAINED = SourceType("trainedAlgorithmicMedia", "TrainedAlgorithmicMediaDigitalSource")
_COMPOSITE = SourceType(
    "compositeWithTrainedAlgorithmicMedia", "CompositeWithTrainedAlgorithmicMediaDigitalSource"
)

UNKNOWN = "unknown"
"""What stands for the engine of a text of unknown origin."""

MARKS: dict[Making, SourceType | None] = {
    Making.MACHINE: _TRAINED,
    Making.PARTLY: _COMPOSITE,
    Making.REVIEWED: _COMPOSITE,
    Making.UNKNOWN: _COMPOSITE,
    Making.HUMAN: None,
}


def making(share: Share) -> Making:
    """Return how a copy was made."""
    if not share.engines:
        return Making.UNKNOWN if share.unknown else Making.HUMAN
    if not share.reviewed:
        return Making.MACHINE
    return Making.REVIEWED if share.reviewed >= share.sentences else Making.PARTLY


def makers(share: Share) -> tuple[str, ...]:
    """Return the signatures of the machines, and a word for what nobody knows."""
    return (*share.engines, UNKNOWN) if share.unknown else share.engines
