"""Fit the translation of a like sentence to the sentence at hand, where that is certain."""

from __future__ import annotations

import re

_NUMBER = re.compile(r"\d+(?:[.,:٬٫]\d+)*")


def adapted(source: str, known: str, target: str) -> tuple[str, str]:
    """Return the translation of `known` fitted to `source`, and what was put in place of what.

    Only where the two sentences differ in one number and in nothing else, and the translation
    holds that number once, written in the same way. Otherwise the translation stays as it is, and
    the second value is empty.
    """
    ours, theirs = _NUMBER.findall(source), _NUMBER.findall(known)
    if len(ours) != len(theirs) or _NUMBER.sub("0", source) != _NUMBER.sub("0", known):
        return target, ""
    changed = [(old, new) for old, new in zip(theirs, ours, strict=True) if old != new]
    if len(changed) != 1:
        return target, ""
    old, new = changed[0]
    if _NUMBER.findall(target).count(old) != 1 or theirs.count(old) != 1:
        return target, ""
    number = re.compile(rf"(?<![\d.,:٬٫]){re.escape(old)}(?![\d]|[.,:٬٫]\d)")
    return number.sub(lambda _: new, target, count=1), f"{old} → {new}"
