"""What other languages call a country, told from what they call others."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from dragoman.facts.folding import folded
from dragoman.facts.stored import stored
from dragoman.languages import record
from dragoman.patterns import lazily

SHORTEST = 3
"""Letters of the stem of a name."""

SHORT = 4
"""Letters of a stem that also stands within other words: هند in خواهند, амер in Камерун."""

TELLING = 4
"""Letters of a stem that tells by which of two countries a word is named."""


@dataclass(frozen=True, slots=True)
class Called:
    """What a language calls one country."""

    stems: tuple[str, ...]
    """What its nouns and adjectives begin with, folded."""

    pattern: re.Pattern[str]
    """Matches these, in the group `own`, and what others are called whose names hold one."""

    small: re.Pattern[str]
    """Matches a short stem that a word in small letters begins with."""

    others: re.Pattern[str]
    """Matches a word of another country at its beginning."""

    def said(self, flat: str) -> bool:
        """Whether a folded text has one of the stems, in no other country's name."""
        if not any(stem in flat for stem in self.stems):
            return False
        return any(match["own"] is not None for match in self.pattern.finditer(flat))


@cache
def names(code: str, language: str) -> Called:
    """Return what a language calls a country."""
    own = stems(code, language)
    held = sorted(_holding(code, own, language), key=len, reverse=True)
    short = sorted((each for each in own if len(each) <= SHORT), key=len, reverse=True)
    long = sorted((each for each in own if len(each) > SHORT), key=len, reverse=True)
    begins = rf"(?<!\w)(?:{data()['prefixes'][language]})?"
    own_ones = [f"{begins}(?:{_any(short)})"] * bool(short) + [_any(long)] * bool(long)
    words = [each.replace("_", " ") for each in data()["other words"][language].split()]
    rivals = [rf"(?<!\w)(?:{'|'.join(words)})(?!\w)"] * bool(words) + [_any(held)] * bool(held)
    own_pattern = "|".join(own_ones) or "(?!)"
    return Called(
        own,
        re.compile("|".join([*rivals, f"(?P<own>{own_pattern})"])),
        re.compile(rf"{begins}(?:{_any(short) or '(?!)'})"),
        _others(code, language),
    )


def _any(words: Iterable[str]) -> str:
    return "|".join(map(re.escape, words))


def data() -> dict[str, Any]:
    """Return what `data/en/places.yaml` holds."""
    said: dict[str, Any] = stored("en", "places")
    return said


@cache
def stems(code: str, language: str) -> tuple[str, ...]:
    """Return what the nouns and adjectives for a country begin with, folded."""
    own = str(data().get(language, {}).get(code, "")).split()
    words, count = _words(code, language), _counted(language)
    least = min((count[_cut(word, language)] for word in words), default=0)
    telling = [word for word in words if count[_cut(word, language)] == least]
    # North Korea and South Korea, of which no word is the only one's, are told by the data.
    found = [folded(each, language).replace("_", " ") for each in own]
    # What the data have instead of a word is longer, as нигери is, for the sake of Niger.
    found += [
        stem
        for stem in (_cut(word, language) for word in telling if least == 1 or not own)
        if not any(each.startswith(stem) for each in found)
    ]
    return tuple(dict.fromkeys(stem for stem in found if len(stem) >= SHORTEST - 1))


def _cut(word: str, language: str) -> str:
    cut = int(data()["cut"][language])
    return word[: max(SHORTEST + 1, len(word) - cut)]


_NAME = lazily(r"\w{3,}")
_VOWELS = lazily("[\u064b-\u0652\u0670\u0640\u0654\u200c]+")


@cache
def _words(code: str, language: str) -> tuple[str, ...]:
    """Return the words of what CLDR calls a country."""
    from babel import Locale

    name = str(Locale(language).territories.get(code, "")).partition("(")[0]
    if record(language).mixed_up:
        name = _VOWELS.sub("", name)
    return tuple(folded(word, language) for word in _NAME.findall(name))


@cache
def _codes() -> tuple[str, ...]:
    """Return the codes of countries, without those that are named after others."""
    from babel import Locale

    named_after = str(data()["named after others"]).split()
    codes = map(str, Locale("en").territories)
    return tuple(
        code for code in codes if len(code) == 2 and code.isalpha() and code not in named_after
    )


@cache
def _counted(language: str) -> Counter[str]:
    """Count the countries that have a word in their names."""
    every = ({_cut(word, language) for word in _words(code, language)} for code in _codes())
    return Counter(stem for words in every for stem in words)


def _holding(code: str, own: tuple[str, ...], language: str) -> Iterator[str]:
    """Yield what other countries are called in which one of the stems stands."""
    mine = {*own, *_words(code, language)}
    for other in _codes():
        if other == code:
            continue
        theirs = stems(other, language)
        apart = tuple({*theirs} - mine)
        whole = [word for word in _words(other, language) if word.startswith(apart)]
        for name in {*theirs, *whole} - mine:
            if any(stem in name and stem != name for stem in own):
                yield name


@cache
def _others(code: str, language: str) -> re.Pattern[str]:
    mine = stems(code, language)
    found = {
        stem
        for other in _codes()
        if other != code
        for stem in stems(other, language)
        if len(stem) >= TELLING and not any(stem.startswith(own) for own in mine)
    }
    prefix = data()["prefixes"][language]
    return re.compile(rf"(?:{prefix})?(?:{_any(sorted(found, key=len, reverse=True))})")
