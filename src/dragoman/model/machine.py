"""What an engine hands over for a sentence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dragoman.model.finding import Finding, Severity
from dragoman.model.status import Origin
from dragoman.signature import Signature

Attention = Sequence[Sequence[float]]
"""For each word of a translation, how much of what the model looked at while writing it was each
word of the source. Words are what spaces part; the numbers of a row add up to 1. Empty where
nothing is known."""


@dataclass(frozen=True, slots=True)
class Machine:
    """What a machine made of one source sentence."""

    text: str
    signature: Signature

    confidence: float | None = None
    """From 0 (a guess) to 1 (certain); `None` where the engine does not say."""

    findings: tuple[Finding, ...] = ()
    """What was doubtful in the making; checks of the finished text come on top."""

    origin: Origin = Origin.MT

    rescued: bool = False
    """Whether the engine's first choice was broken and this is another one."""

    finish: tuple[str, ...] = ()
    """The typographic rules that changed what the engine wrote."""

    suggestion: str = ""
    """What people approved for a like sentence."""

    suggested: str = ""
    """Where that is from, and how alike: `memory 87% flood.md`."""

    agreement: float | None = None
    """How far another engine agrees, from 0 to 1; `None` where none was asked."""

    @property
    def broken(self) -> bool:
        """Whether it holds an error that a person must see to."""
        return any(finding.severity is Severity.ERROR for finding in self.findings)
