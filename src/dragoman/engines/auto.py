"""The engine that a person gets who names none: for each direction the best model installed.

What `models.lock` names comes before what is better. A direct model comes before two, one after the
other. Where no engine leads all the way, one may begin and another one end.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from functools import reduce
from importlib import import_module
from typing import Any

from dragoman.engines.base import Identified, Provider, Translator
from dragoman.engines.pivot import PivotTranslator, joined
from dragoman.models.choice import best_route, route
from dragoman.models.installed import Installed
from dragoman.models.kinds import ARGOS, FIREFOX
from dragoman.models.lock import Pin
from dragoman.models.places import folder_for

ENGINES = {ARGOS: "dragoman.engines.argos", FIREFOX: "dragoman.engines.firefox"}
"""The engines that use models, and their modules."""


@dataclass(frozen=True, slots=True)
class AutoSettings:
    """What decides between the engines, and how they work."""

    engines: Mapping[str, object] = field(default_factory=dict)
    """The settings of the engines, by their names."""

    pinned: tuple[Pin, ...] = ()
    """The models that the newsroom has pinned."""


Leg = tuple[Identified, str, str]
"""An engine, and from where to where it translates."""


class AutoEngine:
    """Leaves each direction to another engine."""

    name = "auto"
    guarded = True
    opens_in_thread = True

    def __init__(self, models: str, settings: AutoSettings) -> None:
        """Use the models of a place."""
        self._models = models
        self._settings = settings

    def signature(self, source: str, target: str) -> str:
        """Return the signature of the engine, or engines, that translate."""
        legs = self._legs(source, target)
        return reduce(joined, (engine.signature(*way) for engine, *way in legs))

    def searches(self, source: str, target: str) -> bool:
        """Whether the engine that translates, or the last of them, does."""
        engine, *way = self._legs(source, target)[-1]
        return engine.searches(*way)

    def identity(self, source: str, target: str) -> str:
        """Name what decides the text as the engine itself does, so that both share a memory."""
        named = [engine.identity(*way) for engine, *way in self._legs(source, target)]
        return named[0] if len(named) == 1 else json.dumps(named)

    @contextmanager
    def open(self, source: str, target: str) -> Iterator[Translator]:
        """Open the engine, or engines, that translate."""
        with ExitStack() as stack:
            legs = self._legs(source, target)
            opened = [stack.enter_context(engine.open(*way)) for engine, *way in legs]
            yield reduce(PivotTranslator, opened)

    def packages(self, source: str, target: str) -> tuple[Installed, ...]:
        """Return the package, or the two, that translate. Raises ModelError where none does."""
        return best_route(source, target, folder_for(self._models), self._is_pinned)

    def _legs(self, source: str, target: str) -> Sequence[Leg]:
        packages = self.packages(source, target)
        name, folder = packages[0].engine, folder_for(self._models)
        if all(package.engine == name for package in packages) and packages == route(
            source, target, folder, name
        ):
            return [(self._engine(name, self._models), source, target)]
        # Another model than the engine itself would take: it is given that one alone.
        engines = [self._engine(package.engine, str(package.path)) for package in packages]
        if len(engines) == 1:
            return [(engines[0], source, target)]
        (first, second), between = engines, packages[0].to_code
        return [(first, source, between), (second, between, target)]

    def _is_pinned(self, package: Installed) -> bool:
        return any(pin.matches(package) for pin in self._settings.pinned)

    def _engine(self, name: str, models: str) -> Identified:
        provider: Provider[Any] = import_module(ENGINES[name]).PROVIDER
        made = provider.create(models, self._settings.engines.get(name, provider.defaults))
        assert isinstance(made, Identified)
        return made


PROVIDER = Provider(AutoEngine, AutoSettings())
