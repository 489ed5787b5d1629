"""Checks of dates and clock times, by value."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from typing import Any

from dragoman.checks.numerals import folded
from dragoman.checks.pair import Pair
from dragoman.checks.stored import stored
from dragoman.checks.text import Text
from dragoman.typography.dates import MONTHS

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

_SURE = "January|February|April|June|July|August|September|October|November|December"
_ENGLISH = re.compile(
    rf"\b(?:{_SURE}|{'|'.join(DAYS)})\b|(?:(?<=\d )|(?<=[Ii]n )|(?<=of )|(?<=last )|(?<=since )|"
    rf"(?<=late )|(?<=early )|(?<=until )|(?<=from ))(?:March|May)\b|\b(?:March|May)(?= \d)"
    r"|\b(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.(?= \d)"
)
"""March and May are months only beside a number or after a word for a time."""


def check_date(pair: Pair) -> Iterator[str]:
    """Find months and days of the week that are other ones in the target, or none."""
    if pair.source_language != "en":
        return
    named = _named(pair.given.plain)
    if not named:
        return
    known = _patterns(pair.target_language)
    if known is None:
        return
    target = _closed(pair.made)
    if "other" in known and known["other"].search(target):
        return
    for name in named:
        if not known[name].search(target) and not _numeric(name, target):
            yield f"{name} is in the source and not in the target"


@lru_cache(maxsize=1024)
def _named(text: str) -> tuple[str, ...]:
    found = (_whole(name) for name in _ENGLISH.findall(text))
    return tuple(dict.fromkeys(found))


def _whole(name: str) -> str:
    """Return the name in full: `Sept.` is September."""
    if not name.endswith("."):
        return name
    return next(month for month in MONTHS if month.startswith(name[:3]))


def _numeric(name: str, target: str) -> bool:
    """Whether a month stands in the target as a number: 09.03.2027."""
    if name not in MONTHS:
        return False
    return re.search(rf"[./-]0?{MONTHS.index(name) + 1}[./-]", target) is not None


_PARTED = re.compile(r"(یک|دو|سه|چهار|پنج)[\s\u200c]+شنبه")


def _closed(text: Text) -> str:
    """Return the text folded, without the spaces that some put into names of days."""
    flat = folded(text.plain, text.language)
    if text.language == "fa":
        return _PARTED.sub(r"\1شنبه", flat).replace("\u200c", "")
    return flat


def _data() -> Mapping[str, Mapping[str, Any]]:
    found: Mapping[str, Mapping[str, Any]] = stored("months.yaml")
    return found


@cache
def _patterns(language: str) -> Mapping[str, re.Pattern[str]] | None:
    """Return for each English name what may stand for it; `None` for unknown languages."""
    data = _data()
    if language not in data["months"]:
        return None
    months = [*map(set, _cldr(language))]
    for names, more in zip(months, data["months"][language], strict=True):
        names |= _listed(more, language)
    found = {name: _beginning(names, language) for name, names in zip(MONTHS, months, strict=True)}
    for name, more in zip(DAYS, data["days"][language], strict=True):
        found[name] = _beginning(_listed(more, language), language)
    if language in data["other-calendars"]:
        names = _listed(data["other-calendars"][language], language)
        found["other"] = re.compile(rf"(?<!\d)\d{{1,2}} (?:{'|'.join(sorted(names))})(?![^\W_])")
    return found


def _cldr(language: str) -> Iterator[set[str]]:
    """Yield for each month the names of the CLDR, inflected ones cut to what they share."""
    from babel import Locale

    locale = Locale(language)
    for number in range(1, 13):
        forms = {
            folded(locale.months[context]["wide"][number], language)
            for context in ("format", "stand-alone")
        }
        if len(forms) > 1:
            stem = _shared(forms)
            if len(stem) > 2:
                forms = {stem}
        yield {form.rstrip("\u0654") for form in forms}


def _shared(forms: set[str]) -> str:
    """Return what all forms of a word begin with."""
    first, last = min(forms), max(forms)
    same = (one == other for one, other in zip(first, last, strict=False))
    return first[: next((place for place, each in enumerate(same) if not each), len(first))]


def _listed(names: str, language: str) -> set[str]:
    return {folded(name.strip(), language) for name in names.split(",") if name.strip()}


def _beginning(names: set[str], language: str) -> re.Pattern[str]:
    prefix = "(?:[وف]?[بلك]?(?:ال)?|لل)" if language == "ar" else ""
    shortest = 4 if language in ("fa", "ar") else 3
    short = {name for name in names if len(name) < shortest and "[" not in name}
    whole = "|".join(sorted(short)) or "(?!)"
    longer = "|".join(sorted(names - short, key=len, reverse=True)) or "(?!)"
    return re.compile(rf"(?<![^\W\d_]){prefix}(?:(?:{longer})|(?:{whole})(?![^\W_]))")


_TIME = re.compile(r"\b(\d{1,2})(?:[:.](\d\d))?\s?(a|p)\.?\s?m\b", re.IGNORECASE)


@lru_cache(maxsize=1024)
def _times(text: str) -> tuple[re.Match[str], ...]:
    return tuple(_TIME.finditer(text))


def check_clock(pair: Pair) -> Iterator[str]:
    """Find clock times that moved to the other half of the day."""
    times = _times(pair.given.plain) if pair.source_language == "en" else ()
    if not times:
        return
    language = pair.target_language
    if language not in _data()["morning"]:
        return
    target = re.sub(r"[\s\u200c]+", "", folded(pair.made.plain, language))
    keys = {form for number in pair.made.numbers for form in number.forms}
    said = {half: _says(target, language, half) for half in ("morning", "evening", "night")}
    halves = {match[3].lower() for match in times}
    for match in times:
        hour, minutes, half = int(match[1]), match[2] or "", match[3].lower()
        if f"{hour}{minutes}" not in keys or len(halves) > 1 or hour == 12:
            continue
        own, other = ("morning", "evening") if half == "a" else ("evening", "morning")
        if said[other] and not said[own] and not said["night"]:
            yield f"{match[0]}. is in the source, another half of the day in the target"


def _says(target: str, language: str, half: str) -> bool:
    words = _data()[half][language].split()
    return any(folded(word, language) in target for word in words)
