"""What checks and the desk say, in the reviewer's language.

Review files hold it in English, as everybody's editor and every script reads it. So the page
knows it by its English form: a template of a message, whose parts stay as they are. What has no
template, such as a finding of another package's check, is shown as it is.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from dragoman import languages
from dragoman.facts.calendar import DAYS, MONTHS
from dragoman.publishing.messages import FALLBACK, messages
from dragoman.typography.digits import native_digits
from dragoman.web.phrases import phrases

_PLACE = re.compile(r"%\((\w+)\)s")
_NAMED = re.compile(r"([a-z_]+): (.*)", re.DOTALL)
"""A finding with the name of its check before it."""

_MORE = re.compile(r"(.*) \(and (\d+) more\)", re.DOTALL)
_COUNT = re.compile(r"[\d.,]+%?")
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
    for pattern, said in _patterns(language):
        match = pattern.fullmatch(message)
        if match:
            parts = match.groupdict().items()
            return said % {name: _part(name, part, language) for name, part in parts}
    named = _NAMED.fullmatch(message)
    return f"{named[1]}: {told(named[2], language)}" if named else message


def _part(name: str, text: str, language: str) -> str:
    if name == _LIST:
        return "; ".join(told(each, language) for each in text.split("; "))
    if _COUNT.fullmatch(text) and name.startswith("count"):
        return native_digits(text, language)
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
def _patterns(language: str) -> tuple[tuple[re.Pattern[str], str], ...]:
    """Return what finds each message, and what it is in the language."""
    said = phrases(messages(language).gettext)
    return tuple(zip(map(_pattern, phrases(str)), said, strict=True))


def _pattern(template: str) -> re.Pattern[str]:
    """Return what finds a template's messages; a part that comes again must be the same."""
    pieces = _PLACE.split(template)
    written = [
        f"(?P<{piece}>.+?)" if place % 2 else re.escape(piece) for place, piece in enumerate(pieces)
    ]
    return re.compile("".join(written), re.DOTALL)
