"""A sentence cut into words, figures and marks, each word with what it stands for."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

from dragoman.facts.folding import ascii_figures, folded
from dragoman.facts.lexicon import FIGURE, PHRASE, WORD_OR_MARK, Lexicon, Tag, Tags, lexicon
from dragoman.facts.writing import FIGURE as FIGURE_SIGN
from dragoman.facts.writing import Writing

_TOKEN = re.compile(
    r"[^\W\d_]+(?:'[^\W\d_]+)*"
    r"|(?<!\d)\d{1,3}(?:[\u00a0\u202f\u2009 ]\d{3})+(?:[.,٫]\d+)?(?!\d)"
    r"|\d+(?:[.,:٫٬،'/]\d+)*"
    r"|[^\w\s]"
)
_NO_LETTER = re.compile(r"[\d_]")
_HALF_DAY = re.compile(r"(?<=\d)\s?([ap])\.?\s?m\b\.?(?=\W|$)|\b([ap])\.m\b\.?")
_DAY_IN_TWO = re.compile(r"(?<![^\W_])(یک|دو|سه|چهار|پنج)\s+شنبه")
_DAY_AND_PART = re.compile(r"(?<=شنبه|جمعه)(?=(?:شب|صبح|عصر|ظهر|بعد|نیمه|سحر|غروب))")
"""Between a day and the part of it, which are written as one word: یکشنبه‌شب, Sunday night."""

_BEFORE_NOON = re.compile(r"(?<![^\W_])(بعد|پیش|قبل) از ظهر")
_BARE_POINT = re.compile(r"(?<![\w.,])\.(?=\d)")
"""The point of a part of one without a figure before it: .08%."""

_PERCENT = re.compile(r"(?<![^\W_])(?:بال|في ال)(?:مئة|مائة|ميه)(?![^\W_])")
"""“In the hundred”, which is not a number."""


class Tokens(NamedTuple):
    """The tokens of a sentence, and the tags of those that have any."""

    language: str
    texts: tuple[str, ...]
    tags: dict[int, Tags]
    """By position; those of a phrase stand at its first word."""

    figures: tuple[int, ...]
    """The positions of numbers in figures."""

    numbers: tuple[int, ...]
    """The positions of all that says something of a number, in order."""

    below_zero: frozenset[str]
    """The figures right after a minus."""

    kinds: frozenset[str]
    """The kinds of all tags."""


def cut(writing: Writing) -> Tokens:
    """Cut a text and look its words up."""
    language = writing.language
    known = lexicon(language)
    below = _NONE
    if writing.simple and not _in_two(writing.flat, language):
        texts = [*chain.from_iterable(map(known.parts, writing.pieces))]
    else:
        flat = _flat(writing)
        texts = _cut(flat)
        if "-" in flat or "−" in flat or "–" in flat:
            below = frozenset(_MINUS.findall(ascii_figures(writing.text)))
    tags: dict[int, Tags] = {}
    figures: list[int] = []
    numbers: list[int] = []
    kinds: set[str] = set()
    for place, said in [each for each in enumerate(map(known.look, texts)) if each[1]]:
        if said is FIGURE:
            figures.append(place)
            numbers.append(place)
            continue
        if said[-1] is PHRASE:
            said = _together((*_phrase(known, texts, place), *said[:-1]))
            if not said:
                continue
        tags[place] = said
        kinds |= said.kinds
        if said.number is not None:
            numbers.append(place)
    return Tokens(
        language, tuple(texts), tags, tuple(figures), tuple(numbers), below, frozenset(kinds)
    )


def _in_two(flat: str, language: str) -> bool:
    """Whether a text may have an expression whose words are not read one by one."""
    return any(sign in flat for sign in _IN_TWO.get(language, ()))


_IN_TWO = {
    "en": (".m",),
    "fa": ("شنبه", "شنبة", "شنبۀ", "جمعه", "جمعة", "جمعۀ", " ظهر"),
    "ar": ("مئة", "مائة", "ميه", "میه"),
}


def _flat(writing: Writing) -> str:
    """Return the text as `folded` does, and with one word for each expression of several."""
    text, language = writing.text, writing.language
    flat = folded(text, language)
    if language == "fa":
        flat = _DAY_IN_TWO.sub(r"\1شنبه", flat) if " شنبه" in flat else flat
        flat = _DAY_AND_PART.sub(" ", flat) if "شنبه" in flat or "جمعه" in flat else flat
        flat = _BEFORE_NOON.sub(r"\1ازظهر", flat) if " ظهر" in flat else flat
    elif language == "ar" and _in_two(flat, language):
        flat = _PERCENT.sub(" % ", flat)
    elif language == "en" and "." in flat:
        flat = _BARE_POINT.sub("0.", flat)
    if language == "en" and (writing.signs & FIGURE_SIGN or ".m" in flat):
        flat = _HALF_DAY.sub(r" \1\2m ", flat) if _HALF_DAY.search(flat) is not None else flat
    return flat


def _cut(flat: str) -> list[str]:
    """Cut a text, in half the time where it has no figures."""
    if _NO_LETTER.search(flat) is None:
        return WORD_OR_MARK.findall(flat)
    return _TOKEN.findall(flat)


_MINUS = re.compile(r"(?:^|[\s(«“\"])[-−–](\d+(?:[.,:٫٬،'/]\d+)*)")
_NONE: frozenset[str] = frozenset()


@lru_cache(maxsize=4096)
def _together(tags: tuple[Tag, ...]) -> Tags:
    """Return the tags of a phrase and of its first word; what they say is worked out once."""
    return Tags(tags)


def _phrase(known: Lexicon, texts: list[str], place: int) -> tuple[Tag, ...]:
    found: tuple[Tag, ...] = ()
    for rest, said in known.phrases[texts[place]]:
        beside = texts[place + 1 : place + 1 + len(rest)]
        if len(beside) == len(rest) and all(map(_fits, beside, rest)):
            found += said
    return found


def _fits(word: str, form: str) -> bool:
    return word.startswith(form[:-1]) if form.endswith("*") else word == form
