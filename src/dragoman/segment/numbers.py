"""Rules about what stands beside a number: times, measures, dates, streets, ordinals, markers."""

import re

from dragoman.patterns import lazily
from dragoman.segment.lexicon import AbbreviationKind, Trait, Words
from dragoman.segment.site import DASHES, OPENERS, SplitSite
from dragoman.segment.verdict import SplitVerdict

_ZONE = lazily(r"[A-Z]{1,4}[SD]?T\b(?![’'&])")
_DAY_WORDS, _DAY_REACH = 4, 60
_ROMAN = lazily(r"[IVXLC]+")
_AMOUNT = lazily(r"[-–+−±≈~$€£]?\d[\d.,٫٬]*(?:[-–—]\d[\d.,٫٬]*)?(?:-[^\W\d_]{1,3}|s)?")
_GLUED = lazily(r"\d[\d.,]*([^\W\d_]\w*)")
_AMOUNT_AFTER = lazily(r"\d[\d.,]*\s+(?P<unit>[^\W\d_]+)")
_CLAUSE_EDGE = lazily(r"[,;:(«„“\"]")
# An adjunct that begins a clause, such as "At the end of May 2018", has no more words than this.
_ADJUNCT_WORDS = 6
_HOUSE = lazily(r"(?:^|\s)\d[\w-]*\s+(?:[^\W\d_][\w.’'-]*\s+){1,3}[^\W\d_]+$")
_GRAM, _EARLIEST_YEAR = "г", 1000
_MARKER = lazily(r"\d{1,3}")
_MARKER_REACH = 240
_POSSESSED = ("sı", "si", "su", "sü", "ğı", "ği", "ğu", "ğü", "arı", "eri")
"""Endings of Turkish nouns that an amount may be said of: "kapasitesi 40"."""
_LONG_ORDINAL = 3
"""Digits. So many count something only before a word that is known to be counted."""


def number_sign(site: SplitSite) -> SplitVerdict | None:
    """Abbreviations that need a number: "No. 5", "p. 12"; but "Did it? No. They left"."""
    if site.kind is not AbbreviationKind.BEFORE_NUMBER:
        return None
    if site.word[:1].isdigit():
        return SplitVerdict.JOIN
    return None if len(site.token) == 1 else SplitVerdict.SPLIT  # a letter may be an initial


def numbered(site: SplitSite) -> SplitVerdict | None:
    """A number that follows on a marker counts the next item: "1. Kane (30), 2. Haaland (29)"."""
    if not site.is_stop or site.closers or not _MARKER.fullmatch(site.token):
        return None
    number = int(site.token)
    if number < 2:
        return None
    so_far = site.text[max(site.start, site.mark_at - _MARKER_REACH) : site.mark_at]
    earlier = any(
        int(marker[1]) == number - 1 for marker in re.finditer(r"(?<!\S)\(?(\d{1,3})[.)]\s", so_far)
    )
    return SplitVerdict.JOIN if earlier else None


def time_of_day(site: SplitSite) -> SplitVerdict | None:
    """A time goes on with its zone, place or day: "8 p.m. Eastern", "2 a.m. Christmas Day"."""
    if site.kind is not AbbreviationKind.TIME:
        return None
    if site.lexicon.has(Words.AFTER_TIME, site.word) or _ZONE.match(site.text, site.at):
        return SplitVerdict.JOIN
    if not site.starter_follows and _names_day(site):
        return SplitVerdict.JOIN
    aside_follows = site.lead[:1] in {"(", "[", *DASHES} and not site.starter_follows
    return SplitVerdict.JOIN if aside_follows else SplitVerdict.SPLIT


def _names_day(site: SplitSite) -> bool:
    """Whether names lead to the word for a day or a place's time: "Memorial Day", "Oslo time"."""
    for word in site.text[site.at : site.at + _DAY_REACH].split()[: _DAY_WORDS + 1]:
        bare = word.strip(".,;:()'’")
        if site.lexicon.has(Words.DAYS, bare):
            return True
        if not word[0].isupper() or (word[-1] in ".;:" and len(bare) > 1):
            return False
    return False


def measure(site: SplitSite) -> SplitVerdict | None:
    """A unit after a number is a word like any other: "120 км/ч. Водитель", "180 см. Ей".

    It goes on with the rest of the measure: "5 ft. 11 in. tall", "3 ч. 20 мин."
    """
    if not site.is_stop or not _has_unit(site):
        return None
    if site.word[:1].isdigit():
        rest = _AMOUNT_AFTER.match(site.text, site.at)
        more = rest is not None and site.lexicon.has(Words.MEASURES, rest["unit"])
        return SplitVerdict.JOIN if more else SplitVerdict.SPLIT
    return SplitVerdict.SPLIT if site.capital_follows or site.lead else None


