"""The language of a text whose language nobody told, among those with full data."""

from __future__ import annotations

import re
from functools import cache

from dragoman.languages import record, recorded


def guess(text: str) -> str:
    """Return the code of the language; English for what shows no sign of another."""
    return next((language for language, sign in _signs() if sign.search(text)), "en")


@cache
def _signs() -> tuple[tuple[str, re.Pattern[str]], ...]:
    telling = ((language, record(language).telling) for language in recorded())
    return tuple((language, re.compile(sign)) for language, sign in telling if sign)
