"""The setting `engine`, and a section for each engine that has settings.

engine: auto                  # the best model installed for each locale; or the name of an engine
engine: {ru: argos}           # the same, but for Russian

argos:
  beam-size: 4                # hypotheses kept at each step; 1 is fastest
  threads: auto               # batches at the same time; auto: one for each core
  compute-type: auto          # int8, float32, …; auto: what the model is made for, else int8
  device: cpu                 # or cuda, or auto: cuda where there is one

What a section may hold is in the engine's own module.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches

import yaml

from dragoman import engines
from dragoman.project import values

OFF = "off"


@dataclass(frozen=True)
class Named:
    """The engines that are named, as the settings hold them."""

    engine: str = engines.AUTO
    engine_by_locale: Mapping[str, str] = field(default_factory=dict)


def read(node: yaml.Node, path: str) -> Named:
    """Read the name of an engine, or those of locales; the others have the best there is."""
    if isinstance(node, yaml.MappingNode):
        pairs = values.pairs(node, path, "the engines of locales")
        named = [(values.locale(key, path), _name(value, path)) for key, value in pairs]
        return Named(engine_by_locale=dict(named))
    return Named(_name(node, path))


def _name(node: yaml.Node, path: str, *others: str) -> str:
    word = values.word(node, path)
    if word not in (*others, *engines.ENGINES) and word not in engines.names():
        known = (*others, *engines.names())
        near = get_close_matches(word.casefold(), known, 1)
        meant = f"Did you mean `{near[0]}`? " if near else ""
        raise ValueError(f"{meant}Use one of: {', '.join(known)}.")
    return word


def second(node: yaml.Node, path: str) -> str:
    """Read whose opinion is wanted besides: `auto`, `off`, or the name of an engine."""
    return _name(node, path, OFF)


def sections(keys: Iterable[str]) -> values.Readers:
    """Return a reader for the section of each engine of ours, and of others among the keys.

    It returns the engine's settings, or `None` where they are its defaults.
    """
    # Others are looked for only where there is a key that may be one: that takes time.
    strange = [key for key in keys if key not in engines.ENGINES]
    brought = set(strange).intersection(engines.names()) if strange else ()
    return {name: _section(name) for name in (*engines.ENGINES, *sorted(brought))}


def _section(name: str) -> values.Reader:
    def read_section(node: yaml.Node, path: str) -> object | None:
        provider = engines.provider(name)
        if provider is None or not provider.options:
            raise ValueError(f"The engine `{name}` has no settings.")
        readers = {option: _reader(read) for option, read in provider.options.items()}
        example = f"{name}: {{{next(iter(readers))}: …}}"
        pairs = values.pairs(node, path, f"the settings of `{name}`", example, readers)
        chosen = values.filled(provider.defaults, pairs, readers, path)
        return None if chosen == provider.defaults else chosen

    return read_section


def _reader(option: engines.Option) -> values.Reader:
    return lambda node, path: option(values.word(node, path))