def _has_unit(site: SplitSite) -> bool:
    units = site.lexicon
    if site.chain and "." not in site.token:
        return False
    glued = _GLUED.fullmatch(site.token)
    if glued is not None:
        return units.has(Words.MEASURES, glued[1])
    words = [word.lstrip(OPENERS) for word in site.before.split()]
    if units.has(Words.MEASURES, site.token) and _is_amount(site, site.previous):
        return site.token != _GRAM or not _is_year(site.previous)
    pair = f"{site.previous} {site.token}"
    return units.has(Words.MEASURES, pair) and len(words) > 2 and _is_amount(site, words[-3])


def _is_amount(site: SplitSite, word: str) -> bool:
    return _AMOUNT.fullmatch(word) is not None or site.lexicon.has(Words.MEASURES, word.rstrip("."))


def _is_year(number: str) -> bool:
    digits = number[:4]
    return digits.isdigit() and int(digits) >= _EARLIEST_YEAR


def dated(site: SplitSite) -> SplitVerdict | None:
    """A year or month ends a sentence that has said something: "основан в 1500 г. Город".

    Before that it is an adjunct: "В 2018 г. Россия приняла турнир", "In Dec. Brown resigned".
    """
    if not site.is_stop or not _is_dated(site):
        return None
    if site.word[:1].isdigit() or not (site.capital_follows or site.lead):
        return None
    edges = [match.end() for match in _CLAUSE_EDGE.finditer(site.before)]
    words = site.before[edges[-1] if edges else 0 :].split()
    for place in range(len(words) - 1, 0, -1):
        if site.lexicon.has(Words.CLAUSES, words[place - 1]):
            words, edges = words[place:], [place]
            break
    first = words[0].lower() if words else ""
    opens = site.lexicon.has(Words.ADJUNCTS, first) or _AMOUNT.fullmatch(first) is not None
    begun = edges or (site.whole and not words[0][:1].islower()) if words else False
    if opens and begun and len(words) <= _ADJUNCT_WORDS:
        return None if edges and site.starter_follows else SplitVerdict.JOIN
    return SplitVerdict.SPLIT


def _is_dated(site: SplitSite) -> bool:
    if not site.lexicon.has(Words.DATES, site.token):
        chain = site.chain
        return chain is not None and site.lexicon.has(Words.DATES, chain)
    before = site.previous
    number = _AMOUNT.fullmatch(before) or _ROMAN.fullmatch(before.partition("–")[0])
    month = len(site.token) > 2
    return number is not None or (month and site.lexicon.has(Words.ADJUNCTS, before.lower()))


def address(site: SplitSite) -> SplitVerdict | None:
    """The street of a numbered house ends a sentence: "at 35 Maple Ave. Neighbors called".

    Not before what belongs to the address: "12 Main St. NW", "9 Oak Ave. Apt. 4".
    """
    if not site.is_stop or not site.lexicon.has(Words.STREETS, site.token):
        return None
    if not site.capital_follows or site.lexicon.has(Words.AFTER_STREET, site.word):
        return None
    return SplitVerdict.SPLIT if _HOUSE.search(site.before) else None


def ordinal(site: SplitSite) -> SplitVerdict | None:
    """Where a full stop makes ordinals: "2. Dünya Savaşı", "II. Abdülhamid", "125. Cadde".

    A number counts what is known to be counted. It ends the sentence after a word that leads to
    an amount, "Hasta sayısı 120. Bakanlık", and when it is long; a year always does.
    """
    if not site.is_stop or site.closers or Trait.ORDINAL_STOP not in site.lexicon.traits:
        return None
    short = site.token.isdigit() and len(site.token) <= _LONG_ORDINAL
    if not short and not _ROMAN.fullmatch(site.token):
        return None
    if not site.word[:1].isalpha():
        return None
    before = site.previous.rstrip(":").lower()
    if short and site.lexicon.has(Words.BEFORE_COUNT, before):
        return None
    if site.lexicon.has(Words.ORDINAL, site.word):
        return SplitVerdict.JOIN
    if short and (
        (site.previous.endswith(_POSSESSED) and site.previous[0].islower())
        or len(site.token) == _LONG_ORDINAL
    ):
        return None
    return None if site.starter_follows else SplitVerdict.JOIN
