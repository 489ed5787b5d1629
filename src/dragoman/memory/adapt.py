"""Fit the translation of a like sentence to the sentence at hand, where that is certain."""

from __future__ import annotations

import re

from dragoman import languages

_NUMBER = re.compile(r"\d+(?:[.,:٬٫]\d+)*")


def adapted(source: str, known: str, target: str, locale: str) -> tuple[str, str]:
    """Return the translation of `known` fitted to `source`, and what was put in place of what.

    Only where the two sentences differ in one number and in nothing else, the translation holds
    that number once, written in the same way and with no letter or apostrophe at it, and no word
    of the translation has to change with it: “64 грузовика” becomes “62 грузовика”, and not
    “65 грузовика”. Otherwise the translation stays as it is, and the second value is empty.
    """
    ours, theirs = _NUMBER.findall(source), _NUMBER.findall(known)
    if len(ours) != len(theirs) or _NUMBER.sub("0", source) != _NUMBER.sub("0", known):
        return target, ""
    changed = [(old, new) for old, new in zip(theirs, ours, strict=True) if old != new]
    if len(changed) != 1:
        return target, ""
    old, new = changed[0]
    if theirs.count(old) != 1 or _NUMBER.findall(target).count(old) != 1:
        return target, ""
    number = re.compile(rf"(?<![\w.,:٬٫]){re.escape(old)}(?![\w'’]|[.,:٬٫]\d)")
    if _plural(old, locale) != _plural(new, locale) or len(number.findall(target)) != 1:
        return target, ""
    return number.sub(lambda _: new, target), f"{old} → {new}"


def _plural(number: str, locale: str) -> str:
    """The form of words beside a number: a name of CLDR if it is whole, else the number itself."""
    digits = re.sub(r"[,٬](?=\d{3}(?!\d))", "", number)
    return languages.plural(int(digits), locale) if digits.isdecimal() else number
