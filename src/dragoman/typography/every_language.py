"""Rules that hold in every language."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from html import unescape

from dragoman.languages import record, record_of
from dragoman.patterns import lazily
from dragoman.typography.passage import MARKUP, Passage

_ENTITY = lazily(
    r"&(?:quot|apos|nbsp|laquo|raquo|[lrb]dquo|[lr]squo|sbquo|hellip|[mn]dash|zwnj|#0*(?:34|39|160)|"
    r"#x0*(?:22|27|a0));",
    re.IGNORECASE,
)


def decode_entities(passage: Passage) -> str:
    """Write the mark that an HTML entity such as `&quot;` stands for.

    Models copy them out of web pages. Only quotes, spaces, dashes and dots are decoded: an
    angle bracket or an ampersand may be meant as it stands.
    """
    return _ENTITY.sub(lambda match: unescape(match[0].lower()), passage.text)


_INVISIBLE = lazily(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u200b\u200e\u200f\u202a-\u202e"
    "\u2060\u2066-\u2069\ufeff]"
)
_JOINERS = lazily("[\u200c\u200d]")
_ARABIC_LETTER = "\u0620-\u064a\u066e-\u06d3\u06fa-\u06ff\u064b-\u0655\u0670"
_STRAY_JOINER = lazily(
    rf"(?<![{_ARABIC_LETTER}])\u200c+|\u200c+(?![{_ARABIC_LETTER}0-9\u06f0-\u06f9])|(?<=\u200c)\u200c+"
)


def drop_invisible(passage: Passage) -> str:
    """Delete characters that nobody sees: zero-width spaces, soft hyphens, direction marks.

    Direction marks are added on export, where they are needed. Persian keeps the zero-width
    non-joiner between two letters, and an emoji what joins its parts.
    """
    text = _INVISIBLE.sub("", passage.text)
    if record(passage.language).half_spaces:
        return _STRAY_JOINER.sub("", text)
    if _JOINERS.search(text) is None:
        return text
    return _JOINERS.sub(lambda match: match[0] if _in_emoji(text, match.start()) else "", text)


def _in_emoji(text: str, place: int) -> bool:
    return text[place] == "\u200d" and unicodedata.category(text[place - 1]) in ("So", "Sk", "Mn")


def compose(passage: Passage) -> str:
    """Write a letter and its accent as the one character they make (Unicode's form C)."""
    return unicodedata.normalize("NFC", passage.text)


_END = rf"(?=[{MARKUP}]*(?:\s|$|[\"»”“]))"
_MARK_END = rf"(?=[{MARKUP}]*(?:\s|$|[\"»”“›’)\]]))"
_BEFORE_MARK = lazily(rf"(?<=[^\s]) +(?=[,;:!?،؛؟]+{_END})")
_MOVED = lazily(r"(?<=\w) +,(?=[^\W\d])")
_BEFORE_STOP = lazily(rf"(?<=[\w»”)\]]) +(?=\.{_END})")
_LOOSE_QUOTE = lazily(r"((?:^|\s|\())\" ([^\"]*[^\s\"]) \"(?=[\s,;:.!?،؛؟)]|$)")
_DOUBLE = lazily(r"(?<=\S)  +(?=\S)")
_INSIDE = lazily(r"(?<=\() +(?=\S)|(?<=\S) +(?=\))")
_AFTER_COMMA = lazily(rf"(?<=[\u0400-\u052f]),(?=[\u0400-\u052f])|[،؛](?=[{_ARABIC_LETTER}«(])")


def space(passage: Passage) -> str:
    """Close up what stands before a mark, and open up what stands after a comma.

    `слово ,слово` → `слово, слово`; a double space becomes one; brackets and straight quotes
    close up to their words. Marks that have a space before them in the language keep it.
    """
    text = _MOVED.sub(", ", passage.text)
    text = _LOOSE_QUOTE.sub(r'\1"\2"', text)
    spaced = record_of(passage.locale).spaced_marks
    text = _BEFORE_MARK.sub(
        lambda match: match[0] if match.string[match.end()] in spaced else "", text
    )
    text = _BEFORE_STOP.sub("", text)
    text = _INSIDE.sub("", text)
    text = _AFTER_COMMA.sub(lambda match: f"{match[0]} ", text)
    return _DOUBLE.sub(" ", text)


@cache
def _spaced(marks: str) -> re.Pattern[str]:
    return re.compile(rf"(?<=[^\s{re.escape(marks)}(])[ \u00a0]*([{re.escape(marks)}]+){_MARK_END}")


def set_off_marks(passage: Passage) -> str:
    """Set a no-break space before the marks that have one: in French before ; : ! and ?."""
    marks = record_of(passage.locale).spaced_marks
    return _spaced(marks).sub("\u00a0\\1", passage.text) if marks else passage.text


_DOTS = lazily(r"(?<![.\d])\.\.\.(?!\.)")


def join_dots(passage: Passage) -> str:
    """Write three full stops as one ellipsis."""
    return _DOTS.sub("…", passage.text)
