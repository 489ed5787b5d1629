"""The numbers that stand in figures, by value."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from dragoman.languages import record
from dragoman.patterns import lazily

YEAR = 4
"""Figures of a year."""

LONGEST = 30
"""Figures of a number; longer rows are codes, and Python takes its time to read them."""


@cache
def _decimal_comma(language: str) -> bool:
    """Whether a language has a decimal comma. Translations keep the decimal point now and then."""
    from babel import Locale, UnknownLocaleError

    try:
        symbols = Locale.parse(language).number_symbols
    except (UnknownLocaleError, ValueError):
        return False
    return bool(symbols.get("latn", {}).get("decimal") == ",")


_SPACES = lazily("[\u00a0\u202f\u2009 ]")
_GROUPS = lazily(r"\d{1,3}(?:[.,٬'’،]\d{3})+")
_INDIAN = lazily(r"\d{1,2}(?:,\d\d)+,\d{3}")
_LAST = lazily(r"[.,٫/،]")


@lru_cache(maxsize=8192)
def values(shown: str, language: str) -> tuple[float, ...]:
    """Return what figures with their marks may mean; nothing for a clock time or a date.

    A mark before three figures sets off thousands, in English a comma alone does; any other mark
    is a decimal mark. Where a language's writers do both, both are returned.
    """
    plain = _SPACES.sub("", shown)
    if len(plain) > LONGEST or any(map(_is_sign, plain)):
        return ()
    if plain.isdigit():
        return (float(plain),)
    marks = [char for char in plain if not char.isdigit()]
    if ":" in marks:
        return ()
    grouped = _GROUPS.fullmatch(plain) is not None and len(set(marks)) == 1
    if len(marks) > 1 and len(set(marks)) == 1:
        whole = grouped or _INDIAN.fullmatch(plain) is not None
        return (_number(plain, marks),) if whole else ()
    if len(marks) > 2 and not _GROUPS.fullmatch(_LAST.split(plain)[0]):
        head, _, _tail = plain.rpartition(marks[-1])
        if _GROUPS.fullmatch(head) is None:
            return ()
    head, mark, tail = plain.rpartition(marks[-1])
    decimal = float("".join(filter(str.isdigit, head)) + "." + tail)
    if mark == "/":
        years = len(head) == len(tail) == YEAR
        return (decimal,) if record(language).decimal_slash and not years else ()
    if mark in "'’":
        return (_number(plain, marks),)
    if not grouped:
        return (round(decimal, 6),)
    if language == "en":
        if mark == ",":
            return (_number(plain, marks),)
        # 42.000 is as exact as no measurement, and thousands in most of Europe.
        return (decimal, _number(plain, marks)) if tail == "000" else (decimal,)
    if mark == "٬" or (mark == "." and _decimal_comma(language) and len(head) > 0 and head != "0"):
        return (_number(plain, marks), decimal)
    return (_number(plain, marks), decimal) if head != "0" else (decimal,)


def _is_sign(char: str) -> bool:
    """Whether a character is a digit in a circle or raised, such as ① or ², and no figure."""
    return char.isdigit() and not char.isdecimal()


def _number(plain: str, marks: list[str]) -> float:
    for mark in set(marks):
        plain = plain.replace(mark, "")
    return float(plain)


@lru_cache(maxsize=8192)
def parts(shown: str) -> tuple[str, ...]:
    """Return the groups of figures between the marks, without zeros at the beginning."""
    return tuple(part.lstrip("0") or "0" for part in re.split(r"\D+", shown) if part)
