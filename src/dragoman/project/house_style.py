"""The section `typography`: the newsroom's house style.

typography:                   # rules of `dragoman finish --list`, on (true) or off
  quotes: false               # for all locales
  fa: {digits: true}          # for one language or locale
"""

from __future__ import annotations

import yaml

from dragoman.project import values
from dragoman.typography import RULES, Choice, Typography


def read(node: yaml.Node, path: str) -> Typography:
    """Read the section."""
    choices: list[Choice] = []
    for key, value in values.pairs(node, path, "the settings of `typography`"):
        if isinstance(value, yaml.MappingNode):
            locale = values.locale(key, path)
            choices += [_choice(pair, path, locale) for pair in value.value]
        else:
            choices.append(_choice((key, value), path))
    return Typography(tuple(choices))


def _choice(pair: values.Pair, path: str, locale: str = "") -> Choice:
    key, value = pair
    if key.value not in {rule.name for rule in RULES}:
        advice = "`dragoman finish --list` lists the rules."
        raise values.wrong(key, path, f"`{key.value}` is no typographic rule", advice)
    try:
        return Choice(str(key.value), values.switch(value, path), locale)
    except ValueError as error:
        raise values.wrong(value, path, f"`{key.value}` has a wrong value", str(error)) from None
