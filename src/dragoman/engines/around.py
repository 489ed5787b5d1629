"""What engines and translators share that stand round another one: they say what it says."""

from __future__ import annotations

from typing import Generic, TypeVar

from dragoman.engines.base import Engine, Translator

E = TypeVar("E", bound=Engine)


class AroundEngine(Generic[E]):
    """An engine that does something beside another one, and is known as that one."""

    def __init__(self, engine: E) -> None:
        self._engine = engine

    @property
    def name(self) -> str:
        """The name of the engine itself."""
        return self._engine.name

    @property
    def guarded(self) -> bool:
        """Whether the engine's output is guarded."""
        return self._engine.guarded

    def searches(self, source: str, target: str) -> bool:
        """Whether the engine itself does."""
        return self._engine.searches(source, target)

    def signature(self, source: str, target: str) -> str:
        """Return the signature of the engine itself."""
        return self._engine.signature(source, target)


class AroundTranslator:
    """A translator that does something beside another one, and signs as that one."""

    def __init__(self, translator: Translator) -> None:
        self._translator = translator

    @property
    def signature(self) -> str:
        """The signature of the translator itself."""
        return self._translator.signature

    @property
    def searches(self) -> bool:
        """Whether the translator itself does."""
        return self._translator.searches
