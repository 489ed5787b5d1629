"""The numbers that a text holds in figures."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from dragoman.checks.numerals import scale

_SMALL = dict(zip(map(ord, "⁰¹²³⁴⁵⁶⁷⁸⁹₀₁₂₃₄₅₆₇₈₉"), "01234567890123456789", strict=True))
_ASCII: dict[int, int | str] = {
    base + digit: 48 + digit for base in (0x0660, 0x06F0) for digit in range(10)
}
_ASCII |= _SMALL
_OTHER_FIGURE = re.compile(f"[{''.join(map(chr, _ASCII))}]")
_NUMBER = re.compile(r"\d+(?:[.,:٫٬،’'\u00a0\u202f\u2009 ]\d+)*")
LONGEST = 30
"""Figures of a number; longer rows are codes, and Python takes its time to read them."""

_POWER = re.compile(r"(?:^|[^a-z])(?:[kcmd]?m|км|см|мм|м|ft|mi|in)$")
_SPACE = re.compile(r"[\u00a0\u202f\u2009 ]")
_MARK = re.compile(r"[.,:٫٬،’'\u00a0\u202f\u2009 ]")
_WORD_AFTER = re.compile(r"[\s\u00a0\u200c-]{0,2}([^\W\d_]+)")
_AFTERNOON = re.compile(r"^\s*p\.?\s?m\b", re.IGNORECASE)
_ZEROS = re.compile(r"(?<=\d)(?:[.,:٫]0{1,2}|[.,٫][1-9]0)$")
"""Zeros at the end that say nothing: 5.0, 11:00."""


@dataclass(frozen=True, slots=True)
class Number:
    """A number in figures."""

    shown: str
    """As it stands in the text, with figures 0 to 9."""

    key: str
    """Its figures without marks, and without zeros at the beginning."""

    after: str
    """The eight characters after it."""

    scale: float | None
    """The value of the word after it, such as a million."""

    unit_power: bool
    """Whether it is the power of a unit, as in km2."""

    @property
    def value(self) -> int | None:
        """What its figures make together; `None` for rows of figures that are no number."""
        return int(self.key) if len(self.key) <= LONGEST else None

    @property
    def parts(self) -> list[str]:
        """The groups of figures between its marks, without zeros at the beginning."""
        return [part.lstrip("0") or "0" for part in _MARK.split(self.shown)]

    @property
    def forms(self) -> frozenset[str]:
        """The keys by which a translation may show it."""
        return _forms(self.shown, self.key, self.after)

    @property
    def amounts(self) -> frozenset[float]:
        """What it may mean, the word after it taken in: a mark is a decimal mark or none."""
        if self.value is None:
            return frozenset()
        times = self.scale or 1
        found = {self.value * times}
        parts = _MARK.split(self.shown)
        if len(parts) > 1:
            found.add(round(float("".join(parts[:-1]) + "." + parts[-1]) * times, 6))
        return frozenset(found)


@lru_cache(maxsize=1024)
def _forms(shown: str, key: str, after: str) -> frozenset[str]:
    found = {key}
    zeros = _ZEROS.search(shown)
    if zeros is not None:
        found.add(key[: -zeros[0].count("0")] or "0")
    if _AFTERNOON.match(after):
        found |= set(_later(key))
    return frozenset(found)


def _later(key: str) -> Iterator[str]:
    """Yield the same clock time twelve hours on: 6 → 18, 630 → 1830."""
    hours, minutes = (key[:-2], key[-2:]) if len(key) > 2 else (key, "")
    if len(hours) < 3 and int(hours) < 12:
        yield f"{int(hours) + 12}{minutes}"
        if not minutes:
            yield f"{int(hours) + 12}00"


def ascii_figures(text: str) -> str:
    """Return the text with the figures 0 to 9; nothing else changes, nor any place."""
    return text if _OTHER_FIGURE.search(text) is None else text.translate(_ASCII)


_ANY = re.compile("[\\d⁰¹²³⁴-⁹₀-₉]")


@lru_cache(maxsize=1024)
def numbers(text: str, language: str) -> tuple[Number, ...]:
    """Return the numbers of a text in order."""
    if _ANY.search(text) is None:
        return ()
    return tuple(_numbers(ascii_figures(text), language))


def _numbers(text: str, language: str) -> Iterator[Number]:
    for match in _NUMBER.finditer(text):
        place = match.start()
        for shown in _grouped(match[0]):
            start = text.index(shown, place)
            place = start + len(shown)
            key = re.sub(r"\D", "", shown).lstrip("0") or "0"
            word = _WORD_AFTER.match(text, place)
            power = _POWER.search(text[max(0, start - 4) : start]) is not None and key in ("2", "3")
            times = scale(word[1], language) if word else None
            yield Number(shown, key, text[place : place + 8], times, power)


def _grouped(number: str) -> list[str]:
    """Take apart what a space joins, unless the spaces set off groups of three figures."""
    if not _SPACE.search(number):
        return [number]
    parts = _SPACE.split(number)
    if all(len(part) == 3 for part in parts[1:]) and len(parts[0]) <= 3:
        return [number]
    return parts
