"""What an engine is: the contract between translating and whatever does it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Protocol

from dragoman.errors import EngineError
from dragoman.model import Attention, Finding

DEFAULT_BEAM_SIZE = 4
"""The beam of `argostranslate.settings`, for which the published quality figures hold."""


@dataclass(frozen=True, slots=True)
class Hypothesis:
    """What an engine makes of one text."""

    text: str

    confidence: float | None = None
    """exp of the mean log-probability of the output's tokens, the end symbol among them, two
    decimals, from 0 (a guess) to 1 (certain); `None` where the engine does not say or there was
    nothing to translate.

    It is for putting sentences of one model in order, and no chance of being right: how high good
    text comes differs from model to model. `calibration` makes a chance of it, by what people kept.
    The mean over all tokens serves as well as any division by length
    (`tools/measure_confidence.py`); one bad word weighs less in a long sentence."""

    findings: tuple[Finding, ...] = ()
    """What was doubtful in the making: `truncated`, `empty`, `unknown`, `split`."""

    alternatives: tuple[Hypothesis, ...] = ()
    """What else the engine considered, the likeliest first, each text once and none empty.
    Alternatives have none of their own, and no attention."""

    attention: Attention = ()


@dataclass(frozen=True, slots=True)
class Decoding:
    """How a model is to look for its translations, where the usual way did not do."""

    no_repeat_ngram: int = 0
    """So many output tokens in a row may come only once; 0 lets everything repeat."""

    limit_factor: float = 1.0
    """How many times the usual length a text may reach before it is given up."""


USUAL = Decoding()


@dataclass(frozen=True, slots=True)
class Settings:
    """How hard an engine works. An engine without a model ignores all of it."""

    beam_size: int = DEFAULT_BEAM_SIZE
    """Hypotheses kept at each step: 1 is fastest, more than 5 gains nothing."""

    threads: int | None = None
    """Batches translated at the same time; `None` means one for each core of this machine."""

    compute_type: str | None = None
    """A compute type of CTranslate2, such as `int8` or `float32`; `None` leaves it to the
    model."""

    device: str = "cpu"
    """`cpu`, `cuda` or `auto`."""

    def __post_init__(self) -> None:
        for name, value in (("beam_size", self.beam_size), ("threads", self.threads)):
            if value is not None and value < 1:
                raise EngineError(f"{name} is {value}", advice=f"Give {name} as 1 or more.")


class Translator(Protocol):
    """A loaded model of one direction."""

    @property
    def signature(self) -> str:
        """Engine, model and version, such as `argos en-fa 1.5`.

        Settings that change the text and are not the default follow.
        """

    def translate(
        self,
        texts: Sequence[str],
        decoding: Decoding = USUAL,
        attended: Set[str] = frozenset(),
    ) -> Iterator[tuple[int, Hypothesis]]:
        """Yield an index into `texts` and its translation, each index exactly once.

        The order is the engine's: results come as they are ready, those of early texts early.
        `texts` are single lines; empty ones come back empty. Nothing is cut off in silence.
        Of the texts that are `attended`, the attention comes along, if the engine knows it.
        Dropping the iterator, as an interrupt does, stops the work after the batches at hand.

        Raises EngineError when the model fails.
        """


class Engine(Protocol):
    """Something that translates, for any direction it has a model for."""

    @property
    def name(self) -> str:
        """What settings and the command line call it."""

    @property
    def guarded(self) -> bool:
        """Whether what it makes are translations, of which broken ones can be told."""

    def signature(self, source: str, target: str) -> str:
        """Return the signature that `open` would give, without loading the model.

        Raises ModelError as `open` does when there is no model.
        """

    def open(self, source: str, target: str) -> AbstractContextManager[Translator]:
        """Load the model from `source` into `target`, both language codes.

        Leaving the context releases it, so that one model is in memory at a time. Raises
        ModelError when there is no such model or it does not load.
        """
