"""Which engine translates into which locale, by the settings and the command line."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass

from dragoman import engines, languages
from dragoman.engines import Engine
from dragoman.engines.cached import cached
from dragoman.errors import ModelError
from dragoman.models import codes, lock, ranking
from dragoman.models.choice import direct
from dragoman.models.installed import installed
from dragoman.models.places import folder_for
from dragoman.workflow.scope import Scope

OFF = "off"
_MODEL_ENGINES = ("firefox", "argos")
"""Those whose models are asked for a second opinion where nothing else is said."""


@dataclass(frozen=True, slots=True)
class Engines:
    """The engines of a run, each with the memory of what it made."""

    usual: Engine
    others: Mapping[str, Engine]
    """Those of locales that have one of their own."""

    second: Callable[[str, str, str], Engine | None] = lambda first, source, target: None
    """Return the engine for a second opinion on a direction; `None` where there is none. It gets
    the signature of the first, and the two languages."""


def engines_for(
    scope: Scope,
    warn: Callable[[str], None],
    *,
    engine: str | None = None,
    models: str | None = None,
    recall: bool = True,
    create: Callable[[str, str, object], Engine] = engines.create,
    remember: Callable[[Engine], Engine] | None = None,
) -> Engines:
    """Make the engines that translate in the scope; no model is looked for or loaded yet.

    `engine` and `models` are said on the command line, and count for all locales. `warn` and
    `recall` are as for `cached`, which gives each engine its memory unless `remember` does.
    `create` makes them, as `engines.create` does.
    Raises EngineError for an engine that there is not.
    """
    settings = scope.project.settings

    place = models or scope.project.models

    def make(name: str, place: str = place) -> Engine:
        own = settings.engine_settings
        chosen: object = own.get(name)
        if name == engines.AUTO:
            from dragoman.engines import auto

            chosen = auto.AutoSettings(own, lock.read(scope.project.root))
        made = create(name, place, chosen)
        if remember is not None:
            return remember(made)
        return cached(made, scope.store.cache_path, warn, recall=recall)

    def second(first: str, source: str, target: str) -> Engine | None:
        wanted = settings.second_opinion
        if wanted in (OFF, first.split(" ")[0]):
            return None
        if wanted == engines.AUTO:
            return _any_other(make, place, first, source, target)
        made = make(wanted)
        made.signature(source, target)  # says so if it has no model
        return made

    if engine is not None:
        return Engines(make(engine), {}, second)
    named = settings.engine_by_locale
    others = {
        locale: make(name)
        for locale in scope.locales
        if (name := named.get(locale) or named.get(languages.language(locale)))
    }
    return Engines(make(settings.engine), others, second)


def _any_other(
    make: Callable[..., Engine], place: str, first: str, source: str, target: str
) -> Engine | None:
    """Make another engine that has a model for the direction, or the first with another model."""
    try:
        there = {package.engine for package in installed(folder_for(place))}
    except ModelError:
        return None
    # Only those that have a model at all are asked: to say that there is none takes time.
    for name in (name for name in _MODEL_ENGINES if name in there - {first.split(" ")[0]}):
        made = make(name)
        with suppress(ModelError):
            made.signature(source, target)
            return made
    return _other_model(make, place, first, source, target)


def _other_model(
    make: Callable[[str, str], Engine], place: str, first: str, source: str, target: str
) -> Engine | None:
    """Make the first engine with the best other model that it has for the direction, if any."""
    name = first.split(" ")[0]
    if name not in _MODEL_ENGINES or " + " in first:
        return None
    packages = [one for one in direct(source, target, folder_for(place)) if one.engine == name]
    made = {package: make(name, str(package.path)) for package in packages}
    others = [one for one, engine in made.items() if engine.signature(source, target) != first]
    return made[ranking.best(others)] if others else None


def other_region(signed: str, locale: str) -> str | None:
    """Say that a model is of another region than the locale's readers, if it is one."""
    direction = codes.direction_in(signed.rpartition(" + ")[2])
    if direction is None:
        return None
    _, made_for = codes.parted(direction)
    if codes.distance(made_for, locale) != 2:
        return None
    return (
        f"{locale} is translated by a model for {made_for} ({languages.name(made_for)}): "
        f"no other one is installed"
    )
