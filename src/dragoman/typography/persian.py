"""Rules of Persian: where a word's parts stand close, with a zero-width non-joiner between."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from importlib.resources import files

from dragoman.patterns import lazily
from dragoman.typography.passage import Passage

ZWNJ = "\u200c"
_LETTER = "\u0621-\u064a\u066e-\u06d3\u06cc"
_EDGE = rf"(?![{_LETTER}{ZWNJ}])"
_START = rf"(?<![{_LETTER}{ZWNJ}])"

_PERSONS_NOW = "م|ی|د|یم|ید|ند"
_PERSONS_THEN = "م|ی|یم|ید|ند|ه|"
_POSSESSIVE = "م|ت|ش|مان|تان|شان"

_MONTH_MAY = lazily(r"\bMay\b")
_AFTER_DAY = r"(?<!ماه )(?<![0-9۰-۹] )(?<![0-9۰-۹])"
# Letters that do not join with the next one: nothing has to part them from it.
_PARTED = "اآأدذرزژوؤء"
_ENDING = rf"ها(?:ی(?:ی|م|ت|ش|مان|تان|شان)?|{_POSSESSIVE})?"
_PLURAL = lazily(rf"(?<=[{_LETTER}]) +({_ENDING}){_EDGE}")
_COMPARATIVE = lazily(rf"(?<=[{_LETTER}]{{2}}) +(تر(?:ین)?(?:ها)?(?:ی)?){_EDGE}")


def join_parts(passage: Passage) -> str:
    """Join می and نمی to their verb and ها to its noun: `می رود` → `می‌رود`, `کتاب ها` → `کتاب‌ها`.

    After a letter that does not join, nothing is put between: `کشور ها` → `کشورها`. Only before
    a form of a listed verb, so that می, the month, stays a word of its own; not at all in
    sentences whose source speaks of May.
    """
    text = _PLURAL.sub(_joined, passage.text)
    if _MONTH_MAY.search(passage.source) is not None:
        return text
    return _apart().sub(rf"\1{ZWNJ}\2", text)


def join_comparatives(passage: Passage) -> str:
    """Join تر and ترین to their adjective: `بزرگ تر` → `بزرگ‌تر`."""
    return _COMPARATIVE.sub(_joined, passage.text)


def _joined(match: re.Match[str]) -> str:
    return match[1] if match.string[match.start() - 1] in _PARTED else f"{ZWNJ}{match[1]}"


def part_joined_verbs(passage: Passage) -> str:
    """Part می from a verb that it is written together with: `میشود` → `می‌شود`."""
    return _together().sub(rf"\1{ZWNJ}\2", passage.text)


@cache
def _apart() -> re.Pattern[str]:
    return re.compile(rf"{_START}{_AFTER_DAY}(ن?می) +((?:{_forms()}){_EDGE})")


@cache
def _together() -> re.Pattern[str]:
    return re.compile(rf"{_START}(ن?می)((?:{_forms()}){_EDGE})")


@cache
def _forms() -> str:
    """Match a finite form of a listed verb, as it follows می."""
    data = files("dragoman.typography").joinpath("data/fa_verbs.txt").read_text("utf-8")
    rows = [line.split() for line in data.splitlines() if line and not line.startswith("#")]
    whole = "|".join(_longest_first(form[1:] for row in rows for form in row if form[0] == "="))
    rows = [row for row in rows if row[0][0] != "="]
    then = "|".join(_longest_first(row[0] for row in rows))
    now = "|".join(_longest_first(stem for row in rows for stem in row[1:]))
    return rf"(?:{now})(?:{_PERSONS_NOW})|(?:{then})(?:{_PERSONS_THEN})|(?:{whole})"


def _longest_first(words: Iterable[str]) -> list[str]:
    return sorted(set(words), key=lambda word: (-len(word), word))
