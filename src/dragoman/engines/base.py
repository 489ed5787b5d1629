"""What an engine is: the contract between translating and whatever does it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import Generic, Protocol, TypeVar, runtime_checkable

from dragoman.model import Attention, Finding


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

    def __post_init__(self) -> None:
        """Write U+FFFD for half a character, which no file can hold: the text is broken anyway."""
        try:
            self.text.encode()
        except UnicodeEncodeError:
            whole = self.text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
            object.__setattr__(self, "text", whole)


@dataclass(frozen=True, slots=True)
class Decoding:
    """How a model is to look for its translations, where the usual way did not do."""

    no_repeat_ngram: int = 0
    """So many output tokens in a row may come only once; 0 lets everything repeat."""

    limit_factor: float = 1.0
    """How many times the usual length a text may reach before it is given up."""


USUAL = Decoding()


class Translator(Protocol):
    """A loaded model of one direction."""

    @property
    def signature(self) -> str:
        """Engine, model and version, such as `argos en-fa 1.5`.

        Settings that change the text and are not the default follow.
        """

    @property
    def searches(self) -> bool:
        """Whether it looks for several translations: it gives alternatives, heeds `Decoding`."""

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

    def searches(self, source: str, target: str) -> bool:
        """Whether its translator of the direction searches."""

    def signature(self, source: str, target: str) -> str:
        """Return the signature that `open` would give, without loading the model.

        Raises ModelError as `open` does when there is no model.
        """

    def open(self, source: str, target: str) -> AbstractContextManager[Translator]:
        """Load the model from `source` into `target`, codes of a language or a locale: `ar-EG`.

        Leaving the context releases it, so that one model is in memory at a time. Raises
        ModelError when there is no such model or it does not load.
        """


@runtime_checkable
class Identified(Engine, Protocol):
    """An engine whose output can be remembered."""

    def identity(self, source: str, target: str) -> str:
        """Name all that decides the text for a direction: model, settings, rules.

        Raises ModelError as `open` does.
        """


S = TypeVar("S")

Option = Callable[[str], object]
"""Reads what a person wrote for a setting. Raises ValueError that says what is valid."""


@dataclass(frozen=True, slots=True)
class Provider(Generic[S]):
    """What an engine's module offers: how to make the engine, and the settings it has."""

    create: Callable[[str, S], Engine]
    """Makes the engine for the models of a place, as `dragoman.models.folder_for` takes it, with
    settings. Neither looks for models nor loads one."""

    defaults: S
    """A frozen dataclass."""

    options: Mapping[str, Option] = field(default_factory=dict)
    """The keys of the engine's section in `dragoman.yaml`. The field of the settings has the same
    name, with underscores."""
