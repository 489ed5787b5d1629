"""Where a word ends though no space stands there: its element ends, and looks hold it apart."""

from __future__ import annotations

import re

from dragoman.patterns import lazily

_GLUED = lazily(r"[^\W\d_]\d|\d[^\W\d_]|[^\W\d_A-Z][A-Z]|[.,:;!?…][^\W_]")
_NEIGHBOURS = lazily(
    r"</(button|label|time|option)>(?:</\w+>){0,9}(?:<input[^<>]*>){0,9}<\1\b|</\w+>\s*<(?:\w[^<>]*+><)*a\b"
)
_PART_OF_WORD = lazily(r"</?(?:b|i|em|strong|small|font)\b[^<>]*>", re.IGNORECASE)
_RAISED = lazily(r"</?su[bp]\b", re.IGNORECASE)
_WORD_RAISED = lazily(r"<sup\b[^<>]*>\Z", re.IGNORECASE)
_EMPTY = lazily(r"<(span|i|b|em)\s[^<>]*></\1\s*>", re.IGNORECASE)
"""An element that shows a mark or a picture by its looks."""

_CLASSED = lazily(r"</\w+>\s*<\w+\s(?:[^<>]*\s)?class=[\"']?[a-z][a-z-]{2,}")
_ENDED = lazily(r"</\w+>\s*</\w+>(?:\s*</\w+>)*\s*<\w")
"""Elements within each other end, and another begins."""

_OPENING = lazily(r"<\w")

_CURRENCY = "$¢£¤¥֏؋৲৳฿₠-⃀﷼"
_ENDS_IN_NUMBER = lazily(rf"\d[%‰٪°{_CURRENCY}]?\Z")
_ENDS_IN_PRICE = lazily(rf"\d\s?[%‰٪{_CURRENCY}]\Z")
_BEGINS_WITH_NUMBER = lazily(rf"[{_CURRENCY}]?\d")
_BEGINS_WITH_PRICE = lazily(rf"[{_CURRENCY}]\s?\d")
_BEGINS_WITH_TIME = lazily(r"\d{1,2}:\d\d(?!\d)")
_WORD = lazily(r"[^\W\d_]+")
_LONG_WORD = lazily(r"[^\W\d_]{3,4}")


def is_apart(tags: str, before: str, after: str) -> bool:
    """Whether what tags part is not one word, though no space stands there."""
    if is_another_number(tags, before, after):
        return True
    last, first = before[-1], after[0]
    if not first.isalnum() or not (last.isalnum() or last in ".,:;!?…"):
        return False
    if _RAISED.search(tags):
        # A word, and not an ordinal; a note before a sentence, and not a formula.
        if _WORD_RAISED.search(tags):
            return _LONG_WORD.fullmatch(after[:3]) is not None and before[-2:].isalpha()
        return tags.startswith("</sup") and last.isdigit() and first.isupper()
    capital = len(before) > 2 and before[-3:].isalpha() and after[:2].istitle() and after[1:2]
    if _PART_OF_WORD.fullmatch(tags):
        if _LONG_WORD.fullmatch(before[-4:]) and tags.startswith("</") and first.isdecimal():
            # The number of a note: “in <em>The Flood</em>5”.
            return len(before) > 3
        # Not the first letters of a word: “Listen <b>live</b>Weekdays”, “by email<em>Get it”.
        closes = tags.startswith("</") or (before[-4:].islower() and len(before) > 3)
        return bool(capital) and before[-2:].islower() and closes
    if capital and before[-2:].isupper():
        return True
    if tags[:2] in ("<a", "<A") and tags[2:3] in (" ", ">"):
        return last.isalpha() and before[-2:].isalpha() and len(before) > 1
    if tags == "</a>" and after[:4].islower() and len(after) > 3:
        # A link and the next word; its ending may stand outside: “<a>photo</a>s”.
        return after[:4].isalpha() and before[-2:].isalpha() and len(before) > 1
    if _NEIGHBOURS.search(tags) or _GLUED.match(last + first):
        return True
    if _beside(tags) and (before[-2:] + after[:2]).isupper() and len(before) > 1:
        # Not the first letter of a word, which is larger: “<b>K</b><i>AZAN</i>”.
        return (before[-2:] + after[:2]).isalpha() and len(after) > 1
    if _ENDED.match(tags):
        return True
    if _CLASSED.match(tags) and " " in before.strip() and " " in after.strip():
        # Two phrases, each of a class of its own, and not a word whose letters differ in looks.
        return True
    word = after[:1].isupper() and after[1:2].islower()
    if _beside(tags) and word and before[-1].isupper():
        return True
    return _beside(tags) and word and len(before) > 1 and before[-2:].isalpha()


def is_another_number(tags: str, before: str, after: str) -> bool:
    """Whether a number ends or begins at tags: a date and a time, two prices, a word and a count.

    A digit beside a digit is one of a number whose digits are drawn one by one.
    """
    if _RAISED.search(tags):
        return False
    if _EMPTY.search(tags) and before[-1].isalnum() and after[0].isalnum():
        return True
    if before[-2:].isdecimal() and len(before) > 1 and _BEGINS_WITH_TIME.match(after):
        return True
    if not _beside(tags):
        return False
    if _ENDS_IN_NUMBER.search(before) and _BEGINS_WITH_NUMBER.match(after):
        return len(before) > 1 or len(after) > 1
    if _ENDS_IN_PRICE.search(before):
        return after[0].isalnum() or _BEGINS_WITH_PRICE.match(after) is not None
    if _BEGINS_WITH_PRICE.match(after):
        return _WORD.fullmatch(before[-2:]) is not None and before[-1].islower()
    glued = before[-1].isdecimal() and after[0].isalpha()
    return glued or (before[-1].isalpha() and after[0].isdecimal())


def _beside(tags: str) -> bool:
    """Whether one element ends and another begins."""
    return tags.startswith("</") and _OPENING.search(tags) is not None
