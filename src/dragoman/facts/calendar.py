"""Days of the week and months that a sentence names."""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.facts.amount import Amount
from dragoman.facts.lexicon import Tag
from dragoman.facts.roman import roman
from dragoman.facts.stored import stored
from dragoman.facts.tokens import Tokens
from dragoman.patterns import lazily

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July", "August", "September"),
    *("October", "November", "December"),
)

_DOUBTFUL = lazily(
    r"(?:(?<=\d )|(?<=[Ii]n )|(?<=of )|(?<=last )|(?<=since )|(?<=late )|(?<=early )|(?<=until )|"
    r"(?<=from )|(?<=mid-)|(?<=between )|(?<=before )|(?<=next )|(?<=[Oo]n ))(March|May)\b"
    r"|\b(March|May)(?= \d)|\b(Mar)\.(?= \d)"
)
"""Months of English only beside a number or after a word for a time."""

_SHORT = lazily(r"((?:Jan|Feb|Apr|Jun|Jul|Aug|Sep|Oct|Nov|Dec)(?<=\b...)(?:(?<=Sep)t)?)\.?(?= \d)")
"""A pattern that begins with a letter is searched for several times as fast as one with `\b`."""

_SHORT_WORDS = frozenset(
    {"jan", "feb", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec"}
)

_VERB = 5
"""The month whose Persian name is also the beginning of most verbs."""


_NONE: frozenset[int] = frozenset()


def named(kind: str, tokens: Tokens) -> frozenset[int]:
    """Return the days or months that words name, from 1 on."""
    if kind not in tokens.kinds:
        return _NONE
    return frozenset(
        int(tag.value) for tags in tokens.tags.values() for tag in tags if tag.kind == kind
    )


def days(tokens: Tokens, text: str) -> frozenset[int]:
    """Return the days of the week that a sentence names, those in titles left out: Black Friday.

    A title has capitals: the Sunday Evening Post, but Sunday evening.
    """
    if "day" not in tokens.kinds:
        return _NONE
    titles = stored(tokens.language, "calendar").get("titles", "")
    if not titles:
        return named("day", tokens)
    before = stored(tokens.language, "calendar")["before titles"].split()
    found: set[int] = set()
    texts = (*tokens.texts, "")
    for place, tags in tokens.tags.items():
        for tag in tags:
            if tag.kind == "day":
                following = texts[place + 1]
                title = following in titles.split() and "'" not in texts[place]
                title = title and f"{texts[place]} {following}".title() in text
                if not title and not (place and texts[place - 1] in before):
                    found.add(int(tag.value))
    return frozenset(found)


def months(tokens: Tokens, text: str) -> frozenset[int]:
    """Return the months that a sentence names for sure."""
    found = named("month", tokens)
    if tokens.language == "en":
        shown: list[str] = []
        if "Ma" in text:
            shown += filter(None, (name for names in _DOUBTFUL.findall(text) for name in names))
        if tokens.figures and not _SHORT_WORDS.isdisjoint(tokens.texts):
            shown += _SHORT.findall(text)
        found |= {_number(name) for name in shown}
    elif tokens.language == "fa" and _VERB in found:
        found -= {_VERB}
    return found


LAST = 21
"""The last century."""


def centuries(tokens: Tokens, amounts: Sequence[Amount], text: str) -> frozenset[int]:
    """Return the numbers of centuries, of which a sentence has any."""
    if "unit" not in tokens.kinds:
        return _NONE
    if not any(tag == _CENTURY for tags in tokens.tags.values() for tag in tags):
        return _NONE
    counted = {
        value
        for amount in amounts
        if "century" in amount.units and amount.kind != "weak"
        for value in amount.values
    }
    return frozenset(int(each) for each in counted | roman(text) if each in range(1, LAST + 1))


_CENTURY = Tag("unit", "century")


def _number(name: str) -> int:
    return next(n for n, month in enumerate(MONTHS, start=1) if month.startswith(name[:3]))
