"""Checks of large amounts and of money, by value."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache

from dragoman.checks.numerals import folded
from dragoman.checks.pair import Pair
from dragoman.checks.quantities import Number
from dragoman.checks.stored import stored


def check_magnitude(pair: Pair) -> Iterator[str]:
    """Find amounts that became thousands, millions or billions of another size."""
    source = pair.given.numbers
    if not source or all(number.scale is None for number in source):
        return
    target = pair.made.numbers
    for number in source:
        if number.scale is None:
            continue
        alike = [each for each in target if _same_figures(number, each)]
        if not alike or any(number.amounts & each.amounts for each in alike):
            continue
        if number.scale in pair.made.worded and all(each.scale is None for each in alike):
            continue  # other words stand between
        word = next((each.shown for each in alike), "")
        yield f"{number.shown} and the word after it make another amount than {word} in the target"


def _same_figures(one: Number, other: Number) -> bool:
    return one.key.rstrip("0") == other.key.rstrip("0")


def check_currency(pair: Pair) -> Iterator[str]:
    """Find amounts of money whose currency is lost or another one."""
    if pair.source_language != "en" or not pair.given.numbers:
        return
    wanted = _currencies(pair.given.plain)
    if not wanted:
        return
    target = folded(pair.made.plain, pair.target_language)
    for name in wanted:
        names = _names(name, pair.target_language)
        if names and not any(each in target for each in names):
            yield f"the amount is in {name}s in the source, not in the target"


@lru_cache(maxsize=1024)
def _currencies(text: str) -> tuple[str, ...]:
    """Return the currencies that stand beside a number of an English text."""
    return tuple(name for name, pattern in _patterns().items() if pattern.search(text))


def _data() -> Mapping[str, Mapping[str, str]]:
    found: Mapping[str, Mapping[str, str]] = stored("currencies.yaml")
    return found


@cache
def _patterns() -> Mapping[str, re.Pattern[str]]:
    """Return for each currency what it looks like beside a number."""
    scale = r"(?:\s?(?:thousand|million|billion|trillion|hundred|[mb]n?))?"
    nation = (
        r"(?:[- ](?:US|U\.S\.|American|Australian|Canadian|Hong Kong|Turkish|Russian|Iranian))?"
    )
    found = {}
    for name, said in _data().items():
        signs = "|".join(each for each in said["en"].split("|") if "\\b" not in each)
        words = "|".join(each for each in said["en"].split("|") if "\\b" in each)
        before = rf"(?:{signs})\s?\d|" if signs else ""
        found[name] = re.compile(
            rf"{before}\d{scale}{nation}[-\s]?(?:{said['en']})|(?:{words})\s\d", re.IGNORECASE
        )
    return found


@cache
def _names(name: str, language: str) -> tuple[str, ...]:
    said = _data()[name]
    if language not in said and not {"ru", "fa", "tr", "ar"} & {language}:
        return ()
    own = folded(said.get(language, ""), language).split()
    return (*said["any"].split(), name, *own)
