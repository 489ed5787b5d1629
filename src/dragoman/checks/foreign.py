"""Checks of words in a script that is neither language's."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from dragoman.checks.pair import Pair
from dragoman.checks.scripts import LATIN, script
from dragoman.facts.writing import LATER
from dragoman.patterns import lazily

_OTHERS = "\u0370-\u1cff\u2c00-\ud7ff\uf900-\ufaff"
"""Letters of scripts that come after Latin, with the marks that combine with them."""

_IDEOGRAPH = lazily("[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")
_MARK = lazily(r"[^\W\d_]")


def check_foreign_script(pair: Pair) -> Iterator[str]:
    """Find words in a third script that got lost.

    Models drop letters that they have not seen: `the sign 北京` → `вывеска`. Letters that stand
    alone, such as α, are not looked at. Known false alarm: a name that the translator spelled in
    letters of the language; dismiss it with `ignore: [foreign_script]`.
    """
    if not pair.given.signs & LATER:
        return
    pattern = _foreign(pair.source_language, pair.target_language)
    if pattern is None:
        return
    for word in dict.fromkeys(pattern.findall(pair.source)):
        letters = len(_MARK.findall(word))
        if (letters > 1 or _IDEOGRAPH.search(word)) and word not in pair.target:
            yield f"“{word}” is in the source and not in the target"


@cache
def _foreign(source: str, target: str) -> re.Pattern[str] | None:
    """Match words in no script of the two languages; None where one is not known."""
    here, there = script(source), script(target)
    if here is None or there is None:
        return None
    return re.compile(rf"(?:(?![{LATIN}{here}{there}])[{_OTHERS}])+")
