"""Numbers as a locale writes them, where the source shows which number it is."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dragoman.languages import language, record
from dragoman.patterns import lazily
from dragoman.typography.passage import Passage

_LITERAL = lazily(r"(?<![\w.,:/+-])(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+\.\d+)(?![\w:/-]|[.,]\d)")
_CLOCK = lazily(
    r"\s*(?:a\.?m|p\.?m|o['’]clock|hours|hrs|local time|"
    r"GMT|UTC|CES?T|EES?T|E[SD]T|P[SD]T|BST|MSK|IST)\b",
    re.IGNORECASE,
)
_EARLY = lazily(r"0\d\.[0-5]\d")
"""An hour of the morning with its minutes, which no decimal has a zero before."""

_NAMED = lazily(r"(?:\b[A-Z][\w+-]{0,60}|\b[vV]ersion|\bNo\.|№|§|[Ss]ection)\s$")
_FIRST = lazily(
    r"^\W*(?:About|Almost|An|Another|Around|At|Between|By|For|From|In|Just|More than|Nearly|Of|On|"
    r"Only|Over|Roughly|Some|The|To|Under|Up to|With)\s$"
)


def localize(passage: Passage) -> str:
    """Set decimal and thousands marks as the locale does: `1,234.5` → `1234,5` in Moscow.

    Only where the very number of the English source still stands in the text. Version numbers,
    clock times, and whatever else is no plain number stay. In Persian and Arabic a comma of the
    language between groups of digits becomes the mark of groups: `7،000` → `7,000`.
    """
    text = passage.text
    if record(passage.language).own_marks:
        return _COMMA_GROUPS.sub(_grouped, text)
    if passage.source_language != "en":
        return text
    for literal in dict.fromkeys(_plain(passage.source)):
        localized = _own(literal, passage.locale)
        if localized != literal:
            whole = rf"(?<![\w.,:/+-]){re.escape(literal)}(?![\d:/]|[.,]\d)"
            text = re.sub(whole, localized, text)
    return text


# A first group of three digits may as well be the first number of a list: "100،200".
_COMMA_GROUPS = lazily(
    r"(?<![\d.,،٫٬])\d{1,2}(?:،\d{3})+(?![\d،٬])|(?<![\d.,،٫٬])\d{3}(?:،\d{3}){2,}(?![\d،٬])"
)


def _grouped(match: re.Match[str]) -> str:
    return match[0].replace("،", "," if match[0][0].isascii() else "٬")


def _plain(source: str) -> Iterator[str]:
    """Yield the numbers of the source that are certainly quantities."""
    for match in _LITERAL.finditer(source):
        before, after = source[: match.start()], source[match.end() :]
        if _CLOCK.match(after) or _EARLY.fullmatch(match[0]):
            continue
        if "," not in match[0] and _looks_named(before):
            continue
        yield match[0]


def _looks_named(before: str) -> bool:
    """Whether a name stands before the number, as in `Windows 3.1`."""
    return _NAMED.search(before) is not None and _FIRST.match(before) is None


def _own(literal: str, locale: str) -> str:
    whole, dot, fraction = literal.replace(",", " ").partition(".")
    groups = whole.split(" ")
    grouping = record(language(locale)).grouping
    if grouping is None:
        return literal
    mark = grouping.mark if len("".join(groups)) >= grouping.least else ""
    return mark.join(groups) + (grouping.decimal + fraction if dot else "")


_AMOUNT = r"\d+(?:[.,٫٬]\d+)*"
_RANGE = rf"{_AMOUNT}(?:[-–]{_AMOUNT})?"
_SIGN_AFTER = lazily(rf"(?<![\w%٪.,٫٬-])({_RANGE})[ \u00a0]*[%٪](?![\w%٪])")
_GLUED_SIGN = lazily(rf"(?<=[^\W\d_])(,?)%[ \u00a0]*(?={_AMOUNT}(?![\w%٪]))")
_SIGN_BEFORE = lazily(rf"(?<![\w%٪])[%٪][ \u00a0]*({_RANGE})(?![\w%٪]|[.,]\d)")


def percent(passage: Passage) -> str:
    """Put the percent sign where it belongs: 5% in Russian, %5 in Turkish, 5٪ in Arabic."""
    known = record(passage.language)
    sign = known.percent_sign
    if known.percent_first:
        text = _GLUED_SIGN.sub(rf"\1 {sign}", passage.text)
        return _SIGN_BEFORE.sub(rf"{sign}\1", _SIGN_AFTER.sub(rf"{sign}\1", text))
    return _SIGN_AFTER.sub(rf"\1{sign}", _SIGN_BEFORE.sub(rf"\1{sign}", passage.text))
