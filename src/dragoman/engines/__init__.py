"""Engines translate single sentences. Nothing heavy is imported before one is made."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import import_module, metadata
from typing import Any

from dragoman.engines.base import Decoding, Engine, Hypothesis, Option, Provider, Translator
from dragoman.errors import EngineError
from dragoman.patterns import lazily

__all__ = [
    "AUTO",
    "ENGINES",
    "Decoding",
    "Engine",
    "Hypothesis",
    "Option",
    "Provider",
    "Translator",
    "create",
    "names",
    "provider",
]

AUTO = "auto"
"""The engine that leaves each direction to the best of the others."""

ENGINES = {
    AUTO: "dragoman.engines.auto",
    "argos": "dragoman.engines.argos",
    "firefox": "dragoman.engines.firefox",
    "pseudo": "dragoman.engines.pseudo",
}
"""The module of each engine, which has a `PROVIDER`."""

GROUP = "dragoman.engines"
"""The entry points by which other packages bring engines: each names a `Provider`."""


_NAME = lazily(r"(?!(?:memory|off)\Z)[a-z][a-z0-9_.-]*")
"""A name as signatures and settings have it. In those, two words have a meaning of their own."""


def names() -> tuple[str, ...]:
    """Return the names of all engines, ours first."""
    return tuple(dict.fromkeys((*ENGINES, *brought())))


@cache
def brought() -> Mapping[str, metadata.EntryPoint]:
    """Return the engines of other packages, by name.

    All installed packages are looked at, once in a process: that takes some 50 ms. What a signature
    could not name is left out, see `_NAME`.
    """
    every = metadata.entry_points(group=GROUP)
    return {entry.name: entry for entry in every if _NAME.fullmatch(entry.name)}


def provider(name: str) -> Provider[Any] | None:
    """Return what makes the engine that is called `name`; `None` where there is none."""
    if name in ENGINES:
        own: Provider[Any] = import_module(ENGINES[name]).PROVIDER
        return own
    if name not in brought():
        return None
    made: Provider[Any] = brought()[name].load()
    return made


def create(name: str, models: str = "installed", settings: object = None) -> Engine:
    """Make the engine that is called `name`.

    `models` says where its packages are, as for `dragoman.models.folder_for`; `settings` are its
    own, by default as the engine has them. No model is looked for or loaded yet. Raises
    EngineError when there is no such engine.
    """
    made = provider(name)
    if made is None:
        known = ", ".join(names())
        raise EngineError(f"there is no engine {name!r}", advice=f"The engines are: {known}.")
    return made.create(models, made.defaults if settings is None else settings)
