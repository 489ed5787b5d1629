"""The project's settings: `dragoman.yaml`, checked with line numbers.

source: en                    # the language of the articles in seeds/
targets: [ru, fa, tr, ar]     # the locales to translate into
engine: argos                 # or pseudo
models: installed             # or demo, or a folder of model packages
offline: false                # true forbids the network to every command
front-matter: [title, …]      # the front-matter keys to translate, at any depth
typography:                   # rules of `dragoman finish --list`, on (true) or off
  fa: {digits: true}          # for one language or locale; or `quotes: false` for all
publish:
  accept: approved            # the lowest status that may be exported
  missing: fail               # or skip, or source
  direction-marks: true       # in right-to-left exports
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from enum import Enum
from pathlib import Path
from typing import Any, TypeVar

import yaml

from dragoman import languages
from dragoman.errors import DragomanError, ProjectError
from dragoman.formats.front_matter import DEFAULT_KEYS
from dragoman.model import Status
from dragoman.typography import RULES, Choice, Typography

FILE = "dragoman.yaml"

ENGINES = ("argos", "pseudo")


class Missing(Enum):
    """What becomes of an article with units that may not be published."""

    FAIL = "fail"
    """It is not exported, and the run fails."""

    SKIP = "skip"
    """It is not exported."""

    SOURCE = "source"
    """It is exported with the source text in their place."""


@dataclass(frozen=True, slots=True)
class Publish:
    """What may be exported."""

    accept: Status = Status.APPROVED
    """The lowest status that may be published: draft, reviewed or approved."""

    missing: Missing = Missing.FAIL

    direction_marks: bool = True
    """Whether right-to-left copies get the marks that keep Latin addresses and names in place."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What `dragoman.yaml` says."""

    source: str = "en"
    targets: tuple[str, ...] = ("ru", "fa", "tr", "ar")
    engine: str = "argos"
    models: str = "installed"
    offline: bool = False
    """Whether even `models install` and `models list --available` may not use the network."""

    front_matter: tuple[str, ...] = tuple(DEFAULT_KEYS)
    typography: Typography = field(default_factory=Typography)
    publish: Publish = field(default_factory=Publish)


@dataclass(frozen=True, slots=True)
class Project:
    """A newsroom's folder with its settings."""

    root: Path
    settings: Settings


def find(start: Path) -> Project:
    """Return the project that holds the folder `start`.

    It is the nearest folder upwards with a `dragoman.yaml`, else `start` itself if it has a
    folder `seeds`. Raises `ProjectError` where there is neither, or the settings are wrong.
    """
    if found := around(start):
        return found
    raise ProjectError(
        f"there is no {FILE} here, nor in any folder above",
        path=start,
        advice="Go to your newsroom's folder, or make one here with: dragoman init",
    )


def around(start: Path) -> Project | None:
    """Return the project that `find` finds, or `None` where there is none.

    Raises `ProjectError` for wrong settings.
    """
    for folder in (start, *start.parents):
        if (folder / FILE).is_file():
            return Project(folder, _load(folder / FILE))
    if (start / "seeds").is_dir():
        return Project(start, Settings())
    return None


def parse(text: str, path: str = FILE) -> Settings:
    """Return the settings that the text holds; what it does not mention keeps its default.

    Raises `ProjectError` with the line for unknown keys and wrong values.
    """
    try:
        node = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise ProjectError(
            f"this is not valid YAML ({error.problem})",
            path=path,
            line=mark.line + 1 if mark else None,
            column=mark.column + 1 if mark else None,
            advice="Compare the line with the sample that `dragoman init` writes.",
        ) from None
    except yaml.YAMLError as error:
        raise ProjectError(f"this is not valid YAML ({error})", path=path) from None
    if node is None:
        return Settings()
    return _filled(Settings(), _pairs(node, path, "the settings"), _READERS, path)


def accept(text: str) -> Status:
    """Return the status that an export accepts. Raises `ValueError` for any other word."""
    if text not in ("draft", "reviewed", "approved"):
        raise ValueError("Use draft, reviewed or approved.")
    return Status(text)


def _load(file: Path) -> Settings:
    try:
        text = file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise ProjectError(f"the settings cannot be read: {error}", path=file) from None
    return parse(text, str(file))


S = TypeVar("S", Settings, Publish)


