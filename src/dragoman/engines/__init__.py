"""Engines translate single sentences. Nothing heavy is imported before one is made."""

from __future__ import annotations

from importlib import import_module

from dragoman.engines.base import Decoding, Engine, Hypothesis, Settings, Translator
from dragoman.errors import EngineError

__all__ = ["ENGINES", "Decoding", "Engine", "Hypothesis", "Settings", "Translator", "create"]

ENGINES = {
    "argos": "dragoman.engines.argos",
    "pseudo": "dragoman.engines.pseudo",
}
"""The module of each engine. A module has `create(models, settings)`."""


def create(name: str, models: str = "installed", settings: Settings | None = None) -> Engine:
    """Make the engine that is called `name`.

    `models` says where its packages are, as for `dragoman.models.folder_for`. No model is looked
    for or loaded yet. Raises EngineError when there is no such engine.
    """
    if name not in ENGINES:
        known = ", ".join(ENGINES)
        raise EngineError(f"there is no engine {name!r}", advice=f"The engines are: {known}.")
    made: Engine = import_module(ENGINES[name]).create(models, settings or Settings())
    return made
