"""Dates as people of a locale write them, where the source shows which day is meant."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache

from dragoman.patterns import lazily
from dragoman.typography.digits import native_digits
from dragoman.typography.passage import Passage

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_MONTH = rf"(?P<month>{'|'.join(MONTHS)})"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_ENGLISH = (
    lazily(rf"\b{_MONTH} {_DAY}, (?P<year>\d{{4}})\b"),
    lazily(rf"\b{_DAY} {_MONTH} (?P<year>\d{{4}})\b"),
)


@dataclass(frozen=True, slots=True)
class Day:
    """A date in an English sentence."""

    written: str
    date: date


def localize(passage: Passage) -> str:
    """Write an English date that was left standing as the locale does: `20 марта 2024 г.`.

    Only a full date that stands in the source and, letter for letter, in the text. The calendar
    stays the Gregorian one.
    """
    if passage.source_language != "en" or passage.language == "en":
        return passage.text
    text = passage.text
    for day in days(passage.source):
        if day.written in text:
            text = text.replace(day.written, long_date(day.date, passage.locale))
    return text


def days(source: str) -> Iterator[Day]:
    """Yield the full dates of an English sentence."""
    for pattern in _ENGLISH:
        for match in pattern.finditer(source):
            month = MONTHS.index(match["month"]) + 1
            try:
                found = date(int(match["year"]), month, int(match["day"]))
            except ValueError:
                continue  # February 30
            yield Day(match[0], found)


def long_date(day: date, locale: str) -> str:
    """Write a day in full as people of the locale do: `9 марта 2027 г.`."""
    from babel.dates import format_date

    text = format_date(day, "long", locale=locale.replace("-", "_")).replace("\u202f", "\u00a0")
    return native_digits(text, locale)


_DIGITS = {base + digit: 48 + digit for base in (0x0660, 0x06F0) for digit in range(10)}


def add_jalali(passage: Passage) -> str:
    """Add the date of the Persian calendar in brackets after a Gregorian one.

    `۲۰ مارس ۲۰۲۴` → `۲۰ مارس ۲۰۲۴ (۱ فروردین ۱۴۰۳)`, where the source names the day in full. The
    Gregorian date stays.
    """
    text = passage.text
    for day in days(passage.source):
        flat = text.translate(_DIGITS)
        names = "|".join(map(re.escape, _persian_months()[day.date.month - 1]))
        gap, year = r"[\s\u200c]+", rf"[\s\u200c،]+(?:سال )?{day.date.year}(?!\d)"
        match = re.search(rf"(?<!\d){day.date.day}{gap}(?:{names}){year}(?! ?\()", flat)
        if match:
            own = text[match.end() - 1]
            added = f" ({_jalali(day.date, ascii_digits=own.isascii())})"
            text = text[: match.end()] + added + text[match.end() :]
    return text


@cache
def _persian_months() -> tuple[tuple[str, ...], ...]:
    """For each month its names in Persian: the CLDR's with and without the final ezafe."""
    from babel import Locale

    names = Locale("fa").months["format"]["wide"]
    return tuple((names[number], names[number].removesuffix("ٔ")) for number in range(1, 13))


_JALALI_MONTHS = (
    "فروردین",
    "اردیبهشت",
    "خرداد",
    "تیر",
    "مرداد",
    "شهریور",
    "مهر",
    "آبان",
    "آذر",
    "دی",
    "بهمن",
    "اسفند",
)


def _jalali(day: date, *, ascii_digits: bool) -> str:
    import jdatetime

    found = jdatetime.date.fromgregorian(date=day)
    text = f"{found.day} {_JALALI_MONTHS[found.month - 1]} {found.year}"
    if ascii_digits:
        return text
    return text.translate({48 + digit: 0x06F0 + digit for digit in range(10)})