def _filled(
    settings: S, pairs: list[tuple[yaml.Node, yaml.Node]], readers: _Readers, path: str
) -> S:
    for key, value in pairs:
        name = str(key.value)
        if name not in readers:
            known = ", ".join(readers)
            raise _wrong(key, path, f"`{name}` is no setting", f"Known here are: {known}.")
        try:
            read = readers[name](value, path)
        except ValueError as error:
            raise _wrong(value, path, f"`{name}` has a wrong value", str(error)) from None
        except ProjectError:
            raise
        except DragomanError as error:
            raise _wrong(value, path, error.problem, error.advice) from None
        settings = replace(settings, **{name.replace("-", "_"): read})
    return settings


def _pairs(node: yaml.Node, path: str, what: str) -> list[tuple[yaml.Node, yaml.Node]]:
    if not isinstance(node, yaml.MappingNode):
        raise _wrong(node, path, f"{what} are not `key: value` lines", "Write one on each line.")
    return list(node.value)


def _word(node: yaml.Node, path: str) -> str:
    if not isinstance(node, yaml.ScalarNode) or not node.value:
        raise ValueError("Write one word or name.")
    return str(node.value)


def _words(node: yaml.Node, path: str) -> tuple[str, ...]:
    if isinstance(node, yaml.ScalarNode):
        return tuple(str(node.value).replace(",", " ").split())
    if isinstance(node, yaml.SequenceNode):
        return tuple(_word(item, path) for item in node.value)
    raise ValueError("Write a list: [one, two].")


def _locale(node: yaml.Node, path: str) -> str:
    return languages.normalize(_word(node, path))


def _locales(node: yaml.Node, path: str) -> tuple[str, ...]:
    found = tuple(languages.normalize(word) for word in _words(node, path))
    if not found:
        raise ValueError("Write at least one locale: [ru, fa, tr, ar].")
    return tuple(dict.fromkeys(found))


def _switch(node: yaml.Node, path: str) -> bool:
    word = _word(node, path).lower()
    if word not in ("true", "false"):
        raise ValueError("Use true or false.")
    return word == "true"


def _engine(node: yaml.Node, path: str) -> str:
    word = _word(node, path)
    if word not in ENGINES:
        raise ValueError(f"Use one of: {', '.join(ENGINES)}.")
    return word


def _accept(node: yaml.Node, path: str) -> Status:
    return accept(_word(node, path))


def _missing(node: yaml.Node, path: str) -> Missing:
    try:
        return Missing(_word(node, path))
    except ValueError:
        raise ValueError("Use fail, skip or source.") from None


def _publish(node: yaml.Node, path: str) -> Publish:
    readers: _Readers = {"accept": _accept, "missing": _missing, "direction-marks": _switch}
    return _filled(Publish(), _pairs(node, path, "the settings of `publish`"), readers, path)


def _typography(node: yaml.Node, path: str) -> Typography:
    known = {rule.name for rule in RULES}
    choices: list[Choice] = []
    for key, value in _pairs(node, path, "the settings of `typography`"):
        if isinstance(value, yaml.MappingNode):
            locale = _locale(key, path)
            choices += [_choice(pair, known, path, locale) for pair in value.value]
        else:
            choices.append(_choice((key, value), known, path))
    return Typography(tuple(choices))


def _choice(
    pair: tuple[yaml.Node, yaml.Node], known: set[str], path: str, locale: str = ""
) -> Choice:
    key, value = pair
    if key.value not in known:
        advice = "`dragoman finish --list` lists the rules."
        raise _wrong(key, path, f"`{key.value}` is no typographic rule", advice)
    try:
        return Choice(str(key.value), _switch(value, path), locale)
    except ValueError as error:
        raise _wrong(value, path, f"`{key.value}` has a wrong value", str(error)) from None


_Readers = dict[str, Callable[[yaml.Node, str], Any]]

_READERS: _Readers = {
    "source": _locale,
    "targets": _locales,
    "engine": _engine,
    "models": _word,
    "offline": _switch,
    "front-matter": _words,
    "typography": _typography,
    "publish": _publish,
}


def _wrong(node: yaml.Node, path: str, problem: str, advice: str) -> ProjectError:
    mark = node.start_mark
    return ProjectError(
        problem, path=path, line=mark.line + 1, column=mark.column + 1, advice=advice
    )
