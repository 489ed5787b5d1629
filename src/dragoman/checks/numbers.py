"""Checks of numbers, by value."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from dragoman.checks.pair import Pair

_NUMBER = re.compile(r"\d+(?:[.,:٫٬’'\u00a0\u202f\u2009 ]\d+)*")
_AFTERNOON = re.compile(r"^\s*p\.?\s?m\b", re.IGNORECASE)
_ORDINAL = re.compile(r"^(?:st|nd|rd|th)\b")
_SPACE = re.compile(r"[\u00a0\u202f\u2009 ]")

_ROMAN = {18: "XVIII", 19: "XIX", 20: "XX", 21: "XXI", 17: "XVII", 16: "XVI", 15: "XV"}
"""Centuries, which Russian and Turkish write in Roman figures."""


def check_missing(pair: Pair) -> Iterator[str]:
    """Find numbers of two figures or more that the target does not hold.

    Numbers are compared without separators and in any digits, so `12,400` is found in `12 400`,
    `12.400` and `۱۲٬۴۰۰`; `6:30 p.m.` is found in `18:30`, and `18th` in `XVIII`. Single figures
    are often written as words and are not looked at. Known false alarms: round numbers written
    out (`64 million people` → `altmış dört milyon kişi`), dates in another calendar.
    """
    target = pair.made.plain
    left = Counter(value for value, _ in _numbers(target))
    figures = "".join(_digits(target))
    for value, rest in _numbers(pair.given.plain):
        forms = [value]
        if _AFTERNOON.match(rest):
            forms += _later(value)
        found = next((form for form in forms if left[form] > 0), None)
        if found is not None:
            left[found] -= 1
        elif len(value) > 1 and not any(form in figures for form in forms):
            if _ORDINAL.match(rest) and _ROMAN.get(int(value), " ") in target:
                continue
            yield f"{value} is in the source and not in the target"


def _numbers(text: str) -> Iterator[tuple[str, str]]:
    """Yield each number's figures in ASCII, and what follows it."""
    for match in _NUMBER.finditer(text):
        for part in _grouped(match[0]):
            yield "".join(_digits(part)).lstrip("0") or "0", text[match.end() : match.end() + 8]


def _grouped(number: str) -> list[str]:
    """Take apart what a space joins, unless the spaces set off groups of three figures."""
    parts = _SPACE.split(number)
    if len(parts) > 1 and all(len(part) == 3 for part in parts[1:]) and len(parts[0]) <= 3:
        return [number]
    return parts


def _later(value: str) -> list[str]:
    """The same clock time twelve hours on: 6 → 18, 630 → 1830."""
    hours, minutes = (value[:-2], value[-2:]) if len(value) > 2 else (value, "")
    later = f"{int(hours) + 12}{minutes}"
    return [later] if minutes else [later, f"{later}00"]


def _digits(text: str) -> Iterator[str]:
    """Every figure of the text, of any script, as an ASCII figure."""
    for char in text:
        if char.isdecimal():
            yield str(int(char))
