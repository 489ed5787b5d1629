"""How a copy was made, in the words of programs: one table for all formats.

The digital source types are those of the IPTC's NewsCodes, and schema.org's names for them. A text
that a person wrote from the start has none here: readers of such marks take their absence for it.
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
    HUMAN = "human translation"


@dataclass(frozen=True, slots=True)
class Mark:
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


_TRAINED = Mark("trainedAlgorithmicMedia", "TrainedAlgorithmicMediaDigitalSource")
_COMPOSITE = Mark(
    "compositeWithTrainedAlgorithmicMedia", "CompositeWithTrainedAlgorithmicMediaDigitalSource"
)

MARKS: dict[Making, Mark | None] = {
    Making.MACHINE: _TRAINED,
    Making.PARTLY: _COMPOSITE,
    Making.REVIEWED: _COMPOSITE,
    Making.HUMAN: None,
}


def making(share: Share) -> Making:
    """Return how a copy was made."""
    if not share.engines:
        return Making.HUMAN
    if not share.reviewed:
        return Making.MACHINE
    return Making.REVIEWED if share.reviewed >= share.sentences else Making.PARTLY
