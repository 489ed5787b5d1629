"""Which package translates a direction, or which two do, and what to say when none does."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from pathlib import Path

from dragoman.errors import ModelError
from dragoman.models import ranking
from dragoman.models.installed import Installed, installed
from dragoman.models.kinds import ARGOS
from dragoman.models.places import has_demo, is_demo

PIVOT = "en"
"""The language that most models translate from or into."""


def find(source: str, target: str, folder: Path, engine: str = ARGOS) -> Installed:
    """Return the newest package of the engine that translates `source` into `target`.

    A code with a territory or a script, such as `ar-EG`, falls back to its language. Raises
    ModelError, which says how to get one, when there is none.
    """
    if package := _direct(source, target, _of(engine, folder)):
        return package
    raise missing(source, target, folder, engine)


def route(source: str, target: str, folder: Path, engine: str = ARGOS) -> tuple[Installed, ...]:
    """Return the engine's package for the direction, or two that lead through a third language.

    English comes first, then the others by their codes. Raises ModelError as `find` does.
    """
    packages = _of(engine, folder)
    if package := _direct(source, target, packages):
        return (package,)
    for code in _between(source, target, packages):
        first, second = _direct(source, code, packages), _direct(code, target, packages)
        if first and second:
            return first, second
    raise missing(source, target, folder, engine)


def best_route(
    source: str,
    target: str,
    folder: Path,
    pinned: Callable[[Installed], bool] = lambda package: False,
) -> tuple[Installed, ...]:
    """Return the best package for the direction, of any engine, or the best two that lead there.

    What is `pinned` comes before what is better. Languages between come in the order of `route`.
    Raises ModelError as `find` does.
    """
    packages = installed(folder)

    def best(source: str, target: str) -> Installed | None:
        engines = dict.fromkeys(package.engine for package in packages)
        found = [
            package
            for engine in engines
            if (package := _direct(source, target, [p for p in packages if p.engine == engine]))
        ]
        wanted = [package for package in found if pinned(package)]
        return ranking.best(wanted or found) if found else None

    if package := best(source, target):
        return (package,)
    for code in _between(source, target, packages):
        first, second = best(source, code), best(code, target)
        if first and second:
            return first, second
    raise missing(source, target, folder)


def _between(source: str, target: str, packages: Sequence[Installed]) -> list[str]:
    """Return the languages through which a way may lead, English first."""
    ends = {source, target, _language(source), _language(target)}
    between = {package.to_code for package in packages} - ends
    return sorted(between, key=lambda code: (code != PIVOT, code))


def missing(source: str, target: str, folder: Path, engine: str = ARGOS) -> ModelError:
    """Make the error for a direction without a package of the engine."""
    names = f"{english_name(source)} into {english_name(target)} ({source} → {target})"
    if engine != ARGOS:
        codes = f"--from {_language(source)} --to {_language(target)}"
        command = f"dragoman models import FOLDER {codes}"
        advice = f"With the files of such a model in FOLDER, run: {command}"
        return ModelError(f"no {engine} model translates {names}", path=folder, advice=advice)
    advice = f"Run: {_command(source, target)}"
    if PIVOT not in (_language(source), _language(target)):
        legs = ((source, PIVOT), (PIVOT, target))
        there = _of(engine, folder)
        commands = [_command(*leg) for leg in legs if not _direct(*leg, there)]
        advice += f" (or, to go through English: {' && '.join(commands)})"
    if has_demo(_language(source), _language(target)) and not is_demo(folder):
        advice += " (or try the small demonstration models: --models demo)"
    return ModelError(f"no model translates {names}", path=folder, advice=advice)


def _of(engine: str, folder: Path) -> tuple[Installed, ...]:
    return tuple(package for package in installed(folder) if package.engine == engine)


def _direct(source: str, target: str, packages: Sequence[Installed]) -> Installed | None:
    for codes in ((source, target), (_language(source), _language(target))):
        for package in packages:
            if (package.from_code, package.to_code) == codes:
                return package
    return None


def _command(source: str, target: str) -> str:
    origin = "" if source == "en" else f" --from {_language(source)}"
    return f"dragoman models install{origin} {_language(target)}"


def _language(code: str) -> str:
    return re.split(r"[-_]", code)[0]


def english_name(code: str) -> str:
    """Return the language's name in English, or the code where there is none."""
    from babel import Locale, UnknownLocaleError

    try:
        return Locale.parse(code.replace("-", "_")).english_name or code
    except (UnknownLocaleError, ValueError):
        return code
