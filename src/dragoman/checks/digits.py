"""Checks of the order of digits."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from dragoman.checks.pair import Pair
from dragoman.errors import DragomanError
from dragoman.facts.writing import FIGURE
from dragoman.languages import is_rtl
from dragoman.patterns import lazily

_GROUPED = lazily(r"(?<![\d.,])(?<!\d[ \u00a0\u202f-])\d{1,3}(?:[, \u00a0\u202f]\d{3})+(?![\d])")
"""A large number; not a part of a telephone number, whose groups some write in their own order."""

_ANY_GROUP = lazily(r"\d[, \u00a0\u202f]\d{3}")
"""What each has, looked for several times as fast."""

_ROW = lazily(r"\d+(?:[ \u00a0\u202f,٬،.]\d+)*")
_SEPARATOR = lazily(r"[ \u00a0\u202f,٬،.]")
_TO_ASCII = {start + digit: str(digit) for start in (0x0660, 0x06F0) for digit in range(10)}


def check_digits_reversed(pair: Pair) -> Iterator[str]:
    """Find large numbers whose digit groups are reversed, in right-to-left languages.

    Models were trained on texts whose digits had been turned round: `55,000 people` → `000 55
    شخص`. Only groups that the source holds in the right order count, so no false alarms are
    known.
    """
    if not _from_right(pair.target_language):
        return
    if not pair.given.signs & pair.made.signs & FIGURE:
        return
    source = pair.given.prose
    numbers = _GROUPED.findall(source) if _ANY_GROUP.search(source) is not None else ()
    if not numbers:
        return
    target = pair.made.prose.translate(_TO_ASCII)
    rows = [_SEPARATOR.split(row) for row in _ROW.findall(target)]
    for number in dict.fromkeys(numbers):
        groups = _SEPARATOR.split(number)
        turned = groups[::-1]
        if turned != groups and _holds(rows, turned) and not _holds(rows, groups):
            yield f"the digit groups of {number} are reversed: {' '.join(turned)}"


@cache
def _from_right(language: str) -> bool:
    """Whether a language is written from right to left; not if it is none."""
    try:
        return is_rtl(language)
    except DragomanError:
        return False


def _holds(rows: list[list[str]], groups: list[str]) -> bool:
    size = len(groups)
    return any(
        row[place : place + size] == groups for row in rows for place in range(len(row) - size + 1)
    )
