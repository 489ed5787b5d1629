"""The section `checks`: what the newsroom wants to be told, and how much it counts.

checks:                       # checks of docs/checks.md: false (off), true, error or warning
  terminal: false             # for all locales
  ar: {names: off}            # for one language or locale
"""

from __future__ import annotations

from difflib import get_close_matches

import yaml

from dragoman.checks import CheckChoice, Rules, known, names
from dragoman.model import Severity
from dragoman.project import values

_MEANINGS: dict[str, tuple[bool, Severity | None]] = {
    "true": (True, None),
    "on": (True, None),
    "false": (False, None),
    "off": (False, None),
    "error": (True, Severity.ERROR),
    "warning": (True, Severity.WARNING),
}


def read(node: yaml.Node, path: str) -> Rules:
    """Read the section."""
    what = "the settings of `checks`"
    found = values.pairs(node, path, what, "checks: {terminal: false}", names())
    return Rules(values.by_locale(found, path, lambda pair, locale: _choice(pair, path, locale)))


def _choice(pair: values.Pair, path: str, locale: str) -> CheckChoice:
    key, value = pair
    name = known(str(key.value))
    if name not in names():
        near = get_close_matches(name, sorted(names()), 1)
        meant = f"Did you mean `{near[0]}`? " if near else ""
        advice = f"{meant}`dragoman check --explain all` lists the checks."
        raise values.wrong(key, path, f"`{key.value}` is not a check", advice)
    said = str(value.value).lower() if isinstance(value, yaml.ScalarNode) else ""
    if said not in _MEANINGS:
        advice = "Use false, true, warning or error."
        raise values.wrong(value, path, f"`{key.value}` has a wrong value", advice)
    on, severity = _MEANINGS[said]
    return CheckChoice(name, on, severity, locale)
