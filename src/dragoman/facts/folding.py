"""Spellings that differ and mean the same, made one."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from dragoman.languages import record
from dragoman.patterns import lazily

_INVISIBLE = lazily(
    "[\u00ad\u0640\u064b-\u0652\u0670\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]+"
)
"""Vowel signs, stretching and invisible characters, which two writings of a word differ in."""

_SMALL = dict(zip(map(ord, "⁰¹²³⁴⁵⁶⁷⁸⁹₀₁₂₃₄₅₆₇₈₉"), "01234567890123456789", strict=True))
_ASCII: dict[int, int | str] = {
    base + digit: 48 + digit for base in (0x0660, 0x06F0) for digit in range(10)
}
_ASCII |= _SMALL
_OTHER_FIGURE = lazily(f"[{''.join(map(chr, _ASCII))}]")
_SHARES = {
    "½": "5",
    "¼": "25",
    "¾": "75",
    "⅓": "333",
    "⅔": "667",
    "⅛": "125",
    "⅜": "375",
    "⅝": "625",
    "⅞": "875",
}
"""The decimals of shares of one."""

_PLACES = {
    unicodedata.normalize("NFKC", sign).replace("\u2044", "/"): places
    for sign, places in _SHARES.items()
}
_MIXED = lazily(rf"(?<![\d.,/-])(\d{{1,3}})[ \u00a0-]({'|'.join(_PLACES)})(?![\d.,]*[\d/-])")
"""A number and a share that are written apart: `2 1/2`, `2-1/2`."""

_SHARE = lazily(rf"(?:(?<![\d.,/])(\d{{1,3}})[ \u00a0\u2009\u202f]?)?([{''.join(_SHARES)}])")


def lower(text: str, language: str) -> str:
    """Return the text in lower case, as the language has it: İ and I differ in Turkish."""
    if record(language).dotted_i:
        text = text.replace("İ", "i").replace("I", "ı")
    return text.lower()


def ascii_figures(text: str) -> str:
    """Return the text with the figures 0 to 9; nothing else changes, nor any place."""
    return text if _OTHER_FIGURE.search(text) is None else text.translate(_ASCII)


def spelled(text: str, language: str) -> str:
    """Return the text with one letter for those that writers of the language mix up."""
    if mixed_up := record(language).mixed_up:
        # Much faster than `str.translate`, which asks a table for every letter.
        for letter, usual in mixed_up.items():
            text = text.replace(letter, usual)
        return text
    return text.replace("ё", "е").replace("’", "'")


@lru_cache(maxsize=64)
def folded(text: str, language: str) -> str:
    """Return the text in lower case, in figures 0 to 9, and spelled as the data files spell."""
    if record(language).mixed_up:
        text = spelled(_INVISIBLE.sub("", text), language)
        text = text.lower() if not text.isascii() and _LATIN.search(text) else text
    else:
        text = spelled(lower(text, language), language)
        if "\u00ad" in text or "\u200b" in text:
            text = _INVISIBLE.sub("", text)
    text = ascii_figures(text)
    if _SHARE.search(text) is not None:
        text = _SHARE.sub(lambda match: f" {match[1] or 0}.{_SHARES[match[2]]} ", text)
    if "/" in text:
        text = _MIXED.sub(lambda match: f"{match[1]}.{_PLACES[match[2]]}", text)
    return text


_LATIN = lazily("[A-Z]")
