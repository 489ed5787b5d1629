"""The section `typography`: the newsroom's house style.

typography:                   # rules of `dragoman finish --list`, on (true) or off
  quotes: false               # for all locales
  fa: {digits: true}          # for one language or locale
"""

from __future__ import annotations

import yaml

from dragoman.project import values
from dragoman.typography import RULES, RuleChoice, Typography


def read(node: yaml.Node, path: str) -> Typography:
    """Read the section."""

    def choices(pair: values.Pair) -> list[RuleChoice]:
        key, value = pair
        if not isinstance(value, yaml.MappingNode):
            return [_choice(pair, path)]
        locale = values.locale_key(key, path)
        return values.each(value.value, lambda inner: _choice(inner, path, locale))

    found = values.each(
        values.pairs(node, path, "the settings of `typography`", "typography: {digits: false}"),
        choices,
    )
    return Typography(tuple(choice for some in found for choice in some))


def _choice(pair: values.Pair, path: str, locale: str = "") -> RuleChoice:
    key, value = pair
    if key.value not in {rule.name for rule in RULES}:
        advice = "`dragoman finish --list` lists the rules."
        raise values.wrong(key, path, f"`{key.value}` is not a typographic rule", advice)
    try:
        return RuleChoice(str(key.value), values.switch(value, path), locale)
    except ValueError as error:
        raise values.wrong(value, path, f"`{key.value}` has a wrong value", str(error)) from None
