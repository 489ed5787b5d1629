"""What checks, files and the desk say, in the reviewer's language.

Review files hold it in English, as everybody's editor and every script reads it. So the page
knows it by its English form: a template of a message, whose parts stay as they are. The check of
another package brings its words along. What has no template is shown as it is, and is said to be
English.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from dragoman import languages
from dragoman.checks.table import checks
from dragoman.facts.calendar import DAYS, MONTHS
from dragoman.publishing.messages import FALLBACK, messages
from dragoman.typography.digits import native_digits
from dragoman.web.error_phrases import reasons
from dragoman.web.phrases import phrases

_PLACE = re.compile(r"%\((\w+)\)s")
_NAMED = re.compile(r"([a-z_]+): (.*)", re.DOTALL)
"""A finding with the name of its check before it."""

_TAIL = re.compile(
    r"(.*[.?]) (The file was left as it is\.|\d+ more are told when these are gone\.)", re.DOTALL
)
"""What stands behind the advice on the last mistake of a file."""

_TWO = re.compile(r"([^.?]*[.?]) (.+)", re.DOTALL)
_LATIN = re.compile("[A-Za-z]")
_MORE = re.compile(r"(.*) \(and (\d+) more\)", re.DOTALL)
_COUNT = re.compile(r"[\d.,]+%?")
_CODE = re.compile("[a-z]{2,3}(?:-[A-Za-z0-9]+)*")
_LIST = "reasons"
"""The part of a template that holds messages itself, with semicolons between."""

_FROM_RIGHT = re.compile("[\u0590-\u08ff\ufb1d-\ufefc]")
_ISOLATED = "\u2068{}\u2069"
"""How a part keeps its own direction."""


@lru_cache(maxsize=4096)
def told(message: str, language: str) -> str:
    """Return a message of a check or of the desk in a language; as it is where that has none."""
    if language == FALLBACK:
        return message
    more = _MORE.fullmatch(message)
    if more:
        return f"{told(more[1], language)} (+{native_digits(more[2], language)})"
    tail = _TAIL.fullmatch(message)
    if tail:
        return _together(message, tail[1], tail[2], language)
    for pattern, said in _patterns(language):
        match = pattern.fullmatch(message)
        if match:
            parts = match.groupdict().items()
            return said % {name: _part(name, part, language) for name, part in parts}
    named = _NAMED.fullmatch(message)
    if named:
        return f"{named[1]}: {told(named[2], language)}"
    two = _TWO.fullmatch(message)
    return _together(message, two[1], two[2], language) if two else message


def is_english(message: str, language: str) -> bool:
    """Whether a message is shown in English on a page in another language."""
    named = _NAMED.fullmatch(message)
    rest = named[2] if named else message
    return language != FALLBACK and told(rest, language) == rest and _LATIN.search(rest) is not None


def _together(message: str, one: str, other: str, language: str) -> str:
    """Return two sentences in a language; as they are if either has no words there."""
    both = told(one, language), told(other, language)
    return message if one == both[0] or other == both[1] else " ".join(both)


def _part(name: str, text: str, language: str) -> str:
    if name == _LIST:
        return "; ".join(told(each, language) for each in text.split("; "))
    if _COUNT.fullmatch(text) and name.startswith("count"):
        return native_digits(text, language)
    if name.startswith("language") and _CODE.fullmatch(text):
        return languages.name_in(text, language)
    if text in _reasons(language):
        return _reasons(language)[text]
    if text in DAYS or text in MONTHS:
        return _of_calendar(text, language)
    turned = languages.direction(language) == "rtl" or _FROM_RIGHT.search(text)
    return _ISOLATED.format(text) if turned else text


@cache
def _of_calendar(name: str, language: str) -> str:
    """Return what a language calls a day of the week or a month."""
    # Half a megabyte of data, for which no other page has to wait.
    from babel import Locale

    known = Locale.parse(language)
    if name in DAYS:
        return str(known.days["stand-alone"]["wide"][DAYS.index(name)])
    return str(known.months["stand-alone"]["wide"][MONTHS.index(name) + 1])


@cache
def _reasons(language: str) -> dict[str, str]:
    """Return what the words of the system for a refusal are in a language."""
    return dict(zip(reasons(str), reasons(messages(language).gettext), strict=True))


@cache
def _patterns(language: str) -> tuple[tuple[re.Pattern[str], str], ...]:
    """Return what finds each message, and what it is in the language."""
    said = phrases(messages(language).gettext)
    theirs = [pair for check in checks() for pair in check.words.get(language, {}).items()]
    every = [*theirs, *zip(phrases(str), said, strict=True)]
    return tuple((_pattern(message), translated) for message, translated in every)


def _pattern(template: str) -> re.Pattern[str]:
    """Return what finds a template's messages; a part that comes again must be the same."""
    pieces = _PLACE.split(template)
    written = [
        f"(?P<{piece}>.+?)" if place % 2 else re.escape(piece) for place, piece in enumerate(pieces)
    ]
    return re.compile("".join(written), re.DOTALL)
