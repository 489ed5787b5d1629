"""Which package translates a direction, or which two do, and what to say when none does."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from dragoman.errors import ModelError
from dragoman.models import codes, ranking
from dragoman.models.installed import Installed, installed, stray
from dragoman.models.kinds import ARGOS
from dragoman.models.places import has_demo, is_demo

PIVOT = "en"
"""The language that most models translate from or into."""


def find(source: str, target: str, folder: Path, engine: str = ARGOS) -> Installed:
    """Return the best package of the engine that translates `source` into `target`.

    A code with a territory, such as `ar-EG`, falls back to its language, and a language to one of
    its regions; never to what is written in other letters. Raises ModelError, which says
    how to get one, when there is none.
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
        found = _of_each_engine(source, target, packages)
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
    ends = {codes.language(source), codes.language(target)}
    every = {package.to_code for package in packages}
    between = {code for code in every if codes.language(code) not in ends}
    return sorted(between, key=lambda code: (code != PIVOT, code))


def missing(source: str, target: str, folder: Path, engine: str | None = None) -> ModelError:
    """Make the error for a direction without a package of the engine, or of any."""
    error = _missing(source, target, folder, engine)
    if useless := stray(folder):
        error.advice += f". Of no use as it stands: {useless[0]}"
    return error


def _missing(source: str, target: str, folder: Path, engine: str | None) -> ModelError:
    names = f"{english_name(source)} into {english_name(target)} ({source} → {target})"
    if engine not in (ARGOS, None):
        options = f"--from {_plain(source)} --to {_plain(target)}"
        command = f"dragoman models import FOLDER {options}"
        advice = f"Run: {_command(source, target, engine)}"
        advice += f" (or, with the files of such a model in FOLDER: {command})"
        return ModelError(f"no {engine} model translates {names}", path=folder, advice=advice)
    advice = f"Run: {_command(source, target, engine)}"
    if PIVOT not in (codes.language(source), codes.language(target)):
        legs = ((source, PIVOT), (PIVOT, target))
        there = installed(folder) if engine is None else _of(engine, folder)
        commands = [_command(*leg, engine) for leg in legs if not _direct(*leg, there)]
        advice += f" (or, to go through English: {' && '.join(commands)})"
    if has_demo(codes.language(source), codes.language(target)) and not is_demo(folder):
        advice += " (or try the small demonstration models: --models demo)"
    return ModelError(f"no model translates {names}", path=folder, advice=advice)


def _of(engine: str, folder: Path) -> tuple[Installed, ...]:
    return tuple(package for package in installed(folder) if package.engine == engine)


def direct(source: str, target: str, folder: Path) -> tuple[Installed, ...]:
    """Return every package, of any engine, that translates the direction by itself."""
    return tuple(_of_each_engine(source, target, installed(folder)))


def _of_each_engine(source: str, target: str, packages: Sequence[Installed]) -> list[Installed]:
    """Return the packages of each engine whose codes are nearest to those wanted."""
    engines = dict.fromkeys(package.engine for package in packages)
    return [
        package
        for engine in engines
        for package in _nearest(source, target, [p for p in packages if p.engine == engine])
    ]


def _direct(source: str, target: str, packages: Sequence[Installed]) -> Installed | None:
    """Return the package whose codes are nearest to those wanted; of several, the best."""
    found = _nearest(source, target, packages)
    return ranking.best(found) if found else None


def _nearest(source: str, target: str, packages: Sequence[Installed]) -> list[Installed]:
    """Return the packages whose codes are nearest to those wanted."""
    served: list[tuple[int, Installed]] = []
    for package in packages:
        here = codes.distance(package.from_code, codes.usual(source))
        there = codes.distance(package.to_code, codes.usual(target))
        if here is not None and there is not None:
            served.append((here + there, package))
    least = min((distance for distance, _ in served), default=0)
    return [package for distance, package in served if distance == least]


def _command(source: str, target: str, engine: str | None) -> str:
    origin = "" if source == "en" else f" --from {_plain(source)}"
    kind = f" --from {engine}" if engine else ""
    return f"dragoman models install{origin} {_plain(target)}{kind}"


def _plain(code: str) -> str:
    """Return the language of a code, or the code where the language alone does not serve it."""
    plain = codes.language(code)
    return plain if codes.distance(plain, codes.usual(code)) is not None else code


def english_name(code: str) -> str:
    """Return the language's name in English, or the code where there is none."""
    from babel import Locale, UnknownLocaleError

    try:
        return Locale.parse(code.replace("-", "_")).english_name or code
    except (UnknownLocaleError, ValueError):
        return code
