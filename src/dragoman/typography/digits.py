"""Which digits a locale is written with."""

from __future__ import annotations

import re
from functools import cache

from dragoman.languages import record
from dragoman.patterns import lazily
from dragoman.typography.passage import Passage

_ZEROS = {"latn": 0x30, "arab": 0x0660, "arabext": 0x06F0}
_NUMBER = lazily(r"(?<![A-Za-z\d_.-])[\d٬٫,.]{0,200}\d++(?![A-Za-z_-])")


def native(passage: Passage) -> str:
    """Write numbers with the digits of the locale: ۲۴ in Persian, ٢٤ in Egypt, 24 in Morocco.

    By the Unicode CLDR. Arabic without a territory has 0 to 9. Digits next to Latin letters, as
    in `G20`, stay.
    """
    system = system_of(passage.locale)
    if system == "latn":
        return _NUMBER.sub(lambda match: to_ascii(match[0]), passage.text)
    return _NUMBER.sub(lambda match: _localized(match[0], _ZEROS[system]), passage.text)


def native_digits(text: str, locale: str) -> str:
    """Return the text with each digit from 0 to 9 as the locale writes it."""
    zero = _ZEROS[system_of(locale)]
    return text.translate({48 + digit: zero + digit for digit in range(10)})


@cache
def system_of(locale: str) -> str:
    """Return the CLDR's name of the locale's digits: `latn`, `arab` or `arabext`."""
    from babel import Locale

    if record(locale).latin_digits:
        return "latn"
    system = Locale.parse(locale, sep="-").default_numbering_system
    return system if system in _ZEROS else "latn"


_TO_ASCII = {base + digit: 48 + digit for base in (0x0660, 0x06F0) for digit in range(10)}
_MARKS = {ord("٬"): ord(","), ord("٫"): ord(".")}


def to_ascii(number: str) -> str:
    """Write a number with 0 to 9, and with the marks that go with them in Arabic."""
    if number.isascii():
        return number
    return number.translate(_TO_ASCII | _MARKS)


def _localized(number: str, zero: int) -> str:
    if not number.isascii():
        return number.translate({code: zero + digit - 48 for code, digit in _TO_ASCII.items()})
    return number.translate({48 + digit: zero + digit for digit in range(10)} | separators(number))


def separators(number: str) -> dict[int, int]:
    """Say how the marks of an English-style number are written beside native digits."""
    grouped = re.fullmatch(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?", number) is not None
    decimal = re.fullmatch(r"\d+\.\d+", number) is not None
    return {ord(","): ord("٬"), ord("."): ord("٫")} if grouped or decimal else {}
