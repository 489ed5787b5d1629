"""Languages and locales: what the Unicode CLDR knows of them, and what it does not.

A locale is a BCP 47 tag such as `fa` or `ar-EG`; its language is the first part. `locales` answers
from CLDR. `records` has what else the program knows of the writing of a language: one file for
each in `data/`.
"""

from __future__ import annotations

from dragoman.languages.locales import (
    asked,
    broader,
    calendar_and_places,
    capitalized,
    direction,
    is_rtl,
    language,
    lower,
    meant,
    name,
    name_in,
    named,
    normalize,
    own_name,
    plural,
    script,
    upper,
    with_territory,
)
from dragoman.languages.quotations import closed_up
from dragoman.languages.records import LanguageRecord, record, record_of, recorded

__all__ = [
    "LanguageRecord",
    "asked",
    "broader",
    "calendar_and_places",
    "capitalized",
    "closed_up",
    "direction",
    "is_rtl",
    "language",
    "lower",
    "meant",
    "name",
    "name_in",
    "named",
    "normalize",
    "own_name",
    "plural",
    "record",
    "record_of",
    "recorded",
    "script",
    "upper",
    "with_territory",
]
