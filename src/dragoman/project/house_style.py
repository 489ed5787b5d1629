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
    what = "the settings of `typography`"
    found = values.pairs(node, path, what, "typography: {digits: false}")
    return Typography(
        values.by_locale(found, path, lambda pair, locale: _choice(pair, path, locale))
    )


def _choice(pair: values.Pair, path: str, locale: str) -> RuleChoice:
    key, value = pair
    if key.value not in {rule.name for rule in RULES}:
        advice = "`dragoman finish --list` lists the rules."
        raise values.wrong(key, path, f"`{key.value}` is not a typographic rule", advice)
    try:
        return RuleChoice(str(key.value), values.switch(value, path), locale)
    except ValueError as error:
        raise values.wrong(value, path, f"`{key.value}` has a wrong value", str(error)) from None
