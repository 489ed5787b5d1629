"""Rules that Persian and Arabic share, each with its own letters."""

from __future__ import annotations

import re
from functools import cache

from dragoman.languages import record
from dragoman.patterns import lazily
from dragoman.typography.passage import ATOM, MARKUP, Passage

_LETTER = "\u0620-\u064a\u066e-\u06d3\u06fa-\u06ff\u064b-\u0655\u0670"


def own_letters(passage: Passage) -> str:
    """Write yeh, kaf and digits as the language does: Persian ی ک ۴, Arabic ي ك ٤."""
    return passage.text.translate(_letters(passage.language))


@cache
def _letters(language: str) -> dict[int, str]:
    return str.maketrans(dict(record(language).letters))


_KASHIDA = lazily(
    r"(?<=[\u0620-\u064a\u064b-\u0652\u066e-\u06d3])\u0640+(?=[\u0620-\u064a\u064b-\u0652\u066e-\u06d3])"
)


def drop_kashida(passage: Passage) -> str:
    """Delete the stroke that only lengthens a word: `الســلام` → `السلام`.

    At the end of a word it is part of a sign, as in `1445 هـ`.
    """
    return _KASHIDA.sub("", passage.text)


_OWN = {",": "،", ";": "؛", "?": "؟"}
_END = rf"(?=[{MARKUP}]*(?:[\s»”\"').!؟]|$))"
_FOREIGN = lazily(
    rf"(?:(?<=[^\s,;?])|(?<=\s[,;?])|(?<=\A[,;?]))[,;?]++{_END}"
    rf"|(?<=[{_LETTER}»)\]])[,;](?=[{_LETTER}])"
)
_DOUBLED = lazily(r"(?<![؟?])[؟?]*؟[؟?]*")
_WORD_BEFORE = lazily(rf"(?<!\S)(\S*[^\s{MARKUP}])[{MARKUP}]*$")
_WORD_AFTER = lazily(rf"[{MARKUP}\s»”\"')]*(\S+)")
_REACH = 100
"""How far before a mark its word may begin."""

_LATIN = lazily(r"[A-Za-z]")
_LATIN_OR_DIGIT = lazily(r"[A-Za-z0-9]")
_ARABIC = lazily(f"[{_LETTER}]")


def own_marks(passage: Passage) -> str:
    """Write comma, semicolon and question mark as the script does: ، ؛ ؟.

    Between two Latin words, and in numbers, they stay.
    """
    if not passage.arabic:
        return passage.text
    text = passage.text

    def own(match: re.Match[str]) -> str:
        before, after = (
            _WORD_BEFORE.search(text, max(0, match.start() - _REACH), match.start()),
            _WORD_AFTER.match(text, match.end()),
        )
        latin = (
            before is not None
            and after is not None
            and _LATIN.search(before[1]) is not None
            and _LATIN_OR_DIGIT.search(after[1]) is not None
            and _ARABIC.search(before[1] + after[1]) is None
        )
        return match[0] if latin else "".join(_OWN[mark] for mark in match[0])

    return _DOUBLED.sub(lambda match: "؟", _FOREIGN.sub(own, text))


_MIRRORED = lazily(r"(?:(?<=\s)|^)\)(\S[^()]*)\((?=[\s،؛؟.,:!]|$)")


def turn_brackets(passage: Passage) -> str:
    """Turn brackets round that look away from what they hold: `)كم(` → `(كم)`.

    Models learned them from texts that were stored in the order in which they are displayed.
    """
    return _MIRRORED.sub(r"(\1)", passage.text)


_GROUPED = lazily(r"(?<![\d.,])\d{1,3}(?:,\d{3})+(?![\d])")
_SEPARATOR = r"[ \u00a0\u202f,٬،.]"
_ASCII = {base + digit: str(digit) for base in (0x0660, 0x06F0) for digit in range(10)}


def turn_groups(passage: Passage) -> str:
    """Set reversed groups of digits right: `000 55` → `55,000`.

    Some models were trained on texts whose digits had been turned round. The source shows which
    number was meant.
    """
    text = passage.text
    for number in dict.fromkeys(_GROUPED.findall(passage.source)):
        groups = number.split(",")
        turned = groups[::-1]
        if turned == groups:
            continue
        flat = text.translate(_ASCII)
        if _row(groups).search(flat):
            continue
        wrong = _row(turned).search(flat)
        if wrong:
            own = text[wrong.start() : wrong.end()]
            right = _with_digits_of(own, number)
            text = text[: wrong.start()] + right + text[wrong.end() :]
    return text


def _row(groups: list[str]) -> re.Pattern[str]:
    return re.compile(r"(?<!\d)(?<!\d[.,٬])" + _SEPARATOR.join(groups) + r"(?![.,٬]?\d)")


def _with_digits_of(sample: str, number: str) -> str:
    """Write an ASCII number with the digits and the separator that a sample's digits go with."""
    for base, separator in ((0x0660, "٬"), (0x06F0, "٬")):
        if any(base <= ord(character) < base + 10 for character in sample):
            table = {48 + digit: chr(base + digit) for digit in range(10)} | {ord(","): separator}
            return number.translate(table)
    return number


_CLOSING = f"\"»”')\\]{MARKUP}"
_SOURCE_END = lazily(r"(?<![.\s])\.[\"”’')\]]*\s*$")
_OPEN_END = lazily(rf"[{_LETTER}\w%٪{ATOM}][{_CLOSING}]*$")
_STOPPED_INSIDE = lazily(rf"[.!?؟…][{_CLOSING}]*$")


def end_sentence(passage: Passage) -> str:
    """End an Arabic sentence with the full stop that its source has and the model left out."""
    text = passage.text.rstrip()
    if not _SOURCE_END.search(passage.source) or not _OPEN_END.search(text):
        return passage.text
    return text + "." if not _STOPPED_INSIDE.search(text) else passage.text
