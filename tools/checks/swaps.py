"""Let a source say something else, so that its good translation becomes a wrong one.

Each kind is a pattern of English and what to put in its place. Whatever the target language, the
translation then has another number, day, unit, person, country or direction than the source.
"""

from __future__ import annotations

import random
import re
from collections.abc import Mapping
from dataclasses import dataclass

from damage import Damage, Damaged

_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_COUNTRIES = (
    *("France", "Germany", "Japan", "Egypt", "Brazil", "Norway", "Kenya", "Vietnam"),
    *("Canada", "Chile", "Sweden", "Nigeria"),
)
_SURNAMES = ("Kowalczyk", "Lindqvist", "Abernathy", "Fitzgerald", "Moreno", "Nakamura", "Delgado")
_ACRONYMS = ("NATO", "OPEC", "WHO", "FIFA", "UNESCO", "IMF")
_WORDS = ("three", "four", "five", "six", "seven", "eight", "nine", "ten", "twelve", "twenty")


@dataclass(frozen=True)
class Swap:
    """A kind of word, and what may stand in its place."""

    pattern: str
    """Its first group is replaced."""

    others: tuple[str, ...] | Mapping[str, str]
    """A choice of others, or the other for each word."""

    capital: bool = False
    """Whether a capital is kept."""

    def __call__(self, source: str, target: str, language: str, chance: random.Random) -> Damaged:
        """Put another word in place of the only one that fits."""
        found = [*re.finditer(self.pattern, source)]
        if len(found) != 1 or not found[0][1]:
            return None
        old = found[0][1]
        if isinstance(self.others, Mapping):
            new = self.others.get(old.lower(), "")
        else:
            new = chance.choice([each for each in self.others if each.lower() != old.lower()])
        if not new:
            return None
        if self.capital and old[0].isupper():
            new = new[0].upper() + new[1:]
        start, end = found[0].span(1)
        return source[:start] + new + source[end:], target


def _both(*pairs: tuple[str, str]) -> dict[str, str]:
    return {**dict(pairs), **{other: one for one, other in pairs}}


_OPPOSITES = _both(
    *(("rose", "fell"), ("increased", "decreased"), ("increase", "decrease"), ("more", "fewer")),
    *(("before", "after"), ("won", "lost"), ("north", "south"), ("northern", "southern")),
    *(("east", "west"), ("eastern", "western"), ("higher", "lower"), ("bought", "sold")),
)
_TITLES = (
    r"(?:President|Minister|Chancellor|Judge|Coach|Professor|Senator|Mr\.?|Ms\.?|Mrs\.?|Dr\.?)"
)

SWAPS: tuple[Damage, ...] = (
    Damage(
        "number word",
        frozenset({"number_spelled"}),
        Swap(rf"(?i)(?<![\w-])({'|'.join(_WORDS)})(?= [a-z])", _WORDS, capital=True),
    ),
    Damage(
        "magnitude",
        frozenset({"magnitude", "number_missing", "number_spelled"}),
        Swap(r"\b(million|billion)\b", _both(("million", "billion"))),
    ),
    Damage(
        "currency",
        frozenset({"currency"}),
        Swap(r"(?:(?<= )|(?<=^))([$€£])(?=\d)", {"$": "€", "€": "$", "£": "$"}),
    ),
    Damage(
        "half of the day",
        frozenset({"clock"}),
        Swap(r"\d\s?([ap])\.?m\b", _both(("a", "p"))),
    ),
    Damage("weekday", frozenset({"date"}), Swap(rf"\b({'|'.join(_DAYS)})\b", _DAYS)),
    Damage(
        "unit",
        frozenset({"unit", "number_missing", "number_spelled"}),
        Swap(
            r"(?:\d|two|three|four|five|six|seven|eight|ten)[ -](hours|days|weeks|months|years)\b",
            _both(("hours", "days"), ("weeks", "months")) | {"years": "months"},
        ),
    ),
    Damage(
        "title and surname",
        frozenset({"name_missing"}),
        Swap(rf"\b{_TITLES} (?:[A-Z][a-z]+ )?([A-Z][a-z]{{3,}})\b(?! [A-Z])", _SURNAMES),
    ),
    Damage(
        "surname and said",
        frozenset({"name_missing"}),
        Swap(r"(?<![a-z] )\b([A-Z][a-z]{3,}) (?:said|says|told|added)\b", _SURNAMES),
    ),
    Damage(
        "country",
        frozenset({"country"}),
        Swap(r"\b(Russia|China|Iran|Israel|India|Turkey|Indonesia|Britain|Italy)\b", _COUNTRIES),
    ),
    Damage("acronym", frozenset({"acronym"}), Swap(r"\b(UN|EU|FBI|NASA|BBC|CIA)\b", _ACRONYMS)),
    Damage(
        "direction",
        frozenset({"direction"}),
        Swap(rf"\b({'|'.join(_OPPOSITES)})\b(?!['’]t)", _OPPOSITES),
    ),
    Damage(
        "negation added",
        frozenset({"negation"}),
        Swap(r"\b(is|was|are|were|will|has|have)\b(?! not|n)", {
            word: f"{word} not" for word in ("is", "was", "are", "were", "will", "has", "have")
        }),
    ),
)  # fmt: skip
