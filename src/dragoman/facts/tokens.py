"""A sentence cut into words, figures and marks, each word with what it stands for."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from dragoman.facts.folding import folded
from dragoman.facts.lexicon import FIGURE, PHRASE, Lexicon, Tag, Tags, lexicon

_TOKEN = re.compile(
    r"[^\W\d_]+(?:'[^\W\d_]+)*"
    r"|(?<!\d)\d{1,3}(?:[\u00a0\u202f\u2009 ]\d{3})+(?:[.,٫]\d+)?(?!\d)"
    r"|\d+(?:[.,:٫٬،'/]\d+)*"
    r"|[^\w\s]"
)
_NO_LETTER = re.compile(r"[\d_]")
_WORD_OR_MARK = re.compile(r"\w+(?:'\w+)*|[^\w\s]")
"""The same for a text without figures, in half the time."""

_HALF_DAY = re.compile(r"(?<=\d)\s?([ap])\.?\s?m\b\.?(?=\W|$)|\b([ap])\.m\b\.?")
_DAY_IN_TWO = re.compile(r"(?<![^\W_])(یک|دو|سه|چهار|پنج)\s+شنبه")
_DAY_AND_PART = re.compile(r"(?<=شنبه|جمعه)(?=(?:شب|صبح|عصر|ظهر|بعد|نیمه|سحر|غروب))")
"""Between a day and the part of it, which are written as one word: یکشنبه‌شب, Sunday night."""

_BEFORE_NOON = re.compile(r"(?<![^\W_])(بعد|پیش|قبل) از ظهر")
_PERCENT = re.compile(r"(?<![^\W_])(?:بال|في ال)(?:مئة|مائة|ميه)(?![^\W_])")
"""“In the hundred”, which is not a number."""


@dataclass(frozen=True, slots=True)
class Tokens:
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


def cut(text: str, language: str) -> Tokens:
    """Cut a text and look its words up."""
    flat = folded(text, language)
    if language == "fa":
        flat = _DAY_IN_TWO.sub(r"\1شنبه", flat) if " شنبه" in flat else flat
        flat = _DAY_AND_PART.sub(" ", flat) if "شنبه" in flat or "جمعه" in flat else flat
        flat = _BEFORE_NOON.sub(r"\1ازظهر", flat) if " ظهر" in flat else flat
    elif language == "ar":
        flat = _PERCENT.sub(" % ", flat) if "ال" in flat else flat
    simple = _NO_LETTER.search(flat) is None
    if language == "en" and (not simple or ".m" in flat) and _HALF_DAY.search(flat) is not None:
        flat = _HALF_DAY.sub(r" \1\2m ", flat)
    texts = (_WORD_OR_MARK if simple else _TOKEN).findall(flat)
    known = lexicon(language)
    tags: dict[int, Tags] = {}
    figures: list[int] = []
    numbers: list[int] = []
    kinds: set[str] = set()
    for place, said in enumerate(map(known.look, texts)):
        if not said:
            continue
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
    minus = "-" in flat or "−" in flat or "–" in flat
    below = frozenset(_MINUS.findall(flat)) if minus else _NONE
    return Tokens(
        language, tuple(texts), tags, tuple(figures), tuple(numbers), below, frozenset(kinds)
    )


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
