"""Checks of numbers, by value."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from dragoman.checks import numerals
from dragoman.checks.pair import Pair
from dragoman.checks.quantities import Number, ascii_figures
from dragoman.checks.text import Text
from dragoman.typography import numbers as typography
from dragoman.typography.passage import Passage

_DECADE = re.compile(r"^['’]?s\b")
_ROMAN = re.compile(r"(?<![^\W_])[IVXLCХІ]{1,7}(?![^\W_])")
_FIGURES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "Х": 10, "І": 1}
_DUAL = re.compile(r"(?:[^\W\d_]{2,}(?:ان|تين|تان|ين)(?:ي|ه|ها)?)(?![^\W_])")
"""The Arabic dual, which says two without a word for it; plurals in -in look the same."""

_SPELLED = re.compile(
    r"(?<![^\W_]-)\b(three|four|five|six|seven|eight|nine|ten|eleven|twelve|"
    r"(?:thir|four|fif|six|seven|eigh|nine)teen|(?:twen|thir|for|fif|six|seven|eigh|nine)ty)\b"
    r"(?: (dozen|decades|score))?",
)
"""Numbers from three to ninety; those with a capital letter are often part of a title."""

_UNITS = {"dozen": 12, "decades": 10, "score": 20}


def check_missing(pair: Pair) -> Iterator[str]:
    """Find numbers of the source that the target holds neither in figures nor in words.

    Numbers are compared without separators and in any digits: `12,400` is found in `12 400`,
    `12.400` and `۱۲٬۴۰۰`; `6:30 p.m.` in `18:30`, `18th` in `XVIII`, `2 million` in two words.
    """
    source = pair.given.numbers
    if not source:
        return
    target = pair.made
    keys = _keys(target)
    for number in source:
        if number.forms & keys or _elsewhere(number, target, keys):
            continue
        if _may_be_word(number, target):
            continue
        own = _keys(pair.given)
        if not _converted(number, [each for each in target.numbers if not each.forms & own]):
            yield f"{number.shown} is in the source and not in the target"


def _may_be_word(number: Number, other: Text) -> bool:
    """Whether the other text may hold the number as a word that is not known here."""
    value = number.value
    if value is None or numerals.known(other.language):
        return False
    return value <= 20 or (value < 100 and value % 10 == 0)


@lru_cache(maxsize=64)
def _keys(text: Text) -> frozenset[str]:
    """The keys of all numbers of a text, and those of their parts."""
    found: set[str] = set()
    for number in text.numbers:
        found |= number.forms
        if ":" in number.shown or len(number.parts) > 2:
            found.update(number.parts)  # a clock time or a date
    return frozenset(found)


def _elsewhere(number: Number, target: Text, keys: frozenset[str]) -> bool:
    """Whether the target shows the number in some other way than by its figures."""
    parts = number.parts
    if len(parts) > 1 and {each.key for each in target.numbers}.issuperset(parts):
        return True
    key, value = number.key, number.value
    if value is None:
        return False
    if len(key) == 4 and _DECADE.match(number.after):
        return key[2:] in keys or int(key[2:]) in target.worded
    if number.unit_power or any(len(each) > 6 and key in each for each in keys):
        return True  # the power of a unit; a part of a telephone number
    if len(key) == 2 and any(len(each) == 4 and each.endswith(key) for each in keys):
        return True
    if len(key) == 4 and re.search(rf"[-–/’']{key[2:]}\b|\b{key[2:]}[-–/]", _flat(target)):
        return True
    return _same_amount(number, target.numbers) or _in_words(number, value, target)


_MEASURES: tuple[tuple[re.Pattern[str], tuple[float, ...]], ...] = (
    (re.compile(r"^[\s-]?(?:miles?|mi|mph)\b"), (1.609,)),
    (re.compile(r"^[\s-]?(?:foot|feet|ft)\b"), (0.3048, 30.48)),
    (re.compile(r"^[\s-]?(?:inch|inches|in)\b"), (2.54, 25.4)),
    (re.compile(r"^[\s-]?(?:pounds?|lbs?)\b"), (0.4536,)),
    (re.compile(r"^[\s-]?(?:yards?|yd)\b"), (0.9144,)),
    (re.compile(r"^[\s-]?(?:gallons?)\b"), (3.785,)),
    (re.compile(r"^[\s-]?(?:acres?)\b"), (0.4047,)),
)
"""Measures of English texts, and what a translator makes of one: kilometres, metres and so on."""

NEAR = 0.12
"""How far a converted measure may be off, being rounded."""


def _converted(number: Number, others: Sequence[Number]) -> bool:
    """Whether one of the others is the number in metric measures."""
    wanted = [
        amount * factor
        for unit, factors in _MEASURES
        if unit.search(number.after)
        for factor in factors
        for amount in number.amounts
    ]
    return any(
        abs(amount - each) <= NEAR * each
        for each in wanted
        for other in others
        for amount in other.amounts
    )


def _same_amount(number: Number, others: Sequence[Number]) -> bool:
    """Whether one of the numbers means the same with the words beside them: 1.2 million."""
    return any(
        not number.amounts.isdisjoint(each.amounts)
        for each in others
        if number.scale is not None or each.scale is not None
    )


_GROUPED = re.compile(r"[.,٬]\d{3}$")
_OF_SOMETHING = re.compile(r"\s[a-z]")
"""What follows a number of things, but neither a name such as B2 nor a score of 2-1."""


def _in_words(number: Number, value: int, target: Text) -> bool:
    words = target.worded
    whole = number.scale is None and _GROUPED.search(number.shown) is not None
    if value in words or not (whole or words.isdisjoint(number.amounts)):
        return True
    if number.shown.endswith(".5") and 0.5 in words:
        return True
    if value < 40 and value in _roman(target.plain):
        return True
    if value != 2 or target.language != "ar" or _OF_SOMETHING.match(number.after) is None:
        return False
    return _DUAL.search(target.plain) is not None


def _flat(text: Text) -> str:
    return ascii_figures(text.plain)


@lru_cache(maxsize=512)
def _roman(text: str) -> frozenset[int]:
    """Return the values of the Roman numbers of a text."""
    found: set[int] = set()
    for figures in _ROMAN.findall(text):
        values = [_FIGURES[each] for each in figures]
        pairs = zip(values, [*values[1:], 0], strict=True)
        found.add(sum(-one if one < following else one for one, following in pairs))
    return frozenset(found)


@lru_cache(maxsize=1024)
def _spelled(text: str) -> tuple[re.Match[str], ...]:
    return tuple(_SPELLED.finditer(text))


def check_spelled(pair: Pair) -> Iterator[str]:
    """Find numbers that the source spells out, from three to ninety, and the target lacks."""
    source = pair.given
    if pair.source_language != "en" or not _spelled(source.plain):
        return
    target = pair.made
    keys = _keys(target)
    for match in _spelled(source.plain):
        (value,) = numerals.values(match[1], "en")
        wanted = {value, value * _UNITS.get(match[2], 1)}
        if not wanted.isdisjoint(target.worded) or match[1] in target.words:
            continue
        figures = {f"{each:.0f}" for each in wanted}
        ends = any(
            each.startswith(tuple(figures)) or each.endswith(tuple(figures)) for each in keys
        )
        if not ends and not (value < 40 and value in _roman(target.plain)):
            yield f"“{match[0]}” is in the source and not in the target"


_MONTH = re.compile(r"\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\b", re.IGNORECASE)
_MEANING: tuple[tuple[re.Pattern[str], frozenset[str]], ...] = (
    (
        re.compile(r"\b(?:noon|midnight|midday)\b", re.IGNORECASE),
        frozenset({"12", "0", "24", "00"}),
    ),
    (re.compile(r"\bsq(?:uare|\b)", re.IGNORECASE), frozenset({"2"})),
    (re.compile(r"\bcubic\b", re.IGNORECASE), frozenset({"3"})),
    (re.compile(r"\bcentur", re.IGNORECASE), frozenset({"100"})),
    (re.compile(r"\b(?:week|fortnight)s?\b", re.IGNORECASE), frozenset({"7", "14", "15"})),
    (re.compile(r"\b(?:half|halves)\b", re.IGNORECASE), frozenset({"2", "5", "50", "30"})),
    (re.compile(r"\bquarters?\b", re.IGNORECASE), frozenset({"4", "25", "15"})),
    (re.compile(r"\bthirds?\b", re.IGNORECASE), frozenset({"3", "33"})),
    (re.compile(r"\b(?:day|round[- ]the[- ]clock|overnight)\b", re.IGNORECASE), frozenset({"24"})),
    (re.compile(r"\b(?:year|annual)", re.IGNORECASE), frozenset({"12", "365"})),
)
"""Words of the source that a translator may turn into figures."""


def check_added(pair: Pair) -> Iterator[str]:
    """Find numbers of the target that nothing in the source explains."""
    numbers = pair.made.numbers
    if not numbers:
        return
    source = pair.given
    keys = _keys(source)
    for number in numbers:
        if number.forms & keys or number.key in ("0", "1") or _may_be_word(number, source):
            continue
        if not _explained(number, source, keys):
            yield f"{number.shown} is in the target and not in the source"


def _explained(number: Number, source: Text, keys: frozenset[str]) -> bool:
    key, value = number.key, number.value
    if value is None:
        return False
    parts = number.parts
    if len(parts) > 1 and {each.key for each in source.numbers}.issuperset(parts):
        return True
    if len(parts) > 1 and _MONTH.search(source.plain) and parts[0] in keys:
        return True
    if value in source.worded or not source.worded.isdisjoint(number.amounts):
        return True
    if _same_amount(number, source.numbers):
        return True
    if any(key in each.forms or _converted(each, (number,)) for each in source.numbers):
        return True
    if len(key) == 2 and any(len(each) == 4 and each.endswith(key) for each in keys):
        return True
    if len(key) == 4 and key[2:] in keys and key[:2] in ("18", "19", "20"):
        return True
    if value < 32 and (value in _roman(source.plain) or _century(value, keys)):
        return True
    if value < 13 and _MONTH.search(source.plain):
        return True
    return any(key in given and word.search(source.plain) for word, given in _MEANING)


def _century(value: int, keys: frozenset[str]) -> bool:
    """Whether the 1800s are meant by the 19th century."""
    return f"{value - 1}00" in keys


_MARKED = re.compile(r"\d[.,]\d")


def check_format(pair: Pair) -> Iterator[str]:
    """Find numbers with the thousands and decimal marks of English.

    It is what the typographic rule `numbers` would change, which looks only at numbers that the
    source shows to be quantities.
    """
    if pair.target_language not in ("ru", "tr") or _MARKED.search(pair.source) is None:
        return
    if _MARKED.search(pair.target) is None:
        return
    text = pair.made.prose
    passage = Passage(text, pair.target_language, pair.given.prose, pair.source_language)
    if typography.localize(passage) != text:
        yield "a number has the decimal or thousands marks of English"
