"""Words for thousands and more in languages without data here, as CLDR has them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from dragoman.patterns import lazily

SCALES = frozenset({1e4, 1e5, 1e7, 1e8})
"""What some of these languages count in, beside thousands and millions: 万, lakh, crore, 億."""

_UNSPACED = lazily("[\u0e00-\u0eff\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
"""Letters of languages that write such a word, and what is counted, right after the figures."""

SHORTEST = 3
"""Letters of such a word."""

_HIDDEN = dict.fromkeys(map(ord, "\u200e\u200f\u061c'."))


@cache
def scales(language: str) -> Mapping[str, float]:
    """Return what the words stand for that a language writes after figures: `mil` for 1,000.

    They come from CLDR's forms for short numbers. One or two letters, as in 5M or the Catalan kM,
    may be a unit and are no words.
    """
    from babel import Locale, UnknownLocaleError

    try:
        forms = Locale.parse(language).compact_decimal_formats
    except (UnknownLocaleError, ValueError):
        return {}
    return dict(_words(forms))


@cache
def written_on(language: str) -> re.Pattern[str] | None:
    """Match such a word right after figures, in a language that puts no space there or behind."""
    words = [word for word in scales(language) if _UNSPACED.match(word)]
    if not words:
        return None
    either = "|".join(map(re.escape, sorted(words, key=lambda word: -len(word))))
    return re.compile(rf"(?<=\d)\s?({either})")


def _words(forms: Mapping[str, Any]) -> Iterator[tuple[str, float]]:
    for counted in forms.values():
        for patterns in counted.values():
            for power, pattern in patterns.items():
                written = getattr(pattern, "pattern", "").partition(";")[0]
                word = written.replace("0", "").translate(_HIDDEN).strip()
                if len(word) >= SHORTEST or _UNSPACED.match(word):
                    yield word, float(power) / 10.0 ** (written.count("0") - 1)
