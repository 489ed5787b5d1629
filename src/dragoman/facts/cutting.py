"""A text cut into words, figures and marks, as the data files spell them."""

from __future__ import annotations

from dragoman.facts.folding import folded
from dragoman.facts.scales import written_on
from dragoman.facts.writing import FIGURE, VOWEL_SIGNS, Writing
from dragoman.languages import record
from dragoman.patterns import lazily

_WORD_OR_MARK = lazily(rf"\w+(?:[{VOWEL_SIGNS}]+\w*)*(?:'\w+)*|[^\w\s]")
"""A word or mark of a text without figures."""

_TOKEN = lazily(
    rf"[^\W\d_]+(?:[{VOWEL_SIGNS}]+[^\W\d_]*)*(?:'[^\W\d_]+)*"
    r"|(?<!\d)\d{1,3}(?:[\u00a0\u202f\u2009 ]\d{3})+(?:[.,٫]\d+)?(?!\d)"
    r"|\d+(?:[.,:٫٬،'/]\d+)*"
    r"|[^\w\s]"
)
_NO_LETTER = lazily(r"[\d_]")
_HALF_DAY = lazily(r"(?<=\d)\s?([ap])\.?\s?m\b\.?(?=\W|$)|\b([ap])\.m\b\.?")
_ANY_HALF_DAY = lazily(r"[ap](?:(?<=\d.)|(?<=\d\s.))\.?\s?m\b\.?(?=\W|$)|[ap](?<=\b.)\.m\b")
"""The same; a pattern that begins with a letter is searched for several times as fast."""

_DAY_IN_TWO = lazily(r"(?<![^\W_])(یک|دو|سه|چهار|پنج)\s+شنبه")
_DAY_AND_PART = lazily(r"(?<=شنبه|جمعه)(?=(?:شب|صبح|عصر|ظهر|بعد|نیمه|سحر|غروب))")
"""Between a day and the part of it, which are written as one word: یکشنبه‌شب, Sunday night."""

_BEFORE_NOON = lazily(r"(?<![^\W_])(بعد|پیش|قبل) از ظهر")
_BARE_POINT = lazily(r"(?<![\w.,)\]])\.(?=\d)(?!\d+[- ]?cal)")
"""The point of a part of one without a figure before it: .08%, but not a .38-calibre pistol."""

_PERCENT = lazily(r"(?<![^\W_])(?:بال|في ال)(?:مئة|مائة|ميه)(?![^\W_])")
"""“In the hundred”, which is not a number."""

_HUNDRED = ("مئة", "مائة", "ميه", "میه")
_GROUPED = lazily(r"\d[\u00a0\u202f\u2009 ](?:\d{3}(?!\d)|\d/\d|[½¼¾⅓⅔⅛⅜⅝⅞])")
"""What may be one number: `20 000`, `2 1/2`, `2 ½`."""


def across(writing: Writing) -> bool:
    """Whether a text may have something that is read as one and has a space within.

    Else it may be cut at its spaces, and what stands between two of them needs to be read once.
    """
    flat, language = writing.flat, writing.language
    for each in record(language).across:
        if each in flat:
            return True
    figures = writing.signs & FIGURE
    if figures and written_on(language) is not None:
        return True
    halves = record(language).half_days and (figures or ".m" in flat)
    if halves and _ANY_HALF_DAY.search(flat) is not None:
        return True
    return bool(figures) and _GROUPED.search(flat) is not None


def _flat(text: str, language: str) -> str:
    """Return the text as `folded` does, and with one word for each expression of several."""
    flat = folded(text, language)
    if language == "fa":
        flat = _DAY_IN_TWO.sub(r"\1شنبه", flat) if " شنبه" in flat else flat
        flat = _DAY_AND_PART.sub(" ", flat) if "شنبه" in flat or "جمعه" in flat else flat
        flat = _BEFORE_NOON.sub(r"\1ازظهر", flat) if " ظهر" in flat else flat
    elif language == "ar":
        flat = _PERCENT.sub(" % ", flat) if any(map(flat.__contains__, _HUNDRED)) else flat
    elif (scale := written_on(language)) is not None:
        flat = scale.sub(r" \1 ", flat)
    elif record(language).half_days:
        flat = _BARE_POINT.sub("0.", flat) if "." in flat else flat
        flat = _HALF_DAY.sub(r" \1\2m ", flat) if "m" in flat else flat
    return flat


def words_and_marks(text: str, language: str) -> list[str]:
    """Cut a text, in half the time where it has no figures."""
    flat = _flat(text, language)
    if _NO_LETTER.search(flat) is None:
        return _WORD_OR_MARK.findall(flat)
    return _TOKEN.findall(flat)
